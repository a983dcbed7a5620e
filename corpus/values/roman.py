"""Roman numerals, and what damaged glyphs may stand for.

>>> parse_roman("XLII"), to_roman(9)
(42, 'IX')
>>> sorted(readings("Il")), likely("Il")
([2, 3], 2)
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import Final

import regex

_ONES: Final = regex.compile(r"(I+)")

_NUMERAL: Final = regex.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VALUES: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_STROKES: Final = frozenset("l1i|!¡")
"""Read for a capital I wherever one stands (§ 2 of any scanned gazette: `|`, `1V`, `VIl`)."""
_WEAK: Final = {"T": "I", "J": "I", "]": "I", "[": "I", "H": "II", "Y": "V", "v": "V", "x": "X", "N": "IV", "U": "II", "L": "I"}
"""Read for roman glyphs beside surer ones; never believed when the whole numeral is made of them."""
_MAX: Final = 3999


def parse_roman(text: str) -> int | None:
    """Return the value of a well formed roman numeral in capitals, None for anything else.

    >>> parse_roman("IIII"), parse_roman("iv"), parse_roman("")
    (None, None, None)
    """
    if not text or not _NUMERAL.fullmatch(text):
        return None
    total, at = 0, 0
    for value, letters in _VALUES:
        while text.startswith(letters, at):
            total, at = total + value, at + len(letters)
    return total


def to_roman(number: int) -> str:
    """Return the roman numeral of 1 to 3999; raises `ValueError` outside."""
    if not 1 <= number <= _MAX:
        raise ValueError(f"no roman numeral for {number}")
    letters = []
    for value, glyphs in _VALUES:
        count, number = divmod(number, value)
        letters.append(glyphs * count)
    return "".join(letters)


def likely(glyphs: str) -> int | None:
    """Return the one numeral the glyphs spell when every stroke is counted once, None where they spell none.

    >>> likely("lll"), likely("V1"), likely("|"), likely("Art")
    (3, 6, 1, None)
    """
    exact = parse_roman(glyphs)
    if exact is not None:
        return exact
    spelt = _spelt(glyphs)
    return parse_roman(spelt) if spelt else None


@lru_cache(maxsize=4096)
def readings(glyphs: str) -> frozenset[int]:
    """Return every number that roman glyphs, damaged or not, may stand for; empty where they are no numeral.

    A well formed numeral in capitals stands for itself alone. In damaged ones a run of two or three
    strokes may have lost or gained one (`Il` is II or III); the place in a sequence decides.

    >>> sorted(readings("VIl")), sorted(readings("|l")), sorted(readings("II")), sorted(readings("de"))
    ([7, 8], [2, 3], [2], [])
    """
    exact = parse_roman(glyphs)
    if exact is not None:
        return frozenset({exact})
    spelt = _spelt(glyphs)
    if not spelt:
        return frozenset()
    parts = _ONES.split(spelt)
    choices = [_run(part) for part in parts]
    values = (parse_roman("".join(each)) for each in product(*choices))
    return frozenset(value for value in values if value is not None)


def _run(part: str) -> tuple[str, ...]:
    """Return what a run of strokes may have been; other letters are themselves."""
    return ("II", "III") if part in {"II", "III"} else (part,)


def _spelt(glyphs: str) -> str:
    """Return the capitals that the glyphs spell, empty where one of them is no roman glyph or none is sure."""
    if not 1 <= len(glyphs) <= len("MMMDCCCLXXXVIII"):
        return ""
    sure = [c for c in glyphs if c in "IVX" or c in _STROKES]
    plain = "".join("I" if c in _STROKES else c for c in glyphs)
    if sure and all(c in "IVXLCDM" for c in plain) and parse_roman(plain) is not None:
        return plain
    bent = "".join(_WEAK.get(c, c) for c in plain)
    return bent if sure and all(c in "IVXCDM" for c in bent) else ""
