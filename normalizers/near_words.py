"""The one word that lies near to what is no word: one letter other, or a pair of like strokes.

The channel knows what readers do often; a worn page shows what they do once. So where the channel
has no answer, what no list holds may still be explained, if only one common word is near enough. A letter left out or
written twice is how authors slip, and stays.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from corpus.knowledge import records
from normalizers.channel import Step
from normalizers.choices import Choice
from normalizers.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORTEST: Final = 7
"""Letters a word must have: short words have too many neighbours."""
_COMMON: Final = 14.0
"""Cost in nats up to which the word must be common,"""
_APART: Final = 3.5
"""and how many nats the next one must be seldomer."""
_LETTERS: Final = "abcdefghijlmnopqrstuvxzáâãàéêíóôõúç"
_INFLECTED: Final = 2
"""Letters at the end, which inflect: what differs there is another form of the word."""


@lru_cache(maxsize=1)
def _strokes() -> tuple[tuple[str, str], ...]:
    return tuple((record["printed"], record["read"]) for record in records("near_strokes"))


@lru_cache(maxsize=10_000)
def near(read: str) -> Choice | None:
    """Return the word near to `read` (small letters, no word itself); None where there is none, or more than one.

    >>> near("fescalização").word, near("responsablidade")
    ('fiscalização', None)
    """
    if len(read) < _SHORTEST or not read.isalpha() or not read.islower():
        return None
    costs = lexicon().costs
    found: dict[str, Step] = {}
    for word, step in (*_other_letter(read), *_other_strokes(read)):
        found.setdefault(word, step)
    ranked = sorted(found, key=lambda word: (costs[word], word))
    if not ranked or costs[ranked[0]] > _COMMON or (len(ranked) > 1 and costs[ranked[1]] < costs[ranked[0]] + _APART):
        return None
    step = found[ranked[0]]
    return None if step.end > len(read) - _INFLECTED else Choice(ranked[0], (step,), costs[ranked[0]])


def _other_letter(read: str) -> Iterator[tuple[str, Step]]:
    """Give the words that differ from `read` in one letter."""
    words = lexicon()
    for at, glyph in enumerate(read):
        head, rest = read[:at], read[at + 1 :]
        if not words.begins(head):
            return
        after = words.ahead.get(head, _LETTERS)
        for letter in _LETTERS:
            if letter in after and letter != glyph and (word := head + letter + rest) in words.costs:
                yield word, Step(at, at + 1, letter, glyph)


def _other_strokes(read: str) -> Iterator[tuple[str, Step]]:
    """Give the words that differ from `read` in one pair of like strokes."""
    costs = lexicon().costs
    for printed, seen in _strokes():
        start = read.find(seen)
        while start >= 0:
            end = start + len(seen)
            if (word := read[:start] + printed + read[end:]) in costs:
                yield word, Step(start, end, printed, seen)
            start = read.find(seen, start + 1)
