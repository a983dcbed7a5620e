"""Signs of a machine that reads scans, and what is mended where they stand."""

from __future__ import annotations

import pytest

from corpus.context import Context
from corpus.knowledge import rows, string, strings
from corpus.spans import NormalizedText
from normalizers import NORMALIZERS
from normalizers.accented_names import accented_names, restored
from normalizers.channel import plain
from normalizers.lexicon import lexicon
from normalizers.look_alikes import look_alikes
from normalizers.near_words import near
from normalizers.reader_signs import is_scanned, sign_patterns
from normalizers.tokens import tokens
from pipeline.repair import cleaned

SIGNS = [(string(row, "id"), sign) for row in rows("reader_signs") for sign in strings(row, "signs")]
NONE = [(string(row, "id"), text) for row in rows("reader_signs") for text in strings(row, "none")]
SCANNED = Context(scanned=True)
DUST = "O prazo corre da publica- .\nção deste ato ¢ vale para todos os servi-\n\n- dores da Casa.\n"
"""Signs enough for a source."""
CLEAN = "O prazo corre da publicação deste ato e vale para todos os servidores da Casa.\n"


def mended(text: str, context: Context = SCANNED) -> str:
    return NormalizedText(text).with_layer("words", NORMALIZERS.get("words")(text, context)).value


@pytest.mark.parametrize(("row", "text"), SIGNS)
def test_a_sign_is_seen(row: str, text: str) -> None:
    assert sign_patterns()[row].weigh(f"\n{text}") > 0


@pytest.mark.parametrize(("row", "text"), NONE)
def test_what_authors_write_is_no_sign(row: str, text: str) -> None:
    assert sign_patterns()[row].pattern.search(f"\n{text}") is None


@pytest.mark.parametrize(
    ("text", "scanned"),
    [
        ("", False),
        (CLEAN * 30, False),
        (DUST, True),
        (DUST + CLEAN * 30, True),
        (DUST + CLEAN * 2000, False),
        ("vinte c seis sacos", False),
        ("Art, 4º Em caso de dúvida", True),
        ("o muncípio e o finaciamento da responsablidade", False),
    ],
)
def test_two_signs_make_a_source_and_few_in_a_long_one_do_not(text: str, scanned: bool) -> None:  # noqa: FBT001
    assert is_scanned(text) is scanned


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("os ofícios do regisiro civil", "os ofícios do registro civil"),
        ("ficará a fescalização suspensa", "ficará a fiscalização suspensa"),
        ("dez centimetros do chão", "dez centímetros do chão"),
        ("dos servi ços gerais", "dos serviços gerais"),
        ("o prazo da fesca-\nlização suspensa", "o prazo da fisca-\nlização suspensa"),
    ],
)
def test_what_is_no_word_is_mended_where_a_machine_read(read: str, printed: str) -> None:
    assert mended(read) == printed
    assert mended(read, Context()) == read


@pytest.mark.parametrize(
    "text",
    [
        CLEAN,
        "o finaciamento e a responsablidade do muncípio",
        "a pharmacia do districto e a commissão de directores",
        "o reassentamento dos desassoreados e a outorgabilidade dos irrecorríveis",
        "o senhor Tanajurense e a firma Brasilgrafite",
        "municipio, municipio e municipio",
        "saiu da estaçao",
        "no exercicio do cargo, que eu auxilio",
        "os guardas fiscalizarão as feiras",
        "secretaria e secretária, esta e está",
    ],
)
def test_words_and_authors_slips_stay(text: str) -> None:
    assert mended(text) == text


def test_a_source_before_1943_keeps_its_bare_words() -> None:
    text = "dez centimetros do chão"
    assert mended(text, Context(scanned=True, year=1930)) == text


@pytest.mark.parametrize("rule", ["words-strange", "words-near", "words-cut"])
def test_each_rule_can_be_switched_off(rule: str) -> None:
    text = "dez centimetros da fescalização dos servi ços"
    context = Context(scanned=True, disabled=frozenset({rule}))
    assert rule not in {edit.rule for edit in NORMALIZERS.get("words")(text, context)}


def test_dusty_pages_are_mended_and_clean_ones_are_not() -> None:
    text, context = cleaned(DUST + "Fica suspensa a fescalização.\n")
    assert context.scanned
    assert text.value.endswith("todos os servi-\n\ndores da Casa.\nFica suspensa a fiscalização.\n")
    text, context = cleaned(CLEAN + "Fica suspensa a fescalização.\n")
    assert not context.scanned
    assert text.value == CLEAN + "Fica suspensa a fescalização.\n"


# --- tables


@pytest.mark.parametrize("word", ["contrbuinte", "responsablidade", "casa", "Fescalização", "xyzwkjq"])
def test_nothing_is_near_or_too_much(word: str) -> None:
    assert near(word) is None


def test_look_alikes_are_words_apart() -> None:
    for read, (printed, step) in look_alikes().items():
        assert read[: step.start] + step.printed + read[step.end :] == printed
        assert printed in lexicon().costs


def test_names_bear_accents_and_stand_once() -> None:
    names = accented_names()
    assert len(names) > 200
    assert all(plain(name) == bare != name for bare, name in names.items())


@pytest.mark.parametrize(
    ("text", "lost", "expected"),
    [
        ("o senhor Abilio Goncalves", 0.9, ["abílio", "gonçalves"]),
        ("a SENHORA CELIA", 0.9, ["célia"]),
        ("o senhor Abilio Goncalves", 0.3, []),
        ("a senhora Claudia e abilio", 0.9, []),
    ],
)
def test_names_are_restored_where_all_accents_were_lost(text: str, lost: float, expected: list[str]) -> None:
    assert [verdict.choice.word for verdict in restored(tokens(text), lost=lost).values()] == expected
