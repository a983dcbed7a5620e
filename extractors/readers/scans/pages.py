"""A raster recognized: prepared, parted, read by the engine, its words put in order and written as a page's text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from corpus.errors import OcrError
from corpus.pages import Box, Words
from extractors.readers.pdf_cells import grids
from extractors.readers.pdf_segments import Part
from extractors.readers.pdf_text import SeenPage, laid_out
from extractors.readers.pdf_words import PageWords
from extractors.readers.scans.prepare import prepared, quarter
from extractors.readers.scans.regions import cut, regions_of
from extractors.readers.scans.rules import rules_of, scaled, without_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.readers.pdf_tables import Ruled
    from extractors.readers.scans.engines import Engine, Reading, Seen
    from extractors.readers.scans.ink import Mask
    from extractors.readers.scans.prepare import Measures, Prepared
    from extractors.readers.scans.rasters import Raster
    from extractors.readers.scans.regions import Region
    from extractors.readers.scans.rules import Rules
    from extractors.readers.scans.settings import Scanning

DOUBTFUL: Final = 0.55
"""Mean confidence under which a page may lie upside down, and is read that way too."""

JUNK: Final = 0.35
"""Confidence under which a word without letter or figure is a stain."""

BAR: Final = "|"
"""What an engine makes of a rule, and what parts the cells of a table in our text: not kept from an engine."""


@dataclass(frozen=True, slots=True)
class Recognized:
    """A page as OCR read it: its text and words (boxes in points of the page as it was handed in).

    `confidence` is the mean over the words' characters, None where there are none; `doubtful` is that of
    the page's order.
    """

    text: str
    words: Words = field(repr=False)
    confidence: float | None
    measures: Measures
    tables: tuple[Box, ...] = ()
    doubtful: bool = False


def recognized(raster: Raster, *, engine: Engine, settings: Scanning) -> Recognized:
    """Return what stands on a page. Raises `OcrError` past the time limit or where the engine fails."""
    cv2.setNumThreads(1)
    size = raster.size
    try:
        ready = prepared(raster, dpi=settings.dpi)
        found = _read(ready, size, engine=engine, settings=settings)
        if found.confidence is not None and found.confidence < DOUBTFUL:
            ways = (2, 3) if ready.measures.turned else (2,)
            others = (_read(quarter(ready, turns=way), size, engine=engine, settings=settings) for way in ways)
            return max((found, *others), key=lambda each: each.confidence or 0.0)
    except (cv2.error, MemoryError) as error:
        raise OcrError(f"the picture of a page cannot be worked on ({type(error).__name__})") from error
    return found


def seen_scan(raster: Raster, *, settings: Scanning) -> SeenPage:
    """Return what is told apart on a page before a word is read, in points of the page as it was handed in."""
    ready = prepared(raster, dpi=settings.dpi)
    _, tables, parts = _parted(ready)
    blocks, ruled = ([ready.on_page(each.box) for each in found] for found in (parts, tables))
    return SeenPage(tuple(blocks), tuple(ruled))


def _read(ready: Prepared, size: tuple[float, float], *, engine: Engine, settings: Scanning) -> Recognized:
    """Part, read and order a page that lies straight."""
    rules, tables, parts = _parted(ready)
    if not parts:
        return Recognized("", Words(), None, ready.measures)
    pixels = without_rules(ready.pixels, rules)
    cuts = [cut(pixels, part, dpi=ready.dpi) for part in parts]
    readings = engine.recognize([picture for picture, _ in cuts], dpi=ready.dpi, seconds=settings.seconds)
    corners = [corner for _, corner in cuts]
    found = _page_words(ready, size, list(zip(readings, corners, (part.beside for part in parts), strict=True)))
    return _written(found, tables, ready.measures)


def _parted(ready: Prepared) -> tuple[Rules, tuple[Ruled, ...], tuple[Region, ...]]:
    """Return the rules of a page, its ruled tables and its parts in reading order, both in points of the page set straight."""
    dpi = ready.dpi / 2
    rules = rules_of(ready.ink, dpi=dpi)
    tables = tuple(scaled(table, 72 / dpi) for table in rules.tables)
    return rules, tables, regions_of(_without(ready.ink, rules), dpi=dpi, tables=[table.box for table in tables])


def _without(ink: Mask, rules: Rules) -> Mask:
    both = cv2.dilate(cv2.bitwise_or(rules.across, rules.down), np.ones((3, 3), np.uint8))
    return np.where(both > 0, np.uint8(0), ink)


def _page_words(ready: Prepared, size: tuple[float, float], read: Sequence[tuple[Reading, tuple[int, int], bool]]) -> PageWords:
    """Return the words of all parts, in the order of the parts."""
    texts: list[str] = []
    boxes: list[Box] = []
    shown: list[Box] = []
    sure: list[float] = []
    begun: list[bool] = []
    parts: list[Part] = []
    for reading, corner, beside in read:
        first = len(texts)
        kept = [word for word in reading if _is_kept(word)]
        heights = _heights(kept)
        line = -1
        for word in kept:
            box = _box(word, corner, ready.dpi)
            top, bottom = heights[word.line]
            own = Box(box.x0, (top + corner[1]) * 72 / ready.dpi, box.x1, (bottom + corner[1]) * 72 / ready.dpi)
            texts.append(word.text)
            boxes.append(own)
            shown.append(_inside(ready.on_page(box), size))
            sure.append(word.confidence)
            begun.append(word.line != line)
            line = word.line
        if len(texts) > first:
            parts.append(Part(first, len(texts), beside))
    return PageWords(
        *ready.size,
        texts=tuple(texts),
        boxes=tuple(boxes),
        joined=(False,) * len(texts),
        begun=tuple(begun),
        hidden=frozenset(),
        turned=frozenset(),
        confidence=tuple(sure),
        shown=tuple(shown),
        parts=tuple(parts),
    )


def _is_kept(word: Seen) -> bool:
    return word.text != BAR and (word.confidence >= JUNK or any(map(str.isalnum, word.text)))


def _heights(words: Sequence[Seen]) -> dict[int, tuple[int, int]]:
    """Return for each line where it begins and ends from the top."""
    found: dict[int, tuple[int, int]] = {}
    for word in words:
        top, bottom = found.get(word.line, (word.top, word.top + word.height))
        found[word.line] = min(top, word.top), max(bottom, word.top + word.height)
    return found


def _box(word: Seen, corner: tuple[int, int], dpi: float) -> Box:
    """Return the box of a word in points of the picture."""
    x, y, scale = word.left + corner[0], word.top + corner[1], 72 / dpi
    return Box(x * scale, y * scale, (x + word.width) * scale, (y + word.height) * scale)


def _inside(box: Box, size: tuple[float, float]) -> Box:
    width, height = size
    x0, x1 = (min(max(x, 0.0), width) for x in (box.x0, box.x1))
    top, bottom = (min(max(y, 0.0), height) for y in (box.top, box.bottom))
    return Box(x0, top, x1, bottom)


def _written(found: PageWords, tables: tuple[Ruled, ...], measures: Measures) -> Recognized:
    """Return the text of a page's words."""
    placed = grids(found, tables)
    text, words, doubtful = laid_out(found, placed, keep_hidden=True)
    weights = [(sure or 0.0, len(text)) for text, sure in zip(found.texts, found.confidence, strict=True)]
    total = sum(weight for _, weight in weights)
    mean = sum(sure * weight for sure, weight in weights) / total if total else None
    return Recognized(text, words, mean, measures, tuple(grid.box for grid in placed), doubtful=doubtful)
