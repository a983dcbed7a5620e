"""Lasting names, bodies, persons, resolved references, same acts, corrections, and views for people.

What follows from rows that are there already (names, bodies, ties) is worked out by `db.schema`
once the tables stand: see `db.deriving`.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from db.migrations.making import CLUSTERED, NUMBERED, make, make_unique_where

revision: Final = "0004"
down_revision: Final = "0003"
branch_labels: Final = None
depends_on: Final = None

_POSITION: Final = {"position": "position >= 0"}
_DATE: Final = {"date": "date LIKE '____-__-__'"}
_STATE: Final = {"state": "length(state) = 2 AND state = upper(state)"}
_ACT: Final = ("act_id", "acts", "id")


def upgrade() -> None:
    """Make the tables and views, and give publications, signatories and roles the key of what they name."""
    _entities()
    _remake(issue=":text?", person=":text?", role_key=":text?")
    _links()
    _corrections()
    if op.get_bind().dialect.name == "postgresql":
        _use(hashed=True)
        op.execute('ALTER TABLE table_columns ALTER COLUMN type TYPE text COLLATE "C"')  # 0002 left it out
    for name, query in _VIEWS.items():
        op.execute(sa.text(f"CREATE VIEW {name} AS{query}".replace(":", "\\:")))


def downgrade() -> None:
    """Drop them again."""
    for name in _VIEWS:
        op.execute(f"DROP VIEW {name}")
    if op.get_bind().dialect.name == "postgresql":
        _use(hashed=False)
    for name in ("corrections", "reference_targets", "act_links", "act_municipalities", "act_identities"):
        op.drop_table(name)
    _remake()
    for name in ("issues", "gazettes", "roles", "persons", "bodies", "municipalities"):
        op.drop_table(name)


def _entities() -> None:
    """Make the tables of what acts have in common."""
    make(
        "municipalities",
        "ibge:int name:text name_folded:text state:text",
        key="ibge",
        filled="name",
        checks={**_STATE, "ibge": "ibge BETWEEN 1000000 AND 9999999"},
        indexes=("ix_municipalities_name_folded=name_folded",),
    )
    make(
        "bodies",
        "key:text name:text acronym:text? level:text? state:text? municipality:int? seen_from:text? seen_to:text?",
        key="key",
        foreign=(("municipality", "municipalities", "ibge"),),
        filled="key name",
        checks={
            **_STATE,
            "level": "level IN ('federal', 'estadual', 'distrital', 'municipal')",
            "federal": "level <> 'federal' OR (state IS NULL AND municipality IS NULL)",
            "of_state": "level NOT IN ('estadual', 'distrital') OR (state IS NOT NULL AND municipality IS NULL)",
            "municipal": "level <> 'municipal' OR state IS NOT NULL",
            "municipality": "municipality IS NULL OR level = 'municipal'",
            "seen_from": "seen_from LIKE '____-__-__'",
            "seen_to": "seen_to LIKE '____-__-__'",
            "seen": "(seen_from IS NULL) = (seen_to IS NULL) AND (seen_from IS NULL OR seen_from <= seen_to)",
        },
        indexes=("municipality",),
        options=CLUSTERED,
    )
    make("persons", "key:text name:text", key="key", filled="key name", options=CLUSTERED)
    make("roles", "key:text title:text", key="key", filled="key title", options=CLUSTERED)
    make("gazettes", "key:text name:text", key="key", filled="key name", options=CLUSTERED)
    make(
        "issues",
        "key:text gazette:text edition:text? date:text?",
        key="key",
        foreign=(("gazette", "gazettes", "key"),),
        filled="key",
        checks={**_DATE, "told": "edition IS NOT NULL OR date IS NOT NULL"},
        indexes=("ix_issues_gazette_date=gazette date",),
        options=CLUSTERED,
    )


def _remake(**more: str) -> None:
    """Make publications, signatories and their roles anew, rows kept, with one more column each where told.

    SQLite would write a column that is added behind the constraints. The roles go first and come
    back last, for they hang on the signatories.
    """
    kept = {
        "publications": ("act_id", "gazette", "edition", "date"),
        "signatories": ("act_id", "position", "name"),
        "signatory_roles": ("act_id", "signatory", "position", "role"),
    }
    for name, columns in kept.items():
        op.execute(f"CREATE TEMPORARY TABLE {name}_kept AS SELECT {', '.join(columns)} FROM {name}")  # noqa: S608  # our names
    for name in ("signatory_roles", "signatories", "publications"):
        op.drop_table(name)
    _publications(f"issue{more['issue']}" if more else "")
    _signatories(f"person{more['person']}" if more else "")
    _roles(f"role_key{more['role_key']}" if more else "")
    for name, columns in kept.items():
        listed = ", ".join(columns)
        op.execute(f"INSERT INTO {name} ({listed}) SELECT {listed} FROM {name}_kept")  # noqa: S608  # our names
        op.execute(f"DROP TABLE {name}_kept")


def _publications(more: str) -> None:
    make(
        "publications",
        f"act_id:int gazette:text? edition:text? date:text? {more}",
        key="act_id",
        foreign=(_ACT, ("issue", "issues", "key")) if more else (_ACT,),
        checks=_DATE,
        indexes=("edition", "issue") if more else ("edition",),
        options=CLUSTERED,
    )


def _signatories(more: str) -> None:
    make(
        "signatories",
        f"act_id:int position:int name:text {more}",
        key="act_id position",
        foreign=(_ACT, ("person", "persons", "key")) if more else (_ACT,),
        checks=_POSITION,
        indexes=("person",) if more else ("name",),
        options=CLUSTERED,
    )


def _roles(more: str) -> None:
    signatory = ("act_id signatory", "signatories", "act_id position")
    make(
        "signatory_roles",
        f"act_id:int signatory:int position:int role:text {more}",
        key="act_id signatory position",
        foreign=(signatory, ("role_key", "roles", "key")) if more else (signatory,),
        checks=_POSITION,
        indexes=("role_key",) if more else (),
        options=CLUSTERED,
    )


def _links() -> None:
    """Make the tables of what is worked out over all acts."""
    make(
        "act_identities",
        "act_id:int key:text content_key:text body:text?",
        key="act_id",
        foreign=(_ACT, ("body", "bodies", "key")),
        filled="key",
        checks={"content_key": "content_key LIKE 'lavra:%'"},
        indexes=("ix_act_identities_key=key", "ix_act_identities_content_key=content_key", "ix_act_identities_body=body"),
        options=CLUSTERED,
    )
    make(
        "act_municipalities",
        "act_id:int ibge:int via:text",
        key="act_id ibge via",
        foreign=(_ACT, ("ibge", "municipalities", "ibge")),
        checks={"via": "via IN ('issuer', 'place', 'cell')"},
        indexes=("ix_act_municipalities_ibge=ibge",),
        options=CLUSTERED,
    )
    make(
        "act_links",
        "act_id:int other_id:int relation:text evidence:text likeness:real",
        key="act_id other_id",
        foreign=(_ACT, ("other_id", "acts", "id")),
        checks={
            "relation": "relation IN ('same_as')",
            "evidence": "evidence IN ('content', 'urn', 'head')",
            "likeness": "likeness BETWEEN 0 AND 1",
            "order": "act_id < other_id",
        },
        indexes=("ix_act_links_other_id=other_id",),
        options=CLUSTERED,
    )
    make(
        "reference_targets",
        "act_id:int position:int target_id:int? candidates:int evidence:text? confidence:real?",
        key="act_id position",
        foreign=(("act_id position", "act_references", "act_id position"), ("target_id", "acts", "id")),
        checks={
            "evidence": "evidence IN ('issuer', 'own_issuer', 'jurisdiction', 'date')",
            "confidence": "confidence BETWEEN 0 AND 1",
            "candidates": "candidates >= 1",
            "target": "(target_id IS NULL) = (evidence IS NULL) AND (target_id IS NULL) = (confidence IS NULL)",
            "itself": "target_id <> act_id",
        },
        indexes=("ix_reference_targets_target_id=target_id",),
        options=CLUSTERED,
    )


def _corrections() -> None:
    """Make the table of corrections."""
    make(
        "corrections",
        "id:int target_kind:text act_key:text sha256:text? ordinal:int? path:text old_value:text? new_value:text? "
        "raw_anchor:text? why:text author:text made_at:text state:text replaces:int?",
        key="id",
        foreign=(("replaces", "corrections", "id"),),
        filled="act_key why author made_at sha256",
        checks={
            "target_kind": "target_kind IN ('act', 'provision', 'cell', 'signatory', 'merge', 'split')",
            "state": "state IN ('active', 'confirmed', 'orphaned', 'replaced', 'withdrawn')",
            "ordinal": "ordinal >= 1",
            "path": "path = '' OR path LIKE '/%'",
            "changes": "old_value IS NULL OR new_value IS NULL OR old_value <> new_value",
            "replaces": "replaces < id",
        },
        indexes=("ix_corrections_act_key=act_key", "state", "replaces"),
        options=NUMBERED,
    )
    make_unique_where("uq_corrections_active", "corrections", "act_key target_kind path", "state = 'active'")


def _use(*, hashed: bool) -> None:
    """Make indexes of long texts anew: a b-tree of PostgreSQL takes no text above 2,700 bytes."""
    listed = {"acts": ("urn", "issuer"), "labelled": ("label",), "parties": ("name",), "publications": ("edition",)}
    for table, columns in listed.items():
        for column in columns:
            op.drop_index(f"ix_{table}_{column}", table)
            op.create_index(f"ix_{table}_{column}", table, [column], postgresql_using="hash" if hashed else "btree")


_VIEWS: Final = {
    "acts_flat": """
