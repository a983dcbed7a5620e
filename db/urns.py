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

from typing import TYPE_CHECKING, Final

import regex

from corpus.issuers import SMALL, speaker
from corpus.text import fold

if TYPE_CHECKING:
    from corpus.records import JsonObject

LONGEST: Final = 500
"""Characters of a URN; a longer one is made of a misreading."""

LEVEL_SPEAKS: Final = frozenset({
    "lei", "lei_complementar", "lei_delegada", "lei_organica", "decreto", "decreto_lei", "medida_provisoria",
    "constituicao", "constituicao_estadual", "emenda_constitucional",
})  # fmt: skip
"""Types whose authority is the level of government and not the body."""

_WORD: Final = regex.compile(r"[a-z0-9]++")

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


def _dotted(words: str) -> str:
    """Join words by dots, the small ones left out (but Pará is a state).

    >>> _dotted("rio grande do sul"), _dotted("para")
    ('rio.grande.sul', 'para')
    """
    found = _WORD.findall(words)
    return ".".join([word for word in found if word not in SMALL] or found)
