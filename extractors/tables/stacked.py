"""Tables with a cell a line, as copies of web pages have them.

A header of two to twenty short lines stands before the cells, once or before each group of rows.
What the columns are is learnt from the cells: a row is found that comes again, its kinds of cells
are the shape, and the whole run is read by it (:mod:`extractors.tables.parse`); what was read
sharpens the shape, and the run is read again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extractors.tables.cells import MEASURES, Kind
from extractors.tables.groups import Heading
from extractors.tables.labels import plays
from extractors.tables.parse import Reading, Run, is_holed, is_sure
from extractors.tables.run_items import Repeat, Total
from extractors.tables.shape import ALIKE, Column, continues, learn, seed
from extractors.tables.signs import Signs
from extractors.tables.stacked_labels import LEFT_OUT, are_labels, is_known, is_label, left_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.tables.lines import Line
    from extractors.tables.shape import Shape

FEWEST, MOST = 2, 20
FEWEST_SEEN: Final = 8
DOUBTFUL: Final = 0.7
LONE_GROUP: Final = 2.0
AGAIN: Final = 10.0
"""What it tells for a header that it is that of a table before."""
FEWEST_ALL_FIGURES: Final = 3
FEWEST_WITH_HOLES: Final = 3
"""Plain rows, and columns, from which rows that lack a cell count as well."""
LOOK: Final = 120
"""Lines that a first reading looks at."""
LATEST_SEED: Final = 6
"""Lines that headings or a broken cell may put before the first plain row."""
NEXT_ROW_WITHIN: Final = 6
"""Lines beyond a row's width: the row between may be broken, a heading may stand before it."""
NEAR: Final = 2
"""Lines before a header in which no figure stands: else it is the middle of something else."""
FARTHEST: Final = 3 * MOST + LATEST_SEED + 2
"""Lines after a header's first within which its first row ends."""
MOST_MISSED: Final = 8
"""Lines of headings and broken cells that, with a row of totals, may part two plain rows."""
MOST_READ: Final = 10
"""Guesses at a header's place that are read; the others explain less."""
WORTH_READING: Final = 0.6
"""A label that ends in a word cut short: "Valor Unit.", "1º trim."."""


@dataclass(frozen=True, slots=True)
class Stack:
    """A stacked table found in a run of lines.

    `header` are the labels, each a range of line indices; `over` tells whether the first of them heads
    the headings over groups and no column of the rows.
    """

    start: int
    header: tuple[tuple[int, int], ...]
    over: bool
    shape: Shape
    reading: Reading

    @property
    def worth(self) -> float:
        """Lines explained, less the doubts; a doubtful first row tells against the header's place."""
        first = next(iter(self.reading.rows), None)
        doubtful = first is not None and first.cost >= DOUBTFUL
        lone = LONE_GROUP * _is_lone_group(self.reading)
        return self.reading.worth + (self.reading.start - self.start) - doubtful - lone


