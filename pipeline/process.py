"""A process beside this one that works on one source at a time, within limits of time and memory.

What it does with a source is told when it is made: read it, unpack it. It may crash, run away or ask
for all memory there is: then what it had at hand has failed, and the next source gets a new process.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeAlias, TypeVar

from corpus.errors import DocumentError, GazetteError
from pipeline.limits import GRACE, allow_processor, is_full, limit_process
from pipeline.reading import TOO_LARGE, Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from corpus.source import SourceDocument
    from pipeline.settings import Settings

T = TypeVar("T")

Work: TypeAlias = "Callable[[SourceDocument, Settings], Iterator[T]]"
"""What is done with a source: a function that a process finds by its name, and its answers one by one."""

PRELOADED: Final = ("pipeline.reading", "pipeline.opening", "normalizers.damage", "extractors.readers", "extractors.acts")
"""What the processes share instead of importing it each."""

FAREWELL: Final = 5.0
"""Seconds that a process without work has to end."""

_STARTING: Final = threading.Lock()


class _Message(NamedTuple):
    """What a process sends: an answer; or, as the last of a source, whether it ends now, having grown too large."""

    answer: object
    last: bool = False
    ends: bool = False


class Worker(Generic[T]):
    """One process at a time, and the pipe to it. `answers` is for one thread at a time, `kill` for any."""

    def __init__(self, work: Work[T], settings: Settings) -> None:
        self._work, self._settings = work, settings
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    @property
    def pid(self) -> int | None:
        """The id of the process there is now."""
        return self._process.pid if self._process is not None else None

    def answers(self, source: SourceDocument) -> Iterator[T | Failure]:
        """Tell what comes of one source, each answer when it is asked for and within the time of a document.

        A process that dies of it, or is past its time, is told as the last answer, a `Failure`. Who stops
        before the end ends the process.
        """
        pipe, finished = self._started(), False
        try:
            pipe.send(source)
            while not (message := self._received(pipe)).last:
                yield message.answer  # type: ignore[misc]  # what `work` answers, as it was sent
            finished = not message.ends
        except TimeoutError:
            yield self._lost(timed_out=True)
        except (EOFError, OSError):
            yield self._lost(timed_out=False)
        finally:
            if not finished:
                self.kill()
                self.end()

    def _received(self, pipe: Connection) -> _Message:
        """Return the next message; raises `TimeoutError`, the process killed, where it does not come in time."""
        if not pipe.poll(self._settings.seconds + GRACE):
            self.kill()
            raise TimeoutError
        message: _Message = pipe.recv()
        return message

    def _started(self) -> Connection:
        """Start a process from a clean one: this one has threads and an open database."""
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self.end()
        context = multiprocessing.get_context("forkserver")
        with _STARTING:
            context.set_forkserver_preload(list(PRELOADED))
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, self._work, self._settings), daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe

    def _lost(self, *, timed_out: bool) -> Failure:
        """Bury the process; return why its source failed."""
        process = self._process
        assert process is not None  # noqa: S101  # there was one to send to
        process.join(FAREWELL)
        code = process.exitcode
        self.end()
        return _timed_out(self._settings) if timed_out or code == -signal.SIGXCPU else _died(code, self._settings)

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


def _serve(pipe: Connection, work: Work[object], settings: Settings) -> None:
    """Work on source after source, until the other end of the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # signals are the parent's: it lets a document end
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    limit_process(settings.memory)
    while True:
        try:
            source = pipe.recv()
        except EOFError:
            return
        try:
            _answer(pipe, work, source, settings)
            ends = is_full(settings.memory)
        except MemoryError:
            pipe.send(_Message(TOO_LARGE))
            ends = True
        del source
        pipe.send(_Message(None, last=True, ends=ends))
        if ends:
            return


def _answer(pipe: Connection, work: Work[object], source: SourceDocument, settings: Settings) -> None:
    """Send all that comes of a source. Raises `MemoryError`."""
    allow_processor(settings.seconds + GRACE)
    for each in work(source, settings):
        pipe.send(_Message(each))
        allow_processor(settings.seconds + GRACE)


def _follow_parent() -> None:
    """Do not outlive the parent."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
