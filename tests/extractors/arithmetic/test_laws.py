"""Which equations are found, and which are not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bench.tables import Made, Value, made, payroll, purchases, quarters, revenue, seeded, vaccines
from extractors.tables.arithmetic import Grid, solve
from tests.extractors.arithmetic.grids import LOTS, SUMS, grid, lots


def told(table: Grid) -> set[str]:
    return {law.text for law in solve(table).laws}


def of(make: object) -> Made:
    assert callable(make)
    table = make(seeded(3))
    assert isinstance(table, Made)
    return table


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (purchases, "Quantidade x Preço unitário = Valor"),
        (quarters, "1º trim. + 2º trim. + 3º trim. + 4º trim. = Ano"),
        (payroll, "0,11 x Vencimento = Previdência"),
        (revenue, "Ano anterior + Diferença = Ano corrente"),
        (revenue, "100 x Ano corrente / total of Ano corrente = Participação (%)"),
        (vaccines, "1ª dose + 2ª dose = Doses"),
        (vaccines, "100000 x Doses / População = Taxa por 100 mil"),
        (vaccines, "Qtd. = rows of the group"),
        (vaccines, "total of População = sum of the totals above"),
        (purchases, "total of Valor is named in the text"),
    ],
)
def test_the_equations_of_a_table_are_found(make: object, text: str) -> None:
    assert text in told(of(make).grid)


@pytest.mark.parametrize("make", [purchases, quarters, payroll, revenue, vaccines])
def test_every_equation_of_an_undamaged_table_holds(make: object) -> None:
    solution = solve(of(make).grid)
    assert solution.laws
    assert [law.text for law in solution.laws if law.fails] == []
    assert solution.doubts == ()
    assert not solution.failing


def test_pay_and_deductions_tie_all_five_columns() -> None:
    sums = [law for law in solve(of(payroll).grid).laws if law.kind == "sum"]
    assert [set(law.columns) for law in sums] == [{1, 2, 3, 4, 5}]


def test_a_law_is_not_told_twice() -> None:
    """A year of two halves of two quarters each: three sums are true, any two say all."""
    random = seeded(5)
    rows: list[list[Value]] = []
    for at in range(12):
        parts = [Decimal(random.randint(100, 99_999)).scaleb(-2) for _ in range(4)]
        halves = [parts[0] + parts[1], parts[2] + parts[3]]
        rows.append([f"Casa {at}", parts[0], parts[1], halves[0], parts[2], parts[3], halves[1], halves[0] + halves[1]])
    table = made("halves", tuple("ABCDEFGH"), rows, ())
    laws = [law for law in solve(table.grid).laws if law.kind == "sum"]
    assert {law.text for law in laws} == {"B + C = D", "E + F = G", "D + G = H"}


def test_what_holds_only_where_a_column_is_empty_is_no_law() -> None:
    rows = [["a", "10,20", "-", "10,20"], ["b", "7,15", "-", "7,15"], ["c", "3,30", "-", "3,30"], ["d", "9,90", "1,00", "10,90"]]
    rows += [["e", "5,55", "2,20", "7,75"], ["f", "8,00", "3,10", "11,10"], ["g", "6,40", "-", "6,40"]]
    table = Grid(("N", "A", "B", "C"), tuple(map(tuple, rows)))
    assert told(table) == {"A + B = C"}


def test_numbers_without_ties_have_no_equations() -> None:
    random = seeded(11)
    for size in (4, 9, 30):
        rows: list[list[Value]] = [
            [f"x{at}", *(Decimal(random.randint(100, 10**7)).scaleb(-2) for _ in range(7))] for at in range(size)
        ]
        assert told(made("noise", tuple("NABCDEFG"), rows, ()).grid) == set(), size


def test_small_counts_do_not_add_up_by_chance() -> None:
    for seed in range(12):
        random = seeded(seed)
        rows: list[list[Value]] = [[f"x{at}", *(Decimal(random.randint(0, 3)) for _ in range(5))] for at in range(14)]
        assert told(made("counts", tuple("NABCDE"), rows, ()).grid) == set(), seed


def test_averages_and_rates_under_a_total_are_no_sums() -> None:
    rows = ["Aurora  1.200  300,00  0,25", "Brejo  900  180,00  0,20", "Campo  410  205,00  0,50", "Total  2.510  685,00  0,27"]
    laws = told(grid("Lugar  Habitantes  Valor  Per capita", *rows, totals=(3,)))
    assert "total of Valor = sum of the rows above" in laws
    assert not any("total of Per capita" in law for law in laws)


def test_totals_above_their_rows_are_found() -> None:
    rows = (
        "Norte  515,20  30,10",
        "Una  300,10  10,10",
        "Ipê  215,10  20,00",
        "Sul  99,90  7,00",
        "Avaré  9,90  6,50",
        "Tatuí  90,00  0,50",
    )
    solution = solve(grid("Lugar  Valor  Taxa", *rows, totals=(0, 3)))
    assert {law.text for law in solution.laws} >= {"total of Valor = sum of the rows up to the next total"}


def test_groups_and_the_whole_are_told_apart() -> None:
    kinds = {
        law.kind: (law.holds, law.fails)
        for law in solve(grid(*LOTS, totals=SUMS)).laws
        if 1 in law.columns and "total" in law.kind
    }
    assert kinds == {"group_total": (2, 0), "grand_total": (1, 0)}


def test_rounded_percents_need_not_come_to_a_hundred() -> None:
    rows = ("A  100,00  33,33", "B  100,00  33,33", "C  100,00  33,33", "Total  300,00  100,00")
    solution = solve(grid("N  Valor  %", *rows, totals=(3,)))
    assert solution.doubts == ()


def test_a_group_that_counts_wrong_is_doubted() -> None:
    rows = (
        "Norte  2  Una  10,00",
        "Norte  2  Ipê  20,00",
        "Sul  3  Avaré  9,90",
        "Sul  3  Tatuí  90,00",
        "Oeste  1  Bauru  7,70",
    )
    solution = solve(grid("Polo  Qtd.  Lugar  Valor", *rows, carried=(0, 1)))
    assert [(doubt.code, doubt.place) for doubt in solution.doubts] == [("sum_mismatch", (2, 1))]
    assert "says 3, the group has 2 rows" in solution.doubts[0].detail


def test_a_sum_whose_rows_all_hold_is_told_as_such() -> None:
    law = next(law for law in solve(lots()).laws if law.kind == "sum")
    assert (law.text, law.holds, law.fails, law.failing) == ("Material + Serviço = Total", 10, 0, ())
