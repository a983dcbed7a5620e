"""Page furniture by place, found over the whole of an issue: lines that stand at one height of many pages and read the same.

Numbers and dates in them may vary, and they may alternate, as those of left and right pages do. Such a
line stands apart from the text, and on some pages sentences run on past it: a letterhead or a signature
on every page of a series of acts looks the same, but no sentence runs past that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from corpus.spans import Span
from corpus.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.pages import Page

OUTERMOST: Final = 3
"""Lines at each end of a page's text that are looked at."""

OFTEN: Final = 3
"""Pages on which a line must recur."""

DENSE: Final = 0.45
"""Share of the pages from its first to its last on which it must stand: every other one, less a few."""

RUN_ON: Final = 2
RUN_ON_SHARE: Final = 0.1
"""Pages, and share of its pages, on which a sentence runs on past it."""

LEVEL: Final = 6.0
"""Points by which its height may vary."""

APART: Final = 1.0
"""Gap to the text, in heights of the line, from which it stands apart."""

LONGEST: Final = 200
"""Characters of the longest line that may be furniture."""

_LINE: Final = regex.compile(r"[^\n]*\S[^\n]*")
_MIDDLE: Final = regex.compile(r"\p{Ll}[\p{Ll},]")
_VARYING: Final = regex.compile(
    r"\d+(?:[.,/-]\d+)*|\b(?:segunda|terca|quarta|quinta|sexta|feira|sabado|domingo|janeiro|fevereiro|marco|abril|maio|junho"
    r"|julho|agosto|setembro|outubro|novembro|dezembro)\b|[\W_]+"
)


class _Edge(NamedTuple):
    """A line at the end of a page: its page, its span there, its upper edge, whether a sentence runs on past it."""

    page: int
    span: Span
    top: float
    runs_on: bool


def furniture_of(pages: Sequence[Page]) -> tuple[Span, ...]:
    """Return the raw spans of the lines of a document that are furniture by their place; pages without boxes have none."""
    starts, at = [], 0
    for page in pages:
        starts.append(at)
        at += len(page.text) + 1
    groups: dict[str, list[_Edge]] = defaultdict(list)
    lines = [[Span(*match.span()) for match in _LINE.finditer(page.text)] if page.words.spans else [] for page in pages]
    begins = [any(_begins_small(page, span) for span in own[: OUTERMOST + 1]) for page, own in zip(pages, lines, strict=True)]
    for index, (page, own) in enumerate(zip(pages, lines, strict=True)):
        for shape, edge in _edges(page, index, _head(page, own), runs_on=begins[index]):
            groups[shape].append(edge)
        for shape, edge in _edges(page, index, _foot(page, own), runs_on=any(begins[index + 1 : index + 2])):
            groups[shape].append(edge)
    found = {edge for group in groups.values() for edge in _recurring(group)}
    return tuple(sorted(edge.span.shift(starts[edge.page]) for edge in found))


def _head(page: Page, lines: Sequence[Span]) -> Sequence[Span]:
    """Return the lines from the highest on, those before it in its column too: a head may stand over one column alone."""
    if not lines:
        return ()
    tops = page.words.edges(1)
    at = _line_of(page, lines, tops.index(min(tops)))
    return lines[at : at + OUTERMOST + 1] if at >= OUTERMOST else lines[: OUTERMOST + 1]


def _foot(page: Page, lines: Sequence[Span]) -> Sequence[Span]:
    """Return the lines from the lowest upwards."""
    if not lines:
        return ()
    bottoms = page.words.edges(3)
    at = _line_of(page, lines, bottoms.index(max(bottoms)))
    return lines[max(0, at - OUTERMOST) : at + 1][::-1]


def _line_of(page: Page, lines: Sequence[Span], word: int) -> int:
    """Return the index of the line that a word stands on."""
    return max(0, bisect_right(lines, page.words.spans[word].start, key=_start) - 1)


def _start(span: Span) -> int:
    return span.start


def _begins_small(page: Page, span: Span) -> bool:
    """Whether a line begins as the middle of a sentence does: with two small letters."""
    return _MIDDLE.match(page.text, span.start) is not None


def _edges(page: Page, index: int, lines: Sequence[Span], *, runs_on: bool) -> Iterator[tuple[str, _Edge]]:
    """Tell the lines at one end of a page, outermost first, that stand apart from the text.

    Each comes with what it reads but for numbers, dates and marks.
    """
    placed = list(_extents(page, lines))
    waiting: list[tuple[str, _Edge]] = []
    for (span, top, bottom), (_, other_top, other_bottom) in pairwise(placed):
        text = page.text[span.start : span.end]
        if len(text) > LONGEST or "|" in text or _MIDDLE.match(text):
            return
        waiting.append((_VARYING.sub(" ", fold(text)).strip(), _Edge(index, span, top, runs_on)))
        if max(other_top - bottom, top - other_bottom) >= APART * (bottom - top):
            yield from waiting
            waiting = []


def _extents(page: Page, lines: Sequence[Span]) -> Iterator[tuple[Span, float, float]]:
    """Tell lines, and how far up and down the words of each reach."""
    tops, bottoms = page.words.edges(1), page.words.edges(3)
    for span in lines:
        held = page.words.within(span)
        if held:
            yield span, min(tops[held.start : held.stop]), max(bottoms[held.start : held.stop])
        else:
            yield span, 0.0, 0.0


def _recurring(group: list[_Edge]) -> Iterator[_Edge]:
    """Tell those of lines that read the same which stand at one height of enough pages."""
    for level in _levels(group):
        seen = {edge.page for edge in level}
        stretch = max(seen) - min(seen) + 1
        running = {edge.page for edge in level if edge.runs_on}
        if len(seen) >= max(OFTEN, DENSE * stretch) and len(running) >= max(RUN_ON, RUN_ON_SHARE * len(seen)):
            yield from level


def _levels(group: list[_Edge]) -> Iterator[list[_Edge]]:
    """Tell lines in groups of one height."""
    level: list[_Edge] = []
    for edge in sorted(group, key=lambda edge: edge.top):
        if level and edge.top - level[0].top > LEVEL:
            yield level
            level = []
        level.append(edge)
    if level:
        yield level
