"""For whom an issuer speaks: level, state and municipality, and proper names behind letters."""

from __future__ import annotations

import pytest

from corpus.acts import Found
from corpus.issuers import letters_of_bodies, level_of
from corpus.spans import Span
from extractors.acts.jurisdictions import jurisdiction, of_letters


def at(value: str | None, start: int) -> Found[str] | None:
    return None if value is None else Found(value, Span(start, start + len(value)), "test")


@pytest.mark.parametrize(
    ("issuer", "letters", "place", "told"),
    [
        ("Ministério da Saúde", "GM/MS", "Brasília-DF", ("federal", None, None)),
        ("Agência Nacional de Vigilância Sanitária", None, None, ("federal", None, None)),
        ("Comissão de Valores Mobiliários", None, None, ("federal", None, None)),  # by the table alone
        ("Secretaria de Estado de Fazenda de Goiás", None, None, ("estadual", "GO", None)),
        ("Conselho Estadual de Saúde de Mato Grosso do Sul", None, "Campo Grande", ("estadual", "MS", None)),
        ("Conselho Estadual de Saúde", "CES/MT", None, ("estadual", "MT", None)),
        ("Secretaria de Estado de Saúde", None, "Cuiabá-MT", ("estadual", "MT", None)),
        ("Conselho Estadual de Educação", None, None, ("estadual", None, None)),
        ("Secretaria de Estado de Educação do Distrito Federal", None, "Brasília-DF", ("distrital", "DF", None)),
        ("Prefeitura Municipal de Sinop", None, "Sinop-MT", ("municipal", "MT", "5107909")),
        ("Prefeitura Municipal de Sinop", None, "Sinop", ("municipal", None, None)),  # the state is not told
        ("Prefeitura Municipal de Sinop", None, "Cuiabá-MT", ("municipal", None, None)),  # told in two ways
        ("Secretaria Municipal de Obras", None, "Lages/SC", ("municipal", "SC", "4209300")),
        ("Hospital Santa Rita", None, "Recife-PE", (None, None, None)),
        ("Conselho Regional de Química", None, None, (None, None, None)),
        ("Comissão Nacional do Conselho Estadual", None, None, (None, None, None)),
    ],
)
def test_level_and_place(issuer: str, letters: str | None, place: str | None, told: tuple[str | None, ...]) -> None:
    found = jurisdiction(at(issuer, 0), at(letters, 100), at(place, 200))
    assert tuple(each.value if each else None for each in found) == told
    assert all(each.derived for each in found if each)


def test_no_issuer_speaks_for_nobody() -> None:
    assert jurisdiction(None, at("SES/MT", 0), at("Cuiabá-MT", 10)) == (None, None, None)


def test_each_value_rests_on_what_told_it() -> None:
    found = jurisdiction(at("Prefeitura Municipal de Sinop", 0), None, at("Sinop-MT", 200))
    assert [each.span.start for each in found if each] == [0, 200, 200]
    by_letters = jurisdiction(at("Conselho Estadual de Saúde", 0), at("CES/MT", 100), None)
    assert [each.span.start for each in by_letters if each] == [0, 100]


@pytest.mark.parametrize(
    ("text", "letters", "name"),
    [
        ("a Secretaria de Estado de Saúde (SES/MT) informa", "SES/MT", "Secretaria de Estado de Saúde"),
        ("o Conselho Estadual de Trânsito - CET/PR, reunido", "CET/PR", "Conselho Estadual de Trânsito"),
        ("nada de nomes", "ANVISA", "Agência Nacional de Vigilância Sanitária"),
        ("nada de nomes", "SES/MT", None),
        ("o Fundo de Amparo Rural (SES/MT)", "SES/MT", None),  # not its initials
        ("Serviço Social Rural (SSR) e Secretaria de Saúde Rural (SSR)", "SSR", None),  # two names
        ("a Secretaria de Estado de Saúde (SES/MT)", "SES/GO", None),
    ],
)
def test_the_name_behind_letters(text: str, letters: str, name: str | None) -> None:
    found = of_letters(text, [Span(0, len(text))], at(letters, 0))
    assert (found.value if found else None) == name
    assert found is None or found.derived


def test_bodies_known_by_letters_say_their_own_level() -> None:
    for letters, body in letters_of_bodies().items():
        assert letters == letters.upper()
        assert level_of(body.name, "") == body.level, letters
