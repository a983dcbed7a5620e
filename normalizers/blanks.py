"""Words cut by a blank (`servi ços`) or run together (`deacordo`): mended where the list knows what they were."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import regex

from normalizers.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizers.tokens import Token

_LEAST: Final = 6
"""Letters a word must have for its halves to be joined, or to be parted."""
_COMMON: Final = 12.5
"""Cost in nats up to which the whole, or the second part, must be common."""
_STRANGER: Final = 22.0
"""Cost of a half that is no word."""
_CUT: Final = 12.0
"""Cost of a blank inside a word, and of daring to take it out."""
_HEADS: Final = (
    "para",
    "pelas",
    "pelos",
    "pela",
    "pelo",
    "com",
    "das",
    "dos",
    "nas",
    "nos",
    "que",
    "por",
    "de",
    "da",
    "do",
    "em",
    "na",
    "no",
    "ao",
)
"""Words that are run together with the next; longer ones first."""


def seams(found: Sequence[Token]) -> frozenset[int]:
    """Return the tokens that are, with the next one, seldom enough to be the two halves of a word."""
    costs = lexicon().costs
    dear = {read: costs.get(read.lower(), _STRANGER) for read in {token.text for token in found}}
    return frozenset(at for at, (a, b) in enumerate(pairwise([dear[token.text] for token in found])) if a + b >= _STRANGER)


def joined(found: Sequence[Token], marks: Sequence[str | None], words: Sequence[str], at: int) -> str | None:
    """Return the word that the tokens `at` and `at` + 1 are the halves of; None where they are words of their own.

    `words` are the words as decided, in lower case. The whole must be far commoner than the two beside
    each other.
    """
    if at + 1 >= len(found) or marks[at + 1] is not None or found[at + 1].start != found[at].end + 1:
        return None
    first, second = found[at], found[at + 1]
    if first.cut is not None or second.cut is not None or not second.text[0].islower() or first.text.isupper():
        return None
    whole = words[at] + words[at + 1]
    twins = lexicon().same_letters(whole) if len(whole) >= _LEAST and whole.isalpha() else ()
    if len(twins) != 1:
        return None
    costs = lexicon().costs
    apart = sum(min(costs.get(words[here], _STRANGER), costs.get(found[here].text.lower(), _STRANGER)) for here in (at, at + 1))
    cost = costs[twins[0]]
    return twins[0] if cost <= _COMMON and apart >= _STRANGER and cost + _CUT < apart else None


def parted(read: str) -> tuple[str, str] | None:
    """Return the two words that `read` (small letters, no word itself) runs together; None where it does not.

    >>> parted("deacordo"), parted("desacordo"), parted("demais"), parted("aregularidade")
    (('de', 'acordo'), None, None, ('a', 'regularidade'))
    """
    costs = lexicon().costs
    low = read.lower() if read.startswith("Aa") else read
    if len(low) < _LEAST or not low.islower() or not low.isalpha() or low in costs or lexicon().same_letters(low):
        return None
    for head in _HEADS:
        rest = low.removeprefix(head)
        if rest != low and len(rest) > len("cada") and costs.get(rest, _COMMON + 1) <= _COMMON - 1:
            return head, rest
    named = _ARTICLE.fullmatch(low)
    if named is not None and costs.get(named["noun"], _STRANGER) <= _NOUN:
        return read[0], named["noun"]
    return None


_NOUN: Final = 14.0
_ARTICLE: Final = regex.compile(r"a(?P<noun>(?!a)\p{L}{4,}(?:dade|ção|ncia)|a\p{L}{5,})")
"""The article run together with a noun that is plainly feminine, or that doubles its letter."""
