"""The words of a PDF page with their boxes: two boxes are asked of pdfium a word, none a character."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import regex

from corpus.errors import UnreadableDocumentError
from corpus.pages import Box
from extractors.readers.pdf_open import MAX_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Callable

    import pypdfium2 as pdfium

    Edges = tuple[float, float, float, float]
    Measure = Callable[[int], Edges]

HYPHEN: Final = "\ufffe\x02"
"""What pdfium puts for a hyphen at a line's end, and for the line break after it."""

_WORD: Final = regex.compile(rf"[^\s{HYPHEN}]*+[{HYPHEN}]|[^\s{HYPHEN}]++")
_LINE: Final = regex.compile(r"\S[^\n]*+")
_BREAK: Final = "\r\n"
_RAISED: Final = regex.compile(r"(?:(?<![\p{L}\d.])[nN]|\d)[.]?(?P<raised>[oOaA])(?:s)?+(?!\p{L})")
_ORDINAL: Final = {"o": "º", "O": "º", "a": "ª", "A": "ª"}

RAISED: Final = 0.12
"""How far a letter is raised over the one before to be an ordinal mark, in heights of a line."""

INVISIBLE: Final = frozenset((3, 7))
"""Text render modes that paint nothing (ISO 32000-1, 9.3.6)."""

UPRIGHT: Final = 2.0
"""How many times higher than wide a word is that runs upwards or downwards."""

LETTERS: Final = 3
"""Fewest letters by which that can be told."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page in the order of the file, as columns; boxes lie inside the page.

    `joined` says whether only pdfium's own line break parts a word from the one before, `begun` whether
    a line break or a hyphen that ends a line does; `hidden`
    are the words that are not painted, `turned` those that run upwards or downwards.
    """

    width: float
    height: float
    texts: tuple[str, ...]
    boxes: tuple[Box, ...]
    joined: tuple[bool, ...]
    begun: tuple[bool, ...]
    hidden: frozenset[int]
    turned: frozenset[int]


def page_words(page: pdfium.PdfPage, number: int) -> PageWords:
    """Return the words of a page; words that lie wholly beside it are left out.

    Raises `UnreadableDocumentError` for a page with more characters than any gazette's.
    """
    width, height = page.get_size()
    with closing(page.get_textpage()) as layer:
        count = layer.count_chars()
        _check_count(count, number)
        return _collected(layer, page, (width, height), count)


def layer_text(page: pdfium.PdfPage, number: int) -> tuple[str, float]:
    """Return the text of a page as pdfium gives it, without places, and the share of its lines that are not painted.

    Raises as `page_words` does.
    """
    with closing(page.get_textpage()) as layer:
        _check_count(layer.count_chars(), number)
        text = layer.get_text_range()
        starts = [match.start() for match in _LINE.finditer(text)]
        painted = _painted(layer)
        return text, sum(not painted(at) for at in starts) / max(1, len(starts))


def _check_count(count: int, number: int) -> None:
    if count > MAX_CHARACTERS:
        told = f"page {number} has {count} characters; at most {MAX_CHARACTERS} are read"
        raise UnreadableDocumentError(told, page=number)


def _collected(layer: pdfium.PdfTextPage, page: pdfium.PdfPage, size: tuple[float, float], count: int) -> PageWords:
    text = layer.get_text_range() if count else ""
    measure = _measure(layer, text, count)
    text = _with_ordinals(text, measure)
    place = _placing(page)
    texts: list[str] = []
    boxes: list[Box] = []
    joined: list[bool] = []
    begun: list[bool] = []
    hidden: set[int] = set()
    painted, last, cut = True, 0, True
    is_painted = _painted(layer)
    for match in _WORD.finditer(text):
        start, end = match.span()
        gap = text[last:start]
        begins = "\n" in gap or cut
        if begins:
            painted = is_painted(start)
        last, cut = end, text[end - 1] in HYPHEN
        box = _inside(place(_around(measure(start), measure(end - 1))), size)
        if box is None:
            continue
        begun.append(begins)
        if not painted:
            hidden.add(len(texts))
        word = match[0]
        texts.append(f"{word[:-1]}-" if word[-1] in HYPHEN else word)
        boxes.append(box)
        joined.append(gap == _BREAK)
    turned = frozenset(
        at for at, box in enumerate(boxes) if box.bottom - box.top > UPRIGHT * (box.x1 - box.x0) and len(texts[at]) >= LETTERS
    )
    return PageWords(*size, tuple(texts), tuple(boxes), tuple(joined), tuple(begun), frozenset(hidden), turned)


