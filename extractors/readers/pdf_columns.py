"""What stands side by side on a page: columns of prose, or cells in rows.

Prose fills its column, and its lines stand on the lines of its neighbour only by chance: where a sentence
goes on in one, a paragraph begins in the other. Cells of a row begin side by side.
"""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from extractors.readers.pdf_flow import crossings
from extractors.readers.pdf_segments import lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.readers.pdf_segments import Line, Segment


LEAST: Final = 3
"""Lines that must stand on either side for columns."""

FEWEST: Final = 2
"""Lines that must begin one under another; and stand on either side where the file itself has them in turn."""

ALIGNED: Final = 1.5
"""Points by which lines that begin at one place may differ."""

FEW_OVERHANG: Final = 0.1
"""Share of the lines of a column that may reach into the next one."""

NARROWEST: Final = 70.0
"""Points of the narrowest column of prose; four columns on a tabloid page are wider."""

FILLED: Final = 0.85
FULL_LINES: Final = 0.3
"""Prose has at least this share of lines that fill their column to `FILLED`."""

IN_ROWS: Final = 0.6
"""Share of lines with a fellow at the same height from which two columns stand in rows."""

PHRASE: Final = 8.0
"""Width of a line of a scan, in its heights and in the mean, from which it may be prose."""

COVERED: Final = 0.7
"""Share of such a line that words cover, in the mean: amounts in a row leave half of it free."""

FEW_FULL: Final = 0.2
"""Share of full lines from which it is."""

LEVEL: Final = 0.3
"""Heights of a line by which lines of a scan may differ and stand at one height."""

IN_TURN: Final = 0.8
"""Share of text that the file has column by column, from which columns are surely columns."""

CROSSED: Final = 3
"""Lines of a sentence beside a line that begins another, from which two columns are prose."""

FEW_ACROSS: Final = 0.25
"""Segments, to the lines in columns, that may stand over all columns where only sentences speak for columns."""


MOST_COLUMNS: Final = 4
GUTTERS: Final = (6.0, 36.0)
"""Points of the narrowest and widest gap between columns."""

REACHED: Final = 0.82
"""Share of the distance from column to column that a line fills at least which fills its column, gap aside."""

FULL_ON_GRID: Final = 0.2
"""Share of such lines on both sides, from which columns of equal width hold prose, if a sentence speaks for it too."""


class Layout(NamedTuple):
    """A page's width, and where its text begins from the left: what tells where columns of equal width begin."""

    width: float
    left: float

    def pitch(self, x: float) -> float:
        """Return the distance from column to column if one may begin at `x`; 0 for none."""
        room = self.width - 2 * self.left
        for count in range(2, MOST_COLUMNS + 1):
            least, most = ((room + gutter) / count for gutter in GUTTERS)
            for before in range(1, count):
                if least - ALIGNED <= (x - self.left) / before <= most + ALIGNED:
                    return (x - self.left) / before
        return 0.0


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the page from top to bottom: columns, or text over all of them."""

    segments: list[Segment]
    left: list[Segment]
    right: list[Segment]

    @property
    def in_columns(self) -> bool:
        """Whether there is text on both sides."""
        return bool(self.left and self.right)

    @property
    def parts(self) -> tuple[list[Segment], ...]:
        """What is read one after another."""
        return (self.left, self.right) if self.in_columns else (self.segments,)


def are_columns(  # noqa: PLR0913  # what speaks for columns and against them
    bands: tuple[Band, ...], x: float, texts: Sequence[str], *, drawn: bool, by_sight: bool, pitch: float = 0.0
) -> bool:
    """Whether what stands left and right of `x` is prose in columns, not cells in rows.

    `pitch` is that of columns of equal width, if one of them may begin at `x`.
    """
    parted = [band for band in bands if band.in_columns]
    left, right = sides_of(parted)
    turns = drawn and in_turn(parted)
    if min(len(left), len(right)) < (FEWEST if turns else LEAST):
        return False
    if overhang(left, x) > FEW_OVERHANG * len(left):
        return False
    if by_sight:
        return not _in_sight_rows(left, right) or (_is_prose(left) and _is_prose(right))
    if turns or not _in_rows(left, right) or (_is_full(left) and _is_full(right)):
        return True
    across = sum(len(band.segments) for band in bands if not band.in_columns)
    speaking = crossed(bands, texts)
    if pitch and speaking:
        full = min(_reaching(side, REACHED * pitch) for side in (left, right))
        return speaking >= CROSSED or full >= FULL_ON_GRID
    return across <= FEW_ACROSS * (len(left) + len(right)) and speaking >= CROSSED


def _reaching(lines: tuple[Line, ...], width: float) -> float:
    """Return the share of lines that are so wide."""
    return sum(line.right - line.segments[0].x0 >= width for line in lines) / len(lines)


def sides_of(parted: list[Band]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return the lines left and right."""
    left = lines_of([each for band in parted for each in band.left])
    right = lines_of([each for band in parted for each in band.right])
    return left, right


