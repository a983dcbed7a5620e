"""The provisions of other acts that an act cites, and for whom its issuer speaks.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

from typing import Final

from alembic import op

from db.migrations.making import CLUSTERED, make

revision: Final = "0006"
down_revision: Final = "0005"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    """Give references their provisions, and acts the level and place of their issuers."""
    make(
        "reference_provisions",
        "act_id:int reference:int position:int path:text",
        key="act_id reference position",
        foreign=(("act_id reference", "act_references", "act_id position"),),
        filled="path",
        checks={"position": "position >= 0"},
        indexes=("path",),
        options=CLUSTERED,
    )
    make(
        "act_issuers",
        "act_id:int level:text? state:text? municipality:text?",
        key="act_id",
        foreign=(("act_id", "acts", "id"),),
        checks={
            "level": "level IN ('federal', 'estadual', 'municipal', 'distrital')",
            "state": "length(state) = 2",
            "municipality": "length(municipality) = 7",
        },
        indexes=("level", "state"),
        options=CLUSTERED,
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("act_issuers")
    op.drop_table("reference_provisions")
