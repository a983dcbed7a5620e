"""The stages in their order, over one raw text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from corpus.context import Context
from corpus.spans import NormalizedText, Span
from pipeline.excerpt import Excerpt
from pipeline.stages import CHARACTERS, LAYOUT
from pipeline.surroundings import guess_state, guess_year

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.problems import Problem
    from corpus.sidecar import Sidecar
    from corpus.spans import Edit

SURE: Final = ("unicode", "typography")
"""Steps that are sure whatever the source; on their result the marks of a reader of scans are looked for."""
FIRST: Final = (*SURE, "strays")
"""Steps that are sure whatever the damage; the estimate is made on their result, once."""


def repair(
    raw: str,
    *,
    disabled: frozenset[str] = frozenset(),
    sidecar: Sidecar | None = None,
    furniture: tuple[Span, ...] = (),
    scanned: bool = False,
) -> tuple[NormalizedText, Context]:
    """Return the text after all stages, and the context they worked in.

    `furniture` are raw spans of lines that the reader tells for page furniture by their place;
    `scanned` that it read pictures: else the text itself has to show it.
    """
    text, context = cleaned(raw, disabled=disabled, sidecar=sidecar, scanned=scanned)
    placed = replace(context, furniture=tuple(text.from_raw(span) for span in furniture)) if furniture else context
    return _through(text, LAYOUT, placed), context


def cleaned(
    raw: str, *, disabled: frozenset[str] = frozenset(), sidecar: Sidecar | None = None, scanned: bool = False
) -> tuple[NormalizedText, Context]:
    """Return the text after the stages that repair characters: its lines are those of the source.

    The context is that of the source as a whole. Where some pages are damaged and others are not, the
    steps that need damage see the damaged ones only, as a text of their own. Where the text does not
    say when and where it is from, `sidecar` does.
    """
    from normalizers.damage import graves, judge  # noqa: PLC0415  # loads word frequencies
    from normalizers.reader_signs import is_scanned  # noqa: PLC0415  # the same

    text = _through(NormalizedText(raw), SURE, Context(disabled=disabled))
    scanned = scanned or is_scanned(text.value)
    text = _through(text, FIRST[len(SURE) :], Context(disabled=disabled, scanned=scanned))
    value = text.value
    year, state = guess_year(value), guess_state(value)
    if sidecar is not None:
        year, state = year or sidecar.year, state or sidecar.state
    extent = judge(value, year=year)
    context = Context(
        damage=extent.damage,
        year=year,
        state=state,
        disabled=disabled,
        scanned=scanned,
        graves=graves(value) if extent.damage else 0,
    )
    rest = tuple(step for step in CHARACTERS if step not in FIRST)
    if extent.stretches == (Span(0, len(value)),) or (scanned and not extent.stretches):
        return _through(text, rest, context), context
    return _in_part(text, rest, replace(context, damage=extent.worst), extent.stretches), context


def _through(text: NormalizedText, steps: Iterable[str], context: Context) -> NormalizedText:
    for step in steps:
        text = text.with_layer(step, *_asked(step, text.value, context))
    return text


def _in_part(text: NormalizedText, steps: Iterable[str], context: Context, stretches: tuple[Span, ...]) -> NormalizedText:
    """Take some stretches of the text through `steps`; the others stay as they are."""
    if not stretches:
        return text
    for step in steps:
        excerpt = Excerpt(stretches)
        edits, doubts = _asked(step, excerpt.of(text.value), context)
        after = text.with_layer(step, excerpt.edits(edits), excerpt.doubts(doubts))
        if after is not text:
            stretches = tuple(map(after.layers[-1].to_after, stretches))
        text = after
    return text


def _asked(step: str, value: str, context: Context) -> tuple[tuple[Edit, ...], tuple[Problem, ...]]:
    """Return what a step answers: its edits, and what it leaves open."""
    from normalizers import DOUBTS, NORMALIZERS  # noqa: PLC0415  # loads every normalizer

    edits = NORMALIZERS.get(step)(value, context)
    return edits, DOUBTS.get(step)(value, context) if step in DOUBTS.names() else ()
