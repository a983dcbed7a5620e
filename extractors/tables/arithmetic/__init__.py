"""The arithmetic of tables: a grid of printed cells in, every cell proved, repaired, doubted or contradicted out.

Nothing is given but the grid: the types of the columns, the equations that tie them and the sums
that rows of totals make are voted for by the rows. What is legible is never overwritten; a damaged
cell is repaired only where its value is the only one that form or equations leave.
"""

from __future__ import annotations

from extractors.tables.arithmetic.grid import (
    ColumnType,
    Doubt,
    Grid,
    Law,
    Place,
    Solution,
    Solved,
    SolvedColumn,
    State,
)
from extractors.tables.arithmetic.solve import solve

__all__ = ["ColumnType", "Doubt", "Grid", "Law", "Place", "Solution", "Solved", "SolvedColumn", "State", "solve"]
