"""What one cell holds: its kind, and its value in plain form.

>>> plain("R$ 27.310,05"), plain("1.183"), plain("-0,40"), plain("510020"), plain("-")
('27310.05', '1183', '-0.40', '510020', None)
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import Final

import regex


class Kind(IntEnum):
    """What a cell looks like, taken by itself."""

    EMPTY = 0
    MONEY = 1
    DECIMAL = 2
    INTEGER = 3
    PERCENT = 4
    CODE = 5
    DATE = 6
    ORDINAL = 7
    TEXT = 8


NUMBERS: Final = frozenset({Kind.MONEY, Kind.DECIMAL, Kind.INTEGER, Kind.PERCENT})
MEASURES: Final = NUMBERS | {Kind.CODE, Kind.DATE}

_EMPTY: Final = regex.compile(r"[-–—―_.…*]{1,6}|")
_SIGN: Final = r"(?P<sign>[-–−+]\s?)?"
_AMOUNT: Final = r"(?P<whole>\d{1,3}(?:\.\d{3})++|\d++)(?:,(?P<part>\d++))?"
_CURRENCY: Final = r"(?:R\$|Cr\$|CR\$|NCz\$|Cz\$|US\$|€|\$)"
_NUMBER: Final = regex.compile(
    rf"""
    {_SIGN}(?P<money>{_CURRENCY}\s*+)?(?P<inner>[-–−]\s?)?   # R$ 1.234,56   -R$ 5,00   R$ -5,00
    {_AMOUNT}
    \s?(?P<percent>%)?
    """,
    regex.VERBOSE,
)
_POINTED: Final = regex.compile(rf"{_SIGN}(?P<whole>\d++)\.(?P<part>\d{{1,2}}|\d{{4,}})")  # 0.75, by a spreadsheet
_MONTH: Final = r"(?:jan|fev|mar|abr|mai|jun|jul|ago|set|out|nov|dez)\p{L}{1,7}"
_LONG: Final = rf"\d{{1,2}}[ºo°]?\sde\s{_MONTH}(?:\sde\s\d{{4}})?"
_SHORT: Final = r"\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})"
_DATE: Final = regex.compile(
    rf"""(?i)
    (?:(?:at[ée]|de|entre|dia)\s)?
    (?:(?:{_SHORT}|{_LONG}|\d{{1,2}}[/.]\d{{1,2}}|\d{{1,2}}[ºo°]?)\s(?:a|e|at[ée]|[-–])\s)?  # 20/06 a 29/07/2022
    (?:{_SHORT}|{_LONG})                                                                # 3 de maio
    """,
    regex.VERBOSE,
)
_REIS: Final = regex.compile(r"(?:Rs\.?\s?)?(?P<contos>\d{1,4}:)?(?P<mil>(?(contos)\d{3}|\d{1,3}))\$(?P<reis>\d{3})")
"""Contos, thousands and réis: 2:000$000."""
_ORDINAL: Final = regex.compile(r"\d{1,4}\s?(?:[.)]|[ºª°]\.?)")
_CODE: Final = regex.compile(
    r"""
      0\d++                                         # 007: a leading zero is no quantity
    | \d{5,}+                                       # an IBGE code; no thousands point where one would stand
    | \d[\d./-]*+(?<=\d)(?<=[/-]\d{1,9})            # a process, a CNPJ, a register with a check digit
    | \d{1,3}(?:\.\d{1,4}){3,}                      # a budget classification
    """,
    regex.VERBOSE,
)


_MISREAD: Final = str.maketrans(
    {"O": "0", "o": "0", "º": "0", "°": "0", "I": "1", "l": "1", "|": "1", "S": "5", "ó": "6", "Ó": "6", "B": "8", ";": ","}
)
"""Signs that OCR reads for digits and for separators."""
_AROUND: Final = regex.compile(r"(?<=[.,;])\s|(?<=\d)\s(?=[.,;]\d)")
"""Blanks at a separator."""
_SHORTEST_MISREAD: Final = 6
"""Signs of a number without separators in which a letter may be a digit: of fewer a code is as likely (15B2)."""

_QUANTITY: Final = regex.compile(
    r"\d++(?:[.,]\d++)*\s?(?:[km]?g|m?l|[ck]?m[²³]?|litros?|quilos?|metros?|unid(?:\.|ades?)?|cx\.?|caixas?|pacotes?|frascos?)"
)
_KINDS: Final = ((_EMPTY, Kind.EMPTY), (_DATE, Kind.DATE), (_ORDINAL, Kind.ORDINAL), (_CODE, Kind.CODE), (_REIS, Kind.MONEY))


@lru_cache(maxsize=100_000)
def kind_of(text: str) -> Kind:
    """Return what a squeezed cell looks like.

    >>> [kind_of(each).name for each in ("R$ 1,00", "1,5", "12%", "510020", "01/02/2020", "1º", "Una", "–")]
    ['MONEY', 'DECIMAL', 'PERCENT', 'CODE', 'DATE', 'ORDINAL', 'TEXT', 'EMPTY']
    """
    if text and text[0].isalpha() and not any(map(str.isdigit, text)):
        return Kind.TEXT
    kind = _printed_kind(text)
    return kind if kind is not Kind.TEXT or (meant := _meant(text)) is None else _printed_kind(meant)


def _printed_kind(text: str) -> Kind:
    """Return what a cell looks like where no sign was misread."""
    for pattern, kind in _KINDS:
        if pattern.fullmatch(text):
            return kind
    if is_quantity(text):
        return Kind.INTEGER
    number = _NUMBER.fullmatch(text)
    if number:
        return _kind_of_number(number)
    return Kind.DECIMAL if _POINTED.fullmatch(text) else Kind.TEXT


def is_quantity(text: str) -> bool:
    """Whether a cell is a figure with its unit of measure, which stays as printed.

    >>> is_quantity("120 kg"), is_quantity("2,5 litros"), is_quantity("120"), is_quantity("12 meses")
    (True, True, False, False)
    """
    return _QUANTITY.fullmatch(text) is not None


def _meant(text: str) -> str | None:
    """Return the figure that a text would be without signs that OCR misread; None where it is none by most of its signs."""
    bare = text.removeprefix("R$").lstrip()
    if sum(map(str.isdigit, bare)) <= sum(map(str.isalpha, bare)) + bare.count("|"):
        return None
    meant = _AROUND.sub("", bare).translate(_MISREAD)
    short = len(meant) < _SHORTEST_MISREAD and not {".", ","} & set(meant)
    return None if short else text[: len(text) - len(bare)] + meant


def is_misread(text: str) -> bool:
    """Whether a squeezed cell is no figure as printed, but would be one without a sign that OCR misread.

    It tells only that a figure stands there, never which.

    >>> [is_misread(each) for each in ("80O.000,00", "R$ 1.2S0,00", "180. 00", "1B", "Lote 8", "12,00", "O+")]
    [True, True, True, False, False, False, False]
    """
    return _printed_kind(text) is Kind.TEXT and kind_of(text) is not Kind.TEXT


def _kind_of_number(number: regex.Match[str]) -> Kind:
    if number["percent"]:
        return Kind.PERCENT
    if number["money"]:
        return Kind.MONEY
    return Kind.DECIMAL if number["part"] else Kind.INTEGER


@lru_cache(maxsize=100_000)
def plain(text: str) -> str | None:
    """Return a squeezed cell in plain form: numbers as decimal strings, None for an empty or dash cell.

    The mark of money and the percent sign fall away; what is no number stays as it is printed, a
    code with its zeros, and so does a number with a sign that was misread.
    """
    kind = kind_of(text)
    if kind is Kind.EMPTY:
        return None
    if kind not in NUMBERS or is_misread(text):
        return text
    reis = _REIS.fullmatch(text)
    if reis:
        return f"{int((reis['contos'] or '').rstrip(':') + reis['mil'] + reis['reis'])}.00"
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text.replace("–", "-").replace("−", "-").replace("+", "")
    minus = (number["sign"] or "").strip(" +") or (number["inner"] or "").strip()
    whole = number["whole"].replace(".", "")
    return ("-" if minus else "") + whole + (f".{number['part']}" if number["part"] else "")


def order(text: str) -> str:
    """Return an order number without its mark; leading zeros stay.

    >>> order("1."), order("02"), order("3º"), order("II")
    ('1', '02', '3', 'II')
    """
    return text.rstrip(" .)ºª°") if _ORDINAL.fullmatch(text) else text


def is_amount(text: str) -> bool:
    """Whether a cell is a number with a comma, which no code and no year has.

    >>> is_amount("1.849,00"), is_amount("2019"), is_amount("3.3.90"), is_amount("1.1")
    (True, False, False, False)
    """
    return "," in text and kind_of(text) in NUMBERS
