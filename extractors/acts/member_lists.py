"""Members of a commission told in a sentence, or a line for each body: a table beside the provision that names them.

    ... composta pelos servidores Fulano de Tal, matrícula 123, Presidente; Beltrana de Tal, matrícula 456, Membro; e ...
    ... fica assim composta: Presidente: Fulano de Tal; Membros: Beltrana de Tal e Sicrano de Tal.
    ... representantes da Secretaria de Obras: Fulano de Tal (titular) e Beltrana de Tal (suplente); ...

A sentence keeps its place among the provisions, and the table stands beside it; lines that are nothing
but members are table and no provision. What is labelled as inciso or alínea stays provisions. All that
stands between the people must be understood, to the end of the sentence: else there is no table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Cell, Found, Table
from corpus.spans import Span
from corpus.text import fold, squeeze
from extractors.acts.labels import label_at
from extractors.acts.paragraphs import around
from extractors.fields.bodies import is_body
from extractors.fields.names import given_names, is_name
from extractors.fields.people import Part, parts_of
from extractors.fields.personal import find_personal_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.acts.paragraphs import Paragraph

RULE: Final = "table-people"
FEWEST: Final = 3
NUMBERS: Final = {"matricula": "matrícula", "cpf": "CPF"}
"""Columns of personal numbers by their kind."""
COMPOSED: Final = regex.compile(
    r"\b(?:(?:compost|integrad|constituid|formad)[oa]s?\b|(?:com\s[oa]s?\s)?seguintes?\s(?:servidor\w*|membr\w*|integrante\w*|representante\w*|conselheir\w*|composicao)"
    r"|design(?:ar|a|am|ados|adas)\b|nome(?:ar|ia|iam|ados|adas)\b|representantes?\b|membros\b|compor(?:em|ao)?\b|composicao\b)"
)
SIGNAL: Final = regex.compile(
    r"\b(?:matr?icula|matr?\.|siape|titular|suplente|president|membro|secretari[oa]|coordenador|representa|relator|vogal)"
)
FEW_SIGNALS: Final = 2
NAMED: Final = regex.compile(r"\p{Lu}[\p{L}'’-]+(?:\s(?:(?:d[aeo]s?|e|D[AEO]S?|E)\s)?\p{Lu}[\p{L}'’-]+)+")
"""What may be a person's name within a sentence."""
SEAT: Final = regex.compile(r"(?:(?:\d[ºª°]|primeir[oa]|segund[oa])\s)?(?:membr[oa]\s)?(?:titular|suplente)(?:e?s)?")
# "representante da Secretaria de Obras", "pela Secretaria de Obras", "da Secretaria de Obras"
FOR: Final = regex.compile(
    r"(?:(?:e\s)?(?:como\s)?representante?s?\s(?:d[aeo]s?\s|pel[aeo]s?\s)?|pel[aeo]s?\s|d[aeo]s?\s|lotad[oa]\sn[ao]s?\s)"
)
REPRESENTS: Final = regex.compile(r"(?:e\s)?(?:como\s)?representantes?\b|pel[aeo]s?\s|lotad[oa]\s")
LINK: Final = regex.compile(
    r"(?:e|como|sendo|na\s(?:qualidade|condicao|funcao)\sde|ocupante\sdo\scargo\sde|que\sa\spresidira|presidira|(?:e\s)?(?:[oa]s?\s)?(?:servidor(?:es|as?)?|senhor(?:es|as?)?"
    r"|sra?s?\.?|funcionari[oa]s?|conselheir[oa]s?|represent\w+)|n[º°o.]{0,2}|matr?icula|matr?\.?|siape|(?:com\s|sob\s)?(?:a\s|o\s)?matr?icula\s(?:funcional|siape)?(?:n[º°o.]{0,2})?|\.)"
)
AFTER: Final = regex.compile(
    r"(?:para|sob|que|com|os\squais|as\squais|a\sfim|no\sprazo|ate|a\squal|cabendo|ficando|todos|ambos|e\smais|sem\sprejuizo|, )"
)


