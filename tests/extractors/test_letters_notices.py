"""Letters and notices: their own parts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from extractors.acts.notices import field_of
from tests.extractors.texts import acts_of, only, value

if TYPE_CHECKING:
    from corpus.acts import Act

LETTER = """ESTADO DO PIAUÍ
PREFEITURA MUNICIPAL DE OEIRAS
SECRETARIA MUNICIPAL DE CULTURA

OFÍCIO Nº 031/2015-SMC

Oeiras, 6 de abril de 2015.

À Senhora
Joana Dark Veloso
Presidente
Câmara Municipal de Oeiras

PROTOCOLO Nº 77/2015
Data: 07/04/2015 - Horário: 10:05

Assunto: Resposta ao Ofício nº 12/2015.

Senhora Presidente,

Em atenção ao Ofício nº 12/2015, informamos que o museu reabre em maio.

Agradecemos a atenção.

Atenciosamente,

Tomé Arrais Luz
Secretário Municipal de Cultura
"""


def test_a_letter_is_read() -> None:
    act = only(LETTER)
    assert act.recipient is not None
    assert act.protocol is not None
    assert (value(act.recipient.name), value(act.recipient.role), value(act.recipient.organization)) == (
        "Joana Dark Veloso",
        "Presidente",
        "Câmara Municipal de Oeiras",
    )
    assert [value(act.protocol.number), value(act.protocol.year), value(act.protocol.date), value(act.protocol.time)] == [
        "77",
        2015,
        date(2015, 4, 7),
        "10:05",
    ]
    assert value(act.subject) == "Resposta ao Ofício nº 12/2015."
    assert [b.value for b in act.body] == [
        "Em atenção ao Ofício nº 12/2015, informamos que o museu reabre em maio.",
        "Agradecemos a atenção.",
    ]
    assert value(act.issuer) == "Secretaria Municipal de Cultura"
    assert act.provisions == ()


def test_a_letter_without_stamp_has_none() -> None:
    act = only(LETTER.replace("PROTOCOLO Nº 77/2015\nData: 07/04/2015 - Horário: 10:05\n\n", ""))
    assert act.protocol is None
    assert act.recipient is not None


EXTRACT = """PREFEITURA MUNICIPAL DE OEIRAS

EXTRATO DE CONTRATO Nº 9/2015

PROCESSO: 44/2015

CONTRATANTE: Município de Oeiras

CONTRATADA: Gráfica Cajuína Ltda., CNPJ nº 11.222.333/0001-81

OBJETO: impressão de cartazes.

VALOR: R$ 4.100,00 (quatro mil e cem reais)

VIGÊNCIA: 3 (três) meses

DATA DA ASSINATURA: 2 de junho de 2015
"""


def extract() -> Act:
    return only(EXTRACT)


def test_an_extract_is_read() -> None:
    act = extract()
    assert (value(act.process), value(act.term), value(act.date)) == ("44/2015", "3 (três) meses", date(2015, 6, 2))
    assert [(p.name.value, value(p.part), value(p.cnpj)) for p in act.parties] == [
        ("Município de Oeiras", "contratante", None),
        ("Gráfica Cajuína Ltda.", "contratada", "11.222.333/0001-81"),
    ]
    assert [item.label.value for item in act.labelled][:3] == ["PROCESSO", "CONTRATANTE", "CONTRATADA"]
    assert act.body == ()


@pytest.mark.parametrize(
    ("label", "field"), [("VIGÊNCIA", "term"), ("Processo nº", "process"), ("Contratado", "party:contratada"), ("Data", "signed")]
)
def test_a_label_names_a_field(label: str, field: str) -> None:
    assert field_of(label) == field


@pytest.mark.parametrize("label", ["Considerando", "Portanto", "Art. 1º", "Cuiabá", ""])
def test_other_words_name_none(label: str) -> None:
    assert field_of(label) is None


LETTERS = """PREFEITURA MUNICIPAL DE CATENDE
Secretaria Municipal de Obras

OFÍCIO Nº 3/2003

Senhor Diretor,

Pedimos a recuperação da ponte.

Atenciosamente,

Ana Lúcia Bezerra
Secretária de Obras

GABINETE DO PREFEITO
OFÍCIO Nº 4/2003

Senhor Diretor,

Pedimos também a da estrada.

Atenciosamente,

João Paulo Arruda
{role}
"""


@pytest.mark.parametrize(
    ("role", "issuer"),
    [("Prefeito", "Prefeitura Municipal de Catende"), ("Chefe de Setor", "Secretaria Municipal de Obras")],
)
def test_a_letter_under_a_cabinet_is_of_the_body_whose_chief_signs(role: str, issuer: str) -> None:
    first, second = acts_of(LETTERS.format(role=role))
    assert (value(first.issuer), value(second.issuer)) == ("Secretaria Municipal de Obras", issuer)
    assert second.organ is None


@pytest.mark.parametrize("formula", ["TORNA PÚBLICO:", "torna público:", "\n\nTORNA PÚBLICO\n"])
def test_an_edital_makes_public(formula: str) -> None:
    act = only(
        f"EDITAL Nº 3/2011\n\nO SECRETÁRIO DE CULTURA, no uso de suas atribuições, {formula}\n\n"
        "1. DO OBJETO\n\n1.1 Constitui objeto deste Edital a seleção de projetos.\n\n2. DO PRAZO\n\n2.1 O prazo é de dez dias.\n"
    )
    assert str(value(act.enacting_formula)).lower() == "torna público"
    assert [p.number.value for p in act.provisions if p.number] == ["1", "2"]
