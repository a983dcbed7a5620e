"""Dates in running text: every shape, what is no date, and that spans hold what was found."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.knowledge import rows, strings
from corpus.spans import Span
from corpus.values.number_words import to_words
from corpus.values.roman import to_roman
from extractors.fields.dates import find_dates, parse_date

MONTHS = [
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
]


def found(text: str, near: int | None = None) -> list[tuple[str, str, str]]:
    return [(str(each.value), each.span.of(text), each.rule) for each in find_dates(text, Span(0, len(text)), near=near)]


ONE = [
    # text, date, what is covered, rule
    ("Vila Bela, 26 de maio de 1995.", "1995-05-26", "26 de maio de 1995", "date-long"),
    ("em 1º de março de 2020,", "2020-03-01", "1º de março de 2020", "date-long"),
    ("em 1° de março de 2020,", "2020-03-01", "1° de março de 2020", "date-long"),
    ("02 de Fevereiro de 2021", "2021-02-02", "02 de Fevereiro de 2021", "date-long"),
    ("DE 9 DE MARÇO DE 2021.", "2021-03-09", "9 DE MARÇO DE 2021", "date-long"),
    ("Goiás, de 12 de junho de 1995", "1995-06-12", "12 de junho de 1995", "date-long"),
    ("30de junho de 1997", "1997-06-30", "30de junho de 1997", "date-long"),
    ("5 de maio de 1.997", "1997-05-05", "5 de maio de 1.997", "date-long"),
    ("5 de maio de 1 996", "1996-05-05", "5 de maio de 1 996", "date-long"),
    ("5 de maio de 20 22.", "2022-05-05", "5 de maio de 20 22", "date-long"),
    ("28 de maio de 98", "1998-05-28", "28 de maio de 98", "date-long"),
    ("02 a 06 de setembro de 1996", "1996-09-06", "06 de setembro de 1996", "date-long"),
    ("em 5/mai/98", "1998-05-05", "5/mai/98", "date-long"),
    ("26-Mai-1995", "1995-05-26", "26-Mai-1995", "date-long"),
    ("5 de maio de dois mil e vinte e dois", "2022-05-05", "5 de maio de dois mil e vinte e dois", "date-long"),
    (
        "aos 22 (vinte e dois) dias do mês de maio do ano de 2022",
        "2022-05-22",
        "22 (vinte e dois) dias do mês de maio do ano de 2022",
        "date-long",
    ),
    (
        "aos vinte e dois dias do mês de maio de mil novecentos e noventa e sete",
        "1997-05-22",
        "vinte e dois dias do mês de maio de mil novecentos e noventa e sete",
        "date-words",
    ),
    ("primeiro de maio de 1997", "1997-05-01", "primeiro de maio de 1997", "date-words"),
    ("reunião de 04/03/95;", "1995-03-04", "04/03/95", "date-numeric"),
    ("Data: 23/09/2021 - 15:12", "2021-09-23", "23/09/2021", "date-numeric"),
    ("12.03.1998", "1998-03-12", "12.03.1998", "date-numeric"),
    ("5-10-1988", "1988-10-05", "5-10-1988", "date-numeric"),
    ("1º/03/2020", "2020-03-01", "1º/03/2020", "date-numeric"),
    ("08/06/ 91", "1991-06-08", "08/06/ 91", "date-numeric"),
    ("3-V-1951", "1951-05-03", "3-V-1951", "date-roman-month"),
    ("12.XI.1947", "1947-11-12", "12.XI.1947", "date-roman-month"),
    ("2022-08-24", "2022-08-24", "2022-08-24", "date-iso"),
    ("O2 de Fevereiro de 2021", "2021-02-02", "O2 de Fevereiro de 2021", "date-repaired"),
    ("l4 de outubro de l998", "1998-10-14", "l4 de outubro de l998", "date-repaired"),
    ("1o de março de 2020", "2020-03-01", "1o de março de 2020", "date-repaired"),
    ("5 de margo de 1996", "1996-03-05", "5 de margo de 1996", "date-repaired"),
    ("em 04/11794,", "1994-11-04", "04/11794", "date-repaired"),
]


@pytest.mark.parametrize(("text", "value", "covered", "rule"), ONE)
def test_one_date(text: str, value: str, covered: str, rule: str) -> None:
    assert found(text) == [(value, covered, rule)]


NONE = [
    "",
    "31/02/2020",
    "30 de fevereiro de 2020",
    "32 de maio de 2020",
    "00/05/2020",
    "12/13/2020",
    "maio de 1996",
    "27 de maio",
    "27 de maio do corrente ano",
    "Lei 8.080/90",
    "3.3.90.30.00",
    "3.3.90",
    "10.122.0036",
    "04.122.2036.1234",
    "Processo 123/05/2020",
    "12/05/2020/SES",
    "CEP 78.049-902",
    "Fone 65 3613-5310",
    "1 de maio de 20200",
    "1 de maio de 20 2 de",
    "de 1 a 5 de 2020",
    "R$ 12.03",
    "art. 5 de maior valor de 2020",
    "27 de maio de 1500",
    "sete de paus de 1990",
    "edição 27.905",
]


@pytest.mark.parametrize("text", NONE)
def test_no_date(text: str) -> None:
    assert found(text) == []


def test_several_in_order() -> None:
    text = "de 3 de junho de 2021, alterada em 05/07/2021, e dois de maio de 2022"
    assert [value for value, _, _ in found(text)] == ["2021-06-03", "2021-07-05", "2022-05-02"]


def test_only_inside_the_span_and_in_offsets_of_the_text() -> None:
    text = "12/05/2020 e 13/05/2020 e 14/05/2020"
    (only,) = find_dates(text, Span(11, 25))
    assert only.value == date(2020, 5, 13)
    assert only.span.of(text) == "13/05/2020"


@pytest.mark.parametrize(("near", "year"), [(None, "2030"), (1931, "1930"), (2022, "2030"), (1899, "1930")])
def test_the_century_of_short_years(near: int | None, year: str) -> None:
    assert found("05/06/30", near)[0][0] == f"{year}-06-05"


def test_doubt_shows_in_the_confidence() -> None:
    sure = {text: find_dates(text, Span(0, len(text)))[0].confidence for text in ("5/6/1996", "5/6/96", "l5/6/1996", "05/06796")}
    assert sure == {"5/6/1996": 1.0, "5/6/96": 0.9, "l5/6/1996": 0.8, "05/06796": 0.6}


@given(st.dates(date(1808, 1, 1), date(2099, 12, 31)))
def test_every_date_in_every_shape(day: date) -> None:
    month = MONTHS[day.month - 1]
    shapes = [
        f"{day.day} de {month} de {day.year}",
        f"{day.day:02} DE {month.upper()} DE {day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day}-{to_roman(day.month)}-{day.year}",
        day.isoformat(),
        f"{to_words(day.day)} de {month} de {to_words(day.year)}",
    ]
    for shape in shapes:
        assert [each.value for each in find_dates(f"({shape})", Span(0, len(shape) + 2))] == [day], shape
        assert parse_date(shape) == day


@given(st.text(alphabet="0123456789/.- deOolmaiojunhV", max_size=40))
def test_noise_never_fails_and_spans_lie_inside(text: str) -> None:
    last = 0
    for each in find_dates(text, Span(0, len(text))):
        assert last <= each.span.start < each.span.end <= len(text)
        last = each.span.end


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Em 5 de maio de 1998.", date(1998, 5, 5)),
        ("quinta-feira, 27 de maio de 1999", date(1999, 5, 27)),
        ("maio 27, 1999", date(1999, 5, 27)),
    ],
)
def test_parse_whole(text: str, value: date) -> None:
    assert parse_date(text) == value


NOTHING = [
    "",
    "hoje",
    "ontem",
    "27 de maio",
    "maio de 1996",
    "10 horas",
    "1996",
    "12/05",
    "31/02/2020",
    "amanhã às 10h",
    "de 5 de maio de 1998 a 6 de maio de 1998",
    "Lei nº 5 de 5 de maio de 1998 e anexos",
]


@pytest.mark.parametrize("text", NOTHING)
def test_parse_nothing(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize("row", rows("months"), ids=lambda row: str(row["id"]))
def test_months_read_their_own_examples(row: dict[str, object]) -> None:
    for example in strings(row, "examples"):
        assert [each.value.month for each in find_dates(example, Span(0, len(example)))] == [row["number"]]
    for example in strings(row, "counterexamples"):
        assert row["number"] not in [each.value.month for each in find_dates(example, Span(0, len(example)))]
    for name in (*strings(row, "abbreviations"), *strings(row, "damaged")):
        text = f"5 de {name} de 1998"
        assert [each.value.month for each in find_dates(text, Span(0, len(text)))] == [row["number"]], name
