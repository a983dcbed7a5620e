"""How migrations spell a table: columns in one line, constraints named as the models name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Mapping

CLUSTERED: Final = {"sqlite_with_rowid": False}
NUMBERED: Final = {"sqlite_autoincrement": True}

Key: TypeAlias = tuple[str, str, str]
"""A foreign key: own columns, table, its columns; columns are parted by blanks."""

TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text whose order is that of its code points on every engine."""

_TYPES: Final = {"int": sa.Integer, "big": sa.BigInteger, "real": sa.Double, "bool": sa.Boolean}


_SHARED: Final = frozenset({"municipalities", "bodies", "persons", "roles", "gazettes", "issues", "corrections"})
"""Tables whose rows are named by rows of many sources."""


def make(  # noqa: PLR0913  # one keyword for each kind of constraint
    name: str,
    columns: str,
    *,
    key: str,
    foreign: tuple[Key, ...] = (),
    unique: tuple[str, ...] = (),
    filled: str = "",
    checks: Mapping[str, str] | None = None,
    indexes: tuple[str, ...] = (),
    options: Mapping[str, bool] | None = None,
) -> None:
    """Make one table.

    `columns` are written `name:type`, with a question mark where null is allowed; `filled` names
    those that are never the empty string; an index is its columns, or `name=columns`.
    """
    rules = {**(checks or {}), **{f"{column}_filled": f"{column} <> ''" for column in filled.split()}}
    op.create_table(
        name,
        *(_column(each) for each in columns.split()),
        sa.PrimaryKeyConstraint(*key.split(), name=op.f(f"pk_{name}")),
        *(_foreign(name, each) for each in foreign),
        *(sa.UniqueConstraint(*each.split(), name=op.f(f"uq_{name}_{'_'.join(each.split())}")) for each in unique),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_{name}_{sign}")) for sign, rule in rules.items()),
        **(options or {}),
    )
    for each in indexes:
        label, _, listed = each.rpartition("=")
        op.create_index(label or op.f(f"ix_{name}_{'_'.join(listed.split())}"), name, listed.split())


def make_unique_where(index: str, table: str, columns: str, condition: str) -> None:
    """Make a unique index over the rows for which `condition` holds."""
    where = sa.text(condition)
    op.create_index(index, table, columns.split(), unique=True, sqlite_where=where, postgresql_where=where)


def _column(written: str) -> sa.Column[object]:
    name, _, kind = written.partition(":")
    made = TEXT if kind.startswith("text") else _TYPES[kind.rstrip("?")]()
    return sa.Column(name, made, nullable=kind.endswith("?"))


def _foreign(table: str, key: Key) -> sa.ForeignKeyConstraint:
    """Return a key whose rows die with their parent, unless the parent is one that outlives them (`_SHARED`)."""
    columns, other, targets = key[0].split(), key[1], [f"{key[1]}.{each}" for each in key[2].split()]
    name = op.f(f"fk_{table}_{'_'.join(columns)}_{other}")
    dies = other not in _SHARED and (table, other) != ("sources", "runs")
    return sa.ForeignKeyConstraint(columns, targets, name=name, ondelete="CASCADE" if dies else None)
