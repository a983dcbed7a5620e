"""URNs of acts, as LexML Brasil names them: urn:lex:br;place:authority:type:date;number.

Made only where the head is whole (type, date, number, issuer) and says which level of government
speaks; an act of which that is not sure has none. Grammar: LexML Brasil, Parte 2, Padrão para
Construção de Identificadores (2008): lower case, no accents, words joined by dots, articles and
prepositions left out (RFC 9676, section 3, is the same). Laws and decrees have the level as their
authority; a secretariat does not say the level again that its place says already.

>>> urn({"type": "portaria", "number": "240", "number_suffix": None, "date": "2022-04-06", "place": "Cuiabá-MT",
...      "issuer": "Secretaria de Estado de Saúde de Mato Grosso", "issuer_acronym": None})
'urn:lex:br;mato.grosso:secretaria.saude:portaria:2022-04-06;240'
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from corpus.states import states
from corpus.text import fold

if TYPE_CHECKING:
    from corpus.records import JsonObject

_STATES: Final = {letters: state.name for letters, state in states().items()}
"""Names of the states by their letters, folded."""

_LETTERS: Final = {name: letters for letters, name in _STATES.items()}

LONGEST: Final = 500
"""Characters of a URN; a longer one is made of a misreading."""

LEVEL_SPEAKS: Final = frozenset({
    "lei", "lei_complementar", "lei_delegada", "lei_organica", "decreto", "decreto_lei", "medida_provisoria",
    "constituicao", "constituicao_estadual", "emenda_constitucional",
})  # fmt: skip
"""Types whose authority is the level of government and not the body."""

_SMALL: Final = frozenset(
    {"a", "o", "as", "os", "e", "de", "da", "do", "das", "dos", "em", "na", "no", "nas", "nos", "para", "com"}
)
_PLACE: Final = regex.compile(
    r"""(?P<city>.+?)
    (?: \s*+ [-–/,(] \s*+ (?P<letters>\p{Lu}{2})          # Ji-Paraná-RO, Sinop/MT, Sinop (MT)
      | (?: \s++ [-–] \s++ | \s*+ [/,(] \s*+ ) (?P<name>\p{L}[\p{L} ]*+)  # Sinop - Mato Grosso; never Ji-Paraná
    ) \)?""",
    regex.VERBOSE,
)
_WORD: Final = regex.compile(r"[a-z0-9]++")
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


_SECRETARIAT: Final = regex.compile(r"^secretaria (?:(?:de|do) estado|estadual|municipal)(?= )")
"""A secretariat that says its level, as the place in the URN does."""


def urn(record: JsonObject) -> str | None:
    """Return the URN of a record, None where its head is incomplete or its level of government unsure."""
    head = [record.get(key) for key in ("type", "number", "date", "issuer")]
    kind, number, date, issuer = (each if isinstance(each, str) else "" for each in head)
    if not (kind and date and issuer and number.isdecimal()):
        return None
    told = speaker(issuer, _string(record, "issuer_acronym"), _string(record, "place"))
    if told is None:
        return None
    authority = told.level if kind in LEVEL_SPEAKS else _dotted(_SECRETARIAT.sub("secretaria", told.body))
    suffix = _string(record, "number_suffix")
    label = f"{number}-{fold(suffix)}" if suffix else number
    place = "".join(f";{_dotted(each)}" for each in (told.state, told.city) if each)
    made = f"urn:lex:br{place}:{authority}:{kind.replace('_', '.')}:{date};{label}"
    return made if authority and len(made) <= LONGEST else None


def _string(record: JsonObject, key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""


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
    levels = [level for level, sign in _LEVELS.items() if sign.search(folded)] or (["estadual"] if letters else [])
    city, state = located(place)
    match levels:
        case ["federal"]:
            return Speaker("federal", None, None, folded)
        case ["municipal"]:
            return _municipal(folded, city, state or letters)
        case ["estadual"]:
            return _of_state(folded, _state_in(folded) or state or letters)
        case _:
            return None


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
    while words and words[-1] in {*_SMALL, "-"}:
        words.pop()
    return " ".join(words)


def _dotted(words: str) -> str:
    """Join words by dots, the small ones left out (but Pará is a state).

    >>> _dotted("rio grande do sul"), _dotted("para")
    ('rio.grande.sul', 'para')
    """
    found = _WORD.findall(words)
    return ".".join([word for word in found if word not in _SMALL] or found)


def state_letters(name: str | None) -> str | None:
    """Return the letters of a state by its folded name; None for none."""
    return _LETTERS.get(name) if name is not None else None
