"""The command in this process, and acts of our own making."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from pipeline.__main__ import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PORTARIA = """PREFEITURA MUNICIPAL DE VÁRZEA NOVA
PORTARIA Nº 17, DE 4 DE MARÇO DE 2019.

Designa servidora para a comissão de inventário.

O PREFEITO MUNICIPAL DE VÁRZEA NOVA, no uso de suas atribuições legais,

RESOLVE:

Art. 1º Designar a servidora Joana Prado Leme para compor a comissão de inventário.

Art. 2º Esta Portaria entra em vigor na data de sua publicação.

Várzea Nova, 4 de março de 2019.

ANTÔNIO REIS CARDIM
Prefeito Municipal
"""

DECRETO = """DECRETO Nº 233, DE 9 DE JULHO DE 2020.

Abre crédito suplementar no orçamento vigente.

O PREFEITO MUNICIPAL DE VÁRZEA NOVA, no uso de suas atribuições, e considerando a Lei nº 1.050, de 2 de janeiro de 2020,

DECRETA:

Art. 1º Fica aberto crédito suplementar no valor de R$ 12.500,00 (doze mil e quinhentos reais).

Art. 2º Este Decreto entra em vigor na data de sua publicação.

Várzea Nova, 9 de julho de 2020.

ANTÔNIO REIS CARDIM
Prefeito Municipal
"""


DAMAGED = (
    """PREFEITURA MUNICIPAL DE VARZEA NOVA
RESOLUCAO N° 5, DE 9 DE MARCO DE 1996

0 CONSELHO MUNICIPAL DE SAUDE, no uso de suas atribuicoes legais e consi-
derando a necessidade de organizacao dos servicos de saude do municipio,
resolve aprovar o regulamento da comissao de avaliacao e dá outras providencias.

"""
    + """O conselho municipal avalia a organizacao dos servicos de saude do municipio e a
comissao de avaliacao, que e formada por sete membros, ouve os usuarios.

"""
    * 4
)


class Told(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str


@pytest.fixture
def lavra(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Told]:
    """Run the command in this process."""
    for name in ("LAVRA_DB", "LAVRA_DEBUG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: object) -> Told:
        capsys.readouterr()
        code = run([str(each) for each in arguments])
        told = capsys.readouterr()
        return Told(code, told.out, told.err)

    return call


@pytest.fixture
def acts(tmp_path: Path) -> Path:
    """A folder with two sources."""
    folder = tmp_path / "acts"
    folder.mkdir()
    (folder / "decreto.txt").write_text(DECRETO, "utf-8")
    (folder / "portaria.txt").write_text(PORTARIA, "utf-8")
    return folder
