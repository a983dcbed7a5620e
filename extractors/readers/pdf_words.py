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
    Measure = Callable[[int, int], Edges]

HYPHEN: Final = "\ufffe\x02"
"""What pdfium puts for a hyphen at a line's end, and for the line break after it."""

_HYPHENS: Final = dict.fromkeys(map(ord, HYPHEN), "-")
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
    shown = text.translate(_HYPHENS)
    place = _placing(page, size)
    found = _Columns()
    is_painted = _painted(layer)
    painted, last, cut = True, 0, True
    for match in _WORD.finditer(text):
        start, end = match.span()
        joined, begins = False, cut
        if cut or start - last != 1 or text[last] != " ":
            gap = text[last:start]
            joined, begins = gap == _BREAK, cut or "\n" in gap
            painted = is_painted(start) if begins else painted
        last, cut = end, text[end - 1] in HYPHEN
        box = place(measure(start, end - 1))
        if box is not None:
            if not painted:
                found.hidden.add(len(found.texts))
            found.texts.append(shown[start:end])
            found.boxes.append(box)
            found.joined.append(joined)
            found.begun.append(begins)
    return found.page(size)


class _Columns:
    """Words on their way to be a page."""

    __slots__ = ("begun", "boxes", "hidden", "joined", "texts")

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.boxes: list[Box] = []
        self.joined: list[bool] = []
        self.begun: list[bool] = []
        self.hidden: set[int] = set()

    def page(self, size: tuple[float, float]) -> PageWords:
        """Return the words; those much higher than wide are turned."""
        texts, boxes = tuple(self.texts), tuple(self.boxes)
        turned = (at for at, (x0, top, x1, bottom) in enumerate(boxes) if bottom - top > UPRIGHT * (x1 - x0))
        long = frozenset(at for at in turned if len(texts[at]) >= LETTERS)
        return PageWords(*size, texts, boxes, tuple(self.joined), tuple(self.begun), frozenset(self.hidden), long)


def _measure(layer: pdfium.PdfTextPage, text: str, count: int) -> Measure:
    """Return what tells the edges (left, bottom, right, top) around the characters at two offsets of `text`."""
    from pypdfium2 import raw  # noqa: PLC0415

    one, two, handle, ask = raw.FS_RECTF(), raw.FS_RECTF(), layer.raw, raw.FPDFText_GetLooseCharBox

    def around(first: int, last: int) -> Edges:
        ask(handle, first, one)
        if first == last:
            return one.left, one.bottom, one.right, one.top
        ask(handle, last, two)
        bottom, top = one.bottom, one.top
        if bottom == two.bottom and top == two.top:
            return one.left, bottom, two.right, top
        return min(one.left, two.left), min(bottom, two.bottom), max(one.right, two.right), max(top, two.top)

    if len(text) == count:
        return around
    units, index = _units(text), raw.FPDFText_GetCharIndexFromTextIndex
    return lambda first, last: around(max(0, index(handle, units[first])), max(0, index(handle, units[last])))


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
        _, base, _, top = measure(match.start(), match.start())
        if measure(at, at)[1] - base > RAISED * (top - base):
            raised.append(at)
    for at in raised:
        text = f"{text[:at]}{_ORDINAL[text[at]]}{text[at + 1 :]}"
    return text


def _placing(page: pdfium.PdfPage, size: tuple[float, float]) -> Callable[[Edges], Box | None]:
    """Return what turns edges of PDF space into a box of the page as it is shown; None for one wholly beside it."""
    left, bottom, right, top = page.get_bbox()
    width, height = size
    turn = page.get_rotation()

    def upright(edges: Edges) -> Box | None:
        x0, low, x1, high = edges
        x0, over, x1, under = x0 - left, top - high, x1 - left, top - low
        if 0 <= x0 <= x1 <= width and 0 <= over <= under <= height:
            return Box(x0, over, x1, under)
        return _inside((x0, over, x1, under), size)

    if turn == 90:  # noqa: PLR2004
        return lambda e: _inside((e[1] - bottom, e[0] - left, e[3] - bottom, e[2] - left), size)
    if turn == 180:  # noqa: PLR2004
        return lambda e: _inside((right - e[2], e[1] - bottom, right - e[0], e[3] - bottom), size)
    if turn == 270:  # noqa: PLR2004
        return lambda e: _inside((top - e[3], right - e[2], top - e[1], right - e[0]), size)
    return upright


def _inside(edges: Edges, size: tuple[float, float]) -> Box | None:
    """Return the part of a box that lies on the page; None where there is none."""
    x0, top, x1, bottom = edges
    width, height = size
    if not (x0 < width and x1 > 0 and top < height and bottom > 0 and x0 <= x1 and top <= bottom):
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
