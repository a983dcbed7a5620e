"""What the lexicon holds, what it leaves out, and how the channel explains a word."""

from __future__ import annotations

import pytest

from normalizers.channel import readings, shares
from normalizers.choices import choices, regular
from normalizers.derived import derived
from normalizers.lexicon import lexicon


@pytest.mark.parametrize(
    "word", ["não", "saúde", "secretaria", "secretária", "intergestora", "apostilamento", "cuiabá", "itaúba", "júlio"]
)
def test_words_it_holds(word: str) -> None:
    assert word in lexicon().costs


@pytest.mark.parametrize("word", ["nao", "saude", "municipio", "econômico".replace("ô", "ó"), "servico", "2021", "läuft"])
def test_slips_and_strangers_it_leaves_out(word: str) -> None:
    assert word not in lexicon().costs


def test_common_words_cost_less() -> None:
    costs = lexicon().costs
    assert costs["de"] < costs["conselho"] < costs["conciliatória"]


@pytest.mark.parametrize(
    ("prefix", "expected"), [("resol", True), ("conciliatór", True), ("xqz", False), ("conciliatóx", False), ("", True)]
)
def test_prefixes(prefix: str, expected: bool) -> None:  # noqa: FBT001  a column of the table
    assert lexicon().begins(prefix) is expected


@pytest.mark.parametrize(
    ("read", "word"),
    [("Reunido", "reunião"), ("60rgdos", "órgãos"), ("dentncias", "denúncias"), ("xqzt", None), ("distribuigdo", "distribuição")],
)
def test_best_reading(read: str, word: str | None) -> None:
    found = readings(read)
    assert (found[0].word if found else None) == word


@pytest.mark.parametrize("read", ["Reunido", "6rgdos", "reclamacg6es", "servi¢cos", "Ihador", "cAmaras"])
def test_steps_lead_from_the_glyphs_to_the_word(read: str) -> None:
    glyphs = read[0].lower() + read[1:]
    for reading in readings(read):
        at, made = 0, ""
        for step in reading.steps:
            assert glyphs[step.start : step.end] == step.read
            made += glyphs[at : step.start] + step.printed
            at = step.end
        assert made + glyphs[at:] == reading.word


def test_the_shares_of_a_letter_do_not_pass_one() -> None:
    letters: dict[str, float] = {}
    for (printed, _), share in shares().items():
        letters[printed] = letters.get(printed, 0.0) + share
    assert {printed: total for printed, total in letters.items() if total > 1.25} == {}


@pytest.mark.parametrize(
    ("read", "word"),
    [
        ("opoterapicos", "opoterápicos"),
        ("contratualizagdo", "contratualização"),
        ("deliberara", "deliberará"),
        ("homologardo", "homologarão"),
        ("commissdo", "commissão"),
        ("neurovigilancia", "neurovigilância"),
    ],
)
def test_words_read_through_their_parts(read: str, word: str) -> None:
    assert word in {reading.word for reading, _ in derived(read)}


@pytest.mark.parametrize("read", ["Brandtz", "Zubrec", "quimbera", "xyzção"])
def test_what_no_part_explains(read: str) -> None:
    assert derived(read) == ()


def test_the_word_as_read_comes_first() -> None:
    assert [choices(read)[0].word for read in ("Saude", "n\u00e3o", "FUNAP")] == ["saude", "não", "funap"]


@pytest.mark.parametrize(
    ("read", "expected"), [("saúde", True), ("Saúde", True), ("SAÚDE", True), ("IndUstria", False), ("AlH", False)]
)
def test_regular_capitals(read: str, expected: bool) -> None:  # noqa: FBT001  a column of the table
    assert regular(read) is expected
