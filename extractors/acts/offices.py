"""The bodies that offices speak for in a preamble: one, several at once, or one answered for.

    O SECRETÁRIO DE ESTADO DA FAZENDA, no uso ...                                the Secretaria de Estado da Fazenda
    Os Secretários de Estado da Fazenda e da Educação, no uso ...                both Secretarias
    A Secretária da Saúde, o Secretário de Obras e o Diretor do DER, no uso ...  all three
    O Diretor X, respondendo pelo expediente da Secretaria de Obras, ...         the Secretaria de Obras

A joint act has one issuer in the record: the names with commas and "e" between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Found
from corpus.spans import Span
from corpus.text import fold, squeeze
from extractors.fields.bodies import is_body, proper
from extractors.fields.people import parts_of
from extractors.fields.roles import body_of, role_at, singular

if TYPE_CHECKING:
    from collections.abc import Sequence

RULE: Final = "issuer-joint"
CAPITALS: Final = regex.compile(r"[A-ZÀ-Ú]{2,}(?:[/-][A-Z]{2,})*")
STATE_TAIL: Final = regex.compile(r"/[A-Z]{2}$|[-–]\s?[A-Z]{2}$")
# "SECRETÁRIOS DE ESTADO DA FAZENDA E DA EDUCAÇÃO", "Ministros de Estado da Saúde, da Fazenda e dos Transportes"
PLURAL: Final = regex.compile(
    r"(?P<office>(?:sub)?secretari[oa]s|ministr[oa]s|diretor(?:es|as)|superintendentes|presidentes|prefeit[oa]s|procurador(?:es|as))"
    r"(?P<rank>(?:[\s-](?:municipais|estaduais|gerais|executiv[oa]s|extraordinari[oa]s|de\sestado))*)"
    r"(?P<matters>\sd[aeo]s?\s.+)"
)
MATTER: Final = regex.compile(r"(?:,\s*(?:e\s)?|\se\s)(?=d[aeo]s?\s)")
POWER: Final = regex.compile(
    r"\s*[,;:(]?\s*\b(?:no\s(?:uso|exercicio)|usando|em\s(?:exercicio|cumprimento|conformidade|conjunto)|tendo|considerando|resolvem?|decretam?"
    r"|determinam?|tornam?|fazem|nos\stermos|de\sacordo|na\s(?:qualidade|forma)|com\s(?:fundamento|base|fulcro)|abaixo|conjuntamente)\b"
)
ANOTHER: Final = regex.compile(r"(?:,|\be)\s+(?:e\s+)?[oa]s?\s+(?=\p{L}{4})")
ANSWERING: Final = regex.compile(
    r"\s*[,–-]?\s*(?:ora\s)?respondendo\s(?:\w+mente\s)?pel[oa]s?\s(?:(?:expediente|atribuicoes|funcoes|cargo|encargos?)\s(?:d[aeo]s?\s)?)?(?P<what>[^,;:]{6,140}?)\s*(?=[,;:]|\sno\suso\b|\scumulativ|$)"
)
OF_STATE: Final = regex.compile(r"(?i)\s+do\s+estado\s+d[aeo]\s+\p{L}[\p{L} ]*$")
"""The state after the last of several matters is that of them all."""
SAYS: Final = regex.compile(
    r"\b(?:decret|sancion|aprov|promulg|faz|faco|resolv|ouvid|atend|inform|solicit|process|lei\b|art\b|artigo)"
)
"""Words of a sentence: where one stands, what is named besides acts together with nobody."""
MOST: Final = 6


def of_role(printed: str, span: Span) -> Found[str] | None:
    """Return the body that an office speaks for ("Prefeito Municipal de X")."""
    name = _body_for(printed)
    return Found(name, span, "issuer-office", 0.95, derived=True) if name is not None else None


def _body_for(printed: str) -> str | None:
    if role_at(printed) is None and not fold(printed).startswith(("secretari", "subsecretari")):
        return None
    body = body_of(printed)
    if body is None or not is_body(body):
        return None
    return proper(STATE_TAIL.sub("", squeeze(body)).strip())


def answering(text: str, start: int, end: int) -> Found[str] | None:
    """Return the body for which the office that ends at `start` answers, None where it answers for none."""
    match = ANSWERING.match(fold(text[start:end]))
    if match is None:
        return None
    span = Span(start + match.start("what"), start + match.end("what"))
    printed = span.of(text)
    return Found(proper(squeeze(printed)), span, "issuer-answering", 0.9) if is_body(printed) else of_role(printed, span)


def several(text: str, start: int, end: int, stop: int) -> Found[str] | None:
    """Return the bodies that act together in the preamble from `start` to `end`, None where it is one.

    `stop` is where the first of them ends at the latest.
    """
    power = POWER.search(fold(text[start:end]))
    stretch = text[start : start + power.start()] if power else text[start:stop]
    names = _of_plural(stretch) or _each(stretch)
    if names and names[0] is not None and None in names:
        return Found(names[0], Span(start, start + len(stretch.rstrip(" ,"))), RULE, 0.6, derived=True)
    if len(names) < 2 or len(set(names)) != len(names):  # noqa: PLR2004 - two at least act together
        return None
    told = f"{', '.join(filter(None, names[:-1]))} e {names[-1]}"
    return Found(told, Span(start, start + len(stretch.rstrip(" ,"))), RULE, 0.9, derived=True)


def _of_plural(stretch: str) -> Sequence[str]:
    """Return the bodies of "Secretários de Estado da Fazenda e da Educação"; none where a matter names no body."""
    match = PLURAL.match(fold(stretch.rstrip(" ,")))
    if match is None:
        return ()
    office = f"{stretch[slice(*match.span('office'))]}{stretch[slice(*match.span('rank'))]}"
    office = singular(office)
    begun = match.start("matters")
    bounds = [begun, *(begun + m.end() for m in MATTER.finditer(match["matters"])), begun + len(match["matters"])]
    ends = [*(begun + m.start() for m in MATTER.finditer(match["matters"])), bounds[-1]]
    matters = [stretch[a:b].strip(" ,") for a, b in zip(bounds, ends, strict=False)]
    matters[-1] = OF_STATE.sub("", matters[-1])
    names = [_body_for(f"{office} {matter}") for matter in matters]
    return tuple(name for name in names if name is not None) if all(names) else ()


def _each(stretch: str) -> Sequence[str | None]:
    """Return the bodies of authorities and bodies each told in full; None for one that names no body."""
    if ANOTHER.search(fold(stretch)) is None or len(stretch) > MOST * 100 or SAYS.search(fold(stretch)):
        return ()
    pieces = [piece.strip(" ,") for piece in _pieces(stretch)]
    names = [proper(squeeze(piece)) if is_body(piece) else _body_for(piece) for piece in pieces]
    return names if 1 < len(pieces) <= MOST else ()


def _pieces(stretch: str) -> Sequence[str]:
    """Cut a stretch where an office or a body with its article begins, as the rulers tell them."""
    begins = [0]
    folded = fold(stretch)
    for match in ANOTHER.finditer(folded):
        rest = stretch[match.end() :]
        offices = (part for part in parts_of(rest) if part.kind in {"role", "body"} and part.span.start == 0)
        if next(offices, None) is not None:
            begins.append(match.end())
    ends = [match.start() for match in ANOTHER.finditer(folded) if match.end() in begins]
    return [stretch[a:b] for a, b in zip(begins, [*ends, len(stretch)], strict=True)]
