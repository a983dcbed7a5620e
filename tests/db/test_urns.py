from __future__ import annotations

import pytest

from db.urns import urn

MT = "urn:lex:br;mato.grosso"


def head(issuer: str | None, place: str | None, acronym: str | None = None, **more: str | None) -> str | None:
    told = {"type": "portaria", "number": "5", "number_suffix": None, "date": "2020-01-31"}
    return urn({**told, "issuer": issuer, "place": place, "issuer_acronym": acronym, **more})


@pytest.mark.parametrize(
    ("issuer", "place", "acronym", "found"),
    [
        ("Secretaria de Estado de Saúde de Mato Grosso", None, None, f"{MT}:secretaria.saude"),
        ("Secretaria de Estado de Saúde", "Cuiabá-MT", None, f"{MT}:secretaria.saude"),
        ("Secretaria de Estado de Saúde", "Cuiabá/MT", None, f"{MT}:secretaria.saude"),
        ("Secretaria de Estado de Saúde", "Cuiabá (MT)", None, f"{MT}:secretaria.saude"),
        ("Secretaria de Estado de Saúde", "Cuiabá - Mato Grosso", None, f"{MT}:secretaria.saude"),
        ("Secretaria de Estado de Saúde", "Cuiabá", "SES/MT", f"{MT}:secretaria.saude"),
        ("Comissão Intergestores Bipartite", "Cuiabá", "CIB/MT", f"{MT}:comissao.intergestores.bipartite"),
        ("Secretaria de Estado de Saúde do Mato Grosso do Sul", None, None, "urn:lex:br;mato.grosso.sul:secretaria.saude"),
        ("Conselho Estadual de Saúde do Estado de Mato Grosso", None, None, f"{MT}:conselho.estadual.saude"),
        ("Tribunal de Contas do Estado", "Cuiabá-MT", None, f"{MT}:tribunal.contas"),
        ("Governo do Distrito Federal", "Brasília-DF", None, "urn:lex:br;distrito.federal:governo"),
        ("Secretaria de Estado da Fazenda", "Belém-PA", None, "urn:lex:br;para:secretaria.fazenda"),
        ("Prefeitura Municipal de Ji-Paraná", "Ji-Paraná-RO", None, "urn:lex:br;rondonia;ji.parana:prefeitura.municipal"),
        ("Secretaria Municipal de Saúde", "Sinop-MT", None, f"{MT};sinop:secretaria.saude"),
        ("Prefeitura Municipal de Mato Grosso", "Mato Grosso-PB", None, "urn:lex:br;paraiba;mato.grosso:prefeitura.municipal"),
        ("Ministério da Saúde", "Brasília-DF", None, "urn:lex:br:ministerio.saude"),
        ("Agência Nacional de Vigilância Sanitária", None, None, "urn:lex:br:agencia.nacional.vigilancia.sanitaria"),
        ("Ministério Público do Estado do Pará", None, None, "urn:lex:br;para:ministerio.publico"),
    ],
)
def test_an_authority_and_its_place(issuer: str, place: str | None, acronym: str | None, found: str) -> None:
    assert head(issuer, place, acronym) == f"{found}:portaria:2020-01-31;5"


@pytest.mark.parametrize(
    ("issuer", "place", "acronym"),
    [
        (None, "Cuiabá-MT", None),
        ("", "Cuiabá-MT", None),
        ("Secretaria de Estado de Saúde", "Cuiabá", None),
        ("Secretaria de Estado de Saúde", None, None),
        ("Secretaria de Estado de Saúde", "Cuiabá-XX", None),
        ("Secretaria Municipal de Saúde", "Sinop", None),
        ("Secretaria Municipal de Saúde", None, "SMS/MT"),
        ("Prefeitura Municipal de Ji-Paraná", "Ji-Paraná", None),
        ("Câmara Municipal de Várzea Grande", "Cuiabá-MT", None),
        ("Instituto de Pesquisa", "Cuiabá-MT", None),
        ("Superintendência Estadual do Ministério da Saúde", "Cuiabá-MT", None),
        ("Conselho Municipal e Estadual", "Cuiabá-MT", None),
    ],
)
def test_an_authority_that_is_unsure_has_no_urn(issuer: str | None, place: str | None, acronym: str | None) -> None:
    assert head(issuer, place, acronym) is None


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"type": "lei_complementar"}, f"{MT}:estadual:lei.complementar:2020-01-31;5"),
        ({"type": "decreto"}, f"{MT}:estadual:decreto:2020-01-31;5"),
        ({"type": "oficio_circular"}, f"{MT}:secretaria.saude:oficio.circular:2020-01-31;5"),
        ({"number_suffix": "A"}, f"{MT}:secretaria.saude:portaria:2020-01-31;5-a"),
        ({"number": None}, None),
        ({"number": ""}, None),
        ({"number": "5/6"}, None),
        ({"date": None}, None),
        ({"type": None}, None),
    ],
)
def test_type_number_and_date(more: dict[str, str | None], found: str | None) -> None:
    assert head("Secretaria de Estado de Saúde", "Cuiabá-MT", **more) == found


def test_a_record_without_a_head_has_no_urn() -> None:
    assert urn({}) is None
