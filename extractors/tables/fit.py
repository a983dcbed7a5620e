"""Fitting the figures of a row to its columns: blanks that broke a figure, cells that were lost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

from corpus.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.tables.rows import Body, Figure, Type

UNREAD: Final = 3
REPAIRED: Final = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """What one column gets: `value` None where the cell is empty; `cost` 0 for a figure in good form."""

    printed: str
    value: str | None
    span: Span | None
    cost: int


@dataclass(frozen=True, slots=True)
class Fit:
    """One way to place a row's figures; `ties` tells how many others are as good."""

    slots: tuple[Slot, ...]
    ties: int = 0

    @property
    def cost(self) -> int:
        """What tells against it."""
        return sum(slot.cost for slot in self.slots)


def fit(figures: Sequence[Figure], types: Sequence[Type]) -> Fit:
    """Return the cheapest way to place `figures`, in order, one a column.

    There may be more figures than columns (a blank broke one: neighbours are put together, never a
    dash) or fewer (a cell is lost: it is taken to be empty).
    """
    ways = sorted((Fit(tuple(_slots(way, types))) for way in _ways(figures, len(types))), key=lambda each: each.cost)
    best = ways[0]
    return Fit(best.slots, sum(way.cost == best.cost for way in ways) - 1)


def _ways(figures: Sequence[Figure], width: int) -> Iterator[tuple[tuple[Figure, ...], ...]]:
    if len(figures) <= width:
        for filled in combinations(range(width), len(figures)):
            at = {column: (figure,) for column, figure in zip(filled, figures, strict=True)}
            yield tuple(at.get(column, ()) for column in range(width))
        return
    found = False
    for cuts in combinations(range(1, len(figures)), width - 1):
        way = tuple(tuple(figures[begun:end]) for begun, end in pairwise((0, *cuts, len(figures))))
        if not any(len(part) > 1 and any(figure.dash for figure in part) for part in way):
            found = True
            yield way
    if not found:
        yield (*((figure,) for figure in figures[: width - 1]), tuple(figures[width - 1 :]))


def _slots(way: Sequence[tuple[Figure, ...]], types: Sequence[Type]) -> Iterator[Slot]:
    for part, kind in zip(way, types, strict=True):
        if not part:
            yield Slot("", None, None, REPAIRED)
            continue
        printed = " ".join(figure.text for figure in part)
        span = Span(part[0].span.start, part[-1].span.end)
        if len(part) == 1 and part[0].dash:
            yield Slot(printed, None, span, 0)
            continue
        read = kind.reads(printed)
        if read is None:
            yield Slot(printed, printed, span, UNREAD)
        else:
            yield Slot(printed, read[0], span, REPAIRED if read[1] or len(part) > 1 else 0)


def placed_sums(above: Sequence[Body], body: Body, types: Sequence[Type]) -> Fit | None:
    """Return the one way to place a total's figures in which each is the sum of its column; None where none or several are."""
    ways = []
    for columns in combinations(range(len(types)), len(body.figures)):
        read = [types[at].reads(figure.text) for at, figure in zip(columns, body.figures, strict=True)]
        sums = [_sum_of(above, at, types[at], len(types)) for at in columns]
        if all(one is not None and Decimal(one[0]) == total for one, total in zip(read, sums, strict=True)):
            ways.append((columns, [one[0] for one in read if one is not None]))
    if len(ways) != 1:
        return None
    columns, values = ways[0]
    slots = [Slot("", None, None, 0)] * len(types)
    for at, value, figure in zip(columns, values, body.figures, strict=True):
        slots[at] = Slot(figure.text, value, figure.span, 0)
    return Fit(tuple(slots), 0)


def _sum_of(above: Sequence[Body], column: int, kind: Type, width: int) -> Decimal | None:
    """Return the sum of a column; None where a row does not have it."""
    total = Decimal(0)
    for body in above:
        if len(body.figures) != width:
            return None
        figure = body.figures[column]
        read = ("0", False) if figure.dash else kind.reads(figure.text)
        if read is None:
            return None
        total += Decimal(read[0])
    return total
