"""How figures are written, and what damaged ones may mean."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.tables.arithmetic.forms import Form, How, bare_of, form_of, is_empty, readings

MONEY = Form(2, grouped=True, low=Decimal("0.50"), high=Decimal(90000))
QUOTIENT = Form(2, low=Decimal("0.50"), high=Decimal("3.00"))
WHOLE = Form(0, grouped=True, low=Decimal(10), high=Decimal(90000))


@pytest.mark.parametrize(
    ("tokens", "decimals", "grouped"),
    [
        (["1.200,50", "33,10", "12.345,00", "7,00"], 2, True),
        (["1200,50", "33,10", "12345,00"], 2, False),
        (["R$ 1.200,50", "R$ 3,10", "R$ -4,00"], 2, True),
        (["12.300", "5.120", "99", "45017"], 0, True),
        (["12.300", "5.120", "27,305", "830"], 0, True),
        (["0,125", "0,340", "1,020"], 3, False),
        (["7,5", "8", "9,25", "10"], None, False),
        (["12,5%", "7,0%", "3,1 %"], 1, False),
    ],
)
def test_the_form_is_voted_for(tokens: list[str], decimals: int | None, grouped: bool) -> None:  # noqa: FBT001
    form = form_of(tokens)
    assert form is not None
    assert (form.decimals, form.grouped) == (decimals, grouped)


def test_a_column_may_be_pointed_in_the_english_way() -> None:
    form = form_of(["1,200.50", "33.10", "12,345.00"])
    assert form is not None
    assert form.pointed
    assert readings("1,200.50", form)[0].value == Decimal("1200.50")


@pytest.mark.parametrize("tokens", [["Una", "Ipê", "7"], ["A-1", "B-2"], [], ["01/02/2020", "03/04/2021"]])
def test_words_codes_and_days_have_no_form(tokens: list[str]) -> None:
    assert form_of(tokens) is None


@pytest.mark.parametrize(
    ("token", "form", "value"),
    [
        ("371836", MONEY, "3718.36"),
        ("253 17", MONEY, "253.17"),
        ("31.807 .54", MONEY, "31807.54"),
        ("27.418,00)", MONEY, "27418.00"),
        ("2.608.413,90,", MONEY, "2608413.90"),
        ("8.317.65", MONEY, "8317.65"),
        ("1.73956", MONEY, "1739.56"),
        ("7.289473,49", MONEY, "7289473.49"),
        ("-371836", MONEY, "-3718.36"),
        ("143", QUOTIENT, "1.43"),
        ("082", QUOTIENT, "0.82"),
        ("6,381", WHOLE, "6381"),
        ("6 381", WHOLE, "6381"),
        ("6.381)", WHOLE, "6381"),
    ],
)
def test_form_alone_gives_what_the_digits_give(token: str, form: Form, value: str) -> None:
    first = readings(token, form)[0]
    assert (first.value, first.sure) == (Decimal(value), True)
    assert first.how is not How.PRINTED


@pytest.mark.parametrize(
    ("token", "form"),
    [
        pytest.param("150", MONEY, id="1,50 or 150 reais"),
        pytest.param("4.942", MONEY, id="no place for the comma"),
        pytest.param("50", MONEY, id="too short"),
        pytest.param("l0,20", MONEY, id="a letter"),
        pytest.param("45017|", WHOLE, id="a rule that may be a 1"),
        pytest.param("(12,00)", MONEY, id="less, or between rules"),
        pytest.param("12,5", WHOLE, id="half a thing"),
    ],
)
def test_what_has_several_readings_is_not_sure(token: str, form: Form) -> None:
    found = readings(token, form)
    assert found
    assert not any(each.sure for each in found)
    assert all(each.how is not How.PRINTED for each in found)


@pytest.mark.parametrize("token", ["?", "ilegível", "R$", "x1y2z3w4"])
def test_what_is_no_figure_has_no_reading(token: str) -> None:
    assert readings(token, MONEY) == ()


@pytest.mark.parametrize(
    ("token", "value"), [("1O5,00", "105.00"), ("S6,10", "56.10"), ("3ó,00", "36.00"), ("I.2B4,00", "1284.00")]
)
def test_letters_are_read_for_the_digits_they_look_like(token: str, value: str) -> None:
    assert Decimal(value) in {each.value for each in readings(token, MONEY) if each.how is How.CONFUSED}


def test_a_single_letter_may_be_any_digit_at_a_price() -> None:
    found = {each.value: each.how for each in readings("3l0,20", MONEY)}
    assert found[Decimal("310.20")] is How.CONFUSED
    assert found[Decimal("370.20")] is How.ANY_DIGIT
    assert not any(each.how is How.ANY_DIGIT for each in readings("ll0,20", MONEY))


@given(st.integers(0, 10**9), st.booleans())
def test_a_legible_figure_has_one_reading(cents: int, grouped: bool) -> None:  # noqa: FBT001
    value = Decimal(cents).scaleb(-2)
    told = f"{value:,.2f}" if grouped else f"{value:.2f}"
    token = told.translate(str.maketrans(",.", ".,"))
    assert [(each.value, each.how) for each in readings(token, MONEY)] == [(value, How.PRINTED)]


@given(st.text("0123456789.,OlSB|)( -", max_size=12))
def test_readings_are_sorted_by_price_and_each_once(token: str) -> None:
    found = readings(token, MONEY)
    assert len({each.value for each in found}) == len(found)
    assert [each.how.value for each in found] == sorted(each.how.value for each in found)


@pytest.mark.parametrize(("token", "empty"), [("-", True), ("—", True), (None, True), ("", True), ("0", False), ("0,00", False)])
def test_a_dash_is_empty_and_a_zero_is_not(token: str | None, empty: bool) -> None:  # noqa: FBT001
    assert is_empty(token) is empty


@pytest.mark.parametrize(("token", "bare"), [("R$ 1,00", "1,00"), ("– 0,40 %", "-0,40"), ("US$5", "5"), ("-R$ 2,00", "-2,00")])
def test_marks_fall_away(token: str, bare: str) -> None:
    assert bare_of(token) == bare
