"""Lists of people, and delimited text."""

from __future__ import annotations

import pytest

from tests.extractors.tables_found import Plain, cells_of, columns_of, found_in, only

LISTS: list[tuple[list[str], list[str], Plain]] = [
    (
        ["Marina Prado Leite Representante da AFEMA", "Otávio da Costa Representante do SINDASP", "Regina Sá Conselheira do CRM"],
        ["name", "represents"],
        [
            ["Marina Prado Leite", "Representante da AFEMA"],
            ["Otávio da Costa", "Representante do SINDASP"],
            ["Regina Sá", "Conselheira do CRM"],
        ],
    ),
    (
        ["Marina Leite - Secretaria da Fazenda;", "Otávio da Costa – CRM;", "Regina Sá - Procuradoria do Estado."],
        ["name", "represents"],
        [["Marina Leite", "Secretaria da Fazenda"], ["Otávio da Costa", "CRM"], ["Regina Sá", "Procuradoria do Estado"]],
    ),
    (
        ["Presidente: Marina Leite", "Secretário: Otávio da Costa", "Membro: Regina Sá"],
        ["role", "name"],
        [["Presidente", "Marina Leite"], ["Secretário", "Otávio da Costa"], ["Membro", "Regina Sá"]],
    ),
    (
        ["Marina Leite, Presidente", "Otávio da Costa, Secretário", "Regina Sá, Membro"],
        ["name", "role"],
        [["Marina Leite", "Presidente"], ["Otávio da Costa", "Secretário"], ["Regina Sá", "Membro"]],
    ),
    (
        ["1º Marina Leite 98,5", "2º Otávio da Costa 97,0", "3º Regina Sá 81,25"],
        ["order", "name", "number"],
        [["1", "Marina Leite", "98.5"], ["2", "Otávio da Costa", "97.0"], ["3", "Regina Sá", "81.25"]],
    ),
    (
        ["01 - Marina Leite - CREA", "02 - Otávio da Costa - CRM", "03 - Regina Sá - OAB"],
        ["order", "name", "represents"],
        [["01", "Marina Leite", "CREA"], ["02", "Otávio da Costa", "CRM"], ["03", "Regina Sá", "OAB"]],
    ),
]


@pytest.mark.parametrize(("lines", "columns", "cells"), LISTS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_people_a_line_are_a_table(lines: list[str], columns: list[str], cells: Plain, gap: str) -> None:
    table = only(found_in(["Ficam designados os membros abaixo.", *lines, "Esta Resolução entra em vigor hoje."], gap=gap))
    assert columns_of(table) == columns
    assert all(column.derived for column in table.columns)
    assert cells_of(table) == cells


def test_an_introduction_with_a_colon_is_the_caption() -> None:
    table = only(found_in(["Membros da comissão:", *LISTS[0][0]]))
    assert table.caption is not None
    assert table.caption.value == "Membros da comissão"


@pytest.mark.parametrize("lines", [entry[0][:2] for entry in LISTS])
def test_two_people_are_no_list(lines: list[str]) -> None:
    assert found_in(lines).tables == ()


@pytest.mark.parametrize("lines", [entry[0] for entry in LISTS])
@pytest.mark.parametrize("closing", ["Palmas, 3 de maio de 2011.", "(Original assinado)"])
def test_people_under_a_closing_are_signatures(lines: list[str], closing: str) -> None:
    assert found_in([closing, *lines]).tables == ()


@pytest.mark.parametrize("label", ["{} -", "{}"])
def test_incisos_and_alineas_are_provisions(label: str) -> None:
    marks = ["I", "II", "III"] if "-" in label else ["a)", "b)", "c)"]
    lines = [f"{label.format(mark)} {line}" for mark, line in zip(marks, LISTS[1][0], strict=True)]
    assert found_in(lines).tables == ()


def test_bars() -> None:
    lines = ["| Cargo | Vagas | Salário |", "|---|---|---|", "| Médico | 3 | R$ 5.000,00 |", "| Total | 3 | R$ 5.000,00 |"]
    table = only(found_in(["Quadro de vagas:", *lines], gap="\n"))
    assert columns_of(table) == ["Cargo", "Vagas", "Salário"]
    assert cells_of(table) == [["Médico", "3", "5000.00"], ["Total", "3", "5000.00"]]
    assert table.total_row_indices == (1,)
    assert table.caption is not None
    assert table.caption.value == "Quadro de vagas"


def test_semicolons_and_tabs() -> None:
    semicolons = only(found_in(["Item;Descrição;Valor", "01;Caneta azul;0,95", "02;Papel A4;22,10"]))
    assert cells_of(semicolons) == [["01", "Caneta azul", "0.95"], ["02", "Papel A4", "22.10"]]
    tabs = only(found_in(["Nome\tMatrícula", "Ana Reis\t00123", "Rui Dias\t00124"]))
    assert cells_of(tabs) == [["Ana Reis", "00123"], ["Rui Dias", "00124"]]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "São atribuições: aprovar; fiscalizar; emitir parecer;",
            "São deveres: zelar; guardar; cumprir;",
            "São direitos: votar; opinar; recorrer;",
        ],
        ["Cargo | Vagas", "Médico | 3"],
        ["a | b", "c | d", "e | f"],
    ],
)
def test_marks_in_prose_are_no_table(lines: list[str]) -> None:
    assert found_in(lines).tables == ()
