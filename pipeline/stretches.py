"""A repaired text beside its raw: alternating stretches that are the same and that were repaired.

They come from the recorded edits alone; the two texts are never compared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pipeline.line_index import LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.spans import Correction, NormalizedText

LINE_ENDS: Final = frozenset({"\r\n", "\r", "\n", ""})
"""What a line end reads before and after repair; telling it would mark every line of some sources."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Raw text, what it reads now, and the edits that made the one of the other (none: they are the same)."""

    raw: str
    value: str
    corrections: tuple[Correction, ...] = ()

    @property
    def ends_line(self) -> bool:
        """Whether the repair only concerns how a line ends."""
        return bool(self.corrections) and self.raw in LINE_ENDS and self.value in LINE_ENDS


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the repaired text, without its line end. `number` counts from 1."""

    number: int
    stretches: tuple[Stretch, ...]

    @property
    def repaired(self) -> bool:
        """Whether anything was repaired in it."""
        return any(stretch.corrections for stretch in self.stretches)


def stretches(text: NormalizedText) -> Iterator[Stretch]:
    """Give the text in stretches; joined, their raw texts are the raw text, and their values the value.

    Edits whose raw spans meet, of one step or of several, are in one stretch.
    """
    raw, value = text.raw, text.value
    at = value_at = 0
    for group in _groups(text.corrections()):
        start, end = group[0].span.start, max(each.span.end for each in group)
        if start > at:
            yield Stretch(raw[at:start], raw[at:start])
            value_at += start - at
        length = end - start + sum(len(each.after) - len(each.before) for each in group)
        yield Stretch(raw[start:end], value[value_at : value_at + length], group)
        at, value_at = end, value_at + length
    if at < len(raw):
        yield Stretch(raw[at:], raw[at:])


def _groups(corrections: Iterable[Correction]) -> Iterator[tuple[Correction, ...]]:
    """Give the corrections, sorted by raw span, in groups whose spans overlap."""
    group: list[Correction] = []
    end = 0
    for each in corrections:
        if group and each.span.start >= end:
            yield tuple(group)
            group = []
        group.append(each)
        end = max(end, each.span.end) if len(group) > 1 else each.span.end
    if group:
        yield tuple(group)


def lines(text: NormalizedText) -> Iterator[Line]:
    """Give the lines of the repaired text. Repairs of line ends as such are left out.

    A repair that goes over a line end is cut there, its edits told on the first line.
    """
    number, line = 1, list[Stretch]()
    for stretch in stretches(text):
        first, *rest = _cut(stretch)
        line.append(first)
        for piece in rest:
            yield _line(number, line)
            number, line = number + 1, [piece]
    if any(stretch.value or stretch.raw for stretch in line):
        yield _line(number, line)


def _line(number: int, pieces: Iterable[Stretch]) -> Line:
    return Line(number, tuple(each for each in pieces if each.value or (each.raw and each.corrections)))


def _cut(stretch: Stretch) -> list[Stretch]:
    """Return the stretch in pieces at the line ends of its value."""
    if stretch.ends_line:
        return [Stretch("", "")] * (stretch.value.count("\n") + 1)
    values = stretch.value.split("\n")
    if not stretch.corrections:
        return [Stretch(each, each) for each in values]
    if len(values) == 1:
        return [stretch]
    raws = LINE_END.split(stretch.raw)
    if len(raws) != len(values):
        raws = [stretch.raw, *[""] * (len(values) - 1)]
    pieces = [replace(stretch, raw=each, value=value) for each, value in zip(raws, values, strict=True)]
    return [pieces[0], *(replace(each, corrections=()) for each in pieces[1:])]
