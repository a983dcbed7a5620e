"""How much of a text may be words: by the letters that follow each other in our own prose.

Letter frequencies tell garbled text from text; they do not tell which of two readings of one page is
the better one. Here a word counts as legible where all its neighbouring letters are neighbours in words
we wrote, and no sign or figure stands among its letters.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import regex

from corpus.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST: Final = 12
"""Words from which a share of them tells something."""

SHORTEST: Final = 4
"""Letters of the shortest word that is looked at: of shorter ones nearly all neighbours are known."""

RARE: Final = 2
"""Times that three letters must follow each other in our prose to be known."""

_WORD: Final = regex.compile(r"\S*\p{L}\S*+")
_EDGES: Final = "\"'“”‘’«»()[]{}.,;:!?…*-–—/_º°ª"
_LETTERS: Final = regex.compile(r"\p{L}+")


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Return the threes of letters of our prose, with the ends of words as blanks."""
    counts: dict[str, int] = {}
    for each in files("corpus").joinpath("training").iterdir():
        if each.name.endswith(".txt"):
            for word in _LETTERS.findall(fold(each.read_text("utf-8"))):
                for three in _threes(word):
                    counts[three] = counts.get(three, 0) + 1
    return frozenset(three for three, count in counts.items() if count >= RARE)


def _threes(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[at : at + 3] for at in range(len(padded) - 2)]


def legibility(text: str) -> float | None:
    """Return the mean share of known letters in the words of a text, 0 to 1; None for too few words.

    >>> legibility("Portaria") is None
    True
    """
    scores = [score for token in _WORD.findall(text) if (score := _score(token.strip(_EDGES))) is not None]
    return sum(scores) / len(scores) if len(scores) >= FEWEST else None


@lru_cache(maxsize=16_384)
def _score(token: str) -> float | None:
    """Return how much of a word is known; None for one that is too short, or an abbreviation or a code."""
    if token.isalpha() and (token.islower() or token.isupper() or token.istitle()):
        return _share((token,)) if len(token) >= SHORTEST else None
    parts = token.replace("-", " ").replace("/", " ").split()
    bare = "".join(parts)
    letters = sum(map(str.isalpha, bare))
    if letters < SHORTEST or letters * 2 < len(bare):
        return None
    if letters < len(bare) or any(one.islower() and two.isupper() for part in parts for one, two in pairwise(part)):
        return 0.0
    return _share(parts)


def _share(words: Sequence[str]) -> float:
    """Return the share of the threes of letters of some words that are known."""
    threes = [three for word in words for three in _threes(fold(word))]
    return sum(map(_known().__contains__, threes)) / len(threes)
