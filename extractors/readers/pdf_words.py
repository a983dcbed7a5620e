"""The words of a PDF page with their boxes: two boxes are asked of pdfium a word, none a character."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from struct import Struct
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from corpus.errors import UnreadableDocumentError
from corpus.pages import Box
from extractors.readers.pdf_open import MAX_CHARACTERS
from extractors.readers.words import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pypdfium2 as pdfium

    from extractors.readers.pdf_segments import Part

    Edges = tuple[float, ...]
    Measure = Callable[[int, int], Edges]

HYPHEN: Final = "\ufffe\x02"
"""What pdfium puts for a hyphen at a line's end, and for the line break after it."""

_HYPHENS: Final = dict.fromkeys(map(ord, HYPHEN), "-\n")
_PART: Final = regex.compile(rf"[^{HYPHEN}]*+[{HYPHEN}]|[^{HYPHEN}]++")
_EIGHT: Final = Struct("8f").unpack
_LINE: Final = regex.compile(r"\S[^\n]*+")
_RAISED: Final = regex.compile(r"(?:(?<![\p{L}\d.])[nN]|\d)[.]?(?P<raised>[oOaA])(?:s)?+(?!\p{L})")
_ORDINAL: Final = {"o": "º", "O": "º", "a": "ª", "A": "ª"}

RAISED: Final = 0.12
"""How far a letter is raised over the one before to be an ordinal mark, in heights of a line."""

INVISIBLE: Final = frozenset((3, 7))
"""Text render modes that paint nothing (ISO 32000-1, 9.3.6)."""

LEVEL: Final = 0.25
"""Points by which the ends of a word may stand higher or lower and be level."""

UPRIGHT: Final = 1.5
"""How many times higher than wide a word is that runs upwards or downwards."""

LETTERS: Final = 5
"""Fewest letters by which that can be told; shorter words go with the line they are drawn in."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page in the order of the file, as columns; boxes lie inside the page.

    `joined` says whether only pdfium's own line break parts a word from the one before, `begun` whether
    a line break or a hyphen that ends a line does; `hidden`
    are the words that are not painted, `turned` those that run upwards or downwards. Where an engine
    placed the words, `confidence` is its own, and `shown` are their boxes on the page as it is, while
    `boxes` are those of their lines on the page set straight, and `parts` the blocks in reading order; all
    are empty where a file did.
    """

    width: float
    height: float
    texts: tuple[str, ...]
    boxes: tuple[Box, ...]
    joined: tuple[bool, ...]
    begun: tuple[bool, ...]
    hidden: frozenset[int]
    turned: frozenset[int]
    confidence: tuple[float | None, ...] = ()
    shown: tuple[Box, ...] = ()
    parts: tuple[Part, ...] = ()

    def word(self, at: int, gap: str) -> Word:
        """Return the word at `at` as it goes into the text, after `gap`."""
        box = self.shown[at] if self.shown else self.boxes[at]
        return Word(self.texts[at], box, gap, self.confidence[at] if self.confidence else None)


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
        painted = _painted(layer, _index(layer, text, layer.count_chars()))
        hidden = sum(not painted(at) for at in starts) / max(1, len(starts))
        return text.translate(_HYPHENS), hidden


def _check_count(count: int, number: int) -> None:
    if count > MAX_CHARACTERS:
        told = f"page {number} has {count} characters; at most {MAX_CHARACTERS} are read"
        raise UnreadableDocumentError(told, page=number)


