"""Standard output and error: always UTF-8, and quiet when whoever reads has gone."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

WIDTH: int = 110
"""Columns of a page that is not for a terminal."""


class PipeClosedError(Exception):
    """Whoever read our output has gone (`lavra export | head`): no error, and nothing more to say."""

    exit_code = 141


class Output(io.TextIOBase):
    """Standard output as a stream that tells a closed pipe by an exception of its own."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    @property
    def encoding(self) -> str:  # type: ignore[override]  # read-only here
        """UTF-8, whatever the locale says."""
        return "utf-8"

    def write(self, text: str) -> int:
        """Write, raising `PipeClosedError` where nobody reads."""
        try:
            return self._stream.write(text)
        except BrokenPipeError as error:
            raise PipeClosedError from error

    def flush(self) -> None:
        """Flush, raising `PipeClosedError` where nobody reads."""
        try:
            self._stream.flush()
        except BrokenPipeError as error:
            raise PipeClosedError from error

    def isatty(self) -> bool:
        """Whether a person is reading."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """Return the descriptor below."""
        return self._stream.fileno()


def output() -> Output:
    """Return standard output."""
    return Output(sys.stdout)


def complain(message: str) -> None:
    """Tell one line on standard error; a closed one is no reason to fail."""
    with suppress(OSError, ValueError):
        sys.stderr.write(f"{message}\n")
        sys.stderr.flush()


def use_utf8() -> None:
    """Make both streams UTF-8 whatever the locale; what cannot be encoded is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def silence() -> None:
    """Let the interpreter flush standard output at its end without a word about the closed pipe."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def console(stream: io.TextIOBase | None = None) -> Console:
    """Return a console that prints text as it is: no markup, no emoji, no guessed colours."""
    from rich.console import Console  # noqa: PLC0415  # only where a page is shown

    target = output() if stream is None else stream
    width = None if target.isatty() else WIDTH
    return Console(file=target, width=width, markup=False, emoji=False, highlight=False, soft_wrap=False)  # type: ignore[arg-type]
