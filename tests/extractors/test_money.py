"""Amounts of money in running prose."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.knowledge import rows, strings
from corpus.spans import Span
from corpus.values.number_words import to_words
from extractors.fields.money import find_amounts

TODAY = date(2020, 1, 1)


def found(text: str, on: date | None = TODAY) -> list[tuple[str, str, str | None, str]]:
    amounts, _ = find_amounts(text, [Span(0, len(text))], on=on)
    return [
        (str(each.value.value), each.currency.value, each.in_words.value if each.in_words else None, each.raw.span.of(text))
        for each in amounts
    ]


def problems(text: str, on: date | None = TODAY) -> list[tuple[str, str]]:
    return [(each.code, each.where) for each in find_amounts(text, [Span(0, len(text))], on=on)[1]]


ONE = [
    ("no valor de R$ 27.000,00 (vinte e sete mil reais), em", ("27000.00", "BRL", "vinte e sete mil reais", "R$ 27.000,00")),
    ("R$5,00", ("5.00", "BRL", None, "R$5,00")),
    ("R $ 5,00", ("5.00", "BRL", None, "R $ 5,00")),
    ("R$ 1.000,00/mês", ("1000.00", "BRL", None, "R$ 1.000,00")),
    ("R$ 1,2 milhão", ("1200000.00", "BRL", None, "R$ 1,2 milhão")),
    ("R$ 2 milhões e meio de reais", ("2500000.00", "BRL", None, "R$ 2 milhões e meio de reais")),
    ("R$ 12 mil", ("12000.00", "BRL", None, "R$ 12 mil")),
    ("R$ 0,1234 por litro", ("0.1234", "BRL", None, "R$ 0,1234")),
    ("US$ 10 mil", ("10000.00", "USD", None, "US$ 10 mil")),
    ("€ 1.500,00", ("1500.00", "EUR", None, "€ 1.500,00")),
    ("27.000,00 reais", ("27000.00", "BRL", None, "27.000,00 reais")),
    ("cerca de 3 milhões de dólares", ("3000000.00", "USD", None, "3 milhões de dólares")),
    ("multa de dez mil reais por dia", ("10000.00", "BRL", "dez mil reais", "dez mil reais")),
    ("dez mil reais (R$ 10.000,00)", ("10000.00", "BRL", "dez mil reais", "R$ 10.000,00")),
    ("R$ 10,00, dez reais", ("10.00", "BRL", "dez reais", "R$ 10,00")),
    ("R$ 0,50 (cinquenta centavos)", ("0.50", "BRL", "cinquenta centavos", "R$ 0,50")),
    ("R$ 900,00 (novecentos)", ("900.00", "BRL", "novecentos", "R$ 900,00")),
    ("R$ 500, 20 vagas", ("500.00", "BRL", None, "R$ 500")),
    ("R$ 10.000,00 (30%)", ("10000.00", "BRL", None, "R$ 10.000,00")),
    ("R$: 1.000,00", ("1000.00", "BRL", None, "R$: 1.000,00")),
    ("R$ 1.000,00 (Hum Mil Reais", ("1000.00", "BRL", "Hum Mil Reais", "R$ 1.000,00")),  # never closed
    ("R$ 5.000,00 (cinco mil) reais", ("5000.00", "BRL", "cinco mil", "R$ 5.000,00")),
    (
        "a quantia de 5.000,50 (cinco mil reais e cinquenta centavos)",
        ("5000.50", "BRL", "cinco mil reais e cinquenta centavos", "5.000,50"),
    ),
    ("RS 27.000,00", ("27000.00", "BRL", None, "RS 27.000,00")),  # a scan's $
]


@pytest.mark.parametrize(("text", "amount"), ONE)
def test_one_amount(text: str, amount: tuple[str, str, str | None, str]) -> None:
    assert found(text) == [amount]
    assert problems(text) == []


NONE = [
    "",
    "aumento de 30% e 20 doses",
    "na RS 290, km 23",
    "as necessidades reais da população",
    "5.747 habitantes",
    "em 12 parcelas",
    "R$",
    "R$ - ",
    "CRS 1.500",
    "60 (sessenta) dias",
    "dotação 10.122.0036",
    "mil vezes",
    "fator real de 10",
]


@pytest.mark.parametrize("text", NONE)
def test_no_amount(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "on", "value", "code"),
    [
        ("500$000", date(1930, 1, 1), "500000.00", "reis"),
        ("Rs. 3:000$000", date(1930, 1, 1), "3000000.00", "reis"),
        ("quinhentos mil réis", date(1930, 1, 1), "500000.00", "reis"),
        ("Cr$ 1.500,00", date(1950, 1, 1), "1500.00", "BRZ"),
        ("Cr$ 1.500.000", date(1985, 1, 1), "1500000.00", "BRB"),
        ("NCr$ 200,00", date(1969, 1, 1), "200.00", "BRB"),
        ("Cz$ 804,00", date(1987, 1, 1), "804.00", "BRC"),
        ("NCz$ 63,90", date(1989, 6, 1), "63.90", "BRN"),
        ("Cr$ 3.674,06", date(1991, 1, 1), "3674.06", "BRE"),
        ("CR$ 18.760,00 (dezoito mil, setecentos e sessenta cruzeiros reais)", date(1993, 9, 1), "18760.00", "BRR"),
        ("R$ 64,79", date(1994, 7, 1), "64.79", "BRL"),
    ],
)
def test_currency_by_era(text: str, on: date, value: str, code: str) -> None:
    ((amount, currency, _, _),) = found(text, on)
    assert (amount, currency) == (value, code)
    assert problems(text, on) == []


def test_a_day_that_does_not_decide_keeps_the_mark() -> None:
    assert [each[1] for each in found("Cr$ 1.500,00", TODAY)] == ["Cr$"]
    assert problems("Cr$ 1.500,00", None) == [("currency_unknown", "/amounts/0/currency")]


@pytest.mark.parametrize("figure", ["1?.500,00", "12.5%0,00", "1&.500,00", "12#500,00"])
def test_a_figure_that_a_sign_cuts_off_is_never_sure(figure: str) -> None:
    text = f"no valor de R$ {figure}, pagos"
    amounts, problems = find_amounts(text, [Span(0, len(text))], on=date(2010, 5, 4))
    assert all((amount.value.confidence or 0) < 0.5 for amount in amounts if amount.value.value != 0)
    assert "damaged" in {problem.code for problem in problems}


@pytest.mark.parametrize("after", ["%", " & filhos", "!", ") + 20 %", ", 5", "; 12", "–20"])
def test_a_sign_behind_a_whole_figure_cuts_nothing_off(after: str) -> None:
    text = f"no valor de R$ 1.500,00{after}"
    _, problems = find_amounts(text, [Span(0, len(text))], on=date(2010, 5, 4))
    assert problems == ()


def test_words_that_disagree_leave_the_figure() -> None:
    text = "R$ 5,00 e R$ 10.000,00 (mil reais)"
    assert [each[0] for each in found(text)] == ["5.00", "10000.00"]
    assert problems(text) == [("words_mismatch", "/amounts/1")]
    amounts, _ = find_amounts(text, [Span(0, len(text))], on=TODAY)
    assert (amounts[1].value.confidence or 0) <= 0.5


@pytest.mark.parametrize(
    ("text", "value", "code", "sure"),
    [
        ("R$ 324.00,00 (trezentos e vinte e quatro mil reais)", "324000.00", ["words_mismatch"], True),
        ("R$ 324.00,00", "32400.00", ["damaged"], False),
        ("R$ 1.234.56", "1234.56", ["damaged"], False),
        ("R$ 22.994 .68", "22994.68", ["damaged"], False),
        ("R$ 200.000.00 (duzentos mil reais)", "200000.00", [], True),
        (
            "R$ 583253 (cinco mil oitocentos e trinta e dois reais e cinquenta e três centavos)",
            "5832.53",
            ["words_mismatch"],
            True,
        ),
        ("R$ 3.000,00 (três mil rxxls)", "3000.00", ["damaged"], True),
    ],
)
def test_malformed_figures(text: str, value: str, code: list[str], sure: bool) -> None:  # noqa: FBT001 - a column of the table
    amounts, doubts = find_amounts(text, [Span(0, len(text))], on=TODAY)
    assert [str(each.value.value) for each in amounts] == [value]
    assert [each.code for each in doubts] == code
    assert ((amounts[0].value.confidence or 0) >= 0.8) is sure


def test_repeats_and_order_over_spans() -> None:
    text = "R$ 2,00 e R$ 1,00; fora R$ 9,00 fora; R$ 1,00"
    amounts, _ = find_amounts(text, [Span(0, 18), Span(36, len(text))], on=TODAY)
    assert [each.value.value for each in amounts] == [2, 1, 1]
    assert [each.raw.span.of(text) for each in amounts] == ["R$ 2,00", "R$ 1,00", "R$ 1,00"]


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_figures_and_words_agree(whole: int, cents: int) -> None:
    figure = f"{whole:,}".replace(",", ".") + f",{cents:02}"
    tail = f" e {to_words(cents)} centavos" if cents else ""
    text = f"a quantia de R$ {figure} ({to_words(whole)} reais{tail}), paga"
    amounts, doubts = find_amounts(text, [Span(0, len(text))], on=TODAY)
    assert doubts == ()
    assert [each.value.value for each in amounts] == [Decimal(f"{whole}.{cents:02}")]
    assert (amounts[0].value.confidence or 0) > 0.95


@given(st.text(alphabet="R$CrzN 0123456789.,:()dezmilreais", max_size=40))
def test_noise_never_fails_and_spans_lie_inside(text: str) -> None:
    amounts, _ = find_amounts(text, [Span(0, len(text))], on=None)
    last = 0
    for each in amounts:
        assert last <= each.raw.span.start < each.raw.span.end <= len(text)
        last = each.raw.span.end


@pytest.mark.parametrize("row", rows("currencies"), ids=lambda row: str(row["id"]))
def test_currencies_read_their_own_examples(row: dict[str, object]) -> None:
    on = row.get("since") or row.get("until") or TODAY
    assert isinstance(on, date)
    for example in strings(row, "examples"):
        assert [each[1] for each in found(example, on)] == [row["code"]], example
    for example in strings(row, "counterexamples"):
        assert row["code"] not in [each[1] for each in found(example, on)], example


@pytest.mark.parametrize(
    ("text", "value", "words", "doubts"),
    [
        (
            "US$ 3.000,00 (três mil dólares dos Estados Unidos da América) ou",
            "3000.00",
            "três mil dólares dos Estados Unidos da América",
            [],
        ),
        ("R$ 1.200,00 (mil e duzentos reais mensais), por", "1200.00", "mil e duzentos reais mensais", []),
        ("R$ 500,00 (cincoenta reais)", "500.00", "cincoenta reais", ["words_mismatch"]),
        ("R$ 1,00 (hum real)", "1.00", "hum real", []),
        ("R$ 10,00 (dez reais e dez centavos por mês)", "10.00", "dez reais e dez centavos por mês", ["words_mismatch"]),
    ],
)
def test_words_with_more_behind_the_unit_are_not_counted_again(text: str, value: str, words: str, doubts: list[str]) -> None:
    amounts, problems = find_amounts(text, [Span(0, len(text))], on=date(2007, 1, 1))
    assert [(str(each.value.value), each.in_words and each.in_words.value) for each in amounts] == [(value, words)]
    assert [each.code for each in problems] == doubts


LETTERED = [
    # figure as read, words beside it, value, confident, doubts
    ("R$ 12.SOO,00", "doze mil e quinhentos reais", "12500.00", True, []),
    ("R$ 12.5OO,00", "doze mil e quinhentos reais", "12500.00", True, []),
    ("R$ l2.500,00", "doze mil e quinhentos reais", "12500.00", True, []),
    ("R$ I.200,00", "mil e duzentos reais", "1200.00", True, []),
    ("R$ 1.2OO,OO", "mil e duzentos reais", "1200.00", True, []),
    ("R$ B.000,00", "oito mil reais", "8000.00", True, []),
    ("R$ B.000,00", "seis mil reais", "6000.00", True, []),
    ("R$ 3.B00,00", "três mil e oitocentos reais", "3800.00", True, []),
    ("R$ 2.OOO.OOO,00", "dois milhões de reais", "2000000.00", True, []),
    ("R$ OO,50", "cinquenta centavos", "0.50", True, []),
    ("R$ 12.5O0,00", "doze mil e quinhemtos reais", "12500.00", True, []),
    ("R$ 1,S milhão", "um milhão e quinhentos mil reais", "1500000.00", True, []),
    ("R$ 12.5OO", "doze mil e quinhentos reais", "12500.00", True, []),
    ("R$ 12. 500,00", "doze mil e quinhentos reais", "12500.00", True, []),
    ("R$ 12.500, 00", "doze mil e quinhentos reais", "12500.00", True, []),
    ("R$ 1 2.500,00", "doze mil e quinhentos reais", "12500.00", True, []),
    ("R$ 12 500,00", "doze mil e quinhentos reais", "12500.00", True, []),
    ("R$ 12,500.00", "doze mil e quinhentos reais", "12500.00", True, []),
    ("R$ 12.500,0", "doze mil e quinhentos reais", "12500.00", True, []),
    ("R$ 12.5OO,00", "treze mil reais", "12500.00", False, ["words_mismatch", "damaged"]),
    ("R$ 12.SOO,00", None, "12500.00", False, ["damaged"]),
    ("R$ 12.5OO,00", None, "12500.00", False, ["damaged"]),
    ("R$ l2.500,00", None, "12500.00", False, ["damaged"]),
    ("R$ 3.B00,00", None, "3800.00", False, ["damaged"]),
    ("R$ 1.234.S6", None, "1234.56", False, ["damaged"]),
    ("R$ 12.500,O0", None, "12500.00", False, ["damaged"]),
    ("R$ 5S,00", None, "55.00", False, ["damaged"]),
    ("R$ O,50", None, "0.50", False, ["damaged"]),
    ("R$ 12 500,00", None, "12500.00", False, ["damaged"]),
    ("R$ 2.000.00O,00", None, "2000000.00", False, ["damaged"]),
    ("R$ 12.500,0", None, "12500.00", False, []),
    ("RS 12.SOO,00", None, "12500.00", False, ["damaged"]),
    ("12.5OO,00 reais", None, "12500.00", False, ["damaged"]),
    ("R$ 50A", None, "50.00", False, ["damaged"]),
    ("R$ 7.S", None, "7.00", False, ["damaged"]),
]


@pytest.mark.parametrize(("figure", "words", "value", "sure", "codes"), LETTERED)
def test_a_figure_that_runs_into_letters_is_never_cut_short(
    figure: str,
    words: str | None,
    value: str,
    sure: bool,  # noqa: FBT001 - a column of the table
    codes: list[str],
) -> None:
    beside = f" ({words})" if words else ""
    text = f"pelo valor de {figure}{beside}, conforme a proposta"
    amounts, doubts = find_amounts(text, [Span(0, len(text))], on=TODAY)
    assert [str(each.value.value) for each in amounts] == [value]
    assert [each.in_words.value if each.in_words else None for each in amounts] == [words]
    assert [each.code for each in doubts] == codes
    assert ((amounts[0].value.confidence or 0) >= 0.85) is sure


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("R$ 12.500,00m", ["12500.00"]),
        ("R$ 500,00cada", ["500.00"]),
        ("R$ 12.500,00I", ["12500.00"]),
        ("R$ 1.000,00e R$ 2.000,00", ["1000.00", "2000.00"]),
        ("R$ 2.000,00.Os valores", ["2000.00"]),
        ("R$ 500.Artigo 2º", ["500.00"]),
        ("R$ 5 bi e R$ 3bi", ["5000000000.00", "3000000000.00"]),
        ("R$ 15mil", ["15000.00"]),
        ("R$ 5,00 Souza", ["5.00"]),
        ("R$ 500, 20 vagas", ["500.00"]),
        ("R$ 500, 00/2020", ["500.00"]),
        ("R$ Sol, R$ SOS e R$ Bilhão", []),
    ],
)
def test_letters_that_are_no_digits_stay_outside(text: str, values: list[str]) -> None:
    amounts, doubts = find_amounts(text, [Span(0, len(text))], on=TODAY)
    assert [str(each.value.value) for each in amounts] == values
    assert doubts == ()


def test_what_the_words_decided_is_a_repair() -> None:
    text = "R$ 3.B00,00 (três mil e seiscentos reais)"
    amounts, _ = find_amounts(text, [Span(0, len(text))], on=TODAY)
    value = amounts[0].value
    assert (str(value.value), value.witnesses, str(value.otherwise)) == ("3600.00", ("words",), "3800.00")


@pytest.mark.parametrize(
    ("text", "value", "codes"),
    [
        ("R$ 12.5B0,00 (doze mil, quinhentos e trinta reais)", "12530.00", ["damaged"]),
        ("R$ 12.5B0,00 (doze mil, seiscentos e trinta reais)", "12580.00", ["words_mismatch", "damaged"]),
        ("R$ 12.5B0 (doze mil, quinhentos e trinta reais)", "12580.00", ["words_mismatch", "damaged"]),
    ],
)
def test_words_that_fit_all_figures_but_the_letter_are_its_reading(text: str, value: str, codes: list[str]) -> None:
    amounts, doubts = find_amounts(text, [Span(0, len(text))], on=TODAY)
    assert (str(amounts[0].value.value), [doubt.code for doubt in doubts]) == (value, codes)


def test_a_figure_of_two_readings_tells_both() -> None:
    text = "R$ 3.B00,00"
    _, doubts = find_amounts(text, [Span(0, len(text))], on=TODAY)
    assert "3600.00" in doubts[0].detail


@given(st.integers(1, 10**7), st.integers(0, 99), st.data())
def test_words_mend_any_letters_in_a_figure(whole: int, cents: int, data: st.DataObject) -> None:
    figure = f"{whole:,}".replace(",", ".") + f",{cents:02}"
    damaged = "".join(
        data.draw(st.sampled_from((char, read))) if (read := {"0": "O", "1": "l", "5": "S", "8": "B"}.get(char)) else char
        for char in figure
    )
    tail = f" e {to_words(cents)} centavos" if cents else ""
    text = f"a quantia de R$ {damaged} ({to_words(whole)} reais{tail}), paga"
    amounts, _ = find_amounts(text, [Span(0, len(text))], on=TODAY)
    assert Decimal(f"{whole}.{cents:02}") in [each.value.value for each in amounts]
    assert [each.value.value for each in amounts if (each.value.confidence or 0) > 0.5] == [Decimal(f"{whole}.{cents:02}")]
