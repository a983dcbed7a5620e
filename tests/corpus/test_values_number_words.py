"""Numbers in words: all of the small ones there and back, and the table's own examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from corpus.knowledge import rows, strings
from corpus.text import fold
from corpus.values.number_words import LIMIT, nearest, parse_ordinal, parse_words, to_words, words

if TYPE_CHECKING:
    from collections.abc import Callable

LARGE = [10_000, 21_021, 100_000, 114_385, 999_999, 10**6, 3_400_207, 2_835_000, 10**9, 10**9 + 1, 3 * 10**12 + 5, LIMIT - 1]


@pytest.mark.parametrize("numbers", [range(10_000), LARGE])
def test_there_and_back(numbers: list[int]) -> None:
    assert [parse_words(to_words(number)) for number in numbers] == list(numbers)


def test_reads_what_num2words_writes() -> None:
    numbers = [*range(10_000), *LARGE]
    assert [parse_words(num2words(number, lang="pt_BR")) for number in numbers] == numbers


def test_writes_what_num2words_writes_but_for_commas_and_catorze() -> None:
    for number in range(2000):
        assert to_words(number).replace("quatorze", "catorze") == num2words(number, lang="pt_BR").replace(",", "")


@given(st.integers(0, LIMIT - 1))
def test_large_numbers_there_and_back(number: int) -> None:
    spoken = to_words(number)
    assert parse_words(spoken) == number
    assert parse_words(fold(spoken).upper()) == number


CASES = [
    ("hum mil", 1000),
    ("huma", 1),
    ("um mil e duzentos", 1200),
    ("cincoenta e dois", 52),
    ("quatorze", 14),
    ("catorze", 14),
    ("DUAS MIL QUATROCENTAS E TRÊS", 2403),
    ("dois milhões, oitocentos e trinta e cinco mil", 2_835_000),
    ("tres  milhoes ,quatrocentos e cinco mil", 3_405_000),
    ("um milhão e um", 1_000_001),
    ("dois bilhões e quinhentos milhões", 2_500_000_000),
    ("cem mil", 100_000),
    ("zero", 0),
]


@pytest.mark.parametrize(("text", "value"), CASES)
def test_spellings(text: str, value: int) -> None:
    assert parse_words(text) == value


NONE = [
    "",
    "e",
    "vinte dez",
    "dois três",
    "vinte vinte",
    "cem cem",
    "mil mil",
    "zero um",
    "mil e zero",
    "milhão",
    "milhão e dois",
    "e dois",
    "dois e",
    "três reais",
    "dez por cento",
    "12",
    "mil milhões",
    "dez onze",
    "vinte e onze",
]


@pytest.mark.parametrize("text", NONE)
def test_what_spells_no_number(text: str) -> None:
    assert parse_words(text) is None


@pytest.mark.parametrize("number", [-1, LIMIT])
def test_outside_there_are_no_words(number: int) -> None:
    with pytest.raises(ValueError, match="no words"):
        to_words(number)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("primeiro", 1),
        ("Décima Primeira", 11),
        ("undécimo", 11),
        ("vigésimo", 20),
        ("VIGÉSIMO SEGUNDO", 22),
        ("nonagésima nona", 99),
        ("centésimo", 100),
    ],
)
def test_ordinals(text: str, value: int) -> None:
    assert parse_ordinal(text) == value


@pytest.mark.parametrize("text", ["", "dois", "primeiro segundo", "segundo décimo", "décimo vigésimo", "1º", "décimo dois"])
def test_what_spells_no_ordinal(text: str) -> None:
    assert parse_ordinal(text) is None


@pytest.mark.parametrize("row", rows("number_words"), ids=lambda row: str(row["id"]))
def test_rows_read_their_own_words(row: dict[str, object]) -> None:
    readers: dict[str, Callable[[str], int | None]] = {
        "cardinal": parse_words,
        "ordinal": parse_ordinal,
        "scale": lambda text: words("scale").get(fold(text)),
    }
    read = readers[str(row["kind"])]
    for example in strings(row, "examples"):
        assert read(example) == row["value"], example
    for example in strings(row, "counterexamples"):
        assert read(example) != row["value"], example


@pytest.mark.parametrize(
    ("read", "meant"), [("milhdes", "milhoes"), ("oitcnta", "oitenta"), ("quinhetos", "quinhentos"), ("cento", "cento")]
)
def test_one_letter_is_mended(read: str, meant: str) -> None:
    assert nearest(read) == meant


@pytest.mark.parametrize("word", ["sete", "sets", "reais", "centavos", "conto", "quarto", "milagre", "tripla", "onzena"])
def test_short_and_foreign_words_are_left(word: str) -> None:
    assert nearest(word) == word


@given(st.integers(0, LIMIT - 1))
def test_num2words_is_read_up_to_999_trillion(number: int) -> None:
    assert parse_words(num2words(number, lang="pt_BR")) == number
