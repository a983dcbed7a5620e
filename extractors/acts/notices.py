"""Extracts and notices: labelled values, parties with their registers, process and term."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Found, Labelled, Party
from corpus.knowledge import rows, string, strings
from corpus.spans import Span
from corpus.text import fold, squeeze
from extractors.acts.paragraphs import trim
from extractors.fields.names import person_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.acts.paragraphs import Paragraph

NUMBER_MARK: Final = regex.compile(r"^n[ºo°.]*\s+|\s*n[ºo°.]*$")
FIGURES: Final = regex.compile(r"\d[\d./-]*\d")
BETWEEN_PARTIES: Final = regex.compile(r"\s+(?:e|x|X)\s+(?=\p{Lu})|;\s*")

CNPJ: Final = regex.compile(r"\b\d{2}\.?\d{3}\.?\d{3}/\d{4}-?\d{2}\b")
CPF: Final = regex.compile(
    r"\b\d{3}\.\d{3}\.\d{3}-\d{2}\b|(?<=cpf\W{1,8}(?:n\W{1,3})?)[\d*]{3}\.?[\d*]{3}\.?[\d*]{3}-?[\d*]{2}\b", regex.IGNORECASE
)
REGISTER: Final = regex.compile(
    r"\s*[,;(–-]?\s*(?:inscrit[oa]|cnpj|cpf|c\.n\.p\.j|portador|com\s+sede|pessoa\s+jur|representad[oa]|neste\s+ato)\b.*$",
    regex.IGNORECASE | regex.DOTALL,
)
PROCESS: Final = regex.compile(
    r"\bprocesso(?:\s(?:administrativo|licitatorio|eletronico|sei))?\s*(?:n[\Wºª°o]{0,4}\s?|:\s*|(?=\d[\d.]*/\d))(?P<number>\d[\d./-]*\d)"
)
INLINE: Final = regex.compile(r"(?:(?<=[.;]\s)|(?<=\s[-–—]\s)|^)(?P<label>\p{Lu}(?:[\p{L}/ºª() -]|\.(?!\s)){2,40}?)\s?:\s")
PROCEDURE: Final = regex.compile(
    r"(?:pregao|tomada\sde\sprecos?|concorrencia|convite|processo|dispensa|inexigibilidade|chamamento|leilao|credenciamento|rdc)"
    r"[\w\s()/-]{0,40}?\sn[\Wºª°o]{0,4}\s?[\d./-]+(?:\s?[-/]\s?[a-z/]+)?\W*"
)
SIGNER_ENDS: Final = regex.compile(r"\s[-–—]\s|,")
SOFT: Final = " .;-–—"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice says under labels; `used` are the stretches that were read so."""

    labelled: tuple[Labelled, ...]
    parties: tuple[Party, ...]
    process: Found[str] | None
    term: Found[str] | None
    signed: Found[str] | None
    used: tuple[Span, ...]


@lru_cache(maxsize=1)
def _fields() -> dict[str, str]:
    return {
        fold(printed).strip(": "): string(row, "field") for row in rows("notice_labels") for printed in strings(row, "printed")
    }


def field_of(label: str) -> str | None:
    """Return the field a label names, None for one the table does not know.

    >>> field_of("VIGÊNCIA"), field_of("Contratada"), field_of("Portanto")
    ('term', 'party:contratada', None)
    """
    plain = fold(label).strip(": .")
    plain = NUMBER_MARK.sub("", plain)
    return _fields().get(plain)


def notice(text: str, parts: Sequence[Paragraph]) -> Notice:
    """Read the labelled values of a notice's paragraphs."""
    labelled = _all_labelled(text, parts)
    by_field = [(field_of(item.label.value), item) for item in labelled]
    parties = [party for name, item in by_field if name is not None for party in _parties(text, name, item)]
    parties = [_registered(party, by_field) for party in parties]
    process = next((_process(item) for name, item in by_field if name == "process"), None) or process_in(parts)
    term = next((item.value for name, item in by_field if name == "term"), None)
    signed = next((item.value for name, item in by_field if name == "signed"), None)
    spans = tuple(Span(item.label.span.start, item.value.span.end) for item in labelled)
    return Notice(tuple(labelled), tuple(parties), process, term, signed, spans)


def names_procedure(part: Paragraph) -> bool:
    """Whether a line of a notice's head only names the bidding or process that it is of."""
    return PROCEDURE.fullmatch(part.folded) is not None


