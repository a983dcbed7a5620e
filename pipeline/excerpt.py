"""Stretches of a text taken as a text of their own, and edits over that brought back to the whole."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.pages import PAGE_BREAK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.problems import Problem
    from corpus.spans import Edit, Span


@dataclass(frozen=True, slots=True)
class Excerpt:
    r"""The stretches `spans` of a text, sorted and apart, joined by page breaks.

    >>> from corpus.spans import Span
    >>> excerpt = Excerpt((Span(0, 3), Span(10, 14)))
    >>> excerpt.of("um, dois, três")
    'um,\x0ctrês'
    >>> excerpt.back(Span(4, 8)), excerpt.back(Span(2, 5))
    (Span(start=10, end=14), None)
    """

    spans: tuple[Span, ...]

    def of(self, text: str) -> str:
        """Return the stretches of `text` as one text."""
        return PAGE_BREAK.join(span.of(text) for span in self.spans)

    def back(self, span: Span) -> Span | None:
        """Return where a span of the excerpt stands in the whole; None where it crosses a border."""
        starts = self._starts()
        at = bisect_right(starts, span.start) - 1
        whole = span.shift(self.spans[at].start - starts[at])
        return whole if self.spans[at].covers(whole) else None

    def _starts(self) -> list[int]:
        """Where each stretch begins in the excerpt."""
        starts, at = [], 0
        for span in self.spans:
            starts.append(at)
            at += span.length + len(PAGE_BREAK)
        return starts

    def edits(self, found: Iterable[Edit]) -> Iterator[Edit]:
        """Give edits over the excerpt as edits over the whole; those over a border are left out."""
        for edit in found:
            if (span := self.back(edit.span)) is not None:
                yield edit._replace(span=span)

    def doubts(self, found: Iterable[Problem]) -> Iterator[Problem]:
        """Give problems with spans of the excerpt as problems with spans of the whole."""
        for problem in found:
            yield replace(problem, span=problem.span and self.back(problem.span))
