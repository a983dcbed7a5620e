"""Currencies by era and amounts in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.values.money import currencies, currency, money_words, parse_reis
from corpus.values.number_words import to_words

ERAS = [
    ("Rs.", date(1920, 1, 1), "reis"),
    ("Cr$", date(1942, 11, 1), "BRZ"),
    ("Cr$", date(1967, 2, 12), "BRZ"),
    ("NCr$", date(1967, 2, 13), "BRB"),
    ("Cr$", date(1968, 6, 1), "BRB"),
    ("Cr$", date(1986, 2, 27), "BRB"),
    ("Cz$", date(1986, 2, 28), "BRC"),
    ("NCz$", date(1989, 1, 16), "BRN"),
    ("Cr$", date(1990, 3, 16), "BRE"),
    ("CR$", date(1993, 8, 1), "BRR"),
    ("Cr$", date(1994, 6, 30), "BRR"),
    ("R$", date(1994, 7, 1), "BRL"),
    ("R$", date(1994, 3, 1), "BRL"),  # named before it was tender
    ("cruzeiros", date(1950, 1, 1), "BRZ"),
    ("cruzeiros", date(1992, 1, 1), "BRE"),
    ("cruzeiros reais", date(1993, 9, 1), "BRR"),
    ("réis", date(1930, 1, 1), "reis"),
    ("reais", date(2020, 1, 1), "BRL"),
    ("US$", date(1950, 1, 1), "USD"),
    ("€", None, "EUR"),
    ("R$", None, "BRL"),
    ("Cz$", None, "BRC"),
    ("Cz$", date(2001, 1, 1), "BRC"),
]
UNDECIDED = [
    ("Cr$", None),
    ("Cr$", date(1987, 1, 1)),
    ("Cr$", date(2020, 1, 1)),
    ("R$", date(1960, 1, 1)),
    ("cruzeiros", None),
    ("X$", None),
]


@pytest.mark.parametrize(("mark", "on", "code"), ERAS)
def test_the_day_decides(mark: str, on: date | None, code: str) -> None:
    assert currency(mark, on) == code


@pytest.mark.parametrize(("mark", "on"), UNDECIDED)
def test_undecided_comes_back_as_printed(mark: str, on: date | None) -> None:
    assert currency(mark, on) == mark


def test_eras_of_brazil_are_apart_and_without_gaps() -> None:
    eras = [each for each in currencies() if each.since or each.until]
    for one, other in pairwise(eras):
        assert one.until is not None
        assert other.since is not None
        assert (other.since - one.until).days == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("vinte e sete mil reais e dez centavos", "27000.10"),
        ("Quatro milhões de reais", "4000000"),
        ("hum real", "1"),
        ("um centavo", "0.01"),
        ("oitenta e sete centavos", "0.87"),
        ("cento e quatorze mil, trezentos e oitenta e cinco reais e setenta e oito centavos", "114385.78"),
        ("cem cruzeiros reais", "100"),
        ("duzentos cruzados novos", "200"),
        ("quinhentos mil réis", "500000"),
        ("três contos de réis", "3000000"),
        ("um conto e quinhentos mil réis", "1500000"),
        ("dois milhões e meio de reais", "2500000"),
        ("dez mil", "10000"),
        ("dois milhdes de reais", "2000000"),  # a scan's õ
        ("mil dólares", "1000"),
    ],
)
def test_amounts_in_words(text: str, value: str) -> None:
    assert money_words(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "reais",
        "reais e oitenta e sete centavos",
        "dez dias",
        "dez por cento",
        "cem centavos",
        "dez reais por mês",
        "vinte dez reais",
        "vinte reais e cento e dois centavos",
        "conto de réis",
        "R$ 10,00",
        "trinta dias úteis",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert money_words(text) is None


@given(st.integers(0, 10**9), st.integers(1, 99))
def test_words_there_and_back(whole: int, cents: int) -> None:
    assert money_words(f"{to_words(whole)} reais e {to_words(cents)} centavos") == Decimal(f"{whole}.{cents:02}")


@pytest.mark.parametrize(
    ("text", "value"), [("500$000", 500_000), ("1:200$000", 1_200_000), ("2.000:000$000", 2_000_000_000), ("12$500", 12_500)]
)
def test_reis(text: str, value: int) -> None:
    assert parse_reis(text) == value


@pytest.mark.parametrize("text", ["", "500$", "$500", "500$00", "1:2:300$000", "R$ 500", "5000$000"])
def test_no_reis(text: str) -> None:
    assert parse_reis(text) is None
