"""The run: every file to its outcome, one transaction a source, whatever a document does."""

from __future__ import annotations

import os
import signal
from collections import deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from corpus.errors import DocumentError, StoreError
from pipeline.discover import printable
from pipeline.opening import Archives, SetAside, is_container, opened, refusals
from pipeline.reading import Failure, now, open_source, read_source
from pipeline.report import Outcome, Status
from pipeline.workers import readers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import FrameType

    from corpus.cuts import Cut
    from corpus.reading import Reading
    from corpus.source import SourceDocument
    from pipeline.discover import Discovery
    from pipeline.opening import Unpack
    from pipeline.reading import Attempt, Read
    from pipeline.report import Report
    from pipeline.settings import Settings
    from pipeline.workers import Readers


STDERR: Final = 2

HELD: Final = 512 * 2**20
"""Bytes of sources handed out from which the oldest must be settled, however few: archives unpack to many times their size."""


class Sink(Protocol):
    """What the run needs of the database; `db.store.Store` is one."""

    def begin_run(self, *, release: str, arguments: Sequence[str], started_at: str) -> int:
        """Note that a run begins; return its id."""

    def finish_run(self, run_id: int, *, finished_at: str, counts: Mapping[str, int], exit_code: int) -> None:
        """Note how it ended."""

    def known(self, sha256: str, *, release: str) -> bool:
        """Whether these bytes are loaded already, by this very release."""

    def add_name(self, sha256: str, *, path: str) -> None:
        """Note another path of known bytes."""

    def cuts(self, sha256: str, *, path: str | None) -> tuple[Cut, ...]:
        """Return what people said of where acts begin in these bytes, or in those that the path held."""

    def corrected(self, run_id: int) -> Mapping[str, int]:
        """Return what became of people's corrections in a run, by their states."""

    def load(self, reading: Reading, *, run_id: int) -> object:
        """Store a source whole, in one transaction. Raises `StoreError` where the database fails, else it is the reading."""

    def fail(  # noqa: PLR0913  # the database's own signature
        self, *, sha256: str, path: str, size: int, error: str, code: str, run_id: int
    ) -> None:
        """Store why a source was set aside."""


class Watcher(Protocol):
    """Who shows how the run goes."""

    def began(self, total: int) -> None:
        """`total` sources are to come."""

    def settled(self, outcome: Outcome) -> None:
        """One more is done."""

    def ended(self) -> None:
        """None will come any more."""


