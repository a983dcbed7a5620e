"""What all tables share: the naming of constraints, the types, the columns that come again."""

from __future__ import annotations

from typing import Annotated, Final

from sqlalchemy import BigInteger, CheckConstraint, Double, ForeignKey, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, so that a later migration can drop or change it."""

CLUSTERED: Final = {"sqlite_with_rowid": False}
"""Table option: rows lie in the order of their primary key, with no second index beside it."""

DATE_SHAPE: Final = "____-__-__"


TEXT: Final = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that both engines put in the same order, that of its code points: exports come out alike."""


class Base(DeclarativeBase):
    """Root of all tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: TEXT, int: Integer(), float: Double()}  # noqa: RUF012  # SQLAlchemy reads it as a plain dict


SourceKey = Annotated[int, mapped_column(ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True)]
"""First part of the key of what belongs to a source."""

ActKey = Annotated[int, mapped_column(ForeignKey("acts.id", ondelete="CASCADE"), primary_key=True)]
"""First part of the key of what belongs to an act."""

Place = Annotated[int, mapped_column(primary_key=True, autoincrement=False)]
"""Later part of a key: a place in a list, from 0, as JSON Pointers count."""

Cents = Annotated[int, mapped_column(BigInteger)]


def position_check() -> CheckConstraint:
    """Return the check that places count from 0."""
    return CheckConstraint("position >= 0", name="position")


def span_check(*, optional: bool = False) -> CheckConstraint:
    """Return the check that a span of raw offsets is half-open and in order (both ends null where `optional`)."""
    rule = "span_start >= 0 AND span_start <= span_end"
    both = "(span_start IS NULL) = (span_end IS NULL)"
    return CheckConstraint(f"{both} AND (span_start IS NULL OR ({rule}))" if optional else rule, name="span")


def filled_check(*columns: str) -> tuple[CheckConstraint, ...]:
    """Return the checks that a text is never empty: what is not there is null."""
    return tuple(CheckConstraint(f"{column} <> ''", name=f"{column}_filled") for column in columns)


def date_check(column: str) -> CheckConstraint:
    """Return the check that a date has the shape of ISO 8601, yyyy-mm-dd."""
    return CheckConstraint(f"{column} LIKE '{DATE_SHAPE}'", name=column)


def year_check(column: str = "year") -> CheckConstraint:
    """Return the check that a year has four digits."""
    return CheckConstraint(f"{column} BETWEEN 1000 AND 9999", name=column)


def share_check(column: str) -> CheckConstraint:
    """Return the check that a value is a share, 0 to 1."""
    return CheckConstraint(f"{column} BETWEEN 0 AND 1", name=column)


def choice_check(column: str, choices: tuple[str, ...]) -> CheckConstraint:
    """Return the check that a column says one of a closed list."""
    listed = ", ".join(f"'{choice}'" for choice in choices)
    return CheckConstraint(f"{column} IN ({listed})", name=column)
