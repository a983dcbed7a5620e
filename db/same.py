"""The same act in two sources: found by what it says, its URN or its head, and borne out by its words.

Two acts of one source are never the same; of two sources they stay two acts, each with its own
reading, and a link. It is worked out for the acts of one source against all others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.keys import likeness

if TYPE_CHECKING:
    from db.driver import Driver
    from db.plain import Row

LEAST: Final = {"content": 0.0, "urn": 0.5, "head": 0.6}
"""Share of words that two acts must have in common, by what else they have in common."""

_BY_KEY: Final = """
SELECT n.act_id, o.act_id, CASE WHEN o.content_key = n.content_key THEN 'content' ELSE 'urn' END
FROM acts AS a
JOIN act_identities AS n ON n.act_id = a.id
JOIN act_identities AS o ON (o.content_key = n.content_key OR o.key = n.key)
JOIN acts AS b ON b.id = o.act_id AND b.source_id <> a.source_id
WHERE a.source_id = ?"""
_BY_HEAD: Final = """
SELECT n.act_id, o.act_id, 'head'
FROM acts AS a
JOIN act_identities AS n ON n.act_id = a.id
JOIN acts AS b ON b.type = a.type AND b.year = a.year AND b.number = a.number AND b.source_id <> a.source_id
  AND coalesce(b.number_suffix, '') = coalesce(a.number_suffix, '')
  AND coalesce(b.date, a.date, '') = coalesce(a.date, b.date, '')
JOIN act_identities AS o ON o.act_id = b.id AND o.body = n.body
WHERE a.source_id = ?"""
_PUT: Final = (
    "INSERT INTO act_links (act_id, other_id, relation, evidence, likeness) VALUES (?, ?, 'same_as', ?, ?) ON CONFLICT DO NOTHING"
)


def link(driver: Driver, source_id: int) -> None:
    """Write the links of a source's acts to the same acts of other sources, those that stand already aside."""
    pairs: dict[tuple[int, int], str] = {}
    for query in (_BY_HEAD, _BY_KEY):
        for one, other, evidence in driver.all(query, source_id):
            pairs[_ordered(one, other)] = str(evidence)
    if not pairs:
        return
    rows: list[Row] = []
    for (one, other), evidence in sorted(pairs.items()):
        alike = 1.0 if evidence == "content" else _likeness(driver, one, other)
        if alike >= LEAST[evidence]:
            rows.append((one, other, evidence, alike))
    driver.many(_PUT, rows)


def _ordered(one: object, other: object) -> tuple[int, int]:
    first, second = sorted((int(str(one)), int(str(other))))
    return first, second


def _likeness(driver: Driver, one: int, other: int) -> float:
    texts = [str(row[0]) for row in driver.all("SELECT text FROM acts WHERE id IN (?, ?)", one, other)]
    return likeness(texts[0], texts[-1])
