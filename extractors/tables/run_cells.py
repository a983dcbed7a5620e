"""The cells that a run of lines may make, a line or several each, and what each costs in a column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extractors.tables.shape import JOIN_DOUBTFUL, JOIN_LIKELY, JOIN_UNLIKE, SIGNS, continues, look_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.tables.lines import Line
    from extractors.tables.shape import Column

MOST_JOINED: Final = 3
TOTAL_AS_ROW: Final = 1.0


class Cells:
    """What is asked of the lines of a run for every cell they may make, told once a line.

    `looks` is what each line looks like (`extractors.tables.shape.look_of`), `totals` whether it opens a row of totals.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.kinds = [line.kind for line in lines]
        self.looks = [look_of(line) for line in lines]
        self.totals = [line.total for line in lines]
        self._joins: dict[int, bool] = {}

    def joins(self, at: int) -> bool:
        """Whether a line shows by itself that it goes on with the one before."""
        if at not in self._joins:
            self._joins[at] = continues(self.lines[at - 1].text, self.lines[at].text)
        return self._joins[at]

    def ends(self, begun: int, last: int, column: Column) -> list[tuple[int, float]]:
        """Tell where a cell of `column` that begins at `begun` may end, `last` at the latest, and its cost."""
        if begun >= last:
            return []
        looks, totals, costs = self.looks, self.totals, column.costs()
        cost = costs[looks[begun]] + (TOTAL_AS_ROW if totals[begun] else 0.0)
        found = [(begun + 1, cost)]
        if looks[begun] < SIGNS or begun + 1 >= last or looks[begun + 1] < SIGNS or not column.is_text:
            return found
        for end in range(begun + 1, min(last, begun + MOST_JOINED)):
            if looks[end] < SIGNS or totals[end]:
                break
            cost += self._join_cost(end, column)
            found.append((end + 1, cost))
        return found

    def _join_cost(self, at: int, column: Column) -> float:
        """What it costs to read a line of words as the rest of the cell that the line before begins."""
        if self.joins(at):
            return JOIN_LIKELY
        return (JOIN_UNLIKE if column.opens(self.lines[at].text) else JOIN_DOUBTFUL) + column.costs()[self.looks[at]]
