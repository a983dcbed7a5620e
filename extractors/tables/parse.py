"""Reading a run of lines, a cell a line, as rows, totals, headings, repeated headers and strays.

Every reading of a line earns the line and pays what tells against it; the best way through the
run is found from its end backwards, and where nothing more is earned the table ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corpus.text import fold
from extractors.tables.cells import Kind
from extractors.tables.groups import Heading, headings_at
from extractors.tables.labels import plays
from extractors.tables.shape import FORBIDDEN, SKIP, continues, name_column

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.tables.lines import Line
    from extractors.tables.shape import Column, Shape

MOST_EXTRA: Final = 4
"""Lines that a row may have beyond one a column."""
MOST_JOINED: Final = 3
MOST_SKIPS: Final = 1
MOST_OF_HEADING: Final = 4
"""Lines of a heading: number, name over two, count."""
STRAY: Final = 0.6
TOTAL_AS_ROW: Final = 1.0
WEIGHT: Final = 1.5
"""What a doubt weighs against the lines that a row takes in."""
LEAST: Final = -1.0
"""What a row may cost beyond its lines, for what it leads on to: a row with nothing printed in a column."""
SMALLEST_WITH_SKIPS: Final = 3


@dataclass(frozen=True, slots=True)
class Row:
    """Each column's lines, first and after last; None where nothing is printed."""

    end: int
    cells: tuple[tuple[int, int] | None, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Total:
    """`lead` lines stand before the label's own, sums after it up to `end`."""

    end: int
    lead: tuple[int, ...]
    label: int
    cost: float


@dataclass(frozen=True, slots=True)
class Repeat:
    """The header again."""

    end: int


@dataclass(frozen=True, slots=True)
class Stray:
    """A list number that belongs to no cell."""

    end: int


Item = Row | Total | Repeat | Stray | Heading


@dataclass(frozen=True, slots=True)
class Reading:
    """The items from `start` on, and what they earn together."""

    start: int
    items: tuple[Item, ...]
    worth: float

    @property
    def end(self) -> int:
        """Index after the last line taken in."""
        return self.items[-1].end if self.items else self.start

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows, totals apart."""
        return tuple(item for item in self.items if isinstance(item, Row))


@dataclass(frozen=True, slots=True)
class _Step:
    worth: float
    item: Item | None


def read_run(lines: Sequence[Line], start: int, shape: Shape, header: Sequence[str]) -> Reading:
    """Return the best reading of `lines` from `start` on as rows of `shape`.

    `header` are the folded labels of the header, which may come again.
    """
    stop = _Step(0.0, None)
    usual: list[_Step] = [stop] * (len(lines) + 1)
    fresh: list[_Step] = [stop] * (len(lines) + 1)
    for at in range(len(lines) - 1, start - 1, -1):
        best = stop
        for item, earned in _items(lines, at, shape, header):
            onward = fresh if isinstance(item, Total | Repeat) else usual
            worth = earned + onward[item.end].worth
            if worth > best.worth:
                best = _Step(worth, item)
        usual[at], fresh[at] = _with_headings(lines, at, best, usual)
    return _trimmed(start, _walk(start, usual, fresh), usual[start].worth)


def _with_headings(lines: Sequence[Line], at: int, best: _Step, usual: Sequence[_Step]) -> tuple[_Step, _Step]:
    plain = in_fresh = best
    if not any(isinstance(step.item, Row | Repeat) for step in usual[at + 1 : at + 1 + MOST_OF_HEADING]):
        return plain, in_fresh
    for heading in headings_at(lines, at):
        onward = usual[heading.end]
        if not (isinstance(onward.item, Row) or (isinstance(onward.item, Repeat) and plays("group", heading.name.value))):
            continue
        taken = heading.end - at
        worth = taken - WEIGHT * heading.cost + onward.worth
        if worth > plain.worth:
            plain = _Step(worth, heading)
        worth = taken - WEIGHT * heading.fresh_cost + onward.worth
        if worth > in_fresh.worth:
            in_fresh = _Step(worth, heading)
    return plain, in_fresh


def _walk(start: int, usual: Sequence[_Step], fresh: Sequence[_Step]) -> tuple[Item, ...]:
    items: list[Item] = []
    step = usual[start]
    while step.item is not None:
        items.append(step.item)
        onward = fresh if isinstance(step.item, Total | Repeat) else usual
        step = onward[step.item.end]
    return tuple(items)


def _trimmed(start: int, items: tuple[Item, ...], worth: float) -> Reading:
    """Return the reading up to its last total or sure row."""
    end = len(items)
    while end and not (isinstance(items[end - 1], Total) or _sure(items[end - 1])):
        end -= 1
    return Reading(start, items[:end], worth)


def _sure(item: Item) -> bool:
    return isinstance(item, Row) and item.cost < 1


def _items(lines: Sequence[Line], at: int, shape: Shape, header: Sequence[str]) -> Iterator[tuple[Item, float]]:
    """Tell what may begin at `at`, headings apart, and what it earns."""
    if (
        header
        and fold(lines[at].text) == header[0]
        and [fold(line.text) for line in lines[at : at + len(header)]] == list(header)
    ):
        yield Repeat(at + len(header)), float(len(header))
        return
    for total in _totals(lines, at, shape):
        yield total, total.end - at - WEIGHT * total.cost
    for row in _rows(lines, at, shape):
        if _is_header(lines, row, header):
            continue
        earned = row.end - at - WEIGHT * row.cost
        if earned > LEAST:
            yield row, earned
    if lines[at].kind is Kind.ORDINAL:
        yield Stray(at + 1), 1 - WEIGHT * STRAY


def _is_header(lines: Sequence[Line], row: Row, header: Sequence[str]) -> bool:
    """Whether a row's cells are labels: a header that comes again in another form."""
    return sum(cell is not None and fold(lines[cell[0]].text) in header for cell in row.cells) > 1


def _totals(lines: Sequence[Line], at: int, shape: Shape) -> Iterator[Total]:
    label = at
    while label < min(len(lines), at + name_column(shape)) and not lines[label].total:
        if lines[label].text not in shape[label - at].common:
            return
        label += 1
    if label >= len(lines) or not lines[label].total:
        return
    lead = tuple(range(at, label))
    end = label + 1
    while end < len(lines) and end - label < len(shape) and lines[end].kind not in (Kind.TEXT, Kind.DATE):
        end += 1
        placed = place_sums(lines[label + 1 : end], shape[after_label(shape, len(lead)) :])
        if placed is not None:
            yield Total(end, lead, label, placed)


def after_label(shape: Shape, lead: int) -> int:
    """Return the first column for a total's sums: after its label, which stands under the names."""
    after = max(lead, name_column(shape)) + 1
    return after if any(not column.is_text for column in shape[after:]) else lead


def place_sums(sums: Sequence[Line], columns: Shape) -> float | None:
    """Return what it costs to place the sums in order in columns that hold figures; None where they do not fit."""
    best = [0.0] + [FORBIDDEN] * len(sums)
    for column in columns:
        for placed in range(len(sums), 0, -1):
            best[placed] = min(best[placed], best[placed - 1] + sum_cost(column, sums[placed - 1]))
    return best[-1] if best[-1] < FORBIDDEN else None


def sum_cost(column: Column, line: Line) -> float:
    """What it costs to read `line` as the sum of `column`."""
    if line.kind is Kind.EMPTY:
        return 0.0
    if column.is_text or (column.kinds and not column.is_measure):
        return FORBIDDEN
    return column.cost(line)


def _rows(lines: Sequence[Line], at: int, shape: Shape) -> Iterator[Row]:
    exact = _exact_row(lines, at, shape)
    if exact is not None:
        yield exact
        return
    if lines[at].kind is not Kind.EMPTY and shape[0].cost(lines[at]) < 1:
        yield from _aligned_rows(lines, at, shape)


def _exact_row(lines: Sequence[Line], at: int, shape: Shape) -> Row | None:
    """Return the row of one line a cell, where every cell is of its column's kind."""
    width, end = len(shape), at + len(shape)
    if end > len(lines):
        return None
    cells = lines[at:end]
    if any(line.kind is not Kind.EMPTY and line.kind not in column.kinds for column, line in zip(shape, cells, strict=True)):
        return None
    if any(line.total for line in cells[: name_column(shape) + 1]):
        return None
    if shape[-1].is_text and end < len(lines) and lines[end].kind is Kind.TEXT and continues(cells[-1].text, lines[end].text):
        return None
    cost = sum(column.cost(line) for column, line in zip(shape, cells, strict=True))
    return Row(end, tuple((at + column, at + column + 1) for column in range(width)), cost / 2)


_State = tuple[float, int, tuple[tuple[int, int] | None, ...]]


def _aligned_rows(lines: Sequence[Line], at: int, shape: Shape) -> Iterator[Row]:
    """Tell the rows that begin at `at`: cells over several lines, columns with nothing printed."""
    last = min(len(lines), at + len(shape) + MOST_EXTRA)
    limit = max(1.9, 0.35 * len(shape))
    states: dict[int, _State] = {at: (0.0, 0, ())}
    for column in shape:
        onward: dict[int, _State] = {}
        for begun, (cost, skips, cells) in states.items():
            if skips < MOST_SKIPS and len(shape) >= SMALLEST_WITH_SKIPS and cells:
                _keep(onward, begun, (cost + SKIP, skips + 1, (*cells, None)))
            for end, more in _cell_ends(lines, begun, last, column):
                _keep(onward, end, (cost + more, skips, (*cells, (begun, end))))
        states = {end: state for end, state in onward.items() if state[0] <= limit + SKIP}
    for end, (cost, _, cells) in states.items():
        if end > at:
            yield Row(end, cells, cost)


def _keep(states: dict[int, _State], end: int, state: _State) -> None:
    if end not in states or state[0] < states[end][0]:
        states[end] = state


def _cell_ends(lines: Sequence[Line], begun: int, last: int, column: Column) -> Iterator[tuple[int, float]]:
    """Tell where a cell that begins at `begun` may end, and its cost."""
    if begun >= last:
        return
    cost = column.cost(lines[begun]) + (TOTAL_AS_ROW if lines[begun].total else 0.0)
    yield begun + 1, cost
    for end in range(begun + 1, min(last, begun + MOST_JOINED)):
        more = column.join_cost(lines[end - 1], lines[end])
        if more >= FORBIDDEN:
            return
        cost += more
        yield end + 1, cost
