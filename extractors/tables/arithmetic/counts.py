"""Counts printed beside groups ("7 Municípios"), held against the rows that the group has."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from extractors.tables.arithmetic.grid import Doubt, Law

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.tables.arithmetic.grid import Grid

FEWEST: Final = 2
HOLDING: Final = 0.5


def count_laws(grid: Grid) -> tuple[tuple[Law, ...], tuple[Doubt, ...]]:
    """Return the carried columns that count the rows of their group, and the groups where they do not."""
    laws, doubts = [], []
    for column in sorted(grid.carried):
        told = list(_groups(grid, column))
        wrong = [(row, printed, rows) for row, printed, rows in told if printed != rows]
        if len(told) >= FEWEST and len(told) - len(wrong) > HOLDING * len(told) and len({printed for _, printed, _ in told}) > 1:
            name = grid.columns[column]
            places = tuple((row, column) for row, _, _ in wrong)
            laws.append(Law("count", f"{name} = rows of the group", (column,), len(told) - len(wrong), len(wrong), places))
            doubts += [
                Doubt("sum_mismatch", (row, column), f"{name} says {printed}, the group has {rows} rows")
                for row, printed, rows in wrong
            ]
    return tuple(laws), tuple(doubts)


def _groups(grid: Grid, column: int) -> Iterator[tuple[int, int, int]]:
    """Tell each group's first row, the count printed over it, and how many rows it has."""
    keys = sorted(grid.carried)
    for _, members in groupby(range(len(grid.rows)), lambda row: tuple(grid.rows[row][at] for at in keys)):
        rows = list(members)
        printed = grid.rows[rows[0]][column]
        if printed is not None and printed.strip().isdigit():
            yield rows[0], int(printed), sum(row not in grid.totals for row in rows)
