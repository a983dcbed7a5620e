"""Lines to tables: cells, columns, rows, totals.

In goes the text after all normalizers and the stretch to search; out come the tables found there,
the stretches that are table (to be left out of provisions and prose), and what is doubtful. What
is not surely a table is left alone: a table found in prose harms more than a table missed.

The shapes are looked for in turn, each among the lines that the ones before left: cells parted by
a mark, a row a line, a cell a line, members of a body a line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from corpus.acts import Found, Table
from extractors.tables.aligned import find_aligned
from extractors.tables.apart import find_apart
from extractors.tables.arithmetic.tables import Proved, prove
from extractors.tables.build import Built, build_stack
from extractors.tables.cells import MEASURES
from extractors.tables.codes import check_codes
from extractors.tables.delimited import find_delimited
from extractors.tables.leaders import find_leaders
from extractors.tables.leads import lead_of
from extractors.tables.lined import build_run
from extractors.tables.lines import lines_of, split_total, stretches
from extractors.tables.members import find_members
from extractors.tables.page_joins import joined
from extractors.tables.rankings import find_rankings
from extractors.tables.rows import find_runs
from extractors.tables.seats import find_seats
from extractors.tables.serial import find_serial
from extractors.tables.side_by_side import unfolded
from extractors.tables.stacked import Stacks
from extractors.tables.stacked_labels import between_prose
from extractors.tables.stacked_words import find_words
from extractors.tables.total_labels import with_labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.problems import Problem
    from corpus.spans import Span
    from extractors.tables.lines import Line

__all__ = ["TableFinding", "find_tables"]

CAPTION: Final = "table-caption"
HERE: Final = "/tables/here"
"""Stands in a problem's pointer until the table's number is known."""


@dataclass(frozen=True, slots=True)
class TableFinding:
    """The tables of a stretch, in order; `spans` are what they take up, header included, caption not."""

    tables: tuple[Table, ...] = ()
    spans: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = ()


def find_tables(text: str, span: Span, *, annex: Found[str] | None = None, first: int = 0) -> TableFinding:
    """Return the tables that stand in `span` of `text` (offsets of `text` throughout).

    `annex` is the label of the annex that is searched, for the tables to carry; `first` the number of
    tables that the act already has: problems point to "/tables/<first>" and on.
    """
    lines = lines_of(text, span)
    taken: list[tuple[int, int, Built]] = []
    for shape in (_delimited, _leaders, _aligned, _lined, _seats, _rankings, _serial, _apart, _stacked, _members):
        for begun, end in _free(len(lines), taken):
            taken += shape(text, lines, begun, end, annex)
    taken = [(begun, end, unfolded(each)) for begun, end, each in joined(lines, taken)]
    built = [_checked(prove(text, each.table, each.problems, where=HERE)) for _, _, each in taken]
    return TableFinding(
        tuple(each.table for each in built),
        tuple(each.table.span for each in built),
        tuple(_numbered(problem, first + at) for at, each in enumerate(built) for problem in each.problems),
    )


def _checked(proved: Proved) -> Proved:
    """Return a table with its codes held to their check digits, and the labels of its totals as they were meant."""
    checked = check_codes(with_labels(proved.table), where=HERE)
    return Proved(checked.table, (*proved.problems, *checked.problems))


def _numbered(problem: Problem, number: int) -> Problem:
    return replace(problem, where=problem.where.replace(HERE, f"/tables/{number}", 1))


def _free(count: int, taken: Sequence[tuple[int, int, Built]]) -> tuple[tuple[int, int], ...]:
    """Return the index ranges that no table has taken."""
    found, at = [], 0
    for begun, end in sorted((begun, end) for begun, end, _ in taken):
        if begun > at:
            found.append((at, begun))
        at = end
    return (*found, (at, count)) if at < count else tuple(found)


Taken = tuple[int, int, Built]


def _delimited(text: str, lines: Sequence[Line], begun: int, end: int, annex: Found[str] | None) -> Iterator[Taken]:
    for start, stop, built in find_delimited(text, lines[begun:end], annex=annex):
        yield begun + start, begun + stop, built


def _leaders(text: str, lines: Sequence[Line], begun: int, end: int, annex: Found[str] | None) -> Iterator[Taken]:
    for start, stop, built in find_leaders(text, lines[begun:end], annex=annex):
        yield begun + start, begun + stop, built


def _aligned(text: str, lines: Sequence[Line], begun: int, end: int, annex: Found[str] | None) -> Iterator[Taken]:
    for start, stop, built in find_aligned(text, lines[begun:end], annex=annex, where=HERE):
        yield begun + start, begun + stop, built


def _lined(text: str, lines: Sequence[Line], begun: int, end: int, annex: Found[str] | None) -> Iterator[Taken]:
    part = lines[begun:end]
    for run in find_runs(text, part):
        start, built = build_run(text, part, run, annex=annex, where=HERE)
        yield begun + start, begun + run.end, built


def _seats(text: str, lines: Sequence[Line], begun: int, end: int, annex: Found[str] | None) -> Iterator[Taken]:
    for start, stop, built in find_seats(text, lines[begun:end], annex=annex):
        yield begun + start, begun + stop, built


def _serial(text: str, lines: Sequence[Line], begun: int, end: int, annex: Found[str] | None) -> Iterator[Taken]:
    for start, stop, built in find_serial(text, lines[begun:end], annex=annex):
        yield begun + start, begun + stop, built


def _rankings(text: str, lines: Sequence[Line], begun: int, end: int, annex: Found[str] | None) -> Iterator[Taken]:
    for start, stop, built in find_rankings(text, lines[begun:end], annex=annex):
        yield begun + start, begun + stop, built


def _apart(_text: str, lines: Sequence[Line], begun: int, end: int, annex: Found[str] | None) -> Iterator[Taken]:
    for start, stop, built in find_apart(lines[begun:end], annex=annex):
        yield begun + start, begun + stop, built


def _stacked(_text: str, lines: Sequence[Line], begun: int, end: int, annex: Found[str] | None) -> Iterator[Taken]:
    part = lines[begun:end]
    for start, stop in between_prose(part, stretches(part)):
        cells = [(at, cell) for at in range(start, stop) if not part[at].continued for cell in split_total(part[at])]
        run, at = [cell for _, cell in cells], 0
        before = part[start - 1] if start else None
        stacks = Stacks(run) if any(cell.kind in MEASURES for cell in run) else None
        while (stack := (stacks and stacks.find(at)) or find_words(run, at)) is not None:
            led = lead_of(run, stack, at)
            top = stack.start if led is None else led[0]
            above = run[top - 1] if top > at else before
            built = build_stack(run, stack, annex=annex, caption=caption_of(above), where=HERE, lead=led)
            yield begun + cells[top][0], begun + cells[stack.reading.end - 1][0] + 1, built
            at, before = stack.reading.end, None


def _members(text: str, lines: Sequence[Line], begun: int, end: int, annex: Found[str] | None) -> Iterator[Taken]:
    for found in find_members(text, lines[begun:end], annex=annex):
        yield begun + found.start, begun + found.end, Built(found.table, ())


def caption_of(line: Line | None) -> Found[str] | None:
    """Return the line right above a table as its caption, None where it introduces nothing."""
    if line is None or line.boundary:
        return None
    return Found(line.text.rstrip(" :"), line.span, CAPTION, 0.8)
