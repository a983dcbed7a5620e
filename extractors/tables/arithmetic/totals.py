"""Which rows a row of totals adds up, and in which columns, found by voting.

A total may add up the rows since the total before it, those after it, all rows above, or the totals above; in
which columns it does so is seen from those where the sum is right, or is wrong only as wrong digits make it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from extractors.tables.arithmetic.figures import like_slips

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractors.tables.arithmetic.figures import Figures

HOLDING: Final = 0.25
EXPLAINED: Final = 0.8


class Scope(Enum):
    """What a total adds up, the likeliest first where two fit alike."""

    BLOCK = "the rows since the total before"
    TOTALS = "the totals above"
    LATEST = "the totals since the last sum of totals"
    ABOVE = "all rows above"
    BELOW = "the rows up to the next total"
    AFTER = "all rows below"


@dataclass(frozen=True, slots=True)
class Added:
    """A total: its row, the rows it adds up, and the columns in which it does."""

    row: int
    parts: tuple[int, ...]
    scope: Scope
    columns: tuple[int, ...]

    @property
    def grand(self) -> bool:
        """Whether it is of the whole table."""
        return self.scope in (Scope.TOTALS, Scope.ABOVE, Scope.AFTER)


def find_totals(figures: Figures) -> tuple[Added, ...]:
    """Return what each row of totals adds up; one that adds up nothing is left out."""
    offers = {row: offers_of(figures, at) for at, row in enumerate(figures.totals)}
    chosen = {row: scope for row, ways in offers.items() if (scope := _best(figures, row, ways)) is not None}
    usual = Counter(chosen.values()).most_common(1)
    for row, ways in offers.items():
        if row not in chosen and usual and usual[0][0] in ways and usual[0][1] > 1:
            chosen[row] = usual[0][0]
    parts = {row: offers[row][scope] for row, scope in chosen.items()}
    columns = [column for column in figures.columns if _is_added(figures, column, parts)]
    return tuple(Added(row, rows, chosen[row], _filled(figures, row, columns)) for row, rows in parts.items())


def _filled(figures: Figures, row: int, columns: Sequence[int]) -> tuple[int, ...]:
    return tuple(column for column in columns if not figures.empty[row][column])


def offers_of(figures: Figures, at: int) -> dict[Scope, tuple[int, ...]]:
    """Return the rows that the total number `at` may add up, by scope."""
    row = figures.totals[at]
    before = figures.totals[at - 1] if at else -1
    after = figures.totals[at + 1] if at + 1 < len(figures.totals) else len(figures.values)
    marked = set(figures.totals)
    ways = {
        Scope.BLOCK: tuple(range(before + 1, row)),
        Scope.TOTALS: figures.totals[:at],
        Scope.LATEST: _latest(figures, at),
        Scope.ABOVE: tuple(each for each in range(row) if each not in marked),
        Scope.BELOW: tuple(range(row + 1, after)),
        Scope.AFTER: tuple(each for each in range(row + 1, len(figures.values)) if each not in marked),
    }
    found: dict[Scope, tuple[int, ...]] = {}
    for scope, rows in ways.items():
        if rows and rows not in found.values() and (scope is not Scope.LATEST or len(rows) > 1):
            found[scope] = rows
    return found


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
    """Return the scope that is right in most columns; a column of zeros does not count."""
    best, most = None, 0
    for scope, parts in ways.items():
        right = sum(gap_of(figures, row, parts, c) == 0 and figures.values[row][c] != 0 for c in figures.columns)
        if right > most:
            best, most = scope, right
    return best


def _is_added(figures: Figures, column: int, parts: Mapping[int, Sequence[int]]) -> bool:
    """Whether a column is added up: right in a quarter of the totals, and mostly wrong only by wrong digits."""
    told = [gap for row, rows in parts.items() if (gap := gap_of(figures, row, rows, column)) is not None]
    filled = [gap for row, rows in parts.items() if figures.values[row][column] for gap in (gap_of(figures, row, rows, column),)]
    holds = sum(gap == 0 for gap in filled)
    step = figures.steps[column]
    explained = sum(like_slips(gap, step) for gap in told)
    if not holds:
        return _by_neighbours(figures, column, parts, told)
    return holds >= HOLDING * len(filled) and explained >= min(EXPLAINED * len(told), len(told) - 1)


def _by_neighbours(figures: Figures, column: int, parts: Mapping[int, Sequence[int]], told: Sequence[int]) -> bool:
    """Whether a column that is never right is added up all the same.

    So it is where its gap is no more than one wrong digit leaves, and columns of the same decimals are added up.
    """
    step = figures.steps[column]
    if not told or not all(like_slips(gap, step) and abs(gap) > 3 * step for gap in told):  # noqa: PLR2004 - rounding
        return False
    others = [c for c in figures.columns if c != column and figures.steps[c] == step]
    right = [c for c in others if any(gap_of(figures, row, rows, c) == 0 and figures.values[row][c] for row, rows in parts.items())]
    return len(right) * 2 > len(others)
