"""Tables as a workbook for spreadsheets: numbers as numbers, dates as dates, what is known of a cell in colour and comment.

Nothing that a source says is ever written as a formula or a link. Each table is a sheet; after them a sheet of notes
tells the equations with their state, the repairs and the problems.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import TYPE_CHECKING, Final

import regex
import xlsxwriter

from corpus.errors import SettingsError
from corpus.values.dates import full_year, real_date
from pipeline.page import objects, plain
from pipeline.tables_page import CONTRADICTED, DOUBTFUL, REPAIRED, Mark, chosen, items, marks_of, notes_of, places_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from corpus.records import Json, JsonObject

FILLS: Final = {REPAIRED: "#C6EFCE", CONTRADICTED: "#FFC7CE", DOUBTFUL: "#FFEB9C"}
FIGURES: Final = {"money": "#,##0.00", "integer": "#,##0", "quotient": "#,##0.00##", "percent": '#,##0.00##"%"'}
DATE: Final = "dd/mm/yyyy"
EXACT: Final = 15
"""Digits that a spreadsheet keeps of a number: one with more is written as text."""
FIRST_DAY: Final = date(1900, 3, 1)
"""Before it spreadsheets count the days wrong."""
MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The time of making in every file, so that one record gives one file."""
OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LISTED: Final = ("sheet", "type", "number", "year", "date", "issuer", "source", "act", "table", "annex", "caption")
"""Columns of the sheet that lists the others."""
MOST: Final = 1000
"""Tables that one workbook holds."""
WIDEST: Final = 60
NARROWEST: Final = 8
_DAY: Final = regex.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4}|\d{2})")
HEAD: Final = 2
"""Rows over a table's first: its name and its header."""


def workbook(record: JsonObject, *, table: int | None = None) -> bytes:
    """Return the tables of a record, or the one with that number, from 1, as an Excel workbook.

    Raises `SettingsError` where the record has no such table.
    """
    told = tuple(chosen(record, table))
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        book.set_properties({"title": plain(record.get("source")), "created": MADE})
        styles = _Styles(book)
        for number, each in told:
            _Sheet(book.add_worksheet(f"Table {number}"), styles, record, number, each).write()
        _write_notes(book.add_worksheet("Notes"), styles, [line for each in told for line in _notes(record, *each)])
    return stream.getvalue()


def workbook_of(records: Iterable[JsonObject]) -> tuple[bytes, int]:
    """Return the tables of many records as one workbook, and how many acts have some.

    The first sheet lists them: sheet, act, caption, source. Raises `SettingsError` where there are more
    than `MOST` tables, for no spreadsheet shows as many sheets.
    """
    stream, acts, notes = BytesIO(), 0, []
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        book.set_properties({"title": "Tables", "created": MADE})
        styles, lists, sheets = _Styles(book), book.add_worksheet("Tables"), 0
        _line(lists, 0, LISTED, styles.of(bold=True))
        for record in records:
            tables = objects(record.get("tables"))
            acts += bool(tables)
            for number, each in enumerate(tables, 1):
                sheets += 1
                if sheets > MOST:
                    raise SettingsError(f"there are more than {MOST} tables: choose acts by --where, or take --format tables")
                _Sheet(book.add_worksheet(f"{sheets}"), styles, record, number, each).write()
                _line(lists, sheets, [f"{sheets}", *_entry(record, number, each)], styles.of())
                notes += [(f"{sheets}", *rest) for _, *rest in _notes(record, number, each)]
        lists.set_column(1, len(LISTED) - 1, 2 * NARROWEST)
        lists.freeze_panes(1, 0)
        _write_notes(book.add_worksheet("Notes"), styles, notes)
    return stream.getvalue(), acts


def _entry(record: JsonObject, number: int, table: JsonObject) -> list[str]:
    """Return what the list of sheets tells of a table and its act."""
    head = [plain(record.get(name)) for name in ("type", "number", "year", "date", "issuer", "source", "ordinal")]
    return [*head, str(number), plain(table.get("annex")), plain(table.get("caption"))]


def _line(sheet: Worksheet, row: int, cells: Sequence[str], style: Format) -> None:
    for at, cell in enumerate(cells):
        sheet.write_string(row, at, cell, style)


