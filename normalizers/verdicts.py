"""Which of the ways to read a word is believed, and how surely."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from normalizers.channel import plain
from normalizers.choices import Choice
from normalizers.context_words import bonus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizers.context_words import Neighbours
    from normalizers.profile import Profile


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a token is read as, how surely (0 to 1), at what channel cost in nats, and who decided."""

    choice: Choice
    confidence: float
    cost: float
    rule: str


def weigh(options: Sequence[Choice], profile: Profile, neighbours: Neighbours | None = None) -> Verdict:
    """Return the likeliest of `options` under the channel of this source, beside these neighbours."""
    totals = [option.prior + profile.cost(option.steps) for option in options]
    rule = ""
    if neighbours is not None:
        gains = [bonus(option.word, neighbours) for option in options]
        if any(gains):
            rule = "words-context"
            totals = [total - gain for total, gain in zip(totals, gains, strict=True)]
    best = min(range(len(totals)), key=totals.__getitem__)
    belief = 1 / sum(math.exp(totals[best] - total) for total in totals)
    choice = options[best]
    return Verdict(choice, belief, profile.cost(choice.steps), rule or _rule(choice))


def _rule(choice: Choice) -> str:
    """Return the rule id: only accents lost, or glyphs confused."""
    lost = all(len(step.read) == 1 and plain(step.printed) == step.read.lower() for step in choice.steps)
    return "words-accent" if lost else "words-channel"
