"""Tables parted by a page: two with the same header and nothing between them but what stands at a page's edge are one."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

import regex

from corpus.spans import Span
from corpus.text import fold
from extractors.tables.build import Built
from extractors.tables.labels import plays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.acts import Table
    from extractors.tables.lines import Line

ALIKE: Final = 0.85
MOST_BETWEEN: Final = 8
MOST_CAPTION: Final = 4
_PAGE: Final = regex.compile(r"(?i)(?:p[áa]g(?:ina)?\.?\s*)?[-–]?\s*\d{1,4}\s*[-–]?|(?:fl|folha)s?\.?\s*\d{1,4}")

Taken = tuple[int, int, Built]


def joined(lines: Sequence[Line], taken: Sequence[Taken]) -> list[Taken]:
    """Return the tables in order, those that go on over a page put together; each with its range of lines."""
    found: list[Taken] = []
    for each in sorted(taken, key=lambda one: one[0]):
        if found and _goes_on(lines, found[-1], each):
            begun, _, built = found.pop()
            found.append((begun, each[1], _together(built, each[2])))
        else:
            found.append(each)
    return found


def _goes_on(lines: Sequence[Line], one: Taken, other: Taken) -> bool:
    """Whether a table is the rest of the one before: the same header again, and only a page's edge between."""
    first, second = one[2].table, other[2].table
    between = lines[one[1] : other[0]]
    if len(between) > MOST_BETWEEN or not between or not _same_columns(first, second) or _is_closed(first):
        return False
    above = [line.text for line in lines[max(0, one[0] - MOST_CAPTION) : one[0]]]
    edges = [_is_edge(line, above) for line in between]
    return all(edges) and any(plays("continued", line.text) or _again(line, above) for line in between)


def _is_closed(table: Table) -> bool:
    """Whether a table ends in a total of all: what follows is another."""
    return bool(table.total_row_indices) and any(
        cell is not None and plays("grand", cell.value) for cell in table.rows[table.total_row_indices[-1]]
    )


def _same_columns(one: Table, other: Table) -> bool:
    names = [[fold(column.value) for column in table.columns] for table in (one, other)]
    if len(names[0]) != len(names[1]) or all(column.derived for column in one.columns):
        return False
    return _alike(" ".join(names[0]), " ".join(names[1]))


def _alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _again(line: Line, above: Sequence[str]) -> bool:
    return any(_alike(fold(line.text), fold(text)) for text in above)


def _is_edge(line: Line, above: Sequence[str]) -> bool:
    """Whether a line stands at a page's edge: "continua", a page's number, the caption again."""
    return plays("continued", line.text) or bool(_PAGE.fullmatch(line.text)) or (not line.boundary and _again(line, above))


def _together(one: Built, other: Built) -> Built:
    first, second = one.table, other.table
    shift = len(first.rows)
    totals = (*first.total_row_indices, *(at + shift for at in second.total_row_indices))
    span = Span(first.span.start, second.span.end)
    table = replace(first, rows=(*first.rows, *second.rows), total_row_indices=totals, span=span)
    moved = tuple(replace(each, where=_moved(each.where, shift)) for each in other.problems)
    return Built(table, (*one.problems, *moved))


def _moved(where: str, shift: int) -> str:
    """Return a problem's pointer with its row counted on.

    >>> _moved("/tables/here/rows/2/1", 10), _moved("/tables/here", 10)
    ('/tables/here/rows/12/1', '/tables/here')
    """
    return regex.sub(r"(?<=/rows/)\d+", lambda match: str(int(match[0]) + shift), where, count=1)
