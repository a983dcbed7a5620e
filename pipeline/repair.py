"""The stages in their order, over one raw text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corpus.context import Context
from corpus.spans import NormalizedText
from pipeline.stages import CHARACTERS, LAYOUT
from pipeline.surroundings import guess_state, guess_year

if TYPE_CHECKING:
    from collections.abc import Iterable

SURE: Final = ("unicode", "typography")
"""Steps that are sure whatever the source; on their result the marks of a reader of scans are looked for."""
FIRST: Final = (*SURE, "strays")
"""Steps that are sure whatever the damage; the estimate is made on their result, once."""


def repair(raw: str, *, disabled: frozenset[str] = frozenset()) -> tuple[NormalizedText, Context]:
    """Return the text after all stages, and the context they worked in."""
    text, context = cleaned(raw, disabled=disabled)
    return _through(text, LAYOUT, context), context


def cleaned(raw: str, *, disabled: frozenset[str] = frozenset()) -> tuple[NormalizedText, Context]:
    """Return the text after the stages that repair characters: its lines are those of the source."""
    from normalizers.damage import estimate  # noqa: PLC0415  # loads word frequencies
    from normalizers.reader_signs import is_scanned  # noqa: PLC0415  # the same

    text = _through(NormalizedText(raw), SURE, Context(disabled=disabled))
    scanned = is_scanned(text.value)
    text = _through(text, FIRST[len(SURE) :], Context(disabled=disabled, scanned=scanned))
    value = text.value
    year = guess_year(value)
    damage = estimate(value, year=year)
    context = Context(damage=damage, year=year, state=guess_state(value), disabled=disabled, scanned=scanned)
    return _through(text, (step for step in CHARACTERS if step not in FIRST), context), context


def _through(text: NormalizedText, steps: Iterable[str], context: Context) -> NormalizedText:
    from normalizers import NORMALIZERS  # noqa: PLC0415  # loads every normalizer

    for step in steps:
        text = text.with_layer(step, NORMALIZERS.get(step)(text.value, context))
    return text
