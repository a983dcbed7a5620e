"""The order in which the words of a page are read: segments, columns, lines.

Words that follow each other in the file on one line, without a wide gap, are a segment. Where
segments begin one under another along a vertical line that no text crosses, columns part; a
segment that crosses it (a merged column, a heading over all) ends the columns above it and opens
those below. Each part is cut again by the same rule, and what is cut no more is read line by line.

Columns of prose are read one after another, cells of a table without rules row by row: prose fills
its column, and its lines stand on the lines of its neighbour only by chance: where a sentence goes on
in one, a paragraph begins in the other. Cells of a row begin side by side.
"""

from __future__ import annotations

import itertools
from bisect import bisect
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.pages import Box
from extractors.readers.pdf_columns import (
    ALIGNED,
    FEW_OVERHANG,
    FEWEST,
    LEAST,
    NARROWEST,
    Band,
    Layout,
    are_columns,
    crossed,
    in_turn,
    overhang,
    sides_of,
)
from extractors.readers.pdf_segments import Line, Material, Segment, drawn_lines, lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence


OVERHANG: Final = 10.0
"""Points by which a line may reach into the next column without joining the two."""

SURELY_MORE: Final = 1.5
"""How many times more lines must be parted within lines as drawn than between them, for columns drawn in rows."""

DOUBT: Final = 2
"""As many from which it is doubtful that they are cells in rows."""

FEW_DOUBT: Final = 1
"""The same where a column of equal width may begin."""

MOST: Final = 0.4
"""Share of the lines of a region that columns drawn in rows must part."""

PLAIN: Final = 0.8
"""Share of the lines of a region from which no better place is looked for."""

LIKELY: Final = 3
"""Places of columns that are looked at for signs of them."""

BOTH_SIDES: Final = 1.2
"""Lines left and right, to all lines of a region, from which it may stand in columns as a whole."""

SPARE: Final = 0.2
"""Segments a line that it may have beyond a segment a column: a wide blank in a line."""

FIGURES: Final = 0.6
"""Share of lines that begin with a figure, by which cells of amounts differ from cells of words beside them."""

