"""Which act a reference leads to, among the acts that are current.

An act could be meant where type, number, suffix and year agree and nothing contradicts it: a
federal act may be cited everywhere, a state's within the state, a municipality's within it. A
reference is resolved where one act alone is surely meant: its issuer is named, or its full date;
or, where it is the only one that could be meant, it is of the citing act's own issuer (for laws and
decrees, of its own jurisdiction), as one cites at home. Who speaks must be known of both. In doubt
it stays unresolved, and tells how many acts could be meant. Printings of one act in several sources
have one key and count as one.

A reference for which no act could be meant as it is written may still be a misread one: see `db.misread`.

It is done after each load for the references of the source's acts and for those, of all others,
that the source's acts could be meant by.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from db import misread
from db.naming import agree
from db.urns import LEVEL_SPEAKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.driver import Driver
    from db.plain import Row

SURE: Final = {"issuer": 0.95, "date": 0.97, "own_issuer": 0.8, "jurisdiction": 0.8}
SURER: Final = 0.99
"""Issuer and full date both agree."""
ODD_DATE: Final = 0.7
"""The issuer agrees, the full date does not: one of the two was misread."""

_HEARD: Final = """(b.level = 'federal' OR b.key = u.key OR (b.level IN ('estadual', 'distrital') AND b.state = u.state)
    OR (b.level = 'municipal' AND b.municipality = u.municipality))"""
_PERHAPS: Final = f"(u.level IS NULL OR b.level IS NULL OR {_HEARD})"
_OWN: Final = (
    """(b.key = u.key OR (b.key IS NULL AND u.key IS NULL AND c.issuer_folded = a.issuer_folded AND c.place = a.place))"""
)
_NEAR: Final = """(b.level = u.level AND (b.level = 'federal' OR (b.level IN ('estadual', 'distrital') AND b.state = u.state)
    OR b.municipality = u.municipality))"""
_MATCH: Final = f"""
SELECT r.act_id, r.position, r.type, r.date, r.issuer, c.id, k.key, c.date, c.issuer, c.issuer_acronym,
  CASE WHEN {_OWN} THEN 1 ELSE 0 END,
  CASE WHEN {_NEAR} THEN 1 ELSE 0 END,
  CASE WHEN {_HEARD} OR {_OWN} THEN 1 ELSE 0 END
FROM acts AS a
JOIN sources AS d ON d.id = a.source_id AND d.status = 'loaded'
JOIN act_references AS r ON r.act_id = a.id
JOIN acts AS c ON c.type = r.type AND c.number = r.number AND (r.year IS NULL OR c.year = r.year) AND c.id <> a.id
  AND lower(coalesce(c.number_suffix, '')) = lower(coalesce(r.suffix, ''))
JOIN sources AS s ON s.id = c.source_id AND s.status = 'loaded'
JOIN act_identities AS k ON k.act_id = c.id
JOIN act_identities AS i ON i.act_id = a.id
LEFT JOIN bodies AS b ON b.key = k.body
LEFT JOIN bodies AS u ON u.key = i.body
WHERE {{}} AND i.key <> k.key AND {_PERHAPS}
ORDER BY r.act_id, r.position, c.id"""  # noqa: S608  # our own words
_OF_SOURCE: Final = _MATCH.format("a.source_id = ?")
_OF_REFERENCE: Final = _MATCH.format("r.act_id = ? AND r.position = ?")
_MEANT: Final = f"""
SELECT DISTINCT r.act_id, r.position
FROM acts AS c
JOIN act_references AS r ON r.type = c.type AND r.number = c.number AND (r.year = c.year OR r.year IS NULL)
JOIN acts AS a ON a.id = r.act_id
JOIN act_identities AS k ON k.act_id = c.id
JOIN act_identities AS i ON i.act_id = a.id
LEFT JOIN bodies AS b ON b.key = k.body
LEFT JOIN bodies AS u ON u.key = i.body
WHERE c.source_id = ? AND {_PERHAPS}"""  # noqa: S608  # our own words
_ANY_MATCH: Final = """
SELECT 1 FROM acts AS a JOIN act_references AS r ON r.act_id = a.id
JOIN acts AS c ON c.type = r.type AND c.number = r.number AND (r.year IS NULL OR c.year = r.year) AND c.id <> a.id
WHERE a.source_id = ? LIMIT 1"""
_ANY_MEANT: Final = """
SELECT 1 FROM acts AS c
JOIN act_references AS r ON r.type = c.type AND r.number = c.number AND (r.year = c.year OR r.year IS NULL)
WHERE c.source_id = ? LIMIT 1"""
"""Most sources have nothing to tie; that is told sooner than what."""
_CLEAR: Final = "DELETE FROM reference_targets WHERE act_id = ? AND position = ?"
_CLEAR_SOURCE: Final = "DELETE FROM reference_targets WHERE act_id IN (SELECT id FROM acts WHERE source_id = ?)"
_PUT: Final = """
INSERT INTO reference_targets (act_id, position, target_id, candidates, evidence, confidence) VALUES (?, ?, ?, ?, ?, ?)"""


class Candidate(NamedTuple):
    """An act that a reference could mean; `own` and `near` tell whether issuer and jurisdiction are the citing act's.

    `heard` tells whether it surely speaks where the citing act stands.
    """

    act_id: int
    key: str
    date: str | None
    issuer: str | None
    acronym: str | None
    own: bool
    near: bool
    heard: bool


class Found(NamedTuple):
    """What a reference leads to."""

    target: int | None
    candidates: int
    evidence: str | None
    confidence: float | None


def meant(driver: Driver, source_id: int) -> set[tuple[int, int]]:
    """Return the references, by act and position, that acts of a source could be meant by."""
    found = driver.all(_MEANT, source_id) if driver.all(_ANY_MEANT, source_id) else ()
    return {(int(str(act)), int(str(position))) for act, position in found} | misread.meant(driver, source_id)


def resolve_source(driver: Driver, source_id: int, *, fresh: bool = False) -> None:
    """Resolve the references of a source's acts; `fresh` where none of them was resolved before."""
    if not fresh:
        driver.run(_CLEAR_SOURCE, source_id)
    if driver.all(_ANY_MATCH, source_id):
        _put(driver, driver.all(_OF_SOURCE, source_id))
    misread.resolve_source(driver, source_id)


