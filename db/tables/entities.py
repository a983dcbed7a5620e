"""Whom and what acts have in common: municipalities, bodies, persons, roles, gazettes and their issues.

Their keys are folded text, not numbers: the same body has the same key in every database, so rows
of two databases can be compared, and copied, without a table of translation.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import CLUSTERED, Base, choice_check, date_check, filled_check

LEVELS: Final = ("federal", "estadual", "distrital", "municipal")


class Municipality(Base):
    """A municipality of Brazil, by the code that IBGE gave it."""

    __tablename__ = "municipalities"
    __table_args__ = (
        CheckConstraint("ibge BETWEEN 1000000 AND 9999999", name="ibge"),
        CheckConstraint("length(state) = 2 AND state = upper(state)", name="state"),
        *filled_check("name"),
        Index("ix_municipalities_name_folded", "name_folded"),
    )

    ibge: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    name_folded: Mapped[str]
    state: Mapped[str]


class Body(Base):
    """A body that issues acts, told apart by its folded name and where it speaks.

    `level`, `state` and `municipality` are null where the acts do not tell them surely. `seen_from`
    and `seen_to` are the first and last date of the acts that bear its name: it existed, under this
    name, at least that long.
    """

    __tablename__ = "bodies"
    __table_args__ = (
        choice_check("level", LEVELS),
        *filled_check("key", "name"),
        date_check("seen_from"),
        date_check("seen_to"),
        CheckConstraint("length(state) = 2 AND state = upper(state)", name="state"),
        CheckConstraint("(seen_from IS NULL) = (seen_to IS NULL) AND (seen_from IS NULL OR seen_from <= seen_to)", name="seen"),
        CheckConstraint("level <> 'federal' OR (state IS NULL AND municipality IS NULL)", name="federal"),
        CheckConstraint(
            "level NOT IN ('estadual', 'distrital') OR (state IS NOT NULL AND municipality IS NULL)", name="of_state"
        ),
        CheckConstraint("level <> 'municipal' OR state IS NOT NULL", name="municipal"),
        CheckConstraint("municipality IS NULL OR level = 'municipal'", name="municipality"),
        Index("ix_bodies_municipality", "municipality"),
        CLUSTERED,
    )

    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    acronym: Mapped[str | None]
    level: Mapped[str | None]
    state: Mapped[str | None]
    municipality: Mapped[int | None] = mapped_column(ForeignKey("municipalities.ibge"))
    seen_from: Mapped[str | None]
    seen_to: Mapped[str | None]


class Person(Base):
    """A name under which somebody signed. Whether two acts' namesakes are one human being is not known here."""

    __tablename__ = "persons"
    __table_args__ = (*filled_check("key", "name"), CLUSTERED)

    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class Role(Base):
    """A title under which somebody signed."""

    __tablename__ = "roles"
    __table_args__ = (*filled_check("key", "title"), CLUSTERED)

    key: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]


class Gazette(Base):
    """A gazette: DOE/MT."""

    __tablename__ = "gazettes"
    __table_args__ = (*filled_check("key", "name"), CLUSTERED)

    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class Issue(Base):
    """An issue of a gazette, as far as acts tell its edition or date."""

    __tablename__ = "issues"
    __table_args__ = (
        *filled_check("key"),
        date_check("date"),
        CheckConstraint("edition IS NOT NULL OR date IS NOT NULL", name="told"),
        Index("ix_issues_gazette_date", "gazette", "date"),
        CLUSTERED,
    )

    key: Mapped[str] = mapped_column(primary_key=True)
    gazette: Mapped[str] = mapped_column(ForeignKey("gazettes.key"))
    edition: Mapped[str | None]
    date: Mapped[str | None]
