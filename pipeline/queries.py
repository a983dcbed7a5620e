"""What is asked of the database, as rows to list."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from corpus.errors import DocumentError, SettingsError
from pipeline.reading import open_source
from pipeline.settings import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.records import JsonObject
    from db.answers import SourceRow
    from db.store import Store

SOURCE_COLUMNS: Final = ("id", "name", "status", "acts", "problems", "damage", "size", "sha256", "release", "error")
ACT_COLUMNS: Final = ("id", "source", "ordinal", "type", "number", "suffix", "year", "date", "issuer", "problems", "summary")
PROBLEM_COLUMNS: Final = ("source", "ordinal", "code", "where", "span", "detail")
REPAIR_COLUMNS: Final = ("rule", "span", "before", "value", "confidence", "layer")

SHORTEST_PREFIX: Final = 4
"""Digits of a sha256 that are taken for one."""


def source_rows(store: Store) -> Iterator[JsonObject]:
    """Give every source; its first name stands for all under `name`."""
    for row in store.sources():
        told: JsonObject = {**asdict(row), "names": list(row.names), "damage": round(row.damage, 4)}
        yield {"name": row.names[0] if row.names else row.path, **told}


def act_rows(store: Store, *, type: str | None, year: int | None, issuer: str | None) -> Iterator[JsonObject]:  # noqa: A002
    """Give the acts that answer to all that is asked."""
    return (asdict(row) for row in store.acts(type=type, year=year, issuer=issuer))


def problem_rows(store: Store) -> Iterator[JsonObject]:
    """Give every problem, of sources and of acts."""
    return store.problems()


def repair_rows(store: Store, key: str) -> Iterator[JsonObject]:
    """Give the repairs of one source, in the order of its text. Raises `SettingsError` where it is not one."""
    return store.repairs(find_source(store, key).sha256)


def find_source(store: Store, key: str) -> SourceRow:
    """Return the source called `key`: name, path, id or the start of its sha256.

    Raises `SettingsError`, saying what there is, where none or several answer to it. A reading
    that was superseded answers only where no other does.
    """
    found = [row for row in store.sources(include_superseded=True) if _answers(row, key)]
    live = [row for row in found if row.status != "superseded"] or found
    if len(live) == 1:
        return live[0]
    if not live:
        raise SettingsError(f"no source is called {key!r}; `lavra sources` lists them")
    several = ", ".join(f"{row.path} ({row.sha256[:12]})" for row in live[:5])
    raise SettingsError(f"{len(live)} sources are called {key!r}: {several}; give the start of the sha256")


def _answers(row: SourceRow, key: str) -> bool:
    if key in row.names or key in (row.path, str(row.id)):
        return True
    return len(key) >= SHORTEST_PREFIX and row.sha256.startswith(key.lower())


def raw_text(store: Store, record: JsonObject) -> str | None:
    """Return the raw text of a record's source, from its file; None where that is gone or holds other bytes."""
    from extractors.readers import read  # noqa: PLC0415  # loads the readers

    sha256 = record.get("sha256")
    for row in store.sources(include_superseded=True):
        if row.sha256 == sha256:
            try:
                source = open_source(row.path, max_bytes=MAX_BYTES)
                return read(source).raw if source.sha256 == sha256 else None
            except DocumentError:
                return None
    return None
