"""Annexes: label, title, and what they hold: tables, prose, or articles of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Annex, Found, Table
from corpus.spans import Span
from corpus.text import capitals
from extractors.acts.body import ANNEX
from extractors.acts.labels import label_at
from extractors.acts.paragraphs import Paragraph, around, found
from extractors.acts.provisions import tree
from extractors.tables import find_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.problems import Problem

# "ANEXO I DA RESOLUÇÃO Nº 3, DE ..." repeats the act's own title; "ANEXO I - QUADRO DE PESSOAL" gives one
OWN_TITLE: Final = regex.compile(
    r"""\W*(?:d[aeo]|[aà]|ao|a\sque\sse\srefere)\s+(?:o\s|a\s)?
        (?:art|presente|resoluc|portaria|decreto|lei|instruc|delibera|edital|ato|ordem|norma|est[ae]|medida)""",
    regex.IGNORECASE | regex.VERBOSE,
)
NOTE: Final = regex.compile(r"(?:fontes?|obs(?:ervac\w+)?|notas?|legenda)\s?\.?:|\*|\(\*\)")
"""A note under a table: it is neither row nor prose."""
BROKEN_OFF: Final = regex.compile(r"[-–,/(]$|\([^()]*$")
"""The end of a paragraph that is not over: a hyphen, a comma, a bracket left open."""
LONGEST_TITLE: Final = 320


@dataclass(frozen=True, slots=True)
class AnnexFinding:
    """An annex with its tables; `prose` are its stretches in which references and amounts are looked for."""

    annex: Annex
    tables: tuple[Table, ...]
    prose: tuple[Span, ...]
    problems: tuple[Problem, ...]


def read_annex(text: str, parts: Sequence[Paragraph], *, first_table: int, pointer: str) -> AnnexFinding | None:
    """Read one annex; None for a stretch after the signatures that is neither labelled nor worth one."""
    label, title, rest = _head(text, parts)
    tables = find_tables(text, around(rest), annex=label, first=first_table) if rest else None
    spans = tables.spans if tables else ()
    if title is None and rest and not any(s.meets(rest[0].span) for s in spans) and _is_title(rest, label is not None, spans):
        title, rest = found(text, rest[0].span, "annex-title"), rest[1:]
        title = Found(title.value.rstrip(" :"), title.span, title.rule)
    prose = [
        p for p in rest if not any(span.meets(p.span) for span in spans) and not _caption(p, tables.tables if tables else ())
    ]
    prose = _without_notes(prose) if spans else prose
    if label is None and not spans and sum(len(p.text) for p in prose) < 200:  # noqa: PLR2004 - a stray line, no annex
        return None
    articles = _articles(prose)
    own = tree(text, prose) if articles else None
    body = None if own or not prose else _text(text, prose)
    annex = Annex(label, title, body, own.provisions if own else ())
    problems = (*(tables.problems if tables else ()), *_pointed(own.problems if own else (), pointer))
    return AnnexFinding(annex, tables.tables if tables else (), tuple(p.span for p in prose), problems)


def _without_notes(prose: Sequence[Paragraph]) -> list[Paragraph]:
    """Return paragraphs without the notes under a table; one that a note breaks off in is the rest of it."""
    kept: list[Paragraph] = []
    note: Paragraph | None = None
    for each in prose:
        goes_on = note is not None and BROKEN_OFF.search(note.text) is not None
        note = each if NOTE.match(each.folded) or goes_on else None
        if note is None:
            kept.append(each)
    return kept


def _pointed(problems: tuple[Problem, ...], pointer: str) -> tuple[Problem, ...]:
    from dataclasses import replace  # noqa: PLC0415

    return tuple(replace(p, where=f"{pointer}{p.where}") for p in problems)


def _head(text: str, parts: Sequence[Paragraph]) -> tuple[Found[str] | None, Found[str] | None, list[Paragraph]]:
    """Return label and title of an annex's heading, and the paragraphs under it."""
    first = parts[0]
    match = ANNEX.match(first.folded)
    if match is None or first.text[0] != "A":
        return None, None, list(parts)
    numeral = first.text[slice(*match.span("label"))] if match["label"] else ""
    end = match.end("label") if match["label"] else len("anexo")
    value = "Anexo" if not numeral else f"Anexo {'Único' if match['label'] == 'unico' else numeral.upper()}"
    label = Found(value, first.part(0, end), "annex-heading")
    rest = first.text[end:].strip(" -–—:.ºª")
    if not rest or OWN_TITLE.match(first.folded[end:]):
        return label, None, list(parts[1:])
    start = first.text.index(rest, end)
    return label, found(text, first.part(start, start + len(rest)), "annex-title"), list(parts[1:])


def _is_title(rest: Sequence[Paragraph], labelled: bool, spans: Sequence[Span]) -> bool:  # noqa: FBT001
    """Whether the first paragraph under an annex's heading is its title."""
    part = rest[0]
    if len(part.text) > LONGEST_TITLE or label_at(part.text) is not None or (len(rest) == 1 and labelled and not spans):
        return False
    introduces = len(rest) > 1 and any(span.start == rest[1].span.start for span in spans)
    return capitals(part.text) or part.text.endswith(":") or introduces or not part.text.endswith((".", ";", ","))


def _caption(part: Paragraph, tables: Sequence[Table]) -> bool:
    return any(table.caption is not None and table.caption.span.meets(part.span) for table in tables)


def _articles(prose: Sequence[Paragraph]) -> bool:
    """Whether an annex has articles of its own, counted from the first."""
    first = next((label for p in prose if (label := label_at(p.text)) is not None and label.kind == "artigo"), None)
    return first is not None and 1 in first.may_be


def _text(text: str, prose: Sequence[Paragraph]) -> Found[str]:
    spans = [p.span for p in prose]
    return Found("\n".join(span.of(text) for span in spans), Span(spans[0].start, spans[-1].end), "annex-text")
