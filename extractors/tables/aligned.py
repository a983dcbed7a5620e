"""Tables with a row a line whose cells are set apart by wide gaps: figures, words, empty cells, all by place.

What tells a table from signatures side by side and from prose in two columns: a column of figures,
or labels that are known over columns of words. A line with words alone goes on with the row before
it, or opens a group; where it does neither, the lines are no table for certain and are left alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Cell, Found, Table
from corpus.problems import Problem
from corpus.spans import Span
from corpus.text import fold, squeeze
from extractors.tables.blocks import RULE, blocks
from extractors.tables.build import Built
from extractors.tables.cells import MEASURES, NUMBERS, Kind, is_amount, kind_of, order, plain
from extractors.tables.gaps import GAP, Piece, pieces_of, place, stands_of
from extractors.tables.glued import unglued
from extractors.tables.groups import group_word
from extractors.tables.head_levels import spread
from extractors.tables.labels import plays
from extractors.tables.rows import Type, type_of
from extractors.tables.shape import continues

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.tables.gaps import Pieces, Placed
    from extractors.tables.lines import Line

_TITLE: Final = regex.compile(r"(?i)(?:quadro|tabela)\b")

CELL: Final = "table-aligned-cell"
JOINED: Final = "table-aligned-joined"
FORMED: Final = "table-aligned-form"
LABEL: Final = "table-aligned-label"
COLUMN: Final = "table-aligned-column"
CAPTION: Final = "table-caption"
GROUP: Final = "table-group-value"
FEWEST_ROWS: Final = 3
FEWEST_WITH_HEAD: Final = 2
LONGEST_ALONE: Final = 80
LONGEST_CAPTION: Final = 160
MOST_HEADER: Final = 4
SURE: Final = 0.95
FORM_SURE: Final = 0.8
DOUBTFUL: Final = 0.3
NO_FIGURE: Final = frozenset({Kind.TEXT, Kind.EMPTY})
SHARE: Final = 0.6
"""Of a column's cells, to call it one of figures; of a header's labels, to call them known."""
_PERIOD: Final = regex.compile(r"(?:19|20)\d\d(?:/\d{2,4})?|\d{2}/\d{4}|\d{1,2}[ºª]")
_MONEY: Final = regex.compile(r"^\(?(?:R|Cr|CR|NCz|Cz|US)?\$\s*")
_ENDED: Final = regex.compile(r"[.;]$")
_EDGES: Final = regex.compile(r"(?<=\d)\s?[|)\]}]+$|^[|\[{]\s?(?=\d)")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line's pieces by column; `index` is its line's."""

    index: int
    cells: Placed

    def filled(self) -> tuple[int, ...]:
        """Return the columns in which something stands."""
        return tuple(at for at, piece in enumerate(self.cells) if piece is not None)


@dataclass(frozen=True, slots=True)
class _Column:
    """What stands in a column: `kind` is what most cells look like, `type` the form of its numbers."""

    kind: Kind
    type: Type

    @property
    def measure(self) -> bool:
        """Whether figures, codes or dates stand in it."""
        return self.kind is not Kind.TEXT


@dataclass(slots=True)
class _Body:
    """The rows as they are put together: each column's pieces, totals, the group that is open."""

    rows: list[list[list[Piece]]] = field(default_factory=list)
    groups: list[Piece | None] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)


def find_aligned(text: str, lines: Sequence[Line], *, annex: Found[str] | None, where: str) -> Iterator[tuple[int, int, Built]]:
    """Tell the tables of `lines` whose cells are set apart by gaps: index range, and the table."""
    if not lines or not GAP.search(text, lines[0].span.start, lines[-1].span.end):
        return
    cut = [pieces_of(text, line) if GAP.search(text, *line.span) else () for line in lines]
    for begun, end in blocks(text, lines, cut):
        found = _Reader(text, lines, cut, begun, end).built(annex, where)
        if found is not None:
            yield found


