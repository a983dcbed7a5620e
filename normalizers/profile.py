"""What one source's reader did to letters: the shipped channel fitted to the source's own sure words."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from normalizers.channel import base_cost, shares

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from normalizers.channel import Step

_WEIGHT: Final = 8.0
"""How many sightings the shipped share of a reading is worth."""
_CEILING: Final = 1.5
"""Nats by which a reading that the source never shows may become dearer than the table says."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Costs in nats of the readings of one source, by (printed, read)."""

    costs: Mapping[tuple[str, str], float]

    def cost(self, steps: Iterable[Step]) -> float:
        """Return the cost of reading these steps in this source."""
        costs = self.costs
        return sum(costs[step.printed, step.read] if (step.printed, step.read) in costs else base_cost(step) for step in steps)


def fit(sightings: Iterable[tuple[str, tuple[Step, ...], int]]) -> Profile:
    """Return the profile of a source from its sure words: printed word, steps, times seen."""
    words: dict[int, list[str]] = {}
    read: Counter[tuple[str, str]] = Counter()
    for word, steps, times in sightings:
        words.setdefault(times, []).append(word)
        for step in steps:
            read[step.printed, step.read] += times
    letters: Counter[str] = Counter()
    for times, met in words.items():
        letters.update({letter: many * times for letter, many in Counter("".join(met)).items()})
    costs = {}
    for pair, share in shares().items():
        printed = letters[pair[0]] if len(pair[0]) == 1 else 0
        fitted = (read[pair] + _WEIGHT * share) / (printed + _WEIGHT)
        costs[pair] = min(-math.log(fitted), -math.log(share) + _CEILING)
    return Profile(costs)
