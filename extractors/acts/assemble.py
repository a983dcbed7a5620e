"""One act put together from its paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Act, Annex, Found, Publication, Reference, Table
from corpus.problems import Problem
from corpus.text import fold
from extractors.acts import issuers
from extractors.acts.annexes import read_annex
from extractors.acts.body import Zones, zones
from extractors.acts.chronology import date_doubts
from extractors.acts.closing import closing, without_imprint
from extractors.acts.head import Head, read_head
from extractors.acts.jurisdictions import jurisdiction, of_letters
from extractors.acts.kinds import reading_of_type
from extractors.acts.labels import label_at
from extractors.acts.letters import address_under, letter
from extractors.acts.member_lists import member_lists
from extractors.acts.notices import Notice, names_procedure, notice, process_in
from extractors.acts.paragraphs import Paragraph, around, found, joined, paragraph, trim
from extractors.acts.provisions import Tree, tree
from extractors.acts.republications import first_out, is_note, named_in
from extractors.acts.republications import joined as with_told
from extractors.fields.dates import find_dates
from extractors.fields.money import find_amounts
from extractors.fields.personal import failing
from extractors.fields.places import Signing, signing_line
from extractors.fields.references import OwnHead, find_references
from extractors.tables import find_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.spans import Span
    from extractors.acts.boundaries import Stretch
    from extractors.acts.headings import Heading

READS: Final = regex.compile(r"\bonde\sse?\s?(?:le|lia)\b")
FEW_SECTIONS: Final = 3
ASSUMED: Final = 0.5
"""Confidence of a type that is that of the act before, for want of a heading."""
QUOTES: Final = "“”\"«»‘’'„"


@dataclass(frozen=True)
class Case:
    """The act to be read: its stretch of a text's paragraphs, its span, where it came out."""

    text: str
    parts: Sequence[Paragraph]
    stretch: Stretch
    span: Span
    publication: Publication | None

    @property
    def heading(self) -> Heading:
        """The act's heading."""
        return self.stretch.heading

    @property
    def over(self) -> Sequence[Paragraph]:
        """The lines of the letterhead over the heading."""
        return self.parts[self.stretch.start : self.heading.last]

    @property
    def content(self) -> list[Paragraph]:
        """The paragraphs after the heading; what stands on its line after number and date comes first."""
        content = list(self.parts[self.heading.last : self.stretch.end])
        rest = trim(self.text, self.heading.rest) if self.heading.rest is not None else None
        if rest is not None and rest.length and (self.heading.kind.family == "letter" or self.beside is None):
            content.insert(0, paragraph(self.text, rest))
        content = without_imprint([part for part in content if not is_note(part)])
        shared = self.heading.shared
        return [*self.parts[shared[0] + 1 : shared[1]], *content] if shared else content

    @property
    def beside(self) -> Signing | None:
        """Place and date on the heading's own line, as letters and some commissions have them."""
        return signing_line(self.text, self.heading.rest) if self.heading.rest is not None else None

    @cached_property
    def notes(self) -> list[Paragraph]:
        """The paragraphs that say that the act is published again."""
        return [part for part in self.parts[self.heading.last : self.stretch.end] if is_note(part)]


