"""The lines of a stretch of text, each with its span and with what it looks like alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex

from corpus.spans import Span
from corpus.text import squeeze
from extractors.tables.cells import Kind, kind_of
from extractors.tables.labels import plays

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE: Final = regex.compile(r"(?:\G|(?<=\n))[^\S\n]*+\S[^\n]*+")
_TOTAL_AND_SUM: Final = regex.compile(r"(?P<label>.*?\p{L}\S*?)\s*:?\s+(?P<sum>(?:R\$\s?)?-?\d[\d.]*,\d\d)")
LONGEST_CELL: Final = 400
"""Code points: a line longer than this is a paragraph, not a cell."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: `text` is squeezed, `span` is without the blanks at its ends."""

    text: str
    span: Span
    kind: Kind

    @property
    def total(self) -> bool:
        """Whether it opens a row of totals."""
        return plays("total", self.text)

    @property
    def continued(self) -> bool:
        """Whether it only tells that a table goes on over a page."""
        return self.kind is Kind.TEXT and plays("continued", self.text)

    @property
    def boundary(self) -> bool:
        """Whether no table can hold it: a provision, a heading of an annex, a note, a paragraph, a closing."""
        return len(self.text) > LONGEST_CELL or (self.kind is Kind.TEXT and _bounds(self.text))


@lru_cache(maxsize=1024)
def _bounds(text: str) -> bool:
    return any(plays(part, text) for part in ("boundary", "annex", "note", "closing"))


def lines_of(text: str, span: Span) -> tuple[Line, ...]:
    r"""Return the lines of `span` that are not blank, in order.

    >>> [line.text for line in lines_of("a  b\n\n 1.\n", Span(0, 10))]
    ['a b', '1.']
    """
    found: list[Line] = []
    for match in _LINE.finditer(text, span.start, span.end):
        printed = match[0]
        start = match.start() + len(printed) - len(printed.lstrip())
        found.append(_line(printed.strip(), start))
    return tuple(found)


def _line(printed: str, start: int) -> Line:
    squeezed = squeeze(printed)
    return Line(squeezed, Span(start, start + len(printed)), kind_of(squeezed))


def split_total(line: Line) -> tuple[Line, ...]:
    """Return a total that has its sum beside it as two cells: "TOTAL: R$ 5,00"."""
    match = _TOTAL_AND_SUM.fullmatch(line.text) if line.total else None
    if match is None:
        return (line,)
    label, figure = match["label"], match["sum"]
    end = line.span.start + len(label)
    return (_line(label, line.span.start), _line(figure, line.span.end - len(figure))) if end < line.span.end else (line,)


def over(lines: Sequence[Line]) -> Span:
    """Return the span from the first line to the last."""
    return Span(lines[0].span.start, lines[-1].span.end)


def stretches(lines: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    """Return the index ranges between boundaries, where a table can lie."""
    found, start = [], 0
    for at, line in enumerate((*lines, None)):
        if line is None or line.boundary:
            if at > start:
                found.append((start, at))
            start = at + 1
    return tuple(found)
