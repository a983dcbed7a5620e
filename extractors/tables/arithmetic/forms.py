"""How the figures of one column are written, and what a printed token may mean in it.

A token in the column's own form is legible: it has one reading, which nothing overwrites. A token
that is not may be read in several ways, each with a cost: separators lost or moved, a blank put in,
a rule read as a character and glued on, letters read for digits.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import islice, product
from typing import TYPE_CHECKING, Final

import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WHOLE: Final = regex.compile(r"-?\d++(?P<part>(?!))?")
_LAST_MARK: Final = regex.compile(r"[.,](?=\d+$)")
_NO_DIGIT: Final = regex.compile(r"\D")
_MINUS: Final = regex.compile(r"^[-–—−]\s?(?=[\d(])")
_GROUPED: Final = regex.compile(r"\d++|\d{1,3}(?:[.,\s]{1,2}\d{3})+")
_TAIL: Final = regex.compile(r"[.,\s]{1,2}(?P<part>\d+)$")
_LOOSELY_GROUPED: Final = regex.compile(r"\d{1,3}(?:[.,\s]{0,2}\d{3})*+|\d++")
_SURELY_GROUPED: Final = regex.compile(r"\d{1,3}(?:[.,\s]{1,2}\d{3})++")

CLEAR: Final = 0.8
"""Share of a column's votes that decides how many decimals its figures have."""
FIGURES: Final = 0.6
"""Share of a column's tokens that must look like figures for it to be a column of figures."""
MOST_VARIANTS: Final = 24
GROUPED_FROM: Final = 4
"""Digits from which a thousands point is written."""

_MARKS: Final = regex.compile(r"^(?:R\$|Cr\$|CR\$|NCz\$|Cz\$|US\$|€|\$)\s*")
_EDGES: Final = "|[]{}()!'’‘`´f_~,.;:*"
_FORMED: Final = regex.compile(r"-?(?:\d{1,3}(?:\.\d{3})++|\d++)(?:,(?P<part>\d++))?")
_EITHER: Final = regex.compile(r"[1-9]\d{0,2},\d{3}")
"""Three decimals, or a comma read for the point of the thousands: it says nothing of its column."""
_POINTED: Final = regex.compile(r"-?(?:\d{1,3}(?:,\d{3})++|\d++)\.(?P<part>\d{1,2}|\d{4,})")
_DIGITS: Final = regex.compile(r"-?\d[\d.,\s]*+")
_EMPTY: Final = regex.compile(r"[-–—―_.…*\s]*")
_LIKE: Final = regex.compile(r"[\d.,\s%OoQlI|SsóÓBZzGgqAb!'’)(\]\[f-]++")
CONFUSED: Final = {
    **dict.fromkeys("OoQ", "0"),
    **dict.fromkeys("lI|!", "1"),
    **dict.fromkeys("Ss", "5"),
    **dict.fromkeys("óÓbG", "6"),
    **dict.fromkeys("Zz", "2"),
    **dict.fromkeys("gq", "9"),
    "A": "4",
    "B": "83",
}
"""Letters that OCR puts for digits, and which."""


