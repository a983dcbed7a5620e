"""`make bench`: one table, or JSON with `--json`; name a measure to take it alone."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.table import Table

from bench.measures import MEASURES
from bench.tables import arithmetic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.measures import Row

EVERY: Final = {**MEASURES, "tables": arithmetic}


def table(rows: Iterable[Row]) -> Table:
    """Return the rows as a table for the eye."""
    made = Table(title=f"Python {platform.python_version()}, {platform.system()} {platform.machine()}", title_justify="left")
    for name in ("measure", "subject", "value", "unit", "of"):
        made.add_column(name, justify="right" if name == "value" else "left")
    for row in rows:
        made.add_row(row.measure, row.subject, f"{row.value:,.2f}", row.unit, row.base)
    return made


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=f"of: {', '.join(EVERY)} (default: all)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    asked = parser.parse_args()
    if unknown := set(asked.measures) - set(EVERY):
        parser.error(f"no such measure: {', '.join(sorted(unknown))}; there are: {', '.join(EVERY)}")
    rows = [row for name in asked.measures or EVERY for row in EVERY[name]()]
    if asked.json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        Console(width=None if sys.stdout.isatty() else 140).print(table(rows))


if __name__ == "__main__":
    main()
