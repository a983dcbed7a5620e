"""Corrections as people give them and as a table that goes from one team to another."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.cuts import CUTS
from corpus.errors import SettingsError
from db.corrections.desk import Signed, Wish
from db.exports import FORMULA
from pipeline import recutting
from pipeline.atomic import check_writable, writing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.records import Json, JsonObject
    from db.store import Store

LISTED: Final = ("id", "state", "act", "source", "ordinal", "field", "operation", "old", "new", "by", "when", "why")
COLUMNS: Final = (
    "act", "source", "sha256", "ordinal", "field", "operation", "old", "new", "why", "by", "when", "state", "anchor",
)  # fmt: skip
"""Columns of the file; `act`, `field`, `new`, `why` and `by` must be there, the others help to find the value again."""

NEEDED: Final = ("act", "field", "new", "why", "by")
OPERATIONS: Final = ("set", "null", "insert", "delete", "accept")
TRAVELS: Final = frozenset({"active", "confirmed", "orphaned"})
"""States of corrections that are taken over from a file; others are history of where they were made."""

NOTES: Final = {
    "conflict": "is corrected otherwise here; --force takes this one",
    "orphaned": "is not in this database",
}
"""What a person is told of rows that were not taken over."""

_QUOTED: Final = (*FORMULA, "'")


class Carried(NamedTuple):
    """What became of the rows of a file: how many of each, and a line for each row that needs a person."""

    counts: Mapping[str, int]
    told: tuple[str, ...]


def signed(*, by: str | None, why: str) -> Signed:
    """Return who says so, and why, at this moment; raises `SettingsError` where nobody does."""
    if by is None:
        raise SettingsError("who says so? give --by NAME, or set LAVRA_BY")
    return Signed(by, why, datetime.now(UTC).isoformat(timespec="seconds"))


def write(rows: list[JsonObject], file: str) -> int:
    """Write corrections to a CSV file, whole or not at all; return how many."""
    check_writable(file)
    with writing(file) as stream:
        table = csv.writer(stream)
        table.writerow(COLUMNS)
        table.writerows([_cell(column, row[column], row) for column in COLUMNS] for row in rows)
    return len(rows)


def _cell(column: str, value: Json, row: JsonObject) -> str:
    """Return a cell: a text as it is, but for what a spreadsheet would run as a formula; anything else as JSON."""
    if value is None or (column == "new" and row["operation"] in {"null", "delete"}):
        return ""
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    text = str(value)
    return f"'{text}" if text.startswith(_QUOTED) else text


def _plain(cell: str) -> str:
    """Return a cell without the guard that `_cell` put before it."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_QUOTED) else cell


def read(store: Store, file: str, *, force: bool) -> Carried:
    """Take over the corrections of a CSV file; those that are here already change nothing.

    Raises `SettingsError` where the file is none; a row that is wrong is told, and the others are taken.
    """
    counts = dict.fromkeys(("added", "known", "conflict", "orphaned", "wrong", "left"), 0)
    told = []
    for line, row in _rows(file):
        try:
            outcome = _take(store, row, force=force)
        except SettingsError as error:
            outcome = "wrong"
            told.append(f"{file}, line {line}: {error}")
        counts[outcome] += 1
        if outcome == "conflict":
            told.append(
                f"{file}, line {line}: {row['field']} of {row['act']} is corrected otherwise here; --force takes this one"
            )
        if outcome == "orphaned":
            told.append(f"{file}, line {line}: {row['field']} of {row['act']} is not in this database")
    return Carried(counts, tuple(told))


def _rows(file: str) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with Path(file).open(encoding="utf-8-sig", newline="") as stream:
            text = stream.read()
    except OSError as error:
        raise SettingsError(f"cannot read {file}: {(error.strerror or str(error)).lower()}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} is not UTF-8: save it as CSV in UTF-8") from error
    table = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in NEEDED if name not in (table.fieldnames or ())]
    if missing:
        raise SettingsError(f"{file} lacks the columns {', '.join(missing)}; `lavra corrections --export` writes such a file")
    for row in table:
        yield table.line_num, {key: _plain(value or "") for key, value in row.items() if isinstance(key, str)}


def _take(store: Store, row: dict[str, str], *, force: bool) -> str:
    if row.get("state", "active") not in TRAVELS:
        return "left"
    if row["field"] in CUTS:
        return recutting.take(store, row, _signed(row), recutting.as_usual())
    operation = row.get("operation") or "set"
    if operation not in OPERATIONS:
        raise SettingsError(f"{operation!r} is no operation: one of {', '.join(OPERATIONS)}")
    ordinal, anchor = row.get("ordinal", ""), row.get("anchor", "")
    try:
        kept: Json = json.loads(anchor) if anchor else None
    except ValueError as error:
        raise SettingsError("the cell `anchor` is damaged; leave it empty") from error
    told: JsonObject = {
        "act": row["act"],
        "field": row["field"],
        "sha256": row.get("sha256") or None,
        "ordinal": int(ordinal) if ordinal.isdecimal() else None,
        "anchor": kept,
    }
    return store.desk.take(told, Wish(operation, row["new"]), _signed(row), force=force)


def _signed(row: dict[str, str]) -> Signed:
    return Signed(row["by"], row["why"], row.get("when") or datetime.now(UTC).isoformat(timespec="seconds"))
