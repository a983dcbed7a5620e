"""The end of an act: closing formulas, place and date, signatures; what comes after is an annex.

Signatures may stand one under another or side by side, name above role or below it, stamped and
typed twice, "(Original assinado)" between; an appointment under a name is no role.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Found, Signatory
from corpus.spans import Span
from corpus.text import fold, squeeze
from extractors.acts.labels import label_at
from extractors.fields.bodies import is_body
from extractors.fields.people import is_name, person_in
from extractors.fields.places import DATED, LONGEST, signing_line
from extractors.fields.roles import role_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.acts.paragraphs import Paragraph

STAMP: Final = regex.compile(
    r"""\W*(?:original\s(?:devidamente\s)?assinado|assinado\s(?:no|em|por)\b|assinado\s(?:digital|eletronica)|documento\sassinado|assinatura|ass\.?$|rubrica|carimbo
        |visto|de\sordem|por\sdelegacao\b|(?:atenciosa|respeitosa|cordial)mente|saudacoes|a\)\s*$|homologo|aprovo|de\sacordo|publicad[oa]\s|registrad[oa]\s|ciente)""",
    regex.VERBOSE,
)
APPOINTMENT: Final = regex.compile(
    r"\(?(?:port(?:aria)?|dec(?:reto)?|ato|matr?(?:[ií]cula)?|mat|cpf|rg|crm|coren|oab|cra|crc|crea|siape|id\.?\sfuncional|lei)\b\.?\W*(?:[a-z/-]+\W*)?(?:n[\Wºª°o]{0,4})?\s?\d",
    regex.IGNORECASE,
)
CLOSING: Final = regex.compile(
    r"\W*(?:\(?processo\s.{0,60}$|.{0,140}assim\so\stenham?\sentendido.*$|mando\b.{0,30}autoridades\b.*$|(?:registr|publi[cq]|cumpr|intim|comuni[cq]|arquiv|afix)\w*(?:-se)?\b|registrad[ao]\b|de-se\b)(?:[\s,.;:e]|(?:registr|publi[cq]|cumpr|intim|comuni[cq]|arquiv|afix)\w*(?:-se)?|de-se|ciencia|e|o|a|se|na\sforma\sda\slei)*$"
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
RULE: Final = regex.compile(r"[\s_.\-–—*=•]{3,}$")
SEPARATED: Final = regex.compile(r"\s*(?:,|\s[-–—]\s|\s{2,}|/\s)\s*")
# where that leaves something unread: "Prefeita: Fulana", "Fulana (Prefeita)", "Fulana/Prefeita", "Fulana, Prefeita; Sicrano"
PARTED: Final = regex.compile(r"\s*(?:[,;:]|\s[-–—]\s|\s{2,}|/\s|(?<=\p{L}{3})/(?=\p{Lu}\p{Ll})|\s\(|\)$)\s*")
TWO_IN_ONE: Final = regex.compile(r"[;:]\s+\p{Lu}")
ACTING: Final = regex.compile(r"respondendo\s(?:interinamente\s|cumulativamente\s)?pel[oa]\s\w")
ARTICLE: Final = regex.compile(r"^(?:O|A|Os|As)\s+(?=\p{Lu})")
ACTS: Final = regex.compile(r"\bno\suso\b|\busando\b|\bresolve\b|\bfaz\ssaber\b|\btorna\spublico\b|\bno\sexercicio\sd[ae]\b")
WIDE: Final = regex.compile(r"\S\s{3,}\S")
LONGEST_LINE: Final = 130


@dataclass(frozen=True, slots=True)
class Closing:
    """How an act ends; `first` is the index of the first paragraph that orders nothing any more.

    `bodies` are bodies named among the signatures; `after` is what follows the last signature.
    """

    first: int
    signing: Span | None
    signatories: tuple[Signatory, ...]
    bodies: tuple[Found[str], ...]
    appointments: tuple[Span, ...]
    after: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: str
    span: Span
    text: str


def closing(parts: Sequence[Paragraph]) -> Closing:
    """Return how the operative paragraphs `parts` end."""
    start = _signing_at(parts)
    if start is None:
        start = _block_at(parts)
    if start is None:
        return Closing(_before_formulas(parts, len(parts)), None, (), (), (), ())
    signing = parts[start].span if _is_signing(parts[start]) else None
    first, end = start + (signing is not None), len(parts)
    marks: list[_Mark] = []
    for index in range(first, len(parts)):
        found = _marks(parts[index])
        if not found:
            end = index
            break
        marks += found
    after = tuple(parts[end:])
    return Closing(
        _before_formulas(parts, start),
        signing,
        _signatories(marks),
        tuple(Found(m.text, m.span, "body-line") for m in marks if m.kind == "body"),
        tuple(m.span for m in marks if m.kind == "appointment" or NAMES_ACTS.match(fold(m.text))),
        after,
    )


def _is_signing(part: Paragraph) -> bool:
    may = len(part.text) <= LONGEST and DATED.search(part.text) is not None
    return may and label_at(part.text) is None and signing_line(part.text, Span(0, len(part.text))) is not None


def _signing_at(parts: Sequence[Paragraph]) -> int | None:
    """Return the index of the line with place and date: the last one that a name follows, else the last."""
    found = [i for i, part in enumerate(parts) if _is_signing(part)]
    signed = [i for i in found if any(m.kind == "name" for p in parts[i + 1 : i + 6] for m in _marks(p))]
    if signed:
        return signed[0]
    return found[-1] if found else None


def _block_at(parts: Sequence[Paragraph]) -> int | None:
    """Return where a block of signatures begins that no line with place and date opens."""
    for index, part in enumerate(parts):
        if not any(m.kind in {"name", "role"} for m in _marks(part)):
            continue
        block = [m.kind for p in parts[index : index + 3] for m in _marks(p)]
        last = index + 1 == len(parts)
        begin = _over_stamps(parts, index)
        if (
            "name" in block
            and ("role" in block or last or index + 2 >= len(parts))
            and (not begin or parts[begin - 1].text.rstrip().endswith((".", "!", ",", ")")))
        ):
            return begin
    return None


def _over_stamps(parts: Sequence[Paragraph], index: int) -> int:
    """Return `index` moved before the headings of signatures over it ("REPRESENTAÇÃO ESTADUAL")."""
    while index > 0 and STANDS_FOR.match(parts[index - 1].folded):
        index -= 1
    return index


def signed_at(parts: Sequence[Paragraph], start: int) -> int | None:
    """Return the index, from `start` on, at which a block of signatures begins; None where there is none."""
    at = _block_at(parts[start:])
    return start + at if at is not None else None


def _before_formulas(parts: Sequence[Paragraph], end: int) -> int:
    """Return `end` moved before closing formulas ("Registre-se, publique-se, cumpra-se")."""
    while end > 0 and CLOSING.match(parts[end - 1].folded):
        end -= 1
    return end


def _electronic(part: Paragraph) -> list[_Mark]:
    """Return name and role of an electronic signature's note, empty where a paragraph is none."""
    match = ELECTRONIC.match(part.text)
    if match is None or not is_name(match["name"]):
        return []
    marks = [_Mark("name", part.part(*match.span("name")), squeeze(match["name"]))]
    if match["role"]:
        marks.append(_Mark("role", part.part(*match.span("role")), squeeze(match["role"])))
    return marks


