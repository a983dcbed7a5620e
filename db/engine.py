"""The way in: from a path or URL to an engine, and from a driver's exception to one line of ours.

SQLite runs with a write-ahead log, so that readers and one writer do not wait for each other;
foreign keys are enforced; a writer takes its lock at the start (`BEGIN IMMEDIATE`) and waits for
another's up to `timeout` seconds. `synchronous` is NORMAL: a killed process loses nothing that was
committed, and after a power cut the file is whole but may lack the last sources, which the next
run reads again because they are not known.

On PostgreSQL readers see one state of the database (REPEATABLE READ), and writers take turns by a
lock of their own: loading ties acts to those of other sources, and two at once would not see each
other's. Whatever the server was told of `synchronous_commit` holds as `synchronous` does here.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from corpus.errors import GazetteError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

TIMEOUT: Final = 60.0
"""Seconds a writer waits for another one."""

WRITING: Final = 0x6C617672
"""The number of the lock that writers take on PostgreSQL ("lavr"); others must not use it in our database."""

_ADVICE: Final = (
    ("file is not a database", "is not a database; give another path, or move that file away"),
    ("malformed", "is damaged; restore a copy, or start a new database and run again"),
    ("database or disk is full", "cannot grow: the disk is full; free some space and run again"),
    ("readonly database", "is read-only; give a path you can write to"),
    ("locked", "is locked by another program; wait for it to end and run again"),
    ("unable to open database file", "cannot be opened; check that the folder exists and that you may write in it"),
    ("no space left on device", "cannot grow: the disk is full; free some space and run again"),
    ("could not extend file", "cannot grow: the disk is full; free some space and run again"),
    ("lock timeout", "is locked by another program; wait for it to end and run again"),
    ("read-only transaction", "is read-only; give a database you can write to"),
    ("no such file or directory", "cannot be reached; check that the server runs, its host and port, and run again"),
    ("connection refused", "cannot be reached; check that the server runs, its host and port, and run again"),
    ("password authentication failed", "does not let this user in; check the user and the password"),
    ("does not exist", "cannot be opened: there is no such database or user; make it (createdb), or give another URL"),
    ("terminating connection", "went away; run again when the server is back"),
    ("disk i/o error", "cannot be read or written: disk I/O error; check that the disk is sound and not full, and run again"),
)
"""What SQLite or PostgreSQL say, and what we say for it: what was found, and what to do."""


def url_of(target: str | Path) -> URL:
    """Return the URL of a file path or SQLAlchemy URL; raises `StoreError` for a URL that is none."""
    if isinstance(target, Path) or "://" not in target:
        if not str(target):
            raise StoreError("no database was named: give a file path or a URL")
        return URL.create("sqlite", database=str(target))
    try:
        url = make_url(target)
    except (ArgumentError, ValueError) as error:
        raise StoreError(f"{_masked(target)} is not a database URL; give a file path or e.g. postgresql://host/name") from error
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def _masked(target: str) -> str:
    """Return a URL that could not be parsed without what may be a password."""
    scheme, _, rest = target.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def named(url: URL) -> str:
    """Return how messages call a database: the file's path, else the URL without its password."""
    if url.get_backend_name() == "sqlite" and url.database:
        return url.database
    return url.render_as_string(hide_password=True)


def file_of(url: URL) -> Path | None:
    """Return the file of a SQLite database; None for one in memory, a `file:` URI, another server."""
    if not url.drivername.startswith("sqlite") or not url.database or url.database == ":memory:" or "uri" in url.query:
        return None
    return Path(url.database)


def check_file(path: Path, *, create: bool) -> None:
    """Raise `StoreError` where a SQLite file cannot serve: a folder, no folder, read-only, or missing unless `create`."""
    if path.is_dir():
        raise StoreError(f"{path} is a folder; give the path of a database file")
    if not path.parent.is_dir():
        raise StoreError(f"the folder {path.parent} does not exist; make it, or give another path")
    if not path.exists() and not create:
        raise StoreError(f"there is no database at {path}; check the path, or run the pipeline first to make one")
    if create and not os.access(path.parent, os.W_OK):
        raise StoreError(f"the folder {path.parent} is read-only; give a path you can write to")
    if create and path.exists() and not os.access(path, os.W_OK):
        raise StoreError(f"{path} is read-only; make it writable, or give another path")


