"""What is said of cells: proved, repaired, doubtful, contradicted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.tables.arithmetic import ColumnType, Grid, Solution, State, solve
from tests.extractors.arithmetic.grids import grid, lots


def contradicted(solution: Solution) -> dict[tuple[int, int], Decimal]:
    return {
        (at, column): cell.candidates[0]
        for at, row in enumerate(solution.cells)
        for column, cell in enumerate(row)
        if cell.state is State.CONTRADICTED
    }


@pytest.mark.parametrize(
    ("row", "column", "token", "value"),
    [
        (0, 1, "120050", "1200.50"),
        (2, 2, "1.120 00", "1120.00"),
        (7, 3, "7.009,40)", "7009.40"),
        (4, 3, "6.362.20", "6362.20"),
        (9, 1, "17.28048", "17280.48"),
        (5, 1, "7.31O,05", "7310.05"),
        (6, 2, "9l,12", "91.12"),
        (6, 2, "S1,12", None),
        (3, 1, "4l5,90", "415.90"),
        (3, 1, "4B5,90", "415.90"),
    ],
)
def test_a_damaged_cell_is_repaired_where_one_value_is_left(row: int, column: int, token: str, value: str | None) -> None:
    cell = solve(lots((row, column, token))).cells[row][column]
    if value is None:  # an S stands for a 5: another digit is wrong as well, and the sums ask for it
        assert (cell.state, cell.value) in ((State.REPAIRED, Decimal("91.12")), (State.DOUBTFUL, token))
        return
    assert (cell.state, cell.value) == (State.REPAIRED, Decimal(value))
    assert cell.witnesses


@pytest.mark.parametrize(
    ("row", "column", "token", "value"),
    [
        (0, 1, "1.208,50", "1200.50"),
        (2, 2, "1.720,00", "1120.00"),
        (7, 3, "7.009,48", "7009.40"),
        (4, 3, "6.862,20", "6362.20"),
        (9, 1, "17.280,49", "17280.48"),
        (8, 2, "2.737,25", "2737.52"),
        (5, 1, "731,05", "7310.05"),
    ],
)
def test_a_legible_cell_is_never_overwritten(row: int, column: int, token: str, value: str) -> None:
    table = lots((row, column, token))
    solution = solve(table)
    assert contradicted(solution) == {(row, column): Decimal(value)}
    assert solution.cells[row][column].value == Decimal(token.replace(".", "").replace(",", "."))
    assert [(doubt.code, doubt.place) for doubt in solution.doubts] == [("sum_mismatch", (row, column))]
    assert (row, column) in solution.failing
    assert len(solution.failing) > 4


def test_a_contradiction_explains_itself() -> None:
    doubt = solve(lots((2, 2, "1.720,00"))).doubts[0]
    assert "Material + Serviço = Total fails by 600,00" in doubt.detail
    assert "rows 0-3 to row 4" in doubt.detail
    assert doubt.detail.endswith("1.120,00 would satisfy both")


def test_two_slips_are_told_apart() -> None:
    assert contradicted(solve(lots((0, 1, "1.208,50"), (6, 3, "228,00")))) == {
        (0, 1): Decimal("1200.50"),
        (6, 3): Decimal("220.00"),
    }


def test_two_slips_that_cancel_in_their_column() -> None:
    """The sum of the column holds; each row alone cannot say which of its addends is wrong."""
    solution = solve(lots((0, 1, "1.300,50"), (1, 1, "780,00")))
    changed = [(at, c) for at, row in enumerate(solution.cells) for c, cell in enumerate(row) if cell.state is not State.CLEAN]
    assert {0, 1} <= {at for at, _ in changed}
    assert solution.cells[0][1].value == Decimal("1300.50")


def test_an_error_of_the_authors_is_told_and_nothing_changed() -> None:
    """A sum that no slip explains: the printed values stay, the equation is told at its result."""
    solution = solve(lots((9, 3, "29.876,50")))
    assert contradicted(solution) == {}
    assert (9, 3) in {doubt.place for doubt in solution.doubts}
    assert all("no single cell explains it" in doubt.detail for doubt in solution.doubts)
    assert solution.cells[9][3].state is State.DOUBTFUL


@pytest.mark.parametrize("token", ["150", "4.942"])
def test_without_an_equation_an_unsure_reading_stays_as_printed(token: str) -> None:
    rows = ("Una  1.200,50", "Ipê  330,20", f"Avaré  {token}", "Tatuí  99,00", "Bauru  5.000,00", "Assis  80,15")
    solution = solve(grid("Lugar  Valor", *rows))
    assert (solution.cells[2][1].value, solution.cells[2][1].state) == (token, State.DOUBTFUL)
    assert [doubt.code for doubt in solution.doubts] == ["damaged"]


def test_without_an_equation_digits_that_give_the_value_are_enough() -> None:
    rows = ("Una  1.200,50", "Ipê  330,20", "Avaré  371836", "Tatuí  99,00", "Bauru  5.000,00", "Assis  80,15")
    cell = solve(grid("Lugar  Valor", *rows)).cells[2][1]
    assert (cell.value, cell.state) == (Decimal("3718.36"), State.REPAIRED)
    assert cell.witnesses == ("the column 'Valor' has figures of 2 decimals",)


def test_what_cannot_be_read_is_told_and_kept() -> None:
    cell = solve(lots((1, 2, "?x9?"))).cells[1][2]
    assert (cell.value, cell.state) == ("?x9?", State.DOUBTFUL) or cell.value == Decimal("75.45")


def test_dashes_are_empty_and_not_zero() -> None:
    solution = solve(lots())
    assert solution.cells[3][2].value is None
    assert solution.cells[3][3].value == Decimal("415.90")


def test_text_stays_as_it_is() -> None:
    assert [row[0].value for row in solve(lots()).cells][:2] == ["Aurora", "Brejo"]


@pytest.mark.parametrize(
    "table",
    [
        Grid((), ()),
        Grid(("A",), ()),
        Grid(("A", "B"), ((None, None), (None, None))),
        Grid(("A", "B"), (("x", "1,00"),), frozenset((0,))),
        Grid(("A", "B"), (("x", "1,00"), ("Total", "1,00")), frozenset((0, 1))),
        Grid(("A", "B"), (("Total", "0,00"), ("x", "0,00"), ("Total", "0,00")), frozenset((0, 2))),
        Grid(("A", "A"), (("1", "1"), ("2", "2"), ("3", "3"))),
    ],
)
def test_odd_tables_come_back_whole(table: Grid) -> None:
    solution = solve(table)
    assert [len(row) for row in solution.cells] == [len(row) for row in table.rows]
    assert len(solution.columns) == len(table.columns)
    assert solution.complete


def test_beyond_the_bound_nothing_is_guessed() -> None:
    solution = solve(lots((0, 1, "1.208,50")), budget=0)
    assert not solution.complete
    assert contradicted(solution) == {}
    assert solution.cells[0][1].state is State.DOUBTFUL


def test_the_bound_is_counted_and_not_timed() -> None:
    """Wherever the looks end, a second search of the same table ends there too, and never says more than a whole one."""
    damaged = lots((0, 1, "1.208,50"), (2, 1, "9.999,99"))
    whole = solve(damaged)
    assert whole.complete
    for budget in (1, 3, 10, 30, 100):
        some = solve(damaged, budget=budget)
        assert some == solve(damaged, budget=budget)
        assert some == whole or not some.complete


def test_the_types_of_columns() -> None:
    rows = (
        "São Paulo  3550308  12.300  1.200,50  0,10  12,5%  01/02/2020  Ana Lima  00.000.000/0001-91",
        "Tatuí  3554003  5.120  330,20  0,06  7,0%  02/02/2020  Rui Alves  00.000.000/0001-91",
        "Avaré  3504503  99  80,15  0,81  3,1%  03/02/2020  Eva Dias  00.000.000/0001-91",
        "Bauru  3506003  870  990,00  1,14  1,0%  04/02/2020  Ivo Sá  00.000.000/0001-91",
    )
    columns = "Município  IBGE  Habitantes  Valor  Per capita  Parte  Data  Responsável  Inscrição"
    types = [each.type for each in solve(grid(columns, *rows)).columns]
    assert types == [
        ColumnType.MUNICIPALITY, ColumnType.CODE, ColumnType.INTEGER, ColumnType.MONEY, ColumnType.QUOTIENT,
        ColumnType.PERCENT, ColumnType.DATE, ColumnType.NAME, ColumnType.CODE,
    ]  # fmt: skip
    assert solve(grid(columns, *rows)).columns[3].decimals == 2


def test_codes_are_never_added_up() -> None:
    rows = ("3550308  1  1", "3554003  2  2", "3504503  3  3", "3506003  4  4")
    assert not any(0 in law.columns for law in solve(grid("IBGE  Leitos  Vagas", *rows)).laws)
