"""Folding keeps offsets; squeezing keeps words."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import fold, squeeze


def test_every_code_point_folds_to_one_and_folding_twice_is_folding_once() -> None:
    """All of them, without the cache growing: each is folded as a part of one long text."""
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    folded = fold(everything)
    assert len(folded) == len(everything)
    assert fold(folded) == folded


@given(st.text(), st.text())
def test_folding_goes_character_by_character(one: str, two: str) -> None:
    assert fold(one + two) == fold(one) + fold(two)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("PORTARIA", "portaria"),
        ("Resolução", "resolucao"),
        ("SÃO JOSÉ", "sao jose"),
        ("Ü", "u"),
        ("ﬁnal", "ﬁnal"),
        ("Nº 1ª", "nº 1ª"),
        ("straße", "straße"),
        ("a\u0301", "a\u0301"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(" \n\t\u00a0ab", max_size=30))
def test_squeeze_keeps_the_words_and_one_blank_between(text: str) -> None:
    squeezed = squeeze(text)
    assert squeezed.split(" ") == (text.split() or [""])
    assert squeeze(squeezed) == squeezed