def engine_of(url: URL, *, timeout: float = TIMEOUT) -> Engine:
    """Return the engine of a database; raises `StoreError` for an unknown kind or a missing driver."""
    path = file_of(url)
    try:
        engine = create_engine(url, creator=partial(_unchanging, path)) if path and not _shared(path) else create_engine(url)
    except NoSuchModuleError as error:
        known = "sqlite, postgresql"
        raise StoreError(f"no database is of the kind {url.drivername!r}; there are: {known}") from error
    except ModuleNotFoundError as error:
        raise StoreError(f"{url.drivername} needs the package {error.name}; install it (e.g. the extra `postgresql`)") from error
    except (ArgumentError, TypeError, ValueError) as error:
        raise StoreError(f"{named(url)} is not a usable database URL: {_first_line(error)}") from error
    if engine.dialect.name == "sqlite":
        _tune(engine, timeout)
    elif engine.dialect.name == "postgresql":
        _tune_server(engine, timeout)
    return engine


def _shared(path: Path) -> bool:
    """Whether what SQLite shares a file by, its write-ahead log and the index of it, can be made beside it, or is there.

    Where it is neither, nothing that runs as we do writes the file, and SQLite refuses to read it as one that may change.
    """
    return not path.is_file() or os.access(path.parent, os.W_OK) or with_log(path) or Path(f"{path}-shm").exists()


def with_log(path: Path) -> bool:
    """Whether a write-ahead log with rows in it lies beside a SQLite file."""
    log = Path(f"{path}-wal")
    return log.exists() and log.stat().st_size > 0


def file_uri(path: Path, option: str) -> str:
    """Return the `file:` URI of a SQLite file, with an option such as `immutable=1`."""
    return f"file:{quote(str(path.absolute()))}?{option}"


def _unchanging(path: Path) -> sqlite3.Connection:
    """Open a file of a folder that cannot be written to; what writes is refused."""
    return sqlite3.connect(file_uri(path, "immutable=1"), uri=True, check_same_thread=False)


def _tune(engine: Engine, timeout: float) -> None:
    """Set what SQLite wants set on each connection, and take transactions into our own hands."""

    def connected(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (f"busy_timeout = {int(timeout * 1000)}", "foreign_keys = ON", "synchronous = NORMAL"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def begun(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)


def _tune_server(engine: Engine, timeout: float) -> None:
    """Let one transaction write at a time, as in SQLite: a lock of the database's own, taken at the start."""

    def begun(connection: Connection) -> None:
        if connection.get_execution_options().get("writing", False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(timeout * 1000)}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITING})")

    event.listen(engine, "begin", begun)


@contextmanager
def reads(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one state of the database throughout; errors come as `StoreError`."""
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True} if engine.dialect.name == "postgresql" else {}
    with told(engine.url), engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def writes(engine: Engine) -> Iterator[Connection]:
    """Give a connection in one transaction that alone may write: all of it is kept, or nothing."""
    with told(engine.url), engine.connect().execution_options(writing=True) as connection, connection.begin():
        yield connection


@contextmanager
def told(url: URL) -> Iterator[None]:
    """Turn the driver's exceptions into ours, in one line.

    A row that the schema or the engine refuses is no fault of the database but of who made the row:
    it comes as a plain `GazetteError`, and concerns one source alone.
    """
    try:
        yield
    except UnicodeEncodeError as error:
        raise GazetteError(f"a text cannot be stored: it holds half a surrogate pair ({error.reason})") from error
    except DBAPIError as error:
        raise _ours(named(url), error.orig) from error
    except SQLAlchemyError as error:
        raise StoreError(advice(named(url), error)) from error
    except Exception as error:
        if not _is_drivers(error):
            raise
        raise _ours(named(url), error) from error


def _is_drivers(error: BaseException) -> bool:
    """Whether an exception is one of the drivers' (psycopg is loaded only where it is used)."""
    return isinstance(error, sqlite3.Error) or type(error).__module__.partition(".")[0] == "psycopg"


def _ours(name: str, error: BaseException | None) -> GazetteError:
    """Return what an exception of a driver is to us."""
    kinds = {each.__name__ for each in type(error).__mro__}
    if "IntegrityError" in kinds:
        return GazetteError(f"the schema refuses a row: {_first_line(error)}")
    if "DataError" in kinds or "ProgramLimitExceeded" in kinds:
        return GazetteError(f"a value cannot be stored: {_first_line(error)}")
    return StoreError(advice(name, error))


def advice(name: str, error: BaseException | None) -> str:
    """Return the one line that tells what is wrong with the database `name` and what to do."""
    found = _first_line(error)
    for sign, words in _ADVICE:
        if sign in found.lower():
            return f"{name} {words}"
    return f"{name} cannot be used: {found}"


def _first_line(error: BaseException | None) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
