"""What comes of comparing one value, and how outcomes are counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Verdict(StrEnum):
    """How a found value stands to the gold one."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSING = "missing"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One value compared.

    Attributes:
        measure: What it counts for (``header.number``, ``references``).
        source: Base name of the source.
        act: The gold act, as ``#2 portaria 5/1996``; of an act that gold does not have, the found one with ``+``.
        key: Which value of the act: a path, a position or the value itself; with `measure`, `source` and
            `act` it is the same in two runs over the same gold.
        gold: What gold has, as text; None where it has none.
        found: What was found, as text; None where nothing was.
    """

    measure: str
    source: str
    act: str
    key: str
    verdict: Verdict
    gold: str | None = None
    found: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """The counts of one measure."""

    measure: str
    right: int
    gold: int
    found: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of gold that was found; 1 where there is none."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 1 where there is neither gold nor anything found."""
        both = self.gold + self.found
        return 2 * self.right / both if both else 1.0


def figures(outcomes: Iterable[Outcome]) -> tuple[Figure, ...]:
    """Count outcomes by measure, in the order in which measures first come.

    >>> [(f.right, f.gold, f.found) for f in figures([Outcome("a", "s", "#1", "", Verdict.WRONG, "1", "2")])]
    [(0, 1, 1)]
    """
    counts: dict[str, Counter[Verdict]] = {}
    for each in outcomes:
        counts.setdefault(each.measure, Counter())[each.verdict] += 1
    return tuple(_figure(measure, count) for measure, count in counts.items())


def _figure(measure: str, count: Counter[Verdict]) -> Figure:
    right, wrong = count[Verdict.RIGHT], count[Verdict.WRONG]
    return Figure(measure, right, right + wrong + count[Verdict.MISSING], right + wrong + count[Verdict.EXTRA])
