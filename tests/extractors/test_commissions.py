"""What commissions, councils and older letters print otherwise: heads, feet, addresses, relations."""

from __future__ import annotations

from datetime import date

import pytest

from tests.extractors.texts import SECOND, acts_of, only, value

COMMISSION = """COMISSÃO DE PISCICULTURA DO ESTADO DO TOCANTINS

{head}

Aprova o plano de açudes.

A Comissão de Piscicultura do Estado do Tocantins, no uso de suas atribuições,

RESOLVE:

Art. 1º Aprovar o plano de açudes.

Art. 2º Esta Resolução entra em vigor nesta data.

REPRESENTAÇÃO ESTADUAL

Lívia Parente Gomes
Secretária de Estado da Pesca

REPRESENTAÇÃO MUNICIPAL

Otoniel Bessa Dourado
Presidente da Associação
"""


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("Resolução nº 8/2021 - CPE            Palmas, 3 de maio de 2021.", "Palmas"),
        ("Resolução nº 8/2021 - CPE            Gurupi-TO, 3 de maio de 2021", "Gurupi-TO"),
        ("Resolução nº 8/2021 - CPE            Palmas. 3 de maio de 2021.", None),
    ],
)
def test_a_norm_may_have_place_and_date_beside_its_number(head: str, place: str | None) -> None:
    acts = acts_of(COMMISSION.format(head=head))
    assert [(value(a.number), value(a.date), value(a.place)) for a in acts] == (
        [("8", date(2021, 5, 3), place)] if place is not None else []
    )


@pytest.mark.parametrize(
    "line",
    [
        "Resolução nº 8/2021 - CPE que aprovou o plano, de Palmas, 3 de maio de 2021.",
        "Resolução nº 8/2021 - CPE Publicada no Diário Oficial, 3 de maio de 2021.",
    ],
)
def test_a_mention_is_no_head(line: str) -> None:
    assert acts_of(COMMISSION.format(head=line)) == ()


def test_whom_a_signature_stands_for_is_neither_name_nor_order() -> None:
    act = only(COMMISSION.format(head="RESOLUÇÃO CPE Nº 8, DE 3 DE MAIO DE 2021"))
    assert [s.name.value for s in act.signatories] == ["Lívia Parente Gomes", "Otoniel Bessa Dourado"]
    assert [p.text for p in act.provisions][-1:] != []
    assert "REPRESENTAÇÃO" not in act.provisions[-1].text.value


LETTER = """SECRETARIA DE PORTOS

Of. nº 31/2003-GAB{beside}

{head}

Senhor Diretor,

Informamos que a draga foi consertada, e que o canal está livre.

Atenciosamente,

JÚLIA SARAIVA MENDES
Secretária de Portos
{foot}"""


def letter(*, beside: str = "   Belém, 4 de abril de 2003.", head: str = "", foot: str = "") -> str:
    return LETTER.format(beside=beside, head=head, foot=foot)


@pytest.mark.parametrize(
    ("foot", "name", "role"),
    [
        (
            "\nIlmo. Sr.\nDr. Edgar Pinho Lobato\nDD. Diretor de Dragagem\nBelém - PA\n",
            "Edgar Pinho Lobato",
            "Diretor de Dragagem",
        ),
        ("\n[Imo. Sr.\nEdgar Pinho Lobato\nDD. Diretor de Dragagem\n", "Edgar Pinho Lobato", "Diretor de Dragagem"),
        ("\nExmo. Senhor\nEdgar Pinho Lobato\n", "Edgar Pinho Lobato", None),
        ("\nRua do Porto, 12\n", None, None),
        ("", None, None),
    ],
)
def test_an_address_may_stand_at_the_foot(foot: str, name: str | None, role: str | None) -> None:
    act = only(letter(foot=foot))
    told = act.recipient
    assert (value(told.name) if told else None, value(told.role) if told else None) == (name, role)
    assert [s.name.value for s in act.signatories] == ["JÚLIA SARAIVA MENDES"]


def test_a_point_for_the_comma_after_a_capital_is_believed() -> None:
    assert value(only(letter(beside=" Belém. 4 de abril de 2003.")).place) == "Belém"


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Aos(Às) Senhores(as)\nSecretários(as) Municipais de Pesca", "Secretários(as) Municipais de Pesca"),
        ("Aos Senhores\nDiretores de Escola", "Diretores de Escola"),
    ],
)
def test_a_letter_to_several_names_their_office(head: str, role: str) -> None:
    told = only(letter(head=head)).recipient
    assert told is not None
    assert (told.name, value(told.role)) == (None, role)


