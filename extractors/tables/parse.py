"""Reading a run of lines, a cell a line, as rows, totals, headings, repeated headers and strays.

Every reading of a line earns the line and pays what tells against it; the best way through the
run is found from its end backwards, and where nothing more is earned the table ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from corpus.text import fold
from extractors.tables.cells import Kind
from extractors.tables.groups import Heading, headings_at
from extractors.tables.labels import plays
from extractors.tables.run_cells import Cells
from extractors.tables.shape import FORBIDDEN, SIGNS, SKIP, name_column, skip_last

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extractors.tables.lines import Line
    from extractors.tables.shape import Column, Shape

MOST_EXTRA: Final = 4
"""Lines that a row may have beyond one a column."""
MOST_SKIPS: Final = 1
OPENED: Final = 0.3
"""Cost up to which what is printed of a row that ends early leaves no doubt."""
MOST_OF_HEADING: Final = 4
"""Lines of a heading: number, name over two, count."""
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
_BREAKS: Final = (Total, Repeat)
"""After these a group may begin again."""
_BEGINS: Final = (Row, Repeat)


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


_STOP: Final = _Step(0.0, None)
_Ways: TypeAlias = "tuple[tuple[tuple[Item, float], ...], tuple[Heading, ...]]"
"""What may begin at a line, with what it earns, and the headings that may."""


class Run:
    """Lines that are read by one shape after another, from one header after another.

    What may begin at a line rests on the shape alone, so it is told once for all headers.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.folded = [fold(line.text) for line in lines]
        self.cells = Cells(lines)
        self._told: dict[Shape, _Told] = {}
        self._readings: dict[tuple[int, int, Shape], Reading] = {}
        self._headings: dict[int, tuple[Heading, ...]] = {}

    def read(self, start: int, end: int, shape: Shape, header: Sequence[str]) -> Reading:
        """Return the best reading of the lines from `start` to `end` as rows of `shape`.

        `header` are the folded labels of the header, which may come again: where none does, the reading is that of
        any header over these lines.
        """
        again = _Again(self.folded, header, start, end)
        if again.comes:
            return self._read(start, end, shape, again)
        key = start, end, shape
        if key not in self._readings:
            self._readings[key] = self._read(*key, again)
        return self._readings[key]

    def _read(self, start: int, end: int, shape: Shape, again: _Again) -> Reading:
        """Find the best way from the last line backwards, over the lines to which any way from the first leads."""
        usual: dict[int, _Step] = {end: _STOP}
        fresh: dict[int, _Step] = {end: _STOP}
        ways = self._ways(start, end, shape, again)
        for at in sorted(ways, reverse=True):
            items, headings = ways[at]
            best = _STOP
            for item, earned in items:
                worth = earned + (fresh if isinstance(item, _BREAKS) else usual)[item.end].worth
                if worth > best.worth:
                    best = _Step(worth, item)
            usual[at], fresh[at] = _with_headings(at, best, usual, headings) if headings else (best, best)
        return _trimmed(start, _walk(start, usual, fresh), usual[start].worth)

    def _ways(self, start: int, end: int, shape: Shape, again: _Again) -> dict[int, _Ways]:
        """Tell what may begin at each line that can be come to from `start`; headings only where a row may follow."""
        if shape not in self._told:
            self._told[shape] = _Told(self.cells, _Form.of(shape))
        told: dict[int, tuple[tuple[Item, float], ...]] = {end: ()}
        found: dict[int, _Ways] = {}
        waiting = [start]
        while waiting:
            at = waiting.pop()
            if at in found or at >= end:
                continue
            headings = self._headings_at(at, end)
            for each in (at, *(heading.end for heading in headings)):
                if each not in told:
                    told[each] = again.kept(each, self._told[shape], end)
            headings = tuple(each for each in headings if any(isinstance(item, _BEGINS) for item, _ in told[each.end]))
            found[at] = told[at], headings
            waiting += (item.end for item, _ in told[at])
            waiting += (heading.end for heading in headings)
        return found

    def _headings_at(self, at: int, end: int) -> tuple[Heading, ...]:
        if at + MOST_OF_HEADING >= end:
            return tuple(headings_at(self.lines[:end], at))
        if at not in self._headings:
            self._headings[at] = tuple(headings_at(self.lines, at))
        return self._headings[at]


@dataclass(frozen=True, slots=True)
class _Form:
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
    def of(cls, shape: Shape) -> _Form:
        costs = tuple(column.costs() for column in shape)
        opens = tuple(look != Kind.EMPTY and cost < 1 for look, cost in enumerate(costs[0]))
        exact = tuple(column.kinds | {Kind.EMPTY} for column in shape)
        begins = tuple(may or min(look, Kind.TEXT) in exact[0] for look, may in enumerate(opens))
        return cls(shape, len(shape), name_column(shape), costs, opens, begins, exact)


