"""Tables with a cell a line."""

from __future__ import annotations

import pytest

from corpus.spans import Span
from extractors.tables import find_tables
from tests.extractors.tables_found import cells_of, columns_of, found_in, only

HEADER = ["Município", "Leitos", "Índice", "Repasse"]
AURORA = ["Aurora", "1.183", "0,5", "R$ 1.200,00"]
BREJO = ["Brejo Alto", "15", "1", "R$ 800,50"]
CAMPO = ["Campo Largo", "-", "-0,40", "R$ 99,00"]
PLAIN = [["Aurora", "1183", "0.5", "1200.00"], ["Brejo Alto", "15", "1", "800.50"], ["Campo Largo", None, "-0.40", "99.00"]]


@pytest.mark.parametrize("gap", ["\n\n", "\n", "\n \n\n"])
def test_a_header_once_and_rows(gap: str) -> None:
    table = only(found_in([*HEADER, *AURORA, *BREJO, *CAMPO], gap=gap))
    assert columns_of(table) == HEADER
    assert cells_of(table) == PLAIN
    assert table.total_row_indices == ()
    assert table.caption is None


def test_the_line_above_the_header_is_the_caption() -> None:
    table = only(found_in(["Distribuição dos repasses por município:", *HEADER, *AURORA, *BREJO, *CAMPO]))
    assert table.caption is not None
    assert table.caption.value == "Distribuição dos repasses por município"
    assert columns_of(table) == HEADER


@pytest.mark.parametrize(
    "above", [["ANEXO I"], ["Art. 2º O repasse segue o quadro."], ["Recife, 2 de maio de 2007."], ["(Original assinado)"]]
)
def test_headings_provisions_and_closings_are_no_caption(above: list[str]) -> None:
    table = only(found_in([*above, *HEADER, *AURORA, *BREJO, *CAMPO]))
    assert table.caption is None
    assert columns_of(table) == HEADER


def test_a_cell_over_two_lines_is_joined() -> None:
    broken = ["Brejo Alto", "(sede)", "15", "1", "R$ 800,50"]
    table = only(found_in([*HEADER, *AURORA, *broken, *CAMPO]))
    assert cells_of(table)[1] == ["Brejo Alto (sede)", "15", "1", "800.50"]
    assert table.rows[1][0] is not None
    assert table.rows[1][0].rule == "table-stacked-joined"


def test_a_label_over_two_lines_is_joined() -> None:
    table = only(found_in(["Município", "Número de", "leitos", "Índice", "Repasse", *AURORA, *BREJO, *CAMPO]))
    assert columns_of(table) == ["Município", "Número de leitos", "Índice", "Repasse"]


def test_the_broken_cell_is_the_one_whose_style_the_line_has() -> None:
    units = ["Casa de Apoio Sol", "Casa de Apoio Luz", "Casa de Apoio Mar", "Casa de Apoio Rio"]
    towns = [["AURORA"], ["BREJO"], ["CAMPO DOS TRES", "IRMAOS"], ["DUNAS"]]
    rows = [line for town, unit in zip(towns, units, strict=True) for line in (*town, unit, "10,00")]
    table = only(found_in(["CIDADE", "UNIDADE", "VALOR", *rows]))
    assert cells_of(table)[2] == ["CAMPO DOS TRES IRMAOS", "Casa de Apoio Mar", "10.00"]


@pytest.mark.parametrize("label", ["TOTAL", "Total", "SUBTOTAL", "TOTAL GERAL", "Soma", "Total do Estado"])
def test_a_total_with_fewer_cells_puts_its_sum_in_its_column(label: str) -> None:
    table = only(found_in([*HEADER, *AURORA, *BREJO, *CAMPO, label, "R$ 2.099,50"]))
    assert cells_of(table)[3] == [label, None, None, "2099.50"]
    assert table.total_row_indices == (3,)


def test_a_total_beside_its_sum_is_two_cells() -> None:
    table = only(found_in([*HEADER, *AURORA, *BREJO, *CAMPO, "TOTAL: R$ 2.099,50"]))
    assert cells_of(table)[3] == ["TOTAL", None, None, "2099.50"]


def test_sums_stand_where_they_add_up() -> None:
    rows = ["Aurora", "1,00", "4,00", "10,00", "Brejo", "2,00", "5,00", "20,00", "Campo", "3,00", "6,00", "30,00"]
    table = only(found_in(["Cidade", "Custo", "Nota", "Valor", *rows, "Total", "6,00", "60,00"]))
    assert cells_of(table)[3] == ["Total", "6.00", None, "60.00"]


def test_a_total_under_the_names_keeps_what_stands_before_it() -> None:
    rows = [
        line
        for code, name in (("110001", "Aurora"), ("110002", "Brejo"), ("110003", "Campo"))
        for line in ("RO", code, name, "5,00", "7,00")
    ]
    table = only(found_in(["UF", "IBGE", "Município", "01/12", "02/12", *rows, "RO", "TOTAL", "15,00", "21,00"]))
    assert columns_of(table) == ["UF", "IBGE", "Município", "01/12", "02/12"]
    assert cells_of(table)[0] == ["RO", "110001", "Aurora", "5.00", "7.00"]
    assert cells_of(table)[3] == ["RO", None, "TOTAL", "15.00", "21.00"]


