"""All words of one source asked at once: the ways to read each, and what the source's reader did to letters."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from normalizers.choices import choices
from normalizers.lexicon import lexicon
from normalizers.orthography import is_old, lost_in_old
from normalizers.profile import fit
from normalizers.tokens import Token, halves, tokens
from normalizers.verdicts import Verdict, at_first, bare, certain, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpus.context import Context
    from normalizers.channel import Step
    from normalizers.choices import Choice
    from normalizers.damage import Count
    from normalizers.profile import Profile

_SIGHTED: Final = 0.95
"""Share of belief past which a word serves to fit the source's own channel."""
KEPT_ACCENTS: Final = 0.12
"""Share of lost accents under which a bare word is the author's."""
_SHORT: Final = 3
"""Letters up to which a word is too common by chance to fit a channel to."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A source's words: `found` in order, the `times` each is met, and the fitted channel.

    `options` are the ways to read a word, `first` the verdict on it before its neighbours are asked, by the word as read.
    """

    found: tuple[Token, ...]
    times: Mapping[str, int]
    options: Mapping[str, tuple[Choice, ...]]
    first: Mapping[str, Verdict]
    profile: Profile


def ask(text: str, context: Context, whole: Count) -> Asked:
    """Return the words of `text` with the ways to read them; `whole` is the count of its damage."""
    found = _parted(tokens(text))
    times = Counter(token.text for token in found)
    options = {read: choices(read) for read in times}
    if whole.lost < KEPT_ACCENTS:
        options = {read: _without_bare(ways) if read.isascii() else ways for read, ways in options.items()}
    if is_old((read.lower() for read in times), context):
        options = {read: _old(read, ways) for read, ways in options.items()}
    profile = fit(_sightings(options, times))
    first = {read: weigh(ways, profile) if len(ways) > 1 else certain(ways[0]) for read, ways in options.items()}
    return Asked(found, times, options, first, profile)


def _without_bare(ways: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Leave out the ways that only give back accents: where the source keeps them, a bare word is the author's."""
    return tuple(way for way in ways if not bare(way))


def _sightings(asked: Mapping[str, tuple[Choice, ...]], times: Mapping[str, int]) -> list[tuple[str, tuple[Step, ...], int]]:
    """Return the words that are sure by the shipped channel, to fit the source's own."""
    found = []
    for read, options in asked.items():
        choice, confidence = at_first(options)[:2] if len(options) > 1 else (options[0], 1.0)
        if confidence > _SIGHTED and len(choice.word) > _SHORT:
            found.append((choice.word, choice.steps, times[read]))
    return found


def _old(read: str, options: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Leave out the accents that a text before 1943 did not print."""
    lower = read.lower()
    return tuple(option for option in options if len(option.word) != len(lower) or lost_in_old(lower, option.word))


def _parted(found: Iterable[Token]) -> tuple[Token, ...]:
    """Return the tokens, those cut at a line end taken as two words where that explains them better."""
    parted: list[Token] = []
    for token in found:
        parted += halves(token) if token.cut is not None and _two_words(token) else (token,)
    return tuple(parted)


def _two_words(token: Token) -> bool:
    """Whether the two pieces are words of their own, and the whole is none."""
    costs = lexicon().costs
    if token.text.lower() in costs or len(choices(token.text)) > 1:
        return False
    return all(half.text.lower() in costs or len(choices(half.text)) > 1 for half in halves(token))
