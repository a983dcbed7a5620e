"""Notes under a table of an annex are no prose of it, however they are broken."""

from __future__ import annotations

import pytest

from tests.extractors.texts import only

ACT = """PORTARIA Nº 9, DE 2 DE JUNHO DE 2010

Distribui cotas.

O SECRETÁRIO DE ESTADO DE SAÚDE, no uso de suas atribuições,

RESOLVE:

Art. 1º Distribuir as cotas do Anexo.

Natal-RN, 2 de junho de 2010.

Fulano de Tal Pereira
Secretário de Estado de Saúde

ANEXO I

Unidade        Cota       Valor
Posto Norte      12      120,00
Posto Sul         8       80,00
Posto Leste       5       50,00
TOTAL            25      250,00

"""


@pytest.mark.parametrize(
    ("notes", "text"),
    [
        ("* Cota = consultas básicas (cód. 01-\n\n05); curativos (cód. 06).\n", None),
        ("Fonte: relatório da Coordenação,\n\nda Gerência e dos postos.\n", None),
        ("Fonte: relatório anual.\n\nAs cotas valem por um ano.\n", "As cotas valem por um ano."),
        ("As cotas valem (por ora)\n\n* valores em reais\n", "As cotas valem (por ora)"),
    ],
)
def test_a_note_that_is_broken_off_goes_on(notes: str, text: str | None) -> None:
    (annex,) = only(ACT + notes).annexes
    assert (annex.text.value if annex.text else None) == text
