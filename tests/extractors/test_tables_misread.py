"""A sign that OCR misread in one figure costs no table its rows, and is never read as sure without a witness."""

from __future__ import annotations

import pytest

from extractors.tables.cells import Kind, is_misread, kind_of
from tests.extractors.tables_found import cells_of, found_in, only

TOWNS = ("Ji-Paraná", "Ariquemes", "Vilhena", "Cacoal", "TOTAL")
FIGURES = ("1.200.000,00", "950.000,00", "800.000,00", "500.000,00", "3.450.000,00")
HURT = (
    ("80O.000,00", 2),
    ("8O0.000,00", 2),
    ("B00.000,00", 2),
    ("I.200.000,00", 0),
    ("9S0.000,00", 1),
    ("500. 000,00", 3),
    ("3.4S0.000,00", 4),
)


def gapped(figures: tuple[str, ...]) -> list[str]:
    rows = zip(TOWNS, figures, strict=True)
    return ["MUNICÍPIO                    VALOR", *(f"{town:<20}{figure:>16}" for town, figure in rows)]


def stacked(figures: tuple[str, ...]) -> list[str]:
    rows = zip(TOWNS, figures, strict=True)
    return ["MUNICÍPIO", "VALOR", *(each for row in rows for each in row)]


@pytest.mark.parametrize(("token", "at"), HURT)
@pytest.mark.parametrize(("printed", "gap"), [(gapped, "\n"), (stacked, "\n\n")])
def test_rows_stay_and_the_total_gives_the_figure(token: str, at: int, printed: object, gap: str) -> None:
    assert callable(printed)
    clean = only(found_in(printed(FIGURES), gap=gap))
    hurt = only(found_in(printed((*FIGURES[:at], token, *FIGURES[at + 1 :])), gap=gap))
    assert cells_of(hurt) == cells_of(clean)
    cell = hurt.rows[at][1]
    assert cell is not None
    assert cell.witnesses or cell.rule != "table-stacked-cell"


@pytest.mark.parametrize(("token", "at"), [each for each in HURT if each[1] < 4])
def test_without_a_total_the_figure_stays_as_printed_or_comes_from_its_form(token: str, at: int) -> None:
    finding = found_in(gapped((*FIGURES[:at], token, *FIGURES[at + 1 :]))[:-1], gap="\n")
    cell = only(finding).rows[at][1]
    assert cell is not None
    digits = "".join(filter(str.isdigit, FIGURES[at]))
    assert cell.value in {token, f"{digits[:-2]}.{digits[-2:]}"}
    assert (cell.confidence or 0) <= 0.9 or finding.problems


@pytest.mark.parametrize("code", ["15B2", "S1", "12-B", "A4", "B12", "3B", "Lote 8", "2O", "nº 7", "l5"])
def test_short_codes_with_letters_are_words(code: str) -> None:
    assert not is_misread(code)
    assert kind_of(code) in {Kind.TEXT, Kind.CODE}


def test_tabs_cut_off_at_a_rows_end_are_empty_cells() -> None:
    lines = (
        "Órgão\tAção\tNatureza\tValor\tObs.",
        "46001\t2.3290\t3.3.90.00\tR$ 750,00\tnova",
        "46001\t2.3291\t4.4.90.00\tR$ 500,00",
        "46002\t2.3291\t4.4.90.00\tR$ 1,00",
        "Total\t\t\tR$ 1.251,00",
    )
    table = only(found_in(lines, gap="\n"))
    assert cells_of(table)[-1] == ["Total", None, None, "1251.00", None]
    assert table.total_row_indices == (3,)