SELECT a.id AS act_id, i.key AS key, s.name AS source, s.sha256 AS sha256, a.ordinal AS ordinal, a.type AS type,
  a.number AS number, a.number_suffix AS suffix, a.year AS year, a.date AS date, a.issuer AS issuer,
  a.issuer_acronym AS acronym, b.level AS level, b.state AS state, b.municipality AS ibge, m.name AS municipality,
  a.place AS place, p.gazette AS gazette, p.edition AS edition, p.date AS published, a.summary AS summary,
  (SELECT g.name FROM signatories AS g WHERE g.act_id = a.id AND g.position = 0) AS signed_by,
  (SELECT count(*) FROM provisions AS v WHERE v.act_id = a.id) AS provisions,
  (SELECT count(*) FROM act_tables AS t WHERE t.act_id = a.id) AS tables,
  (SELECT count(*) FROM act_references AS r WHERE r.act_id = a.id) AS refs,
  (SELECT count(*) FROM amounts AS m2 WHERE m2.act_id = a.id) AS amounts,
  (SELECT count(*) FROM problems AS q WHERE q.act_id = a.id) AS problems,
  a.confidence AS confidence, a.text AS text
FROM acts AS a
JOIN sources AS s ON s.id = a.source_id AND s.status = 'loaded'
JOIN act_identities AS i ON i.act_id = a.id
LEFT JOIN bodies AS b ON b.key = i.body
LEFT JOIN municipalities AS m ON m.ibge = b.municipality
LEFT JOIN publications AS p ON p.act_id = a.id""",
    "provisions_flat": """
