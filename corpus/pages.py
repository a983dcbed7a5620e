"""Pages with words and boxes, and the document they make: one offset space for the whole of it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import NamedTuple

import regex

from corpus.spans import Span

PAGE_BREAK = "\f"
LINE_BREAK = regex.compile(r"\r{0,2}\n|\r")
"""The ends of lines in raw text: of Unix, DOS, old Macs, and DOS text saved as DOS text again."""


class Box(NamedTuple):
    """A rectangle in points (1/72 inch), origin top left of the page."""

    x0: float
    top: float
    x1: float
    bottom: float


class Place(NamedTuple):
    """Where a span stands: page number from 1, and a box where the reader gave words."""

    page: int
    box: Box | None


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a page as columns: offsets into the page's text, boxes, confidence 0 to 1."""

    spans: tuple[Span, ...] = ()
    boxes: tuple[Box, ...] = ()
    confidence: tuple[float | None, ...] = ()


class Taken(Enum):
    """Where a page's text was taken from: the text layer of the file, or what OCR read on its picture."""

    LAYER = "layer"
    OCR = "ocr"


@dataclass(frozen=True, slots=True)
class Origin:
    """How the text of a page was had, where a file may hold both a text layer and a picture.

    `layer` says what the text layer is worth, in words; `layer_score` and `ocr_score` are the shares
    of words in layer and OCR that may be words of the language, 0 to 1: None for what is not there or
    has too few words to tell. `confidence` is the mean of what the OCR engine says of its words.
    """

    taken: Taken
    layer: str
    layer_score: float | None = None
    ocr_score: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `text` holds no form feed; sizes are points, None for a text source, as is `origin`."""

    number: int
    text: str
    width: float | None = None
    height: float | None = None
    words: Words = field(default=Words())
    origin: Origin | None = None


@dataclass(frozen=True)
class Document:
    """Pages in order, joined by form feeds into one raw text.

    `media_type` is what the reader took the bytes for, `encoding` the character set of a text
    source (None otherwise), `has_lines` whether its line breaks are those of the source file.
    `furniture` are raw spans of lines that a reader with geometry tells for page furniture by their place.
    """

    sha256: str
    name: str
    media_type: str
    reader: str
    pages: tuple[Page, ...]
    encoding: str | None = None
    has_lines: bool = True
    notes: tuple[tuple[str, str], ...] = ()
    furniture: tuple[Span, ...] = ()

    @cached_property
    def raw(self) -> str:
        """The raw text of the whole document."""
        return PAGE_BREAK.join(page.text for page in self.pages)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for page in self.pages:
            starts.append(at)
            at += len(page.text) + 1
        return starts

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in LINE_BREAK.finditer(self.raw))]

    def page_at(self, offset: int) -> Page:
        """Return the page that holds a raw offset (a page break belongs to the page before it)."""
        return self.pages[max(0, bisect_right(self._starts, offset) - 1)]

    def page_span(self, number: int) -> Span:
        """Return the raw span of page `number`, from 1."""
        start = self._starts[number - 1]
        return Span(start, start + len(self.pages[number - 1].text))

    def line_at(self, offset: int) -> int:
        """Return the 1-based line of a raw offset."""
        return bisect_right(self._line_starts, offset)

    def locate(self, span: Span) -> tuple[Place, ...]:
        """Return the pages a raw span lies on, each with the box around its words there."""
        first, last = self.page_at(span.start), self.page_at(max(span.start, span.end - 1))
        return tuple(self._place(number, span) for number in range(first.number, last.number + 1))

    def _place(self, number: int, span: Span) -> Place:
        page, local = self.pages[number - 1], span.shift(-self._starts[number - 1])
        if not page.words.spans:
            return Place(number, None)
        boxes = [box for word, box in zip(page.words.spans, page.words.boxes, strict=True) if word.meets(local)]
        if not boxes:
            return Place(number, None)
        return Place(
            number,
            Box(min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)),
        )
