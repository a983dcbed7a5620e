"""`loading`: what `Store.load` takes beside the driver alone, given the very rows that came of it.

The driver writes the same rows into the same tables, with the same indexes and checks, in the same
transactions, a source each: `executemany` of sqlite3, COPY of psycopg. What we take more is what
the records are taken apart in, the ties to other sources, and the ways between.
"""

from __future__ import annotations

import sqlite3
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Final

from bench.postgresql import programs, server
from bench.texts import issue, samples
from corpus.source import SourceDocument
from db.store import Store
from db.tables import METADATA
from pipeline.reading import now, read_source
from pipeline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sqlalchemy import Table  # noqa: TID251  # the schema's own word for it

    from bench.measures import Row
    from bench.postgresql import Server
    from corpus.reading import Reading

    Cells = tuple[object, ...]
    Transaction = list[tuple[Table, list[Cells]]]

SMALL: Final = 60
"""Sources of one or a few acts."""
LARGE: Final = 400_000
"""Characters of a source of many acts."""
TIMES: Final = 7
_NOT_LOADED: Final = frozenset({"meta", "municipalities", "runs", "run_counts", "corrections"})


def loading() -> Iterator[Row]:
    """Tell the rows a second of `Store.load`, and what share that is of the driver alone."""
    with TemporaryDirectory() as folder:
        for subject, readings in (("small sources", _small()), ("one large source", _large())):
            yield from _on_sqlite(subject, readings, Path(folder))
            if programs() is not None:
                with server() as running:
                    yield from _on_postgresql(subject, readings, running)


def _small() -> list[Reading]:
    texts = [each for each in samples() if not each.content.startswith(b"%PDF")]
    sources = (SourceDocument.of(texts[at % len(texts)].content + b"\n" * at, path=f"{at}.txt") for at in range(SMALL))
    return [_read(source) for source in sources]


def _large() -> list[Reading]:
    clean = tuple(each for each in samples() if not each.damaged and not each.content.startswith(b"%PDF"))
    return [_read(SourceDocument.of(issue(clean, characters=LARGE).encode(), path="large.txt"))]


def _read(source: SourceDocument) -> Reading:
    return read_source(source, Settings(release="bench"))


def _on_sqlite(subject: str, readings: Sequence[Reading], folder: Path) -> Iterator[Row]:
    names = iter(range(99))

    def fresh() -> str:
        target = str(folder / f"{subject[:3]}{next(names)}.db")
        Store.open(target).close()
        return target

    loaded = fresh()
    _load(readings, loaded)
    connection = sqlite3.connect(loaded)
    told = _transactions(lambda table: connection.execute(f"SELECT * FROM {table}").fetchall())  # noqa: S608  # our names
    connection.close()
    ours, raw = _in_turn(lambda: _load(readings, fresh()), lambda: _executemany(told, fresh()))
    yield from _rows(f"{subject}, SQLite", told, ours, raw, "sqlite3.executemany")


def _on_postgresql(subject: str, readings: Sequence[Reading], running: Server) -> Iterator[Row]:
    names = iter(range(99))

    def fresh() -> str:
        name = f"bench{next(names)}"
        Store.open(running.create(name)).close()
        return name

    loaded = fresh()
    _load(readings, running.url(loaded))
    with running.connect(loaded) as connection:
        told = _transactions(lambda table: connection.execute(f"SELECT * FROM {table}".encode()).fetchall())  # noqa: S608
    ours, raw = _in_turn(lambda: _load(readings, running.url(fresh())), lambda: _copy(told, running, fresh()))
    yield from _rows(f"{subject}, PostgreSQL", told, ours, raw, "psycopg COPY")


def _in_turn(ours: Callable[[], float], raw: Callable[[], float]) -> tuple[float, float]:
    """Return the least seconds of either, taken in turn: what else the machine does then strikes both."""
    taken = [(ours(), raw()) for _ in range(TIMES)]
    return min(each for each, _ in taken), min(each for _, each in taken)


def _rows(subject: str, told: Sequence[Transaction], ours: float, raw: float, base: str) -> Iterator[Row]:
    from bench.measures import Row  # noqa: PLC0415  # it names this measure

    count = sum(len(rows) for transaction in told for _, rows in transaction)
    yield Row("loading", subject, count / ours, "rows/s")
    yield Row("loading", subject, raw / ours, "x", base)


def _load(readings: Iterable[Reading], target: str) -> float:
    with Store.open(target) as store:
        run = store.begin_run(release="bench", arguments=(), started_at=now())
        start = perf_counter()
        for reading in readings:
            store.load(reading, run_id=run)
        return perf_counter() - start


def _transactions(rows_of: Callable[[str], list[Cells]]) -> list[Transaction]:
    """Return all rows that were loaded, by source and table; what sources share goes in with the first."""
    owner: dict[object, object] = {row[0]: row[1] for row in rows_of("acts")}
    first = next(iter(rows_of("sources")), (None,))[0]
    by_source: dict[object, dict[str, list[Cells]]] = {}
    tables = [table for table in METADATA.sorted_tables if table.name not in _NOT_LOADED]
    for table in tables:
        names = list(table.columns.keys())
        for row in rows_of(table.name):
            cells = dict(zip(names, row, strict=True))
            if table.name == "sources":
                source = cells["id"]
            elif "act_id" in cells and cells.get("act_id") is not None:
                source = max(owner[cells[name]] for name in ("act_id", "other_id", "target_id") if cells.get(name) is not None)  # type: ignore[type-var]
            else:
                source = cells.get("source_id", first)
            by_source.setdefault(source, {}).setdefault(table.name, []).append(tuple(row))
    return [
        [(table, rows[table.name]) for table in tables if table.name in rows] for _, rows in sorted(by_source.items(), key=_id)
    ]


def _id(item: tuple[object, object]) -> int:
    return int(str(item[0]))


def _executemany(told: Sequence[Transaction], target: str) -> float:
    connection = sqlite3.connect(target, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("INSERT INTO runs (id, release, arguments, started_at) VALUES (1, 'bench', '[]', '')")
    start = perf_counter()
    for transaction in told:
        connection.execute("BEGIN IMMEDIATE")
        for table, rows in transaction:
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)  # noqa: S608  # our names
        connection.execute("COMMIT")
    spent = perf_counter() - start
    connection.close()
    return spent


def _copy(told: Sequence[Transaction], running: Server, name: str) -> float:
    with running.connect(name) as connection:
        connection.execute("INSERT INTO runs (id, release, arguments, started_at) VALUES (1, 'bench', '[]', '')")
        start = perf_counter()
        for transaction in told:
            with connection.transaction(), connection.cursor() as cursor:
                for table, rows in transaction:
                    listed = ", ".join(f'"{each}"' for each in islice(table.columns.keys(), None))
                    with cursor.copy(f"COPY {table.name} ({listed}) FROM STDIN".encode()) as copy:
                        for row in rows:
                            copy.write_row(row)
        return perf_counter() - start