class _Told:
    """What may begin at each line of a run by one shape, headings apart."""

    def __init__(self, cells: Cells, form: _Form) -> None:
        self._cells, self._form = cells, form
        self._reach = 2 * form.width + MOST_EXTRA
        self._items: dict[int, tuple[tuple[Item, float], ...]] = {}

    def items(self, at: int, end: int) -> tuple[tuple[Item, float], ...]:
        """Tell what may begin at `at` and ends by `end`, and what it earns; kept where `end` does not bound it."""
        if at + self._reach >= end:
            return _items(self._cells, at, end, self._form)
        if at not in self._items:
            self._items[at] = _items(self._cells, at, end, self._form)
        return self._items[at]


class _Again:
    """Where a header comes again: as it was, or as a row that is made of its labels."""

    def __init__(self, folded: Sequence[str], header: Sequence[str], start: int, end: int) -> None:
        self._folded, self._header, self._end = folded, list(header), end
        labels = frozenset(header)
        self._labelled = frozenset(at for at in range(start, end) if folded[at] in labels)
        self.comes = bool(self._labelled)

    def told(self, at: int) -> tuple[tuple[Item, float], ...]:
        """Return the repeated header that begins at `at`, nothing where none does."""
        if at not in self._labelled:
            return ()
        end = at + len(self._header)
        if end > self._end or self._folded[at:end] != self._header:
            return ()
        return ((Repeat(end), float(len(self._header))),)

    def kept(self, at: int, told: _Told, end: int) -> tuple[tuple[Item, float], ...]:
        """Return what may begin at `at`: the header again, else what is told, rows that are headers left out."""
        if not self.comes:
            return told.items(at, end)
        items = self.told(at) or told.items(at, end)
        return tuple(each for each in items if not (isinstance(each[0], Row) and self.is_header(each[0])))

    def is_header(self, row: Row) -> bool:
        """Whether a row's cells are labels: a header that comes again in another form."""
        return sum(cell is not None and cell[0] in self._labelled for cell in row.cells) > 1


def _with_headings(at: int, best: _Step, usual: Mapping[int, _Step], headings: Sequence[Heading]) -> tuple[_Step, _Step]:
    """Return the best steps at `at` where `headings` may begin there; `usual` are the steps after it."""
    plain = in_fresh = best
    for heading in headings:
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


def _walk(start: int, usual: Mapping[int, _Step], fresh: Mapping[int, _Step]) -> tuple[Item, ...]:
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
    return isinstance(item, Row) and is_sure(item)


def is_sure(row: Row) -> bool:
    """Whether nothing but a cell at its end that is not printed tells against a row."""
    return row.cost < 1 or (row.cells[-1] is None and is_holed(row))


def is_holed(row: Row) -> bool:
    """Whether nothing but a cell that is not printed tells against a row."""
    return row.cells.count(None) == 1 and row.cost - SKIP < OPENED


def _items(cells: Cells, at: int, end: int, form: _Form) -> tuple[tuple[Item, float], ...]:
    """Tell what may begin at `at` and ends by `end`, headings apart, and what it earns."""
    look = cells.looks[at]
    found: list[tuple[Item, float]] = [(total, total.end - at - WEIGHT * total.cost) for total in _totals(cells, at, end, form)]
    if form.begins[look]:
        for row in _rows(cells, at, end, form):
            earned = row.end - at - WEIGHT * row.cost
            if earned > LEAST:
                found.append((row, earned))
    if look == Kind.ORDINAL:
        found.append((Stray(at + 1), 1 - WEIGHT * STRAY))
    return tuple(found)


def _totals(cells: Cells, at: int, end: int, form: _Form) -> Sequence[Total]:
    """Tell the rows of totals that begin at `at`: most lines are seen at once to begin none."""
    if not cells.totals[at] and (form.names == 0 or cells.lines[at].text not in form.shape[0].common):
        return ()
    return tuple(_totals_at(cells, at, end, form))


def _totals_at(cells: Cells, at: int, end: int, form: _Form) -> Iterator[Total]:
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


def _rows(cells: Cells, at: int, end: int, form: _Form) -> Sequence[Row]:
    exact = _exact_row(cells, at, end, form)
    if exact is not None:
        return (exact,)
    return _aligned_rows(cells, at, end, form) if form.opens[cells.looks[at]] else ()


def _exact_row(cells: Cells, at: int, end: int, form: _Form) -> Row | None:
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


def _aligned_rows(cells: Cells, at: int, end: int, form: _Form) -> list[Row]:
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
