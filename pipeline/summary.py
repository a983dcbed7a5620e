"""The end of a run, told to a person: a table on a terminal, lines elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from pipeline.report import Status
from pipeline.streams import console, output
from pipeline.visible import visible

if TYPE_CHECKING:
    from collections import Counter

    from pipeline.report import Report

MOST: Final = 10
"""Failures that are told; the report file and the database have them all."""

FRAME: Final = 15
"""Columns of the table that the values do not have."""

LISTS: Final = frozenset({"acts", "problems"})
"""Rows that are lists of counts."""

CORRECTED: Final = {"active": "re-applied", "confirmed": "confirmed", "orphaned": "orphaned: see `lavra corrections`"}
"""What became of people's corrections of sources that were read again."""

MINUTE: Final = 60


def summarize(report: Report) -> None:
    """Print sources, acts by type, problems by code, time and the first failures on standard output.

    Who sees both streams on one terminal has just read the failures, and is not told again.
    """
    stream = output()
    if stream.isatty():
        _table(rows(report, failures=not sys.stderr.isatty()))
        return
    for name, value in rows(report):
        stream.write(f"{name:<9} {value}\n")


def rows(report: Report, *, failures: bool = True) -> list[tuple[str, str]]:
    """Return the summary as names and values; acts, problems and repairs are of what was loaded."""
    counts = report.counts()
    parts = ", ".join(f"{counts[status]} {status}" for status in Status if counts[status] or status == Status.LOADED)
    left = f", {report.left} left" if report.left else ""
    told = [("sources", f"{report.sources}: {parts}{left}")]
    if counts[Status.LOADED]:
        told += (
            ("acts", _counted(report.acts())),
            ("problems", _counted(report.problems())),
            ("repairs", f"{counts['repairs']}"),
        )
    if report.corrections:
        told.append(("corrected", ", ".join(f"{count} {CORRECTED[state]}" for state, count in report.corrections.items())))
    told.append(("time", _time(report.seconds)))
    if failures:
        told += _errors(report)
    if report.stopped is not None:
        told.append(("stopped", f"by {report.stopped}; run again to go on"))
    return told


def _errors(report: Report) -> list[tuple[str, str]]:
    found = report.failures()
    told = [("error", visible(f"{outcome.path}: {outcome.error}")) for outcome in found[:MOST]]
    more = len(found) - MOST
    return [*told, ("error", f"and {more} more: `lavra sources` lists them")] if more > 0 else told


def _time(seconds: float) -> str:
    """Tell seconds as a person reads them.

    >>> _time(4.26), _time(187), _time(7384)
    ('4.3 s', '3 min 7 s', '2 h 3 min')
    """
    if seconds < MINUTE:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), MINUTE)
    hours, minutes = divmod(minutes, MINUTE)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"


def _counted(counts: Counter[str]) -> str:
    parts = ", ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    return f"{counts.total()}: {parts}" if parts else "0"


def _table(told: list[tuple[str, str]]) -> None:
    from rich.table import Table  # noqa: PLC0415  # only on a terminal
    from rich.text import Text  # noqa: PLC0415

    page = console()
    table = Table(show_header=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, value in told:
        shown = _wrapped(value.split(", "), page.width - FRAME) if name in LISTS else value
        table.add_row(name, Text(shown, style="red" if name == "error" else ""))
    page.print(table)


def _wrapped(items: list[str], width: int) -> str:
    r"""Join items by commas, with a line break where the next would not fit: never between a name and its count.

    >>> _wrapped(["12: resolucao 7", "portaria 5"], 20)
    '12: resolucao 7,\nportaria 5'
    """
    lines = [items[0]]
    for item in items[1:]:
        if len(lines[-1]) + len(item) + len(", ,") > width:
            lines[-1] += ","
            lines.append(item)
        else:
            lines[-1] += f", {item}"
    return "\n".join(lines)
