"""Figures that OCR read with letters or blanks in them: "12.SOO,00", "l2.500,00", "1 2.500,00".

Such a figure is one whole: it is never cut short at its first letter. What its letters stand for is
in the table `figure_glyphs`; where a letter stands for two digits the figure has several readings.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Final

import regex

from corpus.knowledge import records
from corpus.text import fold
from corpus.values.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal


@cache
def glyphs() -> Mapping[str, str]:
    """Return by a folded letter the digits it may stand for, the likeliest first."""
    return {row["read"]: row["digits"] for row in records("figure_glyphs")}


_LETTERS: Final = "".join(regex.escape(each) for each in sorted(glyphs()))
_GLYPH: Final = rf"[\d{_LETTERS}]"
# a group of three or two: with a digit in it, or noughts ("SOO", "OO"); "os" and "sol" are words
_THREE: Final = rf"(?=[^\s.,]{{0,2}}\d|.?oo){_GLYPH}{{3}}(?!{_GLYPH})"
_TWO: Final = rf"(?=[^\s.,]?\d|oo){_GLYPH}{{2}}(?!{_GLYPH})"

LETTERED: Final = (
    rf"(?!\d[\d.,]*+bi(?!\w))(?=[{_LETTERS}.,]{{0,12}}+\d)(?=[\d.,]*+[{_LETTERS}])"
    rf"{_GLYPH}{{1,9}}+(?:(?:\.{_THREE})*+(?:[.,]{_TWO})?|(?:,{_THREE})++\.{_TWO})(?![^\W_]|[.,][^\W_])"
    rf"|\d{{1,3}},[{_LETTERS}](?=\s(?:mil|bil|tril)h)"
)
"""A pattern, for folded text, of a figure with letters in it, whole: "12.soo,00", "l2.500,00", "1.234.s6"; never "5 bi"."""

GAPPED: Final = r"\d{1,3}[ ]\d{1,3}(?:\.\d{3})*+,\d\d(?!\d)|\d{1,3}(?:\.\d{3})*+,[ ]00(?![\d.,/%])"
"""A pattern of a figure with a blank inside: "12 500,00", "1 2.500,00", "12.500, 00"; never "500, 20 vagas"."""

_SWAPPED: Final = regex.compile(r"\d{1,3}(?:,\d{3})+\.\d\d|\d{1,3}(?:\.\d{3})*\.\d\d")
_SEVERAL: Final = 64
"""Readings beyond which a figure says nothing."""


def figure_readings(printed: str) -> tuple[Decimal, ...]:
    """Return what a figure with letters or blanks in it may say, the likeliest first; none where it is no figure.

    >>> figure_readings("12.SOO,00"), figure_readings("3.B00,00"), figure_readings("1.234.S6")
    ((Decimal('12500.00'),), (Decimal('3800.00'), Decimal('3600.00')), (Decimal('1234.56'),))
    >>> figure_readings("12 500,00"), figure_readings("Sol")
    ((Decimal('12500.00'),), ())
    """
    bare = "".join(fold(printed).split())
    if not any(char.isdecimal() for char in bare):
        return ()
    ways = [glyphs().get(char, char) for char in bare]
    found: list[Decimal] = []
    for count, chars in enumerate(product(*ways)):
        value = _number("".join(chars))
        if value is None or count >= _SEVERAL:
            return ()
        found.append(value)
    return tuple(dict.fromkeys(found))


def _number(digits: str) -> Decimal | None:
    """Return a number, its points and commas perhaps taken for each other ("12,500.00", "1.234.56")."""
    value = parse_number(digits)
    if value is not None or not _SWAPPED.fullmatch(digits):
        return value
    whole, cents = digits[:-3], digits[-2:]
    return parse_number(f"{whole.replace(',', '.')},{cents}")
