"""Which columns are products, quotients or fixed parts of others, found by voting over the rows."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import permutations
from operator import eq
from statistics import median
from typing import TYPE_CHECKING, Final

from extractors.tables.arithmetic.figures import SHIFTS, significant
from extractors.tables.arithmetic.network import Rounding, rounded
from extractors.tables.arithmetic.price import variants

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extractors.tables.arithmetic.figures import Figures

FEWEST: Final = 4
QUICK: Final = 20
HOLDING: Final = 0.6
EXPLAINED: Final = 0.9
CHOICES: Final = 10
"""Factors and roundings that are tried on the same columns, about."""
NEAR: Final = 0.04
MOST_DECIMALS: Final = 6
LOOKED_AT: Final = 7
"""Rows that show by which power of ten a product or quotient is told."""
MOST_POWER: Final = 6
SHORTEST: Final = 100
"""Last decimals from which a figure that is one digit off tells of a slip."""
FEWEST_VALUES: Final = 3
"""Different results that a law must give: a column of one value is no result."""


@dataclass(frozen=True, slots=True)
class RatioLaw:
    """`result` is `factor` times the columns `over`, by the column `under`.

    `share` marks that `under` is not a column of the row but the total of the column `over` (then `under` is None).
    """

    result: int
    factor: Fraction
    over: tuple[int, ...]
    under: int | None
    rounding: Rounding
    share: bool = False
    slack: int = 0

    @property
    def fixed(self) -> bool:
        """Whether the result is one column times a number."""
        return len(self.over) == 1 and self.under is None and not self.share

    @property
    def columns(self) -> frozenset[int]:
        """The columns that the law ties together."""
        return frozenset((self.result, *self.over, *(() if self.under is None else (self.under,))))


def find_ratios(figures: Figures) -> tuple[RatioLaw, ...]:
    """Return the laws of proportion that the rows keep, one for the same columns: the sharpest."""
    best: dict[frozenset[int], tuple[tuple[float, float], RatioLaw]] = {}
    rows = figures.sample()
    for law in (*_two(figures, rows), *_shares(figures, rows), *_constant(figures, rows)):
        worth = _worth(law, figures, rows)
        if worth is not None:
            sharp = (-_bluntness(law, figures, rows), worth)
            if law.columns not in best or sharp > best[law.columns][0]:
                best[law.columns] = sharp, replace(law, slack=_slack(law, figures, rows))
    return _needed([law for _, law in best.values()])


def _slack(law: RatioLaw, figures: Figures, rows: Sequence[int]) -> int:
    """Return by how much a result may be off: a last decimal, where rows that must be rounded are, for hidden decimals."""
    step = figures.steps[law.result]
    whole = whole_of(figures, law)
    wanted = zip(rows, asked_of(law, rows, figures, whole), strict=True)
    apart = [abs(each - _result(law, row, figures)) for row, each in wanted if each is not None]
    near = sum(gap == step for gap in apart)
    return step if near > NEAR * len(apart) and not _is_exact(law, figures, rows, whole) else 0


def _is_exact(law: RatioLaw, figures: Figures, rows: Sequence[int], whole: int | None) -> bool:
    """Whether no row's result is rounded."""
    up, down = replace(law, rounding=Rounding.UP), replace(law, rounding=Rounding.DOWN)
    return asked_of(up, rows, figures, whole) == asked_of(down, rows, figures, whole)


def _bluntness(law: RatioLaw, figures: Figures, rows: Sequence[int]) -> float:
    """Return what the last decimal of the result is to the result: the less, the more a law tells."""
    sizes = [abs(value) for row in rows if (value := figures.values[row][law.result])]
    return round(math.log10(figures.steps[law.result] / median(sizes)), 1)


def _needed(laws: Sequence[RatioLaw]) -> tuple[RatioLaw, ...]:
    """Leave out what says nothing new.

    Of the columns that are fixed parts of one another, only as many laws are kept as tie them together, those with
    the plainest factors; a law of three columns is left out where two of them are fixed parts of one another.
    """
    tied: dict[int, int] = {}
    fixed: list[RatioLaw] = []
    for law in sorted((each for each in laws if each.fixed), key=_plainness):
        ends = [_end(tied, column) for column in law.columns]
        if ends[0] != ends[1]:
            tied[ends[0]] = ends[1]
            fixed.append(law)
    rest = [law for law in laws if not law.fixed]
    return (*fixed, *(law for law in rest if law.share or len({_end(tied, c) for c in law.columns}) == len(law.columns)))


def _plainness(law: RatioLaw) -> int:
    return len(str(law.factor.numerator)) + len(str(law.factor.denominator))


def _end(tied: Mapping[int, int], column: int) -> int:
    """Return the column that stands for all that this one is tied to."""
    while column in tied:
        column = tied[column]
    return column


def asked(law: RatioLaw, row: int, figures: Figures, total: int | None = None) -> int | None:
    """Return the result that a row's other figures ask for, None where one is missing."""
    return asked_of(law, (row,), figures, total)[0]


