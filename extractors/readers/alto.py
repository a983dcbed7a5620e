"""ALTO 2 to 4: words and where they stand, as libraries keep them (Library of Congress, alto-4-4.xsd)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corpus.pages import Box
from extractors.readers import READERS
from extractors.readers.markup import children, name_of, text_of, xml_tree
from extractors.readers.placed import ASSUMED_DPI, POINTS, PageOfWords, number, recognized, share
from extractors.readers.words import Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.pages import Document
    from corpus.source import SourceDocument
    from extractors.readers.markup import Element

MEDIA_TYPE: Final = "application/alto+xml"
UNITS: Final = {"mm10": POINTS / 254, "inch1200": POINTS / 1200, "pixel": POINTS / ASSUMED_DPI}
"""Points in one unit; a file in pixels does not tell their size."""
SPACES: Final = ("TopMargin", "LeftMargin", "PrintSpace", "RightMargin", "BottomMargin")
"""Parts of a page in the order they are read; the schema has the margins first."""


@READERS.register(MEDIA_TYPE)
def read_alto(source: SourceDocument) -> Document:
    """Return the pages of an ALTO file.

    Pixels are taken for 300 to the inch, and a note says so. Raises `UnreadableDocumentError` for a
    file that is not well formed or has no word, and past the limits of `markup` and `words`.
    """
    what = "the ALTO file"
    root = xml_tree(source.content, sha256=source.sha256, what=what)
    unit = next((text_of(each).strip() for each in root.iter("{*}MeasurementUnit")), "pixel")
    scale = UNITS.get(unit, UNITS["pixel"])
    pages = [_page(page, scale) for layout in children(root, "Layout") for page in children(layout, "Page")]
    told = f"the file counts in pixels of a size it does not tell; {ASSUMED_DPI:g} to the inch are taken"
    notes = () if unit in ("mm10", "inch1200") else (("resolution", told),)
    return recognized(source, pages, media_type=MEDIA_TYPE, reader="alto", what=what, notes=notes)


def _page(element: Element, scale: float) -> PageOfWords:
    page = PageOfWords(_size(element.get("WIDTH"), scale), _size(element.get("HEIGHT"), scale))
    for block in _blocks(element):
        page.block()
        for line in children(block, "TextLine"):
            page.line()
            _line(page, line, scale)
    return page


def _size(told: str | None, scale: float) -> float | None:
    found = number(told)
    return found * scale if found else None


def _blocks(page: Element) -> Iterator[Element]:
    """Tell the blocks of text of a page, those inside composed blocks in their place."""
    spaces = {name: list(children(page, name)) for name in SPACES}
    for name in SPACES:
        for space in spaces[name]:
            yield from (block for block in space.iter("{*}TextBlock"))


def _line(page: PageOfWords, line: Element, scale: float) -> None:
    for each in line:
        name = name_of(each)
        if name == "String":
            page.word(Word(each.get("CONTENT") or "", _box(each, line, scale), confidence=share(each.get("WC"), whole=1)))
        elif name == "HYP":
            page.hyphen(each.get("CONTENT") or "-")


def _box(element: Element, line: Element, scale: float) -> Box:
    """Return the box of a word, each side that it lacks from its line."""
    left, top, width, height = (
        (number(element.get(side)) or number(line.get(side)) or 0.0) * scale for side in ("HPOS", "VPOS", "WIDTH", "HEIGHT")
    )
    return Box(left, top, left + width, top + height)
