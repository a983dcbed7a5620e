"""Whole acts: boundaries, heads, what is told apart inside them."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.spans import NormalizedText
from extractors.acts import find_acts
from tests.extractors.texts import PORTARIA, SECOND, acts_of, only, value


def test_an_act_is_read_whole() -> None:
    act = only(PORTARIA)
    assert (act.type.value, value(act.number), value(act.year)) == ("portaria", "18", 2011)
    assert value(act.issuer) == "Secretaria de Estado de Turismo"
    assert value(act.issuer_acronym) == "SETUR"
    assert (value(act.place), value(act.date)) == ("Palmas", date(2011, 5, 4))
    assert value(act.summary) == "Disciplina o uso dos auditórios da Secretaria."
    assert [r.value for r in act.recitals] == [
        "a procura crescente pelos auditórios",
        "ainda, o disposto na Lei nº 7.212, de 3 de abril de 1999",
    ]
    assert value(act.enacting_formula) == "RESOLVE"
    assert [(s.name.value, [r.value for r in s.roles]) for s in act.signatories] == [
        ("LAURA BEZERRA PINTO", ["Secretária de Estado de Turismo"])
    ]
    assert act.problems == ()


def test_every_leaf_holds_what_its_span_covers() -> None:
    act = only(PORTARIA)
    assert act.summary is not None
    assert act.summary.span.of(PORTARIA) == act.summary.value
    for recital in act.recitals:
        assert recital.span.of(PORTARIA) == recital.value


def test_a_page_of_two_acts_is_cut_between_them() -> None:
    first, second = acts_of(PORTARIA + "\n" + SECOND)
    assert first.span.of(PORTARIA + "\n" + SECOND).endswith("Secretária de Estado de Turismo")
    assert second.span.of(PORTARIA + "\n" + SECOND).startswith("PORTARIA Nº 19")
    assert value(second.issuer) == "Secretaria de Estado de Turismo"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Apenas uma nota sem ato algum.\n\nOutra nota.",
        "A Portaria nº 3, de 4 de maio de 2011, foi comentada na reunião.",
        "“PORTARIA Nº 3/2011\n\nArt. 1º Texto citado.”",
    ],
)
def test_what_is_no_act_is_none(text: str) -> None:
    finding = find_acts(NormalizedText(text))
    assert finding.acts == ()
    assert [problem.code for problem in finding.problems] == ["no_acts"]


CITED_INSIDE = PORTARIA.replace(
    "Art. 2º Esta",
    "Art. 2º A norma anterior dizia:\n\n“PORTARIA Nº 2/2009\n\nArt. 1º Fica vedado o uso.”\n\nArt. 3º Esta",
)


def test_a_heading_quoted_inside_an_act_does_not_split_it() -> None:
    act = only(CITED_INSIDE)
    assert [p.number.value for p in act.provisions if p.number] == ["1", "2", "3"]


def test_a_lost_slash_is_read_against_the_date_and_told() -> None:
    act = only(SECOND.replace("19/2011/SETUR", "192011/SETUR"))
    assert (value(act.number), value(act.year)) == ("19", 2011)
    assert act.number is not None
    assert act.number.witnesses == ("date",)
    assert [problem.code for problem in act.problems] == ["number_repaired"]


def test_digits_that_are_no_year_stay_one_number() -> None:
    act = only(SECOND.replace("19/2011/SETUR", "192015"))
    assert value(act.number) == "192015"


def test_a_heading_and_a_signature_that_disagree_are_a_problem() -> None:
    act = only(PORTARIA.replace("Palmas, 4 de maio", "Palmas, 9 de maio"))
    assert value(act.date) == date(2011, 5, 9)
    assert "date_conflict" in [problem.code for problem in act.problems]


def test_headings_of_the_gazette_stand_over_the_acts_under_them() -> None:
    page = "PODER EXECUTIVO\n\nSECRETARIA DE ESTADO DE TURISMO\n\n" + SECOND + "\n" + SECOND.replace("19/", "20/")
    first, second = acts_of(page)
    assert value(first.section) == value(second.section) == "PODER EXECUTIVO"
    assert value(second.organ) == "SECRETARIA DE ESTADO DE TURISMO"


def test_an_act_without_articles_orders_in_clauses() -> None:
    act = only(SECOND)
    assert [(p.kind, p.text.value) for p in act.provisions] == [
        ("clausula", "Designar Caio Nunes Feitosa para responder pelo Setor de Compras.")
    ]


def test_an_annex_is_no_provision() -> None:
    act = only(
        PORTARIA + "\n\nANEXO ÚNICO\n\nREGRAS DE CONDUTA\n\nA sala fecha às dezoito horas. " + "Não se come na sala. " * 12
    )
    assert [(value(a.label), value(a.title)) for a in act.annexes] == [("Anexo Único", "REGRAS DE CONDUTA")]
    assert [p.number.value for p in act.provisions if p.number] == ["1", "2"]


def test_an_annexed_regulation_has_provisions_of_its_own() -> None:
    act = only(
        PORTARIA + "\n\nANEXO I\nREGULAMENTO DAS SALAS\n\nArt. 1º A sala tem trinta lugares.\n\nArt. 2º A chave fica na portaria."
    )
    assert [p.number.value for p in act.annexes[0].provisions if p.number] == ["1", "2"]
    assert len(act.provisions) == 2


ORGAN = """PODER EXECUTIVO

