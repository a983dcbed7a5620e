"""A SQLite file opened so that nothing can be written to it, as programs that show it want it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

from corpus.errors import SettingsError, StoreError
from db.engine import advice, check_file, file_of, file_uri, url_of, with_log
from db.schema import refuse

if TYPE_CHECKING:
    from pathlib import Path

_VERSION: Final = "SELECT version_num FROM alembic_version"
_OURS: Final = "SELECT value FROM meta WHERE key = 'application'"


def readonly(target: str | Path) -> str:
    """Return the `file:` URI by which a database can be read and not written.

    Its write-ahead log is read too, so that what is loaded meanwhile is seen. Where neither file nor
    folder can be written to, SQLite cannot share the log, and the file is opened as one that does
    not change; that is done only where no log lies beside it. Raises `SettingsError` for a database
    that is not a SQLite file, `StoreError` for one that is missing, not ours or of another schema.
    """
    path = file_of(url_of(target))
    if path is None:
        raise SettingsError("only a SQLite file can be served: carry the database into one (lavra db copy FROM TO)")
    check_file(path, create=False)
    uris = [file_uri(path, "mode=ro")]
    if not with_log(path):
        uris.append(file_uri(path, "immutable=1"))
    failure: sqlite3.Error | None = None
    for uri in uris:
        try:
            found = _version(uri)
        except sqlite3.OperationalError as error:
            failure = error
            continue
        except sqlite3.DatabaseError as error:
            raise StoreError(advice(str(path), error)) from error
        if found is None:
            raise StoreError(f"{path} is not a database of lavra; give another path")
        refuse(found, str(path))
        return uri
    raise StoreError(advice(str(path), failure)) from failure


def connected(uri: str) -> sqlite3.Connection:
    """Open a URI of `readonly`, for any thread; the connection itself refuses to write, whatever the file's mode."""
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _version(uri: str) -> str | None:
    """Return the version of the schema; None where there are no tables of ours."""
    with closing(connected(uri)) as connection:
        tables = {str(row[0]) for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not {"meta", "alembic_version"} <= tables or connection.execute(_OURS).fetchone() != ("lavra",):
            return None
        row = connection.execute(_VERSION).fetchone()
        return None if row is None else str(row[0])


def acts_index(uri: str) -> str | None:
    """Return the name of the full-text index whose rowids are acts' ids, None where there is none."""
    query = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%' ORDER BY name"
    )
    with closing(connected(uri)) as connection:
        rows = [(str(name), str(sql).replace('"', "'")) for name, sql in connection.execute(query)]
    return next((name for name, sql in rows if "content='acts'" in sql and "content_rowid='id'" in sql), None)
