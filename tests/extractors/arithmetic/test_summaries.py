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
