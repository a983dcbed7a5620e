"""Corrections brought into an act's rows, and brought over to a new reading.

The rows of a corrected act say what is right, so that every view, search and graph does; its record
as it was read is kept in `corrected_acts`, and all corrections are laid over that one each time.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from db import same
from db.corrections import ledger
from db.corrections.anchors import common, extent, find, value_at
from db.corrections.overlay import Correction, overlay
from db.entities import Head, city_names, identify, named_by, tidy
from db.keys import content_key
from db.loading import ORDER
from db.rebuild import rebuild
from db.shapes import LISTS, OBJECTS, STRINGS
from db.shred import Shredder, head_cells
from db.tables import METADATA
from db.tables.acts import ActIssuer, Signatory
from db.tables.content import ActTable, Amount, Annex, Provision, TableCell, TableColumn
from db.tables.links import ActIdentity, ActMunicipality
from db.tables.trace import Provenance

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from corpus.records import JsonObject
    from db.driver import Driver
    from db.tables.base import Base

_MODELS: Final[tuple[type[Base], ...]] = (
    *(shape.model for shape in (*OBJECTS, *STRINGS, *LISTS)),
    Signatory, Provision, Annex, ActIssuer, ActTable, Amount, Provenance, ActIdentity, ActMunicipality,
)  # fmt: skip
_CLEARED: Final = tuple(sorted({model.__tablename__ for model in _MODELS}, key=ORDER.index, reverse=True))
"""Tables of what an act says, children before parents; what is not here hangs on these."""


class Standing(NamedTuple):
    """An act of a source as it was read."""

    act_id: int
    ordinal: int
    content_key: str
    reading: JsonObject


def acts_of(connection: Connection, driver: Driver, source_id: int) -> list[Standing]:
    """Return a source's acts as they were read."""
    rows = driver.all("SELECT id, ordinal FROM acts WHERE source_id = ? ORDER BY ordinal", source_id)
    ids = [int(str(row[0])) for row in rows]
    readings = rebuild(connection, ids, uncorrected=True)
    return [
        Standing(act_id, int(str(row[1])), _content_key(reading), reading)
        for act_id, row, reading in zip(ids, rows, readings, strict=True)
    ]


def _content_key(reading: JsonObject) -> str:
    return content_key(str(reading["text"]), anchor=f"{reading['sha256']}#{reading['ordinal']}")


def reapply(connection: Connection, driver: Driver, source_id: int) -> dict[int, str]:
    """Bring all corrections that belong to a source's acts to its reading; return their states by their numbers.

    Each is laid over its value again (`active`), or the reading says the same by now (`confirmed`),
    or what it corrected is not found any more (`orphaned`).
    """
    if not ledger.any_there(driver):
        return {}
    found = driver.one("SELECT sha256, status FROM sources WHERE id = ?", source_id)
    sha256, status = (str(each) for each in found or ("", ""))
    changes = ledger.of_source(driver, sha256)
    if status == "loaded":
        keys = driver.all(
            "SELECT i.key, i.content_key FROM act_identities AS i JOIN acts AS a ON a.id = i.act_id WHERE a.source_id = ?",
            source_id,
        )
        known = {each.id for each in changes}
        homeless = ledger.homeless(driver, {str(key) for row in keys for key in row})
        changes += [each for each in homeless if each.id not in known]
    if not changes:
        return {}
    acts = acts_of(connection, driver, source_id)
    driver.many("UPDATE corrections SET state = 'orphaned' WHERE id = ?", [(each.id,) for each in changes])
    states = {each.id: _bring(driver, each, acts, sha256, current=status == "loaded") for each in changes}
    for act in acts:
        refresh(driver, source_id, act, sha256)
    return states


def _bring(driver: Driver, change: Correction, acts: list[Standing], sha256: str, *, current: bool) -> str:
    """Find one correction's value in a source's reading and write how it is with it; return its state."""
    own = change.sha256 == sha256
    act = _act(driver, change, acts, own=own)
    path = find(change.anchor, change.path, act.reading, same_bytes=own) if act is not None and change.path else change.path
    if act is None or path is None:
        gone = act is not None and change.deletes
        state = "confirmed" if gone else "orphaned"
        if own or gone:
            ledger.stands(driver, replace(change, state=state))
        return state
    state = "confirmed" if not path or _says(act.reading, change, path) else "active"
    moved = replace(change, sha256=sha256, ordinal=act.ordinal, path=path, anchor=_moved(change, act, path), state=state)
    if state == "active" and _taken(driver, moved):
        state = "orphaned"
    state = state if current else "orphaned"
    ledger.stands(driver, replace(moved, state=state))
    return state


def _moved(change: Correction, act: Standing, path: str) -> JsonObject:
    """Return the anchor in the new reading; what else was kept with it stays."""
    from db.corrections.anchors import anchor  # noqa: PLC0415  # its name is that of a field here

    return {**change.anchor, **anchor(act.reading, path, content_key=act.content_key)} if path else change.anchor