@dataclass
class _Row:
    """One member: what is told, by column."""

    cells: dict[str, Span] = field(default_factory=dict)


@dataclass
class _Reading:
    """What has been read of a list: `over` is the heading whose members are being told, column and span."""

    rows: list[_Row] = field(default_factory=list)
    over: tuple[str, Span] | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class MemberLists:
    """The tables, in order, and the stretches of those that are lines of their own."""

    tables: tuple[Table, ...] = ()
    spans: tuple[Span, ...] = ()


def member_lists(parts: Sequence[Paragraph], taken: Sequence[Span]) -> MemberLists:
    """Return the lists of members among an act's paragraphs that no table takes (`taken`)."""
    tables: list[Table] = []
    spans: list[Span] = []
    lines: list[tuple[Paragraph, _Reading]] = []
    for part in parts:
        open_ = not any(span.meets(part.span) for span in taken)
        reading = _line(part) if open_ else None
        if reading is not None:
            lines.append((part, reading))
            continue
        _close(lines, tables, spans)
        told = _sentence(part) if open_ else None
        if told is not None:
            tables.append(_table(part, told.rows))
    _close(lines, tables, spans)
    return MemberLists(tuple(sorted(tables, key=lambda table: table.span)), tuple(spans))


def _close(lines: list[tuple[Paragraph, _Reading]], tables: list[Table], spans: list[Span]) -> None:
    """Make a table of the lines that stand together, if they are enough; none is left open."""
    rows = [row for _, reading in lines for row in reading.rows]
    if len(lines) > 1 and _is_list(rows):
        parts = [part for part, _ in lines]
        span = around(parts)
        cells = tuple((part, row) for part, reading in lines for row in reading.rows)
        tables.append(_built(cells, span))
        spans.append(span)
    lines.clear()


def _line(part: Paragraph) -> _Reading | None:
    """Return the members of a line that is a heading, its members and nothing else; None for any other line."""
    if len(SIGNAL.findall(part.folded)) < 1 or ":" not in part.text or label_at(part.text) is not None:
        return None
    if not _may_name(part.text, part.text.index(":"), 1):
        return None
    read = _read(part, 0)
    heads = read.rows and all("represents" in row.cells or {"role", "matrícula"} <= row.cells.keys() for row in read.rows)
    return read if read.complete and heads and _is_list(read.rows, fewest=1) else None


def _sentence(part: Paragraph) -> _Reading | None:
    """Return the members of a commission that a sentence tells, None where it tells none."""
    if len(SIGNAL.findall(part.folded)) < FEW_SIGNALS:
        return None
    cue = COMPOSED.search(part.folded)
    label = label_at(part.text)
    if cue is None or (label is not None and label.kind in {"inciso", "alinea"}):
        return None
    if not _may_name(part.text, cue.start(), FEWEST):
        return None
    read = _read(part, cue.start())
    return read if read.complete and _is_list(read.rows) else None


def _may_name(text: str, start: int, fewest: int) -> bool:
    """Whether so many names of people, by their shape, may stand from `start` on, one with a known given name: without spaCy."""
    named = [each for each in NAMED.findall(text, start) if is_name(each)]
    return len(named) >= fewest and any(fold(each).split(maxsplit=1)[0] in given_names() for each in named)


def _is_list(rows: Sequence[_Row], *, fewest: int = FEWEST) -> bool:
    """Whether there are people enough, and beside each something is told of them."""
    return len(rows) >= fewest and all(len(row.cells) > 1 for row in rows)


def _read(part: Paragraph, start: int) -> _Reading:
    """Read the members of a paragraph from `start` on."""
    numbers = [(each.span, NUMBERS[each.kind]) for each in find_personal_numbers(part.text) if each.kind in NUMBERS]
    told = [each for each in parts_of(part.text) if each.span.end > start]
    reading = _Reading()
    for at, each in enumerate(told):
        number = next((told for told in numbers if told[0].meets(each.span)), None)
        if each.kind == "mark":
            continue
        if not _take(part.text, each, number, reading, headed=_is_headed(part.text, told, at)):
            reading.complete = not reading.rows or _ends(part.text, told[at:])
            if reading.rows:
                break
    return reading


