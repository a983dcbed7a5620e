"""The tables of one act: cells with what is known of them, equations with their state; or plain CSV.

In CSV a cell of words that a spreadsheet would take for a formula is led by an apostrophe; numbers are as they are.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from corpus.errors import SettingsError
from pipeline.page import at, objects, plain
from pipeline.streams import console

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from rich.console import Console
    from rich.text import Text

    from corpus.records import Json, JsonObject

WIDEST: Final = 2_000
"""Characters up to which a table that is not for a terminal is written without folding its cells."""
LEAST_SURE: Final = 0.75
"""Confidence below which a cell is shown as doubtful."""
FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet takes for a formula."""
_NUMBER: Final = regex.compile(r"[+-]?\d++(?:[.,]\d++)*+")


@dataclass(frozen=True, slots=True)
class Mark:
    """How a cell is shown: by a sign, for those who see no colours, and a style."""

    sign: str
    style: str
    means: str


REPAIRED: Final = Mark("*", "green", "repaired, and proved")
CONTRADICTED: Final = Mark("!", "bold red", "legible, but its equations ask for another value")
DOUBTFUL: Final = Mark("?", "yellow", "doubtful")
MARKS: Final = (REPAIRED, CONTRADICTED, DOUBTFUL)


def show(record: JsonObject, *, table: int | None = None) -> None:
    """Print the tables of a record, or the one with that number, from 1; raises `SettingsError` where it has none."""
    page = console()
    for number, each in chosen(record, table):
        _show(page, record, number, each)


