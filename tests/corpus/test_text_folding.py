"""Folding by a byte table is folding character by character; a pattern of shared beginnings finds what a list does."""

from __future__ import annotations

import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import either, fold, folded


def slowly(char: str) -> str:
    base = "".join(c for c in unicodedata.normalize("NFD", char.lower()) if not unicodedata.combining(c))
    return base if len(base) == 1 else char


@given(st.text(st.sampled_from("aZÁç ºªß–“”ŒİΣſﬁµŸÿ€Þ\n"), max_size=400))
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
