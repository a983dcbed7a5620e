"""How long one document may take, and what a process that reads documents may take of the machine."""

from __future__ import annotations

import math
import resource
import signal
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from corpus.errors import UnreadableDocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

GRACE: Final = 10.0
"""Seconds past its time after which a worker that does not answer to the alarm is ended: native code hears none."""

CORES: Final = 4
"""Cores that the threads of a library may keep busy at once, for one document."""

FULL: Final = 0.5
"""Share of its memory from which a worker has not enough left for another document."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise `UnreadableDocumentError` inside the block once `seconds` have gone by.

    It rests on SIGALRM, so it holds in the main thread of a process only; elsewhere the block runs
    unbounded.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise UnreadableDocumentError(f"it took longer than {seconds:g} s and was given up; --timeout allows more")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def limit_process(memory: int) -> None:
    """Bound this process for good: `memory` bytes of its own (files that it maps do not count), and no core dumps."""
    _lower(resource.RLIMIT_DATA, memory)
    _lower(resource.RLIMIT_CORE, 0)


def allow_processor(seconds: float) -> None:
    """Allow this process, and each that it starts, `seconds` of some cores from now on; then SIGXCPU ends it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime + seconds * CORES), hard=False)


def is_full(memory: int) -> bool:
    """Whether this process has held so much of `memory` bytes at once that it should not read another document."""
    kilobyte = 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilobyte > FULL * memory


def _lower(kind: int, value: int, *, hard: bool = True) -> None:
    """Set a limit, as far as the one that there is allows."""
    most = resource.getrlimit(kind)[1]
    value = value if most == resource.RLIM_INFINITY else min(value, most)
    with suppress(ValueError, OSError):  # a system that does not know this limit goes without
        resource.setrlimit(kind, (value, value if hard else most))
