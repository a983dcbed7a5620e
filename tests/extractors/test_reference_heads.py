"""Types' words are looked for where they may stand, and found as a pattern sought everywhere finds them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.spans import Span
from corpus.text import fold
from extractors.fields.references_types import head_patterns, type_marks, type_words

PIECES = st.sampled_from(
    (
        *("Portaria", "portarias", "Decreto-Lei", "decretos", "Lei", "leis", "Resolucdo", "Resolução", "ato", "contrato"),
        *("ao", "Constituição", "LC", "CF/88", "IN", "Port.", "-", "/", ".", "\n", "5", "MUNICIPAL", "_"),
    )
)


@given(st.lists(PIECES, max_size=12), st.sampled_from(["", " "]), st.integers(0, 9))
def test_the_words_of_types_are_those_of_the_pattern(words: list[str], between: str, cut: int) -> None:
    text = between.join(words)
    span = Span(min(cut, len(text)), len(text))
    piece = span.of(text)
    printed, exact, _ = head_patterns()
    assert [each.span() for each in type_words(text, span)] == [each.span() for each in printed.finditer(fold(piece))]
    assert [each.span() for each in type_marks(text, span)] == [each.span() for each in exact.finditer(piece)]


@pytest.mark.parametrize("text", ["contrato", "a leitura", "relatório", "legislei", "/portaria"])
def test_a_type_inside_a_word_is_none(text: str) -> None:
    assert type_words(text, Span(0, len(text))) == []