def _is_headed(text: str, told: Sequence[Part], at: int) -> bool:
    """Whether a colon follows a part."""
    return at + 1 < len(told) and told[at + 1].span.of(text) == ":"


def _ends(text: str, rest: Sequence[Part]) -> bool:
    """Whether what follows a list goes on with the sentence and names nobody more."""
    return AFTER.match(fold(rest[0].span.of(text))) is not None and not any(each.kind == "person" for each in rest)


def _take(text: str, part: Part, number: tuple[Span, str] | None, reading: _Reading, *, headed: bool) -> bool:
    """Put one part where it belongs; False where it belongs nowhere."""
    printed = part.span.of(text)
    folded = fold(printed)
    row = reading.rows[-1] if reading.rows else None
    if part.kind == "person" and not headed:
        reading.rows.append(_Row({**({reading.over[0]: reading.over[1]} if reading.over else {}), "name": part.span}))
        return True
    if headed:
        reading.over = _heading(text, part)
        return reading.over is not None or row is None
    if number is not None:
        if row is not None:
            span, column = number
            row.cells.setdefault(column, Span(span.start, span.start + len(span.of(text).rstrip(".-/"))))
        return row is not None
    if LINK.fullmatch(folded) is not None:
        return True
    return row is not None and _tell(text, part, row)


def _tell(text: str, part: Part, row: _Row) -> bool:
    """Put what is told of a member under its column; False where it says something else."""
    column, span = _companion(text, part)
    if column is None or column in row.cells:
        return False
    row.cells[column] = span
    return True


def _companion(text: str, part: Part) -> tuple[str | None, Span]:
    """Return the column of a part beside a name, and the stretch that is its value."""
    printed = part.span.of(text)
    folded = fold(printed)
    if SEAT.fullmatch(folded):
        return "seat", part.span
    whom = FOR.match(folded)
    if whom is not None and (REPRESENTS.match(folded) or is_body(printed[whom.end() :])) and whom.end() < len(printed):
        return "represents", Span(part.span.start + whom.end(), part.span.end)
    if part.kind == "body":
        return "represents", part.span
    return ("role", part.span) if part.kind == "role" else (None, part.span)


def _heading(text: str, part: Part) -> tuple[str, Span] | None:
    """Return column and value of what stands before a colon, None where it introduces the list as a whole."""
    printed = part.span.of(text)
    column, span = _companion(text, part)
    if part.kind == "person":  # a body whose name no table knows, where nothing leads to it ("compor o Grupo Gestor:")
        before = fold(text[: span.start]).rstrip()
        return ("represents", span) if before[-1:] in {"", ";", ",", "."} or before.endswith((" pelo", " pela")) else None
    if column == "represents" and COMPOSED.search(fold(printed)) is not None and not REPRESENTS.match(fold(printed)):
        return None
    return (column, span) if column is not None else None


def _table(part: Paragraph, rows: Sequence[_Row]) -> Table:
    spans = [part.part(*span) for row in rows for span in row.cells.values()]
    return _built(tuple((part, row) for row in rows), around(spans))


def _built(rows: Sequence[tuple[Paragraph, _Row]], span: Span) -> Table:
    """Return the rows as a table; its columns stand as in the fullest row."""
    names = list(dict.fromkeys(_by_place(rows)))
    columns = tuple(Found(name, span, RULE, 0.7, derived=True) for name in names)
    cells = tuple(tuple(_cell(part, row.cells.get(name)) for name in names) for part, row in rows)
    return Table(None, None, columns, cells, (), span)


def _by_place(rows: Sequence[tuple[Paragraph, _Row]]) -> Iterator[str]:
    for _, row in sorted(rows, key=lambda each: -len(each[1].cells)):
        yield from sorted(row.cells, key=row.cells.__getitem__)


def _cell(part: Paragraph, span: Span | None) -> Cell:
    return None if span is None else Found(squeeze(span.of(part.text)), part.part(*span), RULE, 0.9)
