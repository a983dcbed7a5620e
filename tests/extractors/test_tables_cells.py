"""Cells taken by themselves: their kind and their plain value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.tables.cells import Kind, kind_of, order, plain

CASES = [
    ("R$ 141.854,84", Kind.MONEY, "141854.84"),
    ("R$141,00", Kind.MONEY, "141.00"),
    ("-R$ 5,10", Kind.MONEY, "-5.10"),
    ("R$ -5,10", Kind.MONEY, "-5.10"),
    ("1.183", Kind.INTEGER, "1183"),
    ("0,5", Kind.DECIMAL, "0.5"),
    ("-0,40", Kind.DECIMAL, "-0.40"),
    ("–0,40", Kind.DECIMAL, "-0.40"),
    ("12,5%", Kind.PERCENT, "12.5"),
    ("12 %", Kind.PERCENT, "12"),
    ("0.75", Kind.DECIMAL, "0.75"),
    ("+3", Kind.INTEGER, "3"),
    ("510020", Kind.CODE, "510020"),
    ("007", Kind.CODE, "007"),
    ("12.345.678/0001-99", Kind.CODE, "12.345.678/0001-99"),
    ("123.456.789-00", Kind.CODE, "123.456.789-00"),
    ("10.302.0012.2451", Kind.CODE, "10.302.0012.2451"),
    ("03/04/1996", Kind.DATE, "03/04/1996"),
    ("1.", Kind.ORDINAL, "1."),
    ("2º", Kind.ORDINAL, "2º"),
    ("-", Kind.EMPTY, None),
    ("—", Kind.EMPTY, None),
    ("...", Kind.EMPTY, None),
    ("", Kind.EMPTY, None),
    ("AGUA BOA", Kind.TEXT, "AGUA BOA"),
    ("3 Serviços habilitados", Kind.TEXT, "3 Serviços habilitados"),
    ("1.23.4", Kind.TEXT, "1.23.4"),
    ("isento", Kind.TEXT, "isento"),
]


@pytest.mark.parametrize(("text", "kind", "value"), CASES)
def test_a_cell_has_its_kind_and_its_value(text: str, kind: Kind, value: str | None) -> None:
    assert kind_of(text) is kind
    assert plain(text) == value


@pytest.mark.parametrize(("text", "value"), [("1.", "1"), ("02", "02"), ("3º", "3"), ("4ª", "4"), ("II", "II"), ("1.5", "1.5")])
def test_an_order_number_loses_its_mark_only(text: str, value: str) -> None:
    assert order(text) == value


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False))
def test_every_amount_as_printed_comes_back_exactly(amount: Decimal) -> None:
    printed = f"{amount:,.2f}".replace(",", "\0").replace(".", ",").replace("\0", ".")
    for text in (printed, f"R$ {printed}"):
        value = plain(text)
        assert value is not None
        assert Decimal(value) == amount


@given(st.text(max_size=40))
def test_no_text_is_too_strange(text: str) -> None:
    assert isinstance(kind_of(text), Kind)
    value = plain(text)
    assert value is None or value
