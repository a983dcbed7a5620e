"""Tables whose cells are parted by a mark: bars, semicolons, tabs."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Cell, Found, Table
from corpus.spans import Span
from corpus.text import squeeze
from extractors.tables.build import Built
from extractors.tables.cells import MEASURES, Kind, is_amount, kind_of, order, plain
from extractors.tables.labels import plays
from extractors.tables.lines import over

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.tables.lines import Line

RULE: Final = "table-delimited"
FEWEST_LINES: Final = 3
"""A header and two rows."""
FEWEST_CELLS: Final = {"|": 2, "\t": 2, ";": 3}
MOST_CUT: Final = 3
"""Empty cells at a row's end whose tabs may be cut off."""
LONGEST_CELL: Final = 200
_RULE_LINE: Final = regex.compile(r"[\s|:+=_-]{3,}")


def find_delimited(text: str, lines: Sequence[Line], *, annex: Found[str] | None) -> Iterator[tuple[int, int, Built]]:
    """Tell the delimited tables of `lines`: index range, and the table."""
    at = 0
    while at < len(lines):
        mark, cut = _block(text, lines, at)
        end = at + _length(lines, at, mark, text, len(cut[0])) if cut else at
        if len(cut) >= FEWEST_LINES and _is_table(text, cut) and not _goes_on(text, lines, at, end, mark):
            yield at, end, _built(text, lines[at:end], cut, (annex, _caption(lines, at)))
            at = end
        else:
            at += 1


def _goes_on(text: str, lines: Sequence[Line], at: int, end: int, mark: str) -> bool:
    """Whether more rows follow in which a bar or two are lost: then bars are rules that OCR read, and cut no cells."""
    if mark != "|" or text[lines[at].span.start] == mark or end >= len(lines):
        return False
    cells = len(_cells(text, lines[end], mark))
    return 1 < cells < len(_cells(text, lines[at], mark)) and lines[end].span.start - lines[end - 1].span.end <= len("\n\n")


def _length(lines: Sequence[Line], at: int, mark: str, text: str, width: int) -> int:
    end = at
    while end < len(lines) and (_is_rule(lines[end]) or _fits(_cells(text, lines[end], mark), mark, width)):
        end += 1
    return end - at


def _fits(cells: Sequence[Span], mark: str, width: int) -> bool:
    """Whether a line is a row of `width` cells; of one parted by tabs the last may be empty, and their tabs cut off."""
    return len(cells) == width or (mark == "\t" and 1 < len(cells) < width <= len(cells) + MOST_CUT)


def _padded(cells: tuple[Span, ...], width: int) -> tuple[Span, ...]:
    """Return a row with the empty cells at its end that were cut off."""
    return (*cells, *[Span(cells[-1].end, cells[-1].end)] * (width - len(cells)))


def _block(text: str, lines: Sequence[Line], at: int) -> tuple[str, tuple[tuple[Span, ...], ...]]:
    """Return the mark and the cells of the lines from `at` on that it cuts into as many."""
    for mark, fewest in FEWEST_CELLS.items():
        width = len(_cells(text, lines[at], mark))
        if width >= fewest and not lines[at].boundary:
            length = _length(lines, at, mark, text, width)
            block = lines[at : at + length]
            return mark, tuple(_padded(_cells(text, line, mark), width) for line in block if not _is_rule(line))
    return "", ()


def _is_rule(line: Line) -> bool:
    return bool(_RULE_LINE.fullmatch(line.text)) and "-" in line.text


def _cells(text: str, line: Line, mark: str) -> tuple[Span, ...]:
    """Cut a line at `mark`; a mark at either end bounds the row and opens no cell."""
    start, end = line.span
    if text[start:end].startswith(mark) and mark == "|":
        start += 1
    if text[start:end].endswith(mark):
        end -= 1
    if mark not in text[start:end]:
        return ()
    edges = [at for at in range(start, end) if text[at] == mark]
    bounds = [start, *(edge for at in edges for edge in (at, at + 1)), end]
    return tuple(_stripped(text, *pair) for pair in zip(bounds[::2], bounds[1::2], strict=True))


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _is_table(text: str, cut: Sequence[Sequence[Span]]) -> bool:
    """Whether the first line is a header: short labels, no figure over a column of figures, and the cells are short."""
    if any(cell.length > LONGEST_CELL for row in cut for cell in row):
        return False
    kinds = [[kind_of(squeeze(cell.of(text))) for cell in row] for row in cut]
    if any(kind is not Kind.TEXT for kind in kinds[0]):
        return False
    columns = list(zip(*kinds[1:], strict=True))
    measured = any(sum(kind in MEASURES for kind in column) * 2 > len(column) for column in columns)
    labelled = sum(plays("label", squeeze(cell.of(text))) or plays("code_label", squeeze(cell.of(text))) for cell in cut[0])
    return measured or labelled * 2 >= len(cut[0])


def _caption(lines: Sequence[Line], at: int) -> Found[str] | None:
    above = lines[at - 1] if at else None
    if above is None or above.boundary or not above.text.endswith(":"):
        return None
    return Found(above.text.rstrip(" :"), above.span, "table-caption", 0.8)


def _built(
    text: str, block: Sequence[Line], cut: Sequence[Sequence[Span]], heads: tuple[Found[str] | None, Found[str] | None]
) -> Built:
    """Return the table; `heads` are its annex and its caption."""
    labels = tuple(squeeze(cell.of(text)) for cell in cut[0])
    columns = tuple(Found(label, cell, RULE, 0.95) for label, cell in zip(labels, cut[0], strict=True))
    rows = tuple(tuple(_cell(text, cell, label) for cell, label in zip(row, labels, strict=True)) for row in cut[1:])
    kept = tuple(row for row in rows if any(row))
    totals = tuple(at for at, row in enumerate(kept) if _is_total(row))
    return Built(Table(*heads, columns, kept, totals, over(block)), ())


def _is_total(row: Sequence[Cell]) -> bool:
    """Whether a row's words before its figures say that it is a total: "Norte | Total | 12"."""
    words = takewhile(lambda cell: cell is None or kind_of(cell.value) is Kind.TEXT, row)
    return any(cell is not None and plays("total", cell.value) for cell in words)


def _cell(text: str, span: Span, label: str) -> Cell:
    words = squeeze(span.of(text))
    value = plain(words)
    if value is None:
        return None
    if plays("code_label", label) and not is_amount(words):
        value = words
    elif plays("order_label", label):
        value = order(words)
    return Found(value, span, RULE, 0.95)
