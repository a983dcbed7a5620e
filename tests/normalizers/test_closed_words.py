"""A month between its day and its year, a kind of act before its number, read badly."""

from __future__ import annotations

import pytest

from corpus.context import Context
from normalizers.closed_words import closed_edits

DAMAGED = Context(damage=0.1)


@pytest.mark.parametrize(
    ("read", "month"),
    [
        ("Ijuí, 12 de Marso de 1953", "Março"),
        ("aos 4 dias do mês de mar¢co de 2002", "março"),
        ("1* de marc0 de 2019", "março"),
        ("28 de dezcmbro de 1997", "dezembro"),
        ("2 (dois) de ag6sto de 1954", "agosto"),
        ("DE 3 DE MARSO DE 1913", "MARÇO"),
        ("5 de juuho de 2.000", "junho"),
        ("dois de julh0 de dois mil e um", "julho"),
        ("aos vinte dias do mez de malo de mil novecentos e treze", "maio"),
    ],
)
def test_one_month_explains_it(read: str, month: str) -> None:
    assert [edit.new for edit in closed_edits(read, DAMAGED)] == [month]


@pytest.mark.parametrize(
    ("read", "kind"),
    [
        ("a Lci nº 8.080, de 19 de setembro de 1990", "Lei"),
        ("da Lel Complementar nº 140, de 8 de dezembro de 2011", "Lei"),
        ("o Decrelo nº 5.212, de 02/01/97", "Decreto"),
        ("na Reso1uséo SS n° 87, de 8 de abril de 2013", "Resolução"),
        ("a Portarla n. 12/2003", "Portaria"),
        ("LUIZ PRATES\nPrefeilo Municipal\n", "Prefeito"),
        ("ANA PRATES\nSubsecrel4ria de Estado de Obras", "Subsecretaria"),
        ("Ana Prates\n  Seeretaria", "Secretaria"),
        ("Rui Prates\nCoordeuador Geral.", "Coordenador"),
    ],
)
def test_one_kind_explains_it(read: str, kind: str) -> None:
    assert [edit.new for edit in closed_edits(read, DAMAGED)] == [kind]


@pytest.mark.parametrize(
    "kept",
    [
        "12 de março de 1953",
        "4 de agôsto de 1950",
        "20 de Septembro de 1911",
        "5 de maior de 1998",
        "5 de prata de 1900",
        "2 de anos de 2010",
        "fardos de marso de 1953",
        "12 de marso, sexta-feira",
        "12 de marso de 19530",
        "5 de jho de 2001",
        "Lei nº 8.080/90",
        "Lote nº 5/90",
        "LCI nº 5/90",
        "Lci nº 5",
        "Resolucao nº 5/90",
        "Conta n. 5.212/97",
        "Prefeito Municipal",
        "Prefeitura Municipal",
        "Prefeilo Municipal assinou; depois",
        "Prates de Souza",
        "o Prefeilo Municipal",
        "Direto",
    ],
)
def test_kept_as_printed(kept: str) -> None:
    assert not [*closed_edits(kept, DAMAGED)]


def test_switched_off() -> None:
    assert not [*closed_edits("12 de marso de 1953", Context(damage=0.1, disabled=frozenset({"month-dated"})))]
