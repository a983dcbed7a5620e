"""PAGE XML: regions, lines and words, as Transkribus, eScriptorium and OCR-D write them (PRImA, 2009 to 2019)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from corpus.pages import Box
from extractors.readers import READERS
from extractors.readers.markup import children, first, name_of, text_of, xml_tree
from extractors.readers.placed import ASSUMED_DPI, POINTS, PageOfWords, number, recognized, share
from extractors.readers.words import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.pages import Document
    from corpus.source import SourceDocument
    from extractors.readers.markup import Element

MEDIA_TYPE: Final = "application/vnd.prima.page+xml"
ORDERS: Final = ("OrderedGroup", "OrderedGroupIndexed")
GROUPS: Final = (*ORDERS, "UnorderedGroup", "UnorderedGroupIndexed")
REFERENCES: Final = ("RegionRef", "RegionRefIndexed")
CENTIMETRES: Final = 2.54
DEEPEST: Final = 50
"""Groups within groups of a reading order."""

_POINT: Final = regex.compile(r"(-?\d{1,9}(?:\.\d{1,9})?),(-?\d{1,9}(?:\.\d{1,9})?)")


@READERS.register(MEDIA_TYPE)
def read_page_xml(source: SourceDocument) -> Document:
    """Return the page of a PAGE file, regions in the reading order it tells.

    A line without words is cut at its blanks; those words have the line's box. Where the image's
    resolution is not told 300 dots an inch are taken, and a note says so. Raises
    `UnreadableDocumentError` for a file that is not well formed or has no word.
    """
    what = "the PAGE file"
    root = xml_tree(source.content, sha256=source.sha256, what=what)
    elements = list(children(root, "Page"))
    pages = [_page(element) for element in elements]
    told = f"the resolution of the image is not told; {ASSUMED_DPI:g} dots an inch are taken"
    notes = (("resolution", told),) if any(_dots(element) is None for element in elements) else ()
    return recognized(source, pages, media_type=MEDIA_TYPE, reader="page_xml", what=what, notes=notes)


def _dots(page: Element) -> float | None:
    """Return the dots an inch of the image, None where they are not told."""
    found, unit = number(page.get("imageXResolution")), page.get("imageResolutionUnit")
    if not found or found <= 0 or unit not in ("PPI", "PPCM"):
        return None
    return found if unit == "PPI" else found * CENTIMETRES


def _page(element: Element) -> PageOfWords:
    scale = POINTS / (_dots(element) or ASSUMED_DPI)
    width, height = number(element.get("imageWidth")), number(element.get("imageHeight"))
    page = PageOfWords(width * scale if width else None, height * scale if height else None)
    for region in _in_order(element):
        page.block()
        for line in children(region, "TextLine"):
            page.line()
            for word in _words(line, scale):
                page.word(word)
    return page


def _in_order(page: Element) -> Iterator[Element]:
    """Tell the regions of text in reading order; those that it does not name come after, as they stand."""
    regions = list(page.iter("{*}TextRegion"))
    named = {region.get("id"): region for region in regions}
    order = first(page, "ReadingOrder")
    told = list(dict.fromkeys(_references(order, 0))) if order is not None else []
    ordered = [named.pop(each) for each in told if each in named]
    done = {id(region) for region in ordered}
    yield from ordered
    yield from (region for region in regions if id(region) not in done)


def _references(group: Element, depth: int) -> Iterable[str]:
    """Return the ids that a group names, those of groups inside it in their place."""
    parts = list(children(group, *REFERENCES, *GROUPS))
    if name_of(group) in ORDERS:
        parts.sort(key=lambda part: number(part.get("index")) or 0.0)
    found: list[str] = []
    for part in parts:
        if name_of(part) in REFERENCES:
            found.append(part.get("regionRef") or "")
        elif depth < DEEPEST:
            found += _references(part, depth + 1)
    return found


def _words(line: Element, scale: float) -> Iterator[Word]:
    told = [(_text(word), word) for word in children(line, "Word")]
    if any(text for (text, _), _ in told):
        for (text, sure), word in told:
            yield Word(text, _box(word, scale) or _box(line, scale) or Box(0.0, 0.0, 0.0, 0.0), confidence=sure)
        return
    text, sure = _text(line)
    box = _box(line, scale) or Box(0.0, 0.0, 0.0, 0.0)
    for each in text.split():
        yield Word(each, box, confidence=sure)


def _text(element: Element) -> tuple[str, float | None]:
    """Return the reading of a line or word, the first by index, and its confidence."""
    readings = sorted(children(element, "TextEquiv"), key=lambda each: number(each.get("index")) or 0.0)
    if not readings:
        return "", None
    unicode = first(readings[0], "Unicode")
    return ("" if unicode is None else text_of(unicode)), share(readings[0].get("conf"), whole=1)


def _box(element: Element, scale: float) -> Box | None:
    """Return the rectangle around an element's outline; before 2013 its points were elements."""
    coords = first(element, "Coords")
    if coords is None:
        return None
    points = [(float(x), float(y)) for x, y in _POINT.findall(coords.get("points") or "")]
    points += [(number(each.get("x")) or 0.0, number(each.get("y")) or 0.0) for each in children(coords, "Point")]
    if not points:
        return None
    across, down = [x * scale for x, _ in points], [y * scale for _, y in points]
    return Box(min(across), min(down), max(across), max(down))