def _collected(layer: pdfium.PdfTextPage, page: pdfium.PdfPage, size: tuple[float, float], count: int) -> PageWords:
    text = layer.get_text_range() if count else ""
    index = _index(layer, text, count)
    measure = _measure(layer, index)
    text = _with_ordinals(text, measure)
    tokens = _tokens(text)
    box_of = _box_of(measure, page, size)
    boxes = [box_of(at, at + len(token) - 1) for at, token in zip(tokens.starts, tokens.texts, strict=True)]
    hidden = _hidden(tokens, _painted(layer, index))
    texts, joined, begun = tokens.texts, tokens.joined, tokens.begun
    if any(mark in text for mark in HYPHEN):
        texts = [f"{token[:-1]}-" if token[-1] in HYPHEN else token for token in texts]
    shown = tuple([box for box in boxes if box is not None])
    if len(shown) < len(boxes):
        kept = [at for at, box in enumerate(boxes) if box is not None]
        hidden = {new for new, at in enumerate(kept) if at in hidden}
        texts, joined, begun = [texts[at] for at in kept], [joined[at] for at in kept], [begun[at] for at in kept]
    turned = _turned(texts, shown, begun, width=size[0])
    return PageWords(*size, tuple(texts), shown, tuple(joined), tuple(begun), frozenset(hidden), turned)


def _turned(texts: Sequence[str], boxes: Sequence[Box], begun: Sequence[bool], *, width: float) -> frozenset[int]:
    """Return the words that run upwards or downwards, with the short ones that are drawn in a line with them.

    A box at the edge of the page may be what is left of a word, so it tells nothing.
    """
    high = [at for at, (x0, top, x1, bottom) in enumerate(boxes) if bottom - top > UPRIGHT * (x1 - x0)]
    sure = {at for at in high if len(texts[at]) >= LETTERS and boxes[at].x0 > 0 and boxes[at].x1 < width}
    if not sure:
        return frozenset()
    lines: dict[int, set[int]] = {}
    line = 0
    for at, begins in enumerate(begun):
        line = at if begins else line
        lines.setdefault(line, set()).add(at)
    return frozenset(at for members in lines.values() if members & sure for at in members)


class _Tokens(NamedTuple):
    """The words of pdfium's text as columns: with the offsets they start at."""

    texts: list[str]
    starts: list[int]
    joined: list[bool]
    begun: list[bool]


def _tokens(text: str) -> _Tokens:
    """Return the words of pdfium's text; a mark for a hyphen at a line's end ends a word and a line."""
    found = _Tokens([], [], [], [])
    texts, starts, joined, begun = found
    at, find, tight = 0, text.find, False
    for line in text.split("\n"):
        tokens = _parts(line) if any(mark in line for mark in HYPHEN) else line.split()
        if not tokens:
            at, tight = at + len(line) + 1, False
            continue
        end = at + len(line)
        joined.append(tight and not line[0].isspace())
        begun.append(True)
        for token in tokens:
            at = find(token, at)
            starts.append(at)
            at += len(token)
        for before in tokens[:-1]:
            joined.append(False)
            begun.append(before[-1] in HYPHEN)
        texts += tokens
        tight = line.endswith("\r") and not line[-2:-1].isspace()
        at = end + 1
    return found


def _parts(line: str) -> list[str]:
    """Return the words of a line with marks for hyphens; a mark ends a word."""
    return [part for token in line.split() for part in _PART.findall(token)]


def _hidden(tokens: _Tokens, painted: Callable[[int], bool]) -> set[int]:
    """Return which words are not painted: told by the first word of each line."""
    hidden: set[int] = set()
    first, shown = 0, True
    for at, begins in enumerate([*tokens.begun, True]):
        if begins:
            if not shown:
                hidden.update(range(first, at))
            first, shown = at, at == len(tokens.begun) or painted(tokens.starts[at])
    return hidden


def _index(layer: pdfium.PdfTextPage, text: str, count: int) -> Callable[[int], int] | None:
    """Return what tells pdfium's index of the character at an offset of `text`; None where it is the offset."""
    from pypdfium2 import raw  # noqa: PLC0415

    if len(text) == count:
        return None
    units, handle = _units(text), layer.raw
    return lambda at: max(0, int(raw.FPDFText_GetCharIndexFromTextIndex(handle, units[at])))


