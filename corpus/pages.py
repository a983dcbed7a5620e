"""Pages with words and boxes, and the document they make: one offset space for the whole of it."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property, partial
from itertools import chain
from typing import Generic, NamedTuple, TypeVar, overload

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


_Item = TypeVar("_Item", Span, Box)


class Packed(Sequence[_Item], Generic[_Item]):
    """Spans or boxes in one array of their numbers: each is made when it is asked for.

    A page has hundreds of words and few of them become values; as objects they take four times the room. Equal to
    a tuple of the same items.

    >>> Packed(Box, [0.0, 0.0, 1.0, 2.0])[0]
    Box(x0=0.0, top=0.0, x1=1.0, bottom=2.0)
    """

    __slots__ = ("_make", "_width", "numbers")

    def __init__(self, kind: type[_Item], numbers: Iterable[float]) -> None:
        self._make: Callable[[Iterable[float]], _Item] = partial(tuple.__new__, kind)
        self._width = len(kind._fields)
        self.numbers: array[int] | array[float] = array("d", numbers) if kind is Box else array("q", numbers)

    def __len__(self) -> int:
        return len(self.numbers) // self._width

    @overload
    def __getitem__(self, at: int) -> _Item: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[_Item, ...]: ...

    def __getitem__(self, at: int | slice) -> _Item | tuple[_Item, ...]:
        if isinstance(at, slice):
            return tuple([self[one] for one in range(len(self))[at]])
        first = range(len(self))[at] * self._width
        return self._make(self.numbers[first : first + self._width])

    def __iter__(self) -> Iterator[_Item]:
        return map(self._make, zip(*[iter(self.numbers)] * self._width, strict=True))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Packed):
            return self.numbers == other.numbers
        return tuple(self) == other

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a page as columns, in the order of its text: offsets into it, boxes, confidence 0 to 1."""

    spans: Sequence[Span] = ()
    boxes: Sequence[Box] = ()
    confidence: Sequence[float | None] = ()

    def within(self, span: Span) -> range:
        """Return the indices of the words that have a code point of `span` in them."""
        offsets = self.spans.numbers if isinstance(self.spans, Packed) else [*chain.from_iterable(self.spans)]
        first = bisect_right(offsets, span.start) // 2
        return range(first, max(first, (bisect_left(offsets, span.end) + 1) // 2))

    def edges(self, side: int) -> Sequence[float]:
        """Return one side of all boxes: their tops, if `side` is 1."""
        return self.boxes.numbers[side::4] if isinstance(self.boxes, Packed) else [box[side] for box in self.boxes]


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
        words, local = self.pages[number - 1].words, span.shift(-self._starts[number - 1])
        boxes = [words.boxes[at] for at in words.within(local)]
        if not boxes:
            return Place(number, None)
        return Place(
            number,
            Box(min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)),
        )
