"""The heads of acts as graph and status tell them, and which acts are printings of one act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.driver import Driver

MOST: Final = 500
"""Printings of one act that are looked at."""

_HEADS: Final = """
SELECT a.id, i.key, s.name, a.ordinal, a.type, a.number, a.number_suffix, a.year, a.date, a.issuer, a.issuer_acronym, p.date
FROM acts AS a
JOIN sources AS s ON s.id = a.source_id
LEFT JOIN act_identities AS i ON i.act_id = a.id
LEFT JOIN publications AS p ON p.act_id = a.id
WHERE a.id IN ({}) ORDER BY a.id"""
_ALIKE: Final = """
SELECT a.id FROM acts AS a
JOIN sources AS s ON s.id = a.source_id AND s.status = 'loaded'
WHERE a.id IN (
  SELECT other_id FROM act_links WHERE relation = 'same_as' AND act_id IN ({0})
  UNION SELECT act_id FROM act_links WHERE relation = 'same_as' AND other_id IN ({0})
  UNION SELECT n.act_id FROM act_identities AS n JOIN act_identities AS o ON o.key = n.key WHERE o.act_id IN ({0})
) ORDER BY a.id LIMIT ?"""


@dataclass(frozen=True, slots=True)
class ActHead:
    """Who an act is: `key` is its lasting name, `published` the date of its edition where the text tells; dates are ISO."""

    id: int
    key: str | None
    source: str
    ordinal: int
    type: str
    number: str | None
    suffix: str | None
    year: int | None
    date: str | None
    issuer: str | None
    acronym: str | None
    published: str | None

    @property
    def name(self) -> str:
        """Its name for people: portaria 118/2012 SEDER."""
        return called(self.type, self.number, self.suffix, self.year, self.acronym or self.issuer)

    @property
    def printed(self) -> str:
        """Where it is printed: SOURCE#ORDINAL."""
        return f"{self.source}#{self.ordinal}"


def called(kind: str, number: str | None, suffix: str | None, year: int | None, issuer: str | None) -> str:
    """Return how people call an act, from the parts of its head.

    >>> called("lei_complementar", "5", "A", 1996, None), called("oficio", None, None, None, "SES/MT")
    ('lei complementar 5-A/1996', 'oficio SES/MT')
    """
    told = "-".join(part for part in (number, suffix) if part)
    told = f"{told}/{year}" if told and year is not None else told or ("" if year is None else f"of {year}")
    return " ".join(part for part in (kind.replace("_", " "), told, issuer) if part)


def marks(cells: Sequence[object]) -> str:
    """Return as many marks for parameters as there are cells.

    >>> marks((1, 2, 3))
    '?, ?, ?'
    """
    return ", ".join("?" * len(cells))


def heads(driver: Driver, ids: Sequence[int]) -> tuple[ActHead, ...]:
    """Return the heads of acts by id; an act that is not there has none."""
    found = driver.all(_HEADS.format(marks(ids)), *ids) if ids else ()
    return tuple(
        ActHead(
            int(str(row[0])), text(row[1]), str(row[2]), int(str(row[3])), str(row[4]), text(row[5]), text(row[6]),
            whole(row[7]), text(row[8]), text(row[9]), text(row[10]), text(row[11]),
        )
        for row in found
    )  # fmt: skip


def printings(driver: Driver, act_id: int) -> tuple[int, ...]:
    """Return the ids of all current printings of an act, itself among them: acts of one key, and those linked as the same."""
    found, fresh = {act_id}, [act_id]
    while fresh and len(found) < MOST:
        listed = marks(fresh)
        rows = driver.all(_ALIKE.format(listed), *fresh, *fresh, *fresh, MOST)
        fresh = [each for each in (int(str(row[0])) for row in rows) if each not in found]
        found |= set(fresh)
    return tuple(sorted(found))


def text(cell: object) -> str | None:
    """Return a cell that is text, None for any other."""
    return cell if isinstance(cell, str) else None


def whole(cell: object) -> int | None:
    """Return a cell that is a whole number, None for any other."""
    return cell if isinstance(cell, int) else None


def share(cell: object) -> float | None:
    """Return a cell that is a number, None for any other."""
    return float(cell) if isinstance(cell, (int, float)) else None
