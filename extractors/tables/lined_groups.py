"""Headings over groups of rows in tables of a row a line: "REGIÃO NORTE" on a line of its own right above its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corpus.acts import Cell, Found
from corpus.text import fold
from extractors.tables.groups import group_word
from extractors.tables.labels import plays

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.spans import Span
    from extractors.tables.lines import Line

RULE: Final = "table-group-value"
LONGEST: Final = 80
FEWEST: Final = 2
"""Headings that make a column: one alone is a caption."""


def groups_of(lines: Sequence[Line], start: int, rows: Sequence[Span]) -> Mapping[Span, Line]:
    """Return the heading over each row that has one; nothing where fewer than two stand there, or one comes again.

    `start` is the first row's index among `lines`, `rows` the rows' spans. What comes again is a page's header.
    """
    inside, heading = set(rows), lines[start - 1] if start and _is_heading(lines[start - 1]) else None
    found: dict[Span, Line] = {}
    told = [heading] if heading is not None else []
    for at in range(start, len(lines)):
        if lines[at].span in inside:
            if heading is not None:
                found[lines[at].span] = heading
        elif _is_heading(lines[at]) and at + 1 < len(lines) and lines[at + 1].span in inside:
            heading = lines[at]
            told.append(heading)
        if lines[at].span == rows[-1]:
            break
    names = {fold(line.text) for line in told}
    return found if len(told) >= FEWEST and len(names) == len(told) else {}


def _is_heading(line: Line) -> bool:
    return (
        plays("group", line.text) and len(line.text) <= LONGEST and not line.total and not any(map(str.isdigit, line.text[-3:]))
    )


def cell_of(heading: Line | None) -> Cell:
    """Return a heading as the cell that each of its rows carries."""
    return None if heading is None else Found(heading.text.rstrip(" :"), heading.span, RULE, 0.85, derived=True)


def label_of(groups: Mapping[Span, Line], span: Span) -> Found[str]:
    """Return the label of the column of headings; `span` is the table's."""
    return Found(group_word([line.text for line in groups.values()]), span, RULE, 0.5, derived=True)
