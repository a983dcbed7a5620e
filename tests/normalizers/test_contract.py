"""The contract every registered normalizer meets; a new one joins by being registered."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.context import Context
from corpus.spans import NormalizedText
from normalizers import NORMALIZERS

if TYPE_CHECKING:
    from corpus.spans import Edit

STEPS = NORMALIZERS.names()
CONTEXTS = (Context(damage=0.0), Context(damage=0.2, year=1995, state="GO"), Context(scanned=True))

SAMPLES = (
    "",
    "\n",
    " ",
    "\ufeff",
    (
        "PORTARIA N° 17/2003\r\n\r\nO SECRETÁRIO, no uso de suas atribuições,\r\n\r\n"
        "RESOLVE:\r\n\r\nArt. 1° Designar a comis-\r\nsão.\r\n"
    ),
    (
        "Aguarde por favor...\nD.O. nº 10.455 de 03/02/2010\n\nDECRETO Nº 88 DE 1º DE FEVEREIRO DE 2010.\n\n"
        "Art. 2o Fica aberto o crédito.\n"
    ),
    (
        "RESOLUCAO N® 12/95\n\nO Conselho Estadual, no uso de suas atribuicdes le-\n"
        "gais e considerando a deliberacdo do dia 03/04/95:\n"
    ),
    "ResoluÃ§Ã£o nÂº 4\xa0de 2011 â€“ SaÃºde",
    (
        "primeira página do texto que segue adiante\n1\n\fsegunda página do texto que segue adiante\n2\n"
        "\fterceira página do texto que segue\n3\n"
    ),
    "Il - o prazo\nlll - a multa de R$ 1.2OO,OO\n\n\n\n7\n\n15\n\n0,5\n",
    "e\u0301 a\u0303o \u212b \ufb01m so\xad\nft hi\xadfen \u200b\x96\x00",
)

ALPHABET = st.sampled_from(
    [
        *"aAeorRnNsSºª°®-.,;:()/§$0123456789IlVX|\n\n\n\f\r \t\xa0\xad“”—ÃÂ£§âçãé\u0301",
        "Art. ",
        "Nº ",
        "DE ",
        "Página ",
        "-\n",
        "R$ ",
    ]
)
TEXTS = st.lists(ALPHABET, max_size=60).map("".join)


def applied(step: str, text: str, edits: tuple[Edit, ...]) -> str:
    return NormalizedText(text).with_layer(step, edits).value


def check(step: str, text: str, context: Context) -> None:
    """Edits are sorted, apart and change something; the step has nothing to do on its own result."""
    normalize = NORMALIZERS.get(step)
    edits = normalize(text, context)
    assert isinstance(edits, tuple)
    assert list(edits) == sorted(edits)
    assert all(one.span.end <= other.span.start for one, other in pairwise(edits))
    assert all(edit.span.of(text) != edit.new for edit in edits)
    assert all(0 < edit.confidence <= 1 and edit.rule for edit in edits)
    result = applied(step, text, edits)
    again = normalize(result, context)
    assert again == (), f"{result!r} is not left alone: {again}"


@pytest.mark.parametrize("context", CONTEXTS, ids=("clean", "damaged", "scanned"))
@pytest.mark.parametrize("step", STEPS)
def test_nothing_comes_of_nothing(step: str, context: Context) -> None:
    assert NORMALIZERS.get(step)("", context) == ()


@pytest.mark.parametrize("context", CONTEXTS, ids=("clean", "damaged", "scanned"))
@pytest.mark.parametrize("text", SAMPLES, ids=range(len(SAMPLES)))
@pytest.mark.parametrize("step", STEPS)
def test_edits_are_sound_and_twice_is_once(step: str, text: str, context: Context) -> None:
    check(step, text, context)


@pytest.mark.parametrize("context", CONTEXTS, ids=("clean", "damaged", "scanned"))
@pytest.mark.parametrize("step", STEPS)
@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_edits_are_sound_on_any_text(step: str, context: Context, text: str) -> None:
    check(step, text, context)


@pytest.mark.parametrize("text", SAMPLES, ids=range(len(SAMPLES)))
@pytest.mark.parametrize("step", STEPS)
def test_a_disabled_rule_makes_no_edit(step: str, text: str) -> None:
    normalize = NORMALIZERS.get(step)
    rules = {edit.rule for edit in normalize(text, CONTEXTS[1])}
    for rule in rules:
        context = Context(damage=0.2, year=1995, state="GO", disabled=frozenset({rule}))
        assert rule not in {edit.rule for edit in normalize(text, context)}


@pytest.mark.parametrize("step", STEPS)
def test_the_same_text_gives_the_same_edits(step: str) -> None:
    normalize = NORMALIZERS.get(step)
    assert [normalize(text, CONTEXTS[1]) for text in SAMPLES] == [normalize(text, CONTEXTS[1]) for text in SAMPLES]
