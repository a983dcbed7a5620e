"""Letters (ofício, memorando, circular): recipient, subject, receiving stamp and body.

Source of the parts and their order: Manual de Redação da Presidência da República, 3rd ed. 2018,
ch. II, 4 to 6. A receiving stamp may stand anywhere between the heading and the subject.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Found, Protocol, Recipient
from corpus.spans import Span
from corpus.text import squeeze
from extractors.acts.closing import signed_at
from extractors.acts.paragraphs import Paragraph, found
from extractors.fields.bodies import is_body
from extractors.fields.dates import find_dates
from extractors.fields.names import person_in
from extractors.fields.places import Signing, signing_line
from extractors.fields.roles import role_at

if TYPE_CHECKING:
    from collections.abc import Sequence

BETWEEN: Final = regex.compile(r",\s|\s[-–—]\s")


TO: Final = regex.compile(
    r"(?:ao|aos|a|as)(?:\([ao]s?\))?\s+(?=\S)|(?:para|destinatario)\s*:\s*|(?:exm|ilm|excelentissim|ilustrissim)\w*"
)
COURTESY: Final = regex.compile(
    r"(?:(?:(?:A|À|Ao|Aos|Às|AO|AOS|ÀS)(?:\([AÀaào]s?\))?|Para\s?:|PARA\s?:|Destinatário\s?:)\s+)?(?:(?:Su?a|SUA)\s(?:Excel[êe]ncia|Senhoria)\s(?:o|a)\s)?"
    r"(?:(?:Excelent[íi]ssim|Ilustr[íi]ssim|Magn[íi]fic|Digníssim|EXCELENT[ÍI]SSIM|ILUSTR[ÍI]SSIM)\w+\s*|(?:Exm|Ilm|Mm|Exmº|Ilmº|EXM|ILM)[aoºª]?s?\.?\s*)?"
    r"(?:(?:Senhor|SENHOR)\w*(?:\(as?\)|\(AS?\))?|(?:Sr|SR)(?:a|ª|A)?s?\.?)?[\s:,]*(?:(?:Dr|Dra|DR|DRA|Prof|Profa)\.?ª?\s+)?"
)
SUBJECT: Final = regex.compile(r"(?:assunto|ref(?:erencia)?|objeto)\s?\.?\s*:\s*")
VOCATIVE: Final = regex.compile(
    r"(?:prezad|senhor|excelent|ilustr|exm|ilm|caro|cara|magnific|mm\.)[^.]{0,80}[,:!]\s*$|(?:prezad|senhor)\w+[^.]{0,60}$"
)
FAREWELL: Final = regex.compile(
    r"(?:atenciosa|respeitosa|cordial|fraternal)mente\b|saudacoes\b|att\b|com\s(?:estima|apreco|os\sprotestos)[^.]{0,30}[,.]?$"
)
FROM: Final = regex.compile(r"d[aeo]\s?:\s*")
DATED: Final = regex.compile(r"(?:em|data)\s?:\s*")
STAMP: Final = regex.compile(r"\bpro[tl](?:ocolo)?\b|\brecebid[oa]\b|\brecebemos\b")
NUMBER: Final = regex.compile(
    r"(?:protocolo|pro[tl]\.?|recebimento|recebid[oa])[^\d\n]{0,30}?(?P<number>\d{1,9}(?:\.\d{3})*)\s?[/-]\s?(?P<year>\d{4}|\d{2})\b(?![/-]\d)|protocolo[^\d\n]{0,24}?(?P<bare>\d{2,9}(?:\.\d{3})*)\b(?!/)"
)
TIME: Final = regex.compile(r"\b(?P<hour>[01]?\d|2[0-3])\s?(?::|h|hs|horas?)\s?(?P<minute>[0-5]\d)?(?!\d)")
FOOT: Final = regex.compile(r"\W?(?:[il1|][l1|]?m[oa]s?|ilustrissim[oa]s?|exm[oa]s?)\.?(?:\s+(?:sr|senhor)\w*\.?)?(?=\W|$)\W*")
"""The courtesy that opens an address under the signature, OCR's strokes allowed for."""
MANY: Final = regex.compile(r"^(\p{L}+?)(?:e?s)(?:\(as\))?(?!\p{L})")
WORTHY: Final = regex.compile(r"\s*(?:M\.?\s?D|D\.?\s?D|MM)\.\s+")
SHORTENED: Final = regex.compile(r"\b(?:sra?s?|dra?|exm[oa]|ilm[oa]|profa?)\.$")
INSIDE: Final = 5


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says beside its body; `rest` are the paragraphs from its farewell on."""

    recipient: Recipient | None
    subject: Found[str] | None
    protocol: Protocol | None
    body: tuple[Found[str], ...]
    signing: Signing | None
    sender: Found[str] | None
    rest: tuple[Paragraph, ...]


def letter(text: str, parts: Sequence[Paragraph]) -> Letter:
    """Read a letter from the paragraphs after its heading."""
    salutation = next((i for i, p in enumerate(parts) if VOCATIVE.match(p.folded)), None)
    subject_at = _subject_at(parts[:30])
    opening = max(i for i in (salutation, subject_at, -1) if i is not None) + 1
    if not opening:
        opening = next((i for i, p in enumerate(parts) if len(p.text) > 120), 0)  # noqa: PLR2004 - the first long paragraph
    farewell = next((i for i in range(opening, len(parts)) if FAREWELL.match(parts[i].folded)), None)
    if farewell is None and opening < len(parts):
        farewell = signed_at(parts, opening)
    end = farewell if farewell is not None else len(parts)
    head = parts[:opening]
    stamp, protocol = _protocol(text, head)
    body = parts[opening:end]
    signing = next((s for p in head if (s := signing_line(text, p.span)) is not None), None) or _labelled_date(text, head)
    sender = next((p.part(m.end()) for p in head if (m := FROM.match(p.folded)) and is_body(p.text[m.end() :])), None)
    return Letter(
        _recipient(text, [p for i, p in enumerate(head) if i not in stamp]),
        _subject(text, parts[subject_at]) if subject_at is not None else None,
        protocol,
        tuple(found(text, p.span, "letter-body") for p in body) if farewell is not None else (),
        signing,
        found(text, sender, "letter-sender") if sender else None,
        tuple(parts[end:]) if farewell is not None else tuple(body),
    )


def _subject_at(parts: Sequence[Paragraph]) -> int | None:
    """Return where the subject stands; under a reference ("Ref.: Processo nº 3") it is what "Assunto" says."""
    found = [(i, p) for i, p in enumerate(parts) if SUBJECT.match(p.folded)]
    return next((i for i, p in found if p.folded.startswith("assunto")), found[0][0] if found else None)


def _labelled_date(text: str, head: Sequence[Paragraph]) -> Signing | None:
    """Return the date that stands under its label ("DATA: 20/05/2003")."""
    dates = (find_dates(text, p.part(m.end())) for p in head if (m := DATED.match(p.folded)))
    return next((Signing(None, each[0]) for each in dates if each), None)


def _subject(text: str, part: Paragraph) -> Found[str]:
    match = SUBJECT.match(part.folded)
    return found(text, part.part(match.end() if match else 0), "subject-label")


def _protocol(text: str, head: Sequence[Paragraph]) -> tuple[frozenset[int], Protocol | None]:
    """Return the indexes of the receiving stamp's lines and what it says."""
    at = next((i for i, p in enumerate(head) if STAMP.search(p.folded) and NUMBER.search(p.folded)), None)
    if at is None:
        return frozenset(), None
    number = NUMBER.search(head[at].folded)
    over = at > 0 and head[at].gap == 1 and STAMP.search(head[at - 1].folded) is not None
    lines = range(at - over, min(len(head), at + INSIDE))
    day = next((d for i in lines for d in find_dates(text, head[i].span)[:1]), None)
    clock = next(((i, m) for i in lines if (m := _clock(head[i])) is not None), None)
    used = {at, *(i for i in lines if day is not None and head[i].span.covers(day.span)), *((clock[0],) if clock else ())}
    return frozenset(used), _stamped(head[at], number, day, (head[clock[0]], clock[1]) if clock else None)


