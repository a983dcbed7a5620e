"""What is cut from a page to be recognized apart: its columns, found before a word is read.

Pieces of ink that stand as near as the letters of a word are joined, and what comes of it is put in
order by the code that orders the words of a PDF. So columns are the same before and after a page is
recognized, whatever it says.
"""

from __future__ import annotations

from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

import cv2
import numpy as np

from corpus.pages import Box
from extractors.readers.pdf_layout import blocks_of
from extractors.readers.pdf_segments import Material, Segment, lines_of, segments_of
from extractors.readers.scans.ink import letter_height, pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from extractors.readers.pdf_segments import Line
    from extractors.readers.scans.ink import Mask
    from extractors.readers.scans.rasters import Grey

NEAR: Final = 0.45
"""Gap between letters of a word, in heights of a small letter, up to which they are joined."""

TINY: Final = 0.45
"""Height, in heights of a small letter, under which a piece is a dot or an accent."""

WHITE: Final = 0.08
"""Inches of white around a cut."""

LINE: Final = 2.0
"""Height of a line, in heights of a small letter: words without ascender are as high as others when they are put in order."""

HIGH: Final = 1.5
"""Heights of a line from which a piece is more than a word of it: a letter of a masthead, lines that touch, a table."""

MOST_WORDS: Final = 20_000
"""Pieces of ink joined to words that are put in order; a page with more is a picture, and is recognized whole."""


class Region(NamedTuple):
    """A part of the page: the box around it, the boxes of what else stands in that box (points), `beside` as of a block."""

    box: Box
    others: tuple[Box, ...]
    beside: bool = False


def regions_of(ink: Mask, *, dpi: float, tables: Sequence[Box] = ()) -> tuple[Region, ...]:
    """Return the parts of a page in reading order; () for a page without ink.

    `ink` is the mask of it without rules, at `dpi`; boxes are points, those of `tables` too: what stands
    in a table is a part of its own.
    """
    height = letter_height(pieces_of(ink), dpi=dpi)
    boxes = _words(ink, height, dpi=dpi)
    if not boxes:
        return ()
    if len(boxes) > MOST_WORDS:
        return (Region(_around(boxes), ()),)
    places = [_table_of(box, tables) for box in boxes]
    inside = {table: [box for box, place in zip(boxes, places, strict=True) if place == at] for at, table in enumerate(tables)}
    filled = [table for table, held in inside.items() if held]
    outside = [box for box, place in zip(boxes, places, strict=True) if place is None]
    return tuple(
        _region([each for box in part for each in inside.get(box, [box])], boxes, beside=beside)
        for part, beside in _blocks([*outside, *filled], frozenset(filled), LINE * height * 72 / dpi)
    )


def _words(ink: Mask, height: float, *, dpi: float) -> list[Box]:
    """Return the boxes of what may be words, in points."""
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, max(1, round(NEAR * height)) | 1), np.uint8))
    pieces = pieces_of(np.asarray(joined, dtype=np.uint8))
    scale = 72 / dpi
    columns = zip(pieces.left, pieces.top, pieces.width, pieces.height, strict=True)
    return [
        Box(float(x * scale), float(y * scale), float((x + w) * scale), float((y + h) * scale))
        for x, y, w, h in columns
        if h >= TINY * height
    ]


def as_high(box: Box, height: float) -> Box:
    """Return a box that is at least so high, around the same middle."""
    lacks = max(0.0, height - (box.bottom - box.top)) / 2
    return Box(box.x0, box.top - lacks, box.x1, box.bottom + lacks)


def _table_of(box: Box, tables: Sequence[Box]) -> int | None:
    """Return the number of the table in which the middle of a box lies."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    for at, table in enumerate(tables):
        if table.x0 <= x <= table.x1 and table.top <= y <= table.bottom:
            return at
    return None


def _blocks(boxes: Sequence[Box], tables: AbstractSet[Box], height: float) -> Iterator[tuple[list[Box], bool]]:
    """Tell the boxes of each block in reading order, and its `beside`; a table is a block. Lines are at least so high."""
    words = [Segment(at, at + 1, *as_high(box, height)) for at, box in enumerate(boxes)]
    lines = lines_of(words)
    placed = [boxes[each.first] for line in lines for each in line.segments]
    whole = frozenset(at for at, box in enumerate(placed) if box in tables)
    level = [box for line in lines for box in _level(line, height)]
    material = Material([""] * len(placed), level, begun=[True] * len(placed), whole=whole)
    segments = segments_of(material, range(len(placed)))
    for block in blocks_of(segments, material, by_sight=True):
        parts = [part for line in block.lines for part in line.segments]
        found = [placed[at] for part in parts for at in range(part.first, part.last)]
        for is_table, group in groupby(found, key=lambda box: box in tables):
            for part in ([each] for each in group) if is_table else (list(group),):
                yield part, block.beside


def _level(line: Line, height: float) -> list[Box]:
    """Return the boxes of a line's words at one level: ink alone is higher in one word than in the next."""
    low = [each for each in line.segments if each.bottom - each.top <= HIGH * height]
    middle = median(each.middle for each in low) if low else 0.0
    level = {each.first: Box(each.x0, middle - height / 2, each.x1, middle + height / 2) for each in low}
    return [level.get(each.first, Box(each.x0, each.top, each.x1, each.bottom)) for each in line.segments]


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


def _region(part: Sequence[Box], boxes: Sequence[Box], *, beside: bool) -> Region:
    """Return a part of the page with what else stands in its box."""
    around, mine = _around(part), set(part)
    others = tuple(box for box in boxes if box not in mine and _meet(box, around))
    return Region(around, others, beside)


def _meet(one: Box, two: Box) -> bool:
    return one.x0 < two.x1 and two.x0 < one.x1 and one.top < two.bottom and two.top < one.bottom


def cut(pixels: Grey, region: Region, *, dpi: float) -> tuple[Grey, tuple[int, int]]:
    """Return the picture of a region with white around it, and where on the page its left upper corner lies (pixels)."""
    scale, margin = dpi / 72, round(WHITE * dpi)
    reach = max(2, round(0.02 * dpi))
    height, width = pixels.shape
    x0, top = max(0, int(region.box.x0 * scale) - reach), max(0, int(region.box.top * scale) - reach)
    x1, bottom = min(width, int(region.box.x1 * scale) + reach + 1), min(height, int(region.box.bottom * scale) + reach + 1)
    part = pixels[top:bottom, x0:x1]
    if region.others:
        part = part.copy()
        for box in region.others:
            left, over, right, under = (round(side * scale) for side in box)
            part[max(0, over - top) : max(0, under - top + 1), max(0, left - x0) : max(0, right - x0 + 1)] = 255
    framed = cv2.copyMakeBorder(part, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(255,))
    return np.asarray(framed, dtype=np.uint8), (x0 - margin, top - margin)
