"""Who reads the documents: worker processes beside this one; plain text, where there is one job, this process itself.

Readers of everything but plain text rest on native libraries, which can crash, run away or take all
memory there is. So a document is read by a worker within limits (`pipeline.limits`), one at a time;
when the worker dies, that document alone has failed, and the next one gets a new worker.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import LifoQueue
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from corpus.errors import DocumentError, GazetteError
from extractors.readers.sniff import TEXT, media_type
from pipeline.limits import GRACE, allow_processor, is_full, limit_process
from pipeline.reading import Attempt, Failure, attempt

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from types import TracebackType
    from typing import Self

    from corpus.source import SourceDocument
    from pipeline.reading import Read
    from pipeline.settings import Settings

AHEAD: Final = 4
"""Documents handed out for each worker before the oldest must be settled: bounds the memory."""

PRELOADED: Final = ("pipeline.reading", "normalizers.damage", "extractors.readers", "extractors.acts")
"""What the workers share instead of importing it each."""

FAREWELL: Final = 5.0
"""Seconds that a worker without work has to end."""

_STARTING: Final = threading.Lock()


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
        self._workers = tuple(_Worker(read, settings) for _ in range(jobs))
        self._idle: LifoQueue[_Worker] = LifoQueue()
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
        worker = self._idle.get()
        try:
            return worker.attempt(source)
        finally:
            self._idle.put(worker)

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


class _Answer(NamedTuple):
    """What a worker sends: what came of a document, and whether it ends now, having grown too large."""

    attempt: Attempt
    ends: bool


class _Worker:
    """One process at a time, and the pipe to it. `attempt` is for one thread at a time, `kill` for any."""

    def __init__(self, read: Read, settings: Settings) -> None:
        self._read, self._settings = read, settings
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    @property
    def pid(self) -> int | None:
        """The id of the process there is now."""
        return self._process.pid if self._process is not None else None

    def attempt(self, source: SourceDocument) -> Attempt:
        """Have one source read; a process that dies of it, or is past its time, is its failure."""
        pipe = self._started()
        try:
            pipe.send(source)
            if not pipe.poll(self._settings.seconds + GRACE):
                self.kill()
                return self._lost(timed_out=True)
            answer: _Answer = pipe.recv()
        except (EOFError, OSError):
            return self._lost(timed_out=False)
        if answer.ends:
            self.end()
        return answer.attempt

    def _started(self) -> Connection:
        """Start a process from a clean one: this one has threads and an open database."""
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self.end()
        context = multiprocessing.get_context("forkserver")
        with _STARTING:
            context.set_forkserver_preload(list(PRELOADED))
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, self._read, self._settings), daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe

    def _lost(self, *, timed_out: bool) -> Attempt:
        """Bury the process; return why its document failed."""
        process = self._process
        assert process is not None  # noqa: S101  # there was one to send to
        process.join(FAREWELL)
        code = process.exitcode
        self.end()
        if timed_out or code == -signal.SIGXCPU:
            return Attempt(_timed_out(self._settings), self._settings.seconds)
        return Attempt(_died(code, self._settings), 0.0)

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        process = self._process
        if process is not None:
            process.kill()

    def end(self) -> None:
        """Let the process end."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.join(FAREWELL)
            self._process.kill()
            self._process.join()
        self._pipe = self._process = None


def _timed_out(settings: Settings) -> Failure:
    told = f"it took longer than {settings.seconds:g} s, and the worker process was ended for it; --timeout allows more"
    return Failure("WorkerTimeout", told, DocumentError.exit_code)


def _died(code: int | None, settings: Settings) -> Failure:
    """Tell a worker's end: by a signal the document's failure, by itself a bug."""
    if code is None or code >= 0:
        told = f"the worker process that read it ended by itself (exit code {code})"
        return Failure("WorkerDied", told, GazetteError.exit_code)
    name = signal.Signals(-code).name
    if name == "SIGKILL":
        told = "the worker process that read it was killed: the machine ran out of memory; free some, or lower --jobs"
    else:
        limit = f"{settings.memory / 2**20:.0f} MB"
        told = f"the worker process that read it died ({name}): the file crashed a library, or needs more memory than {limit}"
    return Failure("WorkerDied", told, DocumentError.exit_code)


def _serve(pipe: Connection, read: Read, settings: Settings) -> None:
    """Read source after source, until the other end of the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # signals are the parent's: it lets a document end
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    limit_process(settings.memory)
    while True:
        try:
            source = pipe.recv()
        except EOFError:
            return
        allow_processor(settings.seconds + GRACE)
        tried = attempt(read, source, settings)
        del source
        ends = is_full(settings.memory) or (isinstance(tried.result, Failure) and tried.result.code == MemoryError.__name__)
        pipe.send(_Answer(tried, ends))
        if ends:
            return


def _follow_parent() -> None:
    """Do not outlive the parent."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
