"""How many rows of a table are in memory at once where whole tables stream: fewer of those that hold whole texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Table

ROWS: Final = 2_000
_OF_TEXTS: Final = {"source_texts": 10, "corrected_acts": 10, "acts": 200}
"""Tables of which one row may be as large as a whole gazette, or an act."""


def rows_at_once(table: Table) -> int:
    """Return how many rows to take at once."""
    return _OF_TEXTS.get(table.name, ROWS)
