"""How a run is shown while it goes: a bar on a terminal, lines elsewhere, or failures only."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TYPE_CHECKING, Final

from pipeline.report import Status
from pipeline.streams import complain
from pipeline.visible import visible

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from pipeline.report import Outcome
    from pipeline.run import Watcher

EVERY: Final = 15.0
"""Seconds between two lines."""


def watcher(*, quiet: bool) -> Watcher:
    """Return who shows the run on standard error."""
    if quiet:
        return Failures()
    return Bar() if sys.stderr.isatty() else Lines()


def failure_line(outcome: Outcome) -> str:
    """Return the line for a source that was set aside."""
    return visible(f"failed {outcome.path}: {outcome.error}")


class Failures:
    """Shows failures, nothing else."""

    def began(self, total: int) -> None:
        """`total` sources are to come."""

    def settled(self, outcome: Outcome) -> None:
        """One more is done."""
        if outcome.status == Status.FAILED:
            complain(failure_line(outcome))

    def ended(self) -> None:
        """None will come any more."""


class Lines:
    """Shows failures, and now and then a line: for logs."""

    def __init__(self) -> None:
        self._total = self._done = 0
        self._start = self._told = monotonic()

    def began(self, total: int) -> None:
        """`total` sources are to come."""
        self._total, self._start = total, monotonic()
        complain(f"reading {total} source{'s' * (total != 1)}")

    def settled(self, outcome: Outcome) -> None:
        """One more is done."""
        self._done += 1
        if outcome.status == Status.FAILED:
            complain(failure_line(outcome))
        if monotonic() - self._told >= EVERY:
            self._told = monotonic()
            complain(self._line())

    def _line(self) -> str:
        rate = self._done / max(monotonic() - self._start, 0.001)
        total = max(self._total, self._done)  # archives hold more than was told
        to_go = (total - self._done) / rate
        return f"{self._done} of {total} sources, {rate:.1f} a second, about {to_go:.0f} s to go"

    def ended(self) -> None:
        """None will come any more."""


class Bar:
    """Shows a bar with the rate and the time to go; failures stand above it."""

    def __init__(self) -> None:
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def began(self, total: int) -> None:
        """`total` sources are to come."""
        from rich.console import Console  # noqa: PLC0415  # only on a terminal
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

        self._progress = Progress(
            TextColumn("reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True, markup=False, emoji=False, highlight=False),
            transient=True,
        )
        self._task = self._progress.add_task("reading", total=total, rate="")
        self._progress.start()

    def settled(self, outcome: Outcome) -> None:
        """One more is done."""
        if self._progress is None or self._task is None:
            return
        if outcome.status == Status.FAILED:
            self._progress.console.print(failure_line(outcome), style="red")
        speed = self._progress.tasks[0].speed
        self._progress.update(self._task, advance=1, rate=f"{speed:.1f}/s" if speed else "")

    def ended(self) -> None:
        """None will come any more."""
        if self._progress is not None:
            self._progress.stop()