@dataclass
class _Draft:
    """What has been read so far of what rests on the whole act."""

    act: Act
    zone: Zones | None = None
    signing: Signing | None = None
    sender: Found[str] | None = None
    prose: list[Span] = field(default_factory=list)
    mentions: list[Span] = field(default_factory=list)
    tables: tuple[Table, ...] = ()
    annexes: tuple[Annex, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def assemble(case: Case) -> Act:
    """Return the act that `case` holds."""
    kind = case.heading.kind
    act = Act(
        case.span,
        _type(case),
        publication=case.publication or next((out for note in case.notes if (out := first_out(note)) is not None), None),
        section=_over(case, case.stretch.section),
        organ=_over(case, case.stretch.organ),
    )
    if kind.family == "letter":
        return _finish(case, _letter(case, act))
    zone = zones(case.text, case.content)
    signing = signing_line(case.text, zone.closing.signing) if zone.closing.signing else case.beside
    draft = _Draft(act, zone, signing)
    told = notice(case.text, [*zone.summary, *zone.orders]) if kind.family == "notice" else None
    if told is not None and (told.labelled or zone.formula is None):
        _notice(case, draft, zone, told)
    else:
        _norm(case, draft, zone)
    return _finish(case, draft)


def _type(case: Case) -> Found[str]:
    """Return the act's type; one that is only assumed, where a person cut it from another act, rests on its first line."""
    kind, span = case.heading.kind, case.heading.type_span
    if case.heading.assumed:
        return Found(kind.type, span, "split", ASSUMED, derived=True)
    return Found(kind.type, span, kind.id, reading_of_type(fold(span.of(case.text))))


def _over(case: Case, index: int | None) -> Found[str] | None:
    return found(case.text, case.parts[index].span, "gazette-heading") if index is not None else None


def _norm(case: Case, draft: _Draft, zone: Zones) -> None:
    """Read a norm: ementa, recitals, formula, provisions."""
    text = case.text
    spans = _tables(case, draft, zone.orders)
    provisions = tree(text, zone.orders, skip=spans)
    draft.problems += provisions.problems
    summary = joined(zone.summary, "ementa")
    opening = around([zone.preamble, *zone.recitals]) if zone.preamble else around(zone.recitals) if zone.recitals else None
    draft.prose += [*([summary.span] if summary else ()), *([opening] if opening else ())]
    draft.prose += [p.span for p in zone.orders if not any(s.meets(p.span) for s in spans)]
    _annexes(case, draft, zone)
    draft.act = replace(
        draft.act,
        summary=_bare(text, summary),
        preamble=found(text, zone.preamble, "preamble") if zone.preamble else None,
        recitals=tuple(found(text, s, "recital") for s in zone.recitals),
        enacting_formula=_formula(text, zone.formula),
        provisions=provisions.provisions,
        signatories=zone.closing.signatories,
    )


def _tables(case: Case, draft: _Draft, parts: Sequence[Paragraph]) -> tuple[Span, ...]:
    """Read the tables among an act's own paragraphs; return the stretches they take."""
    if not parts:
        return ()
    finding = find_tables(case.text, around(parts))
    members = member_lists(parts, finding.spans)
    draft.tables = (*(_uncaptioned(table, parts) for table in finding.tables), *members.tables)
    draft.problems += finding.problems
    return (*finding.spans, *members.spans)


def _uncaptioned(table: Table, parts: Sequence[Paragraph]) -> Table:
    """Return a table of an act's body without a caption that is an order of the act."""
    line = next((p for p in parts if table.caption is not None and p.span.meets(table.caption.span)), None)
    return replace(table, caption=None) if line is not None and line.text.endswith((".", ":", ";")) else table


def _bare(text: str, summary: Found[str] | None) -> Found[str] | None:
    """Return an ementa without the quotation marks around it."""
    if summary is None:
        return None
    span = trim(text, summary.span, also="*")
    inner = span.of(text)
    if inner[:1] in QUOTES and inner.rstrip(".")[-1:] in QUOTES:
        span = trim(text, trim(text, span, also="."), also=QUOTES) if inner.endswith(".") else trim(text, span, also=QUOTES)
    return found(text, span, summary.rule)


def _formula(text: str, span: Span | None) -> Found[str] | None:
    """Return the enacting formula with spaced letters closed up ("R E S O L V E" is RESOLVE)."""
    if span is None:
        return None
    words = span.of(text).split()
    return Found(("" if all(len(word) == 1 for word in words) else " ").join(words), span, "enacting-formula")


def _annexes(case: Case, draft: _Draft, zone: Zones) -> None:
    annexes: list[Annex] = []
    for parts in zone.annexes:
        finding = read_annex(case.text, parts, first_table=len(draft.tables), pointer=f"/annexes/{len(annexes)}")
        if finding is None:
            continue
        annexes.append(finding.annex)
        draft.tables += finding.tables
        draft.prose += finding.prose
        draft.mentions += [finding.annex.title.span] if finding.annex.title else []
        draft.problems += finding.problems
    draft.annexes = tuple(annexes)
    draft.mentions += zone.closing.appointments


def _notice(case: Case, draft: _Draft, zone: Zones, told: Notice) -> None:
    """Read an extract or notice: labelled values, and the rest as body."""
    text = case.text
    preamble = [paragraph(text, zone.preamble)] if zone.preamble else []
    own = [*zone.summary, *preamble, *zone.orders]
    spans = _tables(case, draft, own)
    body = [p for p in own if not any(s.meets(p.span) for s in (*told.used, *spans)) and not names_procedure(p)]
    sections = _sections(case, zone, spans) if not told.labelled else None
    provisions = sections.provisions if sections else ()
    if sections:
        ordered = {p.span for p in zone.orders}
        body = [p for p in body if p.span not in ordered]
        draft.problems += sections.problems
    draft.prose += [p.span for p in own if not any(s.meets(p.span) for s in spans)]
    _annexes(case, draft, zone)
    draft.act = replace(
        draft.act,
        body=tuple(found(text, p.span, "notice-body") for p in body),
        provisions=provisions,
        labelled=told.labelled,
        parties=told.parties,
        process=told.process or process_in(preamble),
        term=told.term,
        signatories=zone.closing.signatories,
    )
    signed = find_dates(text, told.signed.span)[:1] if told.signed else ()
    if draft.signing is None and signed:
        draft.signing = Signing(None, signed[0])


def _sections(case: Case, zone: Zones, skip: tuple[Span, ...]) -> Tree | None:
    """Return the numbered sections of an edital as provisions, None for a notice that has none."""
    labels = [label for p in zone.orders if (label := label_at(p.text)) is not None and label.kind in {"item", "artigo"}]
    if len(labels) < FEW_SECTIONS or 1 not in labels[0].may_be:
        return None
    return tree(case.text, zone.orders, skip=skip)


def _letter(case: Case, act: Act) -> _Draft:
    """Read a letter: recipient, subject, stamp, body."""
    read = letter(case.text, case.content)
    end = closing(read.rest)
    line = signing_line(case.text, end.signing) if end.signing else None
    act = replace(
        act,
        subject=read.subject,
        recipient=read.recipient or address_under(case.text, end.after),
        protocol=read.protocol,
        body=read.body,
        signatories=end.signatories,
    )
    draft = _Draft(act, signing=read.signing or line, sender=read.sender)
    spans = _tables(case, draft, [paragraph(case.text, each.span) for each in read.body])
    body = tuple(each for each in read.body if not any(s.meets(each.span) for s in spans))
    draft.act = replace(act, body=body)
    draft.prose += [*([read.subject.span] if read.subject else ()), *(each.span for each in body)]
    draft.mentions += end.appointments
    return draft


def _finish(case: Case, draft: _Draft) -> Act:
    """Add what rests on the whole: number, date, issuer, references, amounts, problems."""
    text, act = case.text, draft.act
    if draft.signing is None and act.type.value == "ata":
        draft.signing = _opened_on(case, draft)
    signed = draft.signing.date if draft.signing else None
    head = read_head(text, case.parts, case.heading, signed=signed)
    when = signed or head.date
    issuer = _issuer(case, draft) or of_letters(text, [case.span], head.acronym)
    acronym = head.acronym or issuers.acronym(text, [*_letter_spans(draft), *([issuer.span] if issuer else ())], issuer)
    place = draft.signing.place if draft.signing else None
    speaks = jurisdiction(issuer, acronym, place)
    amounts, doubts = find_amounts(text, draft.prose, on=when.value if when else None)
    done = replace(
        act,
        number=head.number,
        number_suffix=head.suffix,
        number_raw=head.raw,
        year=head.year,
        issuer=issuer,
        issuer_acronym=acronym,
        issuer_level=speaks.level,
        issuer_state=speaks.state,
        issuer_municipality=speaks.municipality,
        place=place,
        date=when,
        tables=draft.tables,
        annexes=draft.annexes,
        references=_references(case, draft, head),
        amounts=amounts,
        problems=(*head.problems, *draft.problems, *doubts, *_missing(case, draft, head)),
    )
    parts = case.parts[case.stretch.start : case.stretch.end]
    return replace(done, problems=(*done.problems, *date_doubts(text, parts, done), *failing(text, case.span)))


def _opened_on(case: Case, draft: _Draft) -> Signing | None:
    """Return the date with which a record of proceedings opens ("Aos doze dias do mês de maio ...")."""
    first = next(iter(draft.act.body), None)
    dates = (
        find_dates(case.text, first.span)
        if first is not None and fold(first.value).startswith(("aos ", "ao ", "em ", "as "))
        else ()
    )
    return Signing(None, dates[0]) if dates else None


def _references(case: Case, draft: _Draft, head: Head) -> tuple[Reference, ...]:
    """Return the acts named; what a retificação reads otherwise ("onde se lê") is of the act named before."""
    found = find_references(case.text, [*draft.prose, *draft.mentions], own=_own(draft.act, head))
    if case.heading.touches is not None:
        found = with_told(found, named_in(case.text, [case.heading.touches], "rectifies"))
    if case.notes:
        found = with_told(found, named_in(case.text, [note.span for note in case.notes], "republishes"))
    reads = READS.search(fold(case.span.of(case.text))) if draft.act.type.value in {"retificacao", "errata"} else None
    before = [r for r in found if reads is not None and r.raw.span.end <= case.span.start + reads.start()]
    if not before or before[-1].relation.value != "cites":
        return found
    mended = replace(before[-1], relation=replace(before[-1].relation, value="rectifies", rule="onde-se-le"))
    return tuple(mended if reference is before[-1] else reference for reference in found)


def _own(act: Act, head: Head) -> OwnHead:
    """Return by what an act knows itself among the acts it names."""
    number, suffix, year = head.number, head.suffix, head.year
    return OwnHead(
        act.type.value, number.value if number else None, suffix.value if suffix else None, year.value if year else None
    )


def _issuer(case: Case, draft: _Draft) -> Found[str] | None:
    """Return who issues the act: as the preamble says, else the letterhead, the gazette's heading, the signature."""
    zone, organ = draft.zone, case.stretch.organ
    return (
        (issuers.of_preamble(case.text, zone.preamble, sanctioned=_sanctioned(case, zone)) if zone and zone.preamble else None)
        or draft.sender
        or issuers.of_lines(case.over)
        or (issuers.of_lines([case.parts[organ]]) if organ is not None else None)
        or issuers.of_signatures(draft.act.signatories, zone.closing.bodies if zone else ())
        or issuers.of_letterhead(case.parts[slice(*case.stretch.letterhead)], draft.act.signatories)
    )


def _sanctioned(case: Case, zone: Zones) -> bool:
    """Whether the formula says that the executive sanctions what the legislature decreed."""
    return zone.formula is not None and "sanciono" in fold(zone.formula.of(case.text))


def _letter_spans(draft: _Draft) -> list[Span]:
    """Return where the issuer's letters may stand: preamble and roles."""
    roles = [role.span for signatory in draft.act.signatories for role in signatory.roles]
    return [*([draft.zone.preamble] if draft.zone and draft.zone.preamble else ()), *roles]


def _missing(case: Case, draft: _Draft, head: Head) -> list[Problem]:
    """Return what an act of its family should have and this one has not."""
    signed, at, problems = draft.signing.date if draft.signing else None, case.heading.type_span, []
    if case.heading.assumed:
        problems.append(Problem("no_type", "/type", at, "no type is printed where the act was said to begin"))
    if signed is None and head.date is None:
        problems.append(Problem("no_date", "/date", at, "no date of signing and none in the heading"))
    if not draft.act.signatories and case.heading.kind.family != "notice":
        problems.append(Problem("no_signature", "/signatories", at, "no name stands after the orders"))
    if signed is not None and head.date is not None and signed.value != head.date.value:
        detail = f"the heading says {head.date.value}, the signature {signed.value}"
        problems.append(Problem("date_conflict", "/date", head.date.span, detail))
    return problems
