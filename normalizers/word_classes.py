"""Classes of words (determiners, feminine nouns, words that govern `a` ...) out of `word_classes.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from corpus.errors import KnowledgeError
from corpus.knowledge import rows, strings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_STEM: Final = 2
"""Letters that must stand before an ending."""


@dataclass(frozen=True, slots=True)
class WordClass:
    """A class: its words, its endings, and what looks like a member and is none."""

    words: frozenset[str]
    endings: tuple[str, ...]
    others: frozenset[str]

    def holds(self, word: str) -> bool:
        """Whether `word` (lower case) is of the class."""
        if word in self.words:
            return True
        if not self.endings or word in self.others or not word.endswith(self.endings):
            return False
        return any(word.endswith(ending) and len(word) >= len(ending) + _STEM for ending in self.endings)


@lru_cache(maxsize=1)
def word_classes() -> Mapping[str, WordClass]:
    """Return the classes by id; a class that names another (`@id`) must come after it."""
    found: dict[str, WordClass] = {}
    for row in rows("word_classes"):
        words = frozenset(_expanded(" ".join(strings(row, "words")).split(), found, str(row["id"])))
        others = frozenset(" ".join(strings(row, "except")).split())
        found[str(row["id"])] = WordClass(words, strings(row, "endings"), others)
    return found


def _expanded(words: Iterable[str], known: Mapping[str, WordClass], where: str) -> Iterable[str]:
    for word in words:
        if not word.startswith("@"):
            yield word
        elif word[1:] in known:
            yield from known[word[1:]].words
        else:
            message = f"word_classes.toml, {where}: there is no class {word} above it"
            raise KnowledgeError(message)


@lru_cache(maxsize=20_000)
def is_a(word: str, name: str) -> bool:
    """Whether `word` (lower case) is of the class `name`."""
    return word_classes()[name].holds(word)
