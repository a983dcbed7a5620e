"""What Datasette is told of a database: titles, descriptions from the data dictionary, facets, orders, questions."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from db.describe import tables_told, told, view_columns
from db.tables.views import VIEWS
from pipeline.web_queries import QUERIES, SEARCH, SEARCH_PROVISIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpus.records import Json, JsonObject
    from pipeline.web_queries import Query

NAME: Final = "lavra"
"""What the database is called in addresses, whatever its file is."""

SETTINGS: Final[Mapping[str, int | bool]] = {
    "allow_download": False,
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 1000,
    "truncate_cells_html": 300,
    "suggest_facets": False,
}

_BASES: Final = {
    "acts_flat": ("acts", "act_identities", "bodies", "sources"),
    "provisions_flat": ("provisions", "act_identities"),
    "cells_flat": ("act_tables", "table_rows", "act_identities"),
    "reference_graph": ("act_references", "act_identities", "reference_targets"),
    "problems_open": ("problems", "acts", "act_identities", "sources"),
}
"""Tables whose words for a column serve a view's; a column that none of them tells says nothing."""

_OWN: Final = {
    ("acts_flat", "act_id"): "the act's id, as commands take it",
    ("acts_flat", "municipality"): "name of the municipality that issues it",
    ("acts_flat", "source"): "name of the file it was read from",
    ("problems_open", "source"): "name of the file it is about",
    ("reference_graph", "state"): "resolved, ambiguous (not sure which act is meant) or absent (none here could be)",
    ("reference_graph", "target_key"): "lasting name of the act it leads to",
    ("cells_flat", "confidence"): "how surely the cell was read, 0 to 1",
    ("provisions_flat", "search_id"): "row of the full-text index over provisions: for the search box",
    ("provisions_flat", "confidence"): "how surely its text was read, 0 to 1",
    ("reference_graph", "confidence"): "how sure the target is, 0 to 1",
}

_TITLES: Final = {
    "acts_flat": "Acts",
    "provisions_flat": "Provisions",
    "cells_flat": "Cells of tables",
    "reference_graph": "References",
    "problems_open": "Open problems",
}
_SCROLLED: Final = "<style>dl.column-descriptions { max-height: 9em; overflow-y: auto }</style>"
"""The dictionary of a table would push its rows off the screen."""

_FACETS: Final = {
    "acts_flat": ("type", "year", "issuer"),
    "provisions_flat": ("act_type", "act_year", "kind"),
    "cells_flat": ("act_type", "act_year", "column_type"),
    "reference_graph": ("relation", "state", "type"),
    "problems_open": ("code",),
    "acts": ("type", "year"),
    "act_references": ("relation", "type"),
    "amounts": ("currency",),
    "bodies": ("level", "state"),
    "municipalities": ("state",),
    "problems": ("code",),
    "provisions": ("kind",),
    "repairs": ("rule",),
    "sources": ("status", "reader"),
}
_NEWEST: Final = {"acts_flat": "date", "acts": "date", "amounts": "cents", "runs": "id"}
"""Columns by which rows are put in order, the greatest first."""
_ORDER: Final = {"problems_open": "confidence", "municipalities": "name", "persons": "name", "sources": "name"}
PROVISIONS: Final = "provisions_fts"
"""The full-text index over provisions, there wherever that over acts is."""
_SEARCHED: Final = {"acts": "id", "acts_flat": "act_id", "provisions_flat": "search_id"}
"""Tables and views with a search box, and their column that has the numbers of the index's rows."""
_UNITS: Final = {"sources": {"size": "byte"}}
_HIDDEN: Final = ("alembic_version", "meta", "run_counts", "source_texts", "source_names", "search_words")
"""Tables that serve the program and not its readers; they can be asked in SQL."""


def metadata(file: str, index: str | None) -> JsonObject:
    """Return the metadata for a database in `file` (its name, for people), with the full-text index over acts, if any."""
    questions = _questions(index)
    tables: JsonObject = {view.name: _table(view.name, view.told, _view_columns(view.name), index) for view in VIEWS}
    for name, (words, columns) in tables_told().items():
        tables[name] = _table(name, words, columns, index)
    hidden: JsonObject = {name: {**_object(tables.get(name)), "hidden": True} for name in _HIDDEN}
    listed: JsonObject = {
        each.name: {"title": each.title, "description": each.told, "sql": each.sql, "hide_sql": True} for each in questions
    }
    about: JsonObject = {
        "title": "Acts of official gazettes",
        "description_html": _front(questions),
        "source": file,
        "tables": {**tables, **hidden},
        "queries": listed,
    }
    return {
        "title": "lavra: acts of official gazettes",
        "description": "Read by lavra. Read-only. Every value leads back to the raw text: see the table provenance.",
        "databases": {NAME: about},
    }


def _questions(index: str | None) -> tuple[Query, ...]:
    if index is None:
        return QUERIES
    return (SEARCH._replace(sql=SEARCH.sql.format(index=f'"{index}"')), SEARCH_PROVISIONS, *QUERIES)


def _front(questions: Iterable[Query]) -> str:
    """Return the opening of the page of the database: views and questions first. All of its words are ours."""
    views = "".join(f'<li><a href="/{NAME}/{view.name}">{view.name}</a>: {view.told}</li>' for view in VIEWS)
    asked = "".join(f'<li><a href="/{NAME}/{each.name}">{each.title}</a>: {each.told}</li>' for each in questions)
    return f"<p>Start here:</p><ul>{views}</ul><p>Ready questions:</p><ul>{asked}</ul>"


def _view_columns(view: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in view_columns(view):
        words = _OWN.get((view, column)) or _first(view, column)
        if words:
            found[column] = words
    return found


def _first(view: str, column: str) -> str | None:
    for table in _BASES[view]:
        try:
            return told(table, column)
        except KeyError:
            continue
    return None


def _table(name: str, words: str, columns: Mapping[str, str], index: str | None) -> JsonObject:
    made: JsonObject = {"description_html": f"<p>{escape(words)}</p>{_SCROLLED}", "columns": dict(columns)}
    if name in _TITLES:
        made["title"] = f"{_TITLES[name]} ({name})"
    if name in _FACETS:
        made["facets"] = list(_FACETS[name])
    if name in _NEWEST:
        made["sort_desc"] = _NEWEST[name]
    if name in _ORDER:
        made["sort"] = _ORDER[name]
    if name in _UNITS:
        made["units"] = dict(_UNITS[name])
    if index is not None and name in _SEARCHED:
        made |= {"fts_table": index if name.startswith("acts") else PROVISIONS, "fts_pk": _SEARCHED[name]}
    return made


def _object(value: Json) -> JsonObject:
    return value if isinstance(value, dict) else {}
