"""Who reads the documents: this process, or some worker processes beside it."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from pipeline.reading import Attempt, Failure, attempt

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    from corpus.source import SourceDocument
    from pipeline.reading import Read
    from pipeline.settings import Settings

AHEAD: Final = 4
"""Documents handed out for each worker before the oldest must be settled: bounds the memory."""

GRACE: Final = 30.0
"""Seconds past its time after which a worker that does not answer to the alarm is ended."""

PRELOADED: Final = ("pipeline.reading", "normalizers.damage", "extractors.readers", "extractors.acts")
"""What the workers share instead of importing it each."""

DIED: Final = Failure(
    "WorkerDied",
    "the worker process that read it died: out of memory, stuck past its time, or a crash in a library",
    70,
)


class Readers(Protocol):
    """Takes sources and gives, for each, a call that waits for what came of it.

    Sources are settled in the order they were submitted, at most `window` at once.
    """

    window: int

    def submit(self, source: SourceDocument) -> Callable[[], Attempt]:
        """Take a source."""

    def __enter__(self) -> Self:
        """Start."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End; what has not begun never will."""


class Alone:
    """Reads in this process, when asked for the result."""

    window = 0

    def __init__(self, read: Read, settings: Settings) -> None:
        self._attempt = partial(attempt, read, settings=settings)

    def submit(self, source: SourceDocument) -> Callable[[], Attempt]:
        """Take a source."""
        return partial(self._attempt, source)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        pass


class Workers:
    """Reads in `jobs` processes.

    A process that dies takes the whole pool of the standard library with it, whichever document it
    was reading. Those that were on their way are then read again one by one, in a process of their
    own, so that only the one that kills it again is set aside.
    """

    def __init__(self, read: Read, settings: Settings, *, jobs: int) -> None:
        self.window = jobs * AHEAD
        self._jobs = jobs
        self._task = partial(_guarded_attempt, read, settings)
        self._pool = _pool(jobs)
        self._single: ProcessPoolExecutor | None = None

    def submit(self, source: SourceDocument) -> Callable[[], Attempt]:
        """Take a source."""
        try:
            future = self._pool.submit(self._task, source)
        except BrokenProcessPool:
            self._pool.shutdown(wait=False)
            self._pool = _pool(self._jobs)
            future = self._pool.submit(self._task, source)
        return partial(self._result, source, future)

    def _result(self, source: SourceDocument, future: Future[Attempt]) -> Attempt:
        try:
            return future.result()
        except BrokenProcessPool:
            return self._again(source)

    def _again(self, source: SourceDocument) -> Attempt:
        self._single = self._single or _pool(1)
        try:
            return self._single.submit(self._task, source).result()
        except BrokenProcessPool:
            self._single.shutdown(wait=False)
            self._single = None
            return Attempt(DIED, 0.0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        if self._single is not None:
            self._single.shutdown(wait=True, cancel_futures=True)


def readers(read: Read, settings: Settings, *, files: int) -> Readers:
    """Return who reads `files` documents."""
    jobs = settings.jobs_for(files)
    return Alone(read, settings) if jobs == 1 else Workers(read, settings, jobs=jobs)


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Start workers from a clean process: this one has threads and an open database."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(PRELOADED))
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_settle_in)


def _settle_in() -> None:
    """Leave signals to the parent, which lets a document end; but do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _guarded_attempt(read: Read, settings: Settings, source: SourceDocument) -> Attempt:
    """Read one source; where even the alarm is not answered, the process ends."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
        faulthandler.dump_traceback_later(settings.seconds + GRACE, exit=True, file=nowhere)
        try:
            return attempt(read, source, settings)
        finally:
            faulthandler.cancel_dump_traceback_later()