def _width(lines: tuple[Line, ...]) -> float:
    """Return how wide lines in one column reach."""
    return max(line.right for line in lines) - min(line.segments[0].x0 for line in lines)


def crossed(bands: Sequence[Band], texts: Sequence[str]) -> int:
    """Return how many lines side by side speak for columns, in bands that are high and wide enough for some."""
    found = 0
    for band in bands:
        left, right = lines_of(band.left), lines_of(band.right)
        if min(len(left), len(right)) >= LEAST and min(_width(left), _width(right)) >= NARROWEST:
            found += crossings(left, right, texts)
    return found


def overhang(left: tuple[Line, ...], x: float) -> int:
    """Return how many lines of the left column reach into the right one."""
    return sum(line.right > x - ALIGNED for line in left)


def in_turn(parted: list[Band]) -> bool:
    """Whether the file has all of the left column before the right one in most of the bands: no table is drawn so."""
    lines = sum(len(band.left) + len(band.right) for band in parted)
    apart = (band for band in parted if max(each.first for each in band.left) < min(each.first for each in band.right))
    return sum(len(band.left) + len(band.right) for band in apart if len(band.left) > 1) >= IN_TURN * lines


def _in_rows(left: tuple[Line, ...], right: tuple[Line, ...]) -> bool:
    """Whether the lines of two sides stand at the same heights."""
    heights = {round(line.bottom) for line in left}
    fellows = sum(any(round(line.bottom) + by in heights for by in (-1, 0, 1)) for line in right)
    return fellows >= IN_ROWS * min(len(left), len(right))


def _in_sight_rows(left: tuple[Line, ...], right: tuple[Line, ...]) -> bool:
    """Whether the lines of two sides of a scan stand at the same heights: its words are as high as their ink."""
    heights = sorted(line.segments[0].middle for line in left)
    fellows = 0
    for line in right:
        first = line.segments[0]
        at = bisect(heights, first.middle - LEVEL * (first.bottom - first.top))
        fellows += at < len(heights) and heights[at] <= first.middle + LEVEL * (first.bottom - first.top)
    return fellows >= IN_ROWS * min(len(left), len(right))


def _is_full(lines: tuple[Line, ...], share: float = FULL_LINES) -> bool:
    """Whether enough lines reach across their column, as those of prose do."""
    start, width = min(line.segments[0].x0 for line in lines), _width(lines)
    full = sum(line.right - start >= FILLED * width for line in lines)
    return width >= NARROWEST and full >= share * len(lines)


def _is_prose(lines: tuple[Line, ...]) -> bool:
    """Whether lines of a scan are sentences that fill a column, not cells."""
    width = sum(line.right - line.segments[0].x0 for line in lines)
    covered = sum(each.width for line in lines for each in line.segments)
    height = sum(line.segments[0].bottom - line.segments[0].top for line in lines)
    return width >= PHRASE * height and covered >= COVERED * width and _is_full(lines, FEW_FULL)
