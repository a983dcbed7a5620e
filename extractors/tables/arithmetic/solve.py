"""From a grid to its solution: types, readings, laws, search, and what is said of each cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extractors.tables.arithmetic.columns import Typed, type_columns
from extractors.tables.arithmetic.counts import count_laws
from extractors.tables.arithmetic.figures import Figures
from extractors.tables.arithmetic.forms import Form, How, Reading, is_empty, readings
from extractors.tables.arithmetic.grid import ColumnType, Solution, SolvedColumn
from extractors.tables.arithmetic.laws import Laws
from extractors.tables.arithmetic.network import Network
from extractors.tables.arithmetic.search import Search, Token
from extractors.tables.arithmetic.summaries import averaged, carried_over
from extractors.tables.arithmetic.verdicts import Verdicts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.tables.arithmetic.grid import Grid

BUDGET: Final = 500_000
"""Looks at a cell that the search may take, some two seconds: a large damaged table takes a hundredth of them."""
MOST_DECIMALS: Final = 6
FIXED: Final = Token((), 1, 1, legible=True, fixed=True)


def solve(grid: Grid, *, budget: int = BUDGET) -> Solution:
    """Type the columns, find the equations, prove, repair or doubt every cell.

    Nothing but the grid is known. The search ends after `budget` looks at a cell: what is not settled by then is
    doubtful, and the solution is marked as incomplete.
    """
    typed = type_columns(grid)
    work = _Work(grid, typed)
    laws = Laws(work.figures(), grid.columns, grid.amounts)
    network = Network(list(work.values), laws.equations)
    search = Search(network, work.tokens, most=budget)
    search.run()
    counted, doubts = count_laws(grid)
    verdicts = Verdicts(work.grid, work.tokens, work.read, search, laws.laws, unit=work.unit, types=typed)
    cells, told = verdicts.cells()
    return Solution(
        cells,
        tuple(_column(each, at, laws) for at, each in enumerate(typed)),
        (*verdicts.laws(), *counted),
        (*told, *doubts),
        verdicts.places(),
        search.complete,
        tuple(laws.figures.averages),
    )


def _column(typed: Typed, at: int, laws: Laws) -> SolvedColumn:
    """Return a column as it is told: one that a law makes by division is a quotient."""
    kind = typed.type
    if typed.form is None:
        return SolvedColumn(kind)
    made = [each for each in laws.laws if each.kind in ("quotient", "share") and _made(each.text, laws.columns[at])]
    if made and kind is ColumnType.MONEY:
        kind = ColumnType.PERCENT if made[0].text.startswith("100 x") else ColumnType.QUOTIENT
    return SolvedColumn(kind, typed.form.decimals)


def _made(text: str, name: str) -> bool:
    return text.removesuffix(" (truncated)").endswith(f" = {name}")


def _power(decimals: int) -> int:
    return int("1" + "0" * decimals)


def _digits(token: str | None) -> int:
    return sum(char.isdigit() for char in token or "")


class _Work:
    """The tokens of a grid as readings and whole numbers."""

    def __init__(self, grid: Grid, typed: Sequence[Typed]) -> None:
        self.grid, self.typed = grid, typed
        self.columns = tuple(at for at, each in enumerate(typed) if each.form is not None and at not in grid.carried)
        self.read: list[tuple[Reading, ...]] = []
        for row in grid.rows:
            self.read += [self._read(token, at) for at, token in enumerate(row)]
        self.unit = _power(max((self._decimals(at) for at in self.columns), default=0))
        self.tokens = [self._token(at) for at in range(len(self.read))]
        self.values = [self._value(at) for at in range(len(self.read))]

    def _read(self, token: str | None, at: int) -> tuple[Reading, ...]:
        form = self.typed[at].form
        return () if form is None or at not in self.columns or token is None or is_empty(token) else readings(token, form)

    def _decimals(self, at: int) -> int:
        """Return the decimals that a column's figures have: those it is clear about, else the most that one has."""
        form, width = self._form(at), len(self.grid.columns)
        if form.decimals is not None:
            return min(form.decimals, MOST_DECIMALS)
        surest = (self.read[cell][0].value for cell in range(at, len(self.read), width) if self.read[cell])
        return min(MOST_DECIMALS, max((-int(value.as_tuple().exponent) for value in surest), default=0))

    def _form(self, at: int) -> Form:
        form = self.typed[at].form
        return form if form is not None else Form(None)

    def step(self, at: int) -> int:
        """Return the unit of a column's last decimal."""
        return self.unit // _power(self._decimals(at))

    def _token(self, cell: int) -> Token:
        at, row = cell % len(self.grid.columns), cell // len(self.grid.columns)
        if at not in self.columns or is_empty(self.grid.rows[row][at]):
            return FIXED
        read = self.read[cell]
        whole = tuple(
            (int(each.value * self.unit), each.how.value)
            for each in read
            if each.value * self.unit == int(each.value * self.unit)
        )
        legible = bool(read) and read[0].how is How.PRINTED
        return Token(whole, self.step(at), max(self._decimals(at) + 1, _digits(self.grid.rows[row][at])), legible)

    def _value(self, cell: int) -> int | None:
        token = self.tokens[cell]
        if token.fixed:
            return 0
        return token.readings[0][0] if token.readings else None

    def figures(self) -> Figures:
        """Return the figures for the search of laws."""
        width = len(self.grid.columns)
        values = [self.values[row * width : (row + 1) * width] for row in range(len(self.grid.rows))]
        empty = [[is_empty(token) for token in row] for row in self.grid.rows]
        marked = sorted(self.grid.totals)
        body = tuple(row for row in range(len(values)) if row not in self.grid.totals)
        steps = {at: self.step(at) for at in self.columns}
        whole = Figures(self.unit, values, empty, self.columns, steps, body, tuple(marked))
        again, averages = carried_over(self.grid.rows), averaged(whole, self.grid.rows)
        apart = again.keys() | averages.keys()
        rows = tuple(row for row in body if row not in apart)
        sums = tuple(row for row in marked if row not in apart)
        return replace(whole, body=rows, totals=sums, again=again, averages=averages)
