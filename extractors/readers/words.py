"""Words with boxes to the text of a page: the one way by which readers with geometry make text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpus.pages import PAGE_BREAK, Words
from corpus.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.pages import Box


class Word(NamedTuple):
    r"""A word as a reader found it. `gap` is what parts it from the word before.

    A blank, "\n" where a line begins, "\n\n" where a paragraph does, " | " between the cells of a
    row, "" within a word; the gap of a page's first word is left out, unless it holds a bar.
    """

    text: str
    box: Box
    gap: str = " "
    confidence: float | None = None


def page_text(words: Iterable[tuple[str, Box, str, float | None]], *, tail: str = "") -> tuple[str, Words]:
    r"""Return the text of a page and its words, spans into that text; `tail` closes it.

    Words without any character are left out, and their gaps with them; a form feed in a word becomes a blank.

    >>> from corpus.pages import Box
    >>> box = Box(0, 0, 1, 1)
    >>> page_text([Word("Art.", box), Word("5º", box), Word("I", box, "\n")])[0]
    'Art. 5º\nI'
    """
    parts: list[str] = []
    spans: list[Span] = []
    boxes: list[Box] = []
    sure: list[float | None] = []
    at = 0
    for text, box, gap, confidence in words:
        if not text:
            continue
        before = gap if parts else gap.lstrip() if "|" in gap else ""
        parts.append(before)
        parts.append(text)
        start = at + len(before)
        at = start + len(text)
        spans.append(Span(start, at))
        boxes.append(box)
        sure.append(confidence)
    parts.append(tail)
    return "".join(parts).replace(PAGE_BREAK, " "), Words(tuple(spans), tuple(boxes), tuple(sure))
