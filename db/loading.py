"""One reading into its rows, inside a transaction that the store opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.entities import Head, city_names, identify, named_by, tidy
from db.plain import ShapeError
from db.shred import Shredder, header
from db.tables import METADATA
from db.tables.acts import Act
from db.tables.content import TableCell, TableColumn
from db.tables.sources import Page, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.pages import Origin
    from corpus.reading import Reading
    from corpus.records import Record
    from db.driver import Driver
    from db.plain import Cell, Row

ORDER: Final = tuple(table.name for table in METADATA.sorted_tables)
"""All tables, parents before children."""

_PLACE: Final = {name: place for place, name in enumerate(ORDER)}
_ACT_COLUMNS: Final = tuple(column.name for column in Act.__table__.columns)
_SOURCE_COLUMNS: Final = tuple(column.name for column in Source.__table__.columns)
_OWNED: Final = ("acts", "problems", "repairs", "pages", "source_texts")
"""Tables of what a reading brings to its source; the rest dies with the acts."""


def put_reading(driver: Driver, reading: Reading, *, known: int | None, run_id: int) -> int:
    """Write a reading whole, in place of any earlier one of the same bytes (the source `known`); return the source's id.

    An act that stands in the place of an earlier one (same source, same ordinal) keeps its id.
    """
    source_id = _put_source(driver, reading, known, run_id=run_id)
    earlier: dict[int, int] = {}
    named = None
    if known is not None:
        standing = driver.all("SELECT ordinal, id FROM acts WHERE source_id = ?", source_id)
        earlier = {int(str(ordinal)): int(str(act_id)) for ordinal, act_id in standing}
        named = named_by(driver, source_id)
        for table in _OWNED:
            driver.run(f"DELETE FROM {table} WHERE source_id = ?", source_id)  # noqa: S608  # our names
    texts = (source_id, reading.document.raw, reading.text.value)
    driver.run("INSERT INTO source_texts (source_id, raw, repaired) VALUES (?, ?, ?)", *texts)
    _put_acts(driver, reading, source_id=source_id, earlier=earlier)
    if named is not None:
        tidy(driver, named)
    return source_id


def put_failed(driver: Driver, values: Mapping[str, Cell]) -> int:
    """Write a source of which there is no reading; return its id."""
    return _insert_source(driver, {"damage": 0.0, "status": "failed", **values})


def _put_acts(driver: Driver, reading: Reading, *, source_id: int, earlier: Mapping[int, int]) -> None:
    """Write the acts and all that belongs to them, table by table, parents first."""
    shredder = Shredder(reading, source_id=source_id)
    for page in reading.document.pages:
        span = reading.document.page_span(page.number)
        shredder.rows.add(Page, source_id, page.number, *span, page.width, page.height, *_origin(page.origin))
    if len({record.ordinal for record in reading.records}) < len(reading.records):
        raise ShapeError(f"two acts of {reading.document.name} have the same ordinal")
    fresh = [record for record in reading.records if record.ordinal not in earlier]
    ids = {**earlier, **dict(zip((record.ordinal for record in fresh), driver.numbers("acts", len(fresh)), strict=True))}
    identities = []
    for record in reading.records:
        act_id = ids[record.ordinal]
        head = header(record, reading)
        values: dict[str, Cell] = {"id": act_id, "source_id": source_id, "ordinal": record.ordinal, **head}
        shredder.rows.add(Act, *(values[name] for name in _ACT_COLUMNS))
        before = [len(shredder.rows.of.get(model, ())) for model in (TableColumn, TableCell)]
        shredder.shred(record.fields, act_id=act_id)
        cities = _cities(shredder, *before) if record.fields["tables"] else ()
        identities.append(shredder.entities.identity(act_id, _head(head, record), cities))
    shredder.entities.put(driver)
    for model, rows in sorted(shredder.rows.of.items(), key=lambda item: _PLACE[item[0].__tablename__]):
        driver.insert(METADATA.tables[model.__tablename__], rows)
    if identities:
        identify(driver, identities)


def _origin(origin: Origin | None) -> tuple[float | str | None, ...]:
    """Return the columns that tell how a page's text was had."""
    if origin is None:
        return (None,) * 5
    return origin.taken.value, origin.layer, origin.layer_score, origin.ocr_score, origin.confidence


def _head(values: Mapping[str, Cell], record: Record) -> Head:
    told = (values[name] for name in ("urn", "issuer", "issuer_acronym", "place", "date"))
    urn, issuer, acronym, place, date = (each if isinstance(each, str) else None for each in told)
    return Head(urn, issuer, acronym, place, date, str(values["text"]), f"{record.sha256}#{record.ordinal}")


def _cities(shredder: Shredder, columns: int, cells: int) -> list[str]:
    """Return the names in the municipality columns of the act shredded last, whose rows begin where told."""
    rows = shredder.rows.of
    own = ((model, start) for model, start in ((TableColumn, columns), (TableCell, cells)))
    return city_names(*([row[1:] for row in rows.get(model, ())[start:]] for model, start in own))


def _put_source(driver: Driver, reading: Reading, known: int | None, *, run_id: int) -> int:
    """Write the row of a source; it stands as superseded until a path holds it."""
    document = reading.document
    values: dict[str, Cell] = {
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
    if known is None:
        return _insert_source(driver, {"sha256": reading.source.sha256, **values})
    marks = ", ".join(f"{name} = ?" for name in values)
    driver.run(f"UPDATE sources SET {marks} WHERE id = ?", *values.values(), known)  # noqa: S608  # our names
    return known


def _insert_source(driver: Driver, values: Mapping[str, Cell]) -> int:
    """Insert the row of a source and return its id."""
    (source_id,) = driver.numbers("sources", 1)
    row: Row = tuple({"id": source_id, **values}.get(name) for name in _SOURCE_COLUMNS)
    driver.insert(METADATA.tables["sources"], [row])
    return source_id