class Stacks:
    """The stacked tables of a run of lines, sought one after another."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.signs = Signs.of(lines)
        self.run = Run(lines)
        self.known: set[tuple[str, ...]] = set()
        """The labels of the tables found so far, folded."""

    def find(self, start: int) -> Stack | None:
        """Return the first stacked table from index `start` on, None where there is none."""
        lines, signs = self.lines, self.signs
        for at in range(start, len(lines) - FEWEST):
            if signs.measured(max(start, at - NEAR), at) or not signs.measured(at, at + FARTHEST) or not is_label(lines[at]):
                continue
            if left_out(lines, at, start) > LEFT_OUT:
                continue
            first = _best(self.run, at, signs)
            if first is not None:
                later = (_best(self.run, after, signs) for after in range(at + 1, at + 4))
                rivals = [first, *(rival for rival in later if rival is not None)]
                best = max(rivals, key=lambda stack: self._worth(stack, start))
                whole = _read_all(self.run, best)
                self.known.add(self._labels(whole))
                if not _is_lone_group(whole.reading) or any(isinstance(item, Total | Repeat) for item in whole.reading.items):
                    return whole
        return None

    def _labels(self, stack: Stack) -> tuple[str, ...]:
        return tuple(self.run.folded[stack.header[0][0] : stack.header[-1][1]])

    def _worth(self, stack: Stack, start: int) -> float:
        """What a table is worth among its rivals: a header that stood over another table before is surely one."""
        again = AGAIN if self._labels(stack) in self.known else 0.0
        return stack.worth + again - left_out(self.lines, stack.start, start)


def _is_lone_group(reading: Reading) -> bool:
    """Whether one heading stands over all: more likely a row or a caption misread."""
    headings = [item for item in reading.items if isinstance(item, Heading)]
    return (
        len(headings) == 1 and headings[0].count is None and not any(isinstance(item, Total | Repeat) for item in reading.items)
    )


@dataclass(frozen=True, slots=True)
class _Guess:
    """A header and a row's shape, before anything is read; `span` is the lines that plain rows of it explain."""

    header: tuple[tuple[int, int], ...]
    over: bool
    shape: Shape
    explained: int


def _best(run: Run, at: int, signs: Signs) -> Stack | None:
    """Return the table with its header at `at` that explains most."""
    guesses = sorted(_guesses(run.lines, at, signs), key=lambda guess: -guess.explained)
    found = []
    for guess in guesses[:MOST_READ]:
        if guess.explained < WORTH_READING * guesses[0].explained:
            break
        end = min(len(run.lines), guess.header[-1][1] + _look(guess.shape))
        stack = _read(run, guess, end)
        if stack is not None:
            found.append(stack)
    return max(found, key=lambda stack: stack.worth, default=None)


def _look(shape: Shape) -> int:
    """Return how many lines a first reading takes: some rows, however wide."""
    return max(LOOK, FEWEST_SEEN * len(shape))


def _guesses(lines: Sequence[Line], at: int, signs: Signs) -> Iterator[_Guess]:
    """Tell for each header the shapes to try.

    They are that of the first plain row; the one that explains most of those that begin as the body does (its
    first row may be broken); and the one that explains most.
    """
    for header, over in _headers(lines, at):
        body, width = header[-1][1], len(header) - over
        labels = [line.text for line in lines[at:body]]
        guesses = [
            _Guess(header, over, shape, _explained(lines, first, shape, labels, signs))
            for first, shape in _seeds(lines, body, width, signs)
        ]
        begun = [guess for guess in guesses[1:] if guess.shape[0].cost(lines[body]) == 0]
        yield from guesses[:1]
        yield from sorted(begun, key=lambda guess: -guess.explained)[:1]
        yield from sorted((guess for guess in guesses[1:] if guess not in begun), key=lambda guess: -guess.explained)[:1]


def _explained(lines: Sequence[Line], first: int, shape: Shape, labels: Sequence[str], signs: Signs) -> int:
    """Count the lines that plain rows of `shape` and repeated headers take up, less half of those between."""
    at, count, missed, skipped, width = first, 0, 0, 0, len(shape)
    end = min(len(lines), first + _look(shape)) - width
    plain, broken, early, holed = signs.fitting(shape, first, min(len(lines), end + width + 1))
    while at <= end and missed <= width + MOST_MISSED:
        if plain >> (at - first) & 1:
            at, count, missed = at + width, count + width, 0
        elif broken >> (at - first) & 1:
            at, count, missed = at + width + 1, count + width, 0
        elif early >> (at - first) & 1:
            at, count, missed = at + width - 1, count + width - 1, 0
        elif holed >> (at - first) & 1:
            at, count, missed = at + width - 1, count + width - 2, 0
        elif lines[at].text == labels[0] and lines[at + 1].text == labels[1]:
            at, count, missed = at + len(labels), count + len(labels), 0
        else:
            at, missed, skipped = at + 1, missed + 1, skipped + 1
    return count - (skipped - missed) // 2


