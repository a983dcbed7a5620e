"""Tables with a row a line, as OCR leaves columns."""

from __future__ import annotations

import pytest

from corpus.spans import Span
from extractors.tables.fit import fit
from extractors.tables.lines import lines_of
from extractors.tables.rows import Type, body_of
from tests.extractors.tables_found import cells_of, columns_of, found_in, only

ROWS = [
    "Aurora Parcial 12.300 1.200,50 3.000,00 -",
    "Brejo Alto 5.120 330,20 2.500,00 10,00",
    "Campo Largo |Incipiente 7.820 99,10 - 11,00",
    "Dunas Parcial 1.200 80,00 1.100,00 -",
    "Estiva Incipiente 2.300 75,50 900,00 12,00",
    "Furnas do Norte Parcial 4.100 60,00 700,00 -",
    "Gruta Incipiente 3.000| 55,00 600,00| 13,00",
    "Total da Região 35.840 1.900,30 8.800,00 46,00",
]


def test_words_figures_and_dashes_become_columns() -> None:
    table = only(found_in(ROWS, gap="\n"))
    cells = cells_of(table)
    assert cells[0] == ["Aurora", "Parcial", "12300", "1200.50", "3000.00", None]
    assert cells[1] == ["Brejo Alto", None, "5120", "330.20", "2500.00", "10.00"]
    assert cells[2] == ["Campo Largo", "Incipiente", "7820", "99.10", None, "11.00"]
    assert cells[6] == ["Gruta", "Incipiente", "3000", "55.00", "600.00", "13.00"]
    assert table.total_row_indices == (7,)


@pytest.mark.parametrize(
    ("damaged", "column", "value"),
    [
        ("Brejo Alto 5.120 33020 2.500,00 10,00", 3, "330.20"),
        ("Brejo Alto 5.120 330,20 2.500 ,00 10,00", 4, "2500.00"),
        ("Brejo Alto 5.120 330,20 2.500.00 10,00", 4, "2500.00"),
        ("Brejo Alto 5.120 330,20 2.50000 10,00", 4, "2500.00"),
        ("Brejo Alto 5,120 330,20 2.500,00 10,00", 2, "5120"),
        ("Brejo Alto 5120 330,20 2.500,00 10,00", 2, "5120"),
        ("Brejo Alto 5.120 330 20 2.500,00 10,00", 3, "330.20"),
        ("Brejo Alto 5.120 330,20 2.500,00) 10,00f", 5, "10.00"),
        ("Brejo Alto 5.120 330,20, 2.500,00 10,00", 3, "330.20"),
    ],
)
def test_a_damaged_figure_is_put_in_form_where_its_digits_give_it(damaged: str, column: int, value: str) -> None:
    table = only(found_in([ROWS[0], damaged, *ROWS[2:]], gap="\n"))
    cells = cells_of(table)
    assert cells[1][column] == value
    assert cells[0] == ["Aurora", "Parcial", "12300", "1200.50", "3000.00", None]
    assert len(cells[1]) == 6


@pytest.mark.parametrize("unread", ["33O,20", "3l0,20"])
def test_a_figure_with_letters_is_what_its_total_says(unread: str) -> None:
    finding = found_in([ROWS[0], f"Brejo Alto 5.120 {unread} 2.500,00 10,00", *ROWS[2:]], gap="\n")
    cell = only(finding).rows[1][3]
    assert cell is not None
    assert cell.value == "330.20"
    assert any("total" in witness for witness in cell.witnesses)
    assert finding.problems == ()


@pytest.mark.parametrize("unread", ["33O,20", "3l0,20"])
def test_a_figure_with_letters_stays_as_printed_and_is_told(unread: str) -> None:
    finding = found_in([ROWS[0], f"Brejo Alto 5.120 {unread} 2.500,00 10,00", *ROWS[2:-1]], gap="\n")
    cell = only(finding).rows[1][3]
    assert cell is not None
    assert cell.value == unread
    assert cell.confidence is not None
    assert cell.confidence < 0.5
    assert [(problem.code, problem.where) for problem in finding.problems] == [("damaged", "/tables/0/rows/1/3")]


def test_a_lost_cell_is_told_and_never_sure() -> None:
    finding = found_in([ROWS[0], "Brejo Alto 5.120 330,20 2.500,00", *ROWS[2:]], gap="\n")
    row = only(finding).rows[1]
    assert finding.problems[0].code == "table_shape"
    assert all(cell is None or cell.confidence is None or cell.confidence < 0.5 for cell in row[2:])


def test_pages_of_one_table_are_one_table() -> None:
    caption = "Estudo dos repasses por município segundo o plano plurianual"
    page = [caption, "Popul. Custo Teto Saldo", "Em R$"]
    lines = [*page, *ROWS[:4], "continua ...", *page, *ROWS[4:]]
    table = only(found_in(lines, gap="\n"))
    assert len(table.rows) == 8
    assert table.caption is not None
    assert table.caption.value == caption


def test_labels_are_taken_where_there_are_as_many_as_columns() -> None:
    rows = ["Aurora 12.300 1.200,50", "Brejo 5.120 330,20", "Campo 7.820 99,10"]
    assert columns_of(only(found_in(["Cidade População Área", *rows], gap="\n"))) == ["Cidade", "População", "Área"]
    derived = only(found_in(["Cidade Pop. Total Área km", *rows], gap="\n")).columns
    assert all(column.derived for column in derived)


def test_a_name_and_its_amount() -> None:
    lines = ["Aurora R$ 12.000,00", "Brejo R$ 3.500,00", "Campo R$ 800,00", "Dunas R$ 700,00", "TOTAL R$ 17.000,00"]
    table = only(found_in(lines))
    assert cells_of(table)[4] == ["TOTAL", "17000.00"]
    assert table.total_row_indices == (4,)


TYPES = [
    (2, "5.019,82", ("5019.82", False)),
    (2, "494242", ("4942.42", True)),
    (2, "1.92491", ("1924.91", True)),
    (2, "143", ("1.43", True)),
    (2, "5917,17", ("5917.17", True)),
    (2, "1.234", None),
    (2, "12,345", None),
    (2, "7", None),
    (0, "5.747", ("5747", False)),
    (0, "11610", ("11610", False)),
    (0, "4,629", ("4629", True)),
    (0, "46,29", None),
    (0, "1I6", None),
    (None, "46,29", ("46.29", False)),
    (None, "4629,1x", None),
]


@pytest.mark.parametrize(("decimals", "text", "value"), TYPES)
def test_a_column_reads_only_what_its_digits_give(decimals: int | None, text: str, value: tuple[str, bool] | None) -> None:
    assert Type(decimals).reads(text) == value


def test_a_blank_is_put_where_every_part_reads() -> None:
    text = "Brejo 5.120 330 20 2.500 ,00"
    body = body_of(text, lines_of(text, Span(0, len(text)))[0])
    placed = fit(body.figures, (Type(0), Type(2), Type(2)))
    assert [slot.value for slot in placed.slots] == ["5120", "330.20", "2500.00"]
    assert placed.ties == 0
