"""The queue of doubtful values: what a person should look at next.

Open problems come first, the act that is least sure before others; then single values, the least
sure first. A value that a person corrected or accepted is out of it; so is a problem of one.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

from db.corrections import ledger
from db.corrections.anchors import value_at
from db.corrections.overlay import Laid, overlay
from db.rebuild import rebuild

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, Row

    from corpus.records import JsonObject
    from db.driver import Driver

BATCH: Final = 500
KEPT: Final = 32
"""Records that are kept at a time."""

_PROBLEMS: Final = """
SELECT s.name, s.sha256, a.ordinal, a.id, i.key, q.pointer, q.code, q.detail, q.span_start, q.span_end, n.raw,
  coalesce(n.confidence, a.confidence)
FROM problems AS q
JOIN sources AS s ON s.id = q.source_id AND s.status = 'loaded'
JOIN acts AS a ON a.id = q.act_id
JOIN act_identities AS i ON i.act_id = a.id
LEFT JOIN provenance AS n ON n.act_id = a.id AND n.pointer = q.pointer
ORDER BY coalesce(n.confidence, a.confidence), s.name, s.sha256, q.position"""
_VALUES: Final = """
SELECT s.name, s.sha256, a.ordinal, a.id, i.key, n.pointer, NULL, NULL, n.span_start, n.span_end, n.raw, n.confidence
FROM provenance AS n
JOIN acts AS a ON a.id = n.act_id
JOIN sources AS s ON s.id = a.source_id AND s.status = 'loaded'
JOIN act_identities AS i ON i.act_id = a.id
WHERE n.confidence < :below
ORDER BY n.confidence, s.name, s.sha256, a.ordinal, n.position"""


def doubts(connection: Connection, driver: Driver, *, below: float, limit: int | None) -> Iterator[JsonObject]:
    """Yield what is doubtful, each value once, `limit` of them where one is given; few are in memory at a time."""
    settled = {(each.sha256, each.ordinal, each.path) for each in ledger.all_of(driver) if each.state in {"active", "confirmed"}}
    rows = chain(_rows(connection, _PROBLEMS), _rows(connection, _VALUES, below=below))
    yield from islice(_fresh(_Records(connection, driver), rows, settled), limit)


def _rows(connection: Connection, query: str, **parameters: float) -> Iterator[Row[*tuple[Any, ...]]]:
    yield from connection.execute(text(query).execution_options(yield_per=BATCH), parameters)


class _Records:
    """Records of acts as they are shown, with what was laid over them; those that were asked for last are kept.

    Notes of values point into the record as it is shown, problems into the reading.
    """

    def __init__(self, connection: Connection, driver: Driver) -> None:
        self._connection, self._driver = connection, driver
        self._kept: dict[int, tuple[JsonObject, Laid]] = {}

    def of(self, act_id: int) -> tuple[JsonObject, Laid]:
        if act_id not in self._kept:
            while len(self._kept) >= KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[act_id] = self._made(act_id)
        return self._kept[act_id]

    def _made(self, act_id: int) -> tuple[JsonObject, Laid]:
        record = rebuild(self._connection, [act_id])[0]
        if self._driver.one("SELECT 1 FROM corrected_acts WHERE act_id = ?", act_id) is None:
            return record, Laid(record, {}, frozenset())
        reading = rebuild(self._connection, [act_id], uncorrected=True)[0]
        active = ledger.of_source(self._driver, str(reading["sha256"]), states=("active",))
        return record, overlay(reading, [each for each in active if each.ordinal == reading["ordinal"]])


def _fresh(
    records: _Records, rows: Iterable[Row[*tuple[Any, ...]]], settled: set[tuple[str | None, int | None, str]]
) -> Iterator[JsonObject]:
    seen: set[tuple[object, ...]] = set()
    for source, sha256, ordinal, act_id, key, at, code, detail, start, end, raw, sure in rows:
        record, laid = records.of(act_id)
        own, pointer = (laid.own(at), at) if code is None else (at, laid.shown(at) if at else "")
        told = (act_id, own) if own or code is None else (act_id, own, code)
        if pointer is None or (sha256, ordinal, own) in settled or told in seen:
            continue
        if code is not None:
            seen |= {told, (act_id, own)}
        yield {
            "source": source, "sha256": sha256, "ordinal": ordinal, "id": act_id, "act": key, "field": pointer,
            "value": value_at(record, pointer) if pointer else None, "confidence": sure, "problem": code, "detail": detail,
            "span": None if start is None else [start, end], "raw": raw,
        }  # fmt: skip