def _clock(part: Paragraph) -> regex.Match[str] | None:
    """Return the time of day in a line, told from dates and numbers by its mark."""
    return next((m for m in TIME.finditer(part.folded) if ":" in m[0] or "h" in m[0]), None)


def _stamped(
    part: Paragraph, number: regex.Match[str] | None, day: Found[object] | None, clock: tuple[Paragraph, regex.Match[str]] | None
) -> Protocol | None:
    if number is None:
        return None
    key = "number" if number["number"] else "bare"
    digits = number[key].replace(".", "").lstrip("0") or "0"
    year = None
    if number["year"]:
        full = int(number["year"]) if len(number["year"]) > 2 else 2000 + int(number["year"])  # noqa: PLR2004 - stamps with a short year are recent
        year = Found(full, part.part(*number.span("year")), "protocol-stamp")
    time = None
    if clock is not None:
        line, match = clock
        time = Found(f"{int(match['hour']):02}:{int(match['minute'] or 0):02}", line.part(*match.span()), "protocol-stamp")
    return Protocol(Found(digits, part.part(*number.span(key)), "protocol-stamp"), year, day, time)  # type: ignore[arg-type]  # it is a date


def _recipient(text: str, head: Sequence[Paragraph]) -> Recipient | None:
    """Read the lines of the address: name, role and body, in any order, one or more a line."""
    start = next((i for i, p in enumerate(head) if _addresses(text, p)), None)
    return None if start is None else _read_address(text, head, start, first=True)