GABINETE DO SECRETÁRIO

PORTARIA Nº 1, DE 3 DE MAIO DE 2011

O Secretário de Turismo, no uso de suas atribuições, resolve:

Art. 1º Fica aprovado o plano.

{between}PORTARIA Nº 2, DE 4 DE MAIO DE 2011

O Coordenador de Eventos, resolve:

Art. 1º Fica aprovado o calendário.
"""


@pytest.mark.parametrize(("between", "issuer"), [("", "Secretaria de Turismo"), ("COMISSÃO DE FESTAS\n\n", "Comissão de Festas")])
def test_an_act_without_an_issuer_is_of_the_act_before_under_the_same_heading(between: str, issuer: str) -> None:
    first, second = acts_of(ORGAN.format(between=between))
    assert value(first.issuer) == "Secretaria de Turismo"
    assert value(second.issuer) == issuer
    if not between:
        assert second.issuer is not None
        assert second.issuer.derived
        assert (second.issuer.confidence or 1) < 0.9


def test_the_imprint_of_an_association_of_municipalities_is_no_signature() -> None:
    act = only(f"{PORTARIA}\nPublicado por:\nRita Alves Paz\nCódigo Identificador:3FA1C20B\n")
    assert [s.name.value for s in act.signatories] == ["LAURA BEZERRA PINTO"]


RECITALS = [
    ("considerando:\n\na procura crescente;\n\no disposto na Lei nº 5; e\n\nque o prazo findou,", 3),
    ("considerando:\n\nI - a procura crescente;\n\nII - o disposto na Lei nº 5,", 2),
    ("considerando:\n\n- a procura crescente;\n\n- o disposto na Lei nº 5,", 2),
    ("considerando:\n\na procura crescente dos\n\nauditórios do centro,", 1),
]


@pytest.mark.parametrize(("opening", "count"), RECITALS)
def test_a_list_after_considerando_has_a_recital_a_line_that_ends(opening: str, count: int) -> None:
    act = only(
        f"PORTARIA Nº 5/2011\n\nO Secretário de Turismo, no uso de suas atribuições, e {opening}\n\n"
        "RESOLVE:\n\nArt. 1º Vedar o uso.\n"
    )
    assert len(act.recitals) == count


@pytest.mark.parametrize("formula", ["APROVA", "DECIDE:", "DELIBERA", "RECOMENDA:"])
def test_recitals_before_any_formula_are_no_orders(formula: str) -> None:
    act = only(
        f"DECISÃO Nº 5/2011\n\nO Conselho de Artes, no uso de suas atribuições,\n\n"
        f"Considerando a procura;\n\n{formula}\n\nO uso.\n"
    )
    assert [r.value for r in act.recitals] == ["a procura"]
    assert [p.text.value for p in act.provisions] == ["O uso."]


NAMES = [
    ("O CONSELHO DE ENSINO, PESQUISA E EXTENSÃO DA UNIVERSIDADE", "Conselho de Ensino, Pesquisa e Extensão da Universidade"),
    ("O Secretário da Habitação, Obras e Saneamento", "Secretaria da Habitação, Obras e Saneamento"),
    ("O Conselho de Artes, no uso e gozo", "Conselho de Artes"),
    ("O PREFEITO MUNICIPAL DE PORTALEGRE/RN", "Prefeitura Municipal de Portalegre"),
    ("A Mesa da Câmara Municipal de Natal", "Mesa da Câmara Municipal de Natal"),
]


@pytest.mark.parametrize(("who", "issuer"), NAMES)
def test_the_name_of_a_body_may_hold_commas(who: str, issuer: str) -> None:
    act = only(f"ATO Nº 5/2011\n\n{who}, no uso de suas atribuições, resolve:\n\nArt. 1º Vedar o uso.\n")
    assert value(act.issuer) == issuer


def test_a_heading_in_small_letters_counts_over_its_date() -> None:
    act = only(
        "Deliberação Conepa 14/2009\nDe 18 de março de 2009\n\n"
        "O Conselho de Artes, no uso de suas atribuições, delibera:\n\nArt. 1º Vedar o uso.\n"
    )
    assert (act.type.value, value(act.number), value(act.date)) == ("deliberacao", "14", date(2009, 3, 18))
