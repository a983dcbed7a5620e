"""All acts of a source."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from corpus.problems import Problem
from corpus.spans import Span
from extractors.acts.assemble import Case, assemble
from extractors.acts.boundaries import stretches
from extractors.acts.chronology import with_neighbours
from extractors.acts.cuts import parted, recut
from extractors.acts.issuers import under_one_heading
from extractors.acts.paragraphs import paragraphs
from extractors.acts.placed_tables import with_municipalities
from extractors.acts.publications import extended, furniture_of, publications, with_gazette
from extractors.acts.republications import with_originals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.acts import Act
    from corpus.cuts import Cut, CutOutcome
    from corpus.spans import NormalizedText
    from extractors.acts.boundaries import Stretch
    from extractors.acts.paragraphs import Paragraph


@dataclass(frozen=True, slots=True)
class ActsFinding:
    """The acts of a source in order, and what is doubtful about it as a whole."""

    acts: tuple[Act, ...]
    problems: tuple[Problem, ...] = ()
    cuts: tuple[CutOutcome, ...] = ()


def find_acts(text: NormalizedText, said: Sequence[Cut] = ()) -> ActsFinding:
    """Return the acts of a source, cut as it tells by itself but for what people `said` of it.

    The text must have been through the layout steps: every paragraph on one line.
    """
    value = text.value
    parts: Sequence[Paragraph] = paragraphs(value)
    cuts = stretches(parts)
    outcomes: tuple[CutOutcome, ...] = ()
    if said:
        parts, cuts, outcomes = _said(text, parts, said)
    if not cuts:
        return ActsFinding((), (Problem("no_acts", "", None, "no heading of an act was found"),), outcomes)
    furniture = furniture_of(text)
    spans = []
    for cut, following in zip_longest(cuts, cuts[1:]):
        own = Span(parts[cut.start].span.start, parts[cut.end - 1].span.end)
        limit = parts[cut.end].span.start if cut.end < len(parts) else len(value)
        spans.append(extended(text, own, limit, furniture, last=following is None))
    published = publications(text, spans, furniture)
    cases = [Case(value, parts, cut, span, out) for cut, span, out in zip(cuts, spans, published, strict=True)]
    acts = with_neighbours(under_one_heading([with_municipalities(with_gazette(assemble(case)), text) for case in cases]))
    notes = [case.notes[0].span if case.notes else None for case in cases]
    return ActsFinding(with_originals(acts, notes), cuts=outcomes)


def _said(
    text: NormalizedText, parts: Sequence[Paragraph], said: Sequence[Cut]
) -> tuple[Sequence[Paragraph], tuple[Stretch, ...], tuple[CutOutcome, ...]]:
    """Return paragraphs and acts as people want them, and what became of each thing they said."""
    own, places = parted(text, parts, said)
    heads, outcomes = recut(own, stretches(own), places)
    return own, stretches(own, heads), tuple(outcomes)
