"""Labels of headers of several lines, printed again on every page and garbled differently on each."""

from __future__ import annotations

import pytest

from tests.extractors.tables_found import columns_of, found_in, only

ROWS = (
    "Acaiaca 4.012 2.006,00 401,20 2.407,20",
    "Barra Longa 5.720 2.860,00 572,00 3.432,00",
    "Caputira 8.936 4.468,00 893,60 5.361,60",
    "Diogo de Vasconcelos 3.811 1.905,50 381,10 2.286,60",
)
CAPTION = "PROGRAMA DE APOIO: população atendida e cota por município"


def labels(*heads: tuple[str, ...], rows: tuple[str, ...] = ROWS) -> list[str]:
    """Return the labels of a table with one of `heads` on each of its pages."""
    half = len(rows) // len(heads)
    pages = [[CAPTION, *head, *rows[at * half : (at + 1) * half]] for at, head in enumerate(heads)]
    lines = [line for page in pages for line in [*page, "continua ..."]][:-1]
    return columns_of(only(found_in(lines, gap="\n")))


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (
            [("População Cota Cota Cota", "MUNICÍPIO Atendida Fixa Variável Mensal")],
            ["MUNICÍPIO", "População Atendida", "Cota Fixa", "Cota Variável", "Cota Mensal"],
        ),
        (
            [
                ("Popu|ação C0ta Cota Cota", "MUN1CÍPIO Atendida F|xa Variável Mensal"),
                ("População Cota C.ta Cota", "MUNICÍPIO Atendida Fixa Vanavel Mensal"),
            ],
            ["MUNICÍPIO", "População Atendida", "Cota Fixa", "Cota Variável", "Cota Mensal"],
        ),
        (
            [("MUNICÍPIO POPULAÇÃO COTA FIXA COTA VARIÁVEL TOTAL",), ("MUNIC1PIO POPULAÇAO COTA FIXA COTA VARlÁVEL T0TAL",)],
            ["MUNICÍPIO", "POPULAÇÃO", "COTA FIXA", "COTA VARIÁVEL", "TOTAL"],
        ),
        (
            [("Município Nº de Famílias Cota Fixa Cota Extra Total",)],
            ["Município", "Nº de Famílias", "Cota Fixa", "Cota Extra", "Total"],
        ),
    ],
    ids=["two lines", "two pages", "one line", "prepositions"],
)
def test_words_are_shared_out_among_the_columns(heads: list[tuple[str, ...]], expected: list[str]) -> None:
    assert labels(*heads) == expected


@pytest.mark.parametrize(
    "head",
    [
        (),
        ("Município Norte Sul",),
        ("Município ~ ^ Zq Wx Kj Pt Rr",),
        ("Cota Cota", "Município Atendida Fixa Variável Mensal Final"),
    ],
    ids=["nothing printed", "too few", "too many", "more wanting than stand above"],
)
def test_what_cannot_be_shared_out_gets_derived_names(head: tuple[str, ...]) -> None:
    found = labels(head)
    assert found[0] == "name"
    assert found[1:] == [f"column {at}" for at in range(2, 6)]
