"""The provisions of other acts that a text cites."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.spans import Span
from extractors.fields.references import OwnHead, find_references

OWN = OwnHead("portaria", "1", None, 2020)


def cited(text: str) -> list[str | None]:
    found = find_references(text, [Span(0, len(text))], own=OWN)
    return [" ".join(path.value for path in each.provisions) or None for each in found]


CASES = [
    # downwards
    ("nos termos do art. 5º, § 1º, inciso III, da Lei nº 8.080, de 19 de setembro de 1990", "art5/par1/inc3"),
    ("os arts. 3º e 4º do Decreto nº 7.508/2011", "art3 art4"),
    ("com base no art. 24, II, da Lei nº 8.666/93", "art24/inc2"),
    ("o art. 37, XXI, da Constituição Federal", "art37/inc21"),
    ('o art. 9º, I, "b", da Lei nº 90/1980', "art9/inc1/ali2"),
    ("art. 37, caput, da CF/88", "art37"),
    ("artigo 2.045 da Lei nº 10.406/2002", "art2045"),
    ("arts. 1º a 3º da Lei nº 6/1990", "art1 art2 art3"),
    ("parágrafo primeiro do artigo quinto da Lei nº 86/1976", "art5/par1"),
    ("art. 3º e art. 8º da Lei nº 91/1981", "art3 art8"),
    # upwards
    ("o inciso II do caput do art. 7º da LC nº 141/2012", "art7/inc2"),
    ("o inciso II do § 1º do art. 7º da Lei nº 10.100/2001", "art7/par1/inc2"),
    ('alíneas "a" e "b" do inciso I do art. 9º da Lei nº 55/1999', "art9/inc1/ali1 art9/inc1/ali2"),
    ("alínea a do inciso I e § 2º do art. 9º da Lei nº 55/1999", "art9/inc1/ali1 art9/par2"),
    ("o parágrafo único do art. 2º-A da Lei nº 7.853/1989", "art2-1/par1u"),
    ("incisos I, II e IV do art. 15 da Lei nº 80/1970", "art15/inc1 art15/inc2 art15/inc4"),
    ("§§ 1º e 2º do artigo 10 da Medida Provisória nº 2.200-2/2001", "art10/par1 art10/par2"),
    ("art. 3º e inciso II do art. 5º da Lei nº 81/1971", "art3 art5/inc2"),
    ("alínea b, inciso III, § 3º, art. 142, da Constituição Federal", "art142/par3/inc3/ali2"),
    ("item 2.1 do Edital nº 5/2010", "ite2.1"),
    # behind
    ("a Lei nº 8.666/93, art. 24, inciso IV, alínea a", "art24/inc4/ali1"),
    ("a Constituição Federal, em seu art. 198, § 3º", "art198/par3"),
    ("a Lei nº 6/1990 (arts. 1º e 2º)", "art1 art2"),
    # damaged
    ("inciso lI do art. 4° da Lei nº 8.142/90", "art4/inc2"),
    ("inciso I1 do art, 4o da Lei nº 8.142/90", "art4/inc2"),
    ("art 5, inc. II, da Lei nº 85/1975", "art5/inc2"),
    # several mentions of one act
    ("o art. 2º da Lei nº 92/1982 e o art. 5º da Lei nº 92/1982", "art2 art5"),
]


@pytest.mark.parametrize(("text", "paths"), CASES)
def test_provisions_cited(text: str, paths: str) -> None:
    assert cited(text) == [paths]


@pytest.mark.parametrize(
    "text",
    [
        "a Lei nº 83/1973",
        "o § 1º do art. 3º desta Lei e a Lei nº 83/1973",
        "a Lei nº 84/1974. Art. 2º Esta Lei entra em vigor",
        "a Lei nº 6/1990, art. 5º desta Portaria",
        "o inciso II da Lei nº 93/1983",  # of which article?
        "arts. 5º, § 1º, e 7º da Lei nº 82/1972",  # 7º may be an article or a paragraph
        "o inciso IIX do art. 5º da Lei nº 94/1984",
        "o art. 5º, que se refere à Lei nº 95/1985",
        "o artigo citado da Lei nº 96/1986",
        "arts. 1º a 900 da Lei nº 97/1987",
    ],
)
def test_no_provision_is_guessed(text: str) -> None:
    assert cited(text) == [None]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("art. 37 da CF/88 e art. 5º da Lei nº 9.784/1999", ["art37", "art5"]),
        ("a Lei nº 87/1977, art. 1º, e a Lei nº 88/1978", ["art1", None]),
        ("art. 6º das Leis nº 10/1990 e nº 11/1991", [None, None]),  # of which of the two?
        ("a Lei nº 98/1988, o art. 2º da Lei nº 99/1989", [None, "art2"]),
    ],
)
def test_each_act_has_its_own(text: str, paths: list[str | None]) -> None:
    assert cited(text) == paths


def test_the_span_is_that_of_the_phrase() -> None:
    text = "conforme o inciso I do art. 2º da Lei nº 92/1982 e o art. 5º da Lei nº 92/1982"
    found = find_references(text, [Span(0, len(text))], own=OWN)
    assert [path.span.of(text) for each in found for path in each.provisions] == ["inciso I do art. 2º", "art. 5º"]


@given(st.text(alphabet='art.incisoalínea §ºI,12 do"e', max_size=60))
def test_noise_before_an_act_never_fails(noise: str) -> None:
    text = f"{noise} da Lei nº 83/1973, {noise}"
    for each in find_references(text, [Span(0, len(text))], own=OWN):
        assert all(0 <= path.span.start < path.span.end <= len(text) for path in each.provisions)
