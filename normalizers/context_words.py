"""What the words beside a word say for one spelling of it or another: rows of `context_words.toml`.

`Neighbours` are the words before and after, as decided, in lower case; where something else stands
between, a mark: `<s>` a full stop, colon, semicolon or blank line, `<,>` a comma, `<#>` a number,
`/` a stroke, `<->` or `<-se>` a hyphen (and what follows it).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from corpus.errors import KnowledgeError
from corpus.knowledge import rows, string, strings
from normalizers.lexicon import FOLD, lexicon
from normalizers.word_classes import is_a, word_classes

if TYPE_CHECKING:
    from collections.abc import Mapping


class Neighbours(NamedTuple):
    """The words before and after a word, nearest last and nearest first; marks where none stands."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class _Side:
    """Words and classes one of which must stand on a side; anything will do where both are empty."""

    words: frozenset[str]
    classes: tuple[str, ...]

    def holds(self, word: str) -> bool:
        if not self.words and not self.classes:
            return True
        return word in self.words or any(is_a(word, name) for name in self.classes)


@dataclass(frozen=True, slots=True)
class ContextRow:
    """One row: for which form it speaks, how strongly (nats), and beside which words."""

    rule: str
    favours: str
    weight: float
    left: _Side
    right: _Side

    def bonus(self, word: str, neighbours: Neighbours) -> float:
        """Return the nats by which `word` gains here."""
        if self._favoured(word) and self.left.holds(neighbours.left) and self.right.holds(neighbours.right):
            return self.weight
        return 0.0

    def _favoured(self, word: str) -> bool:
        if self.favours == "@accented":
            return word != word.translate(FOLD)
        if self.favours == "@plain":
            return word == word.translate(FOLD)
        return word == self.favours


@lru_cache(maxsize=1)
def context_rows() -> Mapping[str, tuple[ContextRow, ...]]:
    """Return the rows by each word they speak of."""
    found: dict[str, tuple[ContextRow, ...]] = {}
    for row in rows("context_words"):
        made = ContextRow(
            string(row, "id"),
            string(row, "favours"),
            float(string(row, "weight")),
            _side(strings(row, "left")),
            _side(strings(row, "right")),
        )
        for word in strings(row, "forms"):
            found[word] = (*found.get(word, ()), made)
    return found


def _side(listed: tuple[str, ...]) -> _Side:
    words = " ".join(listed).split()
    classes = tuple(word[1:] for word in words if word.startswith("@"))
    for name in classes:
        if name not in word_classes():
            message = f"context_words.toml names the class @{name}, which word_classes.toml lacks"
            raise KnowledgeError(message)
    return _Side(frozenset(word for word in words if not word.startswith("@")), classes)


_AGREEMENT: Final = 2.5
"""Nats for a noun that agrees with the determiner before it, over one that does not."""
_FEMININE: Final = regex.compile(r"(?:[çs]ão|dade|gem|tude|ência|ância|a)$")
_MASCULINE: Final = regex.compile(r"(?:[^ã]o|or)$")


def bonus(word: str, neighbours: Neighbours) -> float:
    """Return the nats by which `word` (lower case) gains where it stands."""
    total = sum(row.bonus(word, neighbours) for row in context_rows().get(word, ()))
    if len(word) > _SHORT and word.endswith("rá") and word[:-1] in lexicon().costs:
        total += _FUTURE
    return total + _agreement(word, neighbours.left)


_FUTURE: Final = 2.0
"""Nats for the future over the pluperfect of the same letters: acts command."""
_SHORT: Final = 4


def _agreement(word: str, left: str) -> float:
    if is_a(left, "determiner-f") and left != "cada":
        return -_AGREEMENT if _MASCULINE.search(word) and not _FEMININE.search(word) else 0.0
    if is_a(left, "determiner-m"):
        return -_AGREEMENT if _FEMININE.search(word) and not _MASCULINE.search(word) else 0.0
    return 0.0


_MARKS: Final = regex.compile(r"(?P<stop>[.;:!?]|\n[ \t]*\n)|(?P<number>\d)|(?P<comma>,)|(?P<stroke>/)|(?P<hyphen>-)")
_MARK_OF: Final = {"stop": "<s>", "number": "<#>", "comma": "<,>", "stroke": "/", "hyphen": "<->"}


@lru_cache(maxsize=4096)
def mark(gap: str) -> str | None:
    r"""Return the mark for what stands between two words; None where they are neighbours.

    >>> mark(" ") is None, mark(", "), mark(" 12 "), mark(".\n")
    (True, '<,>', '<#>', '<s>')
    """
    if gap in {" ", "\n"}:
        return None
    found = _MARKS.search(gap)
    return _MARK_OF[str(found.lastgroup)] if found else None