def _all_labelled(text: str, parts: Sequence[Paragraph]) -> list[Labelled]:
    """Return the labelled values of some paragraphs; who signs may go on over lines without a label."""
    labelled: list[Labelled] = []
    open_ended = False
    for part in parts:
        items = _labelled(text, part)
        if items:
            open_ended = field_of(items[-1].label.value) == "signers"
        elif open_ended and person_in(SIGNER_ENDS.split(part.text)[0]) is not None:
            whole = Span(labelled[-1].value.span.start, part.span.end)
            labelled[-1] = replace(labelled[-1], value=Found(squeeze(whole.of(text)), whole, "notice-value"))
        else:
            open_ended = False
        labelled += items
    return labelled


def _labelled(text: str, part: Paragraph) -> list[Labelled]:
    """Return the labelled values of a paragraph: a known label begins it, or several follow one another."""
    marks = [m for m in INLINE.finditer(part.text) if field_of(m["label"]) is not None]
    items = []
    for mark, following in zip(marks, [*marks, None][1:], strict=True):
        end = following.start("label") if following else len(part.text)
        label = part.part(*mark.span("label"))
        soft = " -–—" if following is None else SOFT
        value = trim(text, part.part(mark.end(), end), also=soft)
        if value.length:
            items.append(
                Labelled(
                    Found(squeeze(label.of(text)), label, "notice-label"), Found(squeeze(value.of(text)), value, "notice-value")
                )
            )
    return items


def _process(item: Labelled) -> Found[str]:
    match = FIGURES.search(item.value.value)
    if match is None or item.value.span.length != len(item.value.value):
        return item.value
    return Found(match[0], Span(item.value.span.start + match.start(), item.value.span.start + match.end()), "notice-process")


def process_in(parts: Sequence[Paragraph]) -> Found[str] | None:
    """Return the process named in a line of the head."""
    for part in parts[:INSIDE]:
        match = PROCESS.search(part.folded)
        if match:
            return Found(match["number"], part.part(*match.span("number")), "process-number")
    return None


INSIDE: Final = 6


def _parties(text: str, field: str, item: Labelled) -> list[Party]:
    if field.startswith("party:"):
        return [_party(text, item.value.span, item, field.partition(":")[2])]
    if field != "parties":
        return []
    pieces, at = [], item.value.span.start
    for bit in BETWEEN_PARTIES.split(item.value.span.of(text)):
        begin = text.index(bit, at)
        at = begin + len(bit)
        pieces.append(_party(text, Span(begin, at), item, None))
    return pieces


def _party(text: str, span: Span, item: Labelled, part: str | None) -> Party:
    printed = span.of(text)
    register = REGISTER.search(printed)
    name = trim(text, Span(span.start, span.start + (register.start() if register else len(printed))), also=" ,;-–(")
    cnpj, cpf = CNPJ.search(printed), CPF.search(printed)
    return Party(
        Found(squeeze(name.of(text)), name, "notice-party"),
        Found(part, item.label.span, "notice-party", derived=True) if part else None,
        _register(cnpj, span),
        None if cnpj else _register(cpf, span),
    )


def _registered(party: Party, by_field: Sequence[tuple[str | None, Labelled]]) -> Party:
    """Return a party with the register that stands under a label of its own ("CNPJ Contratado: ...")."""
    wanted = f"register:{party.part.value}" if party.part else ""
    item = next((item for name, item in by_field if name == wanted), None) or _register_next(party, by_field)
    if item is None or party.cnpj or party.cpf:
        return party
    printed = item.value.value
    cnpj, cpf = CNPJ.search(printed), CPF.search(printed)
    return replace(party, cnpj=_register(cnpj, item.value.span), cpf=None if cnpj else _register(cpf, item.value.span))


def _register_next(party: Party, by_field: Sequence[tuple[str | None, Labelled]]) -> Labelled | None:
    """Return the bare "CNPJ: ..." that stands right behind a party."""
    pairs = itertools.pairwise(by_field)
    return next((b for (_, a), (name, b) in pairs if name == "register" and a.value.span.covers(party.name.span)), None)


def _register(match: regex.Match[str] | None, span: Span) -> Found[str] | None:
    return Found(match[0], Span(span.start + match.start(), span.start + match.end()), "register-number") if match else None
