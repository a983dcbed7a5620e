"""One act as the extractors find it: every value with the span of the normalized text it rests on.

The shapes follow RECORD.md field by field; :mod:`corpus.records` turns them into plain values with
provenance. Leaves are :class:`Found` (a value that was read or derived) and :class:`Printed` (the
raw text under a span, as it stands in the source).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from corpus.spans import Span

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from corpus.problems import Problem

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Found(Generic[T_co]):
    """A value and the stretch of the normalized text that it was read from.

    `rule` is the id of the finder or table row. `derived` is set where the value is implied and
    not printed (a year taken from the date, a carried-down cell): the span is then what it rests
    on. `in_raw` is set where `span` is in raw offsets (page furniture, taken out of the text).
    `witnesses` say what decided where the value differs from what is printed under the span: such a
    value is a repair of its own, told among the record's `repairs`; `otherwise` is what stands where
    its rule is switched off, None for no value.
    """

    value: T_co
    span: Span
    rule: str
    confidence: float | None = None
    derived: bool = False
    in_raw: bool = False
    witnesses: tuple[str, ...] = ()
    otherwise: T_co | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """The raw text under a span of the normalized text, broken lines folded to blanks."""

    span: Span
    rule: str = "printed"


@dataclass(frozen=True, slots=True)
class Provision:
    """A node of what the act orders. `number` is what the author meant, `label_raw` what is printed.

    `group` names the título, capítulo, seção over an artigo, outermost first. `quoted` is wording
    that the provision gives to another norm.
    """

    kind: str
    number: Found[str] | None
    label_raw: Printed | None
    text: Found[str]
    quoted: Found[str] | None = None
    group: tuple[Found[str], ...] = ()
    children: tuple[Provision, ...] = ()


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed: a name once however often stamped, roles in order."""

    name: Found[str]
    roles: tuple[Found[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """Where this act came out."""

    gazette: Found[str] | None
    edition: Found[str] | None
    date: Found[date] | None


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom a letter goes."""

    name: Found[str] | None
    role: Found[str] | None
    organization: Found[str] | None


@dataclass(frozen=True, slots=True)
class Protocol:
    """The receiving stamp of a letter; `time` is HH:MM."""

    number: Found[str] | None
    year: Found[int] | None
    date: Found[date] | None
    time: Found[str] | None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled value of an extract or notice, as printed."""

    label: Found[str]
    value: Found[str]


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a contract: the part it plays (contratante, contratada), its CNPJ or CPF."""

    name: Found[str]
    part: Found[str] | None = None
    cnpj: Found[str] | None = None
    cpf: Found[str] | None = None


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: `text` for one of prose, `provisions` where it has articles of its own."""

    label: Found[str] | None
    title: Found[str] | None
    text: Found[str] | None = None
    provisions: tuple[Provision, ...] = ()


Cell = Found[str] | None
NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Equation:
    """An equation that a table was found to keep.

    `kind` is sum, product, quotient, constant, share, group_total, grand_total, average, carried, count or prose; `text` tells
    it in the columns' names; `columns` are those it ties together. `holds` and `fails` count its instances, damage
    repaired and contradicted cells as printed; `failing` are the row and column of each result that fails.
    """

    kind: str
    text: str
    columns: tuple[int, ...]
    holds: int
    fails: int
    failing: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Located:
    """A cell of a table that names a municipality: its row and column, and the IBGE code of seven digits."""

    row: int
    column: int
    ibge: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as there are columns, None for an empty or dash cell.

    `column_types` are one a column (money, integer, quotient, percent, date, code, municipality, name, text), or none
    where they were not looked for; `equations` are what ties the columns and the totals; `municipalities` are the
    cells that name one, by row and column, whose names are kept as they are printed.
    """

    annex: Found[str] | None
    caption: Found[str] | None
    columns: tuple[Found[str], ...]
    rows: tuple[tuple[Cell, ...], ...]
    total_row_indices: tuple[int, ...] = ()
    span: Span = NOWHERE
    column_types: tuple[str, ...] = ()
    equations: tuple[Equation, ...] = ()
    municipalities: tuple[Located, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Another normative act, named by type and number (a constitution without one).

    `provisions` are those of it that are cited, as paths (see `corpus.paths`): "art5/par1/inc3".
    """

    type: Found[str]
    number: Found[str] | None
    suffix: Found[str] | None
    year: Found[int] | None
    date: Found[date] | None
    issuer: Found[str] | None
    relation: Found[str]
    raw: Printed
    provisions: tuple[Found[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money in running prose; `value` is full ("R$ 1,2 milhão" is 1200000.00)."""

    value: Found[Decimal]
    currency: Found[str]
    in_words: Found[str] | None
    raw: Printed


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a source; `span` is its stretch of the normalized text.

    `issuer_level` is federal, estadual, municipal or distrital; `issuer_state` the two letters and `issuer_municipality`
    the IBGE code of seven digits of the place that the issuer speaks for.
    """

    span: Span
    type: Found[str]
    number: Found[str] | None = None
    number_suffix: Found[str] | None = None
    number_raw: Printed | None = None
    year: Found[int] | None = None
    issuer: Found[str] | None = None
    issuer_acronym: Found[str] | None = None
    issuer_level: Found[str] | None = None
    issuer_state: Found[str] | None = None
    issuer_municipality: Found[str] | None = None
    section: Found[str] | None = None
    organ: Found[str] | None = None
    place: Found[str] | None = None
    date: Found[date] | None = None
    publication: Publication | None = None
    summary: Found[str] | None = None
    subject: Found[str] | None = None
    recipient: Recipient | None = None
    protocol: Protocol | None = None
    preamble: Found[str] | None = None
    recitals: tuple[Found[str], ...] = ()
    enacting_formula: Found[str] | None = None
    provisions: tuple[Provision, ...] = ()
    body: tuple[Found[str], ...] = ()
    labelled: tuple[Labelled, ...] = ()
    parties: tuple[Party, ...] = ()
    process: Found[str] | None = None
    term: Found[str] | None = None
    signatories: tuple[Signatory, ...] = ()
    annexes: tuple[Annex, ...] = ()
    tables: tuple[Table, ...] = ()
    references: tuple[Reference, ...] = ()
    amounts: tuple[Amount, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
