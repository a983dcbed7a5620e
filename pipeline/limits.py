"""How long one document may take."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from corpus.errors import UnreadableDocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


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
