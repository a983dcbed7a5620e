"""Averages, subtotals carried over to the next page, and words in place of figures."""

from __future__ import annotations

import pytest

from extractors.tables.arithmetic import Grid, State, solve

COLUMNS = ("Escola", "Turmas", "Nota")
ROWS = (("Ana Nery", "4", "6,20"), ("Rui Barbosa", "6", "7,10"), ("Tiradentes", "8", "5,90"))


def laws(*rows: tuple[str, ...], totals: tuple[int, ...] = ()) -> dict[str, tuple[int, int]]:
    return {law.kind: (law.holds, law.fails) for law in solve(Grid(COLUMNS, rows, frozenset(totals))).laws}


@pytest.mark.parametrize("average", [("Média", "6", "6,40"), ("MÉDIA GERAL", "6,00", "6,40"), ("Média", "6", "9,99")])
def test_an_average_is_held_to_the_rows_above(average: tuple[str, ...]) -> None:
    assert laws(*ROWS, average)["average"] == (1, 0)


def test_an_average_stands_apart_from_the_total() -> None:
    solution = solve(Grid(COLUMNS, (*ROWS, ("TOTAL", "18", "19,20"), ("Média", "6", "6,40")), frozenset({3})))
    assert solution.averages == (4,)
    assert {law.kind for law in solution.laws} == {"average", "group_total"}
    assert solution.doubts == ()


@pytest.mark.parametrize("row", [("Média", "5", "8,00"), ("Média Complexidade", "6", "6,40")])
def test_a_row_that_is_only_called_so_is_none(row: tuple[str, ...]) -> None:
    assert "average" not in laws(*ROWS, row)


def test_a_subtotal_carried_over_is_counted_once() -> None:
    rows = (
        *ROWS,
        ("A transportar", "18", "19,20"),
        ("Transporte", "18", "19,20"),
        ("Zumbi", "2", "8,00"),
        ("TOTAL", "20", "27,20"),
    )
    found = laws(*rows, totals=(3, 4, 6))
    assert found["carried"] == (1, 0)
    assert all(fails == 0 for _, fails in found.values())


def test_a_subtotal_carried_over_wrongly_is_told() -> None:
    rows = (
        *ROWS,
        ("A transportar", "18", "19,20"),
        ("Transporte", "18", "19,40"),
        ("Zumbi", "2", "8,00"),
        ("TOTAL", "20", "27,20"),
    )
    solution = solve(Grid(COLUMNS, rows, frozenset({3, 4, 6})))
    assert ("sum_mismatch", (4, 2)) in [(doubt.code, doubt.place) for doubt in solution.doubts]
    assert all(cell.state is not State.REPAIRED for row in solution.cells for cell in row)


def test_transport_as_a_function_of_government_is_a_row() -> None:
    rows = (("Saúde", "4", "6,20"), ("Transporte", "6", "7,10"), ("Educação", "8", "5,90"), ("TOTAL", "18", "19,20"))
    assert "carried" not in laws(*rows, totals=(3,))


@pytest.mark.parametrize(("word", "doubts"), [("isento", 0), ("a definir", 0), ("sem ônus", 0), ("GRATUITO", 0), ("lOO,x", 1)])
def test_a_word_for_a_figure_is_no_damage(word: str, doubts: int) -> None:
    rows = (*ROWS, ("Anísio", "3", word), ("Zumbi", "2", "8,00"))
    solution = solve(Grid(COLUMNS, rows))
    assert solution.cells[3][2].value == word
    assert len(solution.doubts) == doubts


MARKS = ("Escola", "1º bim.", "2º bim.", "3º bim.", "Média")
MARKED = (
    ("Ana Nery", "6,20", "7,10", "8,00", "7,10"),
    ("Rui Barbosa", "5,55", "6,40", "7,25", "6,40"),
    ("Tiradentes", "9,10", "8,75", "8,88", "8,91"),
    ("Zumbi", "4,30", "5,05", "6,66", "5,34"),
    ("Dandara", "7,77", "8,12", "6,90", "7,60"),
)


def _with(rows: tuple[tuple[str, ...], ...], row: int, column: int, token: str) -> Grid:
    changed = (*rows[row][:column], token, *rows[row][column + 1 :])
    return Grid(MARKS, (*rows[:row], changed, *rows[row + 1 :]))


def test_a_column_of_means_is_found() -> None:
    (law,) = (law for law in solve(Grid(MARKS, MARKED)).laws if law.kind == "average")
    assert (law.text, law.holds, law.fails) == ("(1º bim. + 2º bim. + 3º bim.) / 3 = Média", 5, 0)


@pytest.mark.parametrize(
    ("row", "column", "token", "value"), [(1, 4, "G,40", "6.40"), (2, 1, "9,lO", "9.10"), (4, 4, "7,B0", "7.60")]
)
def test_a_damaged_cell_is_mended_by_the_mean(row: int, column: int, token: str, value: str) -> None:
    cell = solve(_with(MARKED, row, column, token)).cells[row][column]
    assert (cell.state, str(cell.value)) == (State.REPAIRED, value)


@pytest.mark.parametrize(("row", "column", "token"), [(1, 4, "6,90"), (3, 2, "8,05")])
def test_a_legible_cell_against_the_mean_stays_and_is_told(row: int, column: int, token: str) -> None:
    solution = solve(_with(MARKED, row, column, token))
    assert str(solution.cells[row][column].value) == token.replace(",", ".")
    assert [doubt.code for doubt in solution.doubts] == ["sum_mismatch"]
    assert all(cell.state is not State.REPAIRED for cells in solution.cells for cell in cells)


def test_a_mean_that_several_readings_keep_repairs_nothing() -> None:
    figures = ((10, 22, 31), (41, 55, 63), (72, 80, 98), (15, 33, 60), (44, 12, 91))
    rows = tuple((f"Escola {at}", *map(str, each), str(round(sum(each) / 3))) for at, each in enumerate(figures))
    cell = solve(_with(rows, 1, 1, "4B")).cells[1][1]
    assert cell.state is State.DOUBTFUL
    assert cell.value == "4B"


@pytest.mark.parametrize(("average", "state"), [("G,40", State.REPAIRED), ("6,A0", State.REPAIRED), ("?,?0", State.DOUBTFUL)])
def test_a_damaged_average_below_its_rows_is_mended(average: str, state: State) -> None:
    rows = (*ROWS, ("Média", "6", average))
    cell = solve(Grid(COLUMNS, rows)).cells[3][2]
    assert cell.state is state
    assert state is State.DOUBTFUL or str(cell.value) == "6.40"


def test_a_damaged_row_under_its_average_is_mended() -> None:
    rows = (("Ana Nery", "4", "6,20"), ("Rui Barbosa", "6", "7,l0"), ("Tiradentes", "8", "S,90"), ("Média", "6", "6,40"))
    cells = solve(Grid(COLUMNS, rows)).cells
    assert [str(cells[row][2].value) for row in (1, 2)] == ["7.10", "5.90"]