def _read_address(text: str, head: Sequence[Paragraph], start: int, *, first: bool) -> Recipient | None:
    name = role = body = None
    for index in range(start, min(len(head), start + INSIDE)):
        part = head[index]
        if (index > start and part.gap > 1) or SUBJECT.match(part.folded) or VOCATIVE.match(part.folded):
            break
        for span in _bits(part, first=first and index == start):
            value = squeeze(span.of(text))
            person = person_in(span.of(text))
            if name is None and person is not None and (person[0] > 0 or not _office(value)):  # "Vereador FULANO DE TAL"
                at = Span(span.start + person[0], span.start + person[1])
                name = Found(squeeze(at.of(text)), at, "recipient-name")
            elif body is None and is_body(value):
                body = Found(value, span, "recipient-organization")
            elif role is None and (_office(value) or (first and index == start and len(value.split()) <= INSIDE)):
                role = Found(value, span, "recipient-role")
    return Recipient(name, role, body) if name or role or body else None


def address_under(text: str, parts: Sequence[Paragraph]) -> Recipient | None:
    """Read the address that older letters have at the foot, under the signature ("Ilmo. Sr. / Dr. Fulano / DD. Delegado")."""
    start = next((i for i, p in enumerate(parts) if FOOT.match(p.folded)), None)
    if start is None:
        return None
    begin = start + (FOOT.fullmatch(parts[start].folded) is not None)
    lines = parts[begin : begin + INSIDE]
    return _read_address(text, lines, 0, first=begin == start) if lines else None


def _office(value: str) -> bool:
    """Whether a line of an address names an office, in the singular or the plural ("Secretários(as) Municipais de Saúde")."""
    return role_at(value) is not None or role_at(MANY.sub(r"\1", value)) is not None


def _addresses(text: str, part: Paragraph) -> bool:
    ended = part.text.endswith(".") and not SHORTENED.search(part.folded)
    short = len(part.text) <= 120 and not ended  # noqa: PLR2004 - a line of an address
    return (
        bool(TO.match(part.folded))
        and short
        and part.text[0].isupper()
        and signing_line(text, part.span) is None
        and not VOCATIVE.match(part.folded)
    )


def _bits(part: Paragraph, *, first: bool) -> list[Span]:
    """Return the stretches of a line of the address that may be a name, a role or a body."""
    start = 0
    if first:
        match = COURTESY.match(part.text)
        start = match.end() if match else 0
    spans, at = [], start
    for bit in BETWEEN.split(part.text[start:]):
        begin = part.text.index(bit, at)
        at = begin + len(bit)
        worthy = WORTHY.match(bit)
        stripped = bit[worthy.end() :].strip(" ,.;") if worthy else bit.strip(" ,.;")
        if stripped:
            begin += bit.index(stripped)
            spans.append(part.part(begin, begin + len(stripped)))
    return spans