class How(Enum):
    """How a reading comes out of its token, the surest first; the value is its cost."""

    PRINTED = 0.0
    GLUED = 0.1
    FORM = 0.2
    LITERAL = 0.3
    CONFUSED = 0.5
    ANY_DIGIT = 0.7
    MOVED = 0.9


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a token; `sure` where form alone proves it."""

    value: Decimal
    how: How
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """How a column writes its figures.

    `decimals` is None where no vote was clear; `grouped` where it parts thousands; `pointed` where
    it writes the decimal point of the English; `low` and `high` bound the legible figures.
    """

    decimals: int | None
    grouped: bool = False
    pointed: bool = False
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)


def is_empty(token: str | None) -> bool:
    """Whether a token stands for an empty cell.

    >>> is_empty("—"), is_empty(None), is_empty("0")
    (True, True, False)
    """
    return token is None or bool(_EMPTY.fullmatch(token))


def form_of(tokens: Sequence[str]) -> Form | None:
    """Return how a column's filled tokens are written, None where they are not figures.

    >>> form_of(["1.200,50", "33,10", "12345", "7,00", "8,10"]).decimals
    2
    >>> form_of(["Una", "Ipê", "7"]) is None
    True
    """
    bare = [bare_of(token) for token in tokens]
    looks = sum(any(char.isdigit() for char in each) and bool(_LIKE.fullmatch(each)) for each in bare)
    if not bare or looks < FIGURES * len(bare):
        return None
    ours = [match for each in bare if (match := _FORMED.fullmatch(each))]
    theirs = [match for each in bare if not _FORMED.fullmatch(each) and (match := _POINTED.fullmatch(each))]
    pointed = sum("," in match[0] for match in ours) < len(theirs) > FIGURES * len(bare)
    if pointed:
        ours = [match for each in bare if (match := _POINTED.fullmatch(each) or _WHOLE.fullmatch(each))]
    if len(ours) < FIGURES * len(bare) / 2:
        return None
    return _voted(ours, pointed=pointed)


def _voted(formed: Sequence[regex.Match[str]], *, pointed: bool) -> Form:
    told = [match for match in formed if not _EITHER.fullmatch(match[0])]
    votes = Counter(len(match["part"] or "") for match in (told if len(told) * 3 >= len(formed) else formed))
    decimals, count = votes.most_common(1)[0]
    clear = decimals if count >= CLEAR * votes.total() else None
    kept = [match[0] for match in formed if clear is None or len(match["part"] or "") == clear] or [each[0] for each in formed]
    parted = sum(("," if pointed else ".") in _LAST_MARK.split(each)[0] or each.count(".") > 1 for each in kept)
    parted += sum(clear == 0 and "." in each for each in kept)
    whole = sum(len(_NO_DIGIT.sub("", each)) >= GROUPED_FROM + (clear or 0) for each in kept)
    values = [_value(each, pointed=pointed) for each in kept]
    return Form(clear, parted > 0 and parted * 2 >= whole, pointed, min(values), max(values))


def bare_of(token: str) -> str:
    """Return a token without its mark of money and percent sign, its minus as a hyphen.

    >>> bare_of("R$ 1,00"), bare_of("–0,40 %")
    ('1,00', '-0,40')
    """
    text = _MARKS.sub("", " ".join(token.split()))
    text = _MINUS.sub("-", text.removesuffix("%").strip())
    return "-" + _MARKS.sub("", text[1:]) if text[:1] == "-" else text


def readings(token: str, form: Form) -> tuple[Reading, ...]:
    """Return what a token may mean in a column of that form, the cheapest first; empty where it cannot be read.

    >>> [str(each.value) for each in readings("512087", Form(2, grouped=True))][:2]
    ['5120.87', '512087']
    >>> readings("3.718,36", Form(2))[0].how.name
    'PRINTED'
    """
    text = bare_of(token)
    printed = _printed(text, form)
    if printed is not None:
        return (printed,)
    found: dict[Decimal, Reading] = {}
    for reading in sorted(_all(text, form), key=lambda each: (each.how.value, not each.sure)):
        found.setdefault(reading.value, reading)
    return tuple(found.values())


def _all(text: str, form: Form) -> Iterator[Reading]:
    if text[:1] == "(" and text[-1:] == ")":
        inner = _printed(text[1:-1], form)
        if inner is not None:
            yield Reading(-inner.value, How.LITERAL)
            yield Reading(inner.value, How.LITERAL)
            return
    stripped = text.strip(_EDGES)
    inner = _printed(stripped, form)
    if inner is not None and stripped != text:
        digits = any(_printed(variant, form) for variant in _variants(text))
        yield Reading(inner.value, How.GLUED, sure=form.decimals is not None and not digits)
    if _DIGITS.fullmatch(stripped):
        yield from _of_digits(stripped, form)
    if any(char.isdigit() for char in text):
        for how, variants in ((How.CONFUSED, _variants(text)), (How.ANY_DIGIT, _any_digit(text))):
            for reading in (each for variant in variants for each in readings(variant, form)[:1]):
                if reading.how is not How.MOVED:
                    yield Reading(reading.value, how)


def _printed(text: str, form: Form) -> Reading | None:
    """Return the reading of a token in the column's own form, None for any other."""
    match = (_POINTED if form.pointed else _FORMED).fullmatch(text)
    if match is None and form.pointed:
        match = _WHOLE.fullmatch(text)
    if match is None or (form.decimals is not None and len(match["part"] or "") != form.decimals):
        return None
    return Reading(_value(text, pointed=form.pointed), How.PRINTED, sure=True)


def _value(text: str, *, pointed: bool) -> Decimal:
    plain = text.replace(",", "") if pointed else text.replace(".", "").replace(",", ".")
    return Decimal(plain)


def _of_digits(text: str, form: Form) -> Iterator[Reading]:
    """Tell the readings of figures and separators: by the column's decimals, as they stand, with the comma elsewhere."""
    sign = "-" if text[0] == "-" else ""
    digits = _NO_DIGIT.sub("", text)
    by_form = _by_form(text.lstrip("-"), sign, digits, form)
    if by_form is not None:
        yield by_form
    if _FORMED.fullmatch(text):
        yield Reading(_value(text, pointed=False), How.LITERAL)
    for decimals in range(min(len(digits), 5)):
        yield Reading(Decimal(f"{sign}{digits}").scaleb(-decimals), How.MOVED)


def _by_form(text: str, sign: str, digits: str, form: Form) -> Reading | None:
    """Return the reading by the column's decimals, None where the separators that are left tell against it."""
    decimals = form.decimals
    if decimals is None or len(digits) <= decimals:
        return None
    if decimals == 0:
        grouped = bool(_GROUPED.fullmatch(text))
        return Reading(Decimal(sign + digits), How.FORM, sure=True) if grouped else None
    value = Decimal(sign + digits).scaleb(-decimals)
    if digits == text:
        lost = (form.grouped and len(digits) >= GROUPED_FROM) or digits[0] == "0"
        return Reading(value, How.FORM, sure=lost or (Decimal(digits) > form.high and form.low <= value <= form.high))
    return Reading(value, How.FORM, sure=True) if _may_have(text, decimals) else None


def _may_have(text: str, decimals: int) -> bool:
    """Whether the separators that are left do not tell against so many decimals.

    >>> [_may_have(text, 2) for text in ("253 17", "31.807 .54", "1.73956", "7.289473,49", "4.942", "1.9245,6")]
    [True, True, True, True, False, False]
    """
    tail = _TAIL.search(text)
    if tail is not None and len(tail["part"]) == decimals:
        return bool(_LOOSELY_GROUPED.fullmatch(text[: tail.start()]))
    return bool(_SURELY_GROUPED.fullmatch(text[:-decimals]))


def _any_digit(text: str) -> Iterator[str]:
    """Tell the token with its one letter read as every digit; nothing where it has several."""
    at = [index for index, char in enumerate(text) if char in CONFUSED]
    if len(at) == 1:
        yield from (text[: at[0]] + digit + text[at[0] + 1 :] for digit in "0123456789")


def _variants(text: str) -> Iterable[str]:
    """Tell the token with its letters read as digits."""
    if not any(char in CONFUSED for char in text):
        return ()
    choices = [CONFUSED.get(char, char) for char in text]
    return islice(("".join(each) for each in product(*choices)), MOST_VARIANTS)
