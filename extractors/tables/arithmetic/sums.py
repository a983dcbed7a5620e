"""Which columns add up to which, found by voting over the rows.

Two rows at once are taken as one row of large numbers; every choice of columns, added or taken away, that
comes to nothing on it is a candidate (the choices of one half of the columns are looked up among those of the
other). What holds on enough rows, and fails on others only as wrong digits make it fail, is a law; a law
that others already imply is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from statistics import median
from typing import TYPE_CHECKING, Final

from extractors.tables.arithmetic.figures import ROUNDED, SHIFTS, like_slips, significant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extractors.tables.arithmetic.figures import Figures

PAIRS: Final = 36
RICHEST: Final = 14
"""Rows with the most figures, from which pairs are made."""
MOST_SIGNED: Final = 12
"""Columns up to which all signs are tried; with more, one column is the sum of others."""
MOST_SUBSETS: Final = 18
"""Columns up to which all choices are tried; with more, only neighbours add up."""
UNLIKE: Final = 4.0
"""What it tells against a law that a row fails it, not as wrong digits would."""
FAILED: Final = 0.5
"""What it tells against a law that a row fails it at all."""
A_COLUMN: Final = 0.01
"""What it tells against a law, by the row, that it takes one more column."""
MOST_APART: Final = 3
"""Columns by which two laws may differ for the later to have to show rows of its own."""
MOST_LAWS: Final = 7
CARRY: Final = 10**15 + 37
FEWEST: Final = 3
HOLDING: Final = 0.4
EXPLAINED: Final = 0.85
FEW_ROWS: Final = 6

Signs = tuple[tuple[int, int], ...]
"""Columns with their signs, in the columns' order; the result's is -1."""


Fixed = tuple[int, int, Fraction]
"""A column, another, and the number that this one is to be multiplied by."""


@dataclass(frozen=True, slots=True)
class SumLaw:
    """`signs` of the columns that come to nothing together; `result` is the column that the others make."""

    signs: Signs
    result: int
    slack: int = 0


def find_sums(figures: Figures, fixed: Sequence[Fixed] = ()) -> tuple[SumLaw, ...]:
    """Return the independent laws of addition that the rows keep.

    `fixed` are columns known to be others times a number: a law that takes columns away is left out where they imply it.
    """
    sample = (*figures.sample(), *figures.totals)
    rows = [row for row in sample if all(figures.values[row][c] is not None for c in figures.columns)]
    rows.sort(key=lambda row: -_filled(row, figures))
    candidates: set[Signs] = set()
    for one, other in list(_pairs(rows[:RICHEST]))[:PAIRS]:
        pair = {c: (figures.values[one][c] or 0) + CARRY * (figures.values[other][c] or 0) for c in figures.columns}
        candidates |= set(_vanishing({c: value for c, value in pair.items() if value}))
    scored = [scored for each in candidates if (scored := _scored(each, rows, figures)) is not None]
    return _independent([law for _, law in sorted(scored, key=lambda each: (each[0], each[1].signs))], rows, figures, fixed)


def _filled(row: int, figures: Figures) -> int:
    return sum(figures.values[row][column] != 0 for column in figures.columns)


def _pairs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Tell pairs of rows, neighbours by richness first."""
    for gap in range(1, len(rows)):
        for at in range(len(rows) - gap):
            yield rows[at], rows[at + gap]


def _vanishing(values: Mapping[int, int]) -> Iterator[Signs]:
    """Tell the signed choices of columns that come to nothing."""
    columns = sorted(values)
    if len(columns) > MOST_SUBSETS:
        yield from _neighbours(columns, values)
        return
    half = len(columns) // 2
    signed = len(columns) <= MOST_SIGNED
    left: dict[int, list[tuple[tuple[int, ...], int]]] = {}
    for signs, total, minus in _choices(columns[:half], values, signed=signed):
        left.setdefault(total, []).append((signs, minus))
    for signs, total, minus in _choices(columns[half:], values, signed=signed):
        for others, lesser in left.get(-total, ()):
            if signed or minus + lesser == 1:
                told = _told([(c, s) for c, s in zip(columns, (*others, *signs), strict=True) if s])
                if told is not None:
                    yield told


def _choices(columns: Sequence[int], values: Mapping[int, int], *, signed: bool) -> Iterable[tuple[tuple[int, ...], int, int]]:
    """Return signs for the columns, what they come to, and how many are minus; at most one is, but where `signed`."""
    ways: list[tuple[tuple[int, ...], int, int]] = [((), 0, 0)]
    for column in columns:
        value = values[column]
        more = [((*signs, 1), total + value, minus) for signs, total, minus in ways]
        less = [((*signs, -1), total - value, minus + 1) for signs, total, minus in ways if signed or not minus]
        ways = [*(((*signs, 0), total, minus) for signs, total, minus in ways), *more, *less]
    return ways


def _neighbours(columns: Sequence[int], values: Mapping[int, int]) -> Iterator[Signs]:
    """Tell the columns that are the sum of those right before them, or of every second or third of them."""
    for at, result in enumerate(columns):
        for stride in (1, 2, 3):
            total = 0
            for back in range(at - stride, -1, -stride):
                total += values[columns[back]]
                if total == values[result] and at - back > stride:
                    yield tuple(sorted([(columns[i], 1) for i in range(back, at, stride)] + [(result, -1)]))


def _told(signs: list[tuple[int, int]]) -> Signs | None:
    """Return a choice of columns with the sign of its result as -1; None where there are fewer than two columns."""
    if len(signs) < 2:  # noqa: PLR2004
        return None
    minus = sum(sign < 0 for _, sign in signs)
    plus = len(signs) - minus
    flip = plus < minus or (plus == minus and signs[-1][1] > 0)
    return tuple((column, -sign if flip else sign) for column, sign in signs)


