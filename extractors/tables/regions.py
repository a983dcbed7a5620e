"""Cells that name regions: those that OCR damaged, given the name that the text itself tells.

There is no list of regions as there is one of municipalities: health regions, poles and offices are drawn
anew by each state and decade. What the source says stands for it: the names behind "Região de Saúde" and
its kin in the prose, and those that come again in the column. In a damaged source a name that stands
there once, and that the channel explains from exactly one of them, is repaired; everything else stays.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import regex

from corpus.decisions import TABLE_REGION
from corpus.text import fold
from extractors.tables.channel import cost_of
from extractors.tables.labels import plays

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.acts import Found, Table

SURE: Final = 0.9
CLEARLY: Final = 3.0
"""Nats by which the name that explains a damaged one must be cheaper than the next."""
SHORTEST: Final = 4
"""Letters of a name below which another's slip cannot be told from a name of its own."""

HEADER: Final = regex.compile(r"\b(?:(?:macrorr|microrr|r)egi(?:ao|oes|onal|onais)|polos?)\b")
"""What a column of regions is headed by, folded."""

GIVEN: Final = regex.compile(
    r"""\b(?:(?:Macrorr|Microrr|R)egi(?:ão|ões|onal|onais)|P[óo]los?|REGI(?:ÃO|ÕES|ONAL))
        (?:\ de\ [Ss]aúde|\ DE\ SAÚDE)?+ (?:\ d[aeo]s?|\ D[AEO]S?|:)?+[ ]
        (?P<name>\p{Lu}[\p{L}'’-]++(?:\ (?:d[aeo]s?\ )?\p{Lu}[\p{L}'’-]++){0,4}+)""",
    regex.VERBOSE,
)


def given_names(text: str) -> Counter[str]:
    """Count the names of regions in prose, as they are printed.

    >>> given_names("a Região de Saúde do Vale Sereno e a Regional Alto Pardo; na região norte")
    Counter({'Vale Sereno': 1, 'Alto Pardo': 1})
    """
    return Counter(found["name"] for found in GIVEN.finditer(text, timeout=10))


def with_regions(tables: tuple[Table, ...], text: str) -> tuple[Table, ...]:
    """Return the tables of a damaged source with the names of regions repaired that `text` and the tables explain."""
    columns = [(at, column) for at, table in enumerate(tables) for column in _columns(table)]
    if not columns:
        return tables
    seen = Counter(cell.value for at, column in columns for _, cell in _cells(tables[at], column))
    given = given_names(text)
    known = {name for name in {*seen, *given} if given[name] or seen[name] > 1}
    made = list(tables)
    for at, column in columns:
        made[at] = _repaired(made[at], column, known)
    return tuple(made)


def _columns(table: Table) -> Iterable[int]:
    return (at for at, name in enumerate(table.columns) if HEADER.search(fold(name.value)))


def _cells(table: Table, column: int) -> Iterator[tuple[int, Found[str]]]:
    """Give the cells of a column that hold names, with their rows."""
    for at, row in enumerate(table.rows):
        cell = row[column]
        if cell is None or at in table.total_row_indices or plays("total", cell.value):
            continue
        if sum(map(str.isalpha, cell.value)) >= SHORTEST:
            yield at, cell


def _repaired(table: Table, column: int, known: set[str]) -> Table:
    rows = list(table.rows)
    for at, cell in _cells(table, column):
        name = _meant(cell.value, known)
        if name is not None:
            told = f"of the regions that the source names only {name} is read so"
            mended = replace(cell, value=name, rule=TABLE_REGION, confidence=SURE, witnesses=(told,), otherwise=cell.value)
            rows[at] = tuple(mended if place == column else other for place, other in enumerate(rows[at]))
    return replace(table, rows=tuple(rows))


def _meant(read: str, known: set[str]) -> str | None:
    """Return the one known name that OCR may have read so; None for a known name, and where none or several explain it."""
    if read in known or any(fold(read) == fold(name) and name.isupper() != read.isupper() for name in known):
        return None
    offered = (name.upper() if read.isupper() else name for name in known)
    costs = sorted((cost, name) for name in set(offered) if (cost := cost_of(read, name)) is not None)
    if not costs or (len(costs) > 1 and costs[1][0] - costs[0][0] < CLEARLY):
        return None
    return costs[0][1] if costs[0][1] != read else None