class _Reader:
    """Reads one block of lines; `cut` are the pieces of the lines that have gaps."""

    def __init__(self, text: str, lines: Sequence[Line], cut: Sequence[Pieces], begun: int, end: int) -> None:
        self.text, self.lines = text, lines
        self.begun = begun
        within = unglued(text, cut[begun:end]) or cut[begun:end]
        self.stands = stands_of([pieces for pieces in within if len(pieces) > 1])
        placed = ((at, self._placed(at, within[at - begun])) for at in range(begun, end) if not RULE.fullmatch(lines[at].text))
        self.placed = [_Row(at, cells) for at, cells in placed if cells is not None] if self.stands else []
        self.lost = sum(not RULE.fullmatch(lines[at].text) for at in range(begun, end)) - len(self.placed)
        self.columns = tuple(self._column(at) for at in range(len(self.stands)))
        self.names: tuple[str, ...] = ()
        self.problems: list[Problem] = []

    def _placed(self, at: int, pieces: Pieces) -> Placed | None:
        if not self.stands:
            return None
        return place(self.text, pieces or pieces_of(self.text, self.lines[at]), self.stands)

    def _words(self, piece: Piece | None) -> str:
        return "" if piece is None else squeeze(piece.span.of(self.text))

    def _column(self, at: int) -> _Column:
        """Tell what a column holds: its last cells count, the first may be labels."""
        words = [_bare(self._words(row.cells[at])) for row in self.placed if row.cells[at] is not None]
        kinds = [kind for word in words if (kind := kind_of(word)) is not Kind.EMPTY]
        measures = [kind for kind in kinds if kind in MEASURES or kind is Kind.ORDINAL]
        heads = min(MOST_HEADER, next((n for n, kind in enumerate(kinds) if kind is not Kind.TEXT), 0))
        if not measures or len(measures) < SHARE * (len(kinds) - heads):
            return _Column(Kind.TEXT, Type(None))
        kind = max(dict.fromkeys(measures), key=lambda kind: (measures.count(kind), kind in NUMBERS))
        return _Column(kind, type_of([word for word in words if kind_of(word) in NUMBERS]))

    def built(self, annex: Found[str] | None, where: str) -> tuple[int, int, Built] | None:
        """Return the table and its lines, None where the block is none for certain."""
        if len(self.stands) < FEWEST_WITH_HEAD or self.lost:
            return None
        first = self._first_row()
        head = self._head(first)
        foot = self._groups_below(head)
        head, rows = head[: len(head) - foot], self.placed[first - foot :]
        body = self._body(rows, head)
        if body is None or not self._is_table(head, body):
            return None
        self.names = self._label_names(head)
        start, end = (head or rows)[0].index, rows[-1].index + 1
        span = Span(self.lines[start].span.start, self.lines[end - 1].span.end)
        cells = tuple(self._row(at, row, body, where) for at, row in enumerate(body.rows))
        grouped = any(body.groups)
        labels = self._labels(head, span)
        if grouped:
            labels = (Found(group_word([self._words(group) for group in body.groups]), span, GROUP, 0.5, derived=True), *labels)
        table = Table(annex, self._caption(start), labels, cells, tuple(body.totals), span)
        return start, end, Built(table, tuple(self.problems))

    def _first_row(self) -> int:
        """Return the first line with figures where figures stand; the second where words alone stand."""
        measures = [at for at, column in enumerate(self.columns) if column.measure]
        if not measures:
            return 1 if len(self.placed) > 1 and self._known(self.placed[0]) else 0
        for number, row in enumerate(self.placed):
            if self._is_labels(number):
                continue
            figures = [(at, word) for at in measures if kind_of(_bare(word := self._words(row.cells[at]))) not in NO_FIGURE]
            if figures and not all(self._is_period(at, word) for at, word in figures):
                return number
        return 0

    def _is_labels(self, number: int) -> bool:
        """Whether a line stands over labels, or is made of them: one of those below has words over all columns of figures."""
        below = self.placed[number:MOST_HEADER]
        measures = [at for at, column in enumerate(self.columns) if column.measure]
        words = [sum(kind_of(self._words(row.cells[at])) is Kind.TEXT for at in measures if row.cells[at]) for row in below]
        return len(measures) > 1 and max(words, default=0) == len(measures)

    def _is_period(self, at: int, word: str) -> bool:
        """Whether a figure is a year, month or ordinal over figures of another kind: a label."""
        return bool(_PERIOD.fullmatch(word)) and self.columns[at].kind in NUMBERS - ({Kind.INTEGER} if word.isdigit() else set())

    def _known(self, row: _Row) -> bool:
        """Whether most of a line's pieces are labels that are known."""
        words = [self._words(piece) for piece in row.cells if piece is not None]
        parts = ("label", "code_label", "order_label", "measure_label")
        return len(words) == len(self.stands) and sum(any(plays(p, w) for p in parts) for w in words) >= SHARE * len(words)

    def _head(self, first: int) -> list[_Row]:
        """Return the header's lines: those before the rows, without captions and groups at their ends."""
        head = self.placed[max(0, first - MOST_HEADER) : first]
        while head and head[0].filled() == (0,):
            head = head[1:]
        return head if any(len(row.filled()) > 1 for row in head) else []

    def _groups_below(self, head: Sequence[_Row]) -> int:
        """Return how many lines at a header's foot open a group: words alone under a label of the first column."""
        foot = 0
        while foot < len(head) - 1 and any(row.cells[0] for row in head[: -1 - foot]):
            after = [row for row in self.placed if row.index > head[-1 - foot].index][:1]
            if not (self._is_group(head[-1 - foot]) or self._opens(head[-1 - foot], after)):
                break
            foot += 1
        return foot

    def _body(self, rows: Sequence[_Row], head: Sequence[_Row]) -> _Body | None:
        """Put the lines together as rows; None where a line is neither row, rest, total nor group."""
        body = _Body()
        labels = [[fold(self._words(piece)) for piece in row.cells] for row in head]
        group: Piece | None = None
        for row in self._whole(rows):
            if [fold(self._words(piece)) for piece in row.cells] in labels:
                continue
            if self._is_row(row):
                total = self._is_total(row)
                body.totals += [len(body.rows)] if total else []
                body.rows.append(self._total(row) if total else [[piece] if piece is not None else [] for piece in row.cells])
                body.groups.append(group)
            elif body.rows and self._goes_on(body.rows[-1], row):
                for at in row.filled():
                    body.rows[-1][at] += [piece for piece in (row.cells[at],) if piece is not None]
            elif self._is_group(row):
                group = row.cells[0]
            else:
                return None
        return body

    def _whole(self, rows: Sequence[_Row]) -> Iterator[_Row]:
        """Tell the rows, names that begin on the line above put together."""
        before: _Row | None = None
        for at, row in enumerate(rows):
            if self._opens(row, rows[at + 1 : at + 2]):
                before = row
            else:
                yield self._with(before, row)
                before = None

    def _opens(self, row: _Row, after: Sequence[_Row]) -> bool:
        """Whether a line is the beginning of the name of the row below it."""
        if row.filled() != (0,) or self.columns[0].measure or not after or not after[0].cells[0] or not self._is_row(after[0]):
            return False
        name, rest = self._words(row.cells[0]), self._words(after[0].cells[0])
        return not plays("total", rest) and continues(name, rest) and not name.endswith(":")

    @staticmethod
    def _with(before: _Row | None, row: _Row) -> _Row:
        """Return a row with the beginning of its name, which stands on the line before."""
        if before is None or before.cells[0] is None or row.cells[0] is None:
            return row
        first = Piece(Span(before.cells[0].span.start, row.cells[0].span.end), row.cells[0].left, row.cells[0].right)
        return _Row(row.index, (first, *row.cells[1:]))

    def _is_row(self, row: _Row) -> bool:
        measures = [at for at, column in enumerate(self.columns) if column.measure]
        if not measures:
            return row.cells[0] is not None and len(row.filled()) > 1
        if self._is_total(row):
            return len(row.filled()) > 1
        words = [_bare(self._words(row.cells[at])) for at in measures if row.cells[at]]
        return len(row.filled()) > 1 and any(kind_of(word) is not Kind.TEXT for word in words)

    def _is_total(self, row: _Row) -> bool:
        words = takewhile(lambda told: kind_of(told) is Kind.TEXT, (self._words(row.cells[at]) for at in row.filled()))
        return any(plays("total", told) for told in words)

    def _total(self, row: _Row) -> list[list[Piece]]:
        """Return a total's pieces, its label under the names where it stands under figures."""
        cells = [[piece] if piece is not None else [] for piece in row.cells]
        label = row.filled()[0]
        name = next((at for at, column in enumerate(self.columns) if not column.measure), 0)
        if label > name and self.columns[label].measure:
            cells[name], cells[label] = cells[label], []
        return cells

    def _goes_on(self, before: Sequence[Sequence[Piece]], row: _Row) -> bool:
        """Whether a line of words is the rest of the row before: in its columns of words, the first of the row empty."""
        if any(self.columns[at].measure or not before[at] for at in row.filled()):
            return False
        return 0 not in row.filled() or all(
            continues(self._words(before[at][-1]), self._words(row.cells[at])) for at in row.filled()
        )

    def _is_group(self, row: _Row) -> bool:
        words = self._words(row.cells[0])
        return row.filled() == (0,) and (plays("group", words) or (words.isupper() and len(words) <= LONGEST_ALONE))

    def _is_table(self, head: Sequence[_Row], body: _Body) -> bool:
        """Whether there is more than chance allows."""
        if self._is_form(body):
            return False
        measures = sum(column.measure for column in self.columns)
        plain_rows = len(body.rows) - len(body.totals)
        known = any(self._known(row) for row in head)
        if not measures:
            return known and plain_rows >= FEWEST_ROWS - (len(self.columns) > FEWEST_WITH_HEAD)
        if all(column.measure for column in self.columns) and not known:
            return False
        whole = sum(all(row[at] for at, column in enumerate(self.columns) if column.measure) for row in body.rows)
        if whole * 2 < len(body.rows):
            return False
        headed = bool(head) and (known or bool(body.totals) or len(self.columns) > FEWEST_WITH_HEAD)
        return plain_rows >= (FEWEST_WITH_HEAD if headed else FEWEST_ROWS) and self._is_varied(body)

    def _is_form(self, body: _Body) -> bool:
        """Whether a column holds labels, each with a colon: then the lines are a form."""
        return any(
            sum(self._words(piece).endswith(":") for row in body.rows for piece in row[at]) * 2 > len(body.rows)
            for at in range(len(self.columns))
        )

    def _is_varied(self, body: _Body) -> bool:
        """Whether the rows differ: a form's line that comes again is no table."""
        rows = {tuple(self._words(piece) for pieces in row for piece in pieces) for row in body.rows}
        return len(rows) > len(body.rows) / 2

    def _row(self, number: int, row: Sequence[Sequence[Piece]], body: _Body, where: str) -> tuple[Cell, ...]:
        grand = number in body.totals and (
            number == len(body.rows) - 1 or plays("grand", self._words(row[0][0] if row[0] else None))
        )
        group = None if grand else body.groups[number]
        before = (None if group is None else self._group(group),) if any(body.groups) else ()
        return (*before, *(self._cell(at, pieces, f"{where}/rows/{number}/{at + len(before)}") for at, pieces in enumerate(row)))

    def _group(self, piece: Piece) -> Found[str]:
        return Found(self._words(piece).rstrip(" :"), piece.span, GROUP, 0.8, derived=True)

    def _cell(self, at: int, pieces: Sequence[Piece], where: str) -> Cell:
        if not pieces:
            return None
        printed = " ".join(self._words(piece) for piece in pieces)
        span = Span(pieces[0].span.start, pieces[-1].span.end)
        if kind_of(printed) is Kind.EMPTY:
            return None
        if len(pieces) > 1:
            return Found(printed, span, JOINED, 0.85)
        value, sure = self._value(at, printed)
        if sure < FORM_SURE:
            detail = f"{printed!r} does not fit its column: kept as printed"
            self.problems.append(Problem("table_shape", where, span, detail, FORMED))
        return Found(value, span, CELL if sure > FORM_SURE else FORMED, sure)

    def _value(self, at: int, printed: str) -> tuple[str, float]:
        """Return a cell's value and how sure it is."""
        column, kind = self.columns[at], kind_of(printed)
        if (plays("code_label", self.names[at]) and not is_amount(printed)) or not column.measure:
            return printed, SURE
        if plays("order_label", self.names[at]) or column.kind is Kind.ORDINAL:
            return order(printed), SURE
        if column.kind not in NUMBERS:
            return plain(printed) or printed, SURE
        read = column.type.reads(_bare(printed))
        if read is not None:
            return read[0], FORM_SURE if read[1] else SURE
        if kind in NUMBERS and column.type.decimals is None:
            return plain(printed) or printed, SURE
        return printed, SURE if not any(map(str.isdigit, printed)) else DOUBTFUL

    def _label_names(self, head: Sequence[_Row]) -> tuple[str, ...]:
        """Return each column's label, its lines together; empty where a column has none."""
        lines = [tuple(self._words(piece) for piece in row.cells) for row in head]
        lines = [*(spread(line, lines[-1]) for line in lines[:-1]), *lines[-1:]]
        return tuple(" ".join(line[at] for line in lines if line[at]) for at in range(len(self.columns)))

    def _labels(self, head: Sequence[_Row], span: Span) -> tuple[Found[str], ...]:
        """Return the header's labels; derived names for the columns that have none."""
        found = []
        for at, name in enumerate(self.names):
            pieces = [piece for row in head if (piece := row.cells[at]) is not None]
            if name:
                found.append(Found(name, Span(pieces[0].span.start, pieces[-1].span.end), LABEL, 0.9))
            else:
                found.append(Found(f"column {at + 1}", span, COLUMN, 0.3, derived=True))
        return tuple(found)

    def _caption(self, start: int) -> Found[str] | None:
        """Return the line right above as the caption, where it introduces the table and is no sentence."""
        above = self.lines[start - 1] if start else None
        if above is None or above.boundary or len(above.text) > LONGEST_CAPTION or _ENDED.search(above.text):
            return None
        titled = above.text.endswith(":") or above.text.isupper() or _TITLE.match(above.text)
        return Found(above.text.rstrip(" :"), above.span, CAPTION, 0.8) if titled else None


def _bare(words: str) -> str:
    """Return a figure without the mark of money and the rules beside it."""
    return _MONEY.sub("", _EDGES.sub("", words))
