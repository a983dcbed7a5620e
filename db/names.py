"""Which bytes a path holds.

The same bytes under two names are one source; new bytes under an old path supersede the reading
that was there. A path is `current` at one source, whose reading it gives. Bytes that could not be read take the
path as `failed`, beside the current reading if there is one. Whoever held it before is `past`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from db.tables.sources import Source, SourceName

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection


def base(path: str) -> str:
    r"""Return the last part of a path.

    >>> base("a\\b\\c.txt"), base("c.txt")
    ('c.txt', 'c.txt')
    """
    return path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


def holds(connection: Connection, source_id: int, path: str) -> bool:
    """Whether `path` gives this source's reading, and nothing that failed was seen there since."""
    found = connection.execute(select(SourceName.source_id, SourceName.state).where(SourceName.path == path))
    return [(each, state) for each, state in found if state != "past"] == [(source_id, "current")]


def hold(connection: Connection, source_id: int, *, path: str, seen: str) -> None:
    """Let `path` give this source's reading; all others lose it."""
    _take(connection, source_id, path=path, state="current", seen=seen, from_states=("current", "failed"))


def recover(connection: Connection, source_id: int, *, seen: str) -> None:
    """Let the paths where this source failed before give its reading, now that there is one."""
    failed = (SourceName.source_id == source_id) & (SourceName.state == "failed")
    for path in connection.execute(select(SourceName.path).where(failed)).scalars().all():
        hold(connection, source_id, path=path, seen=seen)


def miss(connection: Connection, source_id: int, *, path: str, seen: str) -> None:
    """Let `path` be where this source failed; a reading that is current there stays."""
    _take(connection, source_id, path=path, state="failed", seen=seen, from_states=("failed",))


def _take(  # noqa: PLR0913  # one row's columns
    connection: Connection, source_id: int, *, path: str, state: str, seen: str, from_states: Collection[str]
) -> None:
    others = (SourceName.path == path) & (SourceName.source_id != source_id) & SourceName.state.in_(from_states)
    losers = connection.execute(select(SourceName.source_id).where(others)).scalars().all()
    connection.execute(update(SourceName).where(others).values(state="past"))
    own = (SourceName.path == path) & (SourceName.source_id == source_id)
    if connection.execute(update(SourceName).where(own).values(state=state)).rowcount == 0:
        row = {"source_id": source_id, "path": path, "name": base(path), "state": state, "first_seen": seen}
        connection.execute(insert(SourceName).values(row))
    for each in {*losers, source_id}:
        _settle(connection, each)


def _settle(connection: Connection, source_id: int) -> None:
    """Write a source's status as its paths and its reading make it."""
    states = set(connection.execute(select(SourceName.state).where(SourceName.source_id == source_id)).scalars())
    read = connection.execute(select(Source.reader).where(Source.id == source_id)).scalar() is not None
    standing = "loaded" if read and "current" in states else "failed" if not read and "failed" in states else "superseded"
    connection.execute(update(Source).where(Source.id == source_id).values(status=standing))
