"""Columns read one after another, and rankings told in prose; above all, what is neither."""

from __future__ import annotations

import pytest

from tests.extractors.tables_found import cells_of, columns_of, found_in, only

NAMES = ["Arapiraca", "Coruripe", "Maceió", "Penedo", "Viçosa"]
APART = ["Município", "População", *NAMES, "30", "20", "10", "40", "50"]


def test_counts_prove_one_column_of_figures_under_known_labels() -> None:
    table = only(found_in(APART))
    assert columns_of(table) == ["Município", "População"]
    assert cells_of(table) == [[name, value] for name, value in zip(NAMES, APART[7:], strict=True)]


def test_sums_prove_several() -> None:
    lines = ["Escola", "Turmas", "Alunos", "Ana Nery", "Rui Barbosa", "Tiradentes", "4", "5", "6", "120", "140", "170"]
    table = only(found_in([*lines, "TOTAL", "15", "430"]))
    assert cells_of(table)[0] == ["Ana Nery", "4", "120"]
    assert cells_of(table)[-1] == ["TOTAL", "15", "430"]
    assert table.total_row_indices == (3,)


@pytest.mark.parametrize(
    "lines",
    [
        [*APART[:-1]],
        [*APART, "60"],
        [*APART, "TOTAL", "151"],
        ["Relação", "Soma", *APART[2:]],
        ["Município", "População", *NAMES[:3], "30", "20", "10"],
    ],
)
def test_what_counts_and_sums_do_not_prove_is_left(lines: list[str]) -> None:
    rows = [row for table in found_in(lines).tables for row in cells_of(table)]
    assert ["Arapiraca", "30"] not in rows


def test_a_ranking_in_one_paragraph() -> None:
    text = "Classificação: 1º lugar: Ana Prado (9,5 pontos); 2º lugar: Rui Sá (9,0 pontos); 3º lugar: Edu Reis (8,25 pontos)."
    table = only(found_in([text]))
    assert cells_of(table) == [["1", "Ana Prado", "9.5"], ["2", "Rui Sá", "9.0"], ["3", "Edu Reis", "8.25"]]
    assert columns_of(table) == ["place", "name", "pontos"]


@pytest.mark.parametrize(
    "lines",
    [
        ["1º lugar: Ana Prado - 9,5 pontos;", "2º lugar: Rui Sá - 9,0 pontos."],
        ["1º lugar: Ana Prado - 9,5 pontos;", "3º lugar: Rui Sá - 9,0 pontos;", "4º lugar: Edu Reis - 8,0 pontos."],
        ["1 - Caneta azul, 10;", "2 - Lápis preto, 20;", "3 - Borracha branca, 30."],
        ["2º lugar: Ana Prado - 9,5 pontos;", "3º lugar: Rui Sá - 9,0 pontos;", "4º lugar: Edu Reis - 8,0 pontos."],
    ],
)
def test_other_lists_are_no_rankings(lines: list[str]) -> None:
    assert not any(columns_of(table)[0] == "place" for table in found_in(lines).tables)
