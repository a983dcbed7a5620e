"""Words that a recognition engine placed, as hOCR, ALTO and PAGE files keep them, made pages.

Words of a line stand a blank apart, four where the gap is as wide as a column's; a line break parts
lines, a blank line parts blocks. That is what engines print, so what reads their text reads this.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

import regex

from corpus.errors import UnreadableDocumentError
from corpus.pages import Box, Document, Page
from extractors.readers.words import Word, page_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.source import SourceDocument

POINTS: Final = 72.0
"""Points in an inch."""

ASSUMED_DPI: Final = 300.0
"""Dots in an inch where a file does not say: what gazettes are scanned at."""

COLUMN_GAP: Final = 3.0
"""Gap between two words, in heights of the line's words, from which it parts columns (justified prose stays under 2)."""

WIDE_BLANK: Final = "    "
MAX_PAGES: Final = 20_000
MAX_WORDS: Final = 5_000_000
LARGEST: Final = 200_000.0
"""Longest side of a page in points (70 metres); what is longer is a mistake or an attack."""

_BLANKS: Final = regex.compile(r"[\s\x00-\x1f]+")


@dataclass(slots=True)
class PageOfWords:
    """A page on its way: blocks of lines of words, in reading order. Sizes are points, None where not told."""

    width: float | None = None
    height: float | None = None
    blocks: list[list[list[Word]]] = field(default_factory=list)

    def block(self) -> None:
        """Begin a block; one that got no word leaves nothing."""
        self.blocks.append([])

    def line(self) -> None:
        """Begin a line."""
        if not self.blocks:
            self.block()
        self.blocks[-1].append([])

    def word(self, word: Word) -> None:
        """Add a word to the line at hand; one without a letter, figure or mark is passed over."""
        text = _BLANKS.sub(" ", word.text).strip()
        if text:
            if not self.blocks or not self.blocks[-1]:
                self.line()
            self.blocks[-1][-1].append(word._replace(text=text))

    def hyphen(self, text: str) -> None:
        """Add a hyphen to the last word of the line at hand."""
        line = self.blocks[-1][-1] if self.blocks and self.blocks[-1] else []
        if line and not line[-1].text.endswith(text):
            line[-1] = line[-1]._replace(text=line[-1].text + text)


def page_of(page: PageOfWords, *, number: int) -> Page:
    """Return the page with its text and its words as columns; boxes are cut at the page's edges."""
    blocks = [[line for line in block if line] for block in page.blocks]
    kept = [block for block in blocks if block]
    width, height = _size(page.width, kept, 2), _size(page.height, kept, 3)
    told = (word._replace(box=_inside(word.box, width, height)) for block in kept for word in _parted(block))
    text, words = page_text(told, tail="\n")
    return Page(number, text, width, height, words)


def _parted(block: Sequence[Sequence[Word]]) -> Iterator[Word]:
    """Tell the words of a block, each with what parts it from the one before."""
    for at, line in enumerate(block):
        gap = COLUMN_GAP * median(word.box.bottom - word.box.top for word in line)
        yield line[0]._replace(gap="\n" if at else "\n\n")
        for before, after in pairwise(line):
            yield after._replace(gap=_between(before, after, gap))


def _between(before: Word, after: Word, gap: float) -> str:
    return WIDE_BLANK if after.box.x0 - before.box.x1 > gap > 0 else " "


def _size(told: float | None, blocks: Sequence[Sequence[Sequence[Word]]], side: int) -> float:
    """Return a page's size as told, else as far as its words reach (at least a point)."""
    if told is not None and 0 < told <= LARGEST:
        return told
    reach = max((word.box[side] for block in blocks for line in block for word in line), default=1.0)
    return min(max(1.0, reach), LARGEST)


def _inside(box: Box, width: float, height: float) -> Box:
    x0, x1 = sorted((min(max(box.x0, 0.0), width), min(max(box.x1, 0.0), width)))
    top, bottom = sorted((min(max(box.top, 0.0), height), min(max(box.bottom, 0.0), height)))
    return Box(x0, top, x1, bottom)


def share(told: str | None, *, whole: float) -> float | None:
    """Return a confidence as a share of `whole`, cut to 0 and 1; None where it is no number.

    >>> share("93", whole=100), share("0.5", whole=1), share("", whole=1), share("nan", whole=1)
    (0.93, 0.5, None, None)
    """
    found = number(told)
    return None if found is None else min(1.0, max(0.0, found / whole))


_NUMBER: Final = regex.compile(r"\s*+[+-]?+(?:[0-9]{1,12}(?:\.[0-9]{0,12})?|\.[0-9]{1,12})(?:[eE][+-]?[0-9]{1,2})?\s*+")


def number(told: str | None) -> float | None:
    """Return an attribute as a finite number, None where it is none."""
    return float(told) if told is not None and _NUMBER.fullmatch(told) else None


def recognized(  # noqa: PLR0913  # what a document is made of
    source: SourceDocument,
    pages: Sequence[PageOfWords],
    *,
    media_type: str,
    reader: str,
    what: str,
    notes: Sequence[tuple[str, str]] = (),
) -> Document:
    """Return the document of pages of words. Raises `UnreadableDocumentError` for none, for no word, past a limit."""
    words = sum(len(line) for page in pages for block in page.blocks for line in block)
    if len(pages) > MAX_PAGES or words > MAX_WORDS:
        told = f"{what} has {len(pages)} pages and {words} words; at most {MAX_PAGES} and {MAX_WORDS} are read: split it"
        raise UnreadableDocumentError(told, sha256=source.sha256)
    if not words:
        raise UnreadableDocumentError(f"{what} holds no word: hand in the image it was made from", sha256=source.sha256)
    return Document(
        sha256=source.sha256,
        name=source.name,
        media_type=media_type,
        reader=reader,
        pages=tuple(page_of(page, number=index) for index, page in enumerate(pages, start=1)),
        has_lines=False,
        notes=tuple(notes),
    )
