"""Raw and true text side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.learn.align import Stretch, WordPair, align, running, word_pairs

PAIRS = [
    ("Resolucdo", "Resolução", [("resolução", "resolucdo")]),
    ("a pre-\nfeitura, ndo", "a prefeitura, não", [("a", "a"), ("prefeitura", "prefeitura"), ("não", "ndo")]),
    ("INDUSTRIA", "INDÚSTRIA", [("indústria", "industria")]),
    ("lndio", "Indio", [("Indio", "lndio")]),
    ("Indio", "Indio", [("indio", "indio")]),
    ("|tem", "Item", [("Item", "|tem")]),
    ("far-se-4", "far-se-á", [("far", "far"), ("se", "se"), ("á", "4")]),
    ("(Sao Joao)", "(São João)", [("são", "sao"), ("joão", "joao")]),
    ("o . prazo", "o prazo", [("o", "o"), ("prazo", "prazo")]),
]


@pytest.mark.parametrize(("raw", "truth", "expected"), PAIRS)
def test_words_find_their_partners(raw: str, truth: str, expected: list[tuple[str, str]]) -> None:
    assert [*word_pairs(raw, truth)] == [WordPair(*pair) for pair in expected]


@pytest.mark.parametrize(
    ("raw", "truth"),
    [
        ("", "nada foi lido"),
        ("foi lido", ""),
        ("xyzw", "comissão"),
        ("1.250,00", "1.250,00"),
        ("n° 12", "nº 12"),
        ("mCgDonald", "McDonald"),
        ("bem vindo", "bem-vindo"),
    ],
)
def test_what_is_no_pair_of_words_is_left_out(raw: str, truth: str) -> None:
    assert [*word_pairs(raw, truth)] == []


CUTS = [
    ("ação", "agdo", "ç>g ã>d"),
    ("ação", "agcdo", "ç>gc ã>d"),
    ("comum", "cornum", "m>rn"),
    ("saúde", "satide", "ú>ti"),
    ("velho", "veiho", "l>i"),
    ("casa", "casa", ""),
]


@pytest.mark.parametrize(("printed", "read", "expected"), CUTS)
def test_a_pair_is_cut_where_letters_and_glyphs_part(printed: str, read: str, expected: str) -> None:
    [found] = align([WordPair(printed, read)] * 3)
    assert found.times == 3
    assert " ".join(f"{a}>{b}" for a, b in found.stretches if a != b) == expected


def test_what_is_seen_often_decides_what_is_seen_once() -> None:
    often = [WordPair(word, word.replace("ção", "gcdo")) for word in ("nação", "moção", "ração")]
    found = {"".join(s.printed for s in each.stretches): each.stretches for each in align([*often, WordPair("lição", "ligcdo")])}
    assert Stretch("ç", "gc") in found["lição"]
    assert Stretch("ã", "d") in found["lição"]


WORDS = st.text("abcçãéimnorstu", min_size=1, max_size=9)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=8))
def test_a_cut_loses_nothing(pairs: list[tuple[str, str]]) -> None:
    made = [WordPair(*pair) for pair in pairs]
    for stretches, _ in align(made):
        assert WordPair("".join(s.printed for s in stretches), "".join(s.read for s in stretches)) in made


@given(st.lists(WORDS, max_size=12))
def test_equal_texts_pair_every_word_with_itself(words: list[str]) -> None:
    text = " ".join(words)
    assert all(pair.printed == pair.read for pair in word_pairs(text, text))
    assert len([*word_pairs(text, text)]) == len(words)


def test_running_text_has_no_line_ends() -> None:
    assert running("muni-\n  cípio de\r\nItu") == ["município", "de", "Itu"]