def _marks(part: Paragraph) -> list[_Mark]:
    """Return what a line of a signature block says; empty for a line that is none."""
    text = part.text
    signed = _electronic(part)
    if signed:
        return signed
    if STAMP.match(part.folded) or STANDS_FOR.match(part.folded) or CLOSING.match(part.folded) or RULE.fullmatch(text):
        return [_Mark("stamp", part.span, text)]
    if APPOINTMENT.match(text):
        return [_Mark("appointment", part.span, text)]
    if len(text) > LONGEST_LINE:
        return []
    whole = None if WIDE.search(text) else _mark(text, part.span.start)
    return [whole] if whole is not None else _several(part, SEPARATED) or _several(part, PARTED)


def _mark(text: str, start: int) -> _Mark | None:
    name = person_in(text)
    if name is not None:
        span = Span(start + name[0], start + name[1])
        return _Mark("name", span, squeeze(text[slice(*name)]))
    stripped = ARTICLE.sub("", text.strip(" .,;()"))
    at = start + text.index(stripped) if stripped else start
    span = Span(at, at + len(stripped))
    unended = text.rstrip().endswith((";", ":")) or TWO_IN_ONE.search(stripped)
    if role_at(stripped) is not None and not unended and not ACTS.search(fold(stripped)):
        return _Mark("role", span, squeeze(stripped))
    if ACTING.match(fold(stripped)):
        return _Mark("role", span, squeeze(stripped))
    if is_body(stripped) and len(stripped.split()) <= 14:  # noqa: PLR2004 - a body's name, no sentence
        return _Mark("body", span, squeeze(stripped))
    return None


