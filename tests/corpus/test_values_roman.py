"""Roman numerals: all of them there and back, and what damaged glyphs may stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.values.roman import likely, parse_roman, readings, to_roman


def test_every_numeral_there_and_back() -> None:
    assert [parse_roman(to_roman(number)) for number in range(1, 4000)] == list(range(1, 4000))


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_outside_there_is_no_numeral(number: int) -> None:
    with pytest.raises(ValueError, match="no roman numeral"):
        to_roman(number)


@pytest.mark.parametrize("text", ["", "IIII", "VV", "IC", "iv", "Il", "XXL", "IVI", "Art", "M M", "MMMM"])
def test_malformed_numerals_are_none(text: str) -> None:
    assert parse_roman(text) is None


READINGS = [
    ("|", {1}, 1),
    ("l", {1}, 1),
    ("1", {1}, 1),
    ("!", {1}, 1),
    ("i", {1}, 1),
    ("II", {2}, 2),
    ("III", {3}, 3),
    ("Il", {2, 3}, 2),  # a stroke may be lost
    ("ll", {2, 3}, 2),
    ("|l", {2, 3}, 2),
    ("lll", {2, 3}, 3),
    ("11l", {2, 3}, 3),
    ("I1l", {2, 3}, 3),
    ("1V", {4}, 4),
    ("|V", {4}, 4),
    ("V1", {6}, 6),
    ("VI", {6}, 6),
    ("VIl", {7, 8}, 7),
    ("VIT", {7, 8}, 7),
    ("Vlll", {7, 8}, 8),
    ("IH", {2, 3}, 3),
    ("lX", {9}, 9),
    ("Xl", {11}, 11),
    ("XIl", {12, 13}, 12),
    ("XlV", {14}, 14),
    ("XXl", {21}, 21),
    ("XL", {40}, 40),
    ("vii", {7, 8}, 7),
]


@pytest.mark.parametrize(("glyphs", "numbers", "best"), READINGS)
def test_damaged_glyphs(glyphs: str, numbers: set[int], best: int) -> None:
    assert readings(glyphs) == numbers
    assert likely(glyphs) == best


@pytest.mark.parametrize(
    "glyphs", ["", "T", "H", "N", "U", "a", "de", "Art", "VX", "IIX", "mil", "2", "I I", "XXXXXXXXXXXXXXXXXXXX"]
)
def test_what_is_no_numeral_has_no_readings(glyphs: str) -> None:
    assert readings(glyphs) == frozenset()
    assert likely(glyphs) is None


@given(st.integers(1, 399), st.data())
def test_the_true_number_is_among_the_readings_of_its_damaged_glyphs(number: int, data: st.DataObject) -> None:
    glyphs = "".join(data.draw(st.sampled_from("Il1|")) if glyph == "I" else glyph for glyph in to_roman(number))
    assert number in readings(glyphs)


@given(st.text(max_size=20))
def test_readings_never_fail_and_hold_the_likely_one(glyphs: str) -> None:
    best = likely(glyphs)
    assert best is None or best in readings(glyphs)
