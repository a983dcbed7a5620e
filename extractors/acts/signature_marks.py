"""What one line of a signature block says: a name, a role, a body, a stamp, an appointment.

The shapes of a table decide where they are sure. A line that they leave open ("ANA LIMA PAZ PREFEITA
MUNICIPAL", "Ana Lima Paz e Rui Sá Dantas") is asked of :mod:`extractors.fields.people`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from corpus.spans import Span
from corpus.text import fold, squeeze
from extractors.acts.labels import label_at
from extractors.fields.bodies import is_body
from extractors.fields.names import given_names, is_name, is_rank, person_in
from extractors.fields.people import Part, may_tell, no_person, parts_of
from extractors.fields.roles import is_plural, role_at, singular

if TYPE_CHECKING:
    from extractors.acts.paragraphs import Paragraph

STAMP: Final = regex.compile(
    r"""\W*(?:[o0]riginal\s(?:devidamente\s)?assinado|assinado\s(?:no|em|por)\b|assinado\s(?:digital|eletronica)|documento\sassinado|assinatura|ass\.?$|rubrica|carimbo
        |visto|de\sordem|(?:no|por|na)\s(?:impedimento|ausencia)\b|impedid[oa]\s|por\sdelegacao\b|(?:atenciosa|respeitosa|cordial)mente|saudacoes|as?\)\s*$|homologo|aprovo|de\sacordo|publicad[oa]\s|registrad[oa]\s|ciente)""",
    regex.VERBOSE,
)
APPOINTMENT: Final = regex.compile(
    r"\(?(?:port(?:aria)?|dec(?:reto)?|ato|matr?(?:[ií]cula)?|mat|cpf|rg|crm|coren|oab|cra|crc|crea|siape|id\.?\sfuncional|lei)\b\.?\W*(?:[a-z/-]+\W*)?(?:n[\Wºª°o]{0,4})?\s?\d",
    regex.IGNORECASE,
)
CLOSING: Final = regex.compile(
    r"\W*(?:\(?processo\s.{0,60}$|.{0,140}assim\so\s(?:tenham?\sentendido|facam?\sexecutar).*$|e,?\spor\s(?:assim\s)?estarem\b.{0,200}(?:firma|assina|acord)\w*.*$|mando\b.{0,30}autoridades\b.*$|(?:registr|publi[cq]|cumpr|intim|comuni[cq]|arquiv|afix)\w*(?:-se)?\b|registrad[ao]\b|de-se\b)(?:[\s,.;:e]|(?:registr|publi[cq]|cumpr|intim|comuni[cq]|arquiv|afix)\w*(?:-se)?|de-se|ciencia|e|o|a|se|na\sforma\sda\slei)*$"
)
# "Documento assinado eletronicamente por FULANA DE TAL, Secretária de Estado, em 12/03/2021, às 10:32, conforme ..."
ELECTRONIC: Final = regex.compile(
    r"(?:Documento\s)?[Aa]ssinad[oa]\s(?:eletr[ôo]nica|digital)(?:mente)?\s(?:por:?\s)?"
    r"(?P<name>\p{Lu}[\p{L}'’. ]{4,70}?)(?::\d+)?"
    r"(?:\s?[,–-]\s(?P<role>\p{Lu}[\p{L}'’ºª/() -]{3,80}?))?,?\s(?:em|no\sdia|na\sdata)\s\d"
)
STANDS_FOR: Final = regex.compile(r"representacao\s(?:d[aeo]s?\s)?(?:estad|municip|gestor|usuari|trabalhador|prestador)\w*$")
"""Whom the signature under it stands for, in a commission of several."""
NAMES_ACTS: Final = regex.compile(r"(?:homologo|aprovo)\s[oa]s?\s|(?:documento\s)?assinad[oa]\s(?:eletronica|digital)mente\b")
"""A superior's approval of an act, or an electronic signature's note: sentences that name acts, as an appointment does."""
RULE: Final = regex.compile(r"[^\p{L}\d]{2,}")
"""A rule to sign on, or what a reader of scans made of a signature's strokes."""
SEPARATED: Final = regex.compile(r"\s*(?:,|\s[-–—]\s|\s{2,}|/\s)\s*")
# where that leaves something unread: "Prefeita: Fulana", "Fulana (Prefeita)", "Fulana/Prefeita", "Fulana, Prefeita; Sicrano"
PARTED: Final = regex.compile(r"\s*(?:[,;:]|\s[-–—]\s|\s{2,}|/\s|(?<=\p{L}{3})/(?=\p{Lu}\p{Ll})|\s\(|\)$)\s*")
TWO_IN_ONE: Final = regex.compile(r"[;:]\s+\p{Lu}")
PUBLISHER: Final = regex.compile(r"publicado\spor\s?:")
IMPRINT: Final = regex.compile(r"publicado\spor\s?:|codigo\sidentificador\s?:")
"""Who put an act into the gazette of an association of municipalities, and its code there: no signature."""
ACTING: Final = regex.compile(r"respondendo\s(?:interinamente\s|cumulativamente\s)?pel[oa]\s\w")
ARTICLE: Final = regex.compile(r"^(?:O|A|Os|As)\s+(?=\p{Lu})")
ACTS: Final = regex.compile(r"\bno\suso\b|\busando\b|\bresolve\b|\bfaz\ssaber\b|\btorna\spublico\b|\bno\sexercicio\sd[ae]\b")
WIDE: Final = regex.compile(r"\S\s{3,}\S")
LONGEST_LINE: Final = 130
ASIDE: Final = regex.compile(r"\(([^()]{3,80})\)")
LEADS: Final = frozenset({"o", "a", "e", "os", "as", "p", "por"})
"""Words between people and roles on one line that say nothing."""
FRAMED: Final = regex.compile(r"(?:[-–—=~*_]++\s*(?P<inner>\p{L}.*?)\s*[-–—=~*_]++|\((?P<inner>\p{L}{2}[^()]*)\))")
"""Dashes or brackets on both sides of a name or a role."""
BEHIND: Final = regex.compile(
    rf"(?P<mark>\s[-–—]\s|,\s|\s(?=\())(?:{APPOINTMENT.pattern})",
    regex.IGNORECASE,
)
UNENDED: Final = regex.compile(r"(?:[-–—,]|\s(?:e|d[aeo]s?|para))$")
"""How a line ends that goes on in the next."""
LONGEST_TAIL: Final = 80
SIGNED: Final = regex.compile(r"\(?\s?aa?\s?[.]?\s?\)[.]?\s")
"""With this a line of a signature begins, however damaged the rest."""
TERM: Final = regex.compile(r"(?:gestao|mandato|bienio|quadrienio)\s\d")
"""The term of an office, which is no part of it."""
ALSO: Final = regex.compile(r"(?:e|E)\s+(?=\p{Lu})")
"""The "e" before the last of several on one line."""
TAIL: Final = regex.compile(
    r"\W*(?:em\sexercicio|interin[oa]|substitut[oa]|em\ssubstituicao|(?:e\s)?d[aeo]s?\s[^\d.;:]{4,80})\W*$"
)
"""What goes on with the role of the line before."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands in a stretch: `kind` is name, role, tail (of a role before), body, appointment or stamp."""

    kind: str
    span: Span
    text: str


