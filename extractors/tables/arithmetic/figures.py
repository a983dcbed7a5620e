"""The figures of a table as whole numbers of one unit, for the search of its laws."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SAMPLE: Final = 60
"""Rows that a law is tried on while laws are looked for."""

SLIPS: Final = 2
RAREST: Final = 1e-6
SURE: Final = 3.0
"""Nats by which a law must beat chance, those of the laws tried beside."""
SHIFTS: Final = 4
"""How many rows further the results are taken from, to see what chance does."""
TEN: Final = 10
MANY: Final = 99
TELLING: Final = 4
ROUNDED: Final = 3
"""Last decimals by which a sum of rounded figures may be off."""


@dataclass(frozen=True, slots=True)
class Figures:
    """`values[row][column]` times `unit`: 0 for an empty cell, None for one that is unknown or no figure.

    `columns` are those of figures, `steps` the unit of each column's last decimal; `body` are the rows that are no
    totals; `again` are the rows that repeat what another carried over, with that row, `averages` those of averages
    with the rows that they are of: neither is body or total.
    """

    unit: int
    values: Sequence[Sequence[int | None]]
    empty: Sequence[Sequence[bool]]
    columns: tuple[int, ...]
    steps: Mapping[int, int]
    body: tuple[int, ...]
    totals: tuple[int, ...]
    again: Mapping[int, int] = field(default_factory=dict)
    averages: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def sample(self, *, most: int = SAMPLE) -> tuple[int, ...]:
        """Return rows from all over the body."""
        rows = self.body
        if len(rows) <= most:
            return rows
        return tuple(rows[at * len(rows) // most] for at in range(most))


def like_slips(gap: int, step: int) -> bool:
    """Whether a sum's gap is what one or two wrong digits leave.

    >>> like_slips(700000, 100), like_slips(-49960, 1), like_slips(123456, 1)
    (True, True, False)
    """
    return weight(gap, step) <= SLIPS


def weight(gap: int, step: int) -> int:
    """Return how many digits of a gap are not 0 when each may be added or taken away.

    >>> weight(9930, 1), weight(123456, 1), weight(70, 10)
    (2, 6, 1)
    """
    rest = abs(gap) // step
    costs = (0, MANY)  # with nothing carried, and with one carried to the next digit
    while rest:
        rest, digit = divmod(rest, 10)
        ways = [(cost, digit + carry) for carry, cost in enumerate(costs)]
        costs = (
            min(cost + (there > 0) for cost, there in ways if there < TEN),
            min(cost + (there < TEN) for cost, there in ways if there > 0),
        )
    return min(costs[0], costs[1] + 1)


def telling(gap: int, value: int, step: int) -> bool:
    """Whether a sum that fails shows all the same that its cells add up.

    So it does where what is missing has far fewer digits than the sum: chance would leave as many.
    """
    return abs(gap) > ROUNDED * step and len(str(abs(value) // step)) - weight(gap, step) >= TELLING


def significant(holds: int, rows: int, chance: float, choices: float) -> bool:
    """Whether a law that holds on so many rows is more than chance, the best of `choices` laws that were tried.

    `chance` is the share of rows on which a false law of its kind would hold. The test is that of likelihoods: the
    law's own share against that of chance, in nats.

    >>> significant(4, 4, 0.0, 1000), significant(9, 14, 0.4, 1000), significant(14, 14, 0.3, 1000)
    (True, False, True)
    """
    rare = min(max(chance, RAREST), 1 - RAREST)
    share = holds / rows
    if share <= rare:
        return False
    nats = holds * math.log(share / rare) + (rows - holds) * (math.log((1 - share) / (1 - rare)) if share < 1 else 0.0)
    return nats > math.log(choices) + SURE
