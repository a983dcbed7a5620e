"""Who reads the documents: worker processes beside this one; plain text, where there is one job, this process itself.

Readers of everything but plain text rest on native libraries, which can crash, run away or take all
memory there is. So a document is read by a worker within limits (`pipeline.process`), one at a time;
when the worker dies, that document alone has failed, and the next one gets a new worker.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import LifoQueue
from time import perf_counter
from typing import TYPE_CHECKING, Final, Protocol

from extractors.readers.sniff import TEXT, media_type
from pipeline.process import Worker
from pipeline.reading import TOO_LARGE, Attempt, Failure, attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType
    from typing import Self

    from corpus.source import SourceDocument
    from pipeline.reading import Read
    from pipeline.settings import Settings

AHEAD: Final = 4
"""Documents handed out for each worker before the oldest must be settled: bounds the memory."""


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
    """Reads plain text in this process, when asked for the result, and hands all else to one worker."""

    window = 0

    def __init__(self, read: Read, settings: Settings) -> None:
        self._attempt = partial(attempt, read, settings=settings)
        self._worker = Workers(read, settings, jobs=1)

    def submit(self, source: SourceDocument) -> Callable[[], Attempt]:
        """Take a source."""
        if is_plain(source):
            return partial(self._attempt, source)
        return self._worker.submit(source)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._worker.__exit__(kind, error, trace)


class Workers:
    """Reads in `jobs` processes, each started when the first document asks for it and used again.

    Each has a thread here that waits for it, so that a process that dies, or is past its time, is
    known with the document that it was reading.
    """

    def __init__(self, read: Read, settings: Settings, *, jobs: int) -> None:
        self.window = jobs * AHEAD
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="lavra-worker")
        self._workers = tuple(Worker(partial(_attempts, read), settings) for _ in range(jobs))
        self._idle: LifoQueue[Worker[Attempt]] = LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)

    @property
    def processes(self) -> tuple[int, ...]:
        """The ids of the processes that there are now."""
        return tuple(pid for worker in self._workers if (pid := worker.pid) is not None)

    def submit(self, source: SourceDocument) -> Callable[[], Attempt]:
        """Take a source."""
        return self._threads.submit(self._attempt, source).result

    def _attempt(self, source: SourceDocument) -> Attempt:
        worker, start = self._idle.get(), perf_counter()
        try:
            told, *_ = worker.answers(source)
        finally:
            self._idle.put(worker)
        return Attempt(told, perf_counter() - start) if isinstance(told, Failure) else told

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None:
            for worker in self._workers:
                worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._workers:
            worker.end()


def readers(read: Read, settings: Settings, *, files: int) -> Readers:
    """Return who reads `files` documents."""
    jobs = settings.jobs_for(files)
    return Alone(read, settings) if jobs == 1 else Workers(read, settings, jobs=jobs)


def is_plain(source: SourceDocument) -> bool:
    """Whether a source is read without a native library: text, or nothing at all."""
    return not source.content or media_type(source.content) == TEXT


def _attempts(read: Read, source: SourceDocument, settings: Settings) -> Iterator[Attempt]:
    """Read one source, in a worker; raises `MemoryError`, for one that had too little has no room for another document."""
    tried = attempt(read, source, settings)
    if tried.result == TOO_LARGE:
        raise MemoryError
    yield tried
