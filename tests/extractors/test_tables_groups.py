"""Headings over groups of rows, in tables with a cell a line."""

from __future__ import annotations

import pytest

from tests.extractors.tables_found import cells_of, columns_of, found_in, only

LABELS = ["MUNICÍPIO", "UNIDADE", "VALOR"]


def row(name: str) -> list[str]:
    return [name, f"Posto de {name.title()}", "10,00"]


FIRST = [*row("AURORA"), *row("BREJO")]
SECOND = [*row("CAMPO"), *row("DUNAS"), *row("ESTIVA")]


def test_a_header_that_comes_again_heads_the_groups() -> None:
    header = ["REGIONAL", *LABELS]
    lines = [
        *header, "1.", "VALE DO", "SOL", "2 Municípios", *FIRST, "TOTAL DA REGIÃO", "20,00",
        *header, "2. SERRA", "3 Municípios", *SECOND, "TOTAL DA REGIÃO", "30,00",
        "TOTAL GERAL", "50,00",
    ]  # fmt: skip
    table = only(found_in(lines))
    assert columns_of(table) == ["REGIONAL Nº", "REGIONAL", "QTD MUNICÍPIOS", *LABELS]
    cells = cells_of(table)
    assert cells[0] == ["1", "VALE DO SOL", "2", "AURORA", "Posto de Aurora", "10.00"]
    assert cells[2] == ["1", "VALE DO SOL", "2", "TOTAL DA REGIÃO", None, "20.00"]
    assert cells[4] == ["2", "SERRA", "3", "DUNAS", "Posto de Dunas", "10.00"]
    assert cells[7] == [None, None, None, "TOTAL GERAL", None, "50.00"]
    assert table.total_row_indices == (2, 6, 7)


def test_carried_values_rest_on_the_heading() -> None:
    lines = [*LABELS, "Região Sul", *FIRST, "Região Norte", *SECOND]
    text = "\n\n".join(lines)
    table = only(found_in(lines))
    assert [cells[0] for cells in cells_of(table)] == ["Região Sul"] * 2 + ["Região Norte"] * 3
    for cells in table.rows:
        assert cells[0] is not None
        assert cells[0].derived
        assert cells[0].span.of(text) == cells[0].value
        assert cells[1] is not None
        assert not cells[1].derived


@pytest.mark.parametrize(
    ("headings", "names"),
    [
        (["Região Sul", "Região Norte"], [["Região Sul"], ["Região Norte"]]),
        (["Polo A", "Polo B"], [["Polo A"], ["Polo B"]]),
        (["1. Sul", "2. Norte"], [["1", "Sul"], ["2", "Norte"]]),
    ],
)
def test_headings_of_several_forms_without_a_column_of_their_own(headings: list[str], names: list[list[str]]) -> None:
    table = only(found_in([*LABELS, headings[0], *FIRST, headings[1], *SECOND]))
    assert [cells[: len(names[0])] for cells in cells_of(table)] == [names[0]] * 2 + [names[1]] * 3
    assert columns_of(table)[len(names[0]) :] == LABELS


def test_a_stray_list_number_is_dropped() -> None:
    header = ["REGIONAL", *LABELS]
    lines = [
        *header, "1.", "SOL", "2 Municípios", *row("AURORA"), "1.", *row("BREJO"), "TOTAL", "20,00",
        *header, "2.", "SERRA", "3 Municípios", *SECOND, "TOTAL", "30,00",
    ]  # fmt: skip
    table = only(found_in(lines))
    assert cells_of(table)[1] == ["1", "SOL", "2", "BREJO", "Posto de Brejo", "10.00"]
    assert len(table.rows) == 7


def test_a_count_inside_a_row_is_no_heading() -> None:
    header = ["REGIONAL", *LABELS]
    odd = ["CAPITAL", "3 Serviços habilitados", "10,00"]
    lines = [*header, "1.", "SOL", "3 Municípios", *FIRST, *odd, *header, "2.", "SERRA", "3 Municípios", *SECOND]
    table = only(found_in(lines))
    assert cells_of(table)[2] == ["1", "SOL", "3", "CAPITAL", "3 Serviços habilitados", "10.00"]


def test_a_last_total_after_groups_without_totals_is_of_the_whole() -> None:
    table = only(found_in([*LABELS, "Região Sul", *FIRST, "Região Norte", *SECOND, "Total", "50,00"]))
    assert cells_of(table)[5] == [None, "Total", None, "50.00"]
