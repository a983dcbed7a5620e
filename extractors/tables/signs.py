"""What is asked of a run of lines again and again, counted once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from extractors.tables.cells import MEASURES, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.tables.lines import Line


@dataclass(frozen=True, slots=True)
class Signs:
    """What is asked of lines again and again: their kinds, and how many before each are figures, or open totals."""

    kinds: tuple[Kind, ...]
    figures: tuple[int, ...]
    totals: tuple[int, ...]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Signs:
        """Return the signs of `lines`."""
        kinds = tuple(line.kind for line in lines)
        figures = accumulate((kind in MEASURES for kind in kinds), initial=0)
        totals = accumulate((kind is Kind.TEXT and line.total for line, kind in zip(lines, kinds, strict=True)), initial=0)
        return cls(kinds, tuple(map(int, figures)), tuple(map(int, totals)))

    def measured(self, begun: int, end: int) -> bool:
        """Whether a figure stands from `begun` to `end`."""
        return self.figures[min(end, len(self.kinds))] > self.figures[min(begun, len(self.kinds))]

    def totalled(self, begun: int, end: int) -> bool:
        """Whether a total opens from `begun` to `end`."""
        return self.totals[min(end, len(self.kinds))] > self.totals[min(begun, len(self.kinds))]
