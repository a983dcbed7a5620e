"""The schema's version: read, checked, brought to the head by Alembic's migrations.

A database is ours when it has our `meta` row; its version is Alembic's. A file that is somebody
else's is never written to.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import inspect, text

from corpus.errors import StoreError
from db.deriving import everything, put_municipalities
from db.driver import Driver
from db.engine import check_file, engine_of, file_of, named, reads, told, url_of, writes

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection, Engine

HEAD: Final = "0009"
"""The newest migration; a test holds it to the folder's own head."""

VERSIONS: Final = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009")
"""All migrations, oldest first."""

APPLICATION: Final = "lavra"


def current(target: str | Path) -> str | None:
    """Return the schema version of a database, None for an empty one; raises `StoreError` where it is not ours."""
    engine = _engine(target, create=False)
    try:
        with reads(engine) as connection:
            return version(connection)
    finally:
        engine.dispose()


def check(target: str | Path) -> None:
    """Raise `StoreError` where a database is not at the version that this release reads."""
    found, name = current(target), named(url_of(target))
    if found is None:
        raise StoreError(f"{name} is empty: run the pipeline, or upgrade it, to make its tables")
    refuse(found, name)


def upgrade(target: str | Path) -> str:
    """Bring a database to the newest version, making it where it is missing; return that version.

    Raises `StoreError` where it is not ours or newer than this release.
    """
    engine = _engine(target, create=True)
    try:
        prepare(engine, older=True)
    finally:
        engine.dispose()
    return HEAD


def prepare(engine: Engine, *, older: bool) -> None:
    """Make the tables of an empty database; bring an older one up where `older`; refuse all others.

    All in one transaction, so that a kill leaves the file as it was, and of two processes at once
    the second finds the work done.
    """
    with reads(engine) as connection:
        found = version(connection)
    if found != HEAD:
        if found is not None and (found not in VERSIONS or not older):
            refuse(found, named(engine.url))
        with writes(engine) as connection:
            if version(connection) != HEAD:
                _migrate(connection)
                with Driver(connection) as driver:
                    (everything if found is not None else put_municipalities)(driver)
    _write_ahead(engine)


def refuse(found: str, name: str) -> None:
    """Raise `StoreError` for any version but the head, saying which way it lies."""
    if found == HEAD:
        return
    if found in VERSIONS:
        raise StoreError(f"{name} has the older schema {found}, this release reads {HEAD}: upgrade the database first")
    raise StoreError(f"{name} has the schema {found}, unknown to this release, which reads {HEAD}: use the newer release")


def version(connection: Connection) -> str | None:
    """Return the schema version, None where there are no tables; raises `StoreError` for a stranger's tables."""
    name = named(connection.engine.url)
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if not {"meta", "alembic_version"} <= tables:
        raise StoreError(f"{name} is another program's database (it has {_some(tables)}); give another path")
    owner = connection.execute(text("SELECT * FROM meta")).mappings().all()
    if not any(row.get("key") == "application" and row.get("value") == APPLICATION for row in owner):
        raise StoreError(f"{name} is another program's database (its `meta` does not say {APPLICATION}); give another path")
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    if len(found) != 1:
        raise StoreError(f"{name} has no single schema version; restore a copy, or start a new database")
    return str(found[0])


def _some(tables: set[str]) -> str:
    shown = sorted(tables)[:3]
    return ", ".join(shown) + (", ..." if len(tables) > len(shown) else "")


def _engine(target: str | Path, *, create: bool) -> Engine:
    url = url_of(target)
    path = file_of(url)
    if path is not None:
        check_file(path, create=create)
    return engine_of(url)


def config() -> Config:
    """Return Alembic's configuration: the migrations that ship within this package."""
    from alembic.config import Config  # noqa: PLC0415  # Alembic takes 0.2 s to import, and only a migration needs it

    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return made


def _migrate(connection: Connection) -> None:
    """Run all migrations that are missing, inside the connection's transaction."""
    from alembic import command  # noqa: PLC0415  # as above

    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")


def _write_ahead(engine: Engine, tries: int = 50) -> None:
    """Switch a SQLite file to its write-ahead log; SQLite answers "locked" at once where another is at it."""
    if engine.dialect.name != "sqlite":
        return
    with told(engine.url), engine.connect() as connection:
        raw = connection.connection.driver_connection
        for attempt in range(tries):
            try:
                raw.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr]  # sqlite3's own connection
            except sqlite3.OperationalError:
                if attempt + 1 == tries:
                    raise
                time.sleep(0.02)
            else:
                return
