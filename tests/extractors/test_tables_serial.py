"""Columns that stand one after another: read where order and counts prove the rows, and only there."""

from __future__ import annotations

import pytest

from tests.extractors.tables_found import Plain, cells_of, columns_of, found_in, only

GROUPS = """\
01
02
03

Jardins
Pontes
Ruas

Jardins
Canteiros

Pontes

Muros
Ruas
Calçadas"""

TWO_PAGES = """\
ORDEM ATIVIDADES CURSOS EXIGIDOS
01 Adubação Solos

Adubação
Plantas de
02
03
04

Jardins
Pontes
Ruas

Sombra

Jardins
Canteiros

Pontes

Ruas
Calçadas
05
06
07
Praças
Quintais
Vielas
Guias
Praças
Quintais

Vielas
Becos"""

FIGURES = """\
1
2
3
Pedra Fina
Serra Clara
Porto Raso
510010
510020
510030
1.200,00
800,00
150,50"""

READ: dict[str, tuple[str, Plain]] = {
    "groups with their names among them": (
        GROUPS,
        [["01", "Jardins", "Jardins; Canteiros"], ["02", "Pontes", "Pontes"], ["03", "Ruas", "Muros; Ruas; Calçadas"]],
    ),
    "pages, and a first row on a line of its own": (
        TWO_PAGES,
        [
            ["01", "Adubação", "Solos; Adubação; Plantas de Sombra"],
            ["02", "Jardins", "Jardins; Canteiros"],
            ["03", "Pontes", "Pontes"],
            ["04", "Ruas", "Ruas; Calçadas; Guias"],
            ["05", "Praças", "Praças"],
            ["06", "Quintais", "Quintais"],
            ["07", "Vielas", "Vielas; Becos"],
        ],
    ),
    "figures, as many as numbers": (
        FIGURES,
        [
            ["1", "Pedra Fina", "510010", "1200.00"],
            ["2", "Serra Clara", "510020", "800.00"],
            ["3", "Porto Raso", "510030", "150.50"],
        ],
    ),
}


@pytest.mark.parametrize("name", READ)
def test_order_and_counts_prove_the_rows(name: str) -> None:
    text, rows = READ[name]
    assert cells_of(only(found_in(text.split("\n"), gap="\n"))) == rows


def test_a_header_is_cut_where_its_labels_are_known() -> None:
    table = only(found_in(TWO_PAGES.split("\n"), gap="\n"))
    assert columns_of(table) == ["ORDEM", "ATIVIDADES", "CURSOS EXIGIDOS"]


NOT_PROVED: dict[str, str] = {
    "a name that does not come again": GROUPS.replace("Pontes\n\nMuros", "Viadutos\n\nMuros"),
    "names in another order": GROUPS.replace("Jardins\nPontes\nRuas", "Ruas\nPontes\nJardins", 1),
    "a name that comes twice": GROUPS.replace("Muros", "Pontes"),
    "a name missing": GROUPS.replace("Jardins\nPontes\nRuas", "Jardins\nPontes", 1),
    "numbers that do not run on": GROUPS.replace("02", "12"),
    "two rows only": "1\n2\nJardins\nPontes\nJardins\nPontes",
    "lines before the first name's own": GROUPS.replace("Jardins\nCanteiros", "Canteiros\nJardins"),
    "figures one short": FIGURES.removesuffix("\n150,50"),
    "a series that begins at four": GROUPS.replace("01", "04").replace("02", "05").replace("03", "06"),
    "items": "1\n2\n3\nEncaminhar o processo;\nEmitir parecer;\nPublicar o resultado.",
    "pages": "11\n12\n13\n14\n15\n16",
}


@pytest.mark.parametrize("name", NOT_PROVED)
def test_what_is_not_proved_is_left_alone(name: str) -> None:
    finding = found_in(NOT_PROVED[name].split("\n"), gap="\n")
    assert [cells_of(table) for table in finding.tables] == []


def test_lines_far_below_are_not_the_last_row() -> None:
    table = only(found_in([*GROUPS.split("\n"), "", "", "Elza Mota Rios", "Presidente"], gap="\n"))
    assert cells_of(table)[-1] == ["03", "Ruas", "Muros; Ruas; Calçadas"]
