"""Which act a reference leads to where no act has its number and year, for one figure of them was misread.

A guess, told as one (`misread`, with a confidence below that of a fact), and only where much speaks for it:
one source of the two is damaged, or the figure was not surely read; the type agrees; the numbers differ in
one figure that scanning takes for the other (`figure_pairs.csv`); and the full dates agree, or the year
is one that has not come when the citing act was made and the issuer that is named is the act's. Where
two acts fit, none is meant.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from corpus.knowledge import records
from db.naming import agree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from db.driver import Driver
    from db.plain import Cell, Row

CONFIDENCE: Final = 0.6
DAMAGED: Final = 0.005
"""Share of damaged words from which a source may have misread figures too."""
UNSURE: Final = 0.95
"""Confidence of a number or year below which it may have been misread."""

_MATCH: Final = f"""
SELECT r.act_id, r.position, r.number, r.year, r.date, r.issuer, c.id, k.key, c.number, c.year, c.issuer, c.issuer_acronym
FROM acts AS a
JOIN sources AS d ON d.id = a.source_id AND d.status = 'loaded'
JOIN act_references AS r ON r.act_id = a.id AND r.number IS NOT NULL AND r.year IS NOT NULL
JOIN acts AS c ON c.type = r.type AND c.id <> a.id AND {{close}}
  AND length(c.number) = length(r.number) AND (c.number = r.number) <> (c.year = r.year)
  AND c.number IS NOT NULL AND c.year IS NOT NULL AND lower(coalesce(c.number_suffix, '')) = lower(coalesce(r.suffix, ''))
JOIN sources AS s ON s.id = c.source_id AND s.status = 'loaded'
JOIN act_identities AS k ON k.act_id = c.id
JOIN act_identities AS i ON i.act_id = a.id
JOIN bodies AS b ON b.key = k.body
JOIN bodies AS u ON u.key = i.body
WHERE {{of}} AND i.key <> k.key
  AND NOT EXISTS (SELECT 1 FROM reference_targets AS t WHERE t.act_id = r.act_id AND t.position = r.position)
  AND (b.level = 'federal' OR b.key = u.key OR (b.level IN ('estadual', 'distrital') AND b.state = u.state)
    OR (b.level = 'municipal' AND b.municipality = u.municipality))
  AND (d.damage >= {DAMAGED} OR s.damage >= {DAMAGED} OR EXISTS (
    SELECT 1 FROM provenance AS n WHERE n.confidence < {UNSURE}
    AND ((n.act_id = a.id AND n.pointer IN ('/references/' || r.position || '/number', '/references/' || r.position || '/year'))
      OR (n.act_id = c.id AND n.pointer IN ('/number', '/year')))))
ORDER BY r.act_id, r.position, c.id"""  # noqa: S608  # our own words
_DATED: Final = "c.date = r.date"
_TO_COME: Final = "r.date IS NULL AND r.issuer IS NOT NULL AND r.year > a.year"
_NUMBERED: Final = f"c.number = r.number AND {_TO_COME}"
_SOURCE: Final = "a.source_id = ?"
_REFERENCE: Final = "r.act_id = ? AND r.position = ?"
_ANY_DATED: Final = """
SELECT 1 FROM acts AS a JOIN act_references AS r ON r.act_id = a.id AND r.date IS NOT NULL
JOIN acts AS c ON c.date = r.date AND c.type = r.type WHERE a.source_id = ? LIMIT 1"""
_ANY_TO_COME: Final = f"""
SELECT 1 FROM acts AS a JOIN act_references AS r ON r.act_id = a.id AND {_TO_COME} WHERE a.source_id = ? LIMIT 1"""  # noqa: S608
"""Most sources have nothing of the kind; that is told sooner than what."""
_BY_DATE: Final = """
SELECT DISTINCT r.act_id, r.position FROM acts AS c JOIN act_references AS r ON r.date = c.date AND r.type = c.type
WHERE c.source_id = ?"""
_BY_NUMBER: Final = """
SELECT DISTINCT r.act_id, r.position FROM acts AS c
JOIN act_references AS r ON r.type = c.type AND r.number = c.number AND r.year > c.year AND r.date IS NULL
JOIN acts AS a ON a.id = r.act_id AND r.year > a.year
WHERE c.source_id = ?"""
_PUT: Final = """
INSERT INTO reference_targets (act_id, position, target_id, candidates, evidence, confidence) VALUES (?, ?, ?, 1, 'misread', ?)"""


def meant(driver: Driver, source_id: int) -> set[tuple[int, int]]:
    """Return the references, by act and position, that acts of a source could be meant by, were a figure misread."""
    found = (*driver.all(_BY_DATE, source_id), *driver.all(_BY_NUMBER, source_id))
    return {(int(str(act)), int(str(position))) for act, position in found}


def resolve_source(driver: Driver, source_id: int) -> None:
    """Resolve those references of a source's acts that lead nowhere as they are."""
    for some, close in ((_ANY_DATED, _DATED), (_ANY_TO_COME, _NUMBERED)):
        if driver.all(some, source_id):
            _put(driver, driver.all(_MATCH.format(close=close, of=_SOURCE), source_id))


def resolve(driver: Driver, references: Iterable[tuple[int, int]]) -> None:
    """Resolve some references, as far as they lead nowhere as they are."""
    for each in references:
        for close in (_DATED, _NUMBERED):
            _put(driver, driver.all(_MATCH.format(close=close, of=_REFERENCE), *each))


def _put(driver: Driver, rows: Iterable[Row]) -> None:
    told: list[Row] = []
    for place, matches in groupby(rows, key=lambda row: row[:2]):
        fitting = {str(row[7]): row[6] for row in matches if _fits(row)}
        if len(fitting) == 1:
            told.append((*place, *fitting.values(), CONFIDENCE))
    if told:
        driver.many(_PUT, told)


def _fits(row: Row) -> bool:
    """Whether a reference and an act differ in one figure, and no issuer contradicts it."""
    _, _, number, year, date, issuer, _, _, other, others_year, name, acronym = row
    named = isinstance(issuer, str) and name is not None
    if (named or date is None) and not (named and agree(str(issuer), _text(name), _text(acronym))):
        return False
    return off_by(f"{number}/{year}", f"{other}/{others_year}") == 1


def _text(cell: Cell) -> str | None:
    return cell if isinstance(cell, str) else None


def off_by(read: str, printed: str) -> int | None:
    """Return in how many figures two numbers differ; None where scanning does not explain it.

    >>> [off_by("118/2012", other) for other in ("113/2012", "118/2012", "112/2012", "18/2012")]
    [1, 0, None, None]
    """
    if len(read) != len(printed):
        return None
    pairs = [(one, other) for one, other in zip(read, printed, strict=True) if one != other]
    return len(pairs) if all(one in _alike().get(other, "") for one, other in pairs) else None


@cache
def _alike() -> Mapping[str, str]:
    return {row["figure"]: row["read"] for row in records("figure_pairs")}
