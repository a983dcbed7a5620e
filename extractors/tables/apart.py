"""Tables of which OCR read first the labels, then all names, then all figures, a column after another.

Nothing tells where the rows are but counts, so these must prove it: after the labels, of which the first is known, as
many figures a column as there are names, and totals that are the sums of their columns. Without totals, one column of
figures alone is believed, under labels that are all known.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from corpus.acts import Found, Table
from extractors.tables.build import Built
from extractors.tables.cells import NUMBERS, Kind, plain
from extractors.tables.labels import plays
from extractors.tables.lines import over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from corpus.acts import Cell
    from extractors.tables.lines import Line

RULE: Final = "table-columns-apart"
FEWEST: Final = 3
FEWEST_UNPROVED: Final = 5
MOST_LABELS: Final = 6
LONGEST: Final = 60
PARTS: Final = ("label", "measure_label", "code_label", "order_label")


def find_apart(lines: Sequence[Line], *, annex: Found[str] | None) -> Iterator[tuple[int, int, Built]]:
    """Tell the tables among `lines` whose columns stand one after another under known labels: index range, and the table."""
    if sum(line.kind in NUMBERS for line in lines) < FEWEST:
        return
    at = 0
    while at < len(lines):
        found = _table(lines, at, annex)
        if found is not None:
            yield at, found[0], found[1]
        at = found[0] if found is not None else at + 1


def _table(lines: Sequence[Line], at: int, annex: Found[str] | None) -> tuple[int, Built] | None:
    if not _is_label(lines[at]) or lines[at].boundary:
        return None
    names = _run(lines, at, lambda line: line.kind is Kind.TEXT and not line.total)
    figures = _run(lines, names, lambda line: line.kind in NUMBERS)
    ways = [way for width in range(1, MOST_LABELS) if (way := _way(lines, at, names, figures, width)) is not None]
    if len(ways) != 1:
        return None
    width, sums = ways[0]
    labels, count = at + width + 1, names - at - width - 1
    columns = [lines[names + each * count : names + (each + 1) * count] for each in range(width)]
    rows = [(_cell(lines[labels + row]), *(_cell(column[row]) for column in columns)) for row in range(count)]
    rows += [tuple(_cell(line) for line in sums)] if sums else []
    end = figures + len(sums)
    heads = tuple(Found(line.text, line.span, RULE, 0.9) for line in lines[at:labels])
    totals = (count,) if sums else ()
    return end, Built(Table(annex, None, heads, tuple(rows), totals, over(lines[at:end])), ())


def _way(lines: Sequence[Line], at: int, names: int, figures: int, width: int) -> tuple[int, Sequence[Line]] | None:
    """Return the columns of figures and the lines of their totals, None where counts, sums or labels tell against it."""
    labels, count = at + width + 1, names - at - width - 1
    if count < FEWEST or figures - names != width * count or any(len(line.text) > LONGEST for line in lines[at:names]):
        return None
    if any(_is_label(line) for line in lines[labels:names]):
        return None
    sums = _sums(lines, figures, [lines[names + each * count : names + (each + 1) * count] for each in range(width)])
    if sums is None:
        return None
    sure = width == 1 and count >= FEWEST_UNPROVED and all(map(_is_label, lines[at:labels]))
    return (width, sums) if sums or sure else None


def _run(lines: Sequence[Line], at: int, fits: Callable[[Line], bool]) -> int:
    """Return the index after the lines from `at` on that fit."""
    while at < len(lines) and fits(lines[at]):
        at += 1
    return at


def _is_label(line: Line) -> bool:
    return any(plays(part, line.text) for part in PARTS) and not line.total


def _sums(lines: Sequence[Line], at: int, columns: Sequence[Sequence[Line]]) -> Sequence[Line] | None:
    """Return the lines of the totals, label first; none where no total follows, None where one is not the sum."""
    if at >= len(lines) or not lines[at].total:
        return ()
    told = lines[at + 1 : at + 1 + len(columns)]
    if len(told) < len(columns) or any(line.kind not in NUMBERS for line in told):
        return None
    right = all(sum(map(_value, column)) == _value(line) for column, line in zip(columns, told, strict=True))
    return lines[at : at + 1 + len(columns)] if right else None


def _value(line: Line) -> Decimal:
    return Decimal(plain(line.text) or 0)


def _cell(line: Line) -> Cell:
    return Found(plain(line.text) or line.text, line.span, RULE, 0.85)