@dataclass(slots=True)
class Stop:
    """Whether a signal asked the run to end after the document at hand; `name` is that signal's."""

    name: str | None = None

    def ask(self, number: int, _frame: FrameType | None = None) -> None:
        """Note the signal. One who asks again does not want to wait: raises `KeyboardInterrupt`."""
        if self.name is not None:
            raise KeyboardInterrupt
        self.name = signal.Signals(number).name
        with suppress(OSError):  # straight to the descriptor: a handler may have interrupted a write to the stream
            os.write(STDERR, f"\nlavra: {self.name}: ending after this document; again to end at once\n".encode())

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take SIGINT and SIGTERM as a wish to end well."""
        before = {number: signal.signal(number, self.ask) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


class Taken(NamedTuple):
    """A source that was taken up: what brings it to its outcome, and the bytes held until then."""

    settle: Callable[[], Outcome]
    size: int = 0


@dataclass(slots=True)
class Run:
    """One run over `found`. Only `go` is for others."""

    found: Discovery
    store: Sink
    settings: Settings
    report: Report
    watcher: Watcher
    stop: Stop
    read: Read = read_source
    unpack: Unpack = opened
    run_id: int = 0
    _seen: dict[str, Failure | None] = field(default_factory=dict)

    def go(self) -> None:
        """Bring every source to its outcome in the report.

        The report must expect `found`. Raises `StoreError` where the database does not answer any
        more, `KeyboardInterrupt` for one in haste; the report is complete, and the database's note
        of the run closed, in every case.
        """
        self.run_id = self.store.begin_run(
            release=self.settings.release, arguments=self.report.arguments, started_at=self.report.started_at
        )
        self.watcher.began(self.found.total)
        try:
            self._all()
        except KeyboardInterrupt:
            self.report.stopped = self.stop.name or "SIGINT"
            raise
        except Exception as error:
            failure = Failure.of(error)
            self.report.error, self.report.error_code = failure.message, failure.exit_code
            raise
        finally:
            self.watcher.ended()
            self._finish()

    def _all(self) -> None:
        for outcome in self.report.outcomes:
            self.watcher.settled(outcome)
        waiting: deque[Taken] = deque()
        with (
            readers(self.read, self.settings, files=len(self.found.files)) as pool,
            Archives(self.unpack, self.settings) as archives,
        ):
            for path in self.found.files:
                for taken in self._taken(path, pool, archives):
                    waiting.append(taken)
                    self._settle(waiting, keep=pool.window)
                    if self.stop.name is not None:
                        break
                if self.stop.name is not None:
                    break
            self._settle(waiting, keep=0)
        self.report.stopped = self.stop.name if self.report.left else None

    def _settle(self, waiting: deque[Taken], *, keep: int) -> None:
        """Wait for the oldest until `keep` are left, and no more than `HELD` bytes; after a signal for none."""
        while (len(waiting) > keep or sum(each.size for each in waiting) > HELD) and self.stop.name is None:
            self._note(waiting.popleft().settle())
            self.report.left -= 1

    def _note(self, outcome: Outcome) -> None:
        self.report.outcomes.append(outcome)
        self.watcher.settled(outcome)

    def _taken(self, path: str, pool: Readers, archives: Archives) -> Iterator[Taken]:
        """Take up one file, or the members of an archive."""
        try:
            source = open_source(path, max_bytes=self.settings.max_bytes, sidecar=self.found.sidecars.get(path))
        except DocumentError as error:
            yield Taken(partial(Outcome.failed, printable(path), Failure.of(error), sha256=None))
            return
        if is_container(source.content):
            yield from self._members(source, pool, archives)
        else:
            yield self._source(source, pool)

    def _members(self, archive: SourceDocument, pool: Readers, archives: Archives) -> Iterator[Taken]:
        """Take up the members of an archive as sources of the run, in its place; the archive itself keeps what was refused."""
        refused = []
        for each in archives.members(archive):
            self.report.expect_more(1)
            if isinstance(each, SetAside):
                refused.append(each)
                yield Taken(partial(Outcome.failed, each.path, each.failure, sha256=None))
            else:
                yield self._source(each, pool)
        self.report.expect_more(-1)
        if refused:
            self._store_failure(archive, refusals(archive, refused))

    def _source(self, source: SourceDocument, pool: Readers) -> Taken:
        """Take up one source."""
        if source.sha256 in self._seen:
            return Taken(partial(self._twin, source), len(source.content))
        self._seen[source.sha256] = None
        if self.store.known(source.sha256, release=self.settings.release_for(source)):
            return Taken(partial(self._unchanged, source), len(source.content))
        told = replace(source, cuts=self.store.cuts(source.sha256, path=source.path))
        return Taken(partial(self._stored, source, pool.submit(told)), len(source.content))

    def _unchanged(self, source: SourceDocument) -> Outcome:
        self.store.add_name(source.sha256, path=source.path)
        return Outcome(source.path, source.sha256, Status.UNCHANGED)

    def _twin(self, source: SourceDocument) -> Outcome:
        """Settle a second file with bytes that this run has met: as the first one fared."""
        failure = self._seen[source.sha256]
        return self._unchanged(source) if failure is None else self._set_aside(source, failure, seconds=0.0)

    def _stored(self, source: SourceDocument, result: Callable[[], Attempt]) -> Outcome:
        tried = result()
        loaded = tried.result if isinstance(tried.result, Failure) else self._load(tried.result)
        if isinstance(loaded, Failure):
            return self._set_aside(source, loaded, seconds=tried.seconds)
        return Outcome.loaded(loaded, seconds=tried.seconds)

    def _load(self, reading: Reading) -> Reading | Failure:
        """Store a reading. A record that has no place in the schema is this document's failure, `StoreError` the run's."""
        try:
            self.store.load(reading, run_id=self.run_id)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001  # a bug of ours in one document is told, and the next one read
            return Failure.of(error)
        return reading

    def _set_aside(self, source: SourceDocument, failure: Failure, *, seconds: float) -> Outcome:
        """Store why; a database that cannot take even that ends the run."""
        self._seen[source.sha256] = failure
        self._store_failure(source, failure)
        return Outcome.failed(source.path, failure, sha256=source.sha256, seconds=seconds)

    def _store_failure(self, source: SourceDocument, failure: Failure) -> None:
        self.store.fail(
            sha256=source.sha256,
            path=source.path,
            size=len(source.content),
            error=failure.message,
            code=failure.code,
            run_id=self.run_id,
        )

    def _finish(self) -> None:
        """Close the run's note; a database that is gone has its error told already."""
        self.report.finished_at = now()
        try:
            self.report.corrections = self.store.corrected(self.run_id)
            self.store.finish_run(
                self.run_id,
                finished_at=self.report.finished_at,
                counts=self.report.counts(),
                exit_code=self.report.exit_code(),
            )
        except StoreError:
            if not self.report.error_code:
                raise
