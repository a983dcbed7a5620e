"""The paragraphs of a text: after the layout steps, its lines that are not blank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from corpus.acts import Found
from corpus.spans import Span
from corpus.text import fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LINE = regex.compile(r"(?:\G|(?<=[\n\f]))[^\S\n\f]*+\S[^\n\f]*+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its text without blanks at the ends, the same folded, and where it stands.

    `gap` counts the line breaks before it (1: the very next line; 2: a blank line between).
    """

    span: Span
    text: str
    folded: str
    gap: int

    def part(self, start: int, end: int | None = None) -> Span:
        """Return the span of the text of a stretch of this paragraph."""
        stop = len(self.text) if end is None else end
        return Span(self.span.start + start, self.span.start + stop)


def paragraphs(text: str, span: Span | None = None) -> tuple[Paragraph, ...]:
    """Return the paragraphs of `text` within `span`, in order."""
    start, end = span if span is not None else (0, len(text))
    found, last = [], start
    for match in LINE.finditer(text, start, end):
        stripped = match[0].strip()
        at = match.start() + match[0].index(stripped)
        here = Span(at, at + len(stripped))
        found.append(Paragraph(here, stripped, fold(stripped), text.count("\n", last, at)))
        last = here.end
    return tuple(found)


def paragraph(text: str, span: Span) -> Paragraph:
    """Return the stretch `span` of `text` as a paragraph of its own."""
    return Paragraph(span, span.of(text), fold(span.of(text)), 1)


def around(parts: Iterable[Paragraph | Span]) -> Span:
    """Return the span from the first to the last of some paragraphs or spans (at least one)."""
    spans = [part.span if isinstance(part, Paragraph) else part for part in parts]
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def joined(parts: Sequence[Paragraph], rule: str, *, confidence: float | None = None) -> Found[str] | None:
    """Return some paragraphs that follow one another as one value, None where there are none."""
    if not parts:
        return None
    return Found(" ".join(part.text for part in parts), around(parts), rule, confidence)


def found(text: str, span: Span, rule: str, *, confidence: float | None = None) -> Found[str]:
    """Return the stretch `span` of `text` as a value on one line, its span trimmed of blanks."""
    trimmed = trim(text, span)
    return Found(squeeze(trimmed.of(text)), trimmed, rule, confidence)


def trim(text: str, span: Span, *, also: str = "") -> Span:
    """Return `span` without the blanks, and the characters of `also`, at its ends."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in also):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in also):
        end -= 1
    return Span(start, end)
