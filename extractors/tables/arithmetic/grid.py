"""What goes into the arithmetic of a table and what comes out, independent of how the table was read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

Place = tuple[int, int]
"""Row and column of a cell, from 0."""


class ColumnType(Enum):
    """What the cells of a column are."""

    MONEY = "money"
    INTEGER = "integer"
    QUOTIENT = "quotient"
    PERCENT = "percent"
    DATE = "date"
    CODE = "code"
    MUNICIPALITY = "municipality"
    NAME = "name"
    TEXT = "text"


class State(Enum):
    """What is known of a cell after the arithmetic.

    `REPAIRED`: what is printed was damaged and its value is proved; `DOUBTFUL`: it cannot be read for sure, or
    stands in an equation that fails and that no single cell explains; `CONTRADICTED`: it is legible, yet
    every equation that it stands in agrees on another value.
    """

    CLEAN = "clean"
    REPAIRED = "repaired"
    DOUBTFUL = "doubtful"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Grid:
    """Printed cells, as they stand in the source; None where nothing stands.

    `totals` are the rows of sums, of a group or of all: which is found out. `carried` are the columns whose values
    were printed once, over a group of rows, and repeated. `amounts` are those that the act's prose names.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    totals: frozenset[int] = frozenset()
    carried: frozenset[int] = frozenset()
    amounts: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Solved:
    """One cell: `value` is exact, or the text as printed; None for an empty cell.

    `candidates` are the other values that were weighed, the best first; for a contradicted cell the first is
    what all its equations agree on. `witnesses` say what proves a repair.
    """

    value: Decimal | str | None
    state: State = State.CLEAN
    candidates: tuple[Decimal, ...] = ()
    witnesses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SolvedColumn:
    """A column's type; `decimals` where its figures have so many, None where they differ or are none."""

    type: ColumnType
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Law:
    """An equation that the rows were found to keep.

    `kind` is `sum`, `product`, `quotient`, `constant`, `share`, `group_total`, `grand_total`, `average`, `carried`, `count` or
    `prose`; `text` tells it in the columns' names; `holds` and `fails` count its instances as printed (damage repaired),
    `failing` are the cells that stand for the result of each instance that fails.
    """

    kind: str
    text: str
    columns: tuple[int, ...]
    holds: int
    fails: int
    failing: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A contradiction or a cell that could not be read, for a problem of the record."""

    code: str
    place: Place
    detail: str


@dataclass(frozen=True, slots=True)
class Solution:
    """All that the arithmetic tells of a grid.

    `failing` are the cells of every equation that fails as printed, those that a contradicted cell explains
    included; `complete` is False where the looks ran out before the search ended; `averages` are
    the rows of averages.
    """

    cells: tuple[tuple[Solved, ...], ...]
    columns: tuple[SolvedColumn, ...]
    laws: tuple[Law, ...]
    doubts: tuple[Doubt, ...]
    failing: frozenset[Place] = frozenset()
    complete: bool = True
    averages: tuple[int, ...] = ()
