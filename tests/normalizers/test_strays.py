"""Marks that dust was read as."""

from __future__ import annotations

import pytest

from corpus.context import Context
from normalizers.strays import strays

DUST = "o prazo fixado pela consi- -\nderação dos membros, .\ndo conselho\n"
"""Two marks that no author writes: the page is dusty."""


def cleaned(text: str, context: Context = Context()) -> str:  # noqa: B008  # frozen
    for edit in reversed(strays(text, context)):
        text = text[: edit.span.start] + edit.new + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("", ""),
        ("a pre- ' |\nfeitura\n", "a pre-\nfeitura\n"),
        ("os dias .\nde maio\n", "os dias\nde maio\n"),
        (". '\nArt. 2º\n", "\nArt. 2º\n"),
        ("fim do texto:\n_prefeituras\n", "fim do texto:\nprefeituras\n"),
        ("fim do texto:\n.do Conselho\n", "fim do texto:\ndo Conselho\n"),
        ("fim do texto.\n' Artigo\n", "fim do texto.\nArtigo\n"),
        ("cedido por um -\n\n- vizinho\n", "cedido por um\n\nvizinho\n"),
        ("o autuado\n\n" + '" alegou que\n', "o autuado\n\nalegou que\n"),
        ("as demais restantes. o\n\nArt. 4º\n", "as demais restantes.\n\nArt. 4º\n"),
        ("- Art. 2º A placa\n", "Art. 2º A placa\n"),
        ("BOLETIM DE JUNHO DE 1985 '\n", "BOLETIM DE JUNHO DE 1985\n"),
        ("o parecer do revisor,\n-que negava provimento\n", "o parecer do revisor,\nque negava provimento\n"),
    ],
)
def test_taken_out_of_a_dusty_page(read: str, printed: str) -> None:
    assert cleaned(DUST + read).endswith(printed)
    assert cleaned(DUST).startswith("o prazo fixado pela consi-\nderação dos membros,\n")


@pytest.mark.parametrize(
    "kept",
    [
        "Título |\n",
        "| - o prazo\n",
        "- primeiro item\n",
        "- a lei de 1990;\n\n- o decreto de 2010; e\n\n- a deliberação\n",
        "* nota\n",
        "Assinatura: ____\n",
        "capítulo I . . . . . . .\n",
        "e assim por diante, ...\n",
        "Trabalhador -\nRepresentante\n",
        "www.saude\n.gov.br\n",
        "----\n",
        "* * *\n",
        "o prazo .\n\nArt. 2º\n",
        "a lei -\no decreto não - dispõe\n",
        'o chamado\n"reverso" da folha\n',
        "poderá ausentar\n-se da sede\n",
        "o disposto nas alíneas: e\n- o prazo\n",
    ],
)
def test_kept_on_a_dusty_page(kept: str) -> None:
    assert cleaned(DUST + kept).endswith(kept)


@pytest.mark.parametrize(
    "text",
    [
        "Portaria\n123\n,\nde 2020\n, que\n. Fica\n" * 5,
        "Considerando :\nque o prazo .\nArt. 1º ;\n" * 5,
        "o prazo , que o edital , de maio , fixa , .\npara o dia ; ,\nde maio\n" * 3,
        "um só sinal, .\nno texto todo\n",
    ],
)
def test_a_page_that_is_not_dusty_is_left_alone(text: str) -> None:
    assert strays(text, Context()) == ()


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("a comis- .\nsão\n", "a comis-\nsão\n"),
        ("a comis-.\nsão\n", "a comis-\nsão\n"),
        ("a comis-\n\n- são\n", "a comis-\n\nsão\n"),
        ("pós- -graduação\n", "pós- -graduação\n"),
        ("pré-\n- o prazo\n- a multa\n", "pré-\n- o prazo\n- a multa\n"),
    ],
)
def test_a_mark_within_a_parted_word_goes_from_any_page(read: str, printed: str) -> None:
    assert cleaned(read) == printed


def test_in_a_source_known_to_be_scanned_fewer_marks_are_enough() -> None:
    text = "os dias de maio\n.do Conselho\n"
    assert cleaned(text) == text
    assert cleaned(text, Context(scanned=True)) == "os dias de maio\ndo Conselho\n"


def test_lines_stay_pages_are_judged_apart_and_twice_is_once() -> None:
    text = f"{DUST}\f os dias .\nde maio\n"
    assert cleaned(text).endswith("\f os dias .\nde maio\n")
    assert cleaned(text).count("\n") == text.count("\n")
    assert strays(cleaned(text), Context()) == ()


def test_the_rule_can_be_switched_off() -> None:
    assert strays(DUST, Context(disabled=frozenset({"stray-mark"}))) == ()
