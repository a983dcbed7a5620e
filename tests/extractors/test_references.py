"""References: mentions of every shape, what is none, merging, relations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from corpus.knowledge import rows, strings
from corpus.spans import Span
from extractors.fields.references import OwnHead, find_references

if TYPE_CHECKING:
    from corpus.acts import Reference

OWN = OwnHead("portaria", "999", None, 2022)
SHARED = Path(__file__).parents[3] / "shared"


def refs(text: str, own: OwnHead = OWN) -> tuple[Reference, ...]:
    return find_references(text, [Span(0, len(text))], own=own)


def names(text: str, own: OwnHead = OWN) -> list[str]:
    """type number-suffix/year, as one string each."""
    told = []
    for each in refs(text, own):
        number = f" {each.number.value}" if each.number else ""
        suffix = f"-{each.suffix.value}" if each.suffix else ""
        year = f"/{each.year.value}" if each.year else ""
        told.append(f"{each.type.value}{number}{suffix}{year}")
    return told


MENTIONS = [
    ("a Lei nº 1.234, de 5 de maio de 2010, e o Decreto nº 77/2015", ["lei 1234/2010", "decreto 77/2015"]),
    ("Lei 6.437", ["lei 6437"]),
    ("da Lei Federal n. 8.666/93 c/c Lei 14.133/2021", ["lei 8666/1993", "lei 14133/2021"]),
    ("LEI 10.406 DE 10 DE JANEIRO DE 2002", ["lei 10406/2002"]),
    ("Lei nº 1.378 de 2013", ["lei 1378/2013"]),
    ("a Lei n.o 14.133/21", ["lei 14133/2021"]),
    (
        "LC 95/98, EC 29/00, MP 926/20, DL 200/67",
        ["lei_complementar 95/1998", "emenda_constitucional 29/2000", "medida_provisoria 926/2020", "decreto_lei 200/1967"],
    ),
    # lists
    ("Leis 8.080/90 e 8.142/90", ["lei 8080/1990", "lei 8142/1990"]),
    ("Leis nº 8.080, de 19 de setembro de 1990, e nº 8.142, de 28 de dezembro de 1990", ["lei 8080/1990", "lei 8142/1990"]),
    ("Leis nºs 8.080 e 8.142, de 19 de setembro e 28 de dezembro de 1990, respectivamente", ["lei 8080/1990", "lei 8142/1990"]),
    (
        "Portarias de Consolidação Nºs. 3 e 6/GM/MS, ambas de 28 de setembro de 2017",
        ["portaria_de_consolidacao 3/2017", "portaria_de_consolidacao 6/2017"],
    ),
    ("Resoluções CIB nº 12, 13 e 14/2019, todas de 2019", ["resolucao 12/2019", "resolucao 13/2019", "resolucao 14/2019"]),
    ("Decretos nºs 1.001, de 2 de maio de 2001; 1.002, de 3 de maio de 2002", ["decreto 1001/2001", "decreto 1002/2002"]),
    ("das Portarias Nºs. 77/2021/GAB e Portaria Nº. 18/2022/GAB", ["portaria 77/2021", "portaria 18/2022"]),
    ("Lei nº 5.764/71 e 10.406/02", ["lei 5764/1971", "lei 10406/2002"]),
    ("Portaria nº 5/2020, 30 dias", ["portaria 5/2020"]),
    ("Portarias nºs 5/2020 e 6/2020, 12 membros", ["portaria 5/2020", "portaria 6/2020"]),
    ("Lei nº 5.764/71, 12/05/2020", ["lei 5764/1971"]),
    # an issuer between type and number, before or behind it
    ("Resolução da Comissão Intergestores Regional (CIR) Nº. 12, de 8 de outubro de 2021", ["resolucao 12/2021"]),
    ("Resolução do Conselho Nacional de Saúde nº 453, de 10 de maio de 2012", ["resolucao 453/2012"]),
    ("PRT MS/GM 1378/2013", ["portaria 1378/2013"]),
    ("Portaria MS/545/93", ["portaria 545/1993"]),
    ("Portaria 512/2020 GBSAU, que", ["portaria 512/2020"]),
    ("Norma Operacional Básica do SUS - 01/93", ["norma_operacional 1/1993"]),
    ("Nota Técnica nº 241/2022-CGXYZ/SVS/MS, de 20 de maio de 2022", ["nota_tecnica 241/2022"]),
    ('Portaria "P" nº 45/2020', ["portaria 45/2020"]),
    ("Portaria de Consolidação 06, de 27 de setembro de 2017", ["portaria_de_consolidacao 6/2017"]),
    ("Port. 007/21 de 05/02/21", ["portaria 7/2021"]),
    (
        "Leis nº 10.520/02, 8.666/93 e Lei Complementar nº 123/06",
        ["lei 10520/2002", "lei 8666/1993", "lei_complementar 123/2006"],
    ),
    ("Portaria Interministerial MPOG/MF/CGU nº 507, de 24 de novembro de 2011", ["portaria_interministerial 507/2011"]),
    ("DECRETO MUNICIPAL Nº 12/2020 E LEI ESTADUAL N.º 7.692, DE 1º DE JULHO DE 2002", ["decreto 12/2020", "lei 7692/2002"]),
    ("RESOLUÇÃO DO CONSELHO MUNICIPAL Nº 5/2020", ["resolucao 5/2020"]),
    ("Lei nº 9.394, 20 de dezembro de 1996", ["lei 9394/1996"]),
    ("Lei nº 9.394 (20/12/1996)", ["lei 9394/1996"]),
    ("a Lei 12.527/11 (LAI) e 13.709/18 (LGPD)", ["lei 12527/2011", "lei 13709/2018"]),
    ("Lei Ordinária nº 1.473/2008", ["lei 1473/2008"]),
    ("Lei 8.080 de 19/09/90", ["lei 8080/1990"]),
    ("Medida Provisória nº 2.200-2, de 24 de agosto de 2001", ["medida_provisoria 2200-2/2001"]),
    # suffixes
    ("Resolução nº 07-B/97", ["resolucao 7-B/1997"]),
    ("Decreto n.º 1.200/A de 2020", ["decreto 1200-A/2020"]),
    # constitutions
    ("art. 37 da CF/88, art. 19 do ADCT e art. 9º da Constituição Estadual", ["constituicao", "constituicao_estadual"]),
    ("o disposto no art. 84 da Constituição, resolve", ["constituicao"]),
    # damage
    ("Resolucdo n® 03/94", ["resolucao 3/1994"]),
    ("Constituicdo Federal", ["constituicao"]),
    ("Deliberagéo n° 5/2001", ["deliberacao 5/2001"]),
    ("Portaria nº 7442021, de 6 de outubro de 2021", ["portaria 744/2021"]),
]


@pytest.mark.parametrize(("text", "told"), MENTIONS)
def test_mentions(text: str, told: list[str]) -> None:
    assert names(text) == told


NONE = [
    "",
    "Processo nº 123/2020, Contrato nº 45/2021 e Edital de Pregão Eletrônico nº 5/2020",
    "publicada no D.O.E. Nº. 27.905, Edição Nº. 27.905",
    "Projeto de Lei nº 12/2020 e minuta de Portaria nº 5/2020",
    "Convênio nº 12/2020 e Termo Aditivo nº 3",
    "protocolo nº 106/2022",
    "na forma da lei, 30 dias depois",
    "Lei de 1993",
    "Decreto de 5 de maio de 2020",
    "Resoluções 1996",
    "a lei 11 dias após",
    "a Lei Orgânica do Município",
    "Norma Operacional Básica de 1993",
    "o art. 5º desta Portaria",
    "portaria do Processo nº 12/2020",
    "LEI E CONTRATO Nº 5/2020",
    "Nota Fiscal nº 236/2020",
    "Ata de Registro de Preços nº 5/2020",
    "constituição de comissão com 3 membros",
    "provimento de 12 cargos",
    "de ofício, em 10/05/2020",
    "CI 1234567-8 SSP",
    "matrícula nº 12.345",
    "RESOLUCAO 5",
    "pela lei 180 dias depois",
    "Portaria nº 5 de maio de 2020",
    "Avenida Circular, nº 120",
    "Rua da Lei nº 55",
    "provimento ao recurso nº 123/2020",
    "Reunião Ordinária nº 12/2020 e Ata nº 05/2020",
    "a deliberação da Assembleia realizada em 05/05/2020",
    "Ordem de Fornecimento nº 45/2020",
    "Lei n9 22, de 09 de novembro de 1992",
]


@pytest.mark.parametrize("text", NONE)
def test_no_reference(text: str) -> None:
    assert names(text) == []


def test_fields_of_one() -> None:
    text = "conforme a Portaria nº 07-B/2020/GAB/SES, de 7 de maio de 2020, em vigor"
    (one,) = refs(text)
    assert one.number is not None
    assert one.number.span.of(text) == "07"
    assert one.suffix is not None
    assert one.suffix.value == "B"
    assert one.year is not None
    assert (one.year.value, one.year.derived, one.year.span.of(text)) == (2020, False, "2020")
    assert one.date is not None
    assert one.date.value.isoformat() == "2020-05-07"
    assert one.issuer is not None
    assert (one.issuer.value, one.issuer.span.of(text)) == ("GAB/SES", "GAB/SES")
    assert one.raw.span.of(text) == "Portaria nº 07-B/2020/GAB/SES, de 7 de maio de 2020"


def test_a_year_of_the_date_only_is_derived() -> None:
    (one,) = refs("Lei nº 1.234, de 5 de maio de 2010")
    assert one.year is not None
    assert one.year.derived


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Portaria MS/GM nº 1.378/2013", "GM/MS"),
        ("Portaria nº 828/GM/MS, de 17 de abril de 2020", "GM/MS"),
        ("Resolução CIB GO n.º 161, de 9 de junho de 2022", "CIB/GO"),
        ("Resolução RDC ANVISA nº 50, de 21 de fevereiro de 2002", "ANVISA"),
        ("Parecer nº 127/PA/94", "PA"),
        ("Resolução do Conselho Nacional de Saúde nº 453/2012", "Conselho Nacional de Saúde"),
        ("Norma Operacional Básica do SUS - 01/93", None),
        ("Lei Orgânica da Saúde nº 8.080/90", None),
        ("Resolução 196/96 do CNS, que", "CNS"),
        ("Resolução nº 333, de 04/11/03, do Conselho Nacional de Saúde", "Conselho Nacional de Saúde"),
        ("Resolução CIB/GO Ad Referendum nº 04, de 12 de março de 2021", "CIB/GO"),
        ("Ordem de Serviço nº 3/2021, do Contrato nº 17/2021", None),
        ("Decreto nº 5/2020", None),
    ],
)
def test_issuers(text: str, issuer: str | None) -> None:
    (one,) = refs(text)
    assert (one.issuer.value if one.issuer else None) == issuer


def test_letters_behind_a_list_are_of_all() -> None:
    assert [each.issuer.value for each in refs("Portarias nºs 3 e 6/GM/MS, ambas de 2017") if each.issuer] == ["GM/MS", "GM/MS"]


MERGED = [
    ("Lei nº 8.666/93. Lei n° 8.666 de 1993. Lei 8666/1993, de 21 de junho de 1993", ["lei 8666/1993"]),
    ("Portaria nº 5; depois Portaria nº 5/2020", ["portaria 5/2020"]),
    ("Portaria nº 5/2020; depois Portaria nº 5", ["portaria 5/2020"]),
    ("Portaria nº 5/2019 e Portaria nº 5/2020", ["portaria 5/2019", "portaria 5/2020"]),
    ("Portaria nº 5/2020/SMS e Portaria nº 5/2020/SEDUC", ["portaria 5/2020", "portaria 5/2020"]),
    ("Resolução CIB nº 5/2020 e Resolução CIB/GO nº 5/2020", ["resolucao 5/2020"]),
    ("Resolução nº 5/2020 e Resolução nº 5-A/2020", ["resolucao 5/2020", "resolucao 5-A/2020"]),
    ("Lei nº 5/2020 e Lei Complementar nº 5/2020", ["lei 5/2020", "lei_complementar 5/2020"]),
    # the author's slip: the mention's own date shows the year
    ("Portaria nº 123/2022, de 15 de março de 2022; Portaria nº 123/2021, de 14 de março de 2022", ["portaria 123/2022"]),
    ("Portaria nº 123/2021, de 14 de março de 2022; Portaria nº 123/2022", ["portaria 123/2022"]),
    ("Constituição Federal, CF/88, ADCT", ["constituicao"]),
]


@pytest.mark.parametrize(("text", "told"), MERGED)
def test_once_per_act(text: str, told: list[str]) -> None:
    assert names(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "PORTARIA Nº 999/2022",
        "ANEXO I DA PORTARIA SES Nº 999 DE 9 DE MARÇO DE 2022",
        "esta Portaria nº 999",
        "Portaria nº 0999/2022/GAB",
        "PORTARIA Nº 9992022/GAB",
    ],
)
def test_the_act_itself_is_none(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Portaria nº 999/2021", "portaria 999/2021"),
        ("Portaria nº 999-A/2022", "portaria 999-A/2022"),
        ("Decreto nº 999/2022", "decreto 999/2022"),
        ("Portaria nº 99/2022", "portaria 99/2022"),
    ],
)
def test_its_namesakes_are(text: str, told: str) -> None:
    assert names(text) == [told]


@pytest.mark.parametrize("row", rows("reference_types"), ids=lambda row: str(row["id"]))
def test_types_find_their_own_examples(row: dict[str, object]) -> None:
    for example in strings(row, "examples"):
        assert [each.type.value for each in refs(example)][:1] == [row["type"]], example
    for example in strings(row, "counterexamples"):
        assert row["type"] not in [each.type.value for each in refs(example)], example


@pytest.mark.parametrize("table", ["reference_words", "issuer_letters"])
def test_words_and_letters_hold_by_their_examples(table: str) -> None:
    for row in rows(table):
        if table == "issuer_letters":
            told = [
                each.issuer and each.issuer.value for e in strings(row, "examples") for each in refs(f"Portaria {e} nº 5/2020")
            ]
            assert told == [row["letters"]] * len(strings(row, "examples"))
        else:
            assert all(len(refs(example)) == 1 for example in strings(row, "examples"))
            assert row["kind"] == "void" or not any(refs(example) for example in strings(row, "counterexamples"))


@given(
    st.integers(1, 20_000), st.integers(1950, 2022), st.sampled_from(["Lei", "Decreto", "Portaria", "Resolução", "Nota Técnica"])
)
def test_written_and_read(number: int, year: int, printed: str) -> None:
    text = f"nos termos da {printed} nº {number:,}".replace(",", ".") + f", de 5 de maio de {year}, e do processo nº 7/2020"
    (one,) = find_references(text, [Span(0, len(text))], own=OwnHead("edital", "1", None, 2022))
    assert one.number is not None
    assert one.year is not None
    assert (one.number.value, one.year.value) == (str(number), year)


@given(st.text(alphabet="LeiDcrtoPan nº°./,-0123456789eAS\n", max_size=60))
def test_noise_never_fails_and_spans_lie_inside(text: str) -> None:
    for each in refs(f"Lei {text}"):
        assert 0 <= each.raw.span.start < each.raw.span.end <= len(text) + 4


def test_offsets_are_of_the_text() -> None:
    text = "Lei nº 1/2001; Lei nº 2/2002; Lei nº 3/2003"
    (one,) = find_references(text, [Span(15, 28)], own=OWN)
    assert one.raw.span.of(text) == "Lei nº 2/2002"
    assert one.number is not None
    assert one.number.span.of(text) == "2"


def joined(lines: list[str]) -> str:
    """The lines of an act as the layout step joins them, roughly."""
    text = regex.sub(r"(?<=/)\n(?=\S)", "", "\n".join(lines))
    text = regex.sub(r"(?<=\w)-\n(?=\w)", "", text)
    return regex.sub(r"(?<=\S)\n *(?=[^\n\s])", " ", text)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["000", "001", "003", "004"])
def test_gold(name: str) -> None:
    if not SHARED.exists():
        pytest.skip("the shared gold is not beside the project")
    for act in json.loads((SHARED / "gold" / f"{name}.json").read_text("utf-8")):
        lines = (SHARED / "seeds" / act["source"]).read_text("utf-8").split("\n")
        text = joined(lines[act["line_start"] - 1 : act["line_end"]])
        found = refs(text, OwnHead(act["type"], act["number"], act["number_suffix"], act["year"]))
        told = {(r.type.value, r.number and r.number.value, r.year and r.year.value, r.relation.value) for r in found}
        gold = {(r["type"], r["number"], r["year"], r["relation"]) for r in act["references"] if not r.get("optional")}
        assert told == gold
