"""Republications: the note that says so, where the act first came out, and the act it touches.

Notes read, at an act's foot, whether of their own line or broken over several:
    (*) Republicado por ter saído com incorreção no D.O.E. nº 174, de 15 de abril de 2011.
    Republica-se por ter saído com incorreção no original, publicado no DOU de 14-5-2002, Seção 1, pág. 3.
    (*) N. da Coejo: Reproduzida por ter saído com omissão no D.O. de 5/8/99.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Found, Printed, Publication, Reference
from corpus.furniture import publication_in
from corpus.text import fold
from extractors.fields.references import OwnHead, find_references

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.acts import Act
    from corpus.spans import Span
    from extractors.acts.paragraphs import Paragraph

NOTE: Final = regex.compile(
    r"""\W*+(?:n(?:ota)?\.?\s(?:d[ao]\s)?[\w./ -]{2,24}:\s*+)?
        (?:republica(?:-se|d[oa]s?|cao|mos)|reproduz(?:-se|id[oa]s?)|repete-se\sa\spublicacao)\b
        [^\n]{0,160}?\b(?:incorrec|incorret|omissao|omissoes|erros?\b|equivoc|lapso|saiu|saido|falha)""",
    regex.VERBOSE,
)
LONGEST: Final = 400
NOBODY: Final = OwnHead("", None, None, None)


def is_note(part: Paragraph) -> bool:
    """Whether a paragraph says that its act is published again."""
    return "re" in part.folded[:40] and len(part.text) <= LONGEST and NOTE.match(part.folded) is not None


def first_out(note: Paragraph) -> Publication | None:
    """Return where the note says that the act first came out, None where it names neither edition nor date."""
    told = publication_in(note.text)
    if told.edition is None and told.date is None:
        return None

    def leaf(value: object, span: Span | None) -> object:
        return Found(value, span.shift(note.span.start), "republication") if value is not None and span is not None else None

    return Publication(
        leaf(told.gazette, told.gazette_span),  # type: ignore[arg-type]  # the leaf keeps the value's type
        leaf(told.edition, told.edition_span),  # type: ignore[arg-type]
        leaf(told.date, told.date_span),  # type: ignore[arg-type]
    )


def named_in(text: str, spans: Sequence[Span], relation: str) -> tuple[Reference, ...]:
    """Return the acts that notes or a heading name by type and number, as what is republished or rectified."""
    found = find_references(text, spans, own=NOBODY)
    return tuple(
        replace(each, relation=Found(relation, each.raw.span, f"relation-{relation}", 0.95))
        for each in found
        if each.number is not None
    )


def joined(found: Sequence[Reference], told: Sequence[Reference]) -> tuple[Reference, ...]:
    """Return references with those `told` by a note or heading; one of the same act takes the stronger relation."""
    kept = list(found)
    for each in told:
        at = next((i for i, other in enumerate(kept) if _key(other) == _key(each)), None)
        if at is None:
            kept.append(each)
        elif kept[at].relation.value == "cites":
            kept[at] = replace(kept[at], relation=each.relation)
    return tuple(kept)


def _key(reference: Reference) -> tuple[object, ...]:
    number, year = reference.number, reference.year
    return (reference.type.value, number.value if number else None, year.value if year else None)


def with_originals(acts: Sequence[Act], notes: Sequence[Span | None]) -> tuple[Act, ...]:
    """Return the acts of a source, those republished with the version before them as a reference."""
    told = list(acts)
    for index, note in enumerate(notes):
        act = acts[index]
        first = next((other for other in acts[:index] if _same(other, act)), None) if note is not None else None
        if note is None or first is None or act.number is None:
            continue
        told[index] = replace(act, references=joined(act.references, (_original(act, note),)))
    return tuple(told)


def _same(one: Act, other: Act) -> bool:
    """Whether two acts of a source bear the same name."""
    names = [
        (
            act.type.value,
            act.number.value,
            act.number_suffix.value if act.number_suffix else None,
            act.year.value if act.year else None,
        )
        for act in (one, other)
        if act.number is not None
    ]
    issuers = {fold(act.issuer.value) for act in (one, other) if act.issuer is not None}
    return len(names) > 1 and names[0] == names[1] and len(issuers) < 2  # noqa: PLR2004 - the two of one issuer


def _original(act: Act, note: Span) -> Reference:
    """Return an act as what its own note republishes."""
    sure = Found("republishes", note, "relation-republishes", 0.9, derived=True)
    kind = replace(act.type, derived=True)
    return Reference(kind, act.number, act.number_suffix, act.year, act.date, None, sure, Printed(note))
