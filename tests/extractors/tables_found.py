"""What the tests of tables share: lines in, plain cells out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.spans import Span
from extractors.tables import TableFinding, find_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.acts import Table

Plain = list[list[str | None]]


def found_in(lines: Sequence[str], *, gap: str = "\n\n") -> TableFinding:
    """Search all of the lines."""
    text = gap.join(lines)
    return find_tables(text, Span(0, len(text)))


def only(finding: TableFinding) -> Table:
    """Return the one table that was found."""
    assert len(finding.tables) == 1, [columns_of(table) for table in finding.tables]
    return finding.tables[0]


def cells_of(table: Table) -> Plain:
    """Return the cells' values."""
    return [[None if cell is None else cell.value for cell in row] for row in table.rows]


def columns_of(table: Table) -> list[str]:
    """Return the columns' names."""
    return [column.value for column in table.columns]