def _measure(layer: pdfium.PdfTextPage, index: Callable[[int], int] | None) -> Measure:
    """Return what tells the edges (left, top, right, bottom) of the characters at two offsets, one after the other.

    They come as eight numbers: a call for a box costs, so do the names of its sides.
    """
    from pypdfium2 import raw  # noqa: PLC0415

    both, handle, ask = (raw.FS_RECTF * 2)(), layer.raw, raw.FPDFText_GetLooseCharBox
    one, two = both[0], both[1]

    def measured(first: int, last: int) -> Edges:
        ask(handle, first, one)
        ask(handle, last, two)
        return _EIGHT(both)

    if index is None:
        return measured
    return lambda first, last: measured(index(first), index(last))


def _units(text: str) -> list[int]:
    """Return for each offset the UTF-16 units before it."""
    found, at = [], 0
    for character in text:
        found.append(at)
        at += 1 + (character > "\uffff")
    return found


def _painted(layer: pdfium.PdfTextPage, index: Callable[[int], int] | None) -> Callable[[int], bool]:
    """Return what tells whether the text at an offset is painted."""
    from pypdfium2 import raw  # noqa: PLC0415

    handle, get, mode_of = layer.raw, raw.FPDFText_GetTextObject, raw.FPDFTextObj_GetTextRenderMode

    def painted(at: int) -> bool:
        text_object = get(handle, at if index is None else index(at))
        return not text_object or mode_of(text_object) not in INVISIBLE

    return painted


def _with_ordinals(text: str, measure: Measure) -> str:
    """Return the text with a raised o or a after a number or "n" as the ordinal mark it is."""
    raised = []
    for match in _RAISED.finditer(text):
        at = match.start("raised")
        _, top, _, base, _, _, _, other_base = measure(match.start(), at)
        if other_base - base > RAISED * (top - base):
            raised.append(at)
    for at in raised:
        text = f"{text[:at]}{_ORDINAL[text[at]]}{text[at + 1 :]}"
    return text


def _box_of(measure: Measure, page: pdfium.PdfPage, size: tuple[float, float]) -> Callable[[int, int], Box | None]:
    """Return what tells the box around the characters at two offsets, on the page as it is shown; None for one beside it."""
    left, bottom, right, top = page.get_bbox()
    width, height = size
    turn = page.get_rotation()

    def upright(first: int, last: int) -> Box | None:
        x0, high, _, low, _, other_high, x1, other_low = measure(first, last)
        if not (-LEVEL < high - other_high < LEVEL and -LEVEL < low - other_low < LEVEL):
            return turned(first, last)
        x0, over, x1, under = x0 - left, top - high, x1 - left, top - low
        if 0 <= x0 <= x1 <= width and 0 <= over <= under <= height:
            return Box(x0, over, x1, under)
        return turned(first, last)

    def turned(first: int, last: int) -> Box | None:
        a0, b1, a1, b0, c0, d1, c1, d0 = measure(first, last)
        x0, y0, x1, y1 = min(a0, c0), min(b0, d0), max(a1, c1), max(b1, d1)
        shown = {
            90: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
            180: (right - x1, y0 - bottom, right - x0, y1 - bottom),
            270: (top - y1, right - x1, top - y0, right - x0),
        }
        return _inside(shown.get(turn, (x0 - left, top - y1, x1 - left, top - y0)), size)

    return turned if turn else upright


def _inside(edges: tuple[float, float, float, float], size: tuple[float, float]) -> Box | None:
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
    if not found.turned or len(found.turned) * 2 < len(found.texts):
        return found
    boxes, width, height = found.boxes, found.width, found.height
    steps = [(boxes[at], boxes[at + 1]) for at in found.turned if at + 1 in found.turned]
    down = sum((a.top < b.top) - (a.top > b.top) for a, b in steps if abs(a.x0 - b.x0) < abs(a.top - b.top))
    if down >= 0:
        turned = tuple(Box(box.top, width - box.x1, box.bottom, width - box.x0) for box in boxes)
    else:
        turned = tuple(Box(height - box.bottom, box.x0, height - box.top, box.x1) for box in boxes)
    return replace(found, width=height, height=width, boxes=turned, turned=frozenset())