def _result(signs: Signs) -> int:
    """Return the column that the others make: the only one taken away, else the last of those."""
    return [column for column, sign in signs if sign < 0][-1]


def _scored(signs: Signs, rows: Sequence[int], figures: Figures) -> tuple[float, SumLaw] | None:
    """Return what tells against a law, None where it is none: too few rows keep it, or chance alone would."""
    gaps = [gap for row in rows if (gap := _gap(signs, row, figures)) is not None]
    if len(gaps) < FEWEST:
        return None
    holds = sum(gap == 0 for gap in gaps)
    step = min(figures.steps[column] for column, _ in signs)
    law = SumLaw(signs, _result(signs))
    explained = sum(like_slips(gap, step) for gap in gaps)
    if holds < FEWEST or holds < HOLDING * len(gaps) or explained < EXPLAINED * len(gaps):
        return None
    if len(gaps) < FEW_ROWS and holds < len(gaps) - 1:
        return None
    if not significant(holds, len(gaps), _by_chance(signs, rows, figures), 3.0 ** len(figures.columns)):
        return None
    near = sum(0 < abs(gap) <= ROUNDED * step for gap in gaps)
    if near > max(1, 0.6 * (len(gaps) - holds)) and near > 0.1 * len(gaps):
        law = SumLaw(signs, law.result, ROUNDED * step)
    return UNLIKE * (len(gaps) - explained) + FAILED * (len(gaps) - holds) + len(signs) * max(1.0, A_COLUMN * len(gaps)), law


def _gap(signs: Signs, row: int, figures: Figures) -> int | None:
    """Return what a law misses on a row; None where the row says nothing: fewer than two figures in it."""
    values = figures.values[row]
    if sum(bool(values[column]) for column, _ in signs) < 2 or all(figures.empty[row][c] for c, s in signs if s < 0):  # noqa: PLR2004
        return None
    return sum(sign * (values[column] or 0) for column, sign in signs)


def _by_chance(signs: Signs, rows: Sequence[int], figures: Figures) -> float:
    """Return the share of rows that would keep a law if its result were that of another row, or any of its size."""
    result = _result(signs)
    told = [row for row in rows if _gap(signs, row, figures) is not None]
    holds = tried = 0
    for shift in range(1, min(SHIFTS, len(told) - 1) + 1):
        for row, other in zip(told, [*told[shift:], *told[:shift]], strict=True):
            gap = (_gap(signs, row, figures) or 0) - _value(other, result, figures) + _value(row, result, figures)
            tried, holds = tried + 1, holds + (gap == 0)
    size = median(abs(_value(row, result, figures)) for row in told) / figures.steps[result]
    return max(holds / max(1, tried), 1 / max(1.0, size))


def _value(row: int, column: int, figures: Figures) -> int:
    return figures.values[row][column] or 0


def _independent(laws: Sequence[SumLaw], rows: Sequence[int], figures: Figures, fixed: Sequence[Fixed]) -> tuple[SumLaw, ...]:
    """Return the laws that those before them do not imply, and that have rows of their own to show."""
    kept: list[SumLaw] = []
    basis: list[dict[int, Fraction]] = []
    ratios = [{result: Fraction(1), base: -factor} for result, base, factor in fixed]
    for law in laws:
        rest = _rest(law, basis)
        if sum(sign < 0 for _, sign in law.signs) > 1 and not _rest(law, _echelon([*basis, *ratios])):
            continue
        if rest and len(kept) < MOST_LAWS and _has_own(law, kept, rows, figures):
            basis.append(rest)
            basis.sort(key=min)
            kept.append(law)
    return tuple(kept)


def _echelon(vectors: Sequence[dict[int, Fraction]]) -> list[dict[int, Fraction]]:
    """Return the vectors, each less those before it, by their first column."""
    found: list[dict[int, Fraction]] = []
    for each in vectors:
        rest = _less(each, found)
        if rest:
            found = sorted([*found, rest], key=min)
    return found


def _rest(law: SumLaw, basis: Sequence[dict[int, Fraction]]) -> dict[int, Fraction]:
    """Return what is left of a law when those of the basis are taken off it."""
    return _less({column: Fraction(sign) for column, sign in law.signs}, basis)


def _less(rest: dict[int, Fraction], basis: Sequence[dict[int, Fraction]]) -> dict[int, Fraction]:
    for each in basis:
        lead = min(each)
        if lead in rest:
            factor = rest[lead] / each[lead]
            rest = {c: rest.get(c, Fraction(0)) - factor * each.get(c, Fraction(0)) for c in rest.keys() | each.keys()}
            rest = {c: value for c, value in rest.items() if value}
    return rest


def _has_own(law: SumLaw, kept: Sequence[SumLaw], rows: Sequence[int], figures: Figures) -> bool:
    """Whether a law holds where it differs from those kept: not only where the columns they differ in are empty."""
    for turns in product((-1, 0, 1), repeat=len(kept)):
        apart = dict(law.signs)
        for turn, other in zip(turns, kept, strict=True):
            for column, sign in other.signs if turn else ():
                apart[column] = apart.get(column, 0) - turn * sign
        differing = [column for column, sign in apart.items() if sign]
        if not any(turns) or len(differing) > MOST_APART:
            continue
        told = [row for row in rows if any(figures.values[row][column] for column in differing)]
        if sum(_gap(law.signs, row, figures) == 0 for row in told) < max(FEWEST, HOLDING * len(told)):
            return False
    return True
