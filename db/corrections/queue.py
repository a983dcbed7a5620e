"""The queue of doubtful values: what a person should look at next.

Open problems come first, the act that is least sure before others; then single values, the least
sure first. A value that a person corrected or accepted is out of it; so is a problem of one.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from db.corrections import ledger
from db.corrections.anchors import value_at
from db.rebuild import rebuild

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from corpus.records import JsonObject
    from db.driver import Driver
    from db.plain import Row

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
WHERE n.confidence < ?
ORDER BY n.confidence, s.name, s.sha256, a.ordinal, n.position"""


def doubts(connection: Connection, driver: Driver, *, below: float, limit: int | None) -> Iterator[JsonObject]:
    """Yield what is doubtful, each value once, `limit` of them where one is given."""
    settled = {(each.sha256, each.ordinal, each.path) for each in ledger.all_of(driver) if each.state in {"active", "confirmed"}}
    rows = (*driver.all(_PROBLEMS), *driver.all(_VALUES, below))
    seen: set[tuple[object, ...]] = set()
    yield from islice(_fresh(connection, rows, settled, seen), limit)


def _fresh(
    connection: Connection, rows: tuple[Row, ...], settled: set[tuple[str | None, int | None, str]], seen: set[tuple[object, ...]]
) -> Iterator[JsonObject]:
    for source, sha256, ordinal, act_id, key, pointer, code, detail, start, end, raw, sure in rows:
        place = (sha256, ordinal, pointer)
        if place in settled or ((*place, code) in seen if pointer == "" else place in seen):
            continue
        seen |= {place, (*place, code)}
        record = rebuild(connection, [int(str(act_id))])[0]
        yield {
            "source": source, "sha256": sha256, "ordinal": ordinal, "id": act_id, "act": key, "field": pointer,
            "value": value_at(record, str(pointer)) if pointer else None, "confidence": sure, "problem": code, "detail": detail,
            "span": None if start is None else [int(str(start)), int(str(end))], "raw": raw,
        }  # fmt: skip
