"""Folding by a byte table is folding character by character; a pattern of shared beginnings finds what a list does."""

from __future__ import annotations

import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import beginnings, either, fold, folded, has_digit, word_starts


def slowly(char: str) -> str:
    base = "".join(c for c in unicodedata.normalize("NFD", char.lower()) if not unicodedata.combining(c))
    return base if len(base) == 1 else char


@given(st.text(st.sampled_from("aZÁç? ºªß–“”ŒİΣſﬁµŸÿ€Þ\n"), max_size=400))
def test_every_character_is_folded_for_itself(text: str) -> None:
    assert fold(text) == "".join(map(slowly, text))
    assert folded(text) == fold(text)


@pytest.mark.parametrize(
    "words",
    [["mar", "marco", "maio"], ["a", "ab", "abc", "b"], ["da nova", "da", "da-se"], ["só"], ["x.", "x.y"]],
)
@pytest.mark.parametrize("text", ["marco de maio", "abcab b a", "da nova da-se dano", "só so", "x.y x. x", ""])
def test_words_are_found_as_by_a_list_of_them(words: list[str], text: str) -> None:
    listed = "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True))
    for ending in ("", r"(?!\w)", r"\b"):
        assert regex.findall(either(words) + ending, text) == regex.findall(f"(?:{listed}){ending}", text)


@given(st.text(st.sampled_from("lei s9?–"), max_size=60))
def test_words_are_told_where_a_pattern_finds_them_begin(text: str) -> None:
    pattern = regex.compile(r"(?<!\w)(?:lei|ele)")
    assert sorted(word_starts(text, ("lei", "ele"))) == [match.start() for match in pattern.finditer(text, overlapped=True)]


@given(st.text(st.sampled_from("a0-9½²“?٣"), max_size=8))
def test_a_figure_is_one_of_ten(text: str) -> None:
    assert has_digit(text) == any(figure in text for figure in "0123456789")


@given(st.sets(st.text("ab", min_size=1, max_size=4), max_size=8))
def test_what_any_word_begins_with_is_kept_once(words: set[str]) -> None:
    kept = beginnings(words)
    assert all(sum(word.startswith(each) for each in kept) == 1 for word in words)
    assert set(kept) <= words
