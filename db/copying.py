"""A database carried whole to another engine or machine: every row of every table, numbers and all.

What stands in the other is never mixed with what comes: it must be empty. All is one transaction
there, so that it is whole or not there. Rows stream; few are in memory at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from corpus.errors import StoreError
from db.batches import rows_at_once
from db.driver import Driver
from db.engine import named
from db.tables import METADATA

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

_NUMBERED: Final = ("runs", "sources", "acts", "corrections")


def copied(old: Connection, new: Connection) -> dict[str, int]:
    """Write all rows that `old` sees over `new`, in its transaction; return how many by table.

    Raises `StoreError` where `new` holds runs, sources or corrections already.
    """
    with Driver(new) as driver:
        filled = [table for table in ("runs", "sources", "corrections") if driver.all(f"SELECT 1 FROM {table} LIMIT 1")]  # noqa: S608
        if filled:
            name = named(new.engine.url)
            raise StoreError(f"{name} is not empty (it has {', '.join(filled)}); give the path or URL of a new database")
        driver.run("DELETE FROM municipalities")
        counts = {table.name: _copied(old, driver, table) for table in METADATA.sorted_tables if table.name != "meta"}
        if driver.postgresql:
            for each in _NUMBERED:
                last = f"(SELECT coalesce(max(id), 0) FROM {each})"  # noqa: S608  # our names
                driver.all(f"SELECT setval('{each}_id_seq', greatest({last}, 1), {last} > 0)")
    return counts


def _copied(old: Connection, driver: Driver, table: Table) -> int:
    """Copy the rows of one table in the order of its key, so that a node comes after the node it stands under."""
    rows = old.execution_options(yield_per=rows_at_once(table)).execute(select(table).order_by(*table.primary_key.columns))
    count = 0
    for some in rows.partitions():
        driver.insert(table, [tuple(row) for row in some])
        count += len(some)
    return count
