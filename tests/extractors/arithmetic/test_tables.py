"""Tables of acts through the arithmetic: cells, confidences, problems, and what the record tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.acts import Found, Table
from corpus.problems import Problem
from corpus.spans import Span
from extractors.tables.arithmetic.forms import is_empty
from extractors.tables.arithmetic.tables import grid_of, prove
from tests.extractors.arithmetic.grids import LOTS, SUMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.acts import Cell

HERE = "/tables/2"
PROSE = "Art. 1º Fica destinado o valor de R$ 21.543,65 às obras.\n"


def table_of(lines: Sequence[str] = LOTS, *, prose: str = PROSE) -> tuple[str, Table]:
    """Return a text and the table that its lines make, as a reader would: each cell with its span."""
    text, rows = prose, []
    for line in lines:
        cells: list[Cell] = []
        for token in line.split():
            span = Span(len(text), len(text) + len(token))
            text += f"{token} "
            plain = token.replace(".", "").replace(",", ".") if token[0].isdigit() else token
            cells.append(None if is_empty(token) else Found(plain, span, "cell", 0.95))
        rows.append(tuple(cells))
    names = tuple(Found(str(each and each.value), Span(0, 1), "name") for each in rows[0])
    return text, Table(None, None, names, tuple(rows[1:]), SUMS, Span(len(prose), len(text)))


def with_token(old: str, new: str) -> list[str]:
    return [line.replace(old, new, 1) for line in LOTS]


def cell_of(table: Table, row: int, column: int) -> Found[str]:
    cell = table.rows[row][column]
    assert cell is not None
    return cell


def test_an_undamaged_table_comes_back_as_it_was_with_what_is_known_of_it() -> None:
    text, table = table_of()
    proved = prove(text, table, (), where=HERE)
    assert proved.table.rows == table.rows
    assert proved.problems == ()
    assert proved.table.column_types == ("text", "money", "money", "money")
    assert {equation.kind for equation in proved.table.equations} == {"sum", "group_total", "grand_total", "prose"}
    assert all(equation.holds and not equation.fails for equation in proved.table.equations)


def test_the_cells_are_taken_as_printed() -> None:
    text, table = table_of(with_token("1.200,50", "120050"))
    assert grid_of(text, table).rows[0] == ("Aurora", "120050", "330,20", "1.530,70")
    assert [str(each) for each in grid_of(text, table).amounts] == ["21543.65"]


def test_a_repair_has_its_witnesses_and_settles_the_readers_problem() -> None:
    text, table = table_of(with_token("1.200,50", "120050"))
    span = cell_of(table, 0, 1).span
    read = Problem("table_shape", f"{HERE}/rows/0/1", span, "'120050' does not fit its column: kept as printed")
    other = Problem("table_shape", f"{HERE}/rows/0", span, "3 figures for 4 columns: a cell is taken to be empty")
    proved = prove(text, table, (read, other), where=HERE)
    cell = cell_of(proved.table, 0, 1)
    assert (cell.value, cell.rule, cell.span) == ("1200.50", "table-arithmetic", span)
    assert "Material + Serviço = Total" in cell.witnesses
    assert proved.problems == (other,)


def test_a_contradicted_cell_stays_and_is_told() -> None:
    text, table = table_of(with_token("1.120,00", "1.720,00"))
    proved = prove(text, table, (), where=HERE)
    cell = cell_of(proved.table, 2, 2)
    assert (cell.value, cell.witnesses, cell.confidence) == ("1720.00", (), 0.5)
    assert [(each.code, each.where, each.span) for each in proved.problems] == [("sum_mismatch", f"{HERE}/rows/2/2", cell.span)]
    assert "1.120,00 would satisfy" in proved.problems[0].detail
    beside = cell_of(proved.table, 2, 1)
    assert (beside.value, beside.confidence) == ("2340.15", 0.85)
    assert cell_of(proved.table, 5, 1).confidence == 0.95


def test_what_nobody_can_read_is_kept_and_told() -> None:
    text, table = table_of([*LOTS[:4], "Dunas 41Z,9O 7,00 99,99", *LOTS[5:]])
    proved = prove(text, table, (), where=HERE)
    cell = cell_of(proved.table, 3, 1)
    assert cell.value == "41Z,9O"
    assert cell.confidence == pytest.approx(0.3)
    assert ("damaged", f"{HERE}/rows/3/1") in {(each.code, each.where) for each in proved.problems}


def test_carried_cells_and_words_are_left_alone() -> None:
    text, table = table_of(prose="")
    group = Found("Polo 1", Span(0, 6), "table-group-value", 0.95, derived=True)
    name = Found("Polo", Span(0, 4), "name")
    rows = tuple((group, *row) for row in table.rows)
    wide = Table(None, None, (name, *table.columns), rows, SUMS, table.span)
    proved = prove(text, wide, (), where=HERE)
    assert proved.table.rows == rows
    assert "prose" not in {equation.kind for equation in proved.table.equations}


def test_a_table_of_words_only_gets_its_types() -> None:
    text = "Ana titular Rui suplente "
    rows = ((Found("Ana", Span(0, 3), "c"), Found("titular", Span(4, 11), "c")), (Found("Rui", Span(12, 15), "c"), None))
    table = Table(None, None, (Found("Nome", Span(0, 1), "n"), Found("Vaga", Span(0, 1), "n")), rows, (), Span(0, len(text)))
    proved = prove(text, table, (), where=HERE)
    assert (proved.table.rows, proved.table.equations, proved.problems) == (rows, (), ())
    assert proved.table.column_types == ("name", "text")
