"""The driver's own cursor, within a transaction that SQLAlchemy began.

Loading is many small statements, and SQLAlchemy takes ten times as long over one as SQLite does. So
they go to the driver as they are: SQL that both engines read, tuples in and out, many rows at once
(COPY on PostgreSQL). What the driver raises is made into ours by `db.engine.told`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol, Self, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Table

    from db.plain import Cell, Row


_FEW: Final = 8
"""Rows up to which psycopg is faster row by row."""


class _Copy(Protocol):
    """What psycopg gives to copy rows into."""

    def write_row(self, row: Sequence[Cell]) -> None:
        """Send one row."""


class _Cursor(Protocol):
    """What both drivers' cursors have; `copy` is psycopg's alone."""

    rowcount: int

    def execute(self, statement: str, parameters: Sequence[Cell] = ()) -> object:
        """Run a statement."""

    def executemany(self, statement: str, rows: Iterable[Sequence[Cell]]) -> object:
        """Run a statement for every row."""

    def fetchall(self) -> list[Row]:
        """Return what it found."""

    def copy(self, statement: str) -> AbstractContextManager[_Copy]:
        """Begin a COPY."""

    def close(self) -> None:
        """Let go."""


class Driver:
    """Statements over one connection, in the transaction that is open there. Parameters are marked ``?``."""

    def __init__(self, connection: Connection) -> None:
        self.postgresql = connection.dialect.name == "postgresql"
        raw = connection.connection.driver_connection
        if raw is None:
            raise TypeError(connection)
        self._cursor = cast("_Cursor", raw.cursor())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._cursor.close()

    def all(self, statement: str, *parameters: Cell) -> list[Row]:
        """Return all rows that a query finds."""
        self._cursor.execute(self._marked(statement), parameters)
        return self._cursor.fetchall()

    def one(self, statement: str, *parameters: Cell) -> Row | None:
        """Return the first row that a query finds, None for none."""
        found = self.all(statement, *parameters)
        return found[0] if found else None

    def run(self, statement: str, *parameters: Cell) -> int:
        """Run a statement that writes; return how many rows it touched."""
        self._cursor.execute(self._marked(statement), parameters)
        return self._cursor.rowcount

    def many(self, statement: str, rows: Iterable[Sequence[Cell]]) -> None:
        """Run a statement for every row."""
        if not self.postgresql:
            self._cursor.executemany(statement, rows)
            return
        each = list(rows)
        if len(each) > _FEW:
            self._cursor.executemany(_percent(statement), each)
            return
        for row in each:
            self._cursor.execute(_percent(statement), row)

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Insert rows whose cells are in the order of the table's columns: COPY where there is one."""
        names = _columns(table)
        if not self.postgresql:
            marks = ", ".join(["?"] * len(table.columns))
            self._cursor.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)  # noqa: S608  # our names
            return
        with self._cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def numbers(self, table: str, count: int) -> list[int]:
        """Return so many ids for new rows of `table`, none of which was ever given to another row.

        Within a transaction that alone may write.
        """
        if self.postgresql:
            found = self.all(f"SELECT nextval('{table}_id_seq') FROM generate_series(1, ?)", count)  # noqa: S608  # our names
            return [int(str(row[0])) for row in found]
        last = self.one("SELECT seq FROM sqlite_sequence WHERE name = ?", table)
        first = (int(str(last[0])) if last is not None else 0) + 1
        return list(range(first, first + count))

    def _marked(self, statement: str) -> str:
        return _percent(statement) if self.postgresql else statement


@lru_cache(maxsize=256)
def _percent(statement: str) -> str:
    """Return a statement with psycopg's marks for parameters."""
    return statement.replace("%", "%%").replace("?", "%s")


@lru_cache(maxsize=128)
def _columns(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)
