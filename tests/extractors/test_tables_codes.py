"""Codes of tables held to their check digits."""

from __future__ import annotations

import pytest

from corpus.acts import Found, Table
from corpus.spans import Span
from extractors.tables.codes import Checked, check_codes
from tests.extractors.tables_found import found_in, only

IBGE = ("1200302", "1200708", "1200104", "1200138")
CNPJ = ("04.252.011/0001-10", "33.000.167/0001-01", "60.746.948/0001-12", "00.000.000/0001-91")
CPF = ("529.982.247-25", "111.444.777-35", "123.456.789-09")


def checked(*codes: str | None, kind: str = "code") -> Checked:
    rows = tuple((None if code is None else Found(code, Span(0, 1), "test", 0.9),) for code in codes)
    return check_codes(Table(None, None, (Found("c", Span(0, 1), "test"),), rows, (), Span(0, 1), (kind,)), where="/tables/0")


def last(found: Checked) -> Found[str]:
    cell = found.table.rows[-1][0]
    assert cell is not None
    return cell


@pytest.mark.parametrize(
    ("codes", "read", "value"),
    [
        (IBGE, "12OO401", "1200401"),
        (IBGE, "I200401", "1200401"),
        (CNPJ, "O4.252.011/OOO1-1O", "04.252.011/0001-10"),
        (CPF, "52g.982.247-25", "529.982.247-25"),
    ],
)
def test_letters_are_read_as_the_digits_that_are_right(codes: tuple[str, ...], read: str, value: str) -> None:
    found = checked(*codes, read)
    assert last(found).value == value
    assert last(found).witnesses
    assert found.problems == ()


@pytest.mark.parametrize(
    ("codes", "read", "code", "told"),
    [
        (CNPJ, "04.252.017/0001-10", "code_mismatch", "; 04.252.011/0001-10 would be right"),
        (CPF, "529.982.247-26", "code_mismatch", "is no CPF"),
        (CNPJ, "OO.252.011/0001-11", "damaged", "check digits fail"),
        (IBGE, "1200999", "code_mismatch", "is no IBGE"),
    ],
)
def test_other_codes_stay_and_are_told(codes: tuple[str, ...], read: str, code: str, told: str) -> None:
    found = checked(*codes, read)
    assert last(found).value == read
    assert not last(found).witnesses
    assert [(each.code, each.where) for each in found.problems] == [(code, f"/tables/0/rows/{len(codes)}/0")]
    assert told in found.problems[0].detail


@pytest.mark.parametrize(
    "codes",
    [
        (*CNPJ,),
        ("12.345.678/0001-00", "12.345.678/0002-00", *CNPJ[:2]),
        (*IBGE, None),
        (*IBGE, "Total"),
        (*IBGE, "120000"),
        ("100", "101", "1O2", "1O3"),
        ("100", "101", "102", "103-A"),
    ],
)
def test_what_is_right_or_of_no_register_is_left(codes: tuple[str | None, ...]) -> None:
    found = checked(*codes)
    assert [cell and cell.value for (cell,) in found.table.rows] == list(codes)
    assert found.problems == ()


def test_a_letter_among_codes_that_nothing_proves_is_told() -> None:
    found = checked("100", "101", "102", "1O3")
    assert last(found).value == "1O3"
    assert [(each.code, each.where) for each in found.problems] == [("damaged", "/tables/0/rows/3/0")]


@pytest.mark.parametrize(
    ("label", "codes", "told"),
    [
        ("CNPJ", ("04.252.011/0001-10", "33.000.167/0001-07"), [1]),
        ("CPF/CNPJ", ("529.982.247-25", "33.000.167/0001-01", "529.982.247-26", "04.252.011/0001-18"), [2, 3]),
        ("Código IBGE", ("1200302", "1200999"), [1]),
        ("CPF", ("***.982.247-**", "***.444.777-**"), []),
        ("CNES", ("2363836", "2371278"), []),
        ("Código", ("04.252.011/0001-10", "33.000.167/0001-07"), []),
    ],
)
def test_a_label_names_the_register_of_its_column(label: str, codes: tuple[str, ...], told: list[int]) -> None:
    rows = tuple((Found(code, Span(0, 1), "test", 0.9),) for code in codes)
    table = Table(None, None, (Found(label, Span(0, 1), "test"),), rows, (), Span(0, 1), ("code",))
    found = check_codes(table, where="/tables/0")
    assert [problem.where for problem in found.problems] == [f"/tables/0/rows/{at}/0" for at in told]


def test_other_columns_are_left() -> None:
    assert checked(*CNPJ, "04.252.017/0001-10", kind="text").problems == ()


def test_codes_of_a_table_in_a_text() -> None:
    header = ["Empresa", "CNPJ", "Valor"]
    names = ("Alfa Ltda.", "Beta S/A", "Gama ME", "Delta Eireli")
    rows = [
        cell
        for name, code in zip(names, (CNPJ[1], "O4.252.011/OOO1-1O", *CNPJ[2:]), strict=True)
        for cell in (name, code, "10,00")
    ]
    table = only(found_in([*header, *rows]))
    assert [row[1].value for row in table.rows if row[1]] == [CNPJ[1], CNPJ[0], *CNPJ[2:]]