def _measure(layer: pdfium.PdfTextPage, text: str, count: int) -> Measure:
    """Return what tells the edges (left, bottom, right, top) of the character at an offset of `text`."""
    from pypdfium2 import raw  # noqa: PLC0415

    box, handle, ask = raw.FS_RECTF(), layer.raw, raw.FPDFText_GetLooseCharBox

    def straight(at: int) -> Edges:
        ask(handle, at, box)
        return box.left, box.bottom, box.right, box.top

    if len(text) == count:
        return straight
    units = _units(text)
    return lambda at: straight(max(0, raw.FPDFText_GetCharIndexFromTextIndex(handle, units[at])))


def _units(text: str) -> list[int]:
    """Return for each offset the UTF-16 units before it."""
    found, at = [], 0
    for character in text:
        found.append(at)
        at += 1 + (character > "\uffff")
    return found


def _painted(layer: pdfium.PdfTextPage) -> Callable[[int], bool]:
    """Return what tells whether the text at an offset is painted."""
    from pypdfium2 import raw  # noqa: PLC0415

    def painted(at: int) -> bool:
        text_object = raw.FPDFText_GetTextObject(layer.raw, at)
        return not text_object or raw.FPDFTextObj_GetTextRenderMode(text_object) not in INVISIBLE

    return painted


def _with_ordinals(text: str, measure: Measure) -> str:
    """Return the text with a raised o or a after a number or "n" as the ordinal mark it is."""
    raised = []
    for match in _RAISED.finditer(text):
        at = match.start("raised")
        _, base, _, top = measure(match.start())
        if measure(at)[1] - base > RAISED * (top - base):
            raised.append(at)
    for at in raised:
        text = f"{text[:at]}{_ORDINAL[text[at]]}{text[at + 1 :]}"
    return text


def _around(first: Edges, last: Edges) -> Edges:
    """Return the edges around two characters."""
    return min(first[0], last[0]), min(first[1], last[1]), max(first[2], last[2]), max(first[3], last[3])


def _placing(page: pdfium.PdfPage) -> Callable[[Edges], Edges]:
    """Return what turns edges of PDF space into x0, top, x1, bottom of the page as it is shown."""
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation()
    if turn == 90:  # noqa: PLR2004
        return lambda e: (e[1] - bottom, e[0] - left, e[3] - bottom, e[2] - left)
    if turn == 180:  # noqa: PLR2004
        return lambda e: (right - e[2], e[1] - bottom, right - e[0], e[3] - bottom)
    if turn == 270:  # noqa: PLR2004
        return lambda e: (top - e[3], right - e[2], top - e[1], right - e[0])
    return lambda e: (e[0] - left, top - e[3], e[2] - left, top - e[1])


def _inside(edges: Edges, size: tuple[float, float]) -> Box | None:
    """Return the part of a box that lies on the page; None where there is none."""
    x0, top, x1, bottom = edges
    width, height = size
    if 0 <= x0 <= x1 <= width and 0 <= top <= bottom <= height:
        return Box(x0, top, x1, bottom)
    if not (x0 < width and x1 > 0 and top < height and bottom > 0):
        return None
    return Box(max(x0, 0.0), max(top, 0.0), min(x1, width), min(bottom, height))


def upright(found: PageWords) -> PageWords:
    """Return the words as they stand when a page whose text runs upwards or downwards is turned to be read.

    The same words where most of the text is not so. The boxes are for putting words in order, not for showing them.
    """
    long = sum(len(text) >= LETTERS for text in found.texts)
    if not found.turned or len(found.turned) * 2 < long:
        return found
    boxes, width, height = found.boxes, found.width, found.height
    steps = [(boxes[at], boxes[at + 1]) for at in found.turned if at + 1 in found.turned]
    down = sum((a.top < b.top) - (a.top > b.top) for a, b in steps if abs(a.x0 - b.x0) < abs(a.top - b.top))
    if down >= 0:
        turned = tuple(Box(box.top, width - box.x1, box.bottom, width - box.x0) for box in boxes)
    else:
        turned = tuple(Box(height - box.bottom, box.x0, height - box.top, box.x1) for box in boxes)
    return replace(found, width=height, height=width, boxes=turned, turned=frozenset())