def _electronic(part: Paragraph) -> list[Mark]:
    """Return name and role of an electronic signature's note, empty where a paragraph is none."""
    match = ELECTRONIC.match(part.text)
    if match is None or not is_name(match["name"]):
        return []
    marks = [Mark("name", part.part(*match.span("name")), squeeze(match["name"]))]
    if match["role"]:
        marks.append(Mark("role", part.part(*match.span("role")), squeeze(match["role"])))
    return marks


def marks_of(part: Paragraph) -> list[Mark]:
    """Return what a line of a signature block says; empty for a line that is none."""
    text = part.text
    signed = _electronic(part)
    if signed:
        return signed
    if STAMP.match(part.folded) or STANDS_FOR.match(part.folded) or CLOSING.match(part.folded) or RULE.fullmatch(text):
        return [Mark("stamp", part.span, text)]
    if APPOINTMENT.match(text):
        return [Mark("appointment", part.span, text)]
    if len(text) > LONGEST_LINE:
        return []
    framed = FRAMED.fullmatch(text)
    whole = None if WIDE.search(text) else _whole(part, *(framed.span("inner") if framed else (0, len(text))))
    read = whole or _several(part, SEPARATED) or _several(part, PARTED)
    told = (_told(part) or read) if _is_open(part, read) else read
    unread = not told and SIGNED.match(text) is not None and label_at(text) is None
    return [Mark("stamp", part.span, text)] if unread else told


