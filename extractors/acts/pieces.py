"""A paragraph as labelled pieces: "Compete: I - planejar; II - executar." holds an opening and two incisos."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from corpus.spans import Span
from extractors.acts.labels import INCISO, Label, label_at
from extractors.acts.paragraphs import trim

if TYPE_CHECKING:
    from extractors.acts.paragraphs import Paragraph

# ": I - ", "; II - ", "; e III - ", ": a) ", "; b) "
INLINE: Final = regex.compile(r"(?<=[:;]\s|[;,]\s(?:e|ou)\s)(?:(?P<roman>[IVX]{1,7})\s?[-–—]\s|(?P<letter>[a-z])\)\s)")
MARKS: Final = (")", "-", "–", "—")
"""One of these closes every label of a list on one line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph with at most one label at its start; spans are of the text."""

    span: Span
    label: Label | None
    label_span: Span | None
    text_span: Span
    label_raw: str
    folded: str


def pieces(part: Paragraph) -> tuple[Piece, ...]:
    """Return the labelled pieces of a paragraph, in order (one where it holds no list)."""
    cuts = [0, *_cuts(part.text), len(part.text)]
    return tuple(_piece(part, a, b) for a, b in itertools.pairwise(cuts))


def _piece(part: Paragraph, start: int, end: int) -> Piece:
    text = part.text[start:end].rstrip()
    folded = part.folded[start : start + len(text)]
    label = label_at(text)
    here = part.part(start, start + len(text))
    if label is None:
        return Piece(here, None, None, here, "", folded)
    label_span = trim(text, Span(label.start, label.end)).shift(here.start)
    rest = Span(here.start + label.end, here.end)
    return Piece(here, label, label_span, rest, text[label.start : label.end].strip(), folded)


def _cuts(text: str) -> list[int]:
    """Return where inline incisos or alíneas begin, if they count from I or a and go on at least to the second."""
    if not any(mark in text for mark in MARKS):
        return []
    found = [match for match in INLINE.finditer(text) if not _quoted(text, match.start())]
    for kind in ("roman", "letter"):
        run, due = [], 1
        for match in found:
            if not match[kind]:
                continue
            label = label_at(text[match.start() :])
            if label is not None and label.value == due:
                run.append(match.start())
                due += 1
        if len(run) > 1 or (len(run) == 1 and INCISO.match(text)):
            return run
    return []


def _quoted(text: str, at: int) -> bool:
    return text.count("“", 0, at) > text.count("”", 0, at)
