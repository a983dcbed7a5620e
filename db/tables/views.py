"""Views for people: what is current, joined and named, in SQL that both engines read.

A view shows sources that are loaded: readings that other bytes took the place of, and sources that
failed, are in the tables only. A later migration that changes a table or view has its own text.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import DDL, event

from db.tables.base import Base


class View(NamedTuple):
    """A view: its name, what it is for, and its query."""

    name: str
    told: str
    query: str


VIEWS: Final = (
    View(
        "acts_flat",
        "One act a row, with who speaks, where it came out, who signed first, and counts of what lies in other tables.",
        """
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
    ),
    View(
        "provisions_flat",
        "One provision a row, with its act's head, its parent's path and how surely its text was read.",
        """
SELECT v.act_id AS act_id, i.key AS key, a.type AS act_type, a.number AS act_number, a.year AS act_year, a.date AS act_date,
  a.issuer AS issuer, v.position AS position, v.path AS path, u.path AS parent_path, x.label AS annex, v.kind AS kind,
  v.number AS number, v.label_raw AS label_raw, v.text AS text, v.quoted AS quoted, n.confidence AS confidence,
  n.span_start AS span_start, n.span_end AS span_end, v.act_id * 1048576 + v.position AS search_id
FROM provisions AS v
JOIN acts AS a ON a.id = v.act_id
JOIN sources AS s ON s.id = a.source_id AND s.status = 'loaded'
JOIN act_identities AS i ON i.act_id = a.id
LEFT JOIN provisions AS u ON u.act_id = v.act_id AND u.position = v.parent
LEFT JOIN annexes AS x ON x.act_id = v.act_id AND x.position = v.annex
LEFT JOIN provenance AS n ON n.act_id = v.act_id AND n.pointer = v.pointer || '/text'""",
    ),
    View(
        "cells_flat",
        "One cell of a table a row, with its column's name and type and how surely it was read.",
        """
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
    ),
    View(
        "reference_graph",
        "One reference a row: who refers, how, to what, and the act it leads to where the database holds it.",
        """
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
    ),
    View(
        "problems_open",
        "One doubt a row that no correction has settled, with the act it is about (null for the source as a whole).",
        """
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
    ),
)


def _make_with_tables(view: View) -> None:
    """Have `METADATA.create_all` make the view after the tables."""
    made, dropped = f"CREATE VIEW {view.name} AS{view.query}", f"DROP VIEW IF EXISTS {view.name}"
    event.listen(Base.metadata, "after_create", DDL(made))  # type: ignore[no-untyped-call]  # SQLAlchemy's gap
    event.listen(Base.metadata, "before_drop", DDL(dropped))  # type: ignore[no-untyped-call]  # as above


for _view in VIEWS:
    _make_with_tables(_view)
