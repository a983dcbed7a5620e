"""Cells that span rows and columns, made a plain grid: one line of labels, then rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_COLUMNS: Final = 200
MAX_CELLS: Final = 1_000_000
"""Most places of one table; spans may ask for more than the file has bytes."""


FEWEST_ROWS: Final = 3
"""A header and two rows; two signatures side by side are no table."""
SHORT_CELL: Final = 200
"""Characters up to which a cell is a cell; a table with a longer one is laid out, not tabulated."""


@dataclass(frozen=True, slots=True)
class Spanning:
    """A cell as a format has it: its text, the columns and rows it takes up, whether it is marked as a label."""

    text: str
    columns: int = 1
    rows: int = 1
    label: bool = False


@dataclass(slots=True)
class _Place:
    """One place of the grid: the cell that covers it, and whether it begins there."""

    cell: Spanning
    across: int
    down: int


def is_tabulated(rows: Sequence[Sequence[Spanning]]) -> bool:
    """Whether cells make a table, and not a layout: three rows of short cells, and not labels with their values."""
    if any(len(cell.text) > SHORT_CELL for row in rows for cell in row):
        return False
    labels = sum(bool(row) and row[0].text.endswith(":") for row in rows)
    joined = any(cell.rows > 1 for row in rows for cell in row)
    filled = sum(len(row) > 1 or (joined and bool(row)) for row in rows)
    return filled >= FEWEST_ROWS and any(len(row) > 1 for row in rows) and labels * 2 <= len(rows)


def plain_rows(rows: Sequence[Sequence[Spanning]]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the captions (rows of one cell at the top) and the rows without spans, a line of labels first.

    A label over several columns stands before each of theirs. A cell over several rows is repeated
    while all cells left of it are, or where it has letters: it names the rows. A figure is never
    repeated to the right, nor below another column. Places past a limit are left out.
    """
    filled = [row for row in rows if any(cell.text for cell in row)]
    wide = max((sum(cell.columns for cell in row) for row in filled), default=0)
    first = 0
    while first < len(filled) - 1 and wide > 1 and len(filled[first]) == 1 and filled[first][0].columns == wide:
        first += 1
    grid = _grid(filled[first:])
    labels = _label_rows(filled[first:])
    width = max(map(len, grid), default=0)
    body = [tuple(_told(row, at) for at in range(width)) for row in grid[labels:]]
    captions = tuple(row[0].text for row in filled[:first])
    return captions, ((_header(grid[:labels], width), *body) if labels else tuple(body))


def _grid(rows: Sequence[Sequence[Spanning]]) -> list[list[_Place | None]]:
    grid: list[list[_Place | None]] = [[] for _ in rows]
    placed = 0
    for down, row in enumerate(rows):
        at = 0
        for cell in row:
            while at < len(grid[down]) and grid[down][at] is not None:
                at += 1
            columns = max(1, min(cell.columns, MAX_COLUMNS - at))
            tall = max(1, min(cell.rows, len(rows) - down))
            placed += columns * tall
            if at >= MAX_COLUMNS or placed > MAX_CELLS:
                break
            for below in range(tall):
                _put(grid[down + below], at, cell, columns, below)
            at += columns
    return grid


def _put(row: list[_Place | None], at: int, cell: Spanning, columns: int, down: int) -> None:
    row.extend(None for _ in range(at + columns - len(row)))
    for across in range(columns):
        if row[at + across] is None:
            row[at + across] = _Place(cell, across, down)


def _label_rows(rows: Sequence[Sequence[Spanning]]) -> int:
    """Return how many rows at the top are labels: those marked so, or those that the first row's spans hold together."""
    marked = 0
    while marked < len(rows) and rows[marked] and all(cell.label for cell in rows[marked]):
        marked += 1
    if marked or not rows:
        return marked
    wide = any(cell.columns > 1 for cell in rows[0]) and len(rows[0]) > 1
    tall = max((cell.rows for cell in rows[0]), default=1)
    figures = any(character.isdigit() for cell in rows[0] for character in cell.text)
    return min(tall, len(rows)) if wide and tall > 1 and not figures else 0


def _header(grid: Sequence[Sequence[_Place | None]], width: int) -> tuple[str, ...]:
    """Return one label a column: those that stand over it, from the top, each once."""
    stacks = [[row[at] for row in grid if at < len(row)] for at in range(width)]
    return tuple(" ".join(dict.fromkeys(place.cell.text for place in stack if place and place.cell.text)) for stack in stacks)


def _told(row: Sequence[_Place | None], at: int) -> str:
    place = row[at] if at < len(row) else None
    if place is None or place.across:
        return ""
    if not place.down:
        return place.cell.text
    leading = all(before is not None and before.down for before in row[:at])
    return place.cell.text if leading or any(character.isalpha() for character in place.cell.text) else ""