DEEPEST: Final = 12


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that are read one after another; `beside` says whether the block before stands in the column to the left.

    `doubtful` says that they may as well be columns.
    """

    lines: tuple[Line, ...]
    beside: bool = False
    doubtful: bool = False

    @property
    def box(self) -> Box:
        """The box around it."""
        parts = [each for line in self.lines for each in line.segments]
        edges = (
            [each.x0 for each in parts],
            [each.top for each in parts],
            [each.x1 for each in parts],
            [each.bottom for each in parts],
        )
        return Box(min(edges[0]), min(edges[1]), max(edges[2]), max(edges[3]))


def blocks_of(segments: Sequence[Segment], material: Material, *, by_sight: bool = False) -> tuple[Block, ...]:
    """Return the blocks of a page, segments of `material`, in reading order.

    `by_sight` says that there is no file that draws one thing after another, only a picture.

    Columns are looked for between the lines as the file draws them; where there are none, between
    segments, for some files draw line by line over all columns.
    """
    found: list[Block] = []
    by_top = sorted(segments, key=_top)
    drawn = sorted(drawn_lines(segments, material.begun), key=_top)
    layout = Layout(material.width, min([each.x0 for each in segments])) if material.width and segments else None
    _cut(_Region(drawn, by_top, material.texts, by_sight=by_sight, layout=layout), found, beside=False, depth=0)
    return tuple(found)


def _top(segment: Segment) -> float:
    return segment.top


def _figures(lines: Sequence[Line], texts: Sequence[str]) -> float:
    """Return the share of lines that begin with a figure or a sign."""
    return sum(not texts[line.segments[0].first][:1].isalpha() for line in lines) / len(lines)


class _Region(NamedTuple):
    """A part of the page: its lines as drawn, and its segments, both sorted by their tops.

    `in_rows` says whether columns may stand within the drawn lines: where the file has the columns one
    after another, they do not. `by_sight` is that of `blocks_of`.
    """

    drawn: list[Segment]
    fine: list[Segment]
    texts: Sequence[str]
    in_rows: bool = True
    by_sight: bool = False
    layout: Layout | None = None

    def pitch(self, x: float) -> float:
        """Return the distance from column to column if one of equal width may begin at `x`; 0 for none."""
        return self.layout.pitch(x) if self.layout else 0.0

    @property
    def width(self) -> float:
        """Points between the margins of the page."""
        return self.layout.width - 2 * self.layout.left if self.layout else 0.0


def _cut(region: _Region, found: list[Block], *, beside: bool, depth: int) -> None:
    """Append the blocks of a region."""
    parts = _parts(region) if depth < DEEPEST else []
    if not parts and region.drawn:
        found.append(Block(lines_of(region.fine), beside=beside, doubtful=_is_doubtful(region)))
    for columns in parts:
        for at, part in enumerate(columns):
            _cut(part, found, beside=at > 0 or beside, depth=depth + 1)
        beside = False


def _parts(region: _Region) -> list[tuple[_Region, ...]]:
    """Return what is read one after another: bands, and in each the columns; [] for a region of one column."""
    bands, lines, _ = _best_bands(region.drawn, region, drawn=not region.by_sight, by_sight=region.by_sight)
    if region.in_rows and len(region.fine) > len(region.drawn) and not _are_sure(bands, lines, _height(region.drawn)):
        fine_bands, fine_lines, pitch = _best_bands(region.fine, region, drawn=False)
        few, more = (PLAIN, 1.0) if pitch else (MOST, SURELY_MORE)
        if lines < few * _height(region.drawn) and fine_lines > more * lines and fine_lines >= MOST * _height(region.fine):
            return [_regrouped(band, region) for band in fine_bands]
    return [_parted(band, region) for band in bands]


def _is_doubtful(region: _Region) -> bool:
    """Whether what is read line by line shows signs of columns, too few to part them."""
    if not region.in_rows:
        return False
    for x in _starts(region.fine, spread=2, layout=region.layout)[:LIKELY]:
        bands = _bands(region.fine, x)
        left, right = sides_of([band for band in bands if band.in_columns])
        if overhang(left, x) > FEW_OVERHANG * len(left):
            continue
        enough = FEW_DOUBT if region.pitch(x) else DOUBT
        if crossed(bands, region.texts) >= enough or _may_be_columns(region, left, right, x):
            return True
    return False


def _are_sure(bands: Sequence[Band], parted: int, lines: int) -> bool:
    """Whether bands of drawn lines part so many of them that it need not be asked whether the file draws in rows."""
    if parted < MOST * lines:
        return False
    return parted >= PLAIN * lines or in_turn([band for band in bands if band.in_columns])


def _may_be_columns(region: _Region, left: Sequence[Line], right: Sequence[Line], x: float) -> bool:
    """Whether most of a region stands in what may be columns of equal width, and no more stands side by side than those."""
    pitch = region.pitch(x)
    lines = _height(region.fine)
    if not pitch or min(len(left), len(right)) < FEWEST or len(left) + len(right) < BOTH_SIDES * lines:
        return False
    if abs(_figures(left, region.texts) - _figures(right, region.texts)) >= FIGURES:
        return False
    return len(region.fine) <= (region.width / pitch + SPARE) * lines


def _regrouped(band: Band, region: _Region) -> tuple[_Region, ...]:
    """Return the regions of a band of segments, each with its lines across the region as the drawn ones."""
    plain = region._replace(by_sight=False)
    return tuple(plain._replace(drawn=[_across(line) for line in lines_of(part)], fine=part) for part in band.parts)


def _across(line: Line) -> Segment:
    """Return a line as one segment."""
    parts = line.segments
    top, bottom = min(each.top for each in parts), max(each.bottom for each in parts)
    return Segment(parts[0].first, parts[-1].last, parts[0].x0, top, parts[-1].x1, bottom)


def _parted(band: Band, region: _Region) -> tuple[_Region, ...]:
    """Return the regions of a band of drawn lines, each with its segments."""
    regions = []
    for part in band.parts:
        words = [(each.first, each.last) for each in sorted(part, key=lambda each: each.first)]
        starts = [first for first, _ in words]
        held = [each for each in region.fine if (at := bisect(starts, each.first)) and each.first < words[at - 1][1]]
        regions.append(region._replace(drawn=part, fine=held, in_rows=not band.in_columns))
    return tuple(regions)


def _best_bands(
    segments: list[Segment], region: _Region, *, drawn: bool, by_sight: bool = False
) -> tuple[tuple[Band, ...], int, float]:
    """Return the bands along the line that parts most text into columns, how many lines it parts, its pitch; or (), 0, 0.

    `segments` are the drawn lines of `region`, or its segments; `drawn` says that the file draws them one after another.
    """
    best: tuple[Band, ...] = ()
    most, pitch = 0, 0.0
    places = _starts(segments, spread=3 if by_sight else 2, layout=None if by_sight else region.layout)
    if not places:
        return best, most, pitch
    begins, ends = sorted([each.x0 for each in segments]), sorted([each.x1 for each in segments])
    enough = PLAIN * _height(segments)
    for x in places:
        sides = bisect(ends, x + OVERHANG), len(begins) - bisect(begins, x - ALIGNED)
        if min(sides) <= most:
            continue
        bands = _bands(segments, x, by_sight=by_sight)
        parted = sum(min(_height(band.left), _height(band.right)) for band in bands if band.in_columns)
        if parted > most and are_columns(bands, x, region.texts, drawn=drawn, by_sight=by_sight, pitch=region.pitch(x)):
            best, most, pitch = bands, parted, region.pitch(x)
            if most >= enough:
                break
    return best, most, pitch


def _height(segments: list[Segment]) -> int:
    """Return how many lines segments stand on."""
    return len({round(each.bottom) for each in segments})


def _starts(segments: list[Segment], *, spread: int, layout: Layout | None = None) -> list[float]:
    """Return where lines begin one under another, most of them first, the leftmost place aside.

    `spread` is over how many points their beginnings may be spread evenly. Where `layout` says that a column
    may begin, what stands in it may be narrow.
    """
    if len(segments) < 2 * FEWEST:
        return []
    begins = sorted([each.x0 for each in segments], reverse=True)
    places = {round(x): x for x in begins}  # the leftmost of each
    counts = Counter(map(round, begins))
    left, right = begins[-1] + NARROWEST, max([each.x1 for each in segments]) - NARROWEST
    found = []
    for place, count in counts.items():
        if not left < place < right and not (layout and place > left and layout.pitch(places[place])):
            continue
        near = counts.get(place - 1, 0) + count + counts.get(place + 1, 0)
        if near >= FEWEST and count * spread >= near:
            found.append((-near, min(places[at] for at in (place - 1, place, place + 1) if at in places)))
    return [x for _, x in sorted(found)]


def _bands(segments: list[Segment], x: float, *, by_sight: bool = False) -> tuple[Band, ...]:
    """Cut segments at those that cross the vertical line at `x`; on a scan at all that stand on their line."""
    edge, left_of, right_of = x - ALIGNED, x - ALIGNED - OVERHANG / 2, x + OVERHANG
    over = [each for each in segments if each[2] < left_of and each[4] > right_of]
    if by_sight and over:
        levels = {each.middle for each in over}
        over = [each for each in segments if each.middle in levels]
    crossing = set(over)
    cuts = [(each[3] + each[5]) / 2 for each in over]
    sides: list[tuple[list[Segment], list[Segment]]] = [([], []) for _ in range(len(over) + 1)]
    for each in segments:
        if each in crossing:
            continue
        sides[bisect(cuts, (each[3] + each[5]) / 2)][each[2] >= edge].append(each)
    return tuple(_joined(over, sides))


def _joined(over: list[Segment], sides: list[tuple[list[Segment], list[Segment]]]) -> list[Band]:
    """Return the bands in order; what is no columns goes with the crossing text around it."""
    found: list[Band] = []
    plain: list[Segment] = []
    for at, (left, right) in enumerate(sides):
        if left and right and not _beside([*left, *right], over[max(0, at - 1) : at + 1]):
            if plain:
                found.append(Band(sorted(plain, key=lambda each: each.top), [], []))
                plain = []
            found.append(Band([], left, right))
        else:
            plain += left + right
        if at < len(over):
            plain.append(over[at])
    if plain:
        found.append(Band(sorted(plain, key=lambda each: each.top), [], []))
    return found


def _beside(segments: list[Segment], crossing: list[Segment]) -> bool:
    """Whether segments stand on the line of one that crosses: parts of a head over all columns."""
    return any(all(each.top < segment.middle < each.bottom for segment in segments) for each in crossing)


def pitch(lines: Sequence[Line]) -> float:
    """Return the distance from line to line within a paragraph; 0 where there are too few lines to tell.

    A fifth of the lines follow closely even where most paragraphs are one line with a blank one after it.
    """
    steps = sorted(below.bottom - line.bottom for line, below in itertools.pairwise(lines))
    return steps[len(steps) // 5] if len(steps) >= LEAST else 0.0
