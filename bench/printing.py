"""Measures as a table for the eye."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.measures import Row


def table(rows: Iterable[Row]) -> Table:
    """Return the rows as a table for the eye."""
    made = Table(title=f"Python {platform.python_version()}, {platform.system()} {platform.machine()}", title_justify="left")
    for name in ("measure", "subject", "value", "unit", "of"):
        made.add_column(name, justify="right" if name == "value" else "left")
    for row in rows:
        made.add_row(row.measure, row.subject, f"{row.value:,.2f}", row.unit, row.base)
    return made
