"""Options that several commands share, and the call as it was typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

import typer

from pipeline.formats import Format

DATABASE: Final = "lavra.db"
"""The database where none is named."""

Database = Annotated[
    str,
    typer.Option("--db", metavar="FILE|URL", envvar="LAVRA_DB", help="SQLite file, or URL of a database."),
]
Listing = Annotated[
    Format | None,
    typer.Option("--format", help="Default: a table on a terminal, TSV elsewhere."),
]
Uncorrected = Annotated[bool, typer.Option("--uncorrected", help="As it was read: without what people corrected.")]
Disabled = Annotated[
    list[str] | None,
    typer.Option("--disable", metavar="RULE", help="Switch a repair rule off (see: lavra rules); may be given more than once."),
]


@dataclass(slots=True)
class Invocation:
    """One call of the command: its arguments as typed, and whether tracebacks are wanted."""

    arguments: tuple[str, ...]
    debug: bool = False


def examples(text: str) -> str:
    """Return an epilog whose lines stay lines (a backspace is the parser's mark for that)."""
    lines = text.strip("\n")
    return f"\b\nExamples:\n{lines}\n"
