"""Headings over groups of rows: a number, a name, a count of what the group holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from corpus.spans import Span
from extractors.tables.cells import Kind
from extractors.tables.labels import plays
from extractors.tables.shape import continues

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.tables.lines import Line

_NUMBER: Final = regex.compile(r"(?P<number>\d{1,3}|[IVXL]{1,6})\s?[.)ºª°–-]*")
_NUMBERED: Final = regex.compile(r"(?P<number>\d{1,3})\s?[.)ºª°–-]+\s*(?P<name>\p{L}.{1,79})")
_COUNT: Final = regex.compile(r"\(?(?P<count>\d{1,4})\s(?P<what>\p{L}{4,}(?:\s\p{L}+)?)\)?")
_NAME_AND_COUNT: Final = regex.compile(r"(?P<name>\p{L}.{1,79}?)\s?[(–-]\s?(?P<count>\d{1,4})\s(?P<what>\p{L}{4,})\)?")
LONGEST_NAME: Final = 80
NUMBER_GAP: Final = 4
"""Code points between a number and a name on the same line."""

CLOSED: Final = 0.2
COUNTED: Final = 0.3
"""A heading that counts its rows: no row looks like it."""
NUMBERED: Final = 0.6
"""A number and a name on one line."""
BARE: Final = 1.6
"""A number on a line of its own and a name, where rows run on: more likely a list number before a row."""
WORDED: Final = 0.5
"""A heading that says what it is: region, lot, pole."""
FRESH: Final = 0.5
"""Any heading right after a total or a repeated header, where one is looked for."""
SECOND_LINE: Final = 1.0
"""A name over two lines: more likely the second begins the first row, where no count closes the heading."""


def group_word(names: Sequence[str]) -> str:
    """Return what headings say that they are, for the name of their column.

    >>> group_word(["LOTE 01", "LOTE 02"]), group_word(["Norte", "Sul"])
    ('LOTE', 'Grupo')
    """
    first = Counter(name.split(" ", 1)[0] for name in names if plays("group", name))
    return first.most_common(1)[0][0] if first else "Grupo"


@dataclass(frozen=True, slots=True)
class Part:
    """A value that a heading prints, and where."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over rows: `what` is the word that follows the count. `cost` tells against this reading."""

    end: int
    number: Part | None
    name: Part
    count: Part | None
    what: str | None
    cost: float
    fresh_cost: float


def headings_at(lines: Sequence[Line], at: int) -> Iterator[Heading]:
    """Tell the headings that may begin at line `at`; `end` is the index after the last line."""
    for number, name, next_line in _openings(lines, at):
        yield from _named(lines, number, name, next_line)


def _openings(lines: Sequence[Line], at: int) -> Iterator[tuple[Part | None, Part, int]]:
    """Tell number, first line of the name, and the index after it."""
    line = lines[at]
    numbered = _NUMBERED.fullmatch(line.text)
    if numbered:
        name = numbered["name"]
        number = Part(numbered["number"], Span(line.span.start, line.span.start + len(numbered["number"])))
        yield number, Part(name, Span(line.span.end - len(name), line.span.end)), at + 1
        return
    alone = _NUMBER.fullmatch(line.text)
    if alone and at + 1 < len(lines) and _is_name(lines[at + 1]):
        yield Part(alone["number"], line.span), _part(lines[at + 1]), at + 2
    if _is_name(line):
        yield None, _part(line), at + 1


def _part(line: Line) -> Part:
    return Part(line.text, line.span)


def _is_name(line: Line) -> bool:
    if line.kind is not Kind.TEXT or len(line.text) > LONGEST_NAME or line.total:
        return False
    return not (_COUNT.fullmatch(line.text) or _NUMBERED.fullmatch(line.text))


def _named(lines: Sequence[Line], number: Part | None, name: Part, at: int) -> Iterator[Heading]:
    inline = _NAME_AND_COUNT.fullmatch(name.value)
    if inline:
        counted = Part(inline["count"], name.span), inline["what"]
        yield _heading(at, number, Part(inline["name"], name.span), 0.0, counted)
        return
    yield from _counted(lines, number, name, at)
    if at < len(lines) and _is_name(lines[at]):
        second = lines[at]
        both = Part(f"{name.value} {second.text}", Span(name.span.start, second.span.end))
        yield from _counted(lines, number, both, at + 1, cost=0.0 if continues(name.value, second.text) else SECOND_LINE)


def _counted(lines: Sequence[Line], number: Part | None, name: Part, at: int, *, cost: float = 0.0) -> Iterator[Heading]:
    count = _COUNT.fullmatch(lines[at].text) if at < len(lines) else None
    if count:
        counted = Part(count["count"], lines[at].span), count["what"]
        yield _heading(at + 1, number, name, min(cost, CLOSED), counted)
    yield _heading(at, number, name, cost)


def _heading(end: int, number: Part | None, name: Part, cost: float, counted: tuple[Part, str] | None = None) -> Heading:
    worded = plays("group", name.value)
    if counted is not None and (number is not None or worded):
        doubt, fresh = COUNTED, 0.0
    elif worded:
        doubt, fresh = WORDED, 0.0
    elif number is not None or counted is not None:
        one_line = number is not None and name.span.start - number.span.end < NUMBER_GAP
        doubt, fresh = NUMBERED if one_line else BARE, FRESH
    else:
        doubt, fresh = 2 * BARE, FRESH
    count, what = counted or (None, None)
    return Heading(end, number, name, count, what, cost + doubt, cost + fresh)
