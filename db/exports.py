"""Records out, as JSON lines or CSV. Where to, and whether whole or not at all, is the pipeline's to say.

JSON lines are the record, field by field, in its order: nothing is lost. CSV is for spreadsheets:
one act a row, its header alone, with counts of what does not fit in a cell. A text that begins with
``=``, ``+``, ``-``, ``@``, a tab or a carriage return would be run as a formula, so it gets an
apostrophe before it; who needs the text as it is reads the JSON lines.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Final, TextIO

from db.shapes import HEADER, KEYS, OBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.records import Json, JsonObject

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""First characters that a spreadsheet takes for the beginning of a formula."""

_NESTED: Final = {shape.name: shape.keys for shape in OBJECTS}
_LONG: Final = frozenset({"text", "preamble", "number_raw"})
_COUNTED: Final = tuple(
    key for key in KEYS if key not in {*HEADER, *_NESTED, "source", "sha256", "ordinal", "provenance", "release"}
)
_BREAKS: Final = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What JSON lets stand and some readers take for the end of a line."""


def csv_columns() -> tuple[str, ...]:
    """Return the columns of the CSV, in the order of the record; `n_` marks a count.

    >>> [name for name in csv_columns() if name.startswith(("pub", "n_sig"))]
    ['publication_gazette', 'publication_edition', 'publication_date', 'n_signatories']
    """
    found: list[str] = []
    for key in KEYS:
        if key in _NESTED:
            found += (f"{key}_{part}" for part in _NESTED[key])
        elif key in _COUNTED:
            found.append(f"n_{key}")
        elif key not in _LONG and key != "provenance":
            found.append(key)
    return tuple(found)


def write_jsonl(records: Iterable[JsonObject], out: TextIO) -> int:
    """Write one record a line, in UTF-8 as it is, keys in the record's order; return how many."""
    count = 0
    for record in records:
        line = json.dumps(record, ensure_ascii=False, allow_nan=False)
        for sign, escaped in _BREAKS.items():
            line = line.replace(sign, escaped)
        out.write(line + "\n")
        count += 1
    return count


def write_csv(records: Iterable[JsonObject], out: TextIO) -> int:
    """Write one act a row beneath a row of names (RFC 4180); return how many acts. Open `out` with ``newline=""``."""
    columns = csv_columns()
    writer = csv.writer(out)
    writer.writerow(columns)
    count = 0
    for record in records:
        row = flat(record)
        writer.writerow([guarded(row[name]) for name in columns])
        count += 1
    return count


def flat(record: JsonObject) -> dict[str, Json]:
    """Return the cells of one act by column, texts as they are."""
    row: dict[str, Json] = {key: value for key, value in record.items() if not isinstance(value, (list, dict))}
    for name, parts in _NESTED.items():
        value = record[name]
        row.update({f"{name}_{part}": value.get(part) if isinstance(value, dict) else None for part in parts})
    for name in _COUNTED:
        value = record[name]
        row[f"n_{name}"] = len(value) if isinstance(value, list) else 0
    return row


def guarded(value: Json) -> Json:
    """Return a cell that no spreadsheet runs.

    >>> guarded("=1+1"), guarded("Cuiabá-MT"), guarded(-3)
    ("'=1+1", 'Cuiabá-MT', -3)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
