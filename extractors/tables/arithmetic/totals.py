"""Which rows a row of totals adds up, and in which columns, found by voting.

A total may add up the rows since the total before it, those after it, all rows above, or the totals above; in
which columns it does so is seen from those where the sum is right, or is wrong only as wrong digits make it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from extractors.tables.arithmetic.figures import ROUNDED, telling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractors.tables.arithmetic.figures import Figures

HOLDING: Final = 0.25
EXPLAINED: Final = 0.8
MOSTLY: Final = 0.5
MOST_OUTER: Final = 200
"""Rows among which those that are parts of others are looked for."""
NEAR: Final = 0.25
"""Share of a column's totals off by a last decimal or three, from which its figures count as rounded."""


class Scope(Enum):
    """What a total adds up, the likeliest first where two fit alike."""

    BLOCK = "the rows since the total before"
    TOTALS = "the totals above"
    LATEST = "the totals since the last sum of totals"
    ABOVE = "all rows above"
    OUTER = "the rows above that are no part of another"
    BELOW = "the rows up to the next total"
    AFTER = "all rows below"


@dataclass(frozen=True, slots=True)
class Added:
    """A total: its row, the rows it adds up, the columns in which it does, and by how much each may be off."""

    row: int
    parts: tuple[int, ...]
    scope: Scope
    columns: tuple[int, ...]
    slacks: Mapping[int, int]

    @property
    def grand(self) -> bool:
        """Whether it is of the whole table."""
        return self.scope in (Scope.TOTALS, Scope.ABOVE, Scope.OUTER, Scope.AFTER)


def find_totals(figures: Figures) -> tuple[Added, ...]:
    """Return what each row of totals adds up; one that adds up nothing is left out."""
    offers = {row: offers_of(figures, at) for at, row in enumerate(figures.totals)}
    chosen = {row: scope for row, ways in offers.items() if (scope := _best(figures, row, ways)) is not None}
    usual = Counter(chosen.values()).most_common(1)
    for row, ways in offers.items():
        if row not in chosen and usual and usual[0][0] in ways and usual[0][1] > 1:
            chosen[row] = usual[0][0]
    parts = {row: offers[row][scope] for row, scope in chosen.items()}
    slacks = {c: slack for c in figures.columns if (slack := _slack(figures, c, parts)) is not None}
    return tuple(Added(row, rows, chosen[row], _filled(figures, row, tuple(slacks)), slacks) for row, rows in parts.items())


def _filled(figures: Figures, row: int, columns: Sequence[int]) -> tuple[int, ...]:
    return tuple(column for column in columns if not figures.empty[row][column])


def offers_of(figures: Figures, at: int) -> dict[Scope, tuple[int, ...]]:
    """Return the rows that the total number `at` may add up, by scope.

    Other totals and all rows above are for one that follows another total or is the last, all rows below for the first.
    """
    row = figures.totals[at]
    before = figures.totals[at - 1] if at else -1
    after = figures.totals[at + 1] if at + 1 < len(figures.totals) else len(figures.values)
    marked = set(figures.totals)
    ways = {Scope.BLOCK: tuple(range(before + 1, row)), Scope.BELOW: tuple(range(row + 1, after))}
    if before == row - 1 or after == len(figures.values):
        ways |= {Scope.TOTALS: figures.totals[:at], Scope.LATEST: _latest(figures, at)}
        ways[Scope.ABOVE] = tuple(each for each in range(row) if each not in marked)
        ways[Scope.OUTER] = outer_of(figures, ways[Scope.ABOVE])
    if at == 0:
        ways[Scope.AFTER] = tuple(each for each in range(row + 1, len(figures.values)) if each not in marked)
    found: dict[Scope, tuple[int, ...]] = {}
    for scope in Scope:
        rows = ways.get(scope, ())
        if rows and rows not in found.values() and (scope is not Scope.LATEST or len(rows) > 1):
            found[scope] = rows
    return found


def outer_of(figures: Figures, rows: Sequence[int]) -> tuple[int, ...]:
    """Return the rows that are no part of another: a budget prints each receipt and below it what it is made of.

    A row is made of those below it, two at least, where in every column of figures that it fills they come to it.
    """
    if len(rows) > MOST_OUTER:
        return ()
    found: list[int] = []
    at = 0
    while at < len(rows):
        found.append(rows[at])
        at += 1 + _parts_of(figures, rows[at], rows[at + 1 :])
    return tuple(found)


