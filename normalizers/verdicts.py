"""Which of the ways to read a word is believed, and how surely."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from normalizers import RULES, Rule
from normalizers.channel import base_cost, plain
from normalizers.context_words import bonus
from normalizers.profile import Profile, fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizers.channel import Step
    from normalizers.choices import Choice
    from normalizers.context_words import Neighbours


class Verdict(NamedTuple):
    """What a token is read as, how surely (0 to 1), at what channel cost in nats, and who decided.

    `apart` is the share of belief the choice has among the changes alone, the word as read left out.
    """

    choice: Choice
    confidence: float
    cost: float
    rule: str
    apart: float = 1.0


def certain(choice: Choice) -> Verdict:
    """Return the verdict on a word that can be read in one way only."""
    return Verdict(choice, 1.0, 0.0, "")


@lru_cache(maxsize=1)
def _shipped() -> Profile:
    return fit(())


@lru_cache(maxsize=60_000)
def at_first(options: tuple[Choice, ...]) -> Verdict:
    """Return the likeliest of `options` under the shipped channel alone."""
    return weigh(options, _shipped())


def weigh(options: Sequence[Choice], profile: Profile, neighbours: Neighbours | None = None) -> Verdict:
    """Return the likeliest of `options` under the channel of this source, beside these neighbours."""
    costs = profile.costs
    channel = [sum([costs.get(step[2:]) or base_cost(step) for step in option.steps]) for option in options]
    totals = [option.prior + cost for option, cost in zip(options, channel, strict=True)]
    rule = ""
    if neighbours is not None:
        gains = [bonus(option.word, neighbours) for option in options]
        if any(gains):
            rule = "words-context"
            totals = [total - gain for total, gain in zip(totals, gains, strict=True)]
    best = min(range(len(totals)), key=totals.__getitem__)
    odds = [math.exp(totals[best] - total) for total in totals]
    choice = options[best]
    apart = 1 / sum(odds[1:]) if best else 1.0
    return Verdict(choice, 1 / sum(odds), channel[best], rule or _rule(choice), apart)


def bare(choice: Choice) -> bool:
    """Whether the choice only gives back accents, and some."""
    return bool(choice.steps) and all(map(_only_accent, choice.steps))


@lru_cache(maxsize=4096)
def _accent(printed: str, read: str) -> bool:
    return len(read) == 1 and plain(printed) == read.lower()


def _only_accent(step: Step) -> bool:
    """Whether a step only gives back an accent."""
    return _accent(step.printed, step.read)


def _rule(choice: Choice) -> str:
    """Return the rule id: only accents lost, or glyphs confused."""
    return "words-accent" if bare(choice) else "words-channel"


@RULES.register("verdicts")
def rules() -> tuple[Rule, ...]:
    """Return the rules whose ids stand in this module."""
    return (
        Rule("words-accent", "verdicts.py", "accents that a word lost given back, by the channel and the lexicon"),
        Rule("words-channel", "verdicts.py", "glyphs of a word read badly, by the channel and the lexicon"),
        Rule("words-context", "verdicts.py", "a word that its neighbours decide, among those the channel allows"),
    )
