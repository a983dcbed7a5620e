"""The states of Brazil: their letters, names and capitals, from the table `states`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from corpus.knowledge import records
from corpus.text import fold, squeeze


@dataclass(frozen=True, slots=True)
class State:
    """A state or the Distrito Federal; `name` and `capital` are folded (see `corpus.text.fold`)."""

    letters: str
    name: str
    capital: str


@cache
def states() -> dict[str, State]:
    """Return the states by their letters."""
    rows = records("states")
    return {row["letters"]: State(row["letters"], fold(row["name"]), fold(row["capital"])) for row in rows}


def state_named(words: str) -> State | None:
    """Return the state whose name some words begin with, the longest name that fits.

    >>> found = state_named("Mato Grosso do Sul, em maio")
    >>> found.letters if found else None
    'MS'
    >>> state_named("Matos Grossos")
    """
    folded = f"{fold(squeeze(words))} ".replace(",", " ")
    fitting = [state for state in states().values() if folded.startswith(f"{state.name} ")]
    return max(fitting, key=lambda state: len(state.name), default=None)


def state_of_place(place: str) -> State | None:
    """Return the state that a place of signing names by letters ("Cuiabá-MT") or by its own name as a capital.

    >>> [state.letters if state else None for state in map(state_of_place, ("Sinop (MT)", "Salvador", "Lages"))]
    ['MT', 'BA', None]
    """
    plain = place.rstrip(") ")
    known = states().get(plain[-2:]) if len(plain) > len("-MT") and not plain[-3].isalpha() else None
    folded = fold(squeeze(plain))
    return known or next((state for state in states().values() if state.capital == folded), None)
