"""Rows on standard output: a table for a person, tab-separated lines or JSON lines for a program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from pipeline.formats import Format
from pipeline.streams import console, output
from pipeline.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.records import Json, JsonObject

PROSE: Final = frozenset(
    {"name", "source", "issuer", "summary", "error", "detail", "before", "after", "where", "rule", "meaning", "example"}
)
"""Columns that may be broken over lines in a table."""

LONGEST: Final = 90
"""Characters of a cell of a table."""

ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def list_rows(rows: Iterable[JsonObject], columns: Sequence[str], *, format: Format | None, nothing: str) -> None:  # noqa: A002
    """Print rows, in `format` or, without one, as a table on a terminal and as TSV elsewhere.

    JSON lines hold every key of a row, tables and TSV the named columns; TSV has a line of names
    first. `nothing` is what a person is told where there are no rows.
    """
    chosen = format_of(format)
    if chosen == Format.JSONL:
        _json_lines(rows)
    elif chosen == Format.TSV:
        _tab_separated(rows, columns)
    else:
        _table(rows, columns, nothing=nothing)


def format_of(asked: Format | None) -> Format:
    """Return the format that rows are printed in: what is asked, else a table on a terminal and TSV elsewhere."""
    return asked or (Format.TABLE if output().isatty() else Format.TSV)


def _json_lines(rows: Iterable[JsonObject]) -> None:
    stream = output()
    for row in rows:
        stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def _tab_separated(rows: Iterable[JsonObject], columns: Sequence[str]) -> None:
    stream = output()
    stream.write("\t".join(columns) + "\n")
    for row in rows:
        stream.write("\t".join(cell(row.get(column)) for column in columns) + "\n")


def _table(rows: Iterable[JsonObject], columns: Sequence[str], *, nothing: str) -> None:
    """Print a table of the columns that have any value; prose is broken to fit, the rest never."""
    from rich.table import Table  # noqa: PLC0415  # only where a table is shown
    from rich.text import Text  # noqa: PLC0415

    told = [[_short(column, visible(cell(row.get(column)))) for column in columns] for row in rows]
    if not told:
        console().print(nothing)
        return
    filled = [index for index in range(len(columns)) if any(row[index] for row in told)]
    table = Table(header_style="bold")
    for index in filled:
        table.add_column(columns[index], overflow="fold", no_wrap=columns[index] not in PROSE)
    for row in told:
        table.add_row(*(Text(row[index]) for index in filled))
    console().print(table)


def _short(column: str, value: str) -> str:
    """Shorten for a table what only a program needs whole."""
    if column == "sha256":
        return value[:12]
    return value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…"


def cell(value: Json) -> str:
    r"""Return a value in one cell: nothing for None; tabs, line breaks and backslashes escaped, so that none is lost.

    >>> print(cell("a\tb\nc\\d"), cell(None), cell([6, 15]), cell(0.25))
    a\tb\nc\\d  [6, 15] 0.25
    """
    if value is None:
        return ""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else str(value)
    return text.translate(ESCAPES)
