"""The references that tie acts to one another, as they are printed and as they were resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.heads import called, marks, share, text, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.driver import Driver
    from db.plain import Row

RELATIONS: Final = ("revokes", "amends", "rectifies", "republishes", "regulates", "answers", "cites")
"""What an act does to another, what weighs most first: in this order references are told, and kept where there are too many."""

_RANK: Final = "CASE r.relation " + " ".join(f"WHEN '{name}' THEN {at}" for at, name in enumerate(RELATIONS)) + " ELSE 9 END"
_CELLS: Final = """r.act_id, r.position, r.relation, r.type, r.number, r.suffix, r.year, r.date, r.issuer, r.raw,
  t.target_id, t.candidates, t.evidence, t.confidence"""
_FROM: Final = """
FROM act_references AS r
JOIN acts AS a ON a.id = r.act_id
JOIN sources AS s ON s.id = a.source_id AND s.status = 'loaded' """
_OUT: Final = "LEFT JOIN reference_targets AS t ON t.act_id = r.act_id AND t.position = r.position WHERE r.act_id IN ({})"
_IN: Final = "JOIN reference_targets AS t ON t.act_id = r.act_id AND t.position = r.position WHERE t.target_id IN ({})"
_ORDER: Final = f" ORDER BY {_RANK}, coalesce(a.date, ''), r.act_id, r.position LIMIT ?"


@dataclass(frozen=True, slots=True)
class Citation:
    """One reference: the act in which it is printed, its place there, what it says, what it leads to.

    `raw` is what is printed. `target_id` is null where it is not sure which act is meant, or where
    the database holds none (`candidates` 0). `evidence` and `confidence` are the resolution's.
    """

    act_id: int
    position: int
    relation: str
    type: str
    number: str | None
    suffix: str | None
    year: int | None
    date: str | None
    issuer: str | None
    raw: str
    target_id: int | None
    candidates: int
    evidence: str | None
    confidence: float | None

    @property
    def name(self) -> str:
        """How the reference calls the act that it means."""
        return called(self.type, self.number, self.suffix, self.year, self.issuer)

    @property
    def pointer(self) -> str:
        """Its JSON Pointer in the record of the act that refers."""
        return f"/references/{self.position}"


def outgoing(driver: Driver, acts: Sequence[int], *, limit: int) -> tuple[tuple[Citation, ...], int]:
    """Return the first references that acts make, by weight, and how many there are."""
    return _found(driver, _OUT, acts, limit)


def incoming(driver: Driver, acts: Sequence[int], *, limit: int) -> tuple[tuple[Citation, ...], int]:
    """Return the first references of current acts that surely lead to any of `acts`, by weight, and how many there are."""
    return _found(driver, _IN, acts, limit)


def unsure(driver: Driver, *, type: str, number: str | None, relations: Sequence[str]) -> tuple[Citation, ...]:  # noqa: A002
    """Return the references of some relations to acts of a type and number of which it is not sure which act they mean."""
    if number is None:
        return ()
    where = f"{_IN.partition('WHERE')[0]} WHERE t.target_id IS NULL AND r.type = ? AND r.number = ? AND r.relation IN ({{}})"
    query = f"SELECT {_CELLS} {_FROM} {where.format(marks(relations))} ORDER BY {_RANK}, r.act_id, r.position"  # our own words
    return tuple(map(_citation, driver.all(query, type, number, *relations)))


def _found(driver: Driver, where: str, acts: Sequence[int], limit: int) -> tuple[tuple[Citation, ...], int]:
    condition = f"{_FROM} {where.format(marks(acts))}"
    rows = driver.all(f"SELECT {_CELLS} {condition} {_ORDER}", *acts, limit)  # our own words
    if len(rows) < limit:
        return tuple(map(_citation, rows)), len(rows)
    counted = driver.all(f"SELECT count(*) {condition}", *acts)  # as above
    return tuple(map(_citation, rows)), int(str(counted[0][0]))


def _citation(row: Row) -> Citation:
    act, position, relation, kind, number, suffix, year, date, issuer, raw, target, candidates, evidence, sure = row
    return Citation(
        int(str(act)), int(str(position)), str(relation), str(kind), text(number), text(suffix), whole(year), text(date),
        text(issuer), str(raw), whole(target), whole(candidates) or 0, text(evidence), share(sure),
    )  # fmt: skip
