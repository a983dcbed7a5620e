"""What an act says: provisions, annexes, tables, references, amounts."""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import (
    CLUSTERED,
    ActKey,
    Base,
    Cents,
    Place,
    choice_check,
    date_check,
    filled_check,
    position_check,
    year_check,
)

KINDS: Final = ("artigo", "paragrafo", "inciso", "alinea", "item", "clausula")
RELATIONS: Final = ("cites", "amends", "revokes", "answers", "regulates", "republishes", "rectifies")


def _within(columns: tuple[str, ...], table: str, keys: tuple[str, ...]) -> ForeignKeyConstraint:
    """Return the key that ties a row to a row of the same act in `table`."""
    targets = [f"{table}.{key}" for key in ("act_id", *keys)]
    return ForeignKeyConstraint(["act_id", *columns], targets, ondelete="CASCADE")


class SignatoryRole(Base):
    """A role under which a signatory signed; `signatory` is its position in `signatories`."""

    __tablename__ = "signatory_roles"
    __table_args__ = (
        _within(("signatory",), "signatories", ("position",)),
        position_check(),
        Index("ix_signatory_roles_role_key", "role_key"),
        CLUSTERED,
    )

    act_id: Mapped[Place]
    signatory: Mapped[Place]
    position: Mapped[Place]
    role: Mapped[str]
    role_key: Mapped[str | None] = mapped_column(ForeignKey("roles.key"))


class Annex(Base):
    """An annex: `text` where it is prose; its articles are rows of `provisions` that name it."""

    __tablename__ = "annexes"
    __table_args__ = (position_check(),)

    act_id: Mapped[ActKey]
    position: Mapped[Place]
    label: Mapped[str | None]
    title: Mapped[str | None]
    text: Mapped[str | None]


class Provision(Base):
    """A node of what an act, or an annex of it, orders.

    `position` counts all nodes of the act in reading order, the annexes' after the act's own;
    `parent` is the position of the node it stands under, null at the top. `path` names the node for
    people (art5/par1u/inc3), `pointer` is its JSON Pointer in the record, so that its provenance is
    found under `pointer || '/text'`.
    """

    __tablename__ = "provisions"
    __table_args__ = (
        _within(("parent",), "provisions", ("position",)),
        _within(("annex",), "annexes", ("position",)),
        UniqueConstraint("act_id", "path"),
        Index("ix_provisions_parent", "act_id", "parent"),
        Index("ix_provisions_annex", "act_id", "annex"),
        choice_check("kind", KINDS),
        position_check(),
        *filled_check("path", "pointer", "number"),
        CheckConstraint("parent < position", name="parent"),
    )

    act_id: Mapped[ActKey]
    position: Mapped[Place]
    parent: Mapped[int | None]
    annex: Mapped[int | None]
    path: Mapped[str]
    pointer: Mapped[str]
    kind: Mapped[str]
    number: Mapped[str | None]
    label_raw: Mapped[str | None]
    text: Mapped[str]
    quoted: Mapped[str | None]


class ProvisionGroup(Base):
    """A título, capítulo or seção over an artigo, outermost first."""

    __tablename__ = "provision_groups"
    __table_args__ = (_within(("provision",), "provisions", ("position",)), position_check(), CLUSTERED)

    act_id: Mapped[Place]
    provision: Mapped[Place]
    position: Mapped[Place]
    heading: Mapped[str]


class ActTable(Base):
    """A table of an act; `annex` is the label of the annex it stands in, as printed."""

    __tablename__ = "act_tables"
    __table_args__ = (position_check(), CLUSTERED)

    act_id: Mapped[ActKey]
    position: Mapped[Place]
    annex: Mapped[str | None]
    caption: Mapped[str | None]


class TableColumn(Base):
    """A column of a table; `type` is null where none was looked for."""

    __tablename__ = "table_columns"
    __table_args__ = (_within(("table_position",), "act_tables", ("position",)), position_check(), CLUSTERED)

    act_id: Mapped[Place]
    table_position: Mapped[Place]
    position: Mapped[Place]
    name: Mapped[str]
    type: Mapped[str | None]


