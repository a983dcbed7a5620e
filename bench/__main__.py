"""`make bench`: one table, or JSON with `--json`; name a measure to take it alone."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from typing import Final

from rich.console import Console

from bench.carrying import carrying
from bench.loading import loading
from bench.measures import MEASURES
from bench.pages import simulated
from bench.pdf import pdfs
from bench.searching import searching
from bench.show import table
from bench.tables import arithmetic

EVERY: Final = {
    **MEASURES,
    "tables": arithmetic,
    "loading": loading,
    "searching": searching,
    "carrying": carrying,
    "pdf": pdfs,
    "pages": simulated,
}


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
