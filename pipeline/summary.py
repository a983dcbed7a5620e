"""The end of a run, told to a person: a table on a terminal, lines elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.report import Status
from pipeline.streams import console, output

if TYPE_CHECKING:
    from collections import Counter

    from pipeline.report import Report

MOST: Final = 10
"""Failures that are told; the report file and the database have them all."""


def summarize(report: Report) -> None:
    """Print sources, acts by type, problems by code and the first failures on standard output."""
    if output().isatty():
        _table(report)
        return
    stream = output()
    for name, value in rows(report):
        stream.write(f"{name:<9} {value}\n")


def rows(report: Report) -> list[tuple[str, str]]:
    """Return the summary as names and values."""
    counts = report.counts()
    parts = ", ".join(f"{counts[status]} {status}" for status in Status if counts[status] or status == Status.LOADED)
    left = f", {report.left} left" if report.left else ""
    failures = report.failures()
    told = [
        ("sources", f"{report.sources}: {parts}{left}"),
        ("acts", _counted(report.acts())),
        ("problems", _counted(report.problems())),
        ("repairs", f"{counts['repairs']}"),
        *(("error", f"{outcome.path}: {outcome.error}") for outcome in failures[:MOST]),
    ]
    if len(failures) > MOST:
        told.append(("error", f"and {len(failures) - MOST} more: `lavra sources` lists them"))
    if report.stopped is not None:
        told.append(("stopped", f"by {report.stopped}; run again to go on"))
    return told


def _counted(counts: Counter[str]) -> str:
    parts = ", ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    return f"{counts.total()}: {parts}" if parts else "0"


def _table(report: Report) -> None:
    from rich.table import Table  # noqa: PLC0415  # only on a terminal
    from rich.text import Text  # noqa: PLC0415

    table = Table(show_header=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, value in rows(report):
        table.add_row(name, Text(value, style="red" if name == "error" else ""))
    console().print(table)