def _several(part: Paragraph, separated: regex.Pattern[str]) -> list[_Mark]:
    """Read "Fulano de Tal - Prefeito Municipal", and two signatures side by side; all parts or none."""
    marks: list[_Mark] = []
    at = 0
    pieces = [p for p in separated.split(part.text) if p]
    if len(pieces) < 2:  # noqa: PLR2004 - nothing to part
        return []
    for index, piece in enumerate(pieces):
        begin = part.text.index(piece, at)
        at = begin + len(piece)
        mark = _mark(piece, part.span.start + begin)
        if mark is None and index and APPOINTMENT.match(piece):
            mark = _Mark("appointment", Span(part.span.start + begin, part.span.start + at), squeeze(piece))
        if mark is None and index and marks[-1].kind == "role" and ";" not in piece:
            span = Span(marks[-1].span.start, part.span.start + at)
            whole = part.text[span.start - part.span.start : at]
            marks[-1] = _Mark("role", span, squeeze(whole))
            continue
        if mark is None:
            return []
        marks.append(mark)
    return marks


def _signatories(marks: Sequence[_Mark]) -> tuple[Signatory, ...]:
    """Return who signed: each name once, with the roles that stand with it."""
    named = [m for m in _feminine(marks) if m.kind in {"name", "role"}]
    above = bool(named) and named[0].kind == "role" and named[-1].kind == "name"
    found: dict[str, tuple[Found[str], list[Found[str]]]] = {}
    waiting: list[Found[str]] = []
    for key, mark in _with_owner(named, above=above):
        told = Found(mark.text, mark.span, "signature" if mark.kind == "name" else "signature-role")
        if mark.kind == "name":
            found.setdefault(key, (told, []))[1].extend(waiting)
            waiting = []
        elif key:
            roles = found[key][1]
            if fold(mark.text) not in {fold(role.value) for role in roles}:
                roles.append(told)
        else:
            waiting.append(told)
    return tuple(Signatory(name, tuple(roles)) for name, roles in found.values())


def _feminine(marks: Sequence[_Mark]) -> list[_Mark]:
    """Take "Secretaria de ..." right under a name for the role of a secretária whose accent was lost."""
    return [_Mark("role", mark.span, mark.text) if _is_office(marks, index) else mark for index, mark in enumerate(marks)]


def _is_office(marks: Sequence[_Mark], index: int) -> bool:
    mark = marks[index]
    under = index > 0 and marks[index - 1].kind == "name"
    return mark.kind == "body" and under and fold(mark.text).startswith(("secretaria", "subsecretaria"))


def _with_owner(marks: Sequence[_Mark], *, above: bool) -> list[tuple[str, _Mark]]:
    """Pair each mark with the folded name it belongs to ("" for a role whose name is still to come).

    Two names in one line and two roles in the next stand side by side: first with first.
    """
    owners: list[tuple[str, _Mark]] = []
    index = 0
    while index < len(marks):
        names = _run(marks, index, "name")
        if len(names) > 1 and not above and _distinct(names):
            roles = _run(marks, index + len(names), "role")
            owners += [(fold(m.text), m) for m in names]
            if len(roles) == len(names):
                owners += [(fold(n.text), r) for n, r in zip(names, roles, strict=True)]
                index += len(names) + len(roles)
                continue
            owners += [(fold(names[-1].text), role) for role in roles]
            index += len(names) + len(roles)
            continue
        mark = marks[index]
        owner = (
            fold(mark.text)
            if mark.kind == "name"
            else ""
            if above
            else next((k for k, m in reversed(owners) if m.kind == "name"), "")
        )
        owners.append((owner, mark))
        index += 1
    return owners


def _run(marks: Sequence[_Mark], index: int, kind: str) -> list[_Mark]:
    run = []
    while index < len(marks) and marks[index].kind == kind:
        run.append(marks[index])
        index += 1
    return run


def _distinct(names: Sequence[_Mark]) -> bool:
    return len({fold(name.text) for name in names}) == len(names)
