"""What is asked of a run of lines again and again, counted once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from extractors.tables.cells import MEASURES, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.tables.lines import Line
    from extractors.tables.shape import Shape


FEWEST_WITH_HOLES: Final = 4
"""Columns from which a row may lack a figure."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What is asked of lines again and again: their kinds, and how many before each are figures, or open totals.

    `places` has, by kind, a bit for each line that is of it: the first line's is the lowest.
    """

    kinds: tuple[Kind, ...]
    figures: tuple[int, ...]
    totals: tuple[int, ...]
    places: tuple[int, ...]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Signs:
        """Return the signs of `lines`."""
        kinds = tuple(line.kind for line in lines)
        figures = accumulate((kind in MEASURES for kind in kinds), initial=0)
        totals = accumulate((kind is Kind.TEXT and line.total for line, kind in zip(lines, kinds, strict=True)), initial=0)
        places = tuple(_bits([each is kind for each in kinds]) for kind in Kind)
        return cls(kinds, tuple(map(int, figures)), tuple(map(int, totals)), places)

    def measured(self, begun: int, end: int) -> bool:
        """Whether a figure stands from `begun` to `end`."""
        return self.figures[min(end, len(self.kinds))] > self.figures[min(begun, len(self.kinds))]

    def totalled(self, begun: int, end: int) -> bool:
        """Whether a total opens from `begun` to `end`."""
        return self.totals[min(end, len(self.kinds))] > self.totals[min(begun, len(self.kinds))]

    def fitting(self, shape: Shape, begun: int, end: int) -> tuple[int, int, int, int]:
        """Return where rows of a seed's `shape` may begin: plain, words over two lines, no last cell, a figure lost.

        A row ends early only where a figure, a code or a date opens the next.

        A bit for each line from `begun` to `end`, the lowest first; rows that go on past `end` are left out.
        """
        window = (1 << (end - begun)) - 1
        may = [self._may(column.costs(), begun) & window for column in shape]
        words = (self.places[Kind.TEXT] >> begun) & window
        after = [window]
        for at in range(len(shape) - 1, -1, -1):
            after.append(after[-1] & (may[at] >> (at + 1)))
        rest = [window]
        for at in range(len(shape) - 1, 0, -1):
            rest.append(rest[-1] & (may[at] >> (at - 1)))
        before, broken, early, holed = window, 0, 0, 0
        for at, column in enumerate(shape):
            if at and column.is_measure and len(shape) >= FEWEST_WITH_HOLES:
                holed |= before & rest[len(shape) - 1 - at]
            before &= may[at] >> at
            if column.is_text:
                broken |= before & after[len(shape) - 1 - at] & (words >> (at + 1))
            if at == len(shape) - 2 and shape[-1].is_text and not shape[0].is_text:
                early = before & (may[0] >> (at + 1))
        return before, broken, early, holed

    def _may(self, costs: Sequence[float], begun: int) -> int:
        """Return the lines from `begun` on that may be a cell of a seed's column, which knows no case of words."""
        bits = 0
        for kind, places in enumerate(self.places):
            if costs[kind] < 1:
                bits |= places >> begun
        return bits


def _bits(flags: Sequence[bool]) -> int:
    return int("".join("1" if flag else "0" for flag in reversed(flags)) or "0", 2)
