"""Every table of what acts say, one file each, with a description of all: a Frictionless data package.

Rows come in the order of their primary keys, few at a time; the files of one database are the same
byte for byte each time. CSV follows RFC 4180 with cells as they are stored (nothing is guarded
against spreadsheets: the description says what is text); Parquet keeps types and nulls.
What only serves the program is left out: the search's words and its folded columns, and whose database it is.
Source of the description's form: Data Package 1.0, Tabular Data Resource (specs.frictionlessdata.io).
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Final

from sqlalchemy import Boolean, CheckConstraint, Double, Integer, Text, select

from corpus.errors import SettingsError
from corpus.text import squeeze
from db.batches import rows_at_once
from db.describe import told
from db.engine import reads
from db.tables import METADATA
from db.tables.base import Base

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa
    from sqlalchemy import Column, Connection, Engine, Table

    from corpus.records import Json, JsonObject

INTERNAL: Final = frozenset({"meta", "search_words"})
"""Tables that serve the program and not its readers."""

FOLDED: Final = "_folded"
"""How the names of columns end that repeat another one for searching."""

TYPES: Final = {Boolean: "boolean", Integer: "integer", Double: "number", Text: "string"}
"""The columns' types by their names in a Table Schema."""


def dump(engine: Engine, folder: Path, *, form: str) -> dict[str, int]:
    """Write all tables into `folder` as `form` (csv or parquet); return how many rows each has.

    All of them are of one moment: the database is read in one transaction.
    """
    write = {"csv": _csv, "parquet": _parquet}[form]
    tables = sorted((each for each in METADATA.tables.values() if each.name not in INTERNAL), key=lambda table: table.name)
    with reads(engine) as connection:
        counts = {table.name: write(connection, table, folder / f"{table.name}.{form}") for table in tables}
    package = json.dumps(_package(tables, counts, form), ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(f"{package}\n", "utf-8")
    return counts


def _batches(connection: Connection, table: Table) -> Iterator[list[tuple[object, ...]]]:
    query = select(*_columns(table)).order_by(*table.primary_key.columns)
    with connection.execution_options(yield_per=rows_at_once(table)).execute(query) as rows:
        yield from ([tuple(row) for row in part] for part in rows.partitions())


def _columns(table: Table) -> list[Column[object]]:
    return [column for column in table.columns if not column.name.endswith(FOLDED)]


def _csv(connection: Connection, table: Table, file: Path) -> int:
    count = 0
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([column.name for column in _columns(table)])
        for batch in _batches(connection, table):
            writer.writerows(batch)
            count += len(batch)
    return count


def _parquet(connection: Connection, table: Table, file: Path) -> int:
    try:
        import pyarrow as pa  # noqa: PLC0415  # an extra, and slow to load
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        raise SettingsError("Parquet needs the extra `parquet`: pip install 'lavra[parquet]'") from error
    schema = pa.schema([pa.field(column.name, _arrow(column), nullable=bool(column.nullable)) for column in _columns(table)])
    count = 0
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in _batches(connection, table):
            columns = [pa.array(list(values), field.type) for values, field in zip(zip(*batch, strict=True), schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))
            count += len(batch)
    return count


def _arrow(column: Column[object]) -> pa.DataType:
    import pyarrow as pa  # noqa: PLC0415

    return {"boolean": pa.bool_(), "integer": pa.int64(), "number": pa.float64(), "string": pa.string()}[_type(column)]


def _type(column: Column[object]) -> str:
    """Return the type's name in a Table Schema; raises `TypeError` for one that has none here."""
    for kind, name in TYPES.items():
        if isinstance(column.type, kind):
            return name
    raise TypeError(column.type)


# --- the description


def _package(tables: list[Table], counts: dict[str, int], form: str) -> JsonObject:
    return {
        "profile": "data-package",
        "name": "lavra",
        "title": "Acts of official gazettes",
        "resources": [_resource(table, counts[table.name], form) for table in tables],
    }


def _resource(table: Table, rows: int, form: str) -> JsonObject:
    media = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}[form]
    fields: list[Json] = [_field(table, column) for column in _columns(table)]
    return {
        "profile": "tabular-data-resource" if form == "csv" else "data-resource",
        "name": table.name.replace("_", "-"),
        "path": f"{table.name}.{form}",
        "format": form,
        "mediatype": media,
        "encoding": "utf-8",
        "description": _meanings().get(table.name, ""),
        "rows": rows,
        "schema": {
            "fields": fields,
            "missingValues": [""],
            "primaryKey": [*table.primary_key.columns.keys()],
            "foreignKeys": _foreign_keys(table),
        },
    }


def _field(table: Table, column: Column[object]) -> JsonObject:
    """Return a field's description; one is required where its cell is never empty: in CSV an empty text is as none."""
    field: JsonObject = {"name": column.name, "type": _type(column), "description": told(table.name, column.name)}
    checks = {str(each.name) for each in table.constraints if isinstance(each, CheckConstraint)}
    filled = not isinstance(column.type, Text) or any(each.endswith(f"_{column.name}_filled") for each in checks)
    return {**field, "constraints": {"required": True}} if filled and not column.nullable else field


def _foreign_keys(table: Table) -> list[Json]:
    keys = sorted(table.foreign_key_constraints, key=lambda key: str(key.name))
    return [
        {
            "fields": [*key.column_keys],
            "reference": {
                "resource": "" if key.referred_table is table else key.referred_table.name.replace("_", "-"),
                "fields": [element.column.name for element in key.elements],
            },
        }
        for key in keys
    ]


def _meanings() -> dict[str, str]:
    return {mapper.local_table.name: squeeze(mapper.class_.__doc__ or "") for mapper in Base.registry.mappers}  # type: ignore[attr-defined]
