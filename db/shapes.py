"""Which field of a record lies in which table: the one list that writing and reading share.

The order of keys is that of `corpus.records.Record.of`; a test holds both to the fields of
`corpus.acts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from db.tables.acts import Labelled, Paragraph, Party, Protocol, Publication, Recipient, Recital
from db.tables.content import ActReference

if TYPE_CHECKING:
    from db.tables.base import Base

HEADER: Final = (
    "line_start", "line_end", "type", "number", "number_suffix", "number_raw", "year", "issuer", "issuer_acronym", "section",
    "organ", "place", "date", "summary", "subject", "preamble", "enacting_formula", "process", "term", "confidence", "text",
)  # fmt: skip
"""Fields that are columns of `acts` under their own names."""

KEYS: Final = (
    "source", "sha256", "ordinal", "line_start", "line_end", "type", "number", "number_suffix", "number_raw", "year", "issuer",
    "issuer_acronym", "issuer_level", "issuer_state", "issuer_municipality", "section", "organ", "place", "date", "publication",
    "summary", "subject", "recipient", "protocol",
    "preamble", "recitals", "enacting_formula", "provisions", "body", "labelled", "parties", "process", "term", "signatories",
    "annexes", "tables", "references", "amounts", "text", "provenance", "repairs", "problems", "confidence", "release",
)  # fmt: skip
"""All fields of a record, in its order."""

WHOLE: Final = frozenset({"year", "line_start", "line_end"})
"""Fields that are integers; the others are text."""


class Shape(NamedTuple):
    """A field of the record whose value is an object, or a list of them, of plain values; `keys` are its columns."""

    name: str
    model: type[Base]
    keys: tuple[str, ...]


OBJECTS: Final = (
    Shape("publication", Publication, ("gazette", "edition", "date")),
    Shape("recipient", Recipient, ("name", "role", "organization")),
    Shape("protocol", Protocol, ("number", "year", "date", "time")),
)
"""Fields that are one object or null: a row, or none."""

STRINGS: Final = (Shape("recitals", Recital, ("text",)), Shape("body", Paragraph, ("text",)))
"""Fields that are lists of strings."""

LISTS: Final = (
    Shape("labelled", Labelled, ("label", "value")),
    Shape("parties", Party, ("name", "part", "cnpj", "cpf")),
    Shape("references", ActReference, ("type", "number", "suffix", "year", "date", "issuer", "relation", "raw")),
)
"""Fields that are lists of flat objects."""

ISSUER: Final = ("issuer_level", "issuer_state", "issuer_municipality")
"""Fields that are the columns of a row of `act_issuers`."""

NESTED: Final = {"references": ("provisions",)}
"""Lists of strings that the objects of a field of `LISTS` have besides their columns; they lie in a table of their own."""

AMOUNT: Final = ("value", "currency", "in_words", "raw")
PROVISION: Final = ("kind", "number", "label_raw", "text", "quoted", "group", "children")
SIGNATORY: Final = ("name", "roles")
ANNEX: Final = ("label", "title", "text", "provisions")
TABLE: Final = ("annex", "caption", "columns", "rows", "total_row_indices", "column_types", "equations", "municipalities")
EQUATION: Final = ("kind", "text", "columns", "holds", "fails", "failing")
LOCATED: Final = ("row", "column", "ibge")
REPAIR: Final = ("rule", "span", "raw", "before", "value", "where", "confidence", "cost", "layer", "witnesses")
PROBLEM: Final = ("code", "where", "span", "detail")
NOTE: Final = ("span", "raw", "page", "box", "rules", "confidence")
"""Keys of a provenance note, less `derived`, which only some have."""
