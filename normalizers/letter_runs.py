"""How unlikely the letters of a word follow one another in Portuguese: what no name has, a misreading often has.

Threes of letters are counted over the common words of the lexicon, folded; a three that was never
seen is judged by its two last letters (absolute discounting would do as well; the counts are large).
"""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from typing import Final

from normalizers.channel import plain
from normalizers.lexicon import lexicon

_COMMON: Final = 13.0
"""Cost of a word in nats up to which it is counted: some twenty thousand words."""
_SEEN: Final = 4.0
"""Threes that the two last letters weigh as much as."""
_UNSEEN: Final = 0.5
_USUAL: Final = 5.5
"""Nats of the least likely three that names of many origins reach."""
_MOST: Final = 5.0


def strangeness(word: str) -> float:
    """Return the nats, 0 to 5, by which the least likely three letters of `word` (lower case) pass what names have.

    >>> [round(strangeness(each), 1) for each in ("andretta", "schneider", "brandão", "norrnativa", "alvarcnga")]
    [0.0, 0.0, 0.0, 3.3, 4.9]
    """
    return min(_MOST, max(0.0, _worst(plain(word)) - _USUAL))


@lru_cache(maxsize=20_000)
def _worst(word: str) -> float:
    edged = f"^{word}$"
    return max((_nats(edged[at : at + 3]) for at in range(len(edged) - 2)), default=0.0)


@lru_cache(maxsize=20_000)
def _nats(three: str) -> float:
    """Return the nats of the last of three letters after the two before it, 0 at the least."""
    threes, heads, pairs, letters = _counts()
    backed = (pairs[three[1:]] + _UNSEEN) / (letters[three[1]] + 2 * len(letters) * _UNSEEN)
    return max(0.0, -math.log((threes[three] + _SEEN * backed) / (heads[three[:2]] + _SEEN)))


@lru_cache(maxsize=1)
def _counts() -> tuple[Counter[str], Counter[str], Counter[str], Counter[str]]:
    """Return the threes of letters, the twos that open one, the twos that end one, and single letters before another."""
    threes: Counter[str] = Counter()
    for word, cost in lexicon().costs.items():
        if cost <= _COMMON:
            edged = f"^{plain(word)}$"
            threes.update([edged[at : at + 3] for at in range(len(edged) - 2)])
    heads: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    letters: Counter[str] = Counter()
    for three, times in threes.items():
        heads[three[:2]] += times
        pairs[three[1:]] += times
        letters[three[1]] += times
    return threes, heads, pairs, letters
