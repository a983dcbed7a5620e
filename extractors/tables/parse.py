"""Reading a run of lines, a cell a line, as rows, totals, headings, repeated headers and strays.

Every reading of a line earns the line and pays what tells against it; the best way through the
run is found from its end backwards, and where nothing more is earned the table ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from corpus.text import fold
from extractors.tables.groups import Heading, headings_at
from extractors.tables.labels import plays
from extractors.tables.run_cells import Cells
from extractors.tables.run_items import WEIGHT, Form, Item, Repeat, Row, Told, Total
from extractors.tables.shape import SKIP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractors.tables.lines import Line
    from extractors.tables.run_items import Earned
    from extractors.tables.shape import Shape

OPENED: Final = 0.3
"""Cost up to which what is printed of a row that ends early leaves no doubt."""
MOST_OF_HEADING: Final = 4
"""Lines of a heading: number, name over two, count."""

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
_Ways: TypeAlias = "tuple[tuple[Earned, ...], tuple[Heading, ...]]"
"""What may begin at a line, with what it earns, and the headings that may."""


class Run:
    """Lines that are read by one shape after another, from one header after another.

    What may begin at a line rests on the shape alone, so it is told once for all headers.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.folded = [fold(line.text) for line in lines]
        self.cells = Cells(lines)
        self._told: dict[Shape, Told] = {}
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
            self._told[shape] = Told(self.cells, Form.of(shape))
        told: dict[int, tuple[Earned, ...]] = {end: ()}
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


class _Again:
    """Where a header comes again: as it was, or as a row that is made of its labels."""

    def __init__(self, folded: Sequence[str], header: Sequence[str], start: int, end: int) -> None:
        self._folded, self._header, self._end = folded, list(header), end
        labels = frozenset(header)
        self._labelled = frozenset(at for at in range(start, end) if folded[at] in labels)
        self.comes = bool(self._labelled)

    def told(self, at: int) -> tuple[Earned, ...]:
        """Return the repeated header that begins at `at`, nothing where none does."""
        if at not in self._labelled:
            return ()
        end = at + len(self._header)
        if end > self._end or self._folded[at:end] != self._header:
            return ()
        return ((Repeat(end), float(len(self._header))),)

    def kept(self, at: int, told: Told, end: int) -> tuple[Earned, ...]:
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
