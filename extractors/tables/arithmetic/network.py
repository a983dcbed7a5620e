"""The equations of one table as a network over its cells, and what a change of a cell does to them.

Values are whole numbers: those of the table times one power of ten, so that all sums are exact. A
cell that is empty counts as zero in sums and takes no part in products; one that is unknown leaves
its equations unsatisfied until it is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

FAIL: Final = 1.6
"""What it costs that an equation fails: more than one changed digit, less than two."""


class Rounding(Enum):
    """How a result is brought to its decimals."""

    HALF_UP = "half up"
    DOWN = "truncated"
    UP = "away from zero"


@dataclass(frozen=True, slots=True)
class Sum:
    """Signed cells that come to nothing, but for `constant` and `slack` (both in whole units)."""

    cells: tuple[int, ...]
    signs: tuple[int, ...]
    law: int
    result: int
    constant: int = 0
    slack: int = 0


@dataclass(frozen=True, slots=True)
class Ratio:
    """A result that is `factor` times the product of `over`, by `under` where there is one, rounded to `step` units."""

    cells: tuple[int, ...]
    factor: Fraction
    over: tuple[int, ...]
    under: int | None
    step: int
    rounding: Rounding
    unit: int
    law: int
    result: int
    slack: int = 0

    def fits(self, values: Sequence[int | None]) -> bool:
        """Whether the result is the one that the other cells ask for, but for the slack."""
        wanted, value = self.of(values), values[self.result]
        return wanted is not None and value is not None and abs(wanted - value) <= self.slack

    def of(self, values: Sequence[int | None]) -> int | None:
        """Return the result that the other cells ask for, None where one of them is unknown or the divisor is zero."""
        top, bottom = self.factor.numerator, self.factor.denominator
        for cell in self.over:
            value = values[cell]
            if value is None:
                return None
            top *= value
        powers = len(self.over) - 1
        if self.under is not None:
            value = values[self.under]
            if not value:
                return None
            bottom *= value
            powers -= 1
        if powers > 0:
            bottom *= self.unit**powers
        elif powers < 0:
            top *= self.unit
        if bottom < 0:
            top, bottom = -top, -bottom
        return rounded(top, bottom * self.step, self.rounding) * self.step


@dataclass(frozen=True, slots=True)
class Mean:
    """A result that is the mean of `over`, an empty cell not among them, rounded to `step` units."""

    cells: tuple[int, ...]
    over: tuple[int, ...]
    step: int
    rounding: Rounding
    law: int
    result: int
    slack: int = 0

    def fits(self, values: Sequence[int | None]) -> bool:
        """Whether the result is the mean of the other cells, but for the slack."""
        wanted, value = self.of(values), values[self.result]
        return wanted is not None and value is not None and abs(wanted - value) <= self.slack

    def of(self, values: Sequence[int | None]) -> int | None:
        """Return the mean of the other cells, None where one of them is unknown."""
        known = [value for cell in self.over if (value := values[cell]) is not None]
        if len(known) < len(self.over):
            return None
        return rounded(sum(known), len(known) * self.step, self.rounding) * self.step


def rounded(top: int, bottom: int, rounding: Rounding) -> int:
    """Return a fraction with a positive divisor as a whole number; halves go away from zero.

    >>> rounded(5, 2, Rounding.HALF_UP), rounded(-5, 2, Rounding.HALF_UP), rounded(-5, 2, Rounding.DOWN)
    (3, -3, -2)
    """
    size = abs(top)
    if rounding is Rounding.HALF_UP:
        whole = (2 * size + bottom) // (2 * bottom)
    else:
        whole = -(-size // bottom) if rounding is Rounding.UP else size // bottom
    return whole if top >= 0 else -whole


Equation = Sum | Ratio | Mean


class Network:
    """The values of the cells and whether each equation holds, kept up to date while cells change."""

    def __init__(self, values: list[int | None], equations: Sequence[Equation]) -> None:
        self.values = values
        self.equations = tuple(equations)
        self.of_cell: list[list[tuple[int, int]]] = [[] for _ in values]
        self.gap = [0] * len(self.equations)
        self.open = [0] * len(self.equations)
        self.holds = [False] * len(self.equations)
        for at, equation in enumerate(self.equations):
            signs = equation.signs if isinstance(equation, Sum) else (0,) * len(equation.cells)
            for cell, sign in zip(equation.cells, signs, strict=True):
                self.of_cell[cell].append((at, sign))
            self._begin(at, equation)

    def _begin(self, at: int, equation: Equation) -> None:
        values = self.values
        self.open[at] = sum(values[cell] is None for cell in equation.cells)
        if isinstance(equation, Sum):
            parts = zip(equation.cells, equation.signs, strict=True)
            self.gap[at] = equation.constant + sum(sign * (values[cell] or 0) for cell, sign in parts)
        self.holds[at] = self._satisfied(at)

    def _satisfied(self, at: int) -> bool:
        equation = self.equations[at]
        if self.open[at]:
            return False
        if isinstance(equation, Sum):
            return abs(self.gap[at]) <= equation.slack
        return equation.fits(self.values)

    def change(self, cell: int, value: int | None) -> None:
        """Give a cell another value."""
        old = self.values[cell]
        self.values[cell] = value
        moved, opened = (value or 0) - (old or 0), (value is None) - (old is None)
        for at, sign in self.of_cell[cell]:
            self.gap[at] += sign * moved
            self.open[at] += opened
            self.holds[at] = self._satisfied(at)

    def effect(self, cell: int, value: int) -> tuple[list[int], list[int], int]:
        """Return which failing equations a value would satisfy, which it would break, and how many would go on failing."""
        mended: list[int] = []
        broken: list[int] = []
        left = 0
        old = self.values[cell]
        for at, sign in self.of_cell[cell]:
            holds = self._would(at, sign, cell, old, value)
            if holds and not self.holds[at]:
                mended.append(at)
            elif not holds and self.holds[at]:
                broken.append(at)
            elif not holds:
                left += 1
        return mended, broken, left

    def _would(self, at: int, sign: int, cell: int, old: int | None, value: int) -> bool:
        if self.open[at] > (old is None):
            return False
        equation = self.equations[at]
        if isinstance(equation, Sum):
            return abs(self.gap[at] + sign * (value - (old or 0))) <= equation.slack
        self.values[cell] = value
        would = equation.fits(self.values)
        self.values[cell] = old
        return would

    def failing(self) -> Iterator[int]:
        """Tell the equations that do not hold."""
        return (at for at, holds in enumerate(self.holds) if not holds)
