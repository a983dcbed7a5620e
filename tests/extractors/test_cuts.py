"""What people say of where acts begin: acts split and merged as they want, and told where they agree with the reading."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.cuts import MERGE, SPLIT, Cut, placed
from corpus.spans import NormalizedText
from extractors.acts import find_acts

TEXT = """PREFEITURA MUNICIPAL DE SINOP

PORTARIA Nº 12/2010

O PREFEITO MUNICIPAL, no uso de suas atribuições, RESOLVE:

Art. 1º Designar Ana Lima para a comissão.

Sinop, 4 de maio de 2010.

JOSÉ DA SILVA
Prefeito Municipal

Portaria n.13 de 2010, que nomeia os membros
O PREFEITO MUNICIPAL, no uso de suas atribuições, RESOLVE:

Art. 1º Nomear Rui Sá.

Sinop, 5 de maio de 2010.

JOSÉ DA SILVA
Prefeito Municipal

PORTARIA Nº 14/2010

O PREFEITO MUNICIPAL, no uso de suas atribuições, RESOLVE:

Art. 1º Exonerar Eva Paz.

Sinop, 6 de maio de 2010.

JOSÉ DA SILVA
Prefeito Municipal
"""
SECOND, THIRD, ORDER, PERSON = "Portaria n.13", "PORTARIA Nº 14", "Art. 1º Nomear", "Rui Sá"


def cut(kind: str, printed: str, number: int = 1) -> Cut:
    at = TEXT.index(printed)
    return Cut(number, kind, at, TEXT[at : TEXT.index("\n", at)])


CASES: list[tuple[tuple[Cut, ...], list[str | None], list[str]]] = [
    ((), ["12", "14"], []),
    ((cut(SPLIT, SECOND),), ["12", "13", "14"], ["active"]),
    ((cut(SPLIT, THIRD),), ["12", "14"], ["confirmed"]),
    ((cut(SPLIT, ORDER),), ["12", None, "14"], ["active"]),
    ((cut(SPLIT, PERSON),), ["12", None, "14"], ["active"]),
    ((cut(MERGE, THIRD),), ["12"], ["active"]),
    ((cut(MERGE, SECOND),), ["12", "14"], ["confirmed"]),
    ((cut(MERGE, "PORTARIA Nº 12"),), ["12", "14"], ["confirmed"]),
    ((cut(SPLIT, SECOND), cut(MERGE, THIRD, 2)), ["12", "13"], ["active", "active"]),
    ((cut(MERGE, THIRD), cut(SPLIT, THIRD, 2)), ["12", "14"], ["active", "active"]),
    ((Cut(1, SPLIT, 9, "não está aqui"),), ["12", "14"], ["orphaned"]),
    ((Cut(1, SPLIT, 9, "JOSÉ DA SILVA"),), ["12", "14"], ["orphaned"]),
]


@pytest.mark.parametrize(("said", "numbers", "states"), CASES)
def test_acts_begin_where_people_say(said: tuple[Cut, ...], numbers: list[str | None], states: list[str]) -> None:
    found = find_acts(NormalizedText(TEXT), said)
    assert [act.number and act.number.value for act in found.acts] == numbers
    assert [(each.id, each.state) for each in found.cuts] == [(each.id, state) for each, state in zip(said, states, strict=True)]


def test_an_act_without_a_heading_has_the_type_of_the_one_before_as_a_guess() -> None:
    act = find_acts(NormalizedText(TEXT), [cut(SPLIT, ORDER)]).acts[1]
    assert (act.type.value, act.type.confidence, act.type.derived) == ("portaria", 0.5, True)
    assert "no_type" in [each.code for each in act.problems]
    assert act.number is None


def test_an_act_before_the_first_is_read_by_its_heading_alone() -> None:
    lost = TEXT.replace("PORTARIA Nº 12/2010", "Portaria n.12 de 2010, que designa")
    assert [act.number and act.number.value for act in find_acts(NormalizedText(lost)).acts] == ["14"]
    at = lost.index("PREFEITURA")
    found = find_acts(NormalizedText(lost), [Cut(1, SPLIT, at, "PREFEITURA MUNICIPAL DE SINOP")])
    assert [act.number and act.number.value for act in found.acts] == ["12", "14"]
    at = lost.index("Art. 1º Designar")
    nothing = find_acts(NormalizedText(lost), [Cut(1, SPLIT, at, "Art. 1º Designar Ana Lima para a comissão.")])
    assert [each.state for each in nothing.cuts] == ["orphaned"]


PLACES = [
    ("a\nb c\nd", 2, "b c", 2),
    ("novo\na\nb  c\nd", 2, "b c", 7),
    ("a\n   b c\nd", 9, "b c", 5),
    ("a b c d", 0, "b c", 2),
    ("b c\nb c", 1, "b c", None),
    ("b c\nb c", 4, "b c", 4),
    ("a\nd", 2, "b c", None),
    ("", 0, "b", None),
]


@pytest.mark.parametrize(("raw", "at", "line", "found"), PLACES)
def test_a_place_is_found_again_by_its_line(raw: str, at: int, line: str, found: int | None) -> None:
    assert placed(Cut(1, SPLIT, at, line), raw) == found


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([MERGE, SPLIT]), st.integers(0, len(TEXT.rstrip()) - 1)).filter(
            lambda each: not TEXT[each[1]].isspace()
        ),
        max_size=4,
    )
)
def test_wherever_people_cut_each_act_is_its_own_stretch(said: list[tuple[str, int]]) -> None:
    cuts = [Cut(number, kind, at, TEXT[at : at + 9].split("\n", maxsplit=1)[0]) for number, (kind, at) in enumerate(said, 1)]
    found = find_acts(NormalizedText(TEXT), cuts)
    assert [each.id for each in found.cuts] == [each.id for each in cuts]
    ends = [act.span for act in found.acts]
    assert all(one.end <= other.start for one, other in pairwise(ends))
    assert found.acts
