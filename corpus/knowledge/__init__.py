"""The tables of what is known about gazettes, and the one way to read them.

A TOML table is a list of `[[row]]`; every row has a stable `id` (kept in provenance: never reused,
never renamed), a `source` (law, manual, gazette and page, data set with date and licence) and its
own examples of both kinds. CSV serves long lists with someone else's key. README.md beside this
file tells each table's columns, origin and licence.
"""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from corpus.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Mapping

Row: TypeAlias = "Mapping[str, object]"


@cache
def rows(table: str) -> tuple[Row, ...]:
    """Return the rows of `table`.toml in order.

    Raises `KnowledgeError`, with file and row, where a row lacks `id` or `source` or repeats an id.
    """
    try:
        content = tomllib.loads(files(__name__).joinpath(f"{table}.toml").read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"knowledge table {table}.toml cannot be read: {error}") from error
    seen: set[object] = set()
    for number, row in enumerate(content.get("row", []), start=1):
        for key in ("id", "source"):
            if not isinstance(row.get(key), str) or not row[key]:
                raise KnowledgeError(f"{table}.toml, row {number} ({row.get('id')}): no {key}")
        if row["id"] in seen:
            raise KnowledgeError(f"{table}.toml, row {number}: the id {row['id']!r} is used twice")
        seen.add(row["id"])
    return tuple(MappingProxyType(row) for row in content.get("row", []))


@cache
def records(table: str) -> tuple[Mapping[str, str], ...]:
    """Return the lines of `table`.csv, one mapping a line; raises `KnowledgeError` where it cannot be read."""
    try:
        text = files(__name__).joinpath(f"{table}.csv").read_text("utf-8")
    except OSError as error:
        raise KnowledgeError(f"knowledge table {table}.csv cannot be read: {error}") from error
    return tuple(MappingProxyType(line) for line in csv.DictReader(text.splitlines()))


def string(row: Row, key: str, default: str = "") -> str:
    """Return a row's string; raises `KnowledgeError` where it is something else."""
    value = row.get(key, default)
    if not isinstance(value, str):
        raise KnowledgeError(f"row {row.get('id')}: {key} must be a string")
    return value


def strings(row: Row, key: str) -> tuple[str, ...]:
    """Return a row's list of strings (empty where it has none); raises `KnowledgeError` otherwise."""
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise KnowledgeError(f"row {row.get('id')}: {key} must be a list of strings")
    return tuple(value)
