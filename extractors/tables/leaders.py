"""Lists of names and figures with dots led between them: "Carroça ........ 12,00".

Three lines with an amount at their end, or two under a known header, are a table. Whole numbers that
grow from line to line are the pages of a table of contents, and no table.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Cell, Found, Table
from corpus.spans import Span
from corpus.text import squeeze
from extractors.tables.build import Built
from extractors.tables.cells import NUMBERS, Kind, kind_of, plain
from extractors.tables.labels import plays

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.tables.lines import Line

RULE: Final = "table-leaders"
FEWEST: Final = 3
FEWEST_WITH_HEAD: Final = 2
LONGEST: Final = 120
LONGEST_WORD: Final = 20
"""Of a word in place of a figure: "isento"."""
LEADER: Final = regex.compile(r"\s*(?:(?:[.·…]\s?){4,}+|_{4,}+|-{5,}+|…{2,}+)[\s.:]*")
_SIGNS: Final = ("..", ". .", "…", "·", "____", "-----")
"""A line with none of these has no leader."""
_MONEY: Final = regex.compile(r"(?:R|Cr|CR|NCz|Cz|US)\$\s?|Rs\.?\s(?=\d)")
_PAGE: Final = regex.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line cut at its leaders."""

    at: int
    cells: tuple[Span, ...]


def find_leaders(text: str, lines: Sequence[Line], *, annex: Found[str] | None) -> Iterator[tuple[int, int, Built]]:
    """Tell the lists with leaders among `lines`: index range, and the table."""
    run: list[_Entry] = []
    for at, line in enumerate(lines):
        cells = _cut(text, line)
        if run and (cells is None or len(cells) != len(run[0].cells)):
            yield from _table(text, lines, run, annex)
            run = []
        if cells is not None:
            run.append(_Entry(at, cells))
    yield from _table(text, lines, run, annex)


def _cut(text: str, line: Line) -> tuple[Span, ...] | None:
    """Cut a line at its leaders; None where there is nothing on both sides of them, or no leader."""
    if len(line.text) > 2 * LONGEST or not any(sign in line.text for sign in _SIGNS) or not LEADER.search(text, *line.span):
        return None
    edges = [line.span.start, *(edge for match in LEADER.finditer(text, *line.span) for edge in match.span()), line.span.end]
    cells = tuple(Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=True))
    return cells if all(cell.length for cell in cells) and cells[0].length <= LONGEST else None


def _value(text: str, span: Span) -> tuple[str | None, Kind]:
    """Return what stands after a leader as a plain value, and its kind."""
    words = squeeze(span.of(text)).rstrip(";")
    bare = _MONEY.sub("", words, count=1) if _MONEY.match(words) else words
    bare = bare.rstrip(".") if kind_of(bare) is Kind.TEXT else bare
    return (plain(bare), kind_of(bare)) if kind_of(bare) is not Kind.TEXT else (words, Kind.TEXT)


def _table(text: str, lines: Sequence[Line], run: Sequence[_Entry], annex: Found[str] | None) -> Iterator[tuple[int, int, Built]]:
    head = run[0] if run and _is_head(text, run[0]) else None
    body = run[1:] if head else run
    if not _is_table(text, body, head):
        return
    first, last = run[0].at, run[-1].at
    span = Span(lines[first].span.start, lines[last].span.end)
    rows = tuple((_name(text, entry.cells[0]), *(_cell(text, cell) for cell in entry.cells[1:])) for entry in body)
    totals = tuple(at for at, row in enumerate(rows) if row[0] is not None and plays("total", row[0].value))
    if head:
        columns = tuple(Found(squeeze(cell.of(text)), cell, RULE, 0.9) for cell in head.cells)
    else:
        names = ("name", *("value" if at == 1 else f"value {at}" for at in range(1, len(body[0].cells))))
        columns = tuple(Found(name, span, RULE, 0.5, derived=True) for name in names)
    yield first, last + 1, Built(Table(annex, _caption(lines, first), columns, rows, totals, span), ())


def _is_head(text: str, entry: _Entry) -> bool:
    """Whether an entry's cells are labels: no figure among them, and no word in place of one."""
    values = [_value(text, cell) for cell in entry.cells]
    return all(kind is Kind.TEXT for _, kind in values) and not any(plays("no_amount", value or "") for value, _ in values[1:])


def _is_table(text: str, body: Sequence[_Entry], head: _Entry | None) -> bool:
    if len(body) < (FEWEST_WITH_HEAD if head else FEWEST):
        return False
    kinds = [_value(text, cell)[1] for entry in body for cell in entry.cells[1:]]
    told = [cell.of(text) for entry in body for cell in entry.cells[1:] if _value(text, cell)[1] is Kind.TEXT]
    if any(len(word) > LONGEST_WORD or any(map(str.isdigit, word)) for word in told) or len(told) * 3 > len(kinds):
        return False
    if not any(kind in NUMBERS for kind in kinds):
        return False
    last = [squeeze(entry.cells[-1].of(text)) for entry in body]
    pages = all(_PAGE.fullmatch(word) for word in last) and all(int(one) <= int(other) for one, other in pairwise(last))
    return not pages and len({entry.cells[0].of(text) for entry in body}) > 1


def _name(text: str, span: Span) -> Found[str]:
    return Found(squeeze(span.of(text)), span, RULE, 0.9)


def _cell(text: str, span: Span) -> Cell:
    value = _value(text, span)[0]
    return None if value is None else Found(value, span, RULE, 0.9)


def _caption(lines: Sequence[Line], at: int) -> Found[str] | None:
    above = lines[at - 1] if at else None
    if above is None or above.boundary or not above.text.endswith(":"):
        return None
    return Found(above.text.rstrip(" :"), above.span, "table-caption", 0.8)
