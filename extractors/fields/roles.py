"""Roles under a signature, and the body each speaks for, from the table `role_titles`."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Final

import regex

from corpus.knowledge import rows, string, strings
from corpus.spans import Span
from corpus.text import either, fold

_OF: Final = regex.compile(r"(?:d[aeo]s?|DO|DA|DOS|DAS|DE)\s+(.+)")

_PLURAL: Final = regex.compile(r"(?:os|as)\s|(?!vices?\b)(?:\w{4,}(?:[aeo]s|ores|entes))\b")
_SINGULAR: Final = (
    (regex.compile(r"(?i)(?<=\p{L}r)[ea]s(?=[\s-]|$)"), ""),
    (regex.compile(r"(?i)(?<=[oea])s(?=[\s-]|$)"), ""),
    (regex.compile(r"(?i)(?<=\p{L}a)is(?=[\s-]|$)"), "l"),
)
"""How the plural of an office becomes its singular: diretores, secretários, municipais."""
ADJECTIVES: Final = frozenset("tecnico tecnica oficial titular suplente substituto substituta assistente responsavel".split())
"""Titles that as well say of what sort an office before them is."""
LINKS: Final = frozenset("de da do das dos e em para a o as os ao na no nas nos pela pelo por com".split())
FEMININE: Final = {"Secretaria": "a", "Prefeitura": "a", "Subsecretaria": "a"}
OF_BODY: Final = regex.compile(r"d[aeo]\s(?=ministerio|secretaria|prefeitura|conselho|fundacao|instituto|universidade|comissao)")
STATE: Final = regex.compile(r"estado\sd[aeo]\s")
IN_STATE: Final = regex.compile(r"^[Nn][OoAa](?=\s(?i:estado)\b)")
CASE: Final = regex.compile(r"^(?:interin[oa]|em\sexercicio|substitut[oa]|respondendo|adjunt[oa]|executiv[oa]|geral)\b\s*")


@lru_cache(maxsize=1)
def _table() -> tuple[regex.Pattern[str], dict[str, tuple[str, str]]]:
    starts: dict[str, tuple[str, str]] = {}
    for row in rows("role_titles"):
        printed = {way for start in strings(row, "printed") for way in (fold(start), _typed(fold(start)))}
        starts.update(dict.fromkeys(printed, (string(row, "id"), string(row, "body"))))
    spelled = either(starts)
    return regex.compile(
        rf"(?:(?:o|a|p/|pelo|pela)\s)?(?P<title>{spelled})(?:\(a\)|\(o\)|/a)?(?:-(?:chefe|geral|executiv[oa]|adjunt[oa]|presidente))?(?![\w-])"
    ), starts


def _typed(start: str) -> str:
    """Return an ordinal as typewriters have it: 2o, 1a."""
    return start.replace("º ", "o ").replace("ª ", "a ")


def role_at(text: str) -> str | None:
    """Return the id of the title that a line begins with, None where it is no role.

    "Secretaria de Estado de Saúde" is a body and not a role, and "Secretária de Estado de Saúde" is:
    where accents tell the two apart they decide; where a damaged text has none, it is a role only
    if what follows does not make it a body.
    """
    folded = fold(text)
    match = _table()[0].match(folded)
    if match is None:
        return None
    title = match["title"]
    if title.startswith(("secretaria", "subsecretaria")) and "á" not in text[: match.end()].lower():
        return None
    return _table()[1][title][0]


def is_plural(role: str) -> bool:
    """Whether a role is of several ("Membros da Comissão", "Secretários de Estado").

    >>> is_plural("Membros da Comissão"), is_plural("Ordenador de Despesas")
    (True, False)
    """
    return _PLURAL.match(fold(role)) is not None


def singular(office: str) -> str:
    """Return an office in the plural as one of them; what follows a preposition stays.

    >>> singular("Secretários Municipais de Obras"), singular("DIRETORES")
    ('Secretário Municipal de Obras', 'DIRETOR')
    """
    head = regex.match(r"(?i).*?(?=\sd[aeo]s?\s|$)", office)
    told = head[0] if head else office
    for plural, one in _SINGULAR:
        told = plural.sub(one.upper() if told.isupper() else one, told)
    return told + office[head.end() if head else len(office) :]


def body_word(role: str) -> str | None:
    """Return the word of the body that a title heads, None for a title that heads none of its own.

    >>> body_word("Prefeito"), body_word("Presidente do Conselho")
    ('Prefeitura', None)
    """
    match = _table()[0].match(fold(role))
    body = _table()[1][match["title"]][1] if match else "*"
    return body.split()[0] if body not in {"", "*"} else None


def body_of(role: str) -> str | None:
    """Return the name of the body that a role speaks for, None where it names none.

    >>> body_of("Secretário de Estado de Saúde"), body_of("Presidente do Conselho Estadual de Cultura")
    ('Secretaria de Estado de Saúde', 'Conselho Estadual de Cultura')
    """
    match = _table()[0].match(fold(role))
    if match is None:
        return None
    _, body = _table()[1][match["title"]]
    rest = role[match.end() :].strip(" ,")
    of_body = OF_BODY.match(fold(rest))
    if of_body:
        return rest[of_body.end() :]  # Secretário-Executivo do Ministério do Turismo
    trimmed = CASE.match(fold(rest))
    rest = rest[trimmed.end() :].strip(" ,") if trimmed else rest
    if body != "*":
        return _named(body, rest)
    name = _OF.match(rest)
    if name and STATE.match(fold(name[1])):
        return f"Governo do {name[1]}"  # presidents of states, to 1930
    return name[1] if name else None


def _named(body: str, rest: str) -> str | None:
    """Return the body's word with what follows the role: Prefeito Municipal de X → Prefeitura Municipal de X.

    An interventor is "no Estado", his government is that of it.
    """
    if not rest:
        return None
    rest = IN_STATE.sub(lambda match: ("D" if match[0][0] == "N" else "d") + match[0][1:], rest)
    if rest.isupper():
        return f"{body.upper()} {rest}"
    return f"{body} {rest}".strip()


def divided_roles(text: str, count: int) -> tuple[Span, ...]:
    """Return the stretches of a line of roles that run on without a mark, where it can be cut into `count` of them.

    >>> line = "Presidente do Conselho de Trânsito Secretária Executiva"
    >>> [span.of(line) for span in divided_roles(line, 2)]
    ['Presidente do Conselho de Trânsito', 'Secretária Executiva']
    """
    words = list(regex.finditer(r"\S+", text))
    begins = [
        at
        for at, word in enumerate(words)
        if at == 0 or (fold(words[at - 1][0]) not in LINKS and _is_office(text[word.start() :]))
    ]
    if len(begins) != count or role_at(text) is None:
        return ()
    return tuple(Span(words[a].start(), words[b - 1].end()) for a, b in pairwise([*begins, len(words)]))


def _is_office(text: str) -> bool:
    """Whether a title of office that is no adjective ("Técnico", "Titular") begins here."""
    return role_at(text) is not None and fold(text.split(maxsplit=1)[0]) not in ADJECTIVES
