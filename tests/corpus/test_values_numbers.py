"""Numbers in figures, strictly Brazilian, and codes with check digits."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.values.codes import parse_cnpj, parse_cpf
from corpus.values.numbers import parse_number, parse_scaled, scale_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4.942,42", "4942.42"),
        ("0,5", "0.5"),
        ("1.234", "1234"),
        ("12345", "12345"),
        ("-0,40", "-0.40"),
        ("– 3", "-3"),
        ("1.000.000,00", "1000000.00"),
        ("007", "7"),
        (" 8 ", "8"),
    ],
)
def test_well_formed(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", "-", ",5", "1,", "1.2", "1.23.456", "324.00,00", "1,234.56", "12.3456", "1 234", "1O", "٣", "R$ 5", "5%", "1,2,3"],
)
def test_malformed_is_none(text: str) -> None:
    assert parse_number(text) is None


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_written_and_read(whole: int, cents: int) -> None:
    text = f"{whole:,}".replace(",", ".") + f",{cents:02}"
    assert parse_number(text) == Decimal(f"{whole}.{cents:02}")


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,2 milhão", 1_200_000), ("10 mil", 10_000), ("3 milhões", 3_000_000), ("2,5 bi", 2_500_000_000), ("7", 7)],
)
def test_scaled(text: str, value: int) -> None:
    assert parse_scaled(text) == value


@pytest.mark.parametrize("text", ["1.2 milhão", "3 dúzias", "milhão", "dois mil", ""])
def test_not_scaled(text: str) -> None:
    assert parse_scaled(text) is None


def test_scale_words() -> None:
    assert scale_of("Milhões") == 10**6
    assert scale_of("mil") == 1000
    assert scale_of("milha") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("00.000.000/0001-91", "00.000.000/0001-91"),
        ("33000167000101", "33.000.167/0001-01"),
        ("12.ABC.345/01DE-35", "12.ABC.345/01DE-35"),
    ],
)
def test_cnpj(text: str, code: str) -> None:
    assert parse_cnpj(text) == code


@pytest.mark.parametrize(
    "text", ["", "00.000.000/0001-92", "11.111.111/1111-11", "0000000000191", "12.ABC.345/01DE-36", "529.982.247-25"]
)
def test_no_cnpj(text: str) -> None:
    assert parse_cnpj(text) is None


def test_cpf() -> None:
    assert parse_cpf("52998224725") == "529.982.247-25"
    assert parse_cpf("529.982.247-25") == "529.982.247-25"


@pytest.mark.parametrize("text", ["", "529.982.247-26", "111.111.111-11", "5299822472", "00.000.000/0001-91"])
def test_no_cpf(text: str) -> None:
    assert parse_cpf(text) is None