def test_one_row_and_its_total() -> None:
    table = only(found_in(["Descrição", "Valor", "Manutenção da rede", "R$ 427,87", "TOTAL DOS ANEXOS", "R$ 4.000,00"]))
    assert cells_of(table) == [["Manutenção da rede", "427.87"], ["TOTAL DOS ANEXOS", "4000.00"]]
    assert table.total_row_indices == (1,)


def test_a_note_ends_the_table() -> None:
    table = only(found_in([*HEADER, *AURORA, *BREJO, *CAMPO, "Fonte: Secretaria da Saúde, 2009", "Ana Reis", "Diretora"]))
    assert cells_of(table) == PLAIN


def test_lines_after_the_table_are_not_taken_in() -> None:
    table = only(found_in([*HEADER, *AURORA, *BREJO, *CAMPO, "Ana Reis", "Diretora", "Rui Dias", "Gerente"]))
    assert cells_of(table) == PLAIN


def test_two_tables_parted_by_an_annex_heading() -> None:
    finding = found_in([*HEADER, *AURORA, *BREJO, "ANEXO II", *HEADER, *CAMPO, *AURORA])
    assert [len(table.rows) for table in finding.tables] == [2, 2]
    assert len(finding.spans) == 2


def test_codes_and_order_numbers_keep_their_zeros() -> None:
    rows = ["01", "0012", "Ana Reis", "7,5", "02", "0013", "Rui Dias", "8,0", "03", "0014", "Bia Melo", "9,0"]
    table = only(found_in(["Nº", "Matrícula", "Nome", "Nota", *rows]))
    assert cells_of(table)[0] == ["01", "0012", "Ana Reis", "7.5"]


def test_a_code_column_keeps_its_points() -> None:
    rows = ["Ana Reis", "1.234", "7,5", "Rui Dias", "2.345", "8,0", "Bia Melo", "3.456", "9,0"]
    table = only(found_in(["Nome", "Matrícula", "Nota", *rows]))
    assert cells_of(table)[0] == ["Ana Reis", "1.234", "7.5"]


@pytest.mark.parametrize("width", range(2, 21))
def test_any_width_from_two_to_twenty(width: int) -> None:
    labels = ["Cidade", *(f"Parcela {chr(64 + at)}" for at in range(1, width))]
    rows = [
        [name, *(f"{at}{n},{at:02d}" for at in range(1, width))] for n, name in enumerate(("Aurora", "Brejo", "Campo", "Dunas"))
    ]
    table = only(found_in([*labels, *(cell for row in rows for cell in row)]))
    assert columns_of(table) == labels
    assert cells_of(table) == [[row[0], *(cell.replace(",", ".") for cell in row[1:])] for row in rows]


def test_a_row_with_a_cell_missing_is_told() -> None:
    finding = found_in([*HEADER, *AURORA, *BREJO, "Dunas", "9", "R$ 3,00", *CAMPO, *AURORA, *BREJO])
    table = only(finding)
    assert len(table.rows) == 6
    assert table.rows[2][3] is not None
    assert table.rows[2][3].value == "3.00"
    assert [problem.code for problem in finding.problems] == ["table_shape"]
    assert finding.problems[0].where == "/tables/0/rows/2"


def test_words_alone_need_labels_that_are_known() -> None:
    cells = ["Ana Reis", "Rui Dias", "Casa Civil", "Bia Melo", "Davi Luz", "Fazenda"]
    assert cells_of(only(found_in(["Titular", "Suplente", "Órgão", *cells]))) == [cells[:3], cells[3:]]
    assert found_in(["Sol", "Lua", "Mar", *cells]).tables == ()
    assert found_in(["Titular", "Suplente", "Órgão", *cells, "Sobra"]).tables == ()


def test_offsets_are_those_of_the_text_and_problems_count_from_first() -> None:
    before = "Nada aqui.\n\n"
    text = before + "\n\n".join([*HEADER, *AURORA, *BREJO, "Dunas", "9", "R$ 3,00", *CAMPO, *AURORA]) + "\n\nNada depois."
    finding = find_tables(text, Span(len(before), len(text)), first=4)
    table = only(finding)
    assert finding.spans[0].of(text).startswith("Município")
    assert table.rows[0][3] is not None
    assert table.rows[0][3].span.of(text) == "R$ 1.200,00"
    assert finding.problems[0].where.startswith("/tables/4/")


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_figures_with_units_stand_among_figures(gap: str) -> None:
    labels, cells = (
        ["MUNICÍPIO", "QUANTIDADE", "VALOR"],
        ["Sinop", "1", "150,00", "Sorriso", "120 kg", "300,00", "Vera", "2", "80,00"],
    )
    found = found_in([*labels, *cells], gap=gap)
    assert cells_of(only(found)) == [["Sinop", "1", "150.00"], ["Sorriso", "120 kg", "300.00"], ["Vera", "2", "80.00"]]
    assert found.problems == ()


def test_terms_and_ages_are_no_figures() -> None:
    lines = ["Das penas", "Advertência", "Suspensão", "30 dias", "Multa", "12 meses", "Prazo", "2 anos"]
    assert found_in(lines).tables == ()
