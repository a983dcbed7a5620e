"""How the text of a page was had: text layer or OCR, and both scores.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from db.migrations.making import CLUSTERED, TEXT, make

revision: Final = "0005"
down_revision: Final = "0004"
branch_labels: Final = None
depends_on: Final = None

_BEFORE: Final = "source_id:int number:int span_start:int span_end:int width:real? height:real?"
_ADDED: Final = "taken:text? layer:text? layer_score:real? ocr_score:real? ocr_confidence:real?"
_CHECKS: Final = {
    "span": "span_start >= 0 AND span_start <= span_end",
    "number": "number >= 1",
    "size": "width > 0 AND height > 0",
}
_MORE: Final = {"taken": "taken IN ('layer', 'ocr')", "layer": "(taken IS NULL) = (layer IS NULL)"}


def upgrade() -> None:
    """Give pages their origin."""
    if op.get_bind().dialect.name == "sqlite":
        _remake(f"{_BEFORE} {_ADDED}", {**_CHECKS, **_MORE})
        return
    for each in _ADDED.split():
        name, _, kind = each.partition(":")
        op.add_column("pages", sa.Column(name, TEXT if kind == "text?" else sa.Double(), nullable=True))
    for sign, rule in _MORE.items():
        op.create_check_constraint(op.f(f"ck_pages_{sign}"), "pages", rule)


def downgrade() -> None:
    """Drop it again."""
    if op.get_bind().dialect.name == "sqlite":
        _remake(_BEFORE, _CHECKS)
        return
    for sign in _MORE:
        op.drop_constraint(op.f(f"ck_pages_{sign}"), "pages")
    for each in _ADDED.split():
        op.drop_column("pages", each.partition(":")[0])


def _remake(columns: str, checks: dict[str, str]) -> None:
    """Make `pages` anew, its rows kept: SQLite would write a column that is added behind the constraints."""
    op.rename_table("pages", "pages_before")
    make("pages", columns, key="source_id number", foreign=(("source_id", "sources", "id"),), checks=checks, options=CLUSTERED)
    kept = "source_id, number, span_start, span_end, width, height"
    op.execute(f"INSERT INTO pages ({kept}) SELECT {kept} FROM pages_before")  # noqa: S608 - our own names
    op.drop_table("pages_before")
