"""Old spelling, which is not damage: what marks it, and how an old word is looked up under its later spelling."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex

from corpus.knowledge import rows, strings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpus.context import Context

_LEAST: Final = 4
"""Old words a text must have to count as old."""
_PER: Final = 150
"""One word in so many must be old."""


@lru_cache(maxsize=1)
def _reform() -> int:
    """Return the year from which words bear today's accents."""
    return min(int(year) for row in rows("orthography") for year in strings(row, "until"))


@lru_cache(maxsize=1)
def _old_words() -> frozenset[str]:
    return frozenset(word for row in rows("orthography") for word in " ".join(strings(row, "words")).split())


@lru_cache(maxsize=1)
def _letters() -> tuple[regex.Pattern[str], Mapping[str, str]]:
    """Return the pattern of old letter groups and what became of each."""
    changed: dict[str, str] = {}
    for row in rows("orthography"):
        changed.update(zip(strings(row, "old"), strings(row, "new"), strict=True))
    return regex.compile("|".join(sorted(map(regex.escape, changed), key=len, reverse=True))), changed


def is_old(words: Iterable[str], context: Context) -> bool:
    """Whether a text with these words (lower case, one each) is spelt as before 1943."""
    if context.year is not None:
        return context.year < _reform()
    met = set(words)
    old = len(met & _old_words())
    return old >= _LEAST and old * _PER >= len(met)


def modern(old: str) -> tuple[str, tuple[int, ...]]:
    """Return an old word (lower case) under its later spelling, and where each letter stood in the old one.

    The second has one number more than there are letters: the last is the length of the old word.

    >>> modern("commissão")
    ('comissão', (0, 1, 2, 4, 5, 6, 7, 8, 9))
    """
    pattern, changed = _letters()
    text: list[str] = []
    origins: list[int] = []
    at = 0
    for found in pattern.finditer(old):
        new = changed[found[0]]
        text += (*old[at : found.start()], *new)
        origins += (*range(at, found.start()), *(found.start() for _ in new))
        at = found.end()
    return "".join((*text, old[at:])), (*origins, *range(at, len(old) + 1))


def lost_in_old(read: str, word: str) -> bool:
    """Whether an old text may have printed `word` where `read` lacks its accents.

    Before 1943 til, cedilla and the accent of a last syllable were printed; others seldom were.

    >>> lost_in_old("sera", "será"), lost_in_old("secretario", "secretário")
    (True, False)
    """
    return not any(
        new in "áéíóúâêô" and new != old and _VOWEL.search(word, at + 1) is not None
        for at, (old, new) in enumerate(zip(read, word, strict=False))
    )


_VOWEL: Final = regex.compile(r"[aeiouãõ]")
