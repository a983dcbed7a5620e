"""Tables whose columns OCR read one after another: the order numbers of a page, then its names, then the rest.

    01
    02
    Alergia
    Cirurgia
    Alergia
    Imunologia
    Cirurgia
    Cirurgia da mão

Nothing tells where the rows are but order and counts, so these must prove it: the numbers run on
one by one, as many names follow, and then either as many figures (once or more), or groups of
lines, each with its row's name among them, in one way only. Else the lines are left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Found, Table
from corpus.spans import Span
from corpus.text import fold
from extractors.tables.build import Built
from extractors.tables.cells import MEASURES, Kind, plain
from extractors.tables.labels import plays
from extractors.tables.shape import continues

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.acts import Cell
    from extractors.tables.lines import Line

_WORD_END: Final = regex.compile(r"\s|$")

RULE: Final = "table-serial"
FEWEST: Final = 3
LONGEST: Final = 120
MOST_BREAKS: Final = 2
"""Line breaks before a line that ends the last row's group."""
MOST_LABELS: Final = 3
BETWEEN: Final = "; "
"""Parts the items of one cell, each of which stands on a line of its own."""
_NUMBER: Final = regex.compile(r"\d{1,3}")
_OPENING: Final = regex.compile(r"0{0,2}1[.)ºª]?\s+(?P<words>\p{L}.+)")
_ASIDE: Final = regex.compile(r"\s*\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row's lines: its order number, its name, and the lines of the rest, each column's apart."""

    number: Span
    order: str
    name: tuple[str, Span]
    rest: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """The rows that one series of numbers opens; `carried` lines go on with the row before them."""

    start: int
    end: int
    rows: tuple[_Row, ...]
    carried: tuple[int, ...]
    columns: int

    @property
    def first(self) -> int:
        """The first row's number."""
        return int(self.rows[0].order)


def find_serial(text: str, lines: Sequence[Line], *, annex: Found[str] | None) -> Iterator[tuple[int, int, Built]]:
    """Tell the tables among `lines` whose columns stand one after another: index range, and the table."""
    run: list[_Page] = []
    at = 0
    while at < len(lines):
        page = _page(text, lines, at)
        if run and (page is None or run[-1].end != at or not _follows(run[-1], page)):
            yield from _table(lines, run, annex)
            run = []
        if page is not None:
            run.append(page)
        at = page.end if page is not None else at + 1
    if run:
        yield from _table(lines, run, annex)


def _follows(before: _Page, page: _Page) -> bool:
    return page.first == before.first + len(before.rows) and page.columns == before.columns


def _series(lines: Sequence[Line], at: int) -> int:
    """Return how many lines from `at` on are numbers that run on one by one."""
    count = 0
    while at + count < len(lines) and _NUMBER.fullmatch(lines[at + count].text):
        if count and int(lines[at + count].text) != int(lines[at + count - 1].text) + 1:
            break
        count += 1
    return count


def _page(text: str, lines: Sequence[Line], at: int) -> _Page | None:
    """Return the rows whose numbers begin at `at`, None where order and counts do not prove them."""
    count = _series(lines, at) if _NUMBER.fullmatch(lines[at].text) else 0
    names = lines[at + count : at + 2 * count]
    if count < FEWEST or len(names) < count or not all(_is_name(line) for line in names):
        return None
    if len({fold(line.text) for line in names}) < count:
        return None
    body = at + 2 * count
    return _with_figures(lines, at, count, body) or _with_groups(text, lines, at, count, body)


def _is_name(line: Line) -> bool:
    ends = line.text.endswith((".", ";", ":")) or len(line.text) > LONGEST
    return line.kind is Kind.TEXT and not ends and not line.boundary and not line.total


def _rows(lines: Sequence[Line], at: int, count: int, rest: Sequence[tuple[tuple[int, ...], ...]]) -> tuple[_Row, ...]:
    numbers, names = lines[at : at + count], lines[at + count : at + 2 * count]
    return tuple(
        _Row(number.span, number.text, (name.text, name.span), more)
        for number, name, more in zip(numbers, names, rest, strict=True)
    )


def _with_figures(lines: Sequence[Line], at: int, count: int, body: int) -> _Page | None:
    """Read columns of figures after the names, each with as many as there are numbers."""
    end = body
    while end < len(lines) and lines[end].kind in MEASURES | {Kind.EMPTY} and not (end > body and _series(lines, end) >= count):
        end += 1
    if end == body or (end - body) % count:
        return None
    columns = [range(begun, begun + count) for begun in range(body, end, count)]
    rest = [tuple((column[row],) for column in columns) for row in range(count)]
    return _Page(at, end, _rows(lines, at, count, rest), (), len(columns))


def _with_groups(text: str, lines: Sequence[Line], at: int, count: int, body: int) -> _Page | None:
    """Read groups of lines after the names, each with its row's name among them."""
    end = body
    while end < len(lines) and _is_name(lines[end]):
        end += 1
    anchors = _anchors(lines, lines[at + count : body], range(body, end))
    if anchors is None:
        return None
    end = next((at for at in range(anchors[-1] + 1, end) if _breaks(text, lines, at) > MOST_BREAKS), end)
    starts = [anchors[0], *(_start(text, lines, *pair) for pair in pairwise(anchors)), end]
    rest = [(tuple(range(*pair)),) for pair in pairwise(starts)]
    return _Page(at, end, _rows(lines, at, count, rest), tuple(range(body, anchors[0])), 1)


def _anchors(lines: Sequence[Line], names: Sequence[Line], among: range) -> list[int] | None:
    """Return where the names come again, in order; None where one does not, or may in more than one way."""
    keys = [fold(_ASIDE.sub("", name.text)) for name in names]
    folded = {at: fold(_ASIDE.sub("", lines[at].text)) for at in among}
    first = _in_order(keys, among, folded)
    last = _in_order(keys[::-1], among[::-1], folded)
    return first if first is not None and last is not None and first == last[::-1] else None


def _in_order(keys: Sequence[str], among: range, folded: dict[int, str]) -> list[int] | None:
    found: list[int] = []
    for at in among:
        if len(found) < len(keys) and folded[at] == keys[len(found)]:
            found.append(at)
    return found if len(found) == len(keys) else None


def _start(text: str, lines: Sequence[Line], before: int, anchor: int) -> int:
    """Return where the group of `anchor` begins: with the lines right above it, where a blank line parts them from the rest."""
    at = anchor
    while at - 1 > before and _breaks(text, lines, at) == 1:
        at -= 1
    return at if _breaks(text, lines, at) > 1 else anchor


def _breaks(text: str, lines: Sequence[Line], at: int) -> int:
    """Return how many line breaks stand before a line."""
    return text.count("\n", lines[at - 1].span.end, lines[at].span.start)


def _opening(lines: Sequence[Line], page: _Page) -> tuple[int, _Row] | None:
    """Return the first row of a table whose series begins at two: it stands above, on a line of its own."""
    for at in range(page.start - 1, -1, -1):
        line = lines[at]
        match = _OPENING.fullmatch(line.text)
        if match is None:
            if not _is_name(line):
                return None
            continue
        items = {fold(other.text) for other in lines[at + 1 : page.start]}
        words = match["words"].split(" ")
        cuts = [cut for cut in range(1, len(words)) if fold(" ".join(words[:cut])) in items]
        if len(cuts) != 1 or line.span.length != len(line.text):
            return None
        begun = line.span.start + match.start("words")
        name = " ".join(words[: cuts[0]])
        order = line.text[: match.start("words")].strip(" .)ºª")
        number = Span(line.span.start, line.span.start + len(order))
        row = _Row(number, order, (name, Span(begun, begun + len(name))), ((at, *range(at + 1, page.start)),))
        return at, row
    return None


def _table(lines: Sequence[Line], run: Sequence[_Page], annex: Found[str] | None) -> Iterator[tuple[int, int, Built]]:
    start, rows = run[0].start, [row for page in run for row in page.rows]
    if run[0].first != 1:
        opening = _opening(lines, run[0]) if run[0].first == 2 and run[0].columns == 1 else None  # noqa: PLR2004 - one row is above
        if opening is None:
            return
        start, rows = opening[0], [opening[1], *rows]
    elif run[0].carried:
        return
    rows = _with_carried(rows, run)
    head = _head(lines, start)
    first = start - (head is not None)
    span = Span(lines[first].span.start, lines[run[-1].end - 1].span.end)
    cells = tuple(_cells(lines, row) for row in rows)
    columns = _labels(head, span, 2 + run[0].columns)
    yield first, run[-1].end, Built(Table(annex, None, columns, cells, (), span), ())


def _with_carried(rows: Sequence[_Row], run: Sequence[_Page]) -> list[_Row]:
    """Add the lines at a page's head that go on with the last row of the page before."""
    after = {page.rows[0].order: page.carried for page in run if page.carried}
    found: list[_Row] = []
    for row in rows:
        if row.order in after and found:
            last = found[-1]
            found[-1] = _Row(last.number, last.order, last.name, ((*last.rest[0], *after[row.order]),))
        found.append(row)
    return found


def _cells(lines: Sequence[Line], row: _Row) -> tuple[Cell, ...]:
    name, span = row.name
    rest = [_joined([_shown(lines[at], row) for at in column]) for column in row.rest]
    return (Found(row.order, row.number, RULE, 0.9), Found(name, span, RULE, 0.9), *rest)


def _shown(line: Line, row: _Row) -> tuple[str, Span]:
    """Return a line's words, without the number and name that stand before them in a row's own line."""
    end = row.name[1].end
    if not line.span.start <= end <= line.span.end or line.span.start != row.number.start:
        return line.text, line.span
    words = line.text[end - line.span.start :].strip()
    return words, Span(line.span.end - len(words), line.span.end)


def _joined(items: Sequence[tuple[str, Span]]) -> Cell:
    value = items[0][0]
    for (before, _), (words, _) in pairwise(items):
        value += (" " if continues(before, words) else BETWEEN) + words
    only = plain(value) if len(items) == 1 else value
    span = Span(min(span.start for _, span in items), max(span.end for _, span in items))
    return None if only is None else Found(only, span, RULE, 0.9 if len(items) == 1 else 0.8)


def _head(lines: Sequence[Line], start: int) -> Line | None:
    """Return the line above the rows where it opens with the label of order numbers."""
    above = lines[start - 1] if start else None
    return above if above is not None and _order_label(above.text) else None


def _order_label(words: str) -> int:
    """Return how many code points of a header are the label of its order numbers; 0 where none are."""
    ends = [match.start() for match in _WORD_END.finditer(words)]
    return max((end for end in ends if plays("order_label", words[:end])), default=0)


def _labels(head: Line | None, span: Span, width: int) -> tuple[Found[str], ...]:
    """Return the header's labels where its words can be cut in one way; derived names else."""
    names = ("order", "name", *(f"column {at}" for at in range(MOST_LABELS, width + 1)))
    derived = tuple(Found(name, span, RULE, 0.3, derived=True) for name in names)
    if head is None or head.span.length != len(head.text):
        return derived
    order = _order_label(head.text)
    rest = head.text[order:].split()
    known = [at for at in range(1, len(rest)) if plays("label", " ".join(rest[:at]))]
    if width != MOST_LABELS or len(known) != 1:
        return derived
    middle = order + 1 + len(" ".join(rest[: known[0]]))
    bounds = ((0, order), (order + 1, middle), (middle + 1, len(head.text)))
    return tuple(Found(head.text[a:b], Span(head.span.start + a, head.span.start + b), RULE, 0.8) for a, b in bounds)
