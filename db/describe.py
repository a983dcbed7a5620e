"""The data dictionary and the ER diagram, made from the models: ``python -m db.describe docs/database.md``.

What a table is stands in its model's docstring, what a column is in `columns.toml` beside this
file. Everything beneath `MARK` in the document is rewritten; above it is written by hand.
"""

from __future__ import annotations

import sys
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

import regex
from sqlalchemy import CheckConstraint, Integer, UniqueConstraint

from corpus.errors import SettingsError
from corpus.text import squeeze
from db.tables.base import Base
from db.tables.views import VIEWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Column, Table

MARK: Final = "<!-- made by `python -m db.describe`: edit the models and columns.toml, not what follows -->"


_NAMED: Final = regex.compile(r" AS (\w+)(?=,|$)", regex.MULTILINE)
"""A column's name in a view's query; what a subquery calls a table is followed by a word."""


def rewritten(document: str) -> str:
    """Return the document with what follows `MARK` made anew; raises `SettingsError` where it has no mark."""
    head, mark, _ = document.partition(MARK)
    if not mark:
        raise SettingsError(f"the document lacks the line {MARK}: put it where the dictionary is to begin")
    return f"{head}{MARK}\n\n{diagram()}\n\n{views()}\n\n{dictionary()}"


def columns_told() -> Mapping[str, Mapping[str, str]]:
    """Return what is said of columns: by table, and under `any` for names that mean the same everywhere."""
    told: dict[str, dict[str, str]] = tomllib.loads(files("db").joinpath("columns.toml").read_text("utf-8"))
    return told


def told(table: str, column: str) -> str:
    """Return what is said of one column; raises `KeyError` where nothing is."""
    every = columns_told()
    return every.get(table, {}).get(column) or every["any"][column]


def tables_told() -> dict[str, tuple[str, dict[str, str]]]:
    """Return what each table is for, and what is said of each of its columns."""
    return {
        table.name: (squeeze(model.__doc__ or ""), {each.name: told(table.name, each.name) for each in table.columns})
        for model, table in _models()
    }


def view_columns(name: str) -> tuple[str, ...]:
    """Return the names of a view's columns in order; raises `StopIteration` where there is no such view."""
    query = next(view.query for view in VIEWS if view.name == name)
    return tuple(_NAMED.findall(query.partition("\nFROM ")[0]))


def diagram() -> str:
    """Return the entities and their ties as a mermaid diagram, keys only."""
    lines = ["## Diagram", "", "```mermaid", "erDiagram"]
    for table in _tables():
        for key in sorted(table.foreign_key_constraints, key=lambda key: str(key.name)):
            tie = "||--o|" if {*key.column_keys} == {*table.primary_key.columns.keys()} else "||--o{"
            lines.append(f'    {key.referred_table.name} {tie} {table.name} : "{", ".join(key.column_keys)}"')
    for table in _tables():
        lines.append(f"    {table.name} {{")
        lines += [
            f"        {_kind(column)} {column.name} {_marks(column)}".rstrip() for column in table.columns if _marks(column)
        ]
        lines.append("    }")
    return "\n".join([*lines, "```"])


def views() -> str:
    """Return every view with what it is for and its columns."""
    chapters = [f"### {view.name}\n\n{view.told}\n\nColumns: {_selected(view.query)}" for view in VIEWS]
    return "\n\n".join(["## Views", *chapters])


def _selected(query: str) -> str:
    """Return the names of a view's columns, as its query gives them."""
    listed = query.partition("\nFROM ")[0]
    return ", ".join(f"`{name}`" for name in _NAMED.findall(listed))


def dictionary() -> str:
    """Return every table with its columns, types, keys and checks."""
    return "## Tables\n\n" + "\n".join(_chapter(table, model) for model, table in _models())


def _chapter(table: Table, model: type[Base]) -> str:
    lines = [
        f"### {table.name}",
        "",
        squeeze(model.__doc__ or ""),
        "",
        "| column | type | null | key | is |",
        "| --- | --- | --- | --- | --- |",
    ]
    for column in table.columns:
        null = "yes" if column.nullable else ""
        lines.append(f"| `{column.name}` | {_kind(column)} | {null} | {_marks(column)} | {told(table.name, column.name)} |")
    return "\n".join([*lines, "", *_rules(table), ""])


def _rules(table: Table) -> Iterator[str]:
    """Yield what holds beyond the columns: uniqueness, checks, indexes."""
    unique = [k for k in table.constraints if isinstance(k, UniqueConstraint) and len(k.columns) > 1]
    for each in sorted(unique, key=lambda k: str(k.name)):
        yield f"- unique: `{', '.join(each.columns.keys())}`"
    checks = [k for k in table.constraints if isinstance(k, CheckConstraint)]
    for check in sorted(checks, key=lambda k: str(k.name)):
        yield f"- check: `{check.sqltext}`"
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        where = index.dialect_options["sqlite"]["where"]
        kind, limit = "unique index" if index.unique else "index", "" if where is None else f" where `{where}`"
        yield f"- {kind}: `{', '.join(index.columns.keys())}`{limit}"


def _kind(column: Column[object]) -> str:
    name = str(column.type).lower()
    return "integer" if isinstance(column.type, Integer) else name


def _marks(column: Column[object]) -> str:
    marks = ["PK"] if column.primary_key else []
    marks += ["FK"] if any(column in key.columns.values() for key in column.table.foreign_key_constraints) else []
    marks += ["UK"] if column.unique else []
    return ", ".join(marks)


def _models() -> list[tuple[type[Base], Table]]:
    """Return models and tables, parents before children, as the schema was written."""
    tables = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    return [(tables[table.name], table) for table in Base.metadata.sorted_tables]


def _tables() -> list[Table]:
    return [table for _, table in _models()]


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(rewritten(path.read_text("utf-8")), "utf-8")