SELECT v.act_id AS act_id, i.key AS key, a.type AS act_type, a.number AS act_number, a.year AS act_year, a.date AS act_date,
  a.issuer AS issuer, v.position AS position, v.path AS path, u.path AS parent_path, x.label AS annex, v.kind AS kind,
  v.number AS number, v.label_raw AS label_raw, v.text AS text, v.quoted AS quoted, n.confidence AS confidence,
  n.span_start AS span_start, n.span_end AS span_end
FROM provisions AS v
JOIN acts AS a ON a.id = v.act_id
JOIN sources AS s ON s.id = a.source_id AND s.status = 'loaded'
JOIN act_identities AS i ON i.act_id = a.id
LEFT JOIN provisions AS u ON u.act_id = v.act_id AND u.position = v.parent
LEFT JOIN annexes AS x ON x.act_id = v.act_id AND x.position = v.annex
LEFT JOIN provenance AS n ON n.act_id = v.act_id AND n.pointer = v.pointer || '/text'""",
    "cells_flat": """
SELECT c.act_id AS act_id, i.key AS key, a.type AS act_type, a.number AS act_number, a.year AS act_year,
  c.table_position AS table_position, t.annex AS annex, t.caption AS caption, c.row_position AS row_position,
  c.position AS column_position, k.name AS column_name, k.type AS column_type, r.total AS total, c.value AS value,
  n.confidence AS confidence
FROM table_cells AS c
JOIN acts AS a ON a.id = c.act_id
JOIN sources AS s ON s.id = a.source_id AND s.status = 'loaded'
JOIN act_identities AS i ON i.act_id = a.id
JOIN act_tables AS t ON t.act_id = c.act_id AND t.position = c.table_position
JOIN table_rows AS r ON r.act_id = c.act_id AND r.table_position = c.table_position AND r.position = c.row_position
LEFT JOIN table_columns AS k ON k.act_id = c.act_id AND k.table_position = c.table_position AND k.position = c.position
LEFT JOIN provenance AS n ON n.act_id = c.act_id
  AND n.pointer = '/tables/' || c.table_position || '/rows/' || c.row_position || '/' || c.position""",
    "reference_graph": """
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
LEFT JOIN act_identities AS j ON j.act_id = t.target_id""",
    "problems_open": """
SELECT s.name AS source, s.sha256 AS sha256, a.ordinal AS ordinal, q.act_id AS act_id, i.key AS key, q.position AS position,
  q.code AS code, q.pointer AS pointer, q.detail AS detail, q.span_start AS span_start, q.span_end AS span_end,
  a.confidence AS confidence
FROM problems AS q
JOIN sources AS s ON s.id = q.source_id AND s.status = 'loaded'
LEFT JOIN acts AS a ON a.id = q.act_id
LEFT JOIN act_identities AS i ON i.act_id = q.act_id
WHERE NOT EXISTS (
  SELECT 1 FROM corrections AS c
  WHERE c.act_key = i.key AND c.path = q.pointer AND c.state IN ('active', 'confirmed')
)""",
}
