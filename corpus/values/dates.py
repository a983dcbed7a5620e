"""Pure rules about dates: the century of a two-digit year, the names of the months.

>>> full_year(96), full_year(22), full_year(30, near=1931)
(1996, 2022, 1930)
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from corpus.errors import KnowledgeError
from corpus.knowledge import rows, strings
from corpus.text import fold

FIRST_YEAR: Final = 1808
"""The first gazette of Brazil, the Gazeta do Rio de Janeiro, came out in September 1808."""
LAST_YEAR: Final = 2099
PIVOT: Final = 40
"""Two digits up to this are of the 2000s, above it of the 1900s, where nothing nearer is known."""


def full_year(year: int, *, near: int | None = None) -> int:
    """Return a two-digit year in four digits; one of four digits comes back as it is.

    With `near`, a year that the document is known to be of, the century is the one that puts the
    year closest to it; else `PIVOT` decides.
    """
    if year >= 100:  # noqa: PLR2004 - written in full
        return year
    if near is None:
        return year + (2000 if year <= PIVOT else 1900)
    return min((year + century for century in (1800, 1900, 2000)), key=lambda full: abs(full - near))


def real_date(year: int, month: int, day: int) -> date | None:
    """Return the date, None where the calendar has no such day or the year is outside the gazettes' time.

    >>> real_date(2023, 2, 29)
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=1)
def month_names() -> dict[str, tuple[int, float]]:
    """Return folded name → (month, confidence): 1 for names and abbreviations, less for damaged ones."""
    names: dict[str, tuple[int, float]] = {}
    for row in rows("months"):
        number = row.get("number")
        if not isinstance(number, int):
            raise KnowledgeError(f"months.toml, row {row['id']}: number must be an integer")
        names |= {fold(name): (number, 0.85) for name in strings(row, "damaged")}
        names |= {fold(name): (number, 1.0) for name in (*strings(row, "names"), *strings(row, "abbreviations"))}
    return names


@lru_cache(maxsize=1)
def weekday_names() -> dict[str, int]:
    """Return folded name → day of the week as `date.weekday` counts, 0 for Monday."""
    names: dict[str, int] = {}
    for row in rows("weekdays"):
        number = row.get("number")
        if not isinstance(number, int):
            raise KnowledgeError(f"weekdays.toml, row {row['id']}: number must be an integer")
        names |= {fold(name): number for name in strings(row, "names")}
    return names
