"""Secretária under a woman's name; the body stays secretaria."""

from __future__ import annotations

import pytest

from normalizers.signing_women import signing
from normalizers.tokens import tokens

WOMEN = (
    "Palmas, 3 de maio de 1994.\n\nCLEUSA FERREIRA DIAS\nSECRETARIA DE ESTADO DA SAUDE",
    "Iracema de Souza Prado\n  Secretaria Municipal de Educacao",
    "ass. ZULMIRA BRANDAO - Secretaria",
    "Profª. Ivone Teles, Secretaria Adjunta",
    "(a) Rute D. Siqueira\nSubsecretaria",
)
BODIES = (
    "Palmas, 3 de maio de 1994.\n\nCLEUSA FERREIRA DIAS\n\nSECRETARIA DE ESTADO DA SAUDE",
    "JOSE PEREIRA LIMA\nSECRETARIA DE ESTADO DA SAUDE",
    "PREFEITURA MUNICIPAL DE PALMAS\nSECRETARIA DE SAUDE",
    "Camara Municipal\nSecretaria Geral",
    "a servidora Maria Lima foi cedida, Secretaria de Obras",
    "Encaminhe-se a Secretaria de Saude.",
    "PORTARIA CONJUNTA\nSecretaria de Fazenda",
    "Maria\nSecretaria de Saude",
    "Secretaria de Saude",
)


@pytest.mark.parametrize("text", WOMEN)
def test_the_woman_who_signs(text: str) -> None:
    (verdict,) = signing(text, tokens(text), lost=1.0).values()
    assert verdict.choice.word.endswith("secretária")


@pytest.mark.parametrize("text", BODIES)
def test_the_body(text: str) -> None:
    assert not signing(text, tokens(text), lost=1.0)


@pytest.mark.parametrize("text", WOMEN)
def test_a_source_that_keeps_accents_is_left(text: str) -> None:
    assert not signing(text, tokens(text), lost=0.2)
