"""Words for what the arithmetic found: what proves a repair, what contradicts a cell."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from extractors.tables.arithmetic.network import Sum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.tables.arithmetic.laws import Told
    from extractors.tables.arithmetic.network import Equation, Network

NUMBERS: Final = ("no", "it", "both", "all three", "all four", "all five", "all six", "all seven", "all eight", "all nine")


def brazilian(value: Decimal) -> str:
    """Return a number as it is printed in Brazil.

    >>> brazilian(Decimal("31544.07")), brazilian(Decimal("8116"))
    ('31.544,07', '8.116')
    """
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


def equations_of(network: Network, cell: int) -> list[int]:
    """Return the equations that a cell stands in."""
    return [at for at, _ in network.of_cell[cell]]


class Words:
    """Tells equations and gaps of one table."""

    def __init__(self, network: Network, laws: Sequence[Told], steps: Sequence[int], *, unit: int, width: int) -> None:
        self.network, self.laws, self.steps, self.unit, self.width = network, laws, steps, unit, width

    def decimal(self, value: int, step: int) -> Decimal:
        """Return a value of the network as a number with the decimals of its column."""
        exponent = len(str(self.unit // step)) - 1
        return (Decimal(value) / self.unit).quantize(Decimal(1).scaleb(-exponent))

    def equation(self, at: int) -> str:
        """Return an equation in the columns' names, with the rows of a sum of rows."""
        equation = self.network.equations[at]
        text = self.laws[equation.law].text
        rows = sorted({cell // self.width for cell in equation.cells})
        if self.laws[equation.law].kind in ("group_total", "grand_total"):
            parts = [row for row in rows if row != equation.result // self.width]
            return f"{text} ({_runs(parts)} to row {equation.result // self.width})"
        return text

    def gap(self, at: int) -> str:
        """Return by how much an equation fails, as its result is printed."""
        equation = self.network.equations[at]
        return brazilian(self.decimal(int(self._missing(equation)), self.steps[equation.result]))

    def _missing(self, equation: Equation) -> Decimal:
        values = self.network.values
        if isinstance(equation, Sum):
            gap = equation.constant + sum(s * (values[c] or 0) for c, s in zip(equation.cells, equation.signs, strict=True))
            return Decimal(abs(gap))
        return Decimal(abs((equation.of(values) or 0) - (values[equation.result] or 0)))

    def mismatch(self, failing: Sequence[int], wanted: Decimal, satisfied: int) -> str:
        """Return what contradicts a cell: its equations that fail, and the value that would satisfy all."""
        told = "; ".join(f"{self.equation(at)} fails by {self.gap(at)}" for at in failing)
        count = NUMBERS[satisfied] if satisfied < len(NUMBERS) else f"all {satisfied}"
        return f"{told}; {brazilian(wanted)} would satisfy {count}"


def _runs(rows: Sequence[int]) -> str:
    """Return rows as runs.

    >>> _runs([0, 1, 2, 5]), _runs([3])
    ('rows 0-2, 5', 'rows 3')
    """
    told: list[list[int]] = []
    for row in rows:
        if told and row == told[-1][-1] + 1:
            told[-1].append(row)
        else:
            told.append([row])
    return "rows " + ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in told)
