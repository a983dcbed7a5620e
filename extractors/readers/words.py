"""Words with boxes to the text of a page: the one way by which readers with geometry make text."""

from __future__ import annotations

from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple

from corpus.pages import PAGE_BREAK, Box, Packed, Words
from corpus.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Word(NamedTuple):
    r"""A word as a reader found it. `gap` is what parts it from the word before.

    A blank, "\n" where a line begins, "\n\n" where a paragraph does, " | " between the cells of a
    row, "" within a word; the gap of a page's first word is left out, unless it holds a bar.
    """

    text: str
    box: Box
    gap: str = " "
    confidence: float | None = None


class Run(NamedTuple):
    """Words that a blank parts, one after another: their texts and boxes; `gap` and `confidence` as of a word."""

    texts: Sequence[str]
    boxes: Sequence[Box]
    gap: str = " "
    confidence: Sequence[float | None] | None = None


def page_text(words: Iterable[tuple[str, Box, str, float | None]], *, tail: str = "") -> tuple[str, Words]:
    r"""Return the text of a page and its words, spans into that text; `tail` closes it.

    Words without any character are left out, and their gaps with them; a form feed in a word becomes a blank.

    >>> from corpus.pages import Box
    >>> box = Box(0, 0, 1, 1)
    >>> page_text([Word("Art.", box), Word("5º", box), Word("I", box, "\n")])[0]
    'Art. 5º\nI'
    """
    return text_of_runs((Run((text,), (box,), gap, (sure,)) for text, box, gap, sure in words if text), tail=tail)


def text_of_runs(runs: Iterable[Run], *, tail: str = "") -> tuple[str, Words]:
    """Return what `page_text` does, of runs whose words all have characters."""
    parts: list[str] = []
    steps: list[int] = []
    boxes: list[Box] = []
    sure: list[float | None] = []
    for texts, held, gap, confidence in runs:
        before = gap if parts else gap.lstrip() if "|" in gap else ""
        parts.append(before)
        parts.append(" ".join(texts))
        step = [1] * (2 * len(texts))
        step[0] = len(before)
        step[1::2] = map(len, texts)
        steps += step
        boxes += held
        sure += confidence if confidence is not None else (None,) * len(texts)
    parts.append(tail)
    words = Words(Packed(Span, accumulate(steps)), Packed(Box, chain.from_iterable(boxes)), tuple(sure))
    return "".join(parts).replace(PAGE_BREAK, " "), words
