"""How good the text layer of a PDF page is, judged by what stands in it.

A layer may be missing (a scan), hidden (OCR laid under the picture of a scan), garbled (codes that
are no characters, or other letters than those printed) or misencoded (only the accented letters are
others). Garbled text has other letters than a language has: the mean logarithm of the letters'
shares is near -2.7 in Portuguese whatever it speaks of, -3.0 in a neighbouring language, and under
-4 where letters stand for other letters.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from math import log
from typing import Final
from unicodedata import category

import regex

from corpus.text import fold

SHARES: Final = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        (132, 12, 49, 69, 126, 9, 13, 6, 78, 3, 1, 30, 29, 54, 105, 27, 5, 77, 69, 56, 33, 13, 1, 2, 1, 4),
        strict=True,
    )
)
"""Letters of a thousand in the sample sources of this project, accents folded; at least one."""

BEST: Final = -2.75
WORST: Final = -4.15
"""Mean logarithm of letters' shares in Portuguese, and where letters stand for other letters."""

FEWEST: Final = 120
"""Letters from which their shares tell something: names in a list have shares of their own."""

LEAST: Final = 0.5
"""Score under which a layer is garbled."""

STRANGE: Final = 0.1
"""Share of characters that are none, from which a layer is garbled."""

WRONG: Final = 0.03
"""Share of words with a sign or a capital among small letters, from which a layer is misencoded."""

HIDDEN: Final = 0.5
"""Share of words that are not painted, from which the layer is that of an OCR engine."""

_WORDS: Final = regex.compile(r"\p{L}\S*")
_WRONG: Final = regex.compile(r"(?<=\p{Ll})(?:[^\p{L}\p{M}\d\s'’´`.,;:/@()\[\]\-_–—&+=*º°ª§%$\"”]|[À-ÖØ-Þ])(?=\p{Ll})")


class Layer(Enum):
    """What a page's text layer is; the value is how a note says it."""

    SOUND = "a sound text layer"
    HIDDEN = "a hidden text layer, as OCR lays it under a scan"
    MISENCODED = "accented letters are wrong in its text layer"
    GARBLED = "its text layer is garbled"
    MISSING = "no text layer"
    BLANK = "nothing on it"

    @property
    def is_read(self) -> bool:
        """Whether the page is read from this layer."""
        return self in {Layer.SOUND, Layer.HIDDEN, Layer.MISENCODED}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A layer and its score: 1 for letters as Portuguese has them, 0 for letters that stand for others.

    None where there are too few letters to tell.
    """

    layer: Layer
    score: float | None = None


def judge(text: str, *, hidden: float = 0.0, painted: bool = True) -> Judgement:
    """Judge the text of a page; `hidden` is the share of its words that are not painted.

    `painted` says whether the page shows anything but text.

    >>> judge("").layer, judge("", painted=False).layer
    (<Layer.MISSING: 'no text layer'>, <Layer.BLANK: 'nothing on it'>)
    """
    printed = "".join(text.split())
    if not printed:
        return Judgement(Layer.MISSING if painted else Layer.BLANK)
    score = letter_score(text)
    strange = sum(printed.count(character) for character in set(printed) if _is_strange(character)) / len(printed)
    if strange > STRANGE or (score is not None and score < LEAST):
        return Judgement(Layer.GARBLED, score)
    if score is not None and _wrong(text) > WRONG:
        return Judgement(Layer.MISENCODED, score)
    return Judgement(Layer.HIDDEN if hidden >= HIDDEN else Layer.SOUND, score)


def letter_score(text: str) -> float | None:
    """Return how much the letters of `text` are those of a language, 0 to 1; None for too few of them."""
    counts = Counter(fold(text))
    known = {letter: counts[letter] for letter in SHARES}
    total = sum(known.values())
    others = sum(count for letter, count in counts.items() if letter.isalpha() and letter not in known and letter not in "ºª")
    if total + others < FEWEST:
        return None
    mean = (sum(count * log(SHARES[letter] / 1000) for letter, count in known.items()) + others * log(1 / 1000)) / (
        total + others
    )
    return max(0.0, min(1.0, (mean - WORST) / (BEST - WORST)))


@lru_cache(maxsize=4096)
def _is_strange(character: str) -> bool:
    """Whether a code point is no character: a control, one of private use, one that is not assigned."""
    return character == "\ufffd" or category(character) in {"Cc", "Co", "Cn"}


def _wrong(text: str) -> float:
    found = len(_WRONG.findall(text))
    return found / len(_WORDS.findall(text)) if found else 0.0
