"""Tables in two or three parts side by side, to spare paper: labels come again, rows go on in the next part."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import regex

from corpus.text import fold
from extractors.tables.build import Built
from extractors.tables.cells import Kind, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.acts import Cell, Table

FEWEST_LABELS: Final = 2
MOST_PARTS: Final = 4
_PLACE: Final = regex.compile(r"(?<=/rows/)(?P<row>\d+)(?:/(?P<column>\d+))?$")


def unfolded(built: Built) -> Built:
    """Return a table with its parts one under another; one whose labels do not come again as it is.

    Each part must name things: words stand in a column of it, and no row of names comes twice. A table with totals
    stays as it is, for they may be of one part or of all.
    """
    table = built.table
    width = _width(table)
    if not width or table.total_row_indices:
        return built
    parts = [[row[at : at + width] for row in table.rows] for at in range(0, len(table.columns), width)]
    if not _are_names(parts):
        return built
    across = _runs_across(parts)
    order = [(row, part) for row in range(len(table.rows)) for part in range(len(parts))]
    order = [(row, part) for row, part in (order if across else sorted(order, key=lambda each: each[1])) if any(parts[part][row])]
    rows = tuple(parts[part][row] for row, part in order)
    at = {place: number for number, place in enumerate(order)}
    problems = tuple(replace(each, where=_moved(each.where, at, width)) for each in built.problems)
    return Built(replace(table, columns=table.columns[:width], rows=rows), problems)


def _width(table: Table) -> int:
    """Return after how many columns the labels come again to the end; 0 where they do not."""
    labels = [fold(column.value) for column in table.columns]
    if any(column.derived for column in table.columns):
        return 0
    for parts in range(2, MOST_PARTS + 1):
        width, left = divmod(len(labels), parts)
        if not left and width >= FEWEST_LABELS and labels == labels[:width] * parts and len(set(labels)) == width:
            return width
    return 0


def _are_names(parts: Sequence[Sequence[Sequence[Cell]]]) -> bool:
    rows = [row for part in parts for row in part if any(row)]
    words = [tuple(cell.value for cell in row if cell is not None and kind_of(cell.value) is Kind.TEXT) for row in rows]
    return all(words) and len(set(words)) == len(words)


def _runs_across(parts: Sequence[Sequence[Sequence[Cell]]]) -> bool:
    """Whether order numbers go on from part to part in each row, and not down each part."""
    numbers = [[part[row][0] for part in parts] for row in range(len(parts[0]))]
    told = [int(cell.value) for row in numbers for cell in row if cell is not None and cell.value.isdigit()]
    return len(told) > FEWEST_LABELS and all(other == one + 1 for one, other in pairwise(told))


def _moved(where: str, at: dict[tuple[int, int], int], width: int) -> str:
    """Return a problem's pointer with the row and column that its cell has now."""

    def place(match: regex.Match[str]) -> str:
        if match["column"] is None:
            return str(at.get((int(match["row"]), 0), 0))
        part, column = divmod(int(match["column"]), width)
        return f"{at.get((int(match['row']), part), 0)}/{column}"

    return _PLACE.sub(place, where)
