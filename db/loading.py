"""One reading into its rows, inside a transaction that the store opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from db.shred import Shredder, header
from db.tables import METADATA
from db.tables.acts import Act
from db.tables.sources import Page, Source, SourceText
from db.tables.trace import Problem, Repair

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from corpus.pages import Origin
    from corpus.reading import Reading
    from db.plain import Row
    from db.tables.base import Base


def put_reading(connection: Connection, reading: Reading, *, run_id: int) -> int:
    """Write a reading whole, in place of any earlier one of the same bytes; return the source's id.

    An act that stands in the place of an earlier one (same source, same ordinal) keeps its id.
    """
    source_id = _put_source(connection, reading, run_id=run_id)
    standing = connection.execute(select(Act.ordinal, Act.id).where(Act.source_id == source_id))
    earlier = {ordinal: act_id for ordinal, act_id in standing}  # noqa: C416  # rows are no pairs for mypy
    for model in (Act, Problem, Repair, Page, SourceText):
        column = model.__table__.c.source_id
        connection.execute(delete(model).where(column == source_id))
    connection.execute(insert(SourceText).values(source_id=source_id, raw=reading.document.raw, repaired=reading.text.value))
    shredder = Shredder(reading, source_id=source_id)
    for page in reading.document.pages:
        span = reading.document.page_span(page.number)
        shredder.rows.add(Page, source_id, page.number, *span, page.width, page.height, *_origin(page.origin))
    for record in reading.records:
        kept = {"id": earlier[record.ordinal]} if record.ordinal in earlier else {}
        values = {**kept, "source_id": source_id, "ordinal": record.ordinal, **header(record, reading)}
        shredder.shred(record.fields, act_id=_identity(connection, Act, values))
    _put(connection, shredder.rows.of)
    return source_id


def _origin(origin: Origin | None) -> tuple[float | str | None, ...]:
    """Return the columns that tell how a page's text was had."""
    if origin is None:
        return (None,) * 5
    return origin.taken.value, origin.layer, origin.layer_score, origin.ocr_score, origin.confidence


def put_failed(connection: Connection, values: Mapping[str, object]) -> int:
    """Write a source of which there is no reading; return its id."""
    return _identity(connection, Source, {"damage": 0.0, "status": "failed", **values})


def _put_source(connection: Connection, reading: Reading, *, run_id: int) -> int:
    """Write the row of a source; it stands as superseded until a path holds it."""
    document = reading.document
    values = {
        "name": document.name,
        "size": len(reading.source.content),
        "media_type": document.media_type,
        "reader": document.reader,
        "encoding": document.encoding,
        "damage": reading.damage,
        "status": "superseded",
        "release": reading.release,
        "loaded_at": reading.loaded_at,
        "run_id": run_id,
        "error": None,
        "error_code": None,
    }
    sha256 = reading.source.sha256
    known = connection.execute(select(Source.id).where(Source.sha256 == sha256)).scalar()
    if known is None:
        return _identity(connection, Source, {"sha256": sha256, **values})
    connection.execute(update(Source).where(Source.id == known).values(values))
    return known


def _identity(connection: Connection, model: type[Base], values: Mapping[str, object]) -> int:
    """Insert one row and return the id that it got."""
    column = model.__table__.c.id
    return int(connection.execute(insert(model).values(values).returning(column)).scalar_one())


def _put(connection: Connection, rows: dict[type[Base], list[Row]]) -> None:
    """Insert many rows, parents before children."""
    order = {table.name: place for place, table in enumerate(METADATA.sorted_tables)}
    for model in sorted(rows, key=lambda model: order[model.__tablename__]):
        insert_rows(connection, model, rows[model])


def insert_rows(connection: Connection, model: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows whose cells are in the order of the table's columns.

    The statement goes to the driver as it is, with tuples: half the time of named parameters.
    """
    quote = connection.dialect.identifier_preparer.quote
    names = [quote(column.name) for column in model.__table__.columns]
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join([mark] * len(names))
    statement = f"INSERT INTO {quote(model.__tablename__)} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608  # our names
    connection.exec_driver_sql(statement, list(rows))