def resolve(driver: Driver, references: Iterable[tuple[int, int]]) -> None:
    """Resolve some references anew; those whose act is gone are passed over."""
    wanted = sorted(references)
    driver.many(_CLEAR, wanted)
    for each in wanted:
        _put(driver, driver.all(_OF_REFERENCE, *each))
    misread.resolve(driver, wanted)


def could_mean(driver: Driver, act_id: int, position: int) -> set[int]:
    """Return the ids of all acts that a reference could mean, whether or not it is sure which."""
    rows = driver.all(_OF_REFERENCE, act_id, position)
    return {each.act_id for each in _possible(_text(rows[0][4]), [_candidate(row) for row in rows])} if rows else set()


def _possible(issuer: str | None, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that the issuer which a reference names does not rule out."""
    return [each for each in candidates if issuer is None or each.issuer is None or agree(issuer, each.issuer, each.acronym)]


def _put(driver: Driver, rows: Sequence[Row]) -> None:
    """Write what the references lead to, given their matches in order."""
    told: list[Row] = []
    for (act, position, kind, date, issuer), matches in groupby(rows, key=lambda row: row[:5]):
        candidates = [_candidate(row) for row in matches]
        found = choose(str(kind), _text(date), _text(issuer), candidates)
        if found is not None:
            told.append((act, position, *found))
    if told:
        driver.many(_PUT, told)


def _candidate(row: Row) -> Candidate:
    _, _, _, _, _, act, key, date, issuer, acronym, *told = row
    own, near, heard = (each == 1 for each in told)
    return Candidate(int(str(act)), str(key), _text(date), _text(issuer), _text(acronym), own, near, heard)


def _text(cell: object) -> str | None:
    return cell if isinstance(cell, str) else None


def choose(kind: str, date: str | None, issuer: str | None, candidates: Sequence[Candidate]) -> Found | None:
    """Return what a reference leads to; None where no candidate could be meant.

    `kind`, `date` and `issuer` are the reference's.
    """
    possible = _possible(issuer, candidates)
    if not possible:
        return None
    count = len({each.key for each in possible})
    for evidence, sure in _sure(kind, date, issuer, possible):
        if len({each.key for each in sure}) == 1:
            return Found(sure[0].act_id, count, evidence, _confidence(evidence, date, sure[0]))
        if sure:
            break
    return Found(None, count, None, None)


def _sure(
    kind: str, date: str | None, issuer: str | None, possible: Sequence[Candidate]
) -> Iterable[tuple[str, Sequence[Candidate]]]:
    """Yield kinds of evidence, the strongest first, each with the candidates for which it speaks."""
    named = [each for each in possible if each.heard and issuer is not None and each.issuer is not None]
    dated = [each for each in possible if each.heard and date is not None and each.date == date]
    yield "issuer", [each for each in named if each in dated]
    yield "date", [each for each in dated if issuer is None]
    yield "issuer", named
    if issuer is None and len({each.key for each in possible}) == 1:
        fits = [each for each in possible if date is None or each.date is None]
        if kind in LEVEL_SPEAKS:
            yield "jurisdiction", [each for each in fits if each.near]
        else:
            yield "own_issuer", [each for each in fits if each.own]


def _confidence(evidence: str, date: str | None, found: Candidate) -> float:
    if evidence == "issuer" and date is not None and found.date is not None:
        return SURER if found.date == date else ODD_DATE
    return SURE[evidence]
