"""Plain JSON values taken out of a record with their types; a record of another shape is a bug of ours."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from corpus.errors import GazetteError

if TYPE_CHECKING:
    from corpus.records import Json, JsonObject

Cell: TypeAlias = "bool | int | float | str | None"
Row: TypeAlias = "tuple[Cell, ...]"


class ShapeError(GazetteError):
    """A record lacks a field, has one too many or of another type: the schema has no place for it."""

    exit_code = 70


@lru_cache(maxsize=64)
def _set(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(names)


def keys(item: JsonObject, expected: tuple[str, ...], what: str) -> None:
    """Raise `ShapeError` where `item` has other keys than `expected`."""
    if item.keys() != _set(expected):
        odd = sorted(set(item).symmetric_difference(expected))
        raise ShapeError(f"{what} has, or lacks, {', '.join(odd)}: the schema knows {', '.join(expected)}")


def text(item: JsonObject, key: str) -> str | None:
    """Return a string or null."""
    value = item[key]
    if value is None or isinstance(value, str):
        return value
    raise _odd(key, value, "a string")


def need(item: JsonObject, key: str) -> str:
    """Return a string that must be there."""
    value = item[key]
    if isinstance(value, str):
        return value
    raise _odd(key, value, "a string")


def whole(item: JsonObject, key: str) -> int | None:
    """Return an integer or null."""
    value = item[key]
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise _odd(key, value, "an integer")


def real(item: JsonObject, key: str) -> float:
    """Return a number that must be there."""
    value = item[key]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    raise _odd(key, value, "a number")


def thing(item: JsonObject, key: str) -> JsonObject | None:
    """Return an object or null."""
    value = item[key]
    if value is None or isinstance(value, dict):
        return value
    raise _odd(key, value, "an object")


def listed(item: JsonObject, key: str) -> list[Json]:
    """Return a list."""
    value = item[key]
    if isinstance(value, list):
        return value
    raise _odd(key, value, "a list")


def things(item: JsonObject, key: str) -> list[JsonObject]:
    """Return a list of objects."""
    found = []
    for each in listed(item, key):
        if not isinstance(each, dict):
            raise _odd(key, each, "a list of objects")
        found.append(each)
    return found


def texts(item: JsonObject, key: str) -> list[str]:
    """Return a list of strings."""
    found = [each for each in listed(item, key) if isinstance(each, str)]
    if len(found) != len(listed(item, key)):
        raise _odd(key, next(each for each in listed(item, key) if not isinstance(each, str)), "a list of strings")
    return found


def span(item: JsonObject, key: str) -> tuple[int, int]:
    """Return a span."""
    value = item[key]
    if isinstance(value, list) and len(value) == 2:  # noqa: PLR2004  # a start and an end
        start, end = value
        if isinstance(start, int) and isinstance(end, int):
            return start, end
    raise _odd(key, value, "a span")


def _odd(key: str, value: Json, wanted: str) -> ShapeError:
    return ShapeError(f"the record's {key!r} is {type(value).__name__}, not {wanted}")