def asked_of(law: RatioLaw, rows: Sequence[int], figures: Figures, total: int | None = None) -> list[int | None]:
    """Return the results that the other figures of `rows` ask for, one a row, None where a figure is missing."""
    step, under = figures.steps[law.result], law.under
    factor, divisor = _scaled(law, figures.unit, step)
    if law.share:
        if not total:
            return [None] * len(rows)
        divisor *= total
    found: list[int | None] = []
    for row in rows:
        values, empty = figures.values[row], figures.empty[row]
        top, bottom = factor, divisor if under is None else divisor * (values[under] or 0)
        for column in law.over:
            value = values[column]
            if value is None or empty[column]:
                bottom = 0
                break
            top *= value
        if bottom < 0:
            top, bottom = -top, -bottom
        found.append(rounded(top, bottom, law.rounding) * step if bottom else None)
    return found


def _scaled(law: RatioLaw, unit: int, step: int) -> tuple[int, int]:
    """Return what the product of a row's figures is to be multiplied with and divided by, to count in steps of the result."""
    powers = len(law.over) - 1 - (law.share or law.under is not None)
    return law.factor.numerator * unit ** max(0, -powers), law.factor.denominator * unit ** max(0, powers) * step


def whole_of(figures: Figures, law: RatioLaw) -> int | None:
    """Return what a law's shares are of: the last printed total, or what the rows come to, as more rows agree on."""
    if not law.share:
        return None
    return _whole(law, figures, figures.sample())[0]


def _whole(law: RatioLaw, figures: Figures, rows: Sequence[int]) -> tuple[int | None, list[int | None]]:
    """Return what a law's shares are of, and what it asks for then, a row each."""
    printed, summed = _wholes(law.over[0], figures)
    wanted = asked_of(law, rows, figures, printed)
    if summed == printed:
        return printed, wanted
    results = [_result(law, row, figures) for row in rows]
    otherwise = asked_of(law, rows, figures, summed)
    return (summed, otherwise) if _agreeing(results, otherwise) > _agreeing(results, wanted) else (printed, wanted)


def _wholes(column: int, figures: Figures) -> tuple[int | None, int]:
    """Return a column's last printed total, None where there is none, and what its rows come to."""
    printed = figures.values[figures.totals[-1]][column] if figures.totals else None
    return printed, sum(figures.values[row][column] or 0 for row in figures.body)


def _agreeing(results: Sequence[int], wanted: Sequence[int | None]) -> int:
    return sum(map(eq, results, wanted))


def _result(law: RatioLaw, row: int, figures: Figures) -> int:
    return figures.values[row][law.result] or 0


