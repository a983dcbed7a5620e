"""Municipalities and regions in the tables of an act: linked and repaired, its state and the damage known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from corpus.states import state_of_place
from extractors.tables.places import locate
from extractors.tables.regions import with_regions

if TYPE_CHECKING:
    from corpus.acts import Act
    from corpus.spans import NormalizedText

WORDS: Final = "words"
"""The layer of edits in which damaged words are repaired: a clean source has none."""


def with_municipalities(act: Act, text: NormalizedText) -> Act:
    """Return an act whose tables name their municipalities by IBGE codes, and damaged regions as the source does elsewhere."""
    if not act.tables:
        return act
    state = state_of_place(act.place.value) if act.place is not None else None
    damaged = any(layer.name == WORDS for layer in text.layers)
    tables = with_regions(act.tables, text.value) if damaged else act.tables
    placed = [
        locate(table, state=state.letters if state else None, damaged=damaged, where=f"/tables/{at}")
        for at, table in enumerate(tables)
    ]
    problems = (problem for each in placed for problem in each.problems)
    return replace(act, tables=tuple(each.table for each in placed), problems=(*act.problems, *problems))
