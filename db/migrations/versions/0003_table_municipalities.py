"""The municipalities that cells of tables name.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

from typing import Final

from alembic import op

from db.migrations.making import CLUSTERED, make

revision: Final = "0003"
down_revision: Final = "0002"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """Give cells of tables the IBGE code of the municipality that they name."""
    make(
        "table_municipalities",
        "act_id:int table_position:int position:int row_position:int cell_position:int ibge:text",
        key="act_id table_position position",
        foreign=(("act_id table_position row_position", "table_rows", "act_id table_position position"),),
        checks={"position": "position >= 0", "ibge": "length(ibge) = 7"},
        indexes=("ibge",),
        options=CLUSTERED,
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("table_municipalities")
