"""The table of corrections, row by row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from corpus.cuts import CUTS
from db.corrections.overlay import Correction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.records import Json, JsonObject
    from db.corrections.desk import Signed
    from db.driver import Driver
    from db.plain import Cell, Row

LIVE: Final = ("active", "confirmed", "orphaned")
"""States of corrections that somebody stands by: a later reading may make each of them one of the others."""

_COLUMNS: Final = (
    "id, target_kind, act_key, sha256, ordinal, path, old_value, new_value, raw_anchor, why, author, made_at, state, replaces"
)
_SELECT: Final = f"SELECT {_COLUMNS} FROM corrections"  # noqa: S608  # our names


def dumped(value: Json) -> str:
    """Return a value as the table keeps it: JSON whose keys are sorted, so that equal values are equal texts."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def word(signed: Signed) -> JsonObject:
    """Return who says so, why and when, as it is kept with a correction that was taken back."""
    return {"by": signed.by, "why": signed.why, "when": signed.when}


def any_there(driver: Driver) -> bool:
    """Whether there are corrections at all."""
    return driver.one("SELECT 1 FROM corrections LIMIT 1") is not None


def of_source(driver: Driver, sha256: str, *, states: Iterable[str] = LIVE) -> list[Correction]:
    """Return the corrections of values of one source's readings, in the order in which they were made."""
    rows = driver.all(f"{_SELECT} WHERE sha256 = ? AND target_kind NOT IN {CUTS} ORDER BY id", sha256)
    return [each for each in map(_told, rows) if each.state in states]


def cuts(driver: Driver, sha256: str) -> list[Correction]:
    """Return the merges and splits of one source that somebody stands by, in the order in which they were made."""
    rows = driver.all(f"{_SELECT} WHERE sha256 = ? AND target_kind IN {CUTS} ORDER BY id", sha256)
    return [each for each in map(_told, rows) if each.state in LIVE]


def homeless(driver: Driver, keys: Iterable[str]) -> list[Correction]:
    """Return the corrections of acts known by `keys` whose own source is not current, or was never told."""
    wanted = set(keys)
    current = "SELECT 1 FROM sources AS s WHERE s.sha256 = corrections.sha256 AND s.status = 'loaded'"
    rows = driver.all(f"{_SELECT} WHERE target_kind NOT IN {CUTS} AND NOT EXISTS ({current}) ORDER BY id")
    found = (each for each in map(_told, rows) if each.state in LIVE)
    return [each for each in found if wanted & {bare(each.act_key), str(each.anchor.get("content_key"))}]


def all_of(driver: Driver) -> list[Correction]:
    """Return all corrections in the order in which they were made."""
    return [_told(row) for row in driver.all(f"{_SELECT} ORDER BY id")]


def by_id(driver: Driver, number: int) -> Correction | None:
    """Return one correction."""
    row = driver.one(f"{_SELECT} WHERE id = ?", number)
    return None if row is None else _told(row)


def bare(act_key: str) -> str:
    """Return an act's lasting name without what tells printings of one act apart.

    >>> bare("lavra:00ff@0123456789abcdef#2"), bare("urn:lex:br:federal:lei:1990-09-19;8080")
    ('lavra:00ff', 'urn:lex:br:federal:lei:1990-09-19;8080')
    """
    name, mark, rest = act_key.rpartition("@")
    return name if mark and "#" in rest else act_key


def put(driver: Driver, change: Correction) -> Correction:
    """Write a new correction; return it with its id."""
    (number,) = driver.numbers("corrections", 1)
    marks = ", ".join("?" * 14)
    row = _row(change)
    named = _named(driver, change, number)
    driver.run(f"INSERT INTO corrections ({_COLUMNS}) VALUES ({marks})", number, row[1], named, *row[3:])  # noqa: S608
    found = by_id(driver, number)
    if found is None:
        raise LookupError(number)
    return found


def stands(driver: Driver, change: Correction) -> None:
    """Write anew where a correction stands and how it is with it; what it says, who and when never change."""
    driver.run(
        "UPDATE corrections SET act_key = ?, sha256 = ?, ordinal = ?, path = ?, raw_anchor = ?, state = ? WHERE id = ?",
        _named(driver, change, change.id), change.sha256, change.ordinal, change.path, dumped(change.anchor), change.state,
        change.id,
    )  # fmt: skip


def _named(driver: Driver, change: Correction, number: int) -> str:
    """Return the act's name for a row: with source and place where another printing of the act is corrected alike."""
    key = bare(change.act_key)
    taken = driver.one(
        "SELECT 1 FROM corrections WHERE act_key = ? AND target_kind = ? AND path = ? AND state = 'active' AND id <> ?",
        key, change.kind, change.path, number,
    )  # fmt: skip
    if taken is None or change.state != "active":
        return key
    return f"{key}@{str(change.sha256)[:16]}#{change.ordinal}"


def _row(change: Correction) -> Row:
    anchor: Cell = dumped(change.anchor) if change.anchor else None
    return (
        change.id, change.kind, change.act_key, change.sha256, change.ordinal, change.path, change.old, change.new, anchor,
        change.why, change.author, change.made_at, change.state, change.replaces,
    )  # fmt: skip


def _told(row: Row) -> Correction:
    number, kind, key, sha256, ordinal, path, old, new, anchor, why, author, made, state, replaces = row
    kept: Json = _json(anchor)
    return Correction(
        int(str(number)), str(kind), str(key), _text(sha256), None if ordinal is None else int(str(ordinal)), str(path),
        _text(old), _text(new), kept if isinstance(kept, dict) else {}, str(why), str(author), str(made), str(state),
        None if replaces is None else int(str(replaces)),
    )  # fmt: skip


def _json(anchor: Cell) -> Json:
    try:
        found: Json = json.loads(str(anchor)) if anchor is not None else None
    except ValueError:
        return None
    return found


def _text(cell: Cell) -> str | None:
    return cell if isinstance(cell, str) else None


def listed(change: Correction, *, source: str | None) -> JsonObject:
    """Return a correction as `lavra corrections` lists it."""
    return {
        "id": change.id, "state": change.state, "act": bare(change.act_key), "source": source, "sha256": change.sha256,
        "ordinal": change.ordinal, "field": change.kind if change.kind in CUTS else change.path, "operation": change.operation,
        "old": None if change.old is None else json.loads(change.old), "new": change.value, "why": change.why,
        "by": change.author, "when": change.made_at, "replaces": change.replaces, "anchor": change.anchor,
    }  # fmt: skip
