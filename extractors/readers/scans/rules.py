"""Ruled tables on a picture: rules are long thin ink, cells what they enclose; and the picture without rules."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import cv2
import numpy as np

from corpus.pages import Box
from extractors.readers.pdf_tables import Ruled
from extractors.readers.scans.ink import pieces_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.readers.scans.ink import Mask
    from extractors.readers.scans.rasters import Grey

SHORTEST: Final = 0.3
"""Inches of the shortest rule: no stroke of a letter is as long, save in a masthead."""

STRETCH: Final = 0.13
"""Inches of the shortest unbroken stretch of a rule: longer than any stroke of a letter in the text."""

THICKEST: Final = 0.04
"""Inches of the thickest rule; what is thicker is a bar."""

GAP: Final = 0.02
"""Inches by which a rule may be broken, and by which rules may miss each other where they meet."""

FEWEST: Final = 3
"""Rules across and down that the smallest table has: two rows of two cells."""

SMALLEST: Final = 0.06
"""Inches of the lowest and narrowest cell."""


class Rules(NamedTuple):
    """The rules of a page as masks, and its ruled tables in pixels of the picture they were found on."""

    across: Mask
    down: Mask
    tables: tuple[Ruled, ...]


def rules_of(ink: Mask, *, dpi: float) -> Rules:
    """Find the rules on a mask of ink, and the tables they make."""
    across, down = _long(ink, dpi=dpi, upright=False), _long(ink, dpi=dpi, upright=True)
    if not across.any() or not down.any():
        return Rules(across, down, ())
    reach = max(1, round(GAP * dpi))
    grid = cv2.dilate(cv2.bitwise_or(across, down), np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    pieces = pieces_of(np.asarray(grid, dtype=np.uint8))
    tables = []
    for at in range(len(pieces)):
        left, top = int(pieces.left[at]), int(pieces.top[at])
        window = slice(top, top + int(pieces.height[at])), slice(left, left + int(pieces.width[at]))
        here = pieces.labels[window] == at + 1
        found = _table(np.where(here, across[window], 0), np.where(here, down[window], 0), dpi=dpi)
        if found is not None:
            tables.append(_moved(found, left, top))
    return Rules(across, down, tuple(tables))


def _long(ink: Mask, *, dpi: float, upright: bool) -> Mask:
    """Return the ink that runs straight for the length of a rule and is no thicker than one."""
    steps = ((cv2.MORPH_OPEN, STRETCH), (cv2.MORPH_CLOSE, GAP), (cv2.MORPH_OPEN, SHORTEST))
    runs = ink
    for step, inches in steps:
        size = max(2, round(inches * dpi))
        runs = np.asarray(cv2.morphologyEx(runs, step, np.ones((size, 1) if upright else (1, size), np.uint8)), dtype=np.uint8)
    if not runs.any():
        return runs
    pieces = pieces_of(runs)
    thickness = pieces.area / np.maximum(1, pieces.height if upright else pieces.width)
    kept = np.zeros(len(pieces) + 1, dtype=np.uint8)
    kept[1:] = np.where(thickness <= max(2.0, THICKEST * dpi), 255, 0)
    return np.asarray(kept[pieces.labels], dtype=np.uint8)


def _table(across: Mask, down: Mask, *, dpi: float) -> Ruled | None:
    """Return the table that rules make, None where they make none."""
    ys, xs = _places(across, dpi=dpi, upright=False), _places(down, dpi=dpi, upright=True)
    if len(ys) < FEWEST or len(xs) < FEWEST:
        return None
    reach = max(1, round(GAP * dpi))
    walls = cv2.dilate(cv2.bitwise_or(across, down), np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    inside = pieces_of(np.asarray(255 - walls, dtype=np.uint8))
    rows: list[list[Box | None]] = [[None] * (len(xs) - 1) for _ in pairwise(ys)]
    for at in range(len(inside)):
        x, y = int(inside.left[at]), int(inside.top[at])
        width, height = int(inside.width[at]), int(inside.height[at])
        if min(width, height) < SMALLEST * dpi or not xs[0] <= x + width / 2 <= xs[-1] or not ys[0] <= y + height / 2 <= ys[-1]:
            continue
        row, column = _between(y + reach, ys), _between(x + reach, xs)
        if row is not None and column is not None:
            rows[row][column] = Box(x - reach, y - reach, x + width + reach, y + height + reach)
    kept = tuple(tuple(row) for row in rows if any(cell is not None for cell in row))
    cells = sum(cell is not None for row in kept for cell in row)
    return Ruled(Box(xs[0], ys[0], xs[-1], ys[-1]), kept) if cells >= (FEWEST - 1) ** 2 else None


def _places(rules: Mask, *, dpi: float, upright: bool) -> list[float]:
    """Return where rules stand, one place for those that are nearly at one."""
    pieces = pieces_of(rules)
    if upright:
        middles = sorted(float(x + w / 2) for x, w in zip(pieces.left, pieces.width, strict=True))
    else:
        middles = sorted(float(y + h / 2) for y, h in zip(pieces.top, pieces.height, strict=True))
    groups: list[list[float]] = []
    for each in middles:
        if groups and each - groups[-1][-1] <= SMALLEST * dpi:
            groups[-1].append(each)
        else:
            groups.append([each])
    return [sum(group) / len(group) for group in groups]


def _between(place: float, places: Sequence[float]) -> int | None:
    """Return the number of the row or column that begins nearest before a place."""
    found = [at for at, each in enumerate(places[:-1]) if each <= place + 1]
    return found[-1] if found else None


def _moved(table: Ruled, left: int, top: int) -> Ruled:
    def moved(box: Box) -> Box:
        return Box(box.x0 + left, box.top + top, box.x1 + left, box.bottom + top)

    return Ruled(moved(table.box), tuple(tuple(None if cell is None else moved(cell) for cell in row) for row in table.rows))


def scaled(table: Ruled, by: float) -> Ruled:
    """Return a table in other units."""

    def times(box: Box) -> Box:
        return Box(box.x0 * by, box.top * by, box.x1 * by, box.bottom * by)

    return Ruled(times(table.box), tuple(tuple(None if cell is None else times(cell) for cell in row) for row in table.rows))


def without_rules(pixels: Grey, found: Rules) -> Grey:
    """Return the picture with its rules painted as paper; strokes of letters that cross a rule lose what lies on it."""
    both = cv2.bitwise_or(found.across, found.down)
    if not both.any():
        return pixels
    height, width = pixels.shape
    grown = cv2.dilate(both, np.ones((3, 3), np.uint8))
    full = cv2.resize(grown, (width, height), interpolation=cv2.INTER_NEAREST)
    return np.where(full > 0, np.uint8(255), pixels)