def _taken(driver: Driver, change: Correction) -> bool:
    """Whether another correction stands at the same place already."""
    query = "SELECT 1 FROM corrections WHERE sha256 = ? AND ordinal = ? AND path = ? AND state = 'active' AND id <> ?"
    return driver.one(query, change.sha256, change.ordinal, change.path, change.id) is not None


def _act(driver: Driver, change: Correction, acts: list[Standing], *, own: bool) -> Standing | None:
    """Return the act that a correction is of, among those of one source."""
    alike = [act for act in acts if act.content_key == change.anchor.get("content_key")]
    if not alike and not own:
        key = ledger.bare(change.act_key)
        named = {int(str(row[0])) for row in driver.all("SELECT act_id FROM act_identities WHERE key = ?", key)}
        alike = [act for act in acts if act.act_id in named]
    if len(alike) > 1:
        return next((act for act in alike if act.ordinal == change.ordinal), None)
    if alike or not own:
        return alike[0] if alike else None
    where = change.anchor.get("act")
    if where is None:
        return next((act for act in acts if act.ordinal == change.ordinal), None)
    share, _, place = max(((common(where, extent(act.reading)), -i, i) for i, act in enumerate(acts)), default=(0.0, 0, 0))
    return acts[place] if share > 0 and _holds(where, change, acts[place]) else None


def _holds(where: object, change: Correction, act: Standing) -> bool:
    """Whether an act is where the corrected one was: the value stands within it, or half of it is the same stretch."""
    whole, span = extent(act.reading), change.anchor.get("span")
    match (whole, span):
        case ([int() as start, int() as end], [int() as first, int() as last]):
            return start <= first and last <= end
        case _:
            return isinstance(where, list) and common(where, whole) >= 0.5  # noqa: PLR2004  # half


def _says(reading: JsonObject, change: Correction, path: str) -> bool:
    """Whether a reading says by itself what a correction says."""
    if change.deletes:
        return False
    if not change.inserts:
        return ledger.dumped(value_at(reading, path)) == change.new
    above, _, token = path.rpartition("/")
    items, place = value_at(reading, above), int(token.split("+")[0])
    near = items[max(place - 1, 0) : place + 1] if isinstance(items, list) else []
    return any(ledger.dumped(each) == change.new for each in near)


# --- rows


def refresh(driver: Driver, source_id: int, act: Standing, sha256: str) -> None:
    """Make an act's rows say what its reading says with all active corrections over it."""
    own = [each for each in ledger.of_source(driver, sha256, states=("active",)) if each.ordinal == act.ordinal]
    standing = driver.one("SELECT record FROM corrected_acts WHERE act_id = ?", act.act_id)
    if not own and standing is None:
        return
    record = overlay(act.reading, own).record if own else act.reading
    driver.run("DELETE FROM corrected_acts WHERE act_id = ?", act.act_id)
    _rewrite(driver, source_id, act.act_id, record)
    if own:
        texts = [json.dumps(each, ensure_ascii=False) for each in (act.reading, record)]
        driver.run("INSERT INTO corrected_acts (act_id, reading, record) VALUES (?, ?, ?)", act.act_id, *texts)
    key = driver.all("SELECT key FROM act_identities WHERE act_id = ?", act.act_id)[0][0]
    for each in ledger.of_source(driver, sha256):
        if each.ordinal == act.ordinal and ledger.bare(each.act_key) != key:
            ledger.stands(driver, replace(each, act_key=str(key)))


def _rewrite(driver: Driver, source_id: int, act_id: int, record: JsonObject) -> None:
    """Put an act's rows in place of those that stand; what was repaired and doubted stays."""
    named = named_by(driver, source_id)
    head = head_cells(record)
    marks = ", ".join(f"{name} = ?" for name in head)
    driver.run(f"UPDATE acts SET {marks} WHERE id = ?", *head.values(), act_id)  # noqa: S608  # our names
    for table in _CLEARED:
        driver.run(f"DELETE FROM {table} WHERE act_id = ?", act_id)  # noqa: S608  # our names
    driver.run("DELETE FROM act_links WHERE act_id = ? OR other_id = ?", act_id, act_id)
    shredder = Shredder(None, source_id=source_id)
    shredder.content(record, act_id=act_id)
    rows = shredder.rows.of
    cities = city_names(*([row[1:] for row in rows.get(model, ())] for model in (TableColumn, TableCell)))
    told = (head[name] for name in ("urn", "issuer", "issuer_acronym", "place", "date"))
    urn, issuer, acronym, place, day = (each if isinstance(each, str) else None for each in told)
    known = Head(urn, issuer, acronym, place, day, str(head["text"]), f"{record['sha256']}#{record['ordinal']}")
    identity = shredder.entities.identity(act_id, known, cities)
    shredder.entities.put(driver)
    for model, each in sorted(rows.items(), key=lambda item: ORDER.index(item[0].__tablename__)):
        driver.insert(METADATA.tables[model.__tablename__], each)
    identify(driver, [identity])
    tidy(driver, named)
    same.link(driver, source_id)
