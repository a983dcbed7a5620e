"""Words read badly, mended by a noisy channel: letters, commonness, and the words beside them.

A word is changed where a lexicon word explains the glyphs through the channel so much better than
the word as read that the odds are past `_SURE`. What no confusion explains stays as printed.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from normalizers import NORMALIZERS
from normalizers.channel import lost_accents, plain, readings
from normalizers.lexicon import lexicon
from normalizers.profile import fit
from normalizers.tokens import tokens, word_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.context import Context
    from corpus.spans import Edit
    from normalizers.channel import Step
    from normalizers.profile import Profile
    from normalizers.tokens import Token

_SURE: Final = 0.85
"""Least share of belief at which a word is changed."""
_COMMON: Final = 14.0
"""Cost of a word up to which it is taken as read unless only accents tell it from another."""
_STRANGER: Final = 22.0
"""Cost of a word of small letters that the lexicon does not have; names and acronyms are likelier."""
_NAME: Final = 18.0
_ACRONYM: Final = 14.0


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to read a token: the printed word in lower case, and how the glyphs came about."""

    word: str
    steps: tuple[Step, ...]
    prior: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a token is read as, how surely (0 to 1) and at what channel cost in nats."""

    choice: Choice
    confidence: float
    cost: float


def choices(read: str) -> tuple[Choice, ...]:
    """Return the ways to read `read`; the first is the word as it stands."""
    words = lexicon()
    lower = read.lower()
    kept = Choice(lower, (), _own_cost(read))
    twins = words.same_letters(lower) if plain(lower) == lower else ()
    found = {word: lost_accents(read, word) for word in twins if word != lower}
    if _doubtful(read, lower, bool(twins)):
        for reading in readings(read):
            if reading.word != lower:
                found.setdefault(reading.word, reading.steps)
    return (kept, *(Choice(word, steps, words.costs[word]) for word, steps in found.items()))


def _own_cost(read: str) -> float:
    """Return the cost of the word as it stands."""
    cost = lexicon().costs.get(read.lower())
    if cost is not None and (read.islower() or read.istitle() or read.isupper()):
        return cost
    if not read.isalpha():
        return _STRANGER + 8
    if read.isupper():
        return _ACRONYM if len(read) <= 6 else _NAME
    if read.istitle():
        return _NAME
    return _STRANGER


def _doubtful(read: str, lower: str, has_twins: bool) -> bool:
    """Whether the glyphs themselves must be asked, beyond lost accents."""
    cost = lexicon().costs.get(lower)
    if cost is None:
        return not has_twins
    return cost > _COMMON or not (read.islower() or read.istitle() or read.isupper()) or lower.endswith(_SUSPECT)


_SUSPECT: Final = ("do", "dos", "des", "éo", "és", "éria", "ério")


def _weigh(options: Sequence[Choice], profile: Profile) -> Verdict:
    """Return the likeliest of `options` under the channel of this source."""
    totals = [option.prior + profile.cost(option.steps) for option in options]
    best = min(range(len(totals)), key=totals.__getitem__)
    belief = 1 / sum(math.exp(totals[best] - total) for total in totals)
    return Verdict(options[best], belief, totals[best] - options[best].prior)


def _sightings(asked: Iterable[tuple[tuple[Choice, ...], int]]) -> list[tuple[str, tuple[Step, ...], int]]:
    """Return the words that are sure by the shipped channel, to fit the source's own."""
    base = fit(())
    found = []
    for options, times in asked:
        verdict = _weigh(options, base)
        if verdict.confidence > 0.95 and len(verdict.choice.word) > 3:
            found.append((verdict.choice.word, verdict.choice.steps, times))
    return found


def cased(word: str, read: str) -> str:
    """Return `word` in the case of the glyphs `read`."""
    letters = [char for char in read if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return word.upper()
    if read[0].isupper() or read[0] == "[":
        return word[0].upper() + word[1:]
    return word


@NORMALIZERS.register("words")
def words(text: str, context: Context) -> tuple[Edit, ...]:
    """Return the repairs of badly read words; none on clean text."""
    if context.clean:
        return ()
    found = tokens(text)
    times = Counter(token.text for token in found)
    asked = {read: choices(read) for read in times}
    profile = fit(_sightings((asked[read], n) for read, n in times.items()))
    verdicts = {read: _weigh(options, profile) for read, options in asked.items()}
    edits: list[Edit] = []
    for token in found:
        verdict = verdicts[token.text]
        if verdict.choice.steps and verdict.confidence >= _SURE:
            edits += _edits(token, verdict, context)
    return tuple(edits)


def _edits(token: Token, verdict: Verdict, context: Context) -> tuple[Edit, ...]:
    rule = "words-accent" if all(len(s.read) == 1 and plain(s.printed) == s.read.lower() for s in verdict.choice.steps) else "words-channel"
    if rule in context.disabled:
        return ()
    target = cased(verdict.choice.word, token.text)
    return word_edits(token, target, verdict.choice.steps, rule=rule, confidence=round(verdict.confidence, 4), cost=round(verdict.cost, 3))
