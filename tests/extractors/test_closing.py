"""Signatures, place and date, names and roles."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.spans import Span
from extractors.acts.closing import closing
from extractors.acts.paragraphs import paragraphs
from extractors.fields.bodies import is_body, proper
from extractors.fields.names import is_name, person_in
from extractors.fields.places import signing_line
from extractors.fields.roles import body_of, role_at

BLOCKS = [
    (
        "name over role",
        "Feito.\n\nNatal, 2 de maio de 2003.\n\nANA LIMA PAZ\nSecretária de Estado",
        [("ANA LIMA PAZ", ["Secretária de Estado"])],
    ),
    (
        "stamped and typed",
        "Fim.\n\nNatal, 2 de maio de 2003.\n\nAna Lima Paz\nAna Lima Paz\nDiretora-Geral\nPort. 14/02 de 3/1/02",
        [("Ana Lima Paz", ["Diretora-Geral"])],
    ),
    (
        "two, each with a stamp",
        (
            "Fim.\n\nNatal, 2 de maio de 2003.\n\n(Original assinado)\n\nAna Lima Paz\n\nPresidente do CEAS\n\n"
            "(Original assinado)\n\nRui Sá Dantas\n\nSecretário Executivo"
        ),
        [("Ana Lima Paz", ["Presidente do CEAS"]), ("Rui Sá Dantas", ["Secretário Executivo"])],
    ),
    (
        "side by side",
        "Fim.\n\nNatal, 2 de maio de 2003.\n\nAna Lima Paz            Rui Sá Dantas\nPresidente              Secretário",
        [("Ana Lima Paz", ["Presidente"]), ("Rui Sá Dantas", ["Secretário"])],
    ),
    (
        "on one line",
        "Fim.\n\nNatal, 2 de maio de 2003.\n\na) Rui Sá Dantas - Prefeito Municipal",
        [("Rui Sá Dantas", ["Prefeito Municipal"])],
    ),
    (
        "role over name",
        "Fim.\n\nNatal, 2 de maio de 2003.\n\nO Prefeito Municipal,\nRUI SÁ DANTAS",
        [("RUI SÁ DANTAS", ["Prefeito Municipal"])],
    ),
    (
        "two roles",
        "Fim.\n\nNatal, 2 de maio de 2003.\n\nRui Sá Dantas\nSecretário de Saúde\nPresidente do CES",
        [("Rui Sá Dantas", ["Secretário de Saúde", "Presidente do CES"])],
    ),
    ("by proxy", "Fim.\n\nNatal, 2 de maio de 2003.\n\np/ Rui Sá Dantas\nDiretor", [("Rui Sá Dantas", ["Diretor"])]),
    ("no place and date", "Atenciosamente,\n\nRui Sá Dantas\nDiretor", [("Rui Sá Dantas", ["Diretor"])]),
    *(
        (f"hard: {lines}", f"Fim.\n\nNatal, 2 de maio de 2003.\n\n{lines}", signed)
        for lines, signed in (
            ("Prefeita Municipal: Ana Lima Paz", [("Ana Lima Paz", ["Prefeita Municipal"])]),
            ("Ana Lima Paz (Prefeita Municipal)", [("Ana Lima Paz", ["Prefeita Municipal"])]),
            ("Ana Lima Paz/Prefeita Municipal", [("Ana Lima Paz", ["Prefeita Municipal"])]),
            (
                "Ana Lima Paz, Prefeita; Rui Sá Dantas, Secretário de Obras",
                [("Ana Lima Paz", ["Prefeita"]), ("Rui Sá Dantas", ["Secretário de Obras"])],
            ),
            (
                "Ana Lima Paz – Presidente / Rui Sá Dantas – Secretário",
                [("Ana Lima Paz", ["Presidente"]), ("Rui Sá Dantas", ["Secretário"])],
            ),
            ("Por delegação:\nAna Lima Paz\nChefe de Gabinete", [("Ana Lima Paz", ["Chefe de Gabinete"])]),
            ("Dr. Rui Sá Dantas - CRM 1234\nDiretor Técnico", [("Rui Sá Dantas", ["Diretor Técnico"])]),
            ("Ana Lima Paz\nMatrícula 123456\nPresidente da Comissão", [("Ana Lima Paz", ["Presidente da Comissão"])]),
            ("Ana Lima Paz\nRespondendo pela Secretaria de Obras", [("Ana Lima Paz", ["Respondendo pela Secretaria de Obras"])]),
            ("Ana Lima Paz\nSecretária de Obras em exercício", [("Ana Lima Paz", ["Secretária de Obras em exercício"])]),
            ("Secretária de Obras em substituição\nAna Lima Paz", [("Ana Lima Paz", ["Secretária de Obras em substituição"])]),
            (
                "Vereador Rui Sá Dantas - Presidente\nVereadora Ana Lima Paz - Secretária",
                [("Rui Sá Dantas", ["Presidente"]), ("Ana Lima Paz", ["Secretária"])],
            ),
            ("Ana Lima Paz - Coronel PM\nComandante", [("Ana Lima Paz", ["Comandante"])]),
            (
                "Ana Lima Paz          Rui Sá Dantas\nCOREN 38.842          COREN 7.310\nPresidente          Primeira Secretária",
                [("Ana Lima Paz", ["Presidente"]), ("Rui Sá Dantas", ["Primeira Secretária"])],
            ),
            ("Quadro de vagas: Natal/Obras; Saúde (duas)", []),
        )
    ),
    (
        "before the date",
        "Art. 1º Fim.\n\nProf. Rui Sá Dantas\n- DIRETOR -\n\nSala das Sessões, em Natal, 2 de maio de 2003.",
        [("Rui Sá Dantas", ["DIRETOR"])],
    ),
    ("apart at the end", "LEIA-SE: dois lotes\n\nRUI SÁ DANTAS\nDiretor", [("RUI SÁ DANTAS", ["Diretor"])]),
    ("nobody", "Art. 1º Nada.\n\nArt. 2º Fim.", []),
    ("no name in prose", "Art. 1º Designar Rui Sá Dantas.\n\nArt. 2º Fim.", []),
]


@pytest.mark.parametrize(("text", "expected"), [b[1:] for b in BLOCKS], ids=[b[0] for b in BLOCKS])
def test_who_signed(text: str, expected: list[tuple[str, list[str]]]) -> None:
    end = closing(paragraphs(text))
    assert [(s.name.value, [r.value for r in s.roles]) for s in end.signatories] == expected


def test_a_closing_formula_orders_nothing() -> None:
    parts = paragraphs(
        "Art. 1º Fim.\n\nRegistre-se,\n\nPublique-se e cumpra-se.\n\nNatal, 2 de maio de 2003.\n\nRui Sá Dantas\nDiretor"
    )
    assert closing(parts).first == 1


def test_what_follows_the_signatures_is_left_over() -> None:
    parts = paragraphs(
        "Fim.\n\nNatal, 2 de maio de 2003.\n\nRui Sá Dantas\nDiretor\n\n"
        "Quadro de pessoal do órgão, por lotação e por cargo efetivo, em três colunas."
    )
    assert [p.text[:6] for p in closing(parts).after] == ["Quadro"]


SIGNINGS = [
    ("Cuiabá-MT, 27 de maio de 1996.", "Cuiabá-MT", date(1996, 5, 27)),
    ("Conselho de Cultura, em Belém-PA, a 19 de junho de 1996.", "Belém-PA", date(1996, 6, 19)),
    (
        "Palácio da Abolição, em Fortaleza, aos 3 de maio de 1951, 130º da Independência e 63º da República.",
        "Fortaleza",
        date(1951, 5, 3),
    ),
    ("Gabinete do Prefeito Municipal de Ilhéus, em 12 de julho de 1988.", "Ilhéus", date(1988, 7, 12)),
    ("São José do Rio Preto (SP), 1º de março de 2020", "São José do Rio Preto (SP)", date(2020, 3, 1)),
    ("Em 4 de abril de 1977.", None, date(1977, 4, 4)),
]


@pytest.mark.parametrize(("text", "place", "day"), SIGNINGS, ids=[s[0] for s in SIGNINGS])
def test_place_and_date(text: str, place: str | None, day: date) -> None:
    signing = signing_line(text, Span(0, len(text)))
    assert signing is not None
    assert (signing.place.value if signing.place else None, signing.date.value) == (place, day)


@pytest.mark.parametrize(
    "text",
    [
        "Esta Portaria entra em vigor em 1º de março de 2020.",
        "Port. 004/21 de 04/01/21",
        "Lei nº 8.080, de 19 de setembro de 1990",
        "A reunião de 3 de maio de 2001 decidiu adiar.",
        "Publicado no DOE de 3 de maio de 2001.",
        "Fortaleza tem praias.",
    ],
)
def test_a_sentence_with_a_date_is_no_signing(text: str) -> None:
    assert signing_line(text, Span(0, len(text))) is None


NAMES = ["Ana Lúcia d'Ávila e Souza", "JOSÉ DA SILVA", "Rui Sá Dantas", "Maria A. de Oliveira Neto", "Zuleide Müller-Braun"]
NO_NAMES = [
    "Secretário de Estado",
    "Conselho Estadual",
    "Cuiabá",
    "rui sá dantas",
    "Anexo Único",
    "TOTAL GERAL",
    "Rua das Flores 12",
    "ANA",
    "Governo do Estado",
]


@pytest.mark.parametrize("text", NAMES)
def test_a_name(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize("text", NO_NAMES)
def test_no_name(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    ("line", "name"),
    [("Dr. Rui Sá Dantas,", "Rui Sá Dantas"), ("P/ Rui Sá Dantas", "Rui Sá Dantas"), ("(a.) Rui Sá Dantas", "Rui Sá Dantas")],
)
def test_what_stands_beside_a_name_is_outside(line: str, name: str) -> None:
    found = person_in(line)
    assert found is not None
    assert line[slice(*found)] == name


@pytest.mark.parametrize(
    ("role", "body"),
    [
        ("Secretário de Estado de Turismo", "Secretaria de Estado de Turismo"),
        ("Prefeita Municipal de Olinda", "Prefeitura Municipal de Olinda"),
        ("Presidente do Conselho de Cultura", "Conselho de Cultura"),
        ("Presidente", None),
        ("Governador do Estado do Acre", "Governo do Estado do Acre"),
    ],
)
def test_the_body_a_role_speaks_for(role: str, body: str | None) -> None:
    assert body_of(role) == body


@pytest.mark.parametrize(
    "text", ["Secretaria de Estado de Turismo", "Presidência", "Diretoria de Ensino", "Cuiabá", "Rui Sá Dantas"]
)
def test_a_body_is_no_role(text: str) -> None:
    assert role_at(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Conselho de Cultura", True), ("Prefeitura de Olinda", True), ("Rui Sá", False), ("Secretária de Saúde", False)],
)
def test_bodies(text: str, expected: bool) -> None:  # noqa: FBT001
    assert is_body(text) is expected


def test_capitals_become_a_proper_name() -> None:
    assert proper("FUNDAÇÃO DE AMPARO À PESQUISA DO ESTADO DO PIAUÍ") == "Fundação de Amparo à Pesquisa do Estado do Piauí"
