"""Who speaks in an act: the level of government, the state and the municipality of its issuer.

Told only where the issuer's own words, its letters or the place of signing say so; what two of them
tell differently is not told.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import regex

from corpus.knowledge import rows, string
from corpus.states import states
from corpus.text import fold

_STATES: Final = {letters: state.name for letters, state in states().items()}
"""Names of the states by their letters, folded."""

_LETTERS: Final = {name: letters for letters, name in _STATES.items()}

SMALL: Final = frozenset(
    {"a", "o", "as", "os", "e", "de", "da", "do", "das", "dos", "em", "na", "no", "nas", "nos", "para", "com"}
)
"""Words that a name is compared without."""

_PLACE: Final = regex.compile(
    r"""(?P<city>.+?)
    (?: \s*+ [-–/,(] \s*+ (?P<letters>\p{Lu}{2})          # Ji-Paraná-RO, Sinop/MT, Sinop (MT)
      | (?: \s++ [-–] \s++ | \s*+ [/,(] \s*+ ) (?P<name>\p{L}[\p{L} ]*+)  # Sinop - Mato Grosso; never Ji-Paraná
    ) \)?""",
    regex.VERBOSE,
)
_LEVELS: Final = {
    "municipal": regex.compile(r"\b(?:municipal|municipio|prefeitura|prefeit[oa]|vereadores)\b"),
    "estadual": regex.compile(
        r"\b(?:(?<!\bno )estado|estadual|distrito federal|distrital|governadora?|assembleia legislativa)\b"
    ),
    "federal": regex.compile(
        r"\b(?:ministerio(?! publico)|presidencia da republica|nacional|(?<!\bdistrito )federal|da (?:uniao|republica))\b"
    ),
}
"""Words of an issuer, folded, by which its level of government is known."""

_OF_CITY: Final = regex.compile(r"\b(?:municipio|prefeitura(?: municipal)?|camara municipal) d[aeo]s? (?P<city>.++)")
"""An issuer that says which municipality it is of."""


class Speaker(NamedTuple):
    """Who speaks: level of government, state and city as far as they belong to it (folded), the body without its place."""

    level: str
    state: str | None
    city: str | None
    body: str

    @property
    def letters(self) -> str | None:
        """The letters of the state."""
        return _LETTERS.get(self.state) if self.state is not None else None


@lru_cache(maxsize=4096)
def speaker(issuer: str, acronym: str, place: str) -> Speaker | None:
    """Return who speaks in an act, by its issuer, the issuer's letters and the place of signing; None where unsure."""
    folded = fold(issuer)
    letters = _STATES.get(acronym.rpartition("/")[2])
    city, state = located(place)
    match level_of(issuer, acronym):
        case "federal":
            return Speaker("federal", None, None, folded)
        case "municipal":
            return _municipal(folded, city, state or letters)
        case "estadual" | "distrital":
            return _of_state(folded, _state_in(folded) or state or letters)
        case _:
            return None


@lru_cache(maxsize=4096)
def level_of(issuer: str, acronym: str) -> str | None:
    """Return the level of government of an issuer, by its words, else its letters; None where unsure.

    >>> level_of("Prefeitura de Lages", ""), level_of("Secretaria de Obras", "SO/SC"), level_of("Secretaria de Obras", "")
    ('municipal', 'estadual', None)
    >>> level_of("Secretaria de Estado de Saúde do Distrito Federal", ""), level_of("Conselho Regional de Química", "")
    ('distrital', None)
    """
    folded = fold(issuer)
    levels = [level for level, sign in _LEVELS.items() if sign.search(folded)] or _levels_of_bodies().get(folded, [])
    if not levels and (state := _STATES.get(acronym.rpartition("/")[2])) is not None:
        return "distrital" if state == _STATES["DF"] else "estadual"
    if levels == ["estadual"] and _state_in(folded) == _STATES["DF"]:
        return "distrital"
    return levels[0] if len(levels) == 1 else None


class KnownBody(NamedTuple):
    """A body that its letters name whatever the state: a row of body_letters.toml."""

    name: str
    level: str


@lru_cache(maxsize=1)
def letters_of_bodies() -> dict[str, KnownBody]:
    """Return the bodies that are known by their letters, by them."""
    return {string(row, "letters"): KnownBody(string(row, "name"), string(row, "level")) for row in rows("body_letters")}


@lru_cache(maxsize=1)
def _levels_of_bodies() -> dict[str, list[str]]:
    """Return the levels of the bodies that are known by their letters, by their folded names."""
    found: dict[str, list[str]] = {}
    for body in letters_of_bodies().values():
        found.setdefault(fold(body.name), []).append(body.level)
    return found


def _municipal(issuer: str, city: str | None, state: str | None) -> Speaker | None:
    """Return what a municipal issuer speaks as; None where its municipality or state is not told, or told in two ways."""
    named = _OF_CITY.search(issuer)
    if not (city and state) or (named is not None and named["city"] != city):
        return None
    return Speaker("municipal", state, city, _less(issuer, city))


def _of_state(issuer: str, state: str | None) -> Speaker | None:
    """Return what a state's issuer speaks as; None where the state is not told."""
    if state is None:
        return None
    body = _less(issuer, state).removesuffix(" do estado")
    return Speaker("distrital" if state == _STATES["DF"] else "estadual", state, None, body)


def located(place: str) -> tuple[str | None, str | None]:
    """Return city and state of a place of signing, folded; the state only where it is written out or by its letters."""
    found = _PLACE.fullmatch(place.strip())
    if found is None:
        return (fold(place.strip()) or None), None
    if found["letters"]:
        return fold(found["city"].strip()), _STATES.get(found["letters"])
    name = fold(found["name"].strip())
    return (fold(found["city"].strip()), name) if name in _STATES.values() else (None, None)


def _state_in(issuer: str) -> str | None:
    """Return the state whose name ends an issuer's; the longest, so that Mato Grosso do Sul is not Mato Grosso."""
    ending = [name for name in _STATES.values() if issuer.endswith(f" {name}")]
    return max(ending, key=len, default=None)


def _less(issuer: str, place: str) -> str:
    """Return an issuer without the place at its end and the words that tied it there."""
    if not issuer.endswith(f" {place}"):
        return issuer
    words = issuer.removesuffix(place).split()
    while words and words[-1] in {*SMALL, "-"}:
        words.pop()
    return " ".join(words)


def state_letters(name: str | None) -> str | None:
    """Return the letters of a state by its folded name; None for none."""
    return _LETTERS.get(name) if name is not None else None


def state_of_name(issuer: str) -> str | None:
    """Return the letters of the state whose name ends an issuer's; None for none.

    >>> state_of_name("Conselho Estadual de Saúde de Mato Grosso do Sul"), state_of_name("Conselho de Saúde")
    ('MS', None)
    """
    return state_letters(_state_in(fold(issuer)))
