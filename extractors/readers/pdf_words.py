"""The words of a PDF page with their boxes: two boxes are asked of pdfium a word, none a character."""

from __future__ import annotations

from collections import deque
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, chain, repeat
from operator import le, sub
from struct import unpack
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from corpus.errors import UnreadableDocumentError
from corpus.pages import Box
from extractors.readers.pdf_open import MAX_CHARACTERS, plain
from extractors.readers.words import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pypdfium2 as pdfium

    from extractors.readers.pdf_segments import Part

    Edges = tuple[float, ...]
    Measure = Callable[[Sequence[int]], Edges]

HYPHEN: Final = "\ufffe\x02"
"""What pdfium puts for a hyphen at a line's end, and for the line break after it."""

_HYPHENS: Final = dict.fromkeys(map(ord, HYPHEN), "-\n")
_PART: Final = regex.compile(rf"[^{HYPHEN}]*+[{HYPHEN}]|[^{HYPHEN}]++")
_BOX: Final = partial(tuple.__new__, Box)
"""A box of its four numbers, made in half the time."""

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
    ends = [start + len(token) - 1 for start, token in zip(tokens.starts, tokens.texts, strict=True)]
    edges = measure(list(chain.from_iterable(zip(tokens.starts, ends, strict=True))))
    hidden = _hidden(tokens, _painted(layer, index))
    texts, joined, begun = tokens.texts, tokens.joined, tokens.begun
    if any(mark in text for mark in HYPHEN):
        texts = [f"{token[:-1]}-" if token[-1] in HYPHEN else token for token in texts]
    sheet, turn = _sheet(page, size), page.get_rotation()
    if turn == 0 and (level := _upright(edges, sheet)) is not None:
        return PageWords(*size, tuple(texts), level, tuple(joined), tuple(begun), frozenset(hidden), frozenset())
    boxes = _turned_boxes(edges, sheet, turn)
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
    at, tight, marked = 0, False, any(mark in text for mark in HYPHEN)
    for line in text.split("\n"):
        cut = marked and (HYPHEN[0] in line or HYPHEN[1] in line)
        tokens = _parts(line) if cut else line.split()
        if tokens:
            inner = len(tokens) - 1
            joined.append(tight and not line[0].isspace())
            begun.append(True)
            if inner:
                joined += [False] * inner
                begun += [before[-1] in HYPHEN for before in tokens[:-1]] if cut else [False] * inner
            if line.rstrip() == " ".join(tokens):
                starts += list(accumulate([len(token) + 1 for token in tokens[:-1]], initial=at))
            else:
                starts += _starts(tokens, line, at)
            texts += tokens
        tight = bool(tokens) and line.endswith("\r") and not line[-2:-1].isspace()
        at += len(line) + 1
    return found


def _starts(tokens: list[str], line: str, first: int) -> Iterator[int]:
    """Tell where the words of a line begin, which itself begins at `first`."""
    at = 0
    for token in tokens:
        at = line.find(token, at)
        yield first + at
        at += len(token)


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
    """Return what tells the edges (left, top, right, bottom; four numbers each) of the characters at some offsets.

    All numbers are taken at once: a page asks a thousand times.
    """
    from ctypes import addressof, c_float, c_int, c_void_p, cast  # noqa: PLC0415

    from pypdfium2 import raw  # noqa: PLC0415

    ask = plain(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
    handle = cast(layer.raw, c_void_p).value

    def measured(offsets: Sequence[int]) -> Edges:
        edges = (c_float * (4 * len(offsets)))()
        first = addressof(edges)
        places = offsets if index is None else map(index, offsets)
        deque(map(ask, repeat(handle), places, range(first, first + 16 * len(offsets), 16)), maxlen=0)
        return unpack(f"{len(edges)}f", edges)

    return measured


def _units(text: str) -> list[int]:
    """Return for each offset the UTF-16 units before it."""
    found, at = [], 0
    for character in text:
        found.append(at)
        at += 1 + (character > "\uffff")
    return found


def _painted(layer: pdfium.PdfTextPage, index: Callable[[int], int] | None) -> Callable[[int], bool]:
    """Return what tells whether the text at an offset is painted."""
    from ctypes import c_int, c_void_p, cast  # noqa: PLC0415

    from pypdfium2 import raw  # noqa: PLC0415

    handle = cast(layer.raw, c_void_p).value
    get = plain(raw.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
    mode_of = plain(raw.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)

    def painted(at: int) -> bool:
        text_object = get(handle, at if index is None else index(at))
        return not text_object or mode_of(text_object) not in INVISIBLE

    return painted


def _with_ordinals(text: str, measure: Measure) -> str:
    """Return the text with a raised o or a after a number or "n" as the ordinal mark it is."""
    raised = []
    for match in _RAISED.finditer(text):
        at = match.start("raised")
        _, top, _, base, _, _, _, other_base = measure((match.start(), at))
        if other_base - base > RAISED * (top - base):
            raised.append(at)
    for at in raised:
        text = f"{text[:at]}{_ORDINAL[text[at]]}{text[at + 1 :]}"
    return text


class _Sheet(NamedTuple):
    """What a page shows of its plane, from the left and from below, and its size as it is shown."""

    left: float
    bottom: float
    right: float
    top: float
    width: float
    height: float


def _sheet(page: pdfium.PdfPage, size: tuple[float, float]) -> _Sheet:
    left, bottom, right, top = page.get_bbox()
    return _Sheet(left, bottom, right, top, *size)


def _upright(edges: Edges, sheet: _Sheet) -> tuple[Box, ...] | None:
    """Return the boxes of words where all stand level and lie on the page, as nearly always; None otherwise.

    `edges` has eight numbers a word: those of its first character and those of its last. Accents make a
    box higher, but none lower.
    """
    x0, high, low, x1 = edges[0::8], edges[1::8], edges[3::8], edges[6::8]
    if not x0:
        return ()
    sinks = max(map(abs, map(sub, low, edges[7::8])))
    if sinks >= LEVEL or not all(map(le, x0, x1)) or not all(map(le, low, high)):
        return None
    left, top = sheet.left, sheet.top
    high = tuple(map(max, high, edges[5::8]))
    if min(x0) < left or max(x1) > left + sheet.width or max(high) > top or min(low) < top - sheet.height:
        return None
    if left:
        x0, x1 = tuple([x - left for x in x0]), tuple([x - left for x in x1])
    return tuple(map(_BOX, zip(x0, [top - y for y in high], x1, [top - y for y in low], strict=True)))


def _turned_boxes(edges: Edges, sheet: _Sheet, turn: int) -> list[Box | None]:
    """Return the boxes of words that run any way, on a page shown turned by `turn` degrees; None for one beside it."""
    left, bottom, right, top = sheet.left, sheet.bottom, sheet.right, sheet.top
    shown: dict[int, Callable[[float, float, float, float], Edges]] = {
        0: lambda x0, y0, x1, y1: (x0 - left, top - y1, x1 - left, top - y0),
        90: lambda x0, y0, x1, y1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
        180: lambda x0, y0, x1, y1: (right - x1, y0 - bottom, right - x0, y1 - bottom),
        270: lambda x0, y0, x1, y1: (top - y1, right - x1, top - y0, right - x0),
    }
    place = shown.get(turn, shown[0])
    words = zip(*[iter(edges)] * 8, strict=True)
    unions = ((min(a0, c0), min(b0, d0), max(a1, c1), max(b1, d1)) for a0, b1, a1, b0, c0, d1, c1, d0 in words)
    return [_inside(place(*union), (sheet.width, sheet.height)) for union in unions]


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
