"""Rows that sum nothing up by themselves: averages of the rows above, and subtotals carried over to the next page.

"Média" may be a row of its own among "Baixa" and "Alta", "Transporte" a function of government: such a row is taken
for what its label says only where its figures bear it out.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from extractors.tables.arithmetic.figures import weight
from extractors.tables.arithmetic.means import ROUNDINGS, mean_of
from extractors.tables.cells import NUMBERS, kind_of, plain
from extractors.tables.labels import plays

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from extractors.tables.arithmetic.figures import Figures
    from extractors.tables.arithmetic.network import Rounding

FEWEST: Final = 2
"""Rows that an average is of."""


def label_of(row: Sequence[str | None]) -> str:
    """Return the first words of a row."""
    return next((cell.strip() for cell in row if cell is not None and any(map(str.isalpha, cell))), "")


def carried_over(rows: Sequence[Sequence[str | None]]) -> Mapping[int, int]:
    """Return the rows that only say again what the row before carried over ("A transportar", "Transporte"), with that row."""
    return {
        at: at - 1
        for at in range(1, len(rows))
        if plays("carried_in", label_of(rows[at])) and plays("carried_out", label_of(rows[at - 1]))
    }


def summed(rows: Sequence[Sequence[str | None]], marked: Collection[int]) -> frozenset[int]:
    """Return the rows that open with a word of totals and are the sums of the rows since the total before.

    So "Total Saúde" is a total, and a firm of that name is none. `marked` are the totals that are known; every figure of
    the row must be the sum of its column.
    """
    found: set[int] = set()
    first = 0
    for at, row in enumerate(rows):
        if at in marked:
            first = at + 1
        elif plays("total_word", label_of(row)) and at - first >= FEWEST and _adds_up(rows[first:at], row):
            found.add(at)
            first = at + 1
    return frozenset(found)


def _adds_up(parts: Sequence[Sequence[str | None]], row: Sequence[str | None]) -> bool:
    sums = [(_number(cell), [_number(part[at]) for part in parts]) for at, cell in enumerate(row)]
    told = [(total, [each for each in column if each is not None]) for total, column in sums if total]
    return bool(told) and all(len(column) >= FEWEST and sum(column) == total for total, column in told)


def _number(cell: str | None) -> Decimal | None:
    return Decimal(plain(cell) or 0) if cell is not None and kind_of(cell) in NUMBERS else None


def averaged(figures: Figures, rows: Sequence[Sequence[str | None]]) -> Mapping[int, tuple[int, ...]]:
    """Return the rows of averages with the rows that they are of: those of the block above.

    Of the columns that are filled in all of these rows, the average must hold in half at least.
    """
    found: dict[int, tuple[int, ...]] = {}
    for at, row in enumerate(rows):
        if not plays("average", label_of(row)):
            continue
        parts = _block(figures, at)
        columns = averaged_columns(figures, at, parts)
        held = sum(abs(gap_of_average(figures, at, parts, column)) <= slack_of(figures, parts, column) for column in columns)
        if len(parts) >= FEWEST and columns and held * 2 >= len(columns):
            found[at] = parts
    return found


def _block(figures: Figures, row: int) -> tuple[int, ...]:
    """Return the rows above, back to the total before; totals right above the average are passed by."""
    at, marked = row - 1, set(figures.totals)
    while at in marked:
        at -= 1
    found = []
    while at >= 0 and at not in marked:
        found.append(at)
        at -= 1
    return tuple(reversed(found))


def averages_of(figures: Figures, row: int, parts: Sequence[int]) -> Iterator[tuple[int, Rounding, int]]:
    """Tell the columns of which a row is the average of `parts`, how it is rounded, and by how much it may be off.

    A column whose average cannot be read, or fails by a slip, is told too, so that the others may mend it; one that is
    off by a last decimal was made of hidden decimals.
    """
    filled = [c for c in figures.columns if not any(figures.empty[each][c] for each in (row, *parts))]
    gaps = {(c, rounding): _off(figures, row, parts, c, rounding) for c in filled for rounding in ROUNDINGS}
    rounding = max(ROUNDINGS, key=lambda each: sum(gaps[c, each] == 0 for c in filled))
    for column in filled:
        gap, step = gaps[column, rounding], figures.steps[column]
        if gap is None or gap == 0:
            yield column, rounding, 0
        elif abs(gap) == step:
            yield column, rounding, step
        elif weight(gap, step) == 1 or _part_slipped(gap * len(parts), len(parts) * step):
            yield column, rounding, 0


def _off(figures: Figures, row: int, parts: Sequence[int], column: int, rounding: Rounding) -> int | None:
    """Return by how much an average is off; None where a figure is unknown."""
    values = [figures.values[each][column] for each in (row, *parts)]
    known = [value for value in values if value is not None]
    return mean_of(known[1:], figures.steps[column], rounding) - known[0] if len(known) == len(values) else None


def _part_slipped(gap: int, slack: int) -> bool:
    """Whether a gap of a sum is what one wrong digit leaves, but for what rounding hides.

    >>> _part_slipped(40_010, 30), _part_slipped(40_210, 30)
    (True, False)
    """
    power = 1
    while power * 10 <= abs(gap):
        power *= 10
    return abs(gap - round(gap / power) * power) <= slack


def averaged_columns(figures: Figures, row: int, parts: Sequence[int]) -> tuple[int, ...]:
    """Return the columns of figures in which the row and all its parts are filled and known."""
    return tuple(
        column
        for column in figures.columns
        if all(figures.values[each][column] is not None and not figures.empty[each][column] for each in (row, *parts))
    )


def gap_of_average(figures: Figures, row: int, parts: Sequence[int], column: int) -> int:
    """Return by how much the parts differ from so many times their average."""
    total = sum(figures.values[each][column] or 0 for each in parts)
    return total - len(parts) * (figures.values[row][column] or 0)


def slack_of(figures: Figures, parts: Sequence[int], column: int) -> int:
    """Return what rounding may leave: half a last decimal a part."""
    return len(parts) * figures.steps[column] // 2 + (figures.steps[column] == 1)