def _headers(lines: Sequence[Line], at: int) -> Iterator[tuple[tuple[tuple[int, int], ...], bool]]:
    """Tell the headers that may begin at `at`: each label's lines, and whether the first heads groups."""
    labels: list[tuple[int, int]] = []
    for end in range(at, min(len(lines), at + MOST + 2)):
        line = lines[end]
        if not is_label(line):
            return
        if labels and line.kind is Kind.TEXT and continues(lines[end - 1].text, line.text):
            labels[-1] = (labels[-1][0], end + 1)
        else:
            labels.append((end, end + 1))
        if end + 1 >= len(lines) or not are_labels(lines, labels):
            continue
        if FEWEST <= len(labels) <= MOST:
            yield tuple(labels), False
        if FEWEST < len(labels) <= MOST + 1:
            yield tuple(labels), True


def _seeds(lines: Sequence[Line], body: int, width: int, signs: Signs) -> Iterator[tuple[int, Shape]]:
    """Tell the shapes of rows near the start of the body that come again, and where the first such row is.

    Where the first row is broken, the second gives its shape.
    """
    seen: set[tuple[Kind, ...]] = set()
    for at in range(body, min(body + LATEST_SEED + width, len(lines) - width + 1)):
        if not signs.measured(at, at + width) or signs.totalled(at, at + width):
            continue
        kinds = signs.kinds[at : at + width]
        if kinds not in seen and (_comes_again(signs.kinds, at + width, kinds) or signs.totalled(at + width, at + width + 2)):
            seen.add(kinds)
            yield at, seed(lines[at : at + width])


def _comes_again(all_kinds: Sequence[Kind], after: int, kinds: Sequence[Kind]) -> bool:
    """Whether a row of the same kinds begins within a row's width and a few lines of `after`."""
    alike = [ALIKE[kind] for kind in kinds]
    for start in range(after, min(after + len(kinds) + NEXT_ROW_WITHIN, len(all_kinds) - len(kinds) + 1)):
        at = start
        for may in alike:
            if all_kinds[at] not in may:
                break
            at += 1
        else:
            return True
    return False


def _read(run: Run, guess: _Guess, end: int) -> Stack | None:
    """Read the body up to `end` twice, by the seed's shape and by the shape then learnt."""
    header, over, shape = guess.header, guess.over, guess.shape
    start, body = header[0][0], header[-1][1]
    labels = run.folded[start:body]
    reading = run.read(body, end, shape, labels)
    if not _is_table(reading, over=over):
        return None
    shape = _learnt(run.lines, reading)
    reading = run.read(body, end, shape, labels)
    stack = Stack(start, header, over, shape, reading)
    sound = _is_table(reading, over=over) and _header_fits(run.lines, stack) and _has_evidence(run.lines, stack)
    return stack if sound else None


def _read_all(run: Run, found: Stack) -> Stack:
    """Read on where a first reading stopped at its bound, each time twice as far, until the table ends well before."""
    body, count = found.header[-1][1], len(run.lines)
    guess = _Guess(found.header, found.over, found.shape, 0)
    end = min(count, body + 2 * _look(found.shape))
    while True:
        whole = _read(run, guess, end)
        if end == count or (whole is not None and whole.reading.end + _look(found.shape) <= end):
            return whole if whole is not None else found
        end = min(count, body + 2 * (end - body))


def _learnt(lines: Sequence[Line], reading: Reading) -> Shape:
    sure = [row for row in reading.rows if row.cost < 1] or list(reading.rows)
    return learn([[None if cell is None else lines[cell[0]] for cell in row.cells] for row in sure])