class _Styles:
    """The formats of cells, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str, bool], Format] = {}

    def of(self, *, figures: str = "", fill: str = "", bold: bool = False) -> Format:
        key = (figures, fill, bold)
        if key not in self._made:
            told: dict[str, str | bool] = {"bold": bold, "valign": "top", "text_wrap": not figures}
            told |= {"num_format": figures} if figures else {}
            told |= {"bg_color": fill} if fill else {}
            self._made[key] = self._book.add_format(told)
        return self._made[key]


@dataclass(frozen=True, slots=True)
class _Sheet:
    sheet: Worksheet
    styles: _Styles
    record: JsonObject
    number: int
    table: JsonObject

    def write(self) -> None:
        """Write name, header and rows; the header stays in sight."""
        names = [plain(label) for label in items(self.table.get("columns"))]
        types = [plain(kind) for kind in items(self.table.get("column_types"))]
        name = " – ".join(filter(None, (plain(self.table.get("annex")), plain(self.table.get("caption")))))
        bold = self.styles.of(bold=True)
        self.sheet.write_string(0, 0, name or f"Table {self.number}", self.styles.of(figures="@", bold=True))
        for at, label in enumerate(names):
            self.sheet.write_string(1, at, label, bold)
        marks, notes = marks_of(self.record, self.number - 1, self.table), notes_of(self.record, self.number - 1)
        codes = places_of(self.table)
        totals = set(items(self.table.get("total_row_indices")))
        for row, cells in enumerate(items(self.table.get("rows"))):
            for at, cell in enumerate(items(cells)):
                kind = types[at] if at < len(types) else ""
                self._cell(HEAD + row, at, cell, kind, marks.get((row, at)), bold=row in totals)
                if told := _comment(marks, notes, codes, (row, at)):
                    self.sheet.write_comment(HEAD + row, at, told, {"x_scale": 2})
        self._widths(names)
        self.sheet.freeze_panes(HEAD, 0)

    def _cell(self, row: int, at: int, cell: Json, kind: str, mark: Mark | None, *, bold: bool) -> None:  # noqa: PLR0913
        fill = FILLS[mark] if mark is not None else ""
        if cell is None:
            self.sheet.write_blank(row, at, None, self.styles.of(fill=fill, bold=bold))
            return
        figure, day = _figure(plain(cell), kind), _day(plain(cell), kind)
        if figure is not None:
            self.sheet.write_number(row, at, figure, self.styles.of(figures=FIGURES[kind], fill=fill, bold=bold))
        elif day is not None:
            self.sheet.write_datetime(row, at, datetime.combine(day, time()), self.styles.of(figures=DATE, fill=fill, bold=bold))
        else:
            self.sheet.write_string(row, at, plain(cell), self.styles.of(fill=fill, bold=bold))

    def _widths(self, names: Sequence[str]) -> None:
        for at, label in enumerate(names):
            longest = max(
                [len(plain(items(row)[at])) for row in items(self.table.get("rows")) if at < len(items(row))], default=0
            )
            self.sheet.set_column(at, at, min(WIDEST, max(NARROWEST, longest + 2, len(label) // 2 + 2)))


def _figure(cell: str, kind: str) -> float | None:
    """Return a cell of a column of figures as a number, None where it is none or has more digits than are kept.

    >>> _figure("-0.40", "money"), _figure("isento", "money"), _figure("0123", "code")
    (-0.4, None, None)
    """
    if kind not in FIGURES:
        return None
    try:
        value = Decimal(cell)
    except InvalidOperation:
        return None
    return float(value) if value.is_finite() and len(value.as_tuple().digits) <= EXACT else None


def _day(cell: str, kind: str) -> date | None:
    """Return a cell of a column of dates as a date, None where it is none or before those that spreadsheets count.

    >>> _day("03/05/2019", "date"), _day("31/02/2019", "date"), _day("03/05/1899", "date"), _day("03/05/2019", "text")
    (datetime.date(2019, 5, 3), None, None, None)
    """
    match = _DAY.fullmatch(cell) if kind == "date" else None
    found = real_date(full_year(int(match["year"])), int(match["month"]), int(match["day"])) if match else None
    return found if found is not None and found >= FIRST_DAY else None


def _comment(
    marks: Mapping[tuple[int, int], Mark],
    notes: Mapping[tuple[int, int], str],
    codes: Mapping[tuple[int, int], str],
    place: tuple[int, int],
) -> str:
    parts = [marks[place].means] if place in marks else []
    parts += [notes[place]] if place in notes else []
    parts += [f"IBGE {codes[place]}"] if place in codes else []
    return "\n".join(parts)


def _notes(record: JsonObject, number: int, table: JsonObject) -> Iterator[tuple[str, str, str]]:
    """Tell the equations of a table with their state, and what is said of its cells."""
    for each in objects(table.get("equations")):
        state = f"holds {plain(each.get('holds'))}, fails {plain(each.get('fails'))}"
        yield str(number), "", f"{plain(each.get('text'))}: {state}"
    for (row, at), note in sorted(notes_of(record, number - 1).items()):
        yield str(number), f"row {row}, column {at}", note


def _write_notes(sheet: Worksheet, styles: _Styles, told: Sequence[tuple[str, ...]]) -> None:
    """Write what is said of tables and cells, a line each."""
    for row, line in enumerate([("Table", "Cell", "Note"), *told]):
        _line(sheet, row, line, styles.of(bold=not row))
    sheet.set_column(1, 1, 20)
    sheet.set_column(2, 2, 2 * WIDEST)
