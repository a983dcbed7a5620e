"""What is asked of a line before a pattern is tried holds of everything that the pattern matches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.knowledge import rows, strings
from corpus.spans import Span
from corpus.text import fold, places_in, places_of, sign_before
from extractors.acts.kinds import type_at_start
from extractors.acts.labels import QUOTES, READERS, label_at
from extractors.fields.money import find_amounts
from extractors.fields.references_types import head_patterns, type_marks, type_words

LINES = st.lists(
    st.sampled_from(
        (
            *(
                "Art",
                "ARTIGO",
                "CLÁUSULA PRIMEIRA",
                "Cláusula ",
                "artigo",
                "§",
                "§§ ",
                "Parágrafo",
                "parágrafo",
                "único",
                "Primeiro",
                "II",
                "ll",
                "111",
                "[",
                "x",
                "a",
            ),
            *("aa", "b", ")", "1", "2.1", "٣", "1º", ".", "-", " ", " – ", "“", "Lei", "O município", "bis", "Único"),
        )
    ),
    max_size=7,
).map("".join)


@given(LINES)
def test_a_label_is_what_the_first_of_all_readers_finds(text: str) -> None:
    start = len(text) - len(text.lstrip(QUOTES + " "))
    every = (reader(text, start) for reader, _ in READERS if start < len(text))
    assert label_at(text) == next((label for label in every if label is not None), None)


@pytest.mark.parametrize("row", rows("act_types"), ids=lambda row: row["id"])
def test_every_printed_form_of_a_type_is_found_at_the_start(row: dict[str, object]) -> None:
    for printed in strings(row, "printed"):
        forms = [printed.replace("#", number) for number in ("3ª", "10.", "primeiro")] if "#" in printed else [printed]
        for form in (*forms, *(form.replace(" ", "-") for form in forms)):
            match = type_at_start(fold(form))
            assert match is not None, form
            assert match.end == len(form)


@given(st.text("leisato \n", max_size=20), st.sets(st.sampled_from(["lei", "ei", "ato", "a", "toa"])), st.integers(0, 9))
def test_places_are_all_that_a_search_finds(text: str, words: set[str], cut: int) -> None:
    every = [at for at in range(len(text)) if text.startswith(tuple(words), at)] if words else []
    assert list(places_of(text, words)) == every
    assert list(places_in(places_of(text, words), cut, 15)) == [at for at in every if cut <= at < 15]


@given(st.text(" \nab:", max_size=9), st.integers(0, 9))
def test_the_sign_before_a_place(text: str, at: int) -> None:
    at = min(at, len(text))
    assert sign_before(text, at) == text[:at].rstrip()[-1:]


@pytest.mark.parametrize("row", rows("reference_types"), ids=lambda row: row["id"])
def test_every_printed_form_of_a_reference_is_looked_for(row: dict[str, object]) -> None:
    words, marks, _ = head_patterns()
    for printed in strings(row, "printed"):
        text = f"a {printed} nº 5"
        assert [each.span() for each in type_words(text, Span(0, len(text)))] == [
            each.span() for each in words.finditer(fold(text))
        ]
        assert type_words(text, Span(0, len(text)))
    for printed in (*strings(row, "exact"), *strings(row, "alone")):
        text = f"a {printed} nº 5"
        assert [each.span() for each in type_marks(text, Span(0, len(text)))] == [each.span() for each in marks.finditer(text)]


@pytest.mark.parametrize("row", rows("currencies"), ids=lambda row: row["id"])
def test_every_example_of_an_amount_is_looked_for(row: dict[str, object]) -> None:
    for example in strings(row, "examples"):
        text = f"Custo: {example}.\nOutra linha"
        found, _ = find_amounts(text, [Span(7, 7 + len(example))], on=None)
        assert found, example
