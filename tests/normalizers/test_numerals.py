"""Roman numerals by their sequence, lists and events; nothing that is a plain number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.context import Context
from corpus.spans import NormalizedText
from corpus.values.roman import to_roman
from normalizers.numerals import numerals

DAMAGED = Context(damage=0.2)


def repaired(text: str) -> str:
    return NormalizedText(text).with_layer("numerals", numerals(text, DAMAGED)).value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Art. 1º\n| - abrir;\nIl - fechar;\nIl - ver;\n1V - zelar;",
            "Art. 1º\nI - abrir;\nII - fechar;\nIII - ver;\nIV - zelar;",
        ),
        ("| — um;\n|| — dois;\nlll — três;", "I — um;\nII — dois;\nIII — três;"),
        ("VI - seis;\nVIl - sete;\nVIl - oito;\nlX - nove;", "VI - seis;\nVII - sete;\nVIII - oito;\nIX - nove;"),
        ("I - a;\nIl - b;\nArt. 2º\n| - a;\nIl - b;", "I - a;\nII - b;\nArt. 2º\nI - a;\nII - b;"),
        ("II - dois;\n111 - três;", "II - dois;\nIII - três;"),
        ("“1V - deliberar", "“IV - deliberar"),
        ("I - um;\nH - dois;\nHI - três;\nIV - quatro", "I - um;\nII - dois;\nIII - três;\nIV - quatro"),
        ("I - um;\n1! - dois;\nill - três;", "I - um;\nII - dois;\nIII - três;"),
        ("1 - um;\nII - dois;\nIII - três;", "I - um;\nII - dois;\nIII - três;"),
        ("I - um;\n1 - dois;\nIII - três;", "I - um;\nII - dois;\nIII - três;"),
        ("I - um;\nU - dois.", "I - um;\nII - dois."),
        ("Titulo |, Capitulo l", "Titulo I, Capitulo I"),
        ("Incisos | e IV", "Incisos I e IV"),
        ("incisos II, Il e VIII", "incisos II, III e VIII"),
        ("do Anexo lll da Lei", "do Anexo III da Lei"),
        ("conforme Artigo 1V,", "conforme Artigo IV,"),
        ("na Ill CONFERENCIA ESTADUAL e a |l CONFERENCIA ESTADUAL", "na III CONFERENCIA ESTADUAL e a III CONFERENCIA ESTADUAL"),
        ("da Il Jornada de Estudos", "da II Jornada de Estudos"),
    ],
)
def test_romans(before: str, after: str) -> None:
    assert repaired(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "H - agá;\nI - i;\nJ - jota",
        "C - cá;\nI - i;\nK - k",
        "1 - um;\n2 - dois;",
        "I - indeferido;\nT - transferido",
        "I - isento;\nH - Habilitado",
        "A - um;\nB - dois\nH - três",
        "Il - sem sequência conhecida",
        "1 - item comum\n11 - outro item\n111 - mais um",
        "I - um;\nII - dois;\nIII - três;",
        "inciso 1 do Anexo 11",
        "Artigo 11, Artigo 1",
        "Capítulo primeiro",
        "o Il Sole 24 Ore",
        "na 11 Conferência",
        "da Ilha do Bananal",
        "R$ 1.111,11 e 11/11/2011",
        "C - complementar",
    ],
)
def test_what_is_no_roman_numeral_stays(text: str) -> None:
    assert repaired(text) == text


def test_confidence_is_lower_where_only_the_glyphs_speak() -> None:
    alone = numerals("da Il Jornada de Estudos", DAMAGED)[0]
    placed = numerals("I - a;\nIl - b;", DAMAGED)[0]
    assert alone.confidence < placed.confidence


@given(st.integers(1, 39), st.integers(1, 8))
def test_well_formed_labels_are_never_touched(first: int, count: int) -> None:
    text = "".join(f"{to_roman(number)} - texto;\n" for number in range(first, first + count))
    assert numerals(text, DAMAGED) == ()


@given(st.decimals(0, 10**7, places=2), st.dates())
def test_numbers_money_and_dates_are_never_touched(amount: object, day: object) -> None:
    figures = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    text = f"no valor de R$ {figures}, em {day:%d/%m/%Y}, processo nº {day:%m%d%y}/{day:%Y}, item {day:%d}."
    assert numerals(text, DAMAGED) == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("§ 1º a\n§ 29 b\n§ 3º c", "§ 1º a\n§ 2º b\n§ 3º c"),
        ("Art. 4º a\nArt. 59 b\nArt. 6º c", "Art. 4º a\nArt. 5º b\nArt. 6º c"),
        (
            "Artigo 2º, Parágrafo Único; Artigo 5º, Incisos I e II; Artigo 89, Inciso I",
            "Artigo 2º, Parágrafo Único; Artigo 5º, Incisos I e II; Artigo 8º, Inciso I",
        ),
    ],
)
def test_a_nine_for_an_ordinal_mark(before: str, after: str) -> None:
    assert repaired(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "Artigo 79 da Lei nº 8.666",
        "Art. 58 a\nArt. 59 b\nArt. 60 c",
        "Artigo 4º e Artigo 79",
        "Artigo 3º, Artigo 12 e Artigo 79",
        "Artigo 3º da Lei A. Artigo 4º da Lei B. Artigo 79",
        "§ 19 sozinho",
        "Art. 3º a\nArt. 59 b",
    ],
)
def test_a_nine_that_is_a_nine_stays(text: str) -> None:
    assert repaired(text) == text
