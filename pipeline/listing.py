"""Rows on standard output: a table for a person, tab-separated lines or JSON lines for a program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipeline.formats import Format
from pipeline.streams import console, output

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.records import Json, JsonObject


def list_rows(rows: Iterable[JsonObject], columns: Sequence[str], *, format: Format | None, nothing: str) -> None:  # noqa: A002
    """Print rows, in `format` or, without one, as a table on a terminal and as TSV elsewhere.

    JSON lines hold every key of a row, tables and TSV the named columns; TSV has a line of names
    first. `nothing` is what a person is told where there are no rows.
    """
    chosen = format or (Format.TABLE if output().isatty() else Format.TSV)
    if chosen == Format.JSONL:
        _json_lines(rows)
    elif chosen == Format.TSV:
        _tab_separated(rows, columns)
    else:
        _table(rows, columns, nothing=nothing)


def _json_lines(rows: Iterable[JsonObject]) -> None:
    stream = output()
    for row in rows:
        stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def _tab_separated(rows: Iterable[JsonObject], columns: Sequence[str]) -> None:
    stream = output()
    stream.write("\t".join(columns) + "\n")
    for row in rows:
        stream.write("\t".join(plain(row.get(column)) for column in columns) + "\n")


def _table(rows: Iterable[JsonObject], columns: Sequence[str], *, nothing: str) -> None:
    from rich.table import Table  # noqa: PLC0415  # only where a table is shown
    from rich.text import Text  # noqa: PLC0415

    table = Table(header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_short(column, plain(row.get(column)))) for column in columns))
    console().print(table if table.row_count else nothing)


def _short(column: str, value: str) -> str:
    """Shorten for a table what only a program needs whole."""
    if column == "sha256":
        return value[:12]
    longest = 90
    return value if len(value) <= longest else f"{value[: longest - 1]}…"


def plain(value: Json) -> str:
    r"""Return a value on one line without tabs; nothing for None.

    >>> plain("a\tb\nc"), plain(None), plain(["x", 2])
    ('a b c', '', '["x", 2]')
    """
    if value is None:
        return ""
    if isinstance(value, (list, dict)):
        return " ".join(json.dumps(value, ensure_ascii=False).split())
    return " ".join(str(value).split())
