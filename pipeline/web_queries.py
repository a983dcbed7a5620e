"""The questions that `lavra serve` has ready: SQL of SQLite, with parameters that a person fills in (blank: all)."""

from __future__ import annotations

from typing import Final, NamedTuple


class Query(NamedTuple):
    """A question: its name in the address, its title, what it tells, its SQL."""

    name: str
    title: str
    told: str
    sql: str


QUERIES: Final = (
    Query(
        "acts_by_year",
        "Acts by year",
        "How many acts there are of each year and type. Parameters: type as stored (portaria), part of the issuer's name.",
        """SELECT year, type, count(*) AS acts FROM acts_flat
WHERE (:type = '' OR type = :type) AND (:issuer = '' OR issuer LIKE '%' || :issuer || '%')
GROUP BY year, type ORDER BY year, type""",
    ),
    Query(
        "amounts_by_municipality",
        "Amounts by municipality",
        "Money in acts of a municipality's own bodies: exact sums in cents, by currency. "
        "What a state pays a municipality stands in tables: see the next query.",
        """SELECT m.name AS municipality, m.state AS state, m.ibge AS ibge, u.currency AS currency,
  count(DISTINCT u.act_id) AS acts, count(*) AS amounts, sum(u.cents) AS cents
FROM amounts AS u
JOIN acts_flat AS f ON f.act_id = u.act_id
JOIN municipalities AS m ON m.ibge = f.ibge
WHERE :municipality = '' OR m.name LIKE '%' || :municipality || '%' OR m.name_folded LIKE '%' || :municipality || '%'
GROUP BY m.ibge, u.currency ORDER BY m.name, m.state, u.currency""",
    ),
    Query(
        "money_by_municipality",
        "Money in rows that name a municipality",
        "Cells of money in rows of tables that name a municipality, totals aside. Parameter: part of its name.",
        """SELECT m.name AS municipality, m.state AS state, c.key AS key, c.act_type AS type, c.act_number AS number,
  c.act_year AS year, c.caption AS caption, c.column_name AS column_name, c.value AS value, c.confidence AS confidence
FROM table_municipalities AS t
JOIN municipalities AS m ON m.ibge = t.ibge
JOIN cells_flat AS c ON c.act_id = t.act_id AND c.table_position = t.table_position AND c.row_position = t.row_position
WHERE c.column_type = 'money' AND c.value IS NOT NULL AND NOT c.total
  AND (:municipality = '' OR m.name LIKE '%' || :municipality || '%' OR m.name_folded LIKE '%' || :municipality || '%')
ORDER BY m.name, c.act_id, c.table_position, c.row_position, c.column_position""",
    ),
    Query(
        "open_problems",
        "Open problems",
        "Doubts that no correction has settled, in the acts that were read least surely first. Parameter: the code.",
        """SELECT code, source, ordinal, key, pointer, detail, confidence FROM problems_open
WHERE :code = '' OR code = :code ORDER BY confidence, source, ordinal, position""",
    ),
    Query(
        "who_signed_what",
        "Who signed what",
        "Acts by who signed them, with their roles. Parameter: part of the name, as printed.",
        """SELECT g.name AS name, r.role AS role, f.type AS type, f.number AS number, f.year AS year, f.date AS date,
  f.issuer AS issuer, f.key AS key, f.source AS source, f.ordinal AS ordinal
FROM signatories AS g
JOIN acts_flat AS f ON f.act_id = g.act_id
LEFT JOIN signatory_roles AS r ON r.act_id = g.act_id AND r.signatory = g.position
LEFT JOIN persons AS p ON p.key = g.person
WHERE :name = '' OR g.name LIKE '%' || :name || '%' OR p.key LIKE '%' || :name || '%'
ORDER BY g.name, f.date, f.act_id, r.position""",
    ),
    Query(
        "references_not_resolved",
        "References not resolved",
        "Acts that are named and not held here, or of which it is not sure which is meant; the most named first.",
        """SELECT type, number, suffix, year, issuer, state, count(*) AS times, min(raw) AS printed FROM reference_graph
WHERE state <> 'resolved' AND (:type = '' OR type = :type)
GROUP BY type, number, suffix, year, issuer, state ORDER BY times DESC, type, year, number, suffix, issuer, state""",
    ),
    Query(
        "what_revoked_what",
        "What revoked what",
        "Acts that revoke others, with the words that say so; target_key is null where it is not known which act is meant.",
        """SELECT f.date AS date, g.key AS revoked_by, g.raw AS printed, g.state AS state, g.target_key AS target_key,
  t.date AS target_date, g.evidence AS evidence, g.confidence AS confidence
FROM reference_graph AS g
JOIN acts_flat AS f ON f.act_id = g.act_id
LEFT JOIN acts AS t ON t.id = g.target_id
WHERE g.relation = 'revokes' AND (:year = '' OR f.year = CAST(:year AS INTEGER))
ORDER BY f.date, g.act_id, g.position""",
    ),
)

SEARCH: Final = Query(
    "search_acts",
    "Search the acts",
    "Acts in which words stand, the best first; accents and case do not count. Parameter: words, all of which must be there.",
    """SELECT f.key AS key, f.type AS type, f.number AS number, f.year AS year, f.issuer AS issuer, f.summary AS summary,
  f.source AS source, f.ordinal AS ordinal
FROM {index} JOIN acts_flat AS f ON f.act_id = {index}.rowid
WHERE {index} MATCH '"' || replace(trim(replace(:words, '"', ' ')), ' ', '" "') || '"'
ORDER BY {index}.rank, f.act_id""",
)
"""Where there is an index over acts, whose name goes into the braces. Each word is quoted: none of it is FTS syntax."""

SEARCH_PROVISIONS: Final = Query(
    "search_provisions",
    "Search the provisions",
    "Articles, paragraphs and items in which words stand, the best first; accents and case do not count. "
    "Parameter: words, all of which must be there.",
    """SELECT f.key AS key, f.type AS type, f.number AS number, f.year AS year, f.issuer AS issuer, p.path AS path,
  p.text AS text, f.source AS source, f.ordinal AS ordinal
FROM provisions_fts
JOIN provisions AS p ON p.act_id = provisions_fts.rowid / 1048576 AND p.position = provisions_fts.rowid % 1048576
JOIN acts_flat AS f ON f.act_id = p.act_id
WHERE provisions_fts MATCH '"' || replace(trim(replace(:words, '"', ' ')), ' ', '" "') || '"'
ORDER BY provisions_fts.rank, p.act_id, p.position""",
)
"""Beside `SEARCH`. A row of the index has the act's id times 2**20 plus the provision's position as its number."""
