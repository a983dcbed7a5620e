"""All acts of a source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corpus.acts import Act, Found, Publication
from corpus.furniture import publication
from corpus.problems import Problem
from corpus.spans import Correction, Span
from extractors.acts.assemble import Case, assemble
from extractors.acts.boundaries import Stretch, stretches
from extractors.acts.paragraphs import Paragraph, paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.spans import NormalizedText

FURNITURE: Final = "furniture"
PUBLICATION: Final = "furniture-publication"
FOOT: Final = ("furniture-page", "furniture-running", "furniture-print", "furniture-recurring")


@dataclass(frozen=True, slots=True)
class ActsFinding:
    """The acts of a source in order, and what is doubtful about it as a whole."""

    acts: tuple[Act, ...]
    problems: tuple[Problem, ...] = ()


def find_acts(text: NormalizedText) -> ActsFinding:
    """Return the acts of a source.

    The text must have been through the layout steps: every paragraph on one line.
    """
    value = text.value
    parts = paragraphs(value)
    cuts = stretches(parts)
    if not cuts:
        return ActsFinding((), (Problem("no_acts", "", None, "no heading of an act was found"),))
    furniture = [c for c in text.corrections() if c.layer == FURNITURE]
    spans = [_span(text, parts, cut, following, furniture) for cut, following in zip(cuts, [*cuts[1:], None], strict=True)]
    published = _publications(text, spans, furniture)
    acts = [assemble(Case(value, parts, cut, span, came_out)) for cut, span, came_out in zip(cuts, spans, published, strict=True)]
    return ActsFinding(tuple(acts))


def _span(
    text: NormalizedText, parts: Sequence[Paragraph], cut: Stretch, following: Stretch | None, furniture: Sequence[Correction]
) -> Span:
    """Return the stretch of an act; a page's foot after its end belongs to it, with its line break."""
    start, end = parts[cut.start].span.start, parts[cut.end - 1].span.end
    limit = parts[cut.end].span.start if cut.end < len(parts) else len(text.value)
    for each in furniture:
        if each.rule.startswith(FOOT) and each.span.start >= text.to_raw(Span(end - 1, end)).end:
            at = text.from_raw(each.span).end
            if at < limit and following is not None:
                end = max(end, min(at + 1, limit))
    return Span(start, end)


def _publications(text: NormalizedText, spans: Sequence[Span], furniture: Sequence[Correction]) -> list[Publication | None]:
    """Return where each act came out: a line over the first act tells of it, any other of the act before."""
    found: list[Publication | None] = [None] * len(spans)
    for each in furniture:
        if not each.rule.startswith(PUBLICATION):
            continue
        at = text.from_raw(each.span).start
        before = [i for i, span in enumerate(spans) if span.start <= at]
        index = before[-1] if before else 0
        told = _publication(each)
        if told is not None and found[index] is None:
            found[index] = told
    return found


def _publication(line: Correction) -> Publication | None:
    told = publication(line.raw.strip())
    if told is None:
        return None
    start = line.span.start + len(line.raw) - len(line.raw.lstrip())

    def leaf(value: object, span: Span | None) -> object:
        return Found(value, span.shift(start), line.rule, in_raw=True) if value is not None and span is not None else None

    return Publication(
        leaf(told.gazette, told.gazette_span),  # type: ignore[arg-type]  # the leaf keeps the value's type
        leaf(told.edition, told.edition_span),  # type: ignore[arg-type]
        leaf(told.date, told.date_span),  # type: ignore[arg-type]
    )
