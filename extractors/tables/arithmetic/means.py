"""Averages: which columns are the mean of others, and the equations of rows that are the mean of those above."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
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


@dataclass(frozen=True, slots=True)
class _Row:
    """A row's figures by column, and up to each column their sum and how many are empty or unknown."""

    values: tuple[int, ...]
    sums: tuple[int, ...]
    lost: tuple[int, ...]

    @classmethod
    def of(cls, figures: Figures, row: int) -> _Row:
        lost = tuple(figures.values[row][column] is None or figures.empty[row][column] for column in figures.columns)
        values = tuple(figures.values[row][column] or 0 for column in figures.columns)
        return cls(values, tuple(accumulate(values, initial=0)), tuple(accumulate(lost, initial=0)))


def find_means(figures: Figures) -> tuple[MeanLaw, ...]:
    """Return the columns that are the mean of neighbouring ones, the mean of most columns for each."""
    rows = [_Row.of(figures, row) for row in figures.sample()]
    found: dict[int, tuple[tuple[int, int], MeanLaw]] = {}
    for at, begun, end in _windows(len(figures.columns)):
        result, step, count = figures.columns[at], figures.steps[figures.columns[at]], end - begun
        if result in found and count < found[result][0][0]:
            continue
        told = _told(rows, at, begun, end)
        near = sum(abs(value * count - total) <= count * step for value, total in told)
        if len(told) < FEWEST or near < max(FEWEST, HOLDING * len(told)):
            continue
        for rounding in ROUNDINGS:
            pairs = [(value, rounded(total, count * step, rounding) * step) for value, total in told]
            worth = count, _kept(pairs, step, figures)
            if worth[1] and (result not in found or worth > found[result][0]):
                found[result] = worth, MeanLaw(result, figures.columns[begun:end], rounding)
    return tuple(law for _, law in found.values())


def _windows(columns: int) -> Iterator[tuple[int, int, int]]:
    """Tell for each column the stretches of two and more others that it may be the mean of."""
    for at in range(columns):
        for begun in range(columns):
            for end in range(begun + 2, min(columns, begun + MOST) + 1):
                if not begun <= at < end:
                    yield at, begun, end


def _told(rows: Sequence[_Row], at: int, begun: int, end: int) -> list[tuple[int, int]]:
    """Return the result and the sum of the columns of each row of which neither has an empty or unknown cell."""
    return [
        (row.values[at], row.sums[end] - row.sums[begun])
        for row in rows
        if row.lost[at] == row.lost[at + 1] and row.lost[begun] == row.lost[end]
    ]


def _kept(told: Sequence[tuple[int, int]], step: int, figures: Figures) -> int:
    """Return how many rows keep a law; 0 unless they are more than chance allows, and slips explain most of the others."""
    kept = sum(value == wanted for value, wanted in told)
    if kept < max(FEWEST, HOLDING * len(told)) or len({value for value, _ in told}) < FEWEST_VALUES:
        return 0
    values, wanted = [value for value, _ in told], [each for _, each in told]
    shifts = range(1, min(SHIFTS, len(told) - 1) + 1)
    chance = sum(v == w for shift in shifts for v, w in zip([*values[shift:], *values[:shift]], wanted, strict=True))
    slipped = sum(value != each and weight(value - each, step) == 1 for value, each in told)
    enough = kept + slipped >= EXPLAINED * len(told)
    sure = significant(kept, len(told), chance / (len(shifts) * len(told)), float(len(figures.columns) ** 3))
    return kept if enough and sure else 0
