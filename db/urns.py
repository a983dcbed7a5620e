"""URNs of acts, as LexML Brasil names them: urn:lex:br;place:authority:type:date;number.

Made only where the head is whole (type, date, number, issuer) and says which level of government
speaks; an act of which that is not sure has none. Grammar: LexML Brasil, Parte 2, Padrão para
Construção de Identificadores (2008): lower case, no accents, words joined by dots, articles and
prepositions left out. Laws and decrees have the level as their authority.

>>> urn({"type": "portaria", "number": "240", "number_suffix": None, "date": "2022-04-06", "place": "Cuiabá-MT",
...      "issuer": "Secretaria de Estado de Saúde de Mato Grosso", "issuer_acronym": None})
'urn:lex:br;mato.grosso:secretaria.estado.saude:portaria:2022-04-06;240'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from corpus.text import fold

if TYPE_CHECKING:
    from corpus.records import JsonObject

_STATES: Final = {
    "AC": "acre", "AL": "alagoas", "AM": "amazonas", "AP": "amapa", "BA": "bahia", "CE": "ceara", "DF": "distrito federal",
    "ES": "espirito santo", "GO": "goias", "MA": "maranhao", "MG": "minas gerais", "MS": "mato grosso do sul",
    "MT": "mato grosso", "PA": "para", "PB": "paraiba", "PE": "pernambuco", "PI": "piaui", "PR": "parana",
    "RJ": "rio de janeiro", "RN": "rio grande do norte", "RO": "rondonia", "RR": "roraima", "RS": "rio grande do sul",
    "SC": "santa catarina", "SE": "sergipe", "SP": "sao paulo", "TO": "tocantins",
}  # fmt: skip
"""States by their letters, folded."""

_LEVEL_SPEAKS: Final = frozenset({
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
_MUNICIPAL: Final = regex.compile(r"\b(?:municipal|municipio|prefeitura|prefeit[oa]|vereadores)\b")
_STATE: Final = regex.compile(r"\b(?:estado|estadual|distrito federal|distrital|governador[a]?|assembleia legislativa)\b")
_FEDERAL: Final = regex.compile(r"\b(?:ministerio|presidencia da republica|congresso nacional|nacional|federal|da uniao)\b")


def urn(record: JsonObject) -> str | None:
    """Return the URN of a record, None where its head is incomplete or its level of government unsure."""
    head = [record.get(key) for key in ("type", "number", "date", "issuer")]
    kind, number, date, issuer = (each if isinstance(each, str) else "" for each in head)
    if not (kind and date and issuer and number.isdecimal()):
        return None
    told = _speaker(fold(issuer), _string(record, "issuer_acronym"), _string(record, "place"))
    if told is None:
        return None
    level, place, body = told
    authority = level if kind in _LEVEL_SPEAKS else _dotted(body)
    suffix = _string(record, "number_suffix")
    label = f"{number}-{fold(suffix)}" if suffix else number
    return f"urn:lex:br{place}:{authority}:{kind.replace('_', '.')}:{date};{label}" if authority else None


def _string(record: JsonObject, key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""


def _speaker(issuer: str, acronym: str, place: str) -> tuple[str, str, str] | None:
    """Return level, place as the URN tells it and the issuer without it; None where unsure."""
    city, state = _located(place)
    state = _state_in(issuer) or state or _STATES.get(acronym.rpartition("/")[2])
    if _MUNICIPAL.search(issuer):
        return ("municipal", f";{_dotted(state)};{_dotted(city)}", _less(issuer, city)) if state and city else None
    if _STATE.search(issuer) or acronym.rpartition("/")[2] in _STATES:
        level = "distrital" if state == _STATES["DF"] else "estadual"
        return (level, f";{_dotted(state)}", _less(issuer, state)) if state else None
    return ("federal", "", issuer) if _FEDERAL.search(issuer) else None


def _located(place: str) -> tuple[str | None, str | None]:
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
    return ".".join(word for word in _WORD.findall(words) if word not in _SMALL)