def _whole(part: Paragraph, start: int, end: int) -> list[Mark]:
    """Return a stretch that is one name, role or body; an appointment behind a role is a mark of its own."""
    text = part.text[start:end]
    behind = BEHIND.search(text) if role_at(ARTICLE.sub("", text)) is not None else None
    mark = _mark(text[: behind.start()] if behind else text, part.span.start + start)
    if mark is None or behind is None:
        return [] if mark is None else [mark]
    return [mark, Mark("appointment", part.part(start + behind.end("mark"), end), squeeze(text[behind.end("mark") :]))]


def _is_open(part: Paragraph, read: list[Mark]) -> bool:
    """Whether the table's reading of a line may be wrong: it found nothing, or a name or role that may hold two."""
    if part.text.endswith((".", ";", ":")):
        return False
    if not read:
        return may_tell(part.text)
    return any(mark.kind in {"name", "role"} and may_tell(mark.text) for mark in read)


def _told(part: Paragraph) -> list[Mark]:
    """Return the people and roles of a line as the rulers tell them; empty where anything else stands in it."""
    marks: list[Mark] = []
    told = _without_asides(part.text)
    for each in told:
        printed = each.span.of(part.text)
        if each.kind in {"person", "role"}:
            kind = "name" if each.kind == "person" else "role"
            marks.append(Mark(kind, part.part(*each.span), squeeze(printed)))
        elif each.kind != "mark" and fold(printed) not in LEADS and not is_rank(printed):
            longer = _longer(part, marks[-1], each.span) if marks else None
            if longer is None:
                return []
            marks[-1] = longer
    marks = _matters(part, marks)
    kinds = [mark.kind for mark in marks]
    if kinds[:3] == ["role", "name", "role"] and marks[1].span.start == marks[0].span.end + 1:
        del marks[0]  # "Vereador Fulano de Tal - Presidente": his title, not his role here
    return marks if len(marks) > 1 and any(mark.kind == "name" for mark in marks) else []


def _matters(part: Paragraph, marks: list[Mark]) -> list[Mark]:
    """Take what is shaped as a name for one more matter of an office: "Ana Lima Paz, Secretária de Viação, Obras e Portos".

    So it is where only a comma parts it from the role of a name before, no known given name begins it and no role follows.
    """
    for at in range(len(marks) - 1, 1, -1):
        role, mark = marks[at - 1], marks[at]
        between = part.text[role.span.end - part.span.start : mark.span.start - part.span.start].strip()
        followed = at + 1 < len(marks) and marks[at + 1].kind == "role"
        if (role.kind, mark.kind, between) != ("role", "name", ",") or followed or all(m.kind != "name" for m in marks[: at - 1]):
            continue
        if fold(mark.text).split(maxsplit=1)[0] not in given_names():
            span = Span(role.span.start, mark.span.end)
            whole = part.text[span.start - part.span.start : span.end - part.span.start]
            marks = [*marks[: at - 1], Mark("role", span, squeeze(whole)), *marks[at + 1 :]]
    return marks


def _without_asides(text: str) -> list[Part]:
    """Return the parts of a line without stamps in brackets, and up to an appointment."""
    asides = [Span(*m.span()) for m in ASIDE.finditer(text) if STAMP.match(fold(m[1])) or APPOINTMENT.match(m[1])]
    told: list[Part] = []
    for each in parts_of(text):
        if each.kind == "other" and told and APPOINTMENT.match(text, each.span.start):
            break
        if not any(aside.covers(each.span) for aside in asides):
            told.append(each)
    return told