class TableEquation(Base):
    """An equation that a table was found to keep: `holds` and `fails` count its instances."""

    __tablename__ = "table_equations"
    __table_args__ = (_within(("table_position",), "act_tables", ("position",)), position_check(), CLUSTERED)

    act_id: Mapped[Place]
    table_position: Mapped[Place]
    position: Mapped[Place]
    kind: Mapped[str]
    text: Mapped[str]
    columns: Mapped[str]
    holds: Mapped[int]
    fails: Mapped[int]
    failing: Mapped[str]


class TableRow(Base):
    """A row of a table; `total` where it sums others up."""

    __tablename__ = "table_rows"
    __table_args__ = (_within(("table_position",), "act_tables", ("position",)), position_check(), CLUSTERED)

    act_id: Mapped[Place]
    table_position: Mapped[Place]
    position: Mapped[Place]
    total: Mapped[bool]


class TableCell(Base):
    """A cell: corrected text, numbers as plain decimal strings, null where empty or a dash."""

    __tablename__ = "table_cells"
    __table_args__ = (
        _within(("table_position", "row_position"), "table_rows", ("table_position", "position")),
        position_check(),
        CLUSTERED,
    )

    act_id: Mapped[Place]
    table_position: Mapped[Place]
    row_position: Mapped[Place]
    position: Mapped[Place]
    value: Mapped[str | None]


class TableMunicipality(Base):
    """A cell that names a municipality, with its IBGE code of seven digits; the cell keeps the name as printed."""

    __tablename__ = "table_municipalities"
    __table_args__ = (
        _within(("table_position", "row_position"), "table_rows", ("table_position", "position")),
        position_check(),
        Index("ix_table_municipalities_ibge", "ibge"),
        CheckConstraint("length(ibge) = 7", name="ibge"),
        CLUSTERED,
    )

    act_id: Mapped[Place]
    table_position: Mapped[Place]
    position: Mapped[Place]
    row_position: Mapped[int]
    cell_position: Mapped[int]
    ibge: Mapped[str]


class ActReference(Base):
    """Another normative act that an act names."""

    __tablename__ = "act_references"
    __table_args__ = (
        choice_check("relation", RELATIONS),
        *filled_check("type", "number", "suffix"),
        position_check(),
        year_check(),
        date_check("date"),
        Index("ix_act_references_type_number_year", "type", "number", "year"),
        Index("ix_act_references_date", "date"),
        CLUSTERED,
    )

    act_id: Mapped[ActKey]
    position: Mapped[Place]
    type: Mapped[str]
    number: Mapped[str | None]
    suffix: Mapped[str | None]
    year: Mapped[int | None]
    date: Mapped[str | None]
    issuer: Mapped[str | None]
    relation: Mapped[str]
    raw: Mapped[str]


class ReferenceProvision(Base):
    """A provision of another act that is cited: `reference` is the place of the act's name in `act_references`."""

    __tablename__ = "reference_provisions"
    __table_args__ = (
        _within(("reference",), "act_references", ("position",)),
        *filled_check("path"),
        position_check(),
        Index("ix_reference_provisions_path", "path"),
        CLUSTERED,
    )

    act_id: Mapped[Place]
    reference: Mapped[Place]
    position: Mapped[Place]
    path: Mapped[str]


class Amount(Base):
    """An amount of money.

    `value` is exact, a decimal with two places; `cents` the same as a whole number, for summing and
    comparing, null where 64 bits do not hold it. Nothing here is ever a float.
    """

    __tablename__ = "amounts"
    __table_args__ = (
        position_check(),
        *filled_check("currency"),
        CheckConstraint("value LIKE '%_.__'", name="value"),
        Index("ix_amounts_currency_cents", "currency", "cents"),
        CLUSTERED,
    )

    act_id: Mapped[ActKey]
    position: Mapped[Place]
    value: Mapped[str]
    cents: Mapped[Cents | None]
    currency: Mapped[str]
    in_words: Mapped[str | None]
    raw: Mapped[str]
