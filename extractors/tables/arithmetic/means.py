"""Averages: which columns are the mean of others, and the equations of rows that are the mean of those above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extractors.tables.arithmetic.figures import SHIFTS, significant, weight
from extractors.tables.arithmetic.network import Rounding, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.tables.arithmetic.figures import Figures

FEWEST: Final = 4
FEWEST_VALUES: Final = 3
HOLDING: Final = 0.6
EXPLAINED: Final = 0.9
MOST: Final = 12
"""Columns that a mean is of."""
ROUNDINGS: Final = (Rounding.HALF_UP, Rounding.DOWN)


@dataclass(frozen=True, slots=True)
class MeanLaw:
    """`result` is the mean of the columns `over`."""

    result: int
    over: tuple[int, ...]
    rounding: Rounding


def mean_of(values: Sequence[int], step: int, rounding: Rounding) -> int:
    """Return the mean of whole units, brought to multiples of `step`.

    >>> mean_of([700, 850, 900], 10, Rounding.HALF_UP), mean_of([700, 850, 900], 10, Rounding.DOWN)
    (820, 810)
    """
    return rounded(sum(values), len(values) * step, rounding) * step


def find_means(figures: Figures) -> tuple[MeanLaw, ...]:
    """Return the columns that are the mean of neighbouring ones, the mean of most columns for each."""
    rows = figures.sample()
    found: dict[int, tuple[tuple[int, int], MeanLaw]] = {}
    for law in _tried(figures):
        kept = _kept(law, figures, rows)
        if kept and (law.result not in found or (len(law.over), kept) > found[law.result][0]):
            found[law.result] = (len(law.over), kept), law
    return tuple(law for _, law in found.values())


def _tried(figures: Figures) -> Iterator[MeanLaw]:
    columns = figures.columns
    for at, result in enumerate(columns):
        for begun in range(len(columns)):
            for end in range(begun + 2, min(len(columns), begun + MOST) + 1):
                if not begun <= at < end:
                    yield from (MeanLaw(result, columns[begun:end], rounding) for rounding in ROUNDINGS)


def _kept(law: MeanLaw, figures: Figures, rows: Sequence[int]) -> int:
    """Return how many rows keep a law; 0 unless they are more than chance allows, and slips explain most of the others."""
    told = [pair for row in rows if (pair := _pair(law, figures, row)) is not None]
    kept = sum(value == wanted for value, wanted in told)
    if len(told) < FEWEST or kept < max(FEWEST, HOLDING * len(told)) or len({value for value, _ in told}) < FEWEST_VALUES:
        return 0
    values, wanted = [value for value, _ in told], [each for _, each in told]
    shifts = range(1, min(SHIFTS, len(told) - 1) + 1)
    chance = sum(v == w for shift in shifts for v, w in zip([*values[shift:], *values[:shift]], wanted, strict=True))
    step = figures.steps[law.result]
    slipped = sum(value != each and weight(value - each, step) == 1 for value, each in told)
    enough = kept + slipped >= EXPLAINED * len(told)
    sure = significant(kept, len(told), chance / (len(shifts) * len(told)), float(len(figures.columns) ** 3))
    return kept if enough and sure else 0


def _pair(law: MeanLaw, figures: Figures, row: int) -> tuple[int, int] | None:
    """Return a row's result and the mean of its columns; None where one of them is empty or unknown."""
    cells = [figures.values[row][column] for column in (law.result, *law.over)]
    known = [value for value in cells if value is not None]
    if len(known) < len(cells) or any(figures.empty[row][column] for column in (law.result, *law.over)):
        return None
    return known[0], mean_of(known[1:], figures.steps[law.result], law.rounding)
