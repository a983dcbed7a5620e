"""One act put together from its paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus.acts import Act, Annex, Found, Labelled, Party, Provision, Publication, Reference, Signatory, Table
from corpus.problems import Problem
from corpus.spans import Span
from extractors.acts import issuers
from extractors.acts.annexes import read_annex
from extractors.acts.body import Zones, zones
from extractors.acts.closing import closing
from extractors.acts.head import Head, read_head
from extractors.acts.letters import Letter, letter
from extractors.acts.notices import Notice, notice
from extractors.acts.paragraphs import Paragraph, around, found, joined, trim
from extractors.acts.provisions import tree
from extractors.fields.dates import find_dates
from extractors.fields.money import find_amounts
from extractors.fields.places import Signing, signing_line
from extractors.fields.references import OwnHead, find_references
from extractors.tables import find_tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from extractors.acts.boundaries import Stretch

QUOTES = "“”\"«»‘’'„"


@dataclass
class _Draft:
    """What has been read of an act so far."""

    prose: list[Span] = field(default_factory=list)
    mentions: list[Span] = field(default_factory=list)
    tables: tuple[Table, ...] = ()
    annexes: tuple[Annex, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    signing: Signing | None = None


def assemble(text: str, parts: Sequence[Paragraph], stretch: Stretch, *, span: Span, publication: Publication | None) -> Act:
    """Return the act that stands in `stretch` of the paragraphs `parts` of `text`."""
    heading = stretch.heading
    content = list(parts[heading.last : stretch.end])
    if heading.rest is not None:
        rest = heading.rest.of(text).strip()
        at = heading.rest.start + heading.rest.of(text).index(rest) if rest else heading.rest.start
        if rest:
            content.insert(0, _paragraph(text, Span(at, at + len(rest))))
    over = parts[stretch.start : heading.first]
    base = Act(span, Found(heading.kind.type, heading.type_span, heading.kind.id), publication=publication)
    base = replace(base, section=_over(text, parts, stretch.section), organ=_over(text, parts, stretch.organ))
    if heading.kind.family == "letter":
        return _letter(text, parts, stretch, content, over, base)
    return _norm(text, parts, stretch, content, over, base)


def _paragraph(text: str, span: Span) -> Paragraph:
    from corpus.text import fold  # noqa: PLC0415

    return Paragraph(span, span.of(text), fold(span.of(text)), 1)


def _over(text: str, parts: Sequence[Paragraph], index: int | None) -> Found[str] | None:
    return found(text, parts[index].span, "gazette-heading") if index is not None else None


def _norm(text: str, parts: Sequence[Paragraph], stretch: Stretch, content: list[Paragraph], over: Sequence[Paragraph], base: Act) -> Act:
    """Put a norm or a notice together."""
    zone = zones(text, content)
    draft = _Draft(signing=signing_line(text, zone.closing.signing) if zone.closing.signing else None)
    told = notice(text, [*zone.summary, *zone.orders]) if stretch.heading.kind.family == "notice" else None
    if told is not None and (told.labelled or zone.formula is None):
        return _notice(text, parts, stretch, zone, told, over, base, draft)
    tables = find_tables(text, around(zone.orders)) if zone.orders else None
    spans = tables.spans if tables else ()
    draft.tables = tables.tables if tables else ()
    draft.problems += tables.problems if tables else ()
    provisions = tree(text, zone.orders, skip=spans)
    draft.problems += provisions.problems
    recitals = tuple(found(text, s, "recital") for s in zone.recitals)
    summary = joined(zone.summary, "ementa")
    draft.prose += [*([summary.span] if summary else ()), *([zone.preamble] if zone.preamble else ()), *(r.span for r in recitals)]
    draft.prose += [p.span for p in zone.orders if not any(s.meets(p.span) for s in spans)]
    _annexes(text, zone, draft)
    act = replace(
        base,
        summary=_bare(text, summary),
        preamble=found(text, zone.preamble, "preamble") if zone.preamble else None,
        recitals=recitals,
        enacting_formula=_formula(text, zone.formula),
        provisions=provisions.provisions,
        signatories=zone.closing.signatories,
    )
    return _finish(text, parts, stretch, act, draft, zone=zone, over=over)


def _bare(text: str, summary: Found[str] | None) -> Found[str] | None:
    """Return an ementa without the quotation marks around it."""
    if summary is None:
        return None
    span = trim(text, summary.span, also="*")
    inner = span.of(text)
    if inner[:1] in QUOTES and inner.rstrip(".")[-1:] in QUOTES:
        span = trim(text, span, also=QUOTES)
    return found(text, span, summary.rule)


def _formula(text: str, span: Span | None) -> Found[str] | None:
    """Return the enacting formula with spaced letters closed up ("R E S O L V E" is RESOLVE)."""
    if span is None:
        return None
    printed = span.of(text)
    spaced = all(len(word) == 1 for word in printed.split())
    return Found("".join(printed.split()) if spaced else " ".join(printed.split()), span, "enacting-formula")


def _annexes(text: str, zone: Zones, draft: _Draft) -> None:
    annexes: list[Annex] = []
    for parts in zone.annexes:
        finding = read_annex(text, parts, first_table=len(draft.tables), pointer=f"/annexes/{len(annexes)}")
        if finding is None:
            continue
        annexes.append(finding.annex)
        draft.tables += finding.tables
        draft.prose += finding.prose
        draft.mentions += [finding.annex.title.span] if finding.annex.title else []
        draft.problems += finding.problems
    draft.annexes = tuple(annexes)
    draft.mentions += zone.closing.appointments


def _notice(
    text: str, parts: Sequence[Paragraph], stretch: Stretch, zone: Zones, told: Notice, over: Sequence[Paragraph], base: Act, draft: _Draft
) -> Act:
    """Put an extract or notice together: labelled values, and the rest as body."""
    own = [*zone.summary, *([_paragraph(text, zone.preamble)] if zone.preamble else ()), *zone.orders]
    tables = find_tables(text, around(own)) if own else None
    spans = tables.spans if tables else ()
    draft.tables = tables.tables if tables else ()
    draft.problems += tables.problems if tables else ()
    body = [p for p in own if not any(s.meets(p.span) for s in (*told.used, *spans))]
    draft.prose += [p.span for p in own if not any(s.meets(p.span) for s in spans)]
    _annexes(text, zone, draft)
    act = replace(
        base,
        body=tuple(found(text, p.span, "notice-body") for p in body),
        labelled=told.labelled,
        parties=told.parties,
        process=told.process,
        term=told.term,
        signatories=zone.closing.signatories,
    )
    signed = find_dates(text, told.signed.span)[:1] if told.signed else ()
    if draft.signing is None and signed:
        draft.signing = Signing(None, signed[0])
    return _finish(text, parts, stretch, act, draft, zone=zone, over=over)


def _letter(text: str, parts: Sequence[Paragraph], stretch: Stretch, content: list[Paragraph], over: Sequence[Paragraph], base: Act) -> Act:
    read: Letter = letter(text, content)
    end = closing(read.rest)
    line = signing_line(text, end.signing) if end.signing else None
    draft = _Draft(signing=read.signing or line)
    draft.prose += [*([read.subject.span] if read.subject else ()), *(p.span for p in read.body)]
    draft.mentions += end.appointments
    act = replace(base, subject=read.subject, recipient=read.recipient, protocol=read.protocol, body=read.body, signatories=end.signatories)
    return _finish(text, parts, stretch, act, draft, zone=None, over=over)


def _finish(
    text: str, parts: Sequence[Paragraph], stretch: Stretch, act: Act, draft: _Draft, *, zone: Zones | None, over: Sequence[Paragraph]
) -> Act:
    """Add what rests on the whole: number, date, issuer, references, amounts, problems."""
    signed = draft.signing.date if draft.signing else None
    head = read_head(text, parts, stretch.heading, signed=signed)
    when = signed or head.date
    issuer = _issuer(text, parts, stretch, act, zone=zone, over=over)
    own = OwnHead(act.type.value, head.number.value if head.number else None, head.suffix.value if head.suffix else None, head.year.value if head.year else None)
    amounts, doubts = find_amounts(text, draft.prose, on=when.value if when else None)
    return replace(
        act,
        number=head.number,
        number_suffix=head.suffix,
        number_raw=head.raw,
        year=head.year,
        issuer=issuer,
        issuer_acronym=head.acronym or issuers.acronym(text, _letter_spans(act, zone), issuer),
        place=draft.signing.place if draft.signing else None,
        date=when,
        tables=draft.tables,
        annexes=draft.annexes,
        references=find_references(text, [*draft.prose, *draft.mentions], own=own),
        amounts=amounts,
        problems=(*head.problems, *draft.problems, *doubts, *_missing(act, head, when, signed, stretch)),
    )


def _issuer(text: str, parts: Sequence[Paragraph], stretch: Stretch, act: Act, *, zone: Zones | None, over: Sequence[Paragraph]) -> Found[str] | None:
    preamble = issuers.of_preamble(text, zone.preamble) if zone and zone.preamble else None
    letterhead = issuers.of_lines(over) if over else None
    signed = issuers.of_signatures(text, act.signatories, zone.closing.bodies if zone else ())
    organ = issuers.of_lines([parts[stretch.organ]]) if stretch.organ is not None else None
    order = (preamble, letterhead, organ, signed) if zone else (letterhead, organ, signed)
    return next((each for each in order if each is not None), None)


def _letter_spans(act: Act, zone: Zones | None) -> list[Span]:
    roles = [role.span for signatory in act.signatories for role in signatory.roles]
    return [*([zone.preamble] if zone and zone.preamble else ()), *roles]


def _missing(act: Act, head: Head, when: Found[date] | None, signed: Found[date] | None, stretch: Stretch) -> list[Problem]:
    """Return what an act of its family should have and this one has not."""
    problems = []
    if when is None:
        problems.append(Problem("no_date", "/date", stretch_span(stretch), "no date of signing and none in the heading"))
    if not act.signatories and stretch.heading.kind.family != "notice":
        problems.append(Problem("no_signature", "/signatories", stretch_span(stretch), "no name stands after the orders"))
    if signed is not None and head.date is not None and signed.value != head.date.value:
        problems.append(Problem("date_conflict", "/date", head.date.span, f"the heading says {head.date.value}, the signature {signed.value}"))
    return problems


def stretch_span(stretch: Stretch) -> Span:
    """Return the span of an act's heading, on which doubts about the whole rest."""
    return stretch.heading.type_span
