"""Records out: JSON lines as RECORD.md has them, or a flat CSV of the headers."""

from __future__ import annotations

import csv
import json
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final

from pipeline.atomic import check_writable, writing
from pipeline.formats import ExportFormat
from pipeline.streams import output

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.records import Json, JsonObject


PLAIN: Final = (
    "source",
    "sha256",
    "ordinal",
    "line_start",
    "line_end",
    "type",
    "number",
    "number_suffix",
    "year",
    "number_raw",
    "issuer",
    "issuer_acronym",
    "section",
    "organ",
    "place",
    "date",
    "summary",
    "subject",
    "enacting_formula",
    "process",
    "term",
)
NESTED: Final = {
    "publication": ("gazette", "edition", "date"),
    "recipient": ("name", "role", "organization"),
    "protocol": ("number", "year", "date", "time"),
}
COUNTED: Final = ("provisions", "annexes", "tables", "references", "amounts", "repairs")

CSV_COLUMNS: Final = (
    *PLAIN,
    *(f"{name}_{part}" for name, parts in NESTED.items() for part in parts),
    "signatories",
    *COUNTED,
    "problems",
    "confidence",
    "release",
)
"""One line an act: header fields; signatories as "Name (role, role); ..."; counts; problem codes."""


def export(records: Iterable[JsonObject], *, format: ExportFormat, file: str | None) -> int:  # noqa: A002
    """Write records to `file`, whole or not at all, or to standard output; return how many.

    Raises `SettingsError` where the file cannot be written.
    """
    with _target(file) as stream:
        return _write_csv(records, stream) if format == ExportFormat.CSV else _write_json_lines(records, stream)


@contextmanager
def _target(file: str | None) -> Iterator[IO[str]]:
    if file is None:
        yield output()  # type: ignore[misc]  # a text stream in all that is used of it
        return
    check_writable(file)
    with writing(file) as stream:
        yield stream


def _write_json_lines(records: Iterable[JsonObject], stream: IO[str]) -> int:
    count = 0
    for count, record in enumerate(records, start=1):  # noqa: B007  # the last one is the answer
        stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    return count


def _write_csv(records: Iterable[JsonObject], stream: IO[str]) -> int:
    writer = csv.DictWriter(stream, CSV_COLUMNS, lineterminator="\n")
    writer.writeheader()
    count = 0
    for count, record in enumerate(records, start=1):  # noqa: B007
        writer.writerow(flat(record))
    return count


def flat(record: JsonObject) -> dict[str, Json]:
    """Return a record as one line of the CSV."""
    line: dict[str, Json] = {name: record.get(name) for name in (*PLAIN, "confidence", "release")}
    for name, parts in NESTED.items():
        value = record.get(name)
        line.update({f"{name}_{part}": value.get(part) if isinstance(value, dict) else None for part in parts})
    line["signatories"] = "; ".join(signatory(each) for each in objects(record.get("signatories")))
    line.update({name: len(objects(record.get(name))) for name in COUNTED})
    line["problems"] = " ".join(str(each.get("code")) for each in objects(record.get("problems")))
    return line


def signatory(each: JsonObject) -> str:
    """Return a signatory on one line.

    >>> signatory({"name": "Ana Lima", "roles": ["Secretária", "Presidente"]})
    'Ana Lima (Secretária, Presidente)'
    """
    roles = each.get("roles")
    told = ", ".join(map(str, roles)) if isinstance(roles, list) else ""
    return f"{each.get('name')} ({told})" if told else str(each.get("name"))


def objects(value: Json) -> list[JsonObject]:
    """Return the objects of a JSON list (none where it is something else)."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
