"""The store: readings in, rows and records out. Each call is one transaction."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from sqlalchemy import DateTime, func, insert, select, type_coerce, update

from corpus.errors import SettingsError, StoreError
from db import names, queries
from db.content_hash import content_hash
from db.copying import copied
from db.corrections import ledger
from db.corrections.cuts import begins, cuts_of, write
from db.corrections.desk import Desk
from db.deriving import Ties
from db.driver import Driver
from db.dump import dump
from db.engine import TIMEOUT, check_file, engine_of, file_of, named, reads, url_of, writes
from db.force import status
from db.graph import NODES, Direction, Graph, Same, neighbourhood
from db.loading import put_failed
from db.putting import corrections_of, put, settle
from db.rebuild import rebuild
from db.schema import prepare, refuse, version
from db.search import Answer, Question, search
from db.tables.acts import Act
from db.tables.sources import Run, RunCount, Source, SourceText
from db.where import conditions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path
    from types import TracebackType

    from sqlalchemy import Connection, Engine

    from corpus.cuts import Cut
    from corpus.reading import Reading
    from corpus.records import JsonObject
    from db.answers import ActRow, Outcome, SourceRow
    from db.corrections.cuts import Change
    from db.force import Status
    from db.plain import Cell

BATCH = 50
"""Acts whose rows are read at once."""


class Store:
    """A database of acts. Safe to share among threads; a process opens its own, after it was forked.

    What iterates (`sources`, `acts`, `records`, ...) sees the database as it was when it began,
    whatever is loaded meanwhile. Raises `StoreError` where the database cannot be used, in one line
    that tells what to do; a record that the schema has no place for raises a plain `GazetteError`,
    and nothing of its source is stored.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, target: str | Path, *, create: bool = True, timeout: float = TIMEOUT) -> Store:
        """Open the database at a file path or SQLAlchemy URL.

        With `create`, a missing or empty one gets its tables; else `StoreError` says that there is
        none. A database of another program, or of another schema, is refused and left untouched.
        `timeout` is how many seconds a writer waits for another.
        """
        url = url_of(target)
        path = file_of(url)
        if path is not None:
            check_file(path, create=create)
        engine = engine_of(url, timeout=timeout)
        try:
            if create:
                prepare(engine, older=False)
            else:
                _checked(engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # Runs

    def begin_run(self, *, release: str, arguments: Sequence[str], started_at: str) -> int:
        """Note that a run begins; return its id. `started_at` is an ISO instant in UTC."""
        row = {"release": release, "arguments": json.dumps(list(arguments), ensure_ascii=False), "started_at": started_at}
        with writes(self._engine) as connection:
            return connection.execute(insert(Run).values(row).returning(Run.id)).scalar_one()

    def finish_run(self, run_id: int, *, finished_at: str, counts: Mapping[str, int], exit_code: int) -> None:
        """Note how a run ended, with the figures of its report."""
        with writes(self._engine) as connection:
            ended = update(Run).where(Run.id == run_id).values(finished_at=finished_at, exit_code=exit_code)
            if connection.execute(ended).rowcount == 0:
                raise StoreError(f"{named(self._engine.url)} knows no run {run_id}: begin it first")
            if counts:
                rows = [{"run_id": run_id, "name": name, "count": count} for name, count in counts.items()]
                connection.execute(insert(RunCount), rows)

    # Sources in

    def known(self, sha256: str, *, release: str) -> bool:
        """Whether these bytes are loaded, and by this very release: then there is nothing to do."""
        with reads(self._engine) as connection, Driver(connection) as driver:
            return driver.one("SELECT status, release FROM sources WHERE sha256 = ?", sha256) == ("loaded", release)

    def add_name(self, sha256: str, *, path: str) -> None:
        """Note that `path` holds bytes of which there is a reading; other bytes that it held are superseded.

        Raises `StoreError` where there is none.
        """
        with reads(self._engine) as connection, Driver(connection) as driver:
            if names.holds(driver, self._id(connection, sha256, read=True), path):
                return
        with writes(self._engine) as connection, Driver(connection) as driver:
            changed = names.hold(driver, self._id(connection, sha256, read=True), path=path, seen=_now(connection))
            settle(connection, driver, Ties(driver), changed)

    def cuts(self, sha256: str, *, path: str | None = None) -> tuple[Cut, ...]:
        """Return what people said of where acts begin in these bytes, or in those that `path` holds: a reading is told it."""
        with reads(self._engine) as connection, Driver(connection) as driver:
            return cuts_of(driver, sha256, path)

    def load(self, reading: Reading, *, run_id: int) -> Outcome:
        """Store a reading whole, under its path, in one transaction, and tie its acts to those of other sources.

        Bytes that this release has loaded before only gain the path. An earlier release's reading
        of the same bytes is replaced; other bytes under the same path are superseded. What becomes of
        corrections is added to the run's counts.
        """
        with writes(self._engine) as connection, Driver(connection) as driver:
            return put(connection, driver, reading, run_id=run_id)

    def recut(self, reading: Reading, change: Change, *, run_id: int) -> JsonObject:
        """Store a merge or split of acts, or take one back, with the reading that has it so, in place of that of these bytes.

        Returns the correction as it is listed. Raises `SettingsError` where others changed the same meanwhile.
        """
        with writes(self._engine) as connection, Driver(connection) as driver:
            made, told = write(driver, reading.source.sha256, change, reading.cuts)
            put(connection, driver, replace(reading, cuts=told), run_id=run_id, again=True)
            return ledger.listed(ledger.by_id(driver, made.id) or made, source=reading.source.name)

    def source_of(self, act_id: int) -> str:
        """Return the hash of the source that an act is of."""
        with reads(self._engine) as connection:
            return str(connection.execute(select(Source.sha256).join(Act).where(Act.id == act_id)).scalar_one())

    def begins(self, act_id: int, *, after: bool = False) -> int | None:
        """Return where in the raw text the heading of an act stands, or of the act `after` it; None where there is none."""
        with reads(self._engine) as connection, Driver(connection) as driver:
            return begins(driver, act_id, after=after)

    def corrected(self, run_id: int) -> dict[str, int]:
        """Return what became of corrections in a run, by their states: only of sources that it read."""
        with reads(self._engine) as connection, Driver(connection) as driver:
            return corrections_of(driver, run_id)

    def fail(self, *, sha256: str, path: str, size: int, error: str, code: str, run_id: int) -> None:  # noqa: PLR0913
        """Store why a source could not be read, in place of nothing good.

        Bytes that an earlier release read keep that reading, with the error beside it; so does a
        path whose older bytes were read.
        """
        told: dict[str, Cell] = {"error": error or code, "error_code": code}
        with writes(self._engine) as connection, Driver(connection) as driver:
            release, started = driver.all("SELECT release, started_at FROM runs WHERE id = ?", run_id)[0]
            row = driver.one("SELECT id, reader FROM sources WHERE sha256 = ?", sha256)
            if row is not None and row[1] is not None:
                source_id = int(str(row[0]))
                driver.run("UPDATE sources SET error = ?, error_code = ? WHERE id = ?", *told.values(), source_id)
                settle(connection, driver, Ties(driver), names.hold(driver, source_id, path=path, seen=str(started)))
                return
            told |= {"release": release, "loaded_at": started, "run_id": run_id}
            if row is not None:
                source_id = int(str(row[0]))
                marks = ", ".join(f"{name} = ?" for name in told)
                driver.run(f"UPDATE sources SET {marks} WHERE id = ?", *told.values(), source_id)  # noqa: S608  # our names
            else:
                source_id = put_failed(driver, {"sha256": sha256, "name": names.base(path), "size": size, **told})
            settle(connection, driver, Ties(driver), names.miss(driver, source_id, path=path, seen=str(started)))

    # Rows and records out

    def sources(self, *, include_superseded: bool = False) -> Iterator[SourceRow]:
        """Yield the sources, failed ones too, by name and hash."""
        with reads(self._engine) as connection:
            yield from queries.source_rows(connection, superseded=include_superseded)

    def acts(
        self,
        *,
        type: str | None = None,  # noqa: A002  # the record's own word
        year: int | None = None,
        issuer: str | None = None,
        include_superseded: bool = False,
    ) -> Iterator[ActRow]:
        """Yield the heads of acts, in the order of `records`, that fit all that is given.

        `issuer` is part of the issuer's name, or its acronym or a part of that; case and accents
        do not count, and no character is a wildcard.
        """
        with reads(self._engine) as connection:
            yield from queries.act_rows(connection, kind=type, year=year, issuer=issuer, superseded=include_superseded)

    def search(self, question: Question) -> Answer:
        """Return the page of acts (or provisions) that answer to a question, the best first (see `db.search`)."""
        with reads(self._engine) as connection:
            return search(connection, question)

    def find_act(self, key: str) -> ActRow:
        """Return the act that `key` names: its id, its URN or content key, or SOURCE#ordinal.

        Raises `SettingsError`, telling what there is, where it names none or several.
        """
        with reads(self._engine) as connection:
            return queries.find(connection, key)

    def record(self, act_id: int, *, uncorrected: bool = False) -> JsonObject:
        """Return an act's record, what people corrected marked as such, or `uncorrected` as it was loaded.

        Raises `SettingsError` where there is no such act.
        """
        with reads(self._engine) as connection:
            found = rebuild(connection, [act_id], uncorrected=uncorrected)
        if not found:
            raise SettingsError(f"no act has the id {act_id}; list the acts for their ids")
        return found[0]

    def records(
        self, *, where: Sequence[str] = (), include_superseded: bool = False, uncorrected: bool = False
    ) -> Iterator[JsonObject]:
        """Yield the records of the acts that meet all conditions, by source name, hash and ordinal; few at a time are in memory.

        Conditions are of the form that `db.where` tells; `SettingsError` where one is none. With
        `uncorrected` the acts are told as they were loaded; conditions are met by what is right.
        """
        with reads(self._engine) as connection:
            ids = queries.act_ids(connection, superseded=include_superseded, where=conditions(where))
            for start in range(0, len(ids), BATCH):
                yield from rebuild(connection, ids[start : start + BATCH], uncorrected=uncorrected)

    # What acts do to one another

    def graph(
        self,
        act_id: int,
        *,
        depth: int = 1,
        direction: Direction = Direction.BOTH,
        same: Same = Same.MERGED,
        limit: int = NODES,
    ) -> Graph:
        """Return what lies within `depth` references of an act, at most `limit` nodes of it (see `db.graph`)."""
        with reads(self._engine) as connection, Driver(connection) as driver:
            return neighbourhood(driver, act_id, depth=depth, direction=direction, same=same, limit=limit)

    def status(self, act_id: int, *, on: date) -> Status:
        """Return whether an act is in force on a day, as far as is known here, with the evidence (see `db.force`)."""
        with reads(self._engine) as connection, Driver(connection) as driver:
            return status(driver, act_id, on=on)

    def content_hash(self) -> str:
        """Return the hash of what the current acts say (see `db.content_hash`)."""
        return content_hash(self.records())

    def copy(self, target: str | Path) -> dict[str, int]:
        """Write all that is here into the empty database at `target`; return rows by table (see `db.copying`)."""
        with Store.open(target) as other, reads(self._engine) as old, writes(other._engine) as new:  # noqa: SLF001  # a store of ours
            return copied(old, new)

    def dump(self, folder: Path, *, form: str) -> dict[str, int]:
        """Write every table into a file of its own in `folder`, as csv or parquet; return how many rows each has."""
        return dump(self._engine, folder, form=form)

    def repairs(self, sha256: str) -> Iterator[JsonObject]:
        """Yield the repairs of a source in order of its raw text, each with the ordinal of its act, else null."""
        with reads(self._engine) as connection:
            self._id(connection, sha256)
            yield from queries.repair_rows(connection, sha256)

    def texts(self, sha256: str) -> tuple[str, str]:
        """Return a source's raw text and what all repairs together made of it; raises `StoreError` where there is none."""
        with reads(self._engine) as connection:
            query = select(SourceText.raw, SourceText.repaired).where(SourceText.source_id == self._id(connection, sha256))
            found = connection.execute(query).first()
        if found is None:
            raise StoreError(f"{named(self._engine.url)} holds no text of the source {sha256}: it could not be read")
        return found.raw, found.repaired

    def problems(self, sha256: str | None = None) -> Iterator[JsonObject]:
        """Yield the problems of current sources, or of one, each with source, hash and ordinal (null for the whole source)."""
        with reads(self._engine) as connection:
            yield from queries.problem_rows(connection, sha256)

    @property
    def desk(self) -> Desk:
        """Where people correct what was read."""
        return Desk(self._engine)

    def _id(self, connection: Connection, sha256: str, *, read: bool = False) -> int:
        """Return a source's id; raises `StoreError` where there is none, or with `read` no reading of it."""
        found = connection.execute(select(Source.id, Source.reader).where(Source.sha256 == sha256)).first()
        if found is None or (read and found.reader is None):
            raise StoreError(f"{named(self._engine.url)} holds no source with the hash {sha256}; load it first")
        return int(found.id)


def _checked(engine: Engine) -> None:
    """Raise `StoreError` where the database is empty or has another schema."""
    with reads(engine) as connection:
        found = version(connection)
    if found is None:
        raise StoreError(f"{named(engine.url)} is empty; run the pipeline first to fill it")
    refuse(found, named(engine.url))


def _now(connection: Connection) -> str:
    """Return the database's own clock as an ISO instant in UTC."""
    now: datetime = connection.execute(select(type_coerce(func.current_timestamp(), DateTime()))).scalar_one()
    return (now.replace(tzinfo=UTC) if now.tzinfo is None else now.astimezone(UTC)).isoformat(timespec="seconds")
