"""Small grids for the tests: written as they are printed, cells parted by two blanks or more."""

from __future__ import annotations

import regex

from extractors.tables.arithmetic import Grid


def grid(columns: str, *rows: str, totals: tuple[int, ...] = (), carried: tuple[int, ...] = ()) -> Grid:
    """Return the grid that lines write; a dot alone is a cell where nothing stands."""
    cells = [tuple(None if cell == "." else cell for cell in regex.split(r"\s{2,}", row.strip())) for row in rows]
    names = tuple(regex.split(r"\s{2,}", columns.strip()))
    assert all(len(row) == len(names) for row in cells)
    return Grid(names, tuple(cells), frozenset(totals), frozenset(carried))


LOTS = (
    "Obra        Material    Serviço     Total",
    "Aurora      1.200,50    330,20      1.530,70",
    "Brejo       880,00      75,45       955,45",
    "Campo       2.340,15    1.120,00    3.460,15",
    "Dunas       415,90      -           415,90",
    "Soma        4.836,55    1.525,65    6.362,20",
    "Estiva      7.310,05    642,00      7.952,05",
    "Furnas      128,88      91,12       220,00",
    "Gruta       5.005,00    2.004,40    7.009,40",
    "Soma        12.443,93   2.737,52    15.181,45",
    "Geral       17.280,48   4.263,17    21.543,65",
)
SUMS = (4, 8, 9)


def lots(*changes: tuple[int, int, str | None]) -> Grid:
    """Return a table with sums of rows, groups and all, some of its cells printed otherwise."""
    made = grid(*LOTS, totals=SUMS)
    rows = [list(row) for row in made.rows]
    for row, column, token in changes:
        rows[row][column] = token
    return Grid(made.columns, tuple(map(tuple, rows)), made.totals)
