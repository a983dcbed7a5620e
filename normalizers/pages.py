"""The lines of a text and the pages they stand on, as columns: for whatever looks at pages as such."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from corpus.pages import PAGE_BREAK
from corpus.spans import Span


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a text that are not blank, by index from 0.

    `starts` are their offsets, `texts` their characters without the line break, `gaps` the blank
    lines over each (a form feed counts as one more line end), `pages` the page (from 1) each stands
    on, `bounds` the indexes of those that are first or last of their page. `width` is the length
    that one line in ten reaches: about that of a full line, where lines are wrapped. `fed` tells
    whether form feeds made the pages; else they are guessed from the layout.
    """

    starts: tuple[int, ...]
    texts: tuple[str, ...]
    gaps: tuple[int, ...]
    pages: tuple[int, ...]
    bounds: tuple[int, ...]
    width: int
    fed: bool

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, index: int) -> Span:
        """Return the span of a line, its line break left out."""
        return Span(self.starts[index], self.starts[index] + len(self.texts[index]))

    def holding(self, offset: int) -> int:
        """Return the index of the line that holds an offset of the text."""
        return bisect_right(self.starts, offset) - 1

    def is_top(self, index: int) -> bool:
        """Whether a line is the first of its page."""
        return index == 0 or self.pages[index - 1] != self.pages[index]

    def is_foot(self, index: int) -> bool:
        """Whether a line is the last of its page."""
        return index == len(self) - 1 or self.pages[index + 1] != self.pages[index]


def page_lines(text: str) -> PageLines:
    """Return the lines of `text` that are not blank, with their pages.

    Form feeds make pages. Where there are none, runs of two and more blank lines do, if they are
    rare, and lines with just one leading blank, which is how some OCR engines begin a page.
    """
    starts, texts, gaps = _split(text)
    feeds = _feeds(text, starts)
    fed = any(feeds[1:])
    begun = [feed > 0 for feed in feeds] if fed else _guessed(texts, gaps)
    begins = [index for index, begin in enumerate(begun) if begin and index]
    bounds = {0, len(starts) - 1, *begins, *(index - 1 for index in begins)} if starts else ()
    pages = _numbered(begins, feeds)
    width = sorted(map(len, texts))[len(texts) * 9 // 10] if texts else 0
    return PageLines(tuple(starts), tuple(texts), tuple(gaps), tuple(pages), tuple(sorted(bounds)), width, fed)


def _numbered(begins: list[int], feeds: list[int]) -> list[int]:
    """Return the page of each line; an empty page counts where form feeds tell of it."""
    pages, page, last = [], 1, 0
    for begin in begins:
        pages += [page] * (begin - last)
        page, last = page + max(1, feeds[begin]), begin
    return pages + [page] * (len(feeds) - last)


def _split(text: str) -> tuple[list[int], list[str], list[int]]:
    """Return offsets, characters and blank lines above of the lines that are not blank; a form feed ends a line."""
    starts, texts, gaps = [], [], []
    at = gap = 0
    for line in text.replace(PAGE_BREAK, "\n").split("\n"):
        if line and not line.isspace():
            starts.append(at)
            texts.append(line)
            gaps.append(gap)
            gap = 0
        else:
            gap += 1
        at += len(line) + 1
    return starts, texts, gaps


def _feeds(text: str, starts: list[int]) -> list[int]:
    """Return how many form feeds stand between each line and the one before."""
    if PAGE_BREAK not in text:
        return [0] * len(starts)
    feeds = [0] * (len(starts) + 1)
    at = text.find(PAGE_BREAK)
    while at >= 0:
        feeds[bisect_right(starts, at)] += 1
        at = text.find(PAGE_BREAK, at + 1)
    return feeds[:-1]


def _guessed(texts: list[str], gaps: list[int]) -> list[bool]:
    """Return for each line whether it seems to begin a page."""
    few = max(3, len(texts) // 10)
    wide = [gap > 1 for gap in gaps]
    shifted = [text[0] == " " and not text[1].isspace() for text in texts]
    wide_counts, shifted_counts = sum(wide) <= few, sum(shifted) <= few
    return [(w and wide_counts) or (s and shifted_counts) for w, s in zip(wide, shifted, strict=True)]
