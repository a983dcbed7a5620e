"""From a reading of lines to a table: columns, cells with their spans, totals in their columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Cell, Found, Table
from corpus.problems import Problem
from extractors.tables.cells import Kind, is_amount, order, plain
from extractors.tables.groups import Heading, group_word
from extractors.tables.labels import plays
from extractors.tables.lines import over
from extractors.tables.run_items import Row, Total, after_label, sum_cost
from extractors.tables.shape import FORBIDDEN, name_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.tables.groups import Part
    from extractors.tables.lines import Line
    from extractors.tables.stacked import Stack

_PLAIN: Final = regex.compile(r"-?[0-9]++(?:\.[0-9]++)?")
CELL: Final = "table-stacked-cell"
JOINED: Final = "table-stacked-joined"
LABEL: Final = "table-label"
CARRIED: Final = "table-group-value"
GROUP_COLUMN: Final = "table-group-column"
UNCERTAIN: Final = 0.4
"""Confidence of a cell that may be that of the column beside."""
ADDS_UP: Final = 10.0
"""What it is worth that a sum is that of its column."""


@dataclass(frozen=True, slots=True)
class Built:
    """A table, the stretch that its header and cells take up, and what is doubtful in it."""

    table: Table
    problems: tuple[Problem, ...]


def build_stack(  # noqa: PLR0913 - what stands above the header is told in three parts
    lines: Sequence[Line],
    stack: Stack,
    *,
    annex: Found[str] | None,
    caption: Found[str] | None,
    where: str,
    lead: tuple[int, Heading] | None = None,
) -> Built:
    """Return the table of a stack; `where` is its JSON Pointer, `lead` the heading above its header and where it begins."""
    return _Builder(lines, stack, where, lead).built(annex, caption)


class _Builder:
    """Carries the group's values down while the items are walked."""

    def __init__(self, lines: Sequence[Line], stack: Stack, where: str, lead: tuple[int, Heading] | None) -> None:
        self.lines, self.stack, self.where = lines, stack, where
        self.items = stack.reading.items
        headings = [*([lead[1]] if lead else []), *(item for item in self.items if isinstance(item, Heading))]
        self.start = lead[0] if lead else stack.start
        self.fields = tuple(
            field
            for field in ("number", "name", "count")
            if sum(getattr(each, field) is not None for each in headings) * 2 > len(headings)
        )
        self.whats = Counter(each.what for each in headings if each.what)
        self.names = [each.name.value for each in headings]
        labels = stack.header[1:] if stack.over else stack.header
        self.labels = tuple(self._found_label(begun, end) for begun, end in labels)
        self.rows: list[tuple[Cell, ...]] = []
        self.totals: list[int] = []
        self.problems: list[Problem] = []
        self.group: Heading | None = lead[1] if lead else None
        self.closed = False
        self.sums: dict[int, Decimal] = defaultdict(Decimal)
        self.open_sums: dict[int, Decimal] = defaultdict(Decimal)

    def built(self, annex: Found[str] | None, caption: Found[str] | None) -> Built:
        for index, item in enumerate(self.items):
            self._take(index, item)
        span = over(self.lines[self.start : self.stack.reading.end])
        table = Table(annex, caption, (*self._group_columns(), *self.labels), tuple(self.rows), tuple(self.totals), span)
        return Built(table, tuple(self.problems))

    def _take(self, index: int, item: object) -> None:
        if isinstance(item, Heading):
            self.group, self.closed = item, False
        elif isinstance(item, Row):
            self._doubt(item)
            self.rows.append((*self._group_cells(), *self._cells(item)))
            self._count_in(self.rows[-1])
        elif isinstance(item, Total):
            if self._is_grand(index, item):
                self.group = None
            self.totals.append(len(self.rows))
            closed = (*self._group_cells(), *self._total_cells(item))
            self.open_sums = defaultdict(Decimal)
            self.rows.append(closed)
            self.closed = True

    def _is_grand(self, index: int, item: Total) -> bool:
        """Whether a total is of the whole table and not of the group it follows."""
        if self.group is None or self.closed or plays("grand", self.lines[item.label].text):
            return True
        later = self.items[index + 1 :]
        if any(isinstance(each, Row | Heading) for each in later):
            return False
        groups = sum(isinstance(each, Heading) for each in self.items)
        return groups > 1 and not self.totals and not any(isinstance(each, Total) for each in later)

    def _found_label(self, begun: int, end: int) -> Found[str]:
        return Found(self._text(begun, end), over(self.lines[begun:end]), LABEL, 0.97)

    def _text(self, begun: int, end: int) -> str:
        return " ".join(line.text for line in self.lines[begun:end])

    def _group_columns(self) -> tuple[Found[str], ...]:
        """Return the columns of the headings' values: named by the header's first label, else by what the headings say."""
        if not self.fields:
            return ()
        if self.stack.over:
            label = self._found_label(*self.stack.header[0])
        else:
            label = Found(
                group_word(self.names), over(self.lines[self.start : self.stack.reading.end]), GROUP_COLUMN, 0.7, derived=True
            )
        what = self.whats.most_common(1)[0][0] if self.whats else "itens"
        counted = f"QTD {what.upper()}" if label.value.isupper() else f"Qtd. {what}"
        values = {"number": f"{label.value} Nº", "name": label.value, "count": counted}
        return tuple(
            label if field == "name" and self.stack.over else Found(values[field], label.span, GROUP_COLUMN, 0.7, derived=True)
            for field in self.fields
        )

    def _group_cells(self) -> tuple[Cell, ...]:
        if self.group is None:
            return (None,) * len(self.fields)
        return tuple(self._carried(getattr(self.group, field)) for field in self.fields)

    @staticmethod
    def _carried(part: Part | None) -> Cell:
        return None if part is None else Found(part.value, part.span, CARRIED, 0.95, derived=True)

    def _doubt(self, row: Row) -> None:
        if None in row.cells:
            lines = self.lines[_first(row) : row.end]
            detail = f"{len(lines)} lines for {len(row.cells)} columns: a cell is taken to be empty"
            if self._doubtful(row):
                detail += ", which one is not certain"
            self.problems.append(Problem("table_shape", f"{self.where}/rows/{len(self.rows)}", over(lines), detail, CELL))

    def _cells(self, row: Row) -> tuple[Cell, ...]:
        sure = 0.6 if None in row.cells else 0.97 - min(0.3, 0.15 * row.cost)
        doubtful = self._doubtful(row)
        return tuple(
            None if cell is None else self._cell(at, *cell, UNCERTAIN if at in doubtful else sure)
            for at, cell in enumerate(row.cells)
        )

    def _doubtful(self, row: Row) -> range:
        """Return the columns of which one lacks its cell, where those beside it are of the same kinds; else none."""
        if None not in row.cells:
            return range(0)
        shape, begun = self.stack.shape, row.cells.index(None)
        end = begun + 1
        while begun and shape[begun - 1].kinds == shape[end - 1].kinds:
            begun -= 1
        while end < len(shape) and shape[end].kinds == shape[begun].kinds:
            end += 1
        return range(begun, end) if end - begun > 1 else range(0)

    def _cell(self, at: int, begun: int, end: int, sure: float) -> Cell:
        value = self._value(at, self._text(begun, end))
        if value is None:
            return None
        joined = end - begun > 1
        return Found(value, over(self.lines[begun:end]), JOINED if joined else CELL, min(sure, 0.85) if joined else sure)

    def _value(self, at: int, text: str) -> str | None:
        label, column = self.labels[at].value, self.stack.shape[at]
        if plain(text) is None:
            return None
        if plays("code_label", label) and not is_amount(text):
            return text
        if plays("order_label", label) or column.kinds == {Kind.ORDINAL}:
            return order(text)
        return text if column.is_text and len(text) > 1 and not column.kinds - {Kind.TEXT} else plain(text)

    def _total_cells(self, total: Total) -> tuple[Cell, ...]:
        """Return a total's cells: what stands before the label, the label under the names, sums in their columns."""
        width = len(self.stack.shape)
        cells: list[Cell] = [None] * width
        for at, index in enumerate(total.lead):
            cells[at] = self._cell(at, index, index + 1, 0.9)
        names = max(len(total.lead), name_column(self.stack.shape))
        cells[names] = Found(self._text(total.label, total.label + 1), self.lines[total.label].span, CELL, 0.97)
        sums = self.lines[total.label + 1 : total.end]
        columns = self._placed(sums, after_label(self.stack.shape, len(total.lead)))
        sure = 0.95 if self._agreeing(columns, sums) == len(sums) or len(columns) == self._figure_columns() else 0.7
        for at, line in zip(columns, sums, strict=True):
            value = self._value(at, line.text)
            cells[at] = cells[at] if value is None else Found(value, line.span, CELL, sure)
        return tuple(cells)

    def _figure_columns(self) -> int:
        return sum(column.is_measure for column in self.stack.shape)

    def _placed(self, sums: Sequence[Line], first: int) -> tuple[int, ...]:
        """Return the columns, from `first` on, that the sums stand in.

        They stand in order: where they add up, else where they fit, else to the right.
        """
        best: list[tuple[float, tuple[int, ...]] | None] = [(0.0, ()), *[None] * len(sums)]
        for at in range(first, len(self.stack.shape)):
            for count in range(len(sums), 0, -1):
                before, line = best[count - 1], sums[count - 1]
                cost = sum_cost(self.stack.shape[at], line)
                if before is None or cost >= FORBIDDEN:
                    continue
                way = (before[0] - cost + ADDS_UP * self._adds_up(at, line), (*before[1], at))
                best[count] = max(best[count] or way, way)
        return best[-1][1] if best[-1] is not None else ()

    def _agreeing(self, columns: tuple[int, ...], sums: Sequence[Line]) -> int:
        """Return how many of the sums equal what their column adds up to, in the group or in all."""
        return sum(self._adds_up(at, line) for at, line in zip(columns, sums, strict=True))

    def _adds_up(self, at: int, line: Line) -> bool:
        printed = _decimal(self._value(at, line.text))
        if printed is None:
            return False
        at += len(self.fields)
        return printed in (self.sums[at], self.open_sums[at])

    def _count_in(self, row: Sequence[Cell]) -> None:
        """Add a row to what its columns come to, in all and since the last total."""
        for at, cell in enumerate(row):
            value = _decimal(cell.value) if cell is not None else None
            if value is not None:
                self.sums[at] += value
                self.open_sums[at] += value


def _first(row: Row) -> int:
    return next(cell[0] for cell in row.cells if cell is not None)


def _decimal(value: str | None) -> Decimal | None:
    """Return a plain number, None for anything else.

    >>> _decimal("-0.40"), _decimal("10.233-4"), _decimal("12")
    (Decimal('-0.40'), None, Decimal('12'))
    """
    return Decimal(value) if value is not None and _PLAIN.fullmatch(value) else None