def _is_table(reading: Reading, *, over: bool) -> bool:
    """Whether enough of the rows are sure."""
    rows = reading.rows
    plain = sum(row.cost < 1 for row in rows)
    sure = sum(map(is_sure, rows)) if plain > 1 else plain
    if plain >= FEWEST_WITH_HOLES and rows and len(rows[0].cells) >= FEWEST_WITH_HOLES:
        sure = sum(is_sure(row) or is_holed(row) for row in rows)
    totals = sum(isinstance(item, Total) for item in reading.items)
    groups = sum(isinstance(item, Heading) for item in reading.items)
    repeats = sum(isinstance(item, Repeat) for item in reading.items)
    if over and not (groups and isinstance(reading.items[0], Heading)):
        return False
    return sure >= (1 if totals or repeats else 2) and sure >= 0.7 * len(rows)


def _has_evidence(lines: Sequence[Line], stack: Stack) -> bool:
    """Whether there is more than chance allows: three rows, two wide ones, one with its total, or labels that are known.

    Rows of figures alone need three, of more than one sort: a list of numbers is no table.
    """
    sure = sum(row.cost < 1 for row in stack.reading.rows)
    kinds = {kind for column in stack.shape for kind in column.kinds}
    if not any(column.is_text for column in stack.shape):
        return sure >= FEWEST_ALL_FIGURES and len({column.kinds for column in stack.shape}) > 1
    if sure >= FEWEST_ALL_FIGURES or (sure > 1 and len(stack.shape) > FEWEST):
        return True
    if any(isinstance(item, Total) for item in stack.reading.items):
        return bool(kinds & {Kind.MONEY, Kind.DECIMAL, Kind.INTEGER})
    known = sum(is_known(lines[begun].text) for begun, _ in stack.header)
    return known == len(stack.header)


def _header_fits(lines: Sequence[Line], stack: Stack) -> bool:
    """Whether the labels are labels: none is a value of its column, none a figure over figures."""
    labels = stack.header[1:] if stack.over else stack.header
    values = _values(lines, stack.reading, len(stack.shape))
    if _is_label_left_in(lines, stack):
        return False
    for at, ((begun, end), column) in enumerate(zip(labels, stack.shape, strict=True)):
        text = " ".join(line.text for line in lines[begun:end])
        if text in values[at] or not _heads(lines[begun], column) or _is_heading(text, stack.reading):
            return False
    if stack.over and not _heads_groups(lines[stack.header[0][0]], stack.reading):
        return False
    mixed = sum(column.is_text and bool(column.kinds & MEASURES) for column in stack.shape)
    return any(column.is_measure for column in stack.shape) and mixed * 2 <= len(stack.shape)


def _is_label_left_in(lines: Sequence[Line], stack: Stack) -> bool:
    """Whether the first line of the body is a label of the header, as it seems: a known one in their case, no cell again."""
    first, last = lines[stack.reading.start], lines[stack.reading.start - 1]
    if first.kind is not Kind.TEXT or not is_known(first.text) or first.text.isupper() != last.text.isupper():
        return False
    return sum(line.text == first.text for line in lines[stack.reading.start : stack.reading.end]) == 1


def _is_heading(label: str, reading: Reading) -> bool:
    """Whether a label opens as the headings over groups do: then it is the first of them."""
    headings = [item for item in reading.items if isinstance(item, Heading)]
    word = label.split(" ", 1)[0]
    return " " in label and plays("group", label) and any(item.name.value.startswith(word) for item in headings)


def _heads_groups(line: Line, reading: Reading) -> bool:
    """Whether `line` may head the headings: where they say what they are, it must be such a word too."""
    worded = any(isinstance(item, Heading) and plays("group", item.name.value) for item in reading.items)
    return not worded or plays("group", line.text)


def _heads(line: Line, column: Column) -> bool:
    """Whether `line` may be the label of `column`."""
    if line.kind is Kind.TEXT:
        return True
    return column.is_measure and not (column.kinds <= {Kind.INTEGER, Kind.CODE, Kind.DATE} and line.kind in column.kinds)


def _values(lines: Sequence[Line], reading: Reading, width: int) -> list[set[str]]:
    values: list[set[str]] = [set() for _ in range(width)]
    for row in reading.rows:
        for at, cell in enumerate(row.cells):
            if cell is not None:
                values[at].add(lines[cell[0]].text)
    return values
