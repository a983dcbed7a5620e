"""From laws to their equations: one for every row, group, total or amount that a law speaks of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extractors.tables.arithmetic.means import MeanLaw, find_means
from extractors.tables.arithmetic.network import Mean, Ratio, Rounding, Sum
from extractors.tables.arithmetic.ratios import RatioLaw, find_ratios
from extractors.tables.arithmetic.summaries import averages_of
from extractors.tables.arithmetic.sums import SumLaw, find_sums
from extractors.tables.arithmetic.totals import Scope, find_totals, gap_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from extractors.tables.arithmetic.figures import Figures
    from extractors.tables.arithmetic.network import Equation
    from extractors.tables.arithmetic.totals import Added

ROUNDINGS: Final = 20
"""Last decimals by which a total may be off a proportion that its rows keep, each rounded."""
ON_TOTALS: Final = 0.5
"""Share of the rows of totals that must keep a law of the rows for it to hold there too."""


@dataclass(frozen=True, slots=True)
class Told:
    """A law before its instances are counted."""

    kind: str
    text: str
    columns: tuple[int, ...]


class Laws:
    """Collects the laws of a table and their equations; cells are numbered by rows, `width` a row."""

    def __init__(self, figures: Figures, columns: Sequence[str], amounts: Sequence[Decimal]) -> None:
        self.figures, self.columns = figures, columns
        self.width = len(columns)
        self.flat = [value for row in figures.values for value in row]
        self.laws: list[Told] = []
        self.equations: list[Equation] = []
        self.added = find_totals(figures)
        ratios = find_ratios(figures)
        fixed = tuple((each.result, each.over[0], each.factor) for each in ratios if each.fixed)
        for law in find_sums(figures, fixed):
            self._sum(law)
        for ratio in ratios:
            self._ratio(ratio)
        for mean in find_means(figures):
            self._mean(mean)
        self._totals()
        self._prose(amounts)
        self._averages()
        self._carried()

    def _begin(self, kind: str, text: str, columns: Sequence[int]) -> int:
        self.laws.append(Told(kind, text, tuple(columns)))
        return len(self.laws) - 1

    def _cell(self, row: int, column: int) -> int:
        return row * self.width + column

    def _names(self, columns: Sequence[int], joint: str) -> str:
        return joint.join(self.columns[column] for column in columns)

    # --- rows

    def _sum(self, law: SumLaw) -> None:
        plus = [c for c, sign in law.signs if sign > 0]
        minus = [c for c, sign in law.signs if sign < 0 and c != law.result]
        less = "".join(f" - {self.columns[c]}" for c in minus)
        at = self._begin("sum", f"{self._names(plus, ' + ')}{less} = {self.columns[law.result]}", [c for c, _ in law.signs])
        columns, signs = zip(*law.signs, strict=True)
        made = {row: self._row_sum(row, law, columns, signs, at) for row in self._rows() if self._is_told(row, law)}
        self._take(made)

    def _row_sum(self, row: int, law: SumLaw, columns: Sequence[int], signs: Sequence[int], at: int) -> Sum:
        cells = tuple(self._cell(row, column) for column in columns)
        return Sum(cells, tuple(signs), at, self._cell(row, law.result), slack=law.slack)

    def _is_told(self, row: int, law: SumLaw) -> bool:
        """Whether a row says anything of a law: its result is not empty."""
        return not self.figures.empty[row][law.result]

    def _rows(self) -> Iterator[int]:
        yield from self.figures.body
        yield from self.figures.totals

    def _take(self, made: Mapping[int, Equation]) -> None:
        """Take a law's equations of the rows; of the totals only where most of these keep it, roundings aside."""
        marked = set(self.figures.totals)
        totals = [each for row, each in made.items() if row in marked and not self._is_rounded(each)]
        kept = len(totals) and sum(self._holds(each) for each in totals) >= ON_TOTALS * len(totals)
        self.equations += [each for row, each in made.items() if row not in marked]
        self.equations += totals if kept else []

    def _is_rounded(self, equation: Equation) -> bool:
        """Whether a total fails a proportion only because its rows were rounded one by one."""
        if not isinstance(equation, Ratio) or equation.under is not None:
            return False
        wanted, value = equation.of(self.flat), self.flat[equation.result]
        return wanted is not None and value is not None and 0 < abs(wanted - value) <= ROUNDINGS * equation.step

    def _holds(self, equation: Equation) -> bool:
        values = [self.flat[cell] for cell in equation.cells]
        if any(value is None for value in values):
            return False
        if isinstance(equation, Sum):
            gap = equation.constant + sum(s * (v or 0) for s, v in zip(equation.signs, values, strict=True))
            return abs(gap) <= equation.slack
        return equation.fits(self.flat)

    def _ratio(self, law: RatioLaw) -> None:
        under = self._share_row(law) if law.share else None
        if law.share and under is None:
            return
        at = self._begin(*self._told_ratio(law))
        made: dict[int, Equation] = {}
        for row in self._rows():
            columns = (law.result, *law.over, *(() if law.under is None else (law.under,)))
            if not any(self.figures.empty[row][column] for column in columns) and self._may_divide(row, law):
                made[row] = self._row_ratio(row, law, under, at)
        self._take(made)

    def _may_divide(self, row: int, law: RatioLaw) -> bool:
        return law.under is None or self.figures.values[row][law.under] != 0

    def _row_ratio(self, row: int, law: RatioLaw, total: int | None, at: int) -> Ratio:
        over = tuple(self._cell(row, column) for column in law.over)
        under = total if law.share else None if law.under is None else self._cell(row, law.under)
        result = self._cell(row, law.result)
        cells = tuple(dict.fromkeys((*over, *(() if under is None else (under,)), result)))
        step = self.figures.steps[law.result]
        return Ratio(cells, law.factor, over, under, step, law.rounding, self.figures.unit, at, result, law.slack)

    def _mean(self, law: MeanLaw) -> None:
        rounding = " (truncated)" if law.rounding is Rounding.DOWN else ""
        text = f"({self._names(law.over, ' + ')}) / {len(law.over)} = {self.columns[law.result]}{rounding}"
        at = self._begin("average", text, sorted((law.result, *law.over)))
        made: dict[int, Equation] = {}
        for row in self._rows():
            over = tuple(self._cell(row, column) for column in law.over)
            if not any(self.figures.empty[row][column] for column in (law.result, *law.over)):
                result = self._cell(row, law.result)
                made[row] = Mean((*over, result), over, self.figures.steps[law.result], law.rounding, at, result)
        self._take(made)

    def _share_row(self, law: RatioLaw) -> int | None:
        """Return the cell of the total that a column's shares are of, None where none is printed."""
        grand = [each.row for each in self.added if law.over[0] in each.columns and each.row == self.figures.totals[-1]]
        return self._cell(grand[0], law.over[0]) if grand else None

    def _told_ratio(self, law: RatioLaw) -> tuple[str, str, tuple[int, ...]]:
        over = self._names(law.over, " x ")
        rounding = " (truncated)" if law.rounding is Rounding.DOWN else ""
        factor = "" if law.factor == 1 else f"{float(law.factor):g} x ".replace(".", ",")
        result = f" = {self.columns[law.result]}{rounding}"
        columns = tuple(sorted(law.columns))
        if law.share:
            return "share", f"{factor}{over} / total of {over}{result}", columns
        if law.under is not None:
            return "quotient", f"{factor}{over} / {self.columns[law.under]}{result}", columns
        return ("product" if len(law.over) > 1 else "constant"), f"{factor}{over}{result}", columns

    # --- totals

    def _totals(self) -> None:
        groups: dict[str, list[Added]] = {}
        for added in self.added:
            groups.setdefault("grand_total" if added.grand else "group_total", []).append(added)
        for kind, members in groups.items():
            for column in sorted({column for added in members for column in added.columns}):
                scopes = list(dict.fromkeys(self._scope(added) for added in members if column in added.columns))
                at = self._begin(kind, f"total of {self.columns[column]} = sum of {', '.join(scopes)}", (column,))
                self.equations += [self._column_sum(added, column, at) for added in members if column in added.columns]

    def _scope(self, added: Added) -> str:
        """Return what a total adds up, in words."""
        return "the rows above" if added.scope is Scope.BLOCK and len(self.added) == 1 else added.scope.value

    def _column_sum(self, added: Added, column: int, at: int) -> Sum:
        parts = tuple(self._cell(row, column) for row in added.parts)
        total = self._cell(added.row, column)
        return Sum((*parts, total), (1,) * len(parts) + (-1,), at, total, slack=added.slacks[column])

    def _prose(self, amounts: Sequence[Decimal]) -> None:
        """Tie the last row of totals to the amounts that the prose names."""
        if not self.figures.totals:
            return
        last, unit = self.figures.totals[-1], self.figures.unit
        named = {int(amount * unit) for amount in amounts if amount * unit == int(amount * unit)}
        parts = next((added.parts for added in self.added if added.row == last), ())
        for column in self.figures.columns:
            printed = self.figures.values[last][column]
            gap = gap_of(self.figures, last, parts, column)
            value = next((each for each in (printed, (printed or 0) + (gap or 0)) if each and each in named), None)
            if value is not None and printed is not None:
                at = self._begin("prose", f"total of {self.columns[column]} is named in the text", (column,))
                cell = self._cell(last, column)
                self.equations.append(Sum((cell,), (-1,), at, cell, constant=value))

    # --- rows that sum nothing up

    def _averages(self) -> None:
        told: dict[int, list[Equation]] = {}
        for row, parts in self.figures.averages.items():
            for column, rounding, slack in averages_of(self.figures, row, parts):
                cell, over = self._cell(row, column), tuple(self._cell(each, column) for each in parts)
                step = self.figures.steps[column]
                told.setdefault(column, []).append(Mean((*over, cell), over, step, rounding, 0, cell, slack))
        self._tell("average", "average of {} = the rows above / their number", told)

    def _carried(self) -> None:
        told: dict[int, list[Equation]] = {}
        for row, before in self.figures.again.items():
            for column in self.figures.columns:
                if not self.figures.empty[row][column] and not self.figures.empty[before][column]:
                    cells = (self._cell(before, column), self._cell(row, column))
                    told.setdefault(column, []).append(Sum(cells, (1, -1), 0, cells[1]))
        self._tell("carried", "{} carried over = {} of the page before", told)

    def _tell(self, kind: str, text: str, told: Mapping[int, Sequence[Equation]]) -> None:
        """Take the equations of a law for each column."""
        for column, equations in sorted(told.items()):
            at = self._begin(kind, text.replace("{}", self.columns[column]), (column,))
            self.equations += [replace(each, law=at) for each in equations]
