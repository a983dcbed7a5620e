"""The place before the date of signing, read badly."""

from __future__ import annotations

import pytest

from normalizers.signing_places import signed_places
from normalizers.tokens import tokens


def meant(text: str, state: str | None) -> list[str]:
    found = tokens(text)
    places = signed_places(text, found, [token.text.lower() for token in found], state=state)
    return [places[at].choice.word for at in sorted(places)]


@pytest.mark.parametrize(
    ("text", "state", "word"),
    [
        ("Cratets-CE, aos vinte e nove dias do mês de agosto", None, "crateús"),
        ("Itaberaf (GO), 11/12/2015.", "SP", "itaberaí"),
        ("Timbatba, 22 de maio de 2003", "PE", "timbaúba"),
        ("Palácio, em Quixad4, 3 de maio de 1951", "CE", "quixadá"),
        ("Quixada-CE, 3 de maio de 1951", None, "quixadá"),
    ],
)
def test_one_municipality_explains_it(text: str, state: str | None, word: str) -> None:
    assert meant(text, state) == [word]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Timbatba, 22 de maio de 2003", None),
        ("Timbatba, 22 de maio de 2003", "SP"),
        ("Crateús-CE, 3 de maio de 1951", None),
        ("Sobral, 3 de maio de 1951", "PE"),
        ("o povo de Timbatba, 22 anos", "PE"),
        ("Timbatba, terça-feira", "PE"),
        ("Xyzab, 3 de maio de 1951", "PE"),
    ],
)
def test_kept_as_printed(text: str, state: str | None) -> None:
    assert meant(text, state) == []