def _parts_of(figures: Figures, row: int, below: Sequence[int]) -> int:
    """Return how many of the rows below a row come to it, 0 where none do."""
    filled = [column for column in figures.columns if figures.values[row][column]]
    left = [figures.values[row][column] or 0 for column in filled]
    for count, each in enumerate(below if filled else (), 1):
        values = [figures.values[each][column] for column in filled]
        if None in values:
            return 0
        left = [rest - (value or 0) for rest, value in zip(left, values, strict=True)]
        if count > 1 and not any(left):
            return count
    return 0


def _latest(figures: Figures, at: int) -> tuple[int, ...]:
    """Return the totals right above that follow rows of their own, back to the first that does not."""
    found: list[int] = []
    for index in range(at - 1, -1, -1):
        row = figures.totals[index]
        if index and figures.totals[index - 1] == row - 1:
            break
        found.append(row)
    return tuple(reversed(found))


def gap_of(figures: Figures, row: int, parts: Sequence[int], column: int) -> int | None:
    """Return what a total misses in a column; None where it is empty or a figure is unknown."""
    total = figures.values[row][column]
    if total is None or figures.empty[row][column]:
        return None
    gap = -total
    for each in parts:
        value = figures.values[each][column]
        if value is None:
            return None
        gap += value
    return gap


def _best(figures: Figures, row: int, ways: Mapping[Scope, tuple[int, ...]]) -> Scope | None:
    """Return the scope that is right in most columns; a column of zeros does not count.

    Where none is right, it is the one that most columns tell of, most of those that are filled.
    """
    right = {scope: sum(_right(figures, row, parts, c) for c in figures.columns) for scope, parts in ways.items()}
    best = max(right, key=lambda scope: right[scope], default=None)
    if best is not None and right[best]:
        return best
    told = {scope: sum(_tells(figures, row, parts, c) for c in figures.columns) for scope, parts in ways.items()}
    best = max(told, key=lambda scope: told[scope], default=None)
    filled = sum(bool(figures.values[row][c]) for c in figures.columns)
    return best if best is not None and told[best] * 2 > filled else None


def _right(figures: Figures, row: int, parts: Sequence[int], column: int) -> bool:
    return bool(figures.values[row][column]) and gap_of(figures, row, parts, column) == 0


def _tells(figures: Figures, row: int, parts: Sequence[int], column: int) -> bool:
    gap = gap_of(figures, row, parts, column)
    return gap is not None and telling(gap, figures.values[row][column] or 0, figures.steps[column])


def _slack(figures: Figures, column: int, parts: Mapping[int, Sequence[int]]) -> int | None:
    """Return by how much a column's sums may be off for being rounded; None for a column that is not added up.

    It is added up where a quarter of its totals are right and have something to add, or most of them tell
    of it and most columns of the same decimals are added up.
    """
    step = figures.steps[column]
    told = [(row, gap) for row in parts if figures.values[row][column] for gap in (gap_of(figures, row, parts[row], column),)]
    gaps = [gap for _, gap in told if gap is not None]
    near = sum(0 < abs(gap) <= ROUNDED * step for gap in gaps)
    if near > max(1, NEAR * len(gaps)) and sum(abs(gap) <= ROUNDED * step for gap in gaps) > HOLDING * len(gaps):
        return ROUNDED * step
    right = [row for row, gap in told if gap == 0]
    added = [row for row in right if sum(bool(figures.values[part][column]) for part in parts[row]) > 1]
    tells = sum(_tells(figures, row, parts[row], column) for row, _ in told)
    if added and (len(right) + tells >= EXPLAINED * len(gaps) or (len(added) > 1 and len(right) >= HOLDING * len(gaps))):
        return 0
    enough = gaps and tells + len(right) >= MOSTLY * len(gaps)
    return 0 if enough and _neighbours(figures, column, parts) else None


def _neighbours(figures: Figures, column: int, parts: Mapping[int, Sequence[int]]) -> bool:
    """Whether most other columns of the same decimals are added up; a table's only column of figures is."""
    others = [c for c in figures.columns if c != column and figures.steps[c] == figures.steps[column]]
    right = [c for c in others if any(_right(figures, row, rows, c) for row, rows in parts.items())]
    return len(right) * 2 >= len(others)
