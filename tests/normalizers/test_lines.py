"""Broken lines joined, and those that are not broken left alone."""

from __future__ import annotations

import pytest

from corpus.context import Context
from corpus.spans import NormalizedText
from normalizers.lines import join_lines, keeps_hyphen
from normalizers.spacing import close_up

FLOW = (
    "O Fundo Municipal de Cultura apoia a criação de bibliotecas nos bairros\n"
    "mais distantes da sede e mantém acervo próprio em cada uma delas, que\n"
    "pode ser consultado por qualquer morador sem nenhum custo e sem prazo\n"
    "certo para a devolução dos volumes emprestados, conforme o regulamento\n"
    "da casa.\n"
)


def joined(text: str) -> str:
    return NormalizedText(text).with_layer("lines", join_lines(text, Context())).value


def test_a_wrapped_paragraph_becomes_one_line() -> None:
    assert joined(FLOW).count("\n") == 1


JOINS = [
    ("a word cut at the end", "das atribui-\nções legais", "das atribuições legais"),
    ("a clitic keeps its hyphen", "que realizar-\nse-á em maio", "que realizar-se-á em maio"),
    ("a compound keeps its hyphen", "o vice-\npresidente do órgão", "o vice-presidente do órgão"),
    ("a date cut at its slash", FLOW + "reunião dos dias 15/04/92; 15/05/92; 20/07/92; 09/05/\n92; 07/08/92.", "09/05/92"),
    ("a mention of an article", "nos termos do\nArt. 5º da lei", "nos termos do Art. 5º da lei"),
    ("one line with wide gaps", "o   prazo   de que trata o\nregulamento interno", "trata o regulamento"),
    ("a page break in a sentence", "o prazo de que trata este regulamento interno\f\nserá de dez dias", "interno será"),
]
STAYS = [
    ("an article", "Fim do caput.\nArt. 2º Outro."),
    ("a considerando", "no uso de suas atribuições e:\nConsiderando o papel da Comissão"),
    ("a recital in small letters", "no uso de suas atribuições:\nconsiderando o papel da Comissão"),
    ("an inciso", "que:\nI - garanta a vaga"),
    ("a damaged inciso", "do texto;\nIl - garanta a vaga"),
    ("an alínea", "no seguinte:\na) ler"),
    ("signature lines", "Ana Lima Paz\nSecretária de Saúde\nPresidente do Conselho"),
    ("cells one a line", "Água Boa\n\n15\n\n1\n\nR$ 10,00"),
    ("rows of figures", "Acorizal 5.837 5.019,82 - - 0,86\nJangada 5.747 4.942,42 - - 0,89"),
    ("members of a list", "Ana Lima Representante do IPE\nRui Sá Representante do SIS"),
    ("rows in columns", "de 01   Casa do   12\n     e da ponte\n02   Rua do   13"),
    ("a spaced dash", "Comissão do Trabalhador -\nCEST"),
]


@pytest.mark.parametrize(("text", "expected"), [j[1:] for j in JOINS], ids=[j[0] for j in JOINS])
def test_a_broken_line_is_joined(text: str, expected: str) -> None:
    assert expected in joined(text)


@pytest.mark.parametrize("text", [s[1] for s in STAYS], ids=[s[0] for s in STAYS])
def test_a_whole_line_stays(text: str) -> None:
    assert joined(text) == text


@pytest.mark.parametrize(
    ("head", "tail", "keeps"),
    [
        ("realizar", "se", True),
        ("adquiri", "lo", True),
        ("mato", "grossense", True),
        ("vice", "presidente", True),
        ("clas", "se", False),
        ("interes", "se", False),
        ("atribui", "ções", False),
        ("es", "te", False),
        ("Ji", "Paraná", True),
        ("GUAJARÁ", "MIRIM", True),
        ("Ron", "dônia", False),
        ("RON", "DÔNIA", False),
    ],
)
def test_hyphens(head: str, tail: str, keeps: bool) -> None:  # noqa: FBT001
    assert keeps_hyphen(head, tail) is keeps


def test_a_rule_that_is_switched_off_makes_no_edit() -> None:
    assert join_lines("das atribui-\nções", Context(disabled=frozenset({"hyphen-join"}))) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a  b", "a b"),
        ("  a \n b  ", "a\nb"),
        ("a\tb", "a b"),
        ("a b", "a b"),
        ("a  b  c\nd  e  f", "a  b  c\nd  e  f"),
        ("Ana Lima      Rui Sá\nDiretora      Chefe", "Ana Lima      Rui Sá\nDiretora      Chefe"),
        ("SANTA CRUZ     DO SUL", "SANTA CRUZ DO SUL"),
        ("1   b   c\n    rest of b\n2   e   f", "1   b   c\n    rest of b\n2   e   f"),
        ("1   b   c\n2   e   f\n       rest of e", "1   b   c\n2   e   f\n       rest of e"),
        ("1   b   c\n2   e   f\nSUM          f", "1   b   c\n2   e   f\nSUM          f"),
        ("1   b   c\n2   e   f\n\n       a  b", "1   b   c\n2   e   f\n\na b"),
        ("    Ana Lima      Rui Sá\n   Diretora      Chefe", "Ana Lima      Rui Sá\nDiretora      Chefe"),
    ],
)
def test_blanks_are_closed_up_but_columns_stay(text: str, expected: str) -> None:
    assert NormalizedText(text).with_layer("spacing", close_up(text, Context())).value == expected