def write_csv(record: JsonObject, stream: TextIO, *, table: int | None = None) -> None:
    """Write one table as CSV; raises `SettingsError` where there are several and none is named."""
    found = list(chosen(record, table))
    if len(found) > 1:
        raise SettingsError(f"the act has {len(found)} tables: say which by --table 1 to {len(found)}")
    writer = csv.writer(stream, lineterminator="\n")
    for _, each in found:
        writer.writerow([guarded(plain(label)) for label in items(each.get("columns"))])
        writer.writerows([guarded(plain(cell)) for cell in items(row)] for row in items(each.get("rows")))


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; numbers, signs included, stay as they are.

    >>> guarded("-0.40"), guarded("=1+1"), guarded("- 2º lote"), guarded("Una")
    ('-0.40', "'=1+1", "'- 2º lote", 'Una')
    """
    return f"'{cell}" if cell.startswith(FORMULAS) and not _NUMBER.fullmatch(cell) else cell


def chosen(record: JsonObject, table: int | None) -> Iterator[tuple[int, JsonObject]]:
    """Tell the tables asked for with their numbers, from 1; raises `SettingsError` where there is none."""
    tables = objects(record.get("tables"))
    if not tables:
        raise SettingsError("the act has no table")
    if table is not None and not 1 <= table <= len(tables):
        raise SettingsError(f"the act has no table {table}: --table must be from 1 to {len(tables)}")
    return ((number, each) for number, each in enumerate(tables, start=1) if table in (None, number))


def _show(page: Console, record: JsonObject, number: int, table: JsonObject) -> None:
    from rich.measure import Measurement  # noqa: PLC0415  # only where a page is shown
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    marks = marks_of(record, number - 1, table)
    name = " – ".join(filter(None, (plain(table.get("annex")), plain(table.get("caption")))))
    page.print(Text(f"Table {number}{f': {name}' if name else ''}", style="bold"))
    made = Table(header_style="bold")
    types = items(table.get("column_types"))
    for column, label in enumerate(items(table.get("columns"))):
        kind = plain(types[column]) if column < len(types) else ""
        right = kind in {"money", "integer", "quotient", "percent"}
        heading = Text(f"{plain(label)}\n{kind}" if kind else plain(label))
        made.add_column(heading, justify="right" if right else "left", overflow="fold", no_wrap=right)
    totals, codes = set(items(table.get("total_row_indices"))), places_of(table)
    for row, cells in enumerate(items(table.get("rows"))):
        told = (_cell(cell, marks.get((row, column)), codes.get((row, column))) for column, cell in enumerate(items(cells)))
        made.add_row(*told, style="bold" if row in totals else None)
    if not page.is_terminal:
        page.width = max(page.width, Measurement.get(page, page.options.update(max_width=WIDEST), made).maximum)
    page.print(made)
    _foot(page, record, number - 1, table, set(marks.values()))


def _cell(value: Json, mark: Mark | None, code: str | None) -> Text:
    from rich.text import Text  # noqa: PLC0415

    shown = Text(plain(value)) if mark is None else Text(f"{mark.sign} {plain(value)}", style=mark.style)
    return shown.append(f" {code}", style="dim") if code else shown


def marks_of(record: JsonObject, index: int, table: JsonObject) -> dict[tuple[int, int], Mark]:
    """Return what is known of the cells of a table, by row and column."""
    found: dict[tuple[int, int], Mark] = {}
    for row, cells in enumerate(items(table.get("rows"))):
        for column in range(len(items(cells))):
            sure = at(record, "/provenance")
            note = sure.get(f"/tables/{index}/rows/{row}/{column}") if isinstance(sure, dict) else None
            confidence = note.get("confidence") if isinstance(note, dict) else None
            if isinstance(confidence, (int, float)) and confidence < LEAST_SURE:
                found[row, column] = DOUBTFUL
    told = {plain(each.get("where")): REPAIRED for each in objects(record.get("repairs"))}
    for each in objects(record.get("problems")):
        unexplained = "would satisfy" not in plain(each.get("detail"))
        told[plain(each.get("where"))] = DOUBTFUL if unexplained else CONTRADICTED
    for where, mark in told.items():
        place = place_in(where, index)
        if place is not None:
            found[place] = mark
    return found


def notes_of(record: JsonObject, index: int) -> dict[tuple[int, int], str]:
    """Return what repairs and problems say of the cells of a table, by row and column."""
    found: dict[tuple[int, int], str] = {}
    told = [(plain(each.get("where")), _repair(each)) for each in objects(record.get("repairs"))]
    told += [
        (plain(each.get("where")), f"{plain(each.get('code'))}: {plain(each.get('detail'))}")
        for each in objects(record.get("problems"))
    ]
    for where, words in told:
        if (place := place_in(where, index)) is not None:
            found[place] = f"{found[place]}\n{words}" if place in found else words
    return found


def places_of(table: JsonObject) -> dict[tuple[int, int], str]:
    """Return the IBGE codes of the cells that name municipalities, by row and column."""
    found: dict[tuple[int, int], str] = {}
    for each in objects(table.get("municipalities")):
        row, column = each.get("row"), each.get("column")
        if isinstance(row, int) and isinstance(column, int):
            found[row, column] = plain(each.get("ibge"))
    return found


def place_in(where: str, index: int) -> tuple[int, int] | None:
    """Return the row and column of a cell's JSON Pointer, None where it is of something else.

    >>> place_in("/tables/0/rows/3/4", 0), place_in("/tables/0/rows/3", 0), place_in("/tables/1/rows/3/4", 0)
    ((3, 4), None, None)
    """
    parts = where.split("/")
    if len(parts) == 6 and parts[:4] == ["", "tables", str(index), "rows"] and all(part.isdigit() for part in parts[4:]):  # noqa: PLR2004
        return int(parts[4]), int(parts[5])
    return None


def _foot(page: Console, record: JsonObject, index: int, table: JsonObject, marks: set[Mark]) -> None:
    """Print what the marks mean, the equations with their state, and the problems of the table."""
    from rich.text import Text  # noqa: PLC0415

    for mark in MARKS:
        if mark in marks:
            page.print(Text(f"{mark.sign} {mark.means}", style=mark.style))
    for each in objects(record.get("repairs")):
        place = place_in(plain(each.get("where")), index)
        if place is not None:
            page.print(Text(f"* {_named(table, place)}: {_repair(each)}", style=REPAIRED.style))
    for each in objects(table.get("equations")):
        fails = each.get("fails")
        state = f"fails {plain(fails)} of {plain(_whole(each))}" if fails else f"holds {plain(each.get('holds'))}"
        page.print(Text(f"= {plain(each.get('text'))}: {state}", style="red" if fails else "dim"))
    for each in objects(record.get("problems")):
        where = plain(each.get("where"))
        if where.startswith(f"/tables/{index}/"):
            place = place_in(where, index)
            named = _row_named(table, where) if place is None else _named(table, place)
            page.print(Text(f"{plain(each.get('code'))}, {named}: {plain(each.get('detail'))}", style="red"))
    page.print()


def _named(table: JsonObject, place: tuple[int, int]) -> str:
    """Return a cell's place as a reader finds it: its row's number, as problems count them, and words, and its column's label."""
    row, column = place
    return f"{_row(table, row)}, {plain(items(table.get('columns'))[column])}"


def _row(table: JsonObject, row: int) -> str:
    words = next((told for cell in items(items(table.get("rows"))[row]) if any(map(str.isalpha, told := plain(cell)))), "")
    return f"row {row} ({words})" if words else f"row {row}"


def _row_named(table: JsonObject, where: str) -> str:
    """Return the place of a problem of a whole row; of any other its pointer."""
    parts = where.split("/rows/")
    return _row(table, int(parts[1])) if len(parts) > 1 and parts[1].isdigit() else where


def _repair(repair: JsonObject) -> str:
    witnesses = "; ".join(map(plain, items(repair.get("witnesses"))))
    return f"{plain(repair.get('raw'))} is {plain(repair.get('value'))}: {witnesses}"


def _whole(equation: JsonObject) -> int:
    counts = (equation.get("holds"), equation.get("fails"))
    return sum(count for count in counts if isinstance(count, int))


def items(value: Json) -> list[Json]:
    """Return a list of a record, empty for anything else."""
    return value if isinstance(value, list) else []
