"""Acts: the header of each, and the parts of it that are objects of their own."""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import (
    CLUSTERED,
    ActKey,
    Base,
    Place,
    choice_check,
    date_check,
    filled_check,
    position_check,
    share_check,
    year_check,
)

LEVELS: Final = ("federal", "estadual", "municipal", "distrital")


class Act(Base):
    """One official act, in its place (`ordinal`, from 1) within its source.

    `issuer_folded` is the issuer without case and accents, `acronym_folded` the acronym likewise,
    with a slash before, between and after its parts: both serve searching alone.
    """

    __tablename__ = "acts"
    __table_args__ = (
        UniqueConstraint("source_id", "ordinal"),
        *filled_check("number", "number_suffix", "issuer", "urn"),
        year_check(),
        date_check("date"),
        share_check("confidence"),
        CheckConstraint("ordinal >= 1", name="ordinal"),
        CheckConstraint("type <> '' AND type = lower(type)", name="type"),
        CheckConstraint(
            "(line_start IS NULL) = (line_end IS NULL) AND (line_start IS NULL OR (line_start >= 1 AND line_start <= line_end))",
            name="lines",
        ),
        Index("ix_acts_type_year_number", "type", "year", "number"),
        Index("ix_acts_date", "date"),
        Index("ix_acts_year", "year"),
        Index("ix_acts_urn", "urn", postgresql_using="hash"),
        Index("ix_acts_issuer", "issuer", postgresql_using="hash"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("sources.id", ondelete="CASCADE"))
    ordinal: Mapped[int]
    line_start: Mapped[int | None]
    line_end: Mapped[int | None]
    type: Mapped[str]
    number: Mapped[str | None]
    number_suffix: Mapped[str | None]
    number_raw: Mapped[str | None]
    year: Mapped[int | None]
    issuer: Mapped[str | None]
    issuer_acronym: Mapped[str | None]
    issuer_folded: Mapped[str | None]
    acronym_folded: Mapped[str | None]
    section: Mapped[str | None]
    organ: Mapped[str | None]
    place: Mapped[str | None]
    date: Mapped[str | None]
    summary: Mapped[str | None]
    subject: Mapped[str | None]
    preamble: Mapped[str | None]
    enacting_formula: Mapped[str | None]
    process: Mapped[str | None]
    term: Mapped[str | None]
    urn: Mapped[str | None]
    confidence: Mapped[float]
    text: Mapped[str]


class ActIssuer(Base):
    """For whom an act's issuer speaks, as the record has it; no row where nothing of it is told."""

    __tablename__ = "act_issuers"
    __table_args__ = (
        choice_check("level", LEVELS),
        CheckConstraint("length(state) = 2", name="state"),
        CheckConstraint("length(municipality) = 7", name="municipality"),
        Index("ix_act_issuers_level", "level"),
        Index("ix_act_issuers_state", "state"),
        CLUSTERED,
    )

    act_id: Mapped[ActKey]
    level: Mapped[str | None]
    state: Mapped[str | None]
    municipality: Mapped[str | None]


class Publication(Base):
    """Where an act came out; no row where the text does not say."""

    __tablename__ = "publications"
    __table_args__ = (
        date_check("date"),
        Index("ix_publications_edition", "edition", postgresql_using="hash"),
        Index("ix_publications_issue", "issue"),
        CLUSTERED,
    )

    act_id: Mapped[ActKey]
    gazette: Mapped[str | None]
    edition: Mapped[str | None]
    date: Mapped[str | None]
    issue: Mapped[str | None] = mapped_column(ForeignKey("issues.key"))


class Recipient(Base):
    """To whom a letter goes."""

    __tablename__ = "recipients"
    __table_args__ = (CLUSTERED,)

    act_id: Mapped[ActKey]
    name: Mapped[str | None]
    role: Mapped[str | None]
    organization: Mapped[str | None]


class Protocol(Base):
    """The receiving stamp of a letter; `time` is HH:MM."""

    __tablename__ = "protocols"
    __table_args__ = (date_check("date"), year_check(), CheckConstraint("time LIKE '__:__'", name="time"), CLUSTERED)

    act_id: Mapped[ActKey]
    number: Mapped[str | None]
    year: Mapped[int | None]
    date: Mapped[str | None]
    time: Mapped[str | None]


class Recital(Base):
    """A considerando, without the word."""

    __tablename__ = "recitals"
    __table_args__ = (position_check(),)

    act_id: Mapped[ActKey]
    position: Mapped[Place]
    text: Mapped[str]


class Paragraph(Base):
    """A paragraph of the body of a letter, notice or extract."""

    __tablename__ = "paragraphs"
    __table_args__ = (position_check(),)

    act_id: Mapped[ActKey]
    position: Mapped[Place]
    text: Mapped[str]


class Labelled(Base):
    """A labelled value of an extract or notice, as printed."""

    __tablename__ = "labelled"
    __table_args__ = (position_check(), Index("ix_labelled_label", "label", postgresql_using="hash"), CLUSTERED)

    act_id: Mapped[ActKey]
    position: Mapped[Place]
    label: Mapped[str]
    value: Mapped[str]


class Party(Base):
    """A party of a contract: the part it plays, its CNPJ or CPF as digits were printed."""

    __tablename__ = "parties"
    __table_args__ = (
        position_check(),
        Index("ix_parties_name", "name", postgresql_using="hash"),
        Index("ix_parties_cnpj", "cnpj"),
        Index("ix_parties_cpf", "cpf"),
        CLUSTERED,
    )

    act_id: Mapped[ActKey]
    position: Mapped[Place]
    name: Mapped[str]
    part: Mapped[str | None]
    cnpj: Mapped[str | None]
    cpf: Mapped[str | None]


class Signatory(Base):
    """Who signed, once however often stamped."""

    __tablename__ = "signatories"
    __table_args__ = (position_check(), Index("ix_signatories_person", "person"), CLUSTERED)

    act_id: Mapped[ActKey]
    position: Mapped[Place]
    name: Mapped[str]
    person: Mapped[str | None] = mapped_column(ForeignKey("persons.key"))