@pytest.mark.parametrize("first", ["Referência: Processo nº 4/2003", "Ref.: Nota Técnica nº 9/2003"])
def test_the_subject_is_what_assunto_says(first: str) -> None:
    assert value(only(letter(head=f"{first}\nAssunto: Conserto da draga.")).subject) == "Conserto da draga."
    assert value(only(letter(head=first)).subject) == first.partition(": ")[2]


def test_a_stamp_may_tell_its_day_over_its_number() -> None:
    told = only(letter(head="RECEBIDO EM 09/04/2003\nProtocolo: 447/2003\nHora: 10:35")).protocol
    assert told is not None
    assert (value(told.number), value(told.year), value(told.date), value(told.time)) == ("447", 2003, date(2003, 4, 9), "10:35")


def ordering(*orders: str, after: str = "") -> str:
    return SECOND.replace("Designar Caio Nunes Feitosa para responder pelo Setor de Compras.", "\n\n".join(orders)) + after


@pytest.mark.parametrize(
    ("order", "relations"),
    [
        ("Art. 1º Prorrogar o prazo, nos termos da Portaria nº 3/2009, que fica alterada no seu art. 2º.", ["amends"]),
        ("Art. 1º Prorrogar o prazo, nos termos da Portaria nº 3/2009, que altera a Portaria nº 2/2008.", ["cites", "cites"]),
        (
            "Art. 1º Ficam revogadas a Portaria nº 3/2009, publicada no D.O. nº 94, de 16 de maio de 2009, página 41, e a alínea “b” do art. 3º da Portaria nº 2/2008.",  # noqa: E501
            ["revokes", "amends"],
        ),
        ("Art. 1º Fica revogada a Portaria nº 3/2009, observada a Portaria nº 2/2008.", ["revokes", "cites"]),
    ],
)
def test_relations_over_a_publication_or_a_relative_clause(order: str, relations: list[str]) -> None:
    assert [r.relation.value for r in only(ordering(order)).references] == relations


@pytest.mark.parametrize(
    ("after", "numbers"),
    [
        ("\nHomologo a Portaria nº 19/2011, nos termos da Lei nº 8.142, de 28 de dezembro de 1990.\n", ["8142"]),
        ("\nDocumento assinado eletronicamente em 20/04/2011, conforme art. 2º da Lei nº 7.039/2010.\n", ["7039"]),
        ("\nPublicado em 20/04/2011.\n", []),
    ],
)
def test_acts_named_under_the_signatures_are_references(after: str, numbers: list[str]) -> None:
    assert [value(r.number) for r in only(ordering("Designar Caio Nunes Feitosa.", after=after)).references] == numbers


@pytest.mark.parametrize("first", ["] -", "[ -", "| -", "I -"])
def test_a_bracket_before_a_dash_is_the_stroke_of_one(first: str) -> None:
    act = only(ordering(f"Art. 1º O Setor:\n\n{first} compra;\n\nII - vende."))
    assert [value(p.number) for p in act.provisions[0].children] == ["I", "II"]


@pytest.mark.parametrize(
    ("role", "issuer"),
    [
        ("O SECRETÁRIO DE ESTADO DE TURISMO DE GOIÁS e Gestor do Fundo de Eventos", "Secretaria de Estado de Turismo de Goiás"),
        ("O SECRETÁRIO DE ESTADO DE TURISMO E LAZER", "Secretaria de Estado de Turismo e Lazer"),
    ],
)
def test_an_office_held_besides_is_no_part_of_the_body(role: str, issuer: str) -> None:
    assert value(only(SECOND.replace("O SECRETÁRIO DE ESTADO DE TURISMO", role)).issuer) == issuer


@pytest.mark.parametrize(
    ("heading", "label"),
    [("ANEXO\na que se refere o artigo 1º da Portaria nº 19/2011", "Anexo"), ("ANEXO A", "Anexo A"), ("ANEXO B", "Anexo B")],
)
def test_an_annex_that_says_what_it_belongs_to_has_no_letter(heading: str, label: str) -> None:
    act = only(SECOND + f"\n{heading}\n\nO prazo corre da data em que o setor recebe o pedido, e não da data do pedido.\n")
    assert [value(a.label) for a in act.annexes] == [label]


@pytest.mark.parametrize(
    ("line", "articles"),
    [
        ("Art. 2º, São deveres do Setor vigiar o prazo.", ["1", "2"]),
        ("Art. 2°, O prazo corre em dobro.", ["1", "2"]),
        ("Art. 2º, da mesma Portaria, segue em vigor.", ["1"]),
        ("Art. 2º, Inciso primeiro da mesma Portaria, segue.", ["1"]),
    ],
)
def test_a_stop_after_an_article_may_be_read_as_a_comma(line: str, articles: list[str]) -> None:
    act = only(ordering("Art. 1º O Setor vigia o prazo.", line))
    assert [value(p.number) for p in act.provisions if p.kind == "artigo"] == articles
