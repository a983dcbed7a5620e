"""What is worked out over all acts: lasting names, acts that are the same, what references lead to."""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import CLUSTERED, ActKey, Base, Place, choice_check, filled_check, share_check

SAME_BY: Final = ("content", "urn", "head")
FOUND_BY: Final = ("issuer", "own_issuer", "jurisdiction", "date", "misread")


class ActIdentity(Base):
    """By what an act is known outside this database, and who speaks in it.

    `key` is the name that lasts: the URN where the head is whole, else `content_key`, which is made
    of the text with all that OCR confuses folded away. Acts of several sources may share a key.
    """

    __tablename__ = "act_identities"
    __table_args__ = (
        *filled_check("key"),
        CheckConstraint("content_key LIKE 'lavra:%'", name="content_key"),
        Index("ix_act_identities_key", "key"),
        Index("ix_act_identities_content_key", "content_key"),
        Index("ix_act_identities_body", "body"),
        CLUSTERED,
    )

    act_id: Mapped[ActKey]
    key: Mapped[str]
    content_key: Mapped[str]
    body: Mapped[str | None] = mapped_column(ForeignKey("bodies.key"))


class ActMunicipality(Base):
    """A municipality that an act is about: of its issuer, of its place of signing, or of a cell of its tables."""

    __tablename__ = "act_municipalities"
    __table_args__ = (
        choice_check("via", ("issuer", "place", "cell")),
        Index("ix_act_municipalities_ibge", "ibge"),
        CLUSTERED,
    )

    act_id: Mapped[ActKey]
    ibge: Mapped[int] = mapped_column(ForeignKey("municipalities.ibge"), primary_key=True, autoincrement=False)
    via: Mapped[str] = mapped_column(primary_key=True)


class ActLink(Base):
    """Two acts of two sources that are the same act, and what shows it.

    The act with the smaller id comes first. `evidence` is `content` (the same text, OCR's confusions
    aside), `urn` or `head` (type, number, year and body); `likeness` is the share of words in common.
    """

    __tablename__ = "act_links"
    __table_args__ = (
        choice_check("relation", ("same_as",)),
        choice_check("evidence", SAME_BY),
        share_check("likeness"),
        CheckConstraint("act_id < other_id", name="order"),
        Index("ix_act_links_other_id", "other_id"),
        CLUSTERED,
    )

    act_id: Mapped[ActKey]
    other_id: Mapped[int] = mapped_column(ForeignKey("acts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    relation: Mapped[str]
    evidence: Mapped[str]
    likeness: Mapped[float]


class ReferenceTarget(Base):
    """Which act a reference leads to; no row where the database holds none that could be meant.

    `candidates` counts those that could be meant. Where it is not sure which, `target_id` is null.
    `evidence` tells what decided: the issuer that the reference names (`issuer`), the citing act's
    own (`own_issuer`) or its jurisdiction (`jurisdiction`, for laws and decrees), or the full `date`.
    `misread` is a guess: no act has what the reference says, and one alone has it but for one figure that
    scanning takes for another, in a number or year that was not surely read. It is never taken for a fact.
    """

    __tablename__ = "reference_targets"
    __table_args__ = (
        ForeignKeyConstraint(["act_id", "position"], ["act_references.act_id", "act_references.position"], ondelete="CASCADE"),
        choice_check("evidence", FOUND_BY),
        share_check("confidence"),
        CheckConstraint("candidates >= 1", name="candidates"),
        CheckConstraint("(target_id IS NULL) = (evidence IS NULL) AND (target_id IS NULL) = (confidence IS NULL)", name="target"),
        CheckConstraint("target_id <> act_id", name="itself"),
        Index("ix_reference_targets_target_id", "target_id"),
        CLUSTERED,
    )

    act_id: Mapped[Place]
    position: Mapped[Place]
    target_id: Mapped[int | None] = mapped_column(ForeignKey("acts.id", ondelete="CASCADE"))
    candidates: Mapped[int]
    evidence: Mapped[str | None]
    confidence: Mapped[float | None]
