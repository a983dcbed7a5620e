"""The stages in their order, over one raw text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from corpus.context import Context
from corpus.spans import NormalizedText
from pipeline.stages import CHARACTERS, LAYOUT
from pipeline.surroundings import guess_state, guess_year

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.sidecar import Sidecar
    from corpus.spans import Span

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
) -> tuple[NormalizedText, Context]:
    """Return the text after all stages, and the context they worked in.

    `furniture` are raw spans of lines that the reader tells for page furniture by their place.
    """
    text, context = cleaned(raw, disabled=disabled, sidecar=sidecar)
    placed = replace(context, furniture=tuple(text.from_raw(span) for span in furniture)) if furniture else context
    return _through(text, LAYOUT, placed), context


def cleaned(
    raw: str, *, disabled: frozenset[str] = frozenset(), sidecar: Sidecar | None = None
) -> tuple[NormalizedText, Context]:
    """Return the text after the stages that repair characters: its lines are those of the source.

    Where the text does not say when and where it is from, `sidecar` does.
    """
    from normalizers.damage import estimate  # noqa: PLC0415  # loads word frequencies
    from normalizers.reader_signs import is_scanned  # noqa: PLC0415  # the same

    text = _through(NormalizedText(raw), SURE, Context(disabled=disabled))
    scanned = is_scanned(text.value)
    text = _through(text, FIRST[len(SURE) :], Context(disabled=disabled, scanned=scanned))
    value = text.value
    year, state = guess_year(value), guess_state(value)
    if sidecar is not None:
        year, state = year or sidecar.year, state or sidecar.state
    damage = estimate(value, year=year)
    context = Context(damage=damage, year=year, state=state, disabled=disabled, scanned=scanned)
    return _through(text, (step for step in CHARACTERS if step not in FIRST), context), context


def _through(text: NormalizedText, steps: Iterable[str], context: Context) -> NormalizedText:
    from normalizers import NORMALIZERS  # noqa: PLC0415  # loads every normalizer

    for step in steps:
        text = text.with_layer(step, NORMALIZERS.get(step)(text.value, context))
    return text
