"""What the forms ask of a record: its fields as texts, lists of texts and lists of objects, empty where there is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from corpus.text import fold

if TYPE_CHECKING:
    from corpus.records import Json, JsonObject

NOT_ID: Final = regex.compile(r"[^a-z0-9.-]++")


def text(item: JsonObject, name: str) -> str:
    """Return a plain value as text; "" for nothing, a list or an object."""
    value = item.get(name)
    return "" if value is None or isinstance(value, (list, dict)) else str(value)


def texts(item: JsonObject, name: str) -> list[str]:
    """Return a list of plain values as texts."""
    value = item.get(name)
    return ["" if each is None else str(each) for each in value] if isinstance(value, list) else []


def objects(item: JsonObject, name: str) -> list[JsonObject]:
    """Return a list of objects."""
    value = item.get(name)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def rows_of(table: JsonObject) -> list[list[Json]]:
    """Return the rows of a table."""
    rows = table.get("rows")
    return [row for row in rows if isinstance(row, list)] if isinstance(rows, list) else []


def slug(value: str) -> str:
    """Return text as part of an identifier.

    >>> slug("Secretaria de Saúde"), slug("1º-A")
    ('secretaria-de-saude', '1o-a')
    """
    return NOT_ID.sub("-", fold(value).replace("º", "o").replace("ª", "a")).strip("-.")
