"""Types of columns, and the equations that tables keep.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from db.migrations.making import CLUSTERED, make

revision: Final = "0002"
down_revision: Final = "0001"
branch_labels: Final = None
depends_on: Final = None

_POSITION: Final = {"position": "position >= 0"}
_COLUMNS: Final = "act_id:int table_position:int position:int name:text"


def upgrade() -> None:
    """Give columns a type, and tables their equations."""
    if op.get_bind().dialect.name == "sqlite":
        _remake(f"{_COLUMNS} type:text?")
    else:
        op.add_column("table_columns", sa.Column("type", sa.Text(), nullable=True))
    make(
        "table_equations",
        "act_id:int table_position:int position:int kind:text text:text columns:text holds:int fails:int failing:text",
        key="act_id table_position position",
        foreign=(("act_id table_position", "act_tables", "act_id position"),),
        checks=_POSITION,
        options=CLUSTERED,
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("table_equations")
    if op.get_bind().dialect.name == "sqlite":
        _remake(_COLUMNS)
    else:
        op.drop_column("table_columns", "type")


def _remake(columns: str) -> None:
    """Make `table_columns` anew, its rows kept: SQLite would write a column that is added behind the constraints."""
    op.rename_table("table_columns", "table_columns_before")
    make(
        "table_columns",
        columns,
        key="act_id table_position position",
        foreign=(("act_id table_position", "act_tables", "act_id position"),),
        checks=_POSITION,
        options=CLUSTERED,
    )
    kept = "act_id, table_position, position, name"
    op.execute(f"INSERT INTO table_columns ({kept}) SELECT {kept} FROM table_columns_before")  # noqa: S608 - our own names
    op.drop_table("table_columns_before")
