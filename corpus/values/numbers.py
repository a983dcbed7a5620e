"""Numbers in figures as Brazil writes them: points between thousands, a comma before decimals.

>>> parse_number("4.942,42"), parse_number("1.2"), parse_number("12,5")
(Decimal('4942.42'), None, Decimal('12.5'))
>>> parse_scaled("1,2 milhão"), parse_scaled("10 mil"), parse_scaled("7")
(Decimal('1200000.0'), Decimal('10000'), Decimal('7'))
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import regex

from corpus.text import fold
from corpus.values.number_words import words

_NO_FIGURE: Final = regex.compile(r"[^\d,]")

_STRICT: Final = regex.compile(r"[-–−]?\s?(?:\d{1,3}(?:\.\d{3})++|\d++)(?:,\d++)?")
_SHORT: Final = {"mi": 10**6, "bi": 10**9, "tri": 10**12}


def parse_number(text: str) -> Decimal | None:
    """Return the number that the whole of `text` is, strictly Brazilian; None for anything else.

    >>> parse_number("324.00,00"), parse_number("1,234.56"), parse_number("-0,40")
    (None, None, Decimal('-0.40'))
    """
    bare = text.strip()
    if not bare.isascii() and not bare.startswith(("–", "−")):
        return None
    if not _STRICT.fullmatch(bare):
        return None
    sign = "-" if bare[0] in "-–−" else ""
    return Decimal(sign + _NO_FIGURE.sub("", bare).replace(",", "."))


def scale_of(word: str) -> int | None:
    """Return what a scale word multiplies by ("mil", "milhões", "mi"), None for other words."""
    folded = fold(word.strip())
    return words("scale").get(folded) or _SHORT.get(folded)


def parse_scaled(text: str) -> Decimal | None:
    """Return a number in figures with or without a scale word after it; None for anything else."""
    figure, _, word = text.strip().partition(" ")
    value = parse_number(figure)
    if value is None or not word:
        return value
    scale = scale_of(word)
    return None if scale is None else value * scale