def _longer(part: Paragraph, mark: Mark, more: Span) -> Mark | None:
    """Return a role with what goes on with it behind a comma or a dash, None for a sentence."""
    printed = more.of(part.text)
    if mark.kind != "role" or not (printed[0].isupper() or fold(printed).startswith(("d", "e d"))):
        return None
    span = Span(mark.span.start, part.span.start + more.end)
    return Mark("role", span, squeeze(part.text[span.start - part.span.start : more.end]))


def _mark(text: str, start: int) -> Mark | None:
    name = person_in(text)
    if name is not None:
        span, printed = Span(start + name[0], start + name[1]), squeeze(text[slice(*name)])
        return Mark("body" if no_person(printed) else "name", span, printed)
    stripped = ARTICLE.sub("", _bare(text))
    at = start + text.index(stripped) if stripped else start
    span = Span(at, at + len(stripped))
    unended = text.rstrip().endswith((";", ":")) or TWO_IN_ONE.search(stripped)
    if role_at(stripped) is not None and not unended and not ACTS.search(fold(stripped)):
        return Mark("role", span, squeeze(stripped))
    if ACTING.match(fold(stripped)) or (not unended and is_plural(stripped) and role_at(singular(stripped)) is not None):
        return Mark("role", span, squeeze(stripped))
    if is_body(stripped) and len(stripped.split()) <= 14:  # noqa: PLR2004 - a body's name, no sentence
        return Mark("body", span, squeeze(stripped))
    return None


def _bare(text: str) -> str:
    """Return a text without stops at its ends, and without brackets that are not of its own."""
    stripped = text.strip(" .,;()")
    return f"{stripped})" if stripped.count("(") > stripped.count(")") and f"{stripped})" in text else stripped


def _several(part: Paragraph, separated: regex.Pattern[str]) -> list[Mark]:
    """Read "Fulano de Tal - Prefeito Municipal", and two signatures side by side; all parts or none."""
    marks: list[Mark] = []
    at = 0
    pieces = [p for p in separated.split(part.text) if p]
    if len(pieces) < 2:  # noqa: PLR2004 - nothing to part
        return []
    for index, piece in enumerate(pieces):
        begin = part.text.index(piece, at)
        at = begin + len(piece)
        also = ALSO.match(piece) if index else None
        if also:
            begin, piece = begin + also.end(), piece[also.end() :]  # noqa: PLW2901 - the "e" is no part of it
        mark = _mark(piece, part.span.start + begin)
        if mark is None and index and APPOINTMENT.match(piece):
            mark = Mark("appointment", Span(part.span.start + begin, part.span.start + at), squeeze(piece))
        if mark is None and index and (is_rank(piece) or TERM.match(fold(piece))):
            mark = Mark("stamp", Span(part.span.start + begin, part.span.start + at), squeeze(piece))
        if mark is None and index and marks[-1].kind == "role" and ";" not in piece:
            span = Span(marks[-1].span.start, part.span.start + at)
            whole = part.text[span.start - part.span.start : at]
            marks[-1] = Mark("role", span, squeeze(whole))
            continue
        if mark is None:
            return []
        marks.append(mark)
    return _matters(part, marks)


def goes_on(part: Paragraph, before: Paragraph) -> Mark | None:
    """Return a line that goes on with the role over it ("em exercício", "e do Turismo"), None for any other."""
    cut = UNENDED.search(before.folded) is not None and len(part.text) <= LONGEST_TAIL
    if not (cut or TAIL.match(part.folded)) or part.text.endswith((".", ":", ";")):
        return None
    return Mark("tail", part.span, squeeze(part.text.strip()))


def leads(part: Paragraph) -> Mark | None:
    """Return what a colon parts from the name under it ("O Prefeito:", "A Comissão:"), None for any other line."""
    text = part.text.rstrip()
    if not text.endswith(":"):
        return None
    inner = ARTICLE.sub("", text[:-1].rstrip())
    if role_at(inner) is not None:
        return _mark(text[:-1].rstrip(), part.span.start)
    return Mark("stamp", part.span, text) if is_body(inner) and len(text) <= LONGEST_TAIL else None
