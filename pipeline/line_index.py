"""The lines of a raw text, by offset."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

import regex

LINE_END: Final = regex.compile(r"\r\n|\r|\n")
"""What ends a line of a source, whichever machine wrote it."""


class LineIndex:
    r"""Tells lines as an editor counts them, from 1.

    >>> [LineIndex("a\r\nb\rc\n").at(offset) for offset in (0, 1, 3, 5, 7)]
    [1, 1, 2, 3, 4]
    """

    def __init__(self, raw: str) -> None:
        self._starts = [0, *(end.end() for end in LINE_END.finditer(raw))]

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._starts)

    def start(self, line: int) -> int | None:
        """Return the offset at which a line begins, None where there is no such line."""
        return self._starts[line - 1] if 1 <= line <= len(self._starts) else None

    def at(self, offset: int) -> int:
        """Return the line that holds an offset; a line end belongs to the line before it."""
        return bisect_right(self._starts, offset)
