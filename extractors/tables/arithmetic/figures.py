"""The figures of a table as whole numbers of one unit, for the search of its laws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SAMPLE: Final = 60
"""Rows that a law is tried on while laws are looked for."""

SLIPS: Final = 2
TELLING: Final = 4
ROUNDED: Final = 3
"""Last decimals by which a sum of rounded figures may be off."""


@dataclass(frozen=True, slots=True)
class Figures:
    """`values[row][column]` times `unit`: 0 for an empty cell, None for one that is unknown or no figure.

    `columns` are those of figures, `steps` the unit of each column's last decimal; `body` are the rows that are no
    totals.
    """

    unit: int
    values: Sequence[Sequence[int | None]]
    empty: Sequence[Sequence[bool]]
    columns: tuple[int, ...]
    steps: Mapping[int, int]
    body: tuple[int, ...]
    totals: tuple[int, ...]

    def sample(self, *, most: int = SAMPLE) -> tuple[int, ...]:
        """Return rows from all over the body."""
        rows = self.body
        if len(rows) <= most:
            return rows
        return tuple(rows[at * len(rows) // most] for at in range(most))


def like_slips(gap: int, step: int) -> bool:
    """Whether a sum's gap is what one or two wrong digits leave.

    >>> like_slips(700000, 100), like_slips(-69930, 1), like_slips(123456, 1)
    (True, True, False)
    """
    return weight(gap, step) <= SLIPS


def weight(gap: int, step: int) -> int:
    """Return how many digits of a gap are not 0, counting 9,930 as 10,000 less 70."""
    rest, found = abs(gap) // step, 0
    while rest:
        rest, digit = divmod(rest, 10)
        if digit:
            found += 1
            if digit > 5 and rest % 10 in (9, 0):  # noqa: PLR2004 - borrowed from the next
                rest += 1
    return found


def telling(gap: int, value: int, step: int) -> bool:
    """Whether a sum that fails shows all the same that its cells add up.

    So it does where what is missing has far fewer digits than the sum: chance would leave as many.
    """
    return abs(gap) > ROUNDED * step and len(str(abs(value) // step)) - weight(gap, step) >= TELLING
