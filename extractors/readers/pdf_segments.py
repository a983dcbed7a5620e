"""What the words of a page make before columns are looked for: segments, drawn lines, lines across."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.pages import Box

APART: Final = 0.6
"""Gap, in heights of a line, that ends a segment: blanks between words have a third of it."""


class Segment(NamedTuple):
    """Words `first` to `last` (exclusive) of the file's order, and the box around them."""

    first: int
    last: int
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> float:
        """Where it stands from the top."""
        return (self.top + self.bottom) / 2

    @property
    def width(self) -> float:
        """Points from left to right."""
        return self.x1 - self.x0


class Line(NamedTuple):
    """Segments side by side, from left to right, and their lowest edge."""

    segments: tuple[Segment, ...]
    bottom: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.segments[-1].x1


class Part(NamedTuple):
    """Words `first` to `last` (exclusive) that are known to be one block; `beside` is that of the block."""

    first: int
    last: int
    beside: bool


@dataclass(frozen=True, slots=True)
class Material:
    """What is put in order: texts, boxes, and what pdfium thinks of what parts a word from the one before.

    `joined` says whether there is only a line break of pdfium's, `begun` whether there is any. `whole`
    are the indices that are no words but tables: each is a paragraph of its own. `parts` are the blocks
    in reading order where they are known: of a scan, which is parted before it is read. `width` is that of
    the page in points, 0 where it tells nothing of where columns begin.
    """

    texts: Sequence[str]
    boxes: Sequence[Box]
    joined: Sequence[bool] = ()
    begun: Sequence[bool] = ()
    whole: frozenset[int] = frozenset()
    parts: tuple[Part, ...] = ()
    width: float = 0.0


def segments_of(material: Material, indices: Sequence[int]) -> list[Segment]:
    """Return the segments of the words at `indices`, in the order of the file."""
    found: list[Segment] = []
    boxes, whole = material.boxes, material.whole
    first = last = -2
    x0 = top = x1 = bottom = 0.0
    for at in indices:
        left, over, right, under = boxes[at]
        height = under - over
        beside = at == last and -height < left - x1 < APART * height and over < (top + bottom) / 2 < under
        if beside and not (whole and (at in whole or first in whole)):
            x1, last = (max(x1, right)), at + 1
            if over < top or under > bottom:
                top, bottom = min(top, over), max(bottom, under)
            continue
        if first >= 0:
            found.append(Segment(first, last, x0, top, x1, bottom))
        first, last, x0, top, x1, bottom = at, at + 1, left, over, right, under
    if first >= 0:
        found.append(Segment(first, last, x0, top, x1, bottom))
    return found


def drawn_lines(segments: Sequence[Segment], begun: Sequence[bool]) -> list[Segment]:
    """Return the segments that the file draws as one line, from left to right, as one."""
    found: list[Segment] = []
    for each in segments:
        before = found[-1] if found else None
        if (
            before is None
            or before.last != each.first
            or begun[each.first]
            or each.x0 < before.x1 - 1
            or not before.top < each.middle < before.bottom
        ):
            found.append(each)
        else:
            top, bottom = min(before.top, each.top), max(before.bottom, each.bottom)
            found[-1] = Segment(before.first, each.last, before.x0, top, each.x1, bottom)
    return found


def _follows(before: Segment, after: Segment) -> bool:
    """Whether a segment stands to the right of another, at its height."""
    return after.x0 >= before.x1 - 1 and before.top < after.middle < before.bottom


def lines_of(segments: Sequence[Segment]) -> tuple[Line, ...]:
    """Return the lines of segments that stand in one column."""
    found: list[list[Segment]] = []
    top = bottom = 0.0
    for each in sorted(segments, key=_level):
        _, _, _, over, _, under = each
        if found and over < bottom and min(under, bottom) - max(over, top) > min(bottom - top, under - over) / 2:
            found[-1].append(each)
            top, bottom = max(over, top), min(under, bottom)
        else:
            found.append([each])
            top, bottom = over, under
    return tuple([_line(line) if len(line) > 1 else Line((line[0],), line[0].bottom) for line in found])


def _line(segments: list[Segment]) -> Line:
    return Line(tuple(sorted(segments, key=_left)), max([each.bottom for each in segments]))


def _level(segment: Segment) -> float:
    return segment.top + segment.bottom


def _left(segment: Segment) -> float:
    return segment.x0
