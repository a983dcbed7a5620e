"""A table of an act through the arithmetic: its cells with what was proved, and the problems."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Equation, Table
from corpus.decisions import TABLE_ARITHMETIC
from corpus.problems import Problem
from corpus.text import squeeze
from corpus.values.numbers import parse_number
from extractors.tables.arithmetic.forms import is_empty
from extractors.tables.arithmetic.grid import Grid, Solution, Solved, State
from extractors.tables.arithmetic.solve import BUDGET, solve
from extractors.tables.arithmetic.summaries import carried_over, summed
from extractors.tables.cells import NUMBERS, kind_of, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.acts import Cell

REPAIRED: Final = TABLE_ARITHMETIC
KEPT: Final = "table-arithmetic-kept"
"""A cell that cannot be read for sure, left as it is printed."""
CODE: Final = "table-arithmetic"
PROVED, BY_FORM, UNREAD, CONTRADICTED, DOUBTFUL, BESIDE = 0.98, 0.9, 0.3, 0.5, 0.7, 0.85
"""Confidences; the last is that of a cell whose equation fails by another cell's fault."""
BEFORE: Final = 20_000
"""Code points before a table in which the prose that names its total is looked for."""
LEAST_NAMED: Final = 1_000
FIT: Final = "does not fit its column"
_AMOUNT: Final = regex.compile(r"R\$\s?(?P<figure>\d{1,3}(?:\.\d{3})*+,\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Proved:
    """A table whose cells have gone through the arithmetic, and the problems that are left."""

    table: Table
    problems: tuple[Problem, ...]


def prove(text: str, table: Table, problems: tuple[Problem, ...], *, where: str, budget: int = BUDGET) -> Proved:
    """Return a table with its damaged cells repaired, its types and equations told, and its problems.

    `problems` are those of the reading: those on cells that are now repaired fall away. `where` is the table's JSON
    Pointer. A table without a column of figures comes back with its columns' types alone.
    """
    table = replace(table, total_row_indices=_marked(text, table))
    grid = grid_of(text, table)
    solution = solve(grid, budget=budget)
    rows = tuple(
        tuple(
            _beside(_cell(cell, solved, grid.rows[at][column]), solved, fails=(at, column) in solution.failing)
            for column, (cell, solved) in enumerate(zip(row, found, strict=True))
        )
        for at, (row, found) in enumerate(zip(table.rows, solution.cells, strict=True))
    )
    types = tuple(each.type.value for each in solution.columns)
    laws = (Equation(law.kind, law.text, law.columns, law.holds, law.fails, law.failing) for law in solution.laws)
    kept = tuple(each for each in problems if not _is_settled(each, solution, where))
    totals = tuple(sorted({*table.total_row_indices, *solution.averages}))
    rows = tuple(_averaged(row, grid.rows[at]) if at in solution.averages else row for at, row in enumerate(rows))
    return Proved(
        replace(table, rows=rows, column_types=types, equations=tuple(laws), total_row_indices=totals),
        (*kept, *_problems(table, solution, where)),
    )


def _marked(text: str, table: Table) -> tuple[int, ...]:
    """Return the rows of totals, with the subtotals carried over from page to page, and those that their sums prove."""
    rows = tuple(tuple(_printed(text, cell) for cell in row) for row in table.rows)
    carried = {each for pair in carried_over(rows).items() for each in pair}
    known = {*table.total_row_indices, *carried}
    return tuple(sorted(known | summed(rows, known)))


def grid_of(text: str, table: Table) -> Grid:
    """Return the cells of a table as they are printed."""
    rows = tuple(tuple(_printed(text, cell) for cell in row) for row in table.rows)
    names = tuple(each.value for each in table.columns)
    carried = frozenset(at for at in range(len(names)) if _is_carried([row[at] for row in table.rows]))
    return Grid(names, rows, frozenset(table.total_row_indices), carried, tuple(_named(text, table)))


def _printed(text: str, cell: Cell) -> str | None:
    if cell is None:
        return None
    return cell.value if cell.derived or cell.in_raw else squeeze(cell.span.of(text))


def _is_carried(cells: list[Cell]) -> bool:
    filled = [cell for cell in cells if cell is not None]
    return bool(filled) and sum(cell.derived for cell in filled) * 2 > len(filled)


def _named(text: str, table: Table) -> Iterator[Decimal]:
    """Tell the amounts that the prose before a table names."""
    start = table.span.start
    for match in _AMOUNT.finditer(text, max(0, start - BEFORE), start):
        value = parse_number(match["figure"])
        if value is not None and value >= LEAST_NAMED:
            yield value


def _cell(cell: Cell, solved: Solved, printed: str | None) -> Cell:
    """Return a cell after the arithmetic; what is not of figures, or clean, stays as it was read."""
    if cell is None or cell.derived or is_empty(printed):
        return cell
    sure = 1.0 if cell.confidence is None else cell.confidence
    if solved.state is State.REPAIRED and isinstance(solved.value, Decimal):
        confidence = PROVED if len(solved.witnesses) > 1 else BY_FORM
        return replace(
            cell,
            value=f"{solved.value:f}",
            rule=REPAIRED,
            confidence=confidence,
            witnesses=solved.witnesses,
            otherwise=cell.value,
        )
    if solved.state is State.CONTRADICTED:
        return replace(cell, confidence=min(sure, CONTRADICTED))
    if solved.state is State.DOUBTFUL and isinstance(solved.value, str):
        return replace(cell, value=solved.value, rule=KEPT, confidence=UNREAD)
    if solved.state is State.DOUBTFUL and solved.witnesses and isinstance(solved.value, Decimal):
        return replace(
            cell, value=f"{solved.value:f}", rule=REPAIRED, confidence=DOUBTFUL, witnesses=solved.witnesses, otherwise=cell.value
        )
    return replace(cell, confidence=min(sure, DOUBTFUL)) if solved.state is State.DOUBTFUL else cell


def _averaged(row: tuple[Cell, ...], printed: tuple[str | None, ...]) -> tuple[Cell, ...]:
    """Return a row of averages with its figures in plain form: they may have decimals where their columns have none."""
    return tuple(
        replace(cell, value=plain(token) or token)
        if cell is not None and token is not None and kind_of(token) in NUMBERS
        else cell
        for cell, token in zip(row, printed, strict=True)
    )


def _beside(cell: Cell, solved: Solved, *, fails: bool) -> Cell:
    """Lower the confidence of a clean cell that stands in an equation that fails."""
    if cell is None or not fails or solved.state is not State.CLEAN:
        return cell
    return replace(cell, confidence=min(1.0 if cell.confidence is None else cell.confidence, BESIDE))


def _problems(table: Table, solution: Solution, where: str) -> Iterator[Problem]:
    for doubt in solution.doubts:
        row, column = doubt.place
        cell = table.rows[row][column]
        yield Problem(doubt.code, f"{where}/rows/{row}/{column}", cell.span if cell is not None else None, doubt.detail, CODE)


def _is_settled(problem: Problem, solution: Solution, where: str) -> bool:
    """Whether a problem of the reading is on a cell that was repaired, or is told again."""
    if FIT not in problem.detail:
        return False
    told = {f"{where}/rows/{row}/{column}" for row, column in (doubt.place for doubt in solution.doubts)}
    repaired = (
        f"{where}/rows/{row}/{column}"
        for row, cells in enumerate(solution.cells)
        for column, cell in enumerate(cells)
        if cell.state is State.REPAIRED
    )
    return problem.where in told or problem.where in repaired
