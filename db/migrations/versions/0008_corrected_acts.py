"""The readings of acts that people corrected, kept beside the rows that say what is right.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

from typing import Final

from alembic import op

from db.migrations.making import CLUSTERED, make

revision: Final = "0008"
down_revision: Final = "0007"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """Give the record of a corrected act, as it was read, a place."""
    make(
        "corrected_acts",
        "act_id:int reading:text record:text",
        key="act_id",
        filled="reading record",
        foreign=(("act_id", "acts", "id"),),
        options=CLUSTERED,
    )


def downgrade() -> None:
    """Drop it again; the corrections stay."""
    op.drop_table("corrected_acts")
