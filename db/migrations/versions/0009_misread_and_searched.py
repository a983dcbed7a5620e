"""References that are one figure off lead somewhere too; provisions have the number by which they are searched.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from db.migrations.making import CLUSTERED, make

revision: Final = "0009"
down_revision: Final = "0008"
branch_labels: Final = None
depends_on: Final = None

_FOUND: Final = "'issuer', 'own_issuer', 'jurisdiction', 'date'"


def upgrade() -> None:
    """Make what follows from other rows anew, and an index by which dated references are found."""
    _drop()
    _make(f"{_FOUND}, 'misread'", _PROVISIONS.format(search_id=", v.act_id * 1048576 + v.position AS search_id"))
    op.create_index("ix_act_references_date", "act_references", ["date"])


def downgrade() -> None:
    """Make it as it was."""
    op.drop_index("ix_act_references_date", "act_references")
    _drop()
    _make(_FOUND, _PROVISIONS.format(search_id=""))


def _drop() -> None:
    for view in ("reference_graph", "provisions_flat"):
        op.execute(f"DROP VIEW {view}")
    op.drop_table("reference_targets")


def _make(evidence: str, provisions: str) -> None:
    make(
        "reference_targets",
        "act_id:int position:int target_id:int? candidates:int evidence:text? confidence:real?",
        key="act_id position",
        foreign=(("act_id position", "act_references", "act_id position"), ("target_id", "acts", "id")),
        checks={
            "evidence": f"evidence IN ({evidence})",
            "confidence": "confidence BETWEEN 0 AND 1",
            "candidates": "candidates >= 1",
            "target": "(target_id IS NULL) = (evidence IS NULL) AND (target_id IS NULL) = (confidence IS NULL)",
            "itself": "target_id <> act_id",
        },
        indexes=("ix_reference_targets_target_id=target_id",),
        options=CLUSTERED,
    )
    for name, query in (("provisions_flat", provisions), ("reference_graph", _GRAPH)):
        op.execute(sa.text(f"CREATE VIEW {name} AS{query}"))


_PROVISIONS: Final = """
SELECT v.act_id AS act_id, i.key AS key, a.type AS act_type, a.number AS act_number, a.year AS act_year, a.date AS act_date,
  a.issuer AS issuer, v.position AS position, v.path AS path, u.path AS parent_path, x.label AS annex, v.kind AS kind,
  v.number AS number, v.label_raw AS label_raw, v.text AS text, v.quoted AS quoted, n.confidence AS confidence,
  n.span_start AS span_start, n.span_end AS span_end{search_id}
FROM provisions AS v
JOIN acts AS a ON a.id = v.act_id
JOIN sources AS s ON s.id = a.source_id AND s.status = 'loaded'
JOIN act_identities AS i ON i.act_id = a.id
LEFT JOIN provisions AS u ON u.act_id = v.act_id AND u.position = v.parent
LEFT JOIN annexes AS x ON x.act_id = v.act_id AND x.position = v.annex
LEFT JOIN provenance AS n ON n.act_id = v.act_id AND n.pointer = v.pointer || '/text'"""
_GRAPH: Final = """
SELECT r.act_id AS act_id, i.key AS key, r.position AS position, r.relation AS relation, r.type AS type, r.number AS number,
  r.suffix AS suffix, r.year AS year, r.date AS date, r.issuer AS issuer, r.raw AS raw,
  CASE WHEN t.target_id IS NOT NULL THEN 'resolved' WHEN t.candidates IS NOT NULL THEN 'ambiguous' ELSE 'absent' END AS state,
  t.target_id AS target_id, j.key AS target_key, coalesce(t.candidates, 0) AS candidates, t.evidence AS evidence,
  t.confidence AS confidence
FROM act_references AS r
JOIN acts AS a ON a.id = r.act_id
JOIN sources AS s ON s.id = a.source_id AND s.status = 'loaded'
JOIN act_identities AS i ON i.act_id = a.id
LEFT JOIN reference_targets AS t ON t.act_id = r.act_id AND t.position = r.position
LEFT JOIN act_identities AS j ON j.act_id = t.target_id"""