def _two(figures: Figures, rows: Sequence[int]) -> Iterator[RatioLaw]:
    """Tell the laws of three columns that a quick look does not refute."""
    quick = rows[:: max(1, len(rows) // QUICK)]
    for result, one, other in permutations(figures.columns, 3):
        factor = _power(figures, quick, result, (one,), other)
        if factor is not None:
            yield from _tried(RatioLaw(result, factor, (one,), other, Rounding.HALF_UP), figures, quick)
        factor = _power(figures, quick, result, (one, other), None) if one < other else None
        if factor is not None:
            yield from _tried(RatioLaw(result, factor, (one, other), None, Rounding.HALF_UP), figures, quick)


def _power(figures: Figures, rows: Sequence[int], result: int, over: tuple[int, ...], under: int | None) -> Fraction | None:
    """Return the power of ten that a result is times the others, None where the first rows differ on it."""
    found: dict[int, int] = {}
    for row in rows[:LOOKED_AT]:
        values = figures.values[row]
        factors = [values[column] for column in over]
        value, by = values[result], figures.unit if under is None else values[under]
        if not value or not by or not all(factors):
            continue
        size = abs(math.prod(each or 0 for each in factors) / by / (1 if under is None else 1 / figures.unit))
        power = round(math.log10(abs(value) / size))
        if abs(abs(value) / size / 10.0**power - 1) <= max(0.02, 2 * figures.steps[result] / abs(value)):
            found[power] = found.get(power, 0) + 1
    power, votes = max(found.items(), key=lambda each: each[1], default=(0, 0))
    return Fraction(10) ** power if votes > 1 and -MOST_POWER <= power <= MOST_POWER else None


def _tried(law: RatioLaw, figures: Figures, quick: Sequence[int]) -> Iterator[RatioLaw]:
    """Tell a law with each rounding unless half of the rows refute it."""
    step = figures.steps[law.result]
    right = wrong = 0
    for row in quick:
        value, wanted = figures.values[row][law.result], asked(law, row, figures)
        if value is None or wanted is None or figures.empty[row][law.result]:
            continue
        near = abs(value - wanted) <= step
        right, wrong = right + near, wrong + (not near)
        if wrong > 0.5 * len(quick):
            return
    if right >= max(2, wrong):
        for rounding in (Rounding.HALF_UP, Rounding.DOWN):
            yield RatioLaw(law.result, law.factor, law.over, law.under, rounding)


def _constant(figures: Figures, rows: Sequence[int]) -> Iterator[RatioLaw]:
    """Tell the columns that may be another times a number of few decimals."""
    quick = rows[:: max(1, len(rows) // QUICK)]
    for result, base in permutations(figures.columns, 2):
        pairs = [(v, b) for row in quick if (v := figures.values[row][result]) and (b := figures.values[row][base])]
        if len(pairs) < FEWEST:
            continue
        middle = median(value / by for value, by in pairs)
        close = sum(abs(value - middle * by) <= max(2 * figures.steps[result], abs(0.02 * value)) for value, by in pairs)
        if close < HOLDING * len(pairs) or not 0 < abs(middle) < 10**MOST_DECIMALS:
            continue
        for decimals in range(MOST_DECIMALS + 1):
            factor = Fraction(Decimal(middle).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))
            laws = list(_tried(RatioLaw(result, factor, (base,), None, Rounding.HALF_UP), figures, quick)) if factor else []
            if laws and factor != 1:
                yield from laws
                break


def _shares(figures: Figures, rows: Sequence[int]) -> Iterator[RatioLaw]:
    """Tell the columns that may be another's share in its own total."""
    wholes = {column: _wholes(column, figures) for column in figures.columns}
    for result, base in permutations(figures.columns, 2):
        pairs = [(v, b) for row in rows if (v := figures.values[row][result]) and (b := figures.values[row][base])]
        for factor in (Fraction(1), Fraction(100)):
            step, times = figures.steps[result], int(factor) * figures.unit
            if max(_coming_near(pairs, times, whole, step) for whole in wholes[base]) < HOLDING * FEWEST:
                continue
            for rounding in (Rounding.HALF_UP, Rounding.DOWN):
                law = RatioLaw(result, factor, (base,), None, rounding, share=True)
                _, wanted = _whole(law, figures, rows)
                asked_for = zip(rows, wanted, strict=True)
                found = [(value, each) for row, each in asked_for if each and (value := figures.values[row][result])]
                if len(found) >= FEWEST and sum(v == w for v, w in found) >= HOLDING * len(found):
                    yield law


def _coming_near(told: Sequence[tuple[int, int]], times: int, whole: int | None, step: int) -> int:
    """Count the results that are no more than a last decimal from their share in a whole, whatever the rounding."""
    return sum(abs(value * whole - times * part) <= step * abs(whole) for value, part in told) if whole else 0


def _worth(law: RatioLaw, figures: Figures, rows: Sequence[int]) -> float | None:
    """Return the share of the rows that keep a law less what chance would keep, None where it is no law."""
    whole = whole_of(figures, law)
    told = [
        (row, value, wanted)
        for row, wanted in zip(rows, asked_of(law, rows, figures, whole), strict=True)
        if wanted is not None and (value := figures.values[row][law.result]) is not None and not figures.empty[row][law.result]
    ]
    holds = sum(value == wanted for _, value, wanted in told)
    if len(told) < FEWEST or holds < max(FEWEST, HOLDING * len(told)) or len({v for _, v, _ in told}) < FEWEST_VALUES:
        return None
    chance = _by_chance([value for _, value, _ in told], [wanted for _, _, wanted in told])
    choices = CHOICES * len(figures.columns) ** 3 * (10.0 ** _plainness(law) if law.fixed else 1.0)
    if not significant(holds, len(told), chance, choices):
        return None
    if holds + _explained(law, told, figures, whole) < EXPLAINED * len(told):
        return None
    return holds / len(told) - chance


def _by_chance(values: Sequence[int], wanted: Sequence[int]) -> float:
    """Return the share of rows that would keep a law if their results were those of other rows."""
    shifts = range(1, min(SHIFTS, len(values) - 1) + 1)
    holds = sum(v == w for shift in shifts for v, w in zip([*values[shift:], *values[:shift]], wanted, strict=True))
    return holds / (len(shifts) * len(values))


def _explained(law: RatioLaw, told: Sequence[tuple[int, int, int]], figures: Figures, whole: int | None) -> int:
    """Count the rows that fail only by one wrong digit of one of their figures; of the shortest figures every one is near."""
    least = SHORTEST * figures.steps[law.result]
    return sum(
        _slipped(law, row, wanted, figures, whole) for row, value, wanted in told if value != wanted and abs(value) >= least
    )


def _slipped(law: RatioLaw, row: int, wanted: int, figures: Figures, whole: int | None) -> bool:
    """Whether a row that fails a law keeps it with one digit changed."""
    value = _result(law, row, figures)
    step = figures.steps[law.result]
    if wanted in {each * step for each in variants(value // step, 1)}:
        return True
    for column in (*law.over, *(() if law.under is None else (law.under,))):
        step, old = figures.steps[column], figures.values[row][column] or 0
        changed = list(figures.values[row])
        for each in variants(old // step, 1):
            changed[column] = each * step
            if asked(law, 0, _alone(figures, changed), whole) == value:
                return True
    return False


def _alone(figures: Figures, row: list[int | None]) -> Figures:
    """Return one row as a table of its own."""
    return type(figures)(figures.unit, [row], [[False] * len(row)], figures.columns, figures.steps, (0,), ())
