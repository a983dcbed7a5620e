"""What may begin at a line of a run of cells by one shape: a row, a row of totals, a stray number; and what it earns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extractors.tables.cells import Kind
from extractors.tables.groups import Heading
from extractors.tables.shape import FORBIDDEN, SIGNS, SKIP, name_column, skip_last

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.tables.lines import Line
    from extractors.tables.run_cells import Cells
    from extractors.tables.shape import Column, Shape

MOST_EXTRA: Final = 4
"""Lines that a row may have beyond one a column."""
MOST_SKIPS: Final = 1
STRAY: Final = 0.6
LEFT_OUT: Final = 0.8
"""What it tells against a total that a figure after it fits one more of its columns."""
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
Earned = tuple[Item, float]
"""What may begin at a line, and what it earns."""


@dataclass(frozen=True, slots=True)
class Form:
    """A shape with what is asked of it at every line: its names' column and each column's costs."""

    shape: Shape
    width: int
    names: int
    costs: tuple[tuple[float, ...], ...]
    opens: tuple[bool, ...]
    """By look (`extractors.tables.shape.look_of`): whether a row of several lines a cell may begin with it."""
    begins: tuple[bool, ...]
    """By look: whether any row may begin with it."""
    exact: tuple[frozenset[Kind], ...]
    """By column: the kinds of a plain row's cells."""

    @classmethod
    def of(cls, shape: Shape) -> Form:
        """Return a shape with what is asked of it."""
        costs = tuple(column.costs() for column in shape)
        opens = tuple(look != Kind.EMPTY and cost < 1 for look, cost in enumerate(costs[0]))
        exact = tuple(column.kinds | {Kind.EMPTY} for column in shape)
        begins = tuple(may or min(look, Kind.TEXT) in exact[0] for look, may in enumerate(opens))
        return cls(shape, len(shape), name_column(shape), costs, opens, begins, exact)


class Told:
    """What may begin at each line of a run by one shape, headings apart."""

    def __init__(self, cells: Cells, form: Form) -> None:
        self._cells, self._form = cells, form
        self._reach = 2 * form.width + MOST_EXTRA
        self._items: dict[int, tuple[Earned, ...]] = {}

    def items(self, at: int, end: int) -> tuple[Earned, ...]:
        """Tell what may begin at `at` and ends by `end`, and what it earns; kept where `end` does not bound it."""
        if at + self._reach >= end:
            return _items(self._cells, at, end, self._form)
        if at not in self._items:
            self._items[at] = _items(self._cells, at, end, self._form)
        return self._items[at]


def _items(cells: Cells, at: int, end: int, form: Form) -> tuple[Earned, ...]:
    """Tell what may begin at `at` and ends by `end`, headings apart, and what it earns."""
    look = cells.looks[at]
    found: list[Earned] = [(total, total.end - at - WEIGHT * total.cost) for total in _totals(cells, at, end, form)]
    if form.begins[look]:
        for row in _rows(cells, at, end, form):
            earned = row.end - at - WEIGHT * row.cost
            if earned > LEAST:
                found.append((row, earned))
    if look == Kind.ORDINAL:
        found.append((Stray(at + 1), 1 - WEIGHT * STRAY))
    return tuple(found)


def _totals(cells: Cells, at: int, end: int, form: Form) -> Sequence[Total]:
    """Tell the rows of totals that begin at `at`: most lines are seen at once to begin none."""
    if not cells.totals[at] and (form.names == 0 or cells.lines[at].text not in form.shape[0].common):
        return ()
    return tuple(_totals_at(cells, at, end, form))


def _totals_at(cells: Cells, at: int, end: int, form: Form) -> Iterator[Total]:
    lines, label, shape = cells.lines, at, form.shape
    while label < min(end, at + form.names) and not cells.totals[label]:
        if lines[label].text not in shape[label - at].common:
            return
        label += 1
    if label >= end or not cells.totals[label]:
        return
    lead = tuple(range(at, label))
    last, columns = label + 1, shape[after_label(shape, len(lead)) :]
    ways: list[tuple[int, float]] = []
    while last < end and last - label < len(shape) and lines[last].kind not in (Kind.TEXT, Kind.DATE):
        last += 1
        placed = place_sums(lines[label + 1 : last], columns)
        if placed is not None:
            ways.append((last, placed))
    for last, placed in ways:
        left_out = LEFT_OUT if last < ways[-1][0] and ways[-1][1] == 0 else 0.0
        yield Total(last, lead, label, placed + left_out)


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


def _rows(cells: Cells, at: int, end: int, form: Form) -> Sequence[Row]:
    exact = _exact_row(cells, at, end, form)
    if exact is not None:
        return (exact,)
    return _aligned_rows(cells, at, end, form) if form.opens[cells.looks[at]] else ()


def _exact_row(cells: Cells, at: int, end: int, form: Form) -> Row | None:
    """Return the row of one line a cell, where every cell is of its column's kind."""
    last = at + form.width
    if last > end:
        return None
    kinds, step = cells.kinds, at
    for may in form.exact:
        if kinds[step] not in may:
            return None
        step += 1
    if True in cells.totals[at : at + form.names + 1]:
        return None
    if form.shape[-1].is_text and last < end and cells.looks[last] >= SIGNS and cells.joins(last):
        return None
    cost = sum([costs[look] for costs, look in zip(form.costs, cells.looks[at:last], strict=True)])
    return Row(last, tuple((column, column + 1) for column in range(at, last)), cost / 2)


_State = tuple[float, int, tuple[tuple[int, int] | None, ...]]


def _aligned_rows(cells: Cells, at: int, end: int, form: Form) -> list[Row]:
    """Return the rows that begin at `at`: cells over several lines, columns with nothing printed."""
    width = form.width
    last = min(end, at + width + MOST_EXTRA)
    most = max(1.9, 0.35 * width) + SKIP
    may_skip = width >= SMALLEST_WITH_SKIPS
    states: dict[int, _State] = {at: (0.0, 0, ())}
    for number, column in enumerate(form.shape, 1):
        onward: dict[int, _State] = {}
        skip = skip_last(form.shape) if number == width else SKIP
        for begun, (cost, skips, row) in states.items():
            if may_skip and skips < MOST_SKIPS and row and cost + skip <= most:
                _keep(onward, begun, (cost + skip, skips + 1, (*row, None)))
            for after, more in cells.ends(begun, last, column):
                if cost + more <= most:
                    _keep(onward, after, (cost + more, skips, (*row, (begun, after))))
        if not onward:
            return []
        states = onward
    return [Row(after, row, cost) for after, (cost, _, row) in states.items() if after > at]


def _keep(states: dict[int, _State], end: int, state: _State) -> None:
    if end not in states or state[0] < states[end][0]:
        states[end] = state
