"""Short acts written for the tests of the extractors; none of them was ever published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.spans import NormalizedText
from extractors.acts import find_acts

if TYPE_CHECKING:
    from corpus.acts import Act, Found

PORTARIA = """SECRETARIA DE ESTADO DE TURISMO

PORTARIA Nº 18/2011/SETUR, DE 4 DE MAIO DE 2011.

Disciplina o uso dos auditórios da Secretaria.

O SECRETÁRIO DE ESTADO DE TURISMO, no uso de suas atribuições legais, e

CONSIDERANDO a procura crescente pelos auditórios;

CONSIDERANDO, ainda, o disposto na Lei nº 7.212, de 3 de abril de 1999,

RESOLVE:

Art. 1º O uso dos auditórios depende de reserva.

§ 1º A reserva será feita com dez dias de antecedência:

I - pelo sítio da Secretaria; ou

II - no protocolo.

§ 2º Não se cobra pelo uso.

Art. 2º Esta Portaria entra em vigor na data de sua publicação.

Registre-se. Publique-se. Cumpra-se.

Palmas, 4 de maio de 2011.

LAURA BEZERRA PINTO
Secretária de Estado de Turismo
"""

SECOND = """PORTARIA Nº 19/2011/SETUR

O SECRETÁRIO DE ESTADO DE TURISMO, no uso de suas atribuições,

RESOLVE:

Designar Caio Nunes Feitosa para responder pelo Setor de Compras.

Palmas, 5 de maio de 2011.

LAURA BEZERRA PINTO
Secretária de Estado de Turismo
"""


def acts_of(text: str) -> tuple[Act, ...]:
    """Return the acts of a text that needs no repair."""
    return find_acts(NormalizedText(text)).acts


def only(text: str) -> Act:
    """Return the one act of a text."""
    (act,) = acts_of(text)
    return act


def value(found: Found[object] | None) -> object:
    """Return a leaf's value, None for none."""
    return found.value if found is not None else None
