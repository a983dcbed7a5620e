"""Personal numbers: found by label and form, their check digits tested."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.knowledge import Row, rows, string, strings
from corpus.values.codes import parse_cpf
from corpus.values.persons import holds
from extractors.fields.personal import find_personal_numbers
from tests.extractors.texts import PORTARIA, only

ROWS = [pytest.param(row, id=string(row, "id")) for row in rows("personal_numbers")]


@pytest.mark.parametrize("row", ROWS)
def test_a_row_finds_its_examples_and_no_counterexample(row: Row) -> None:
    for text in strings(row, "examples"):
        found = find_personal_numbers(text)
        assert {each.kind for each in found} == {row["kind"]}, text
        assert all(each.valid is not False for each in found), text
    for text in strings(row, "counterexamples"):
        assert [each for each in find_personal_numbers(text) if each.kind == row["kind"]] == [], text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("CPF nº 529.982.247-26", [("cpf", "529.982.247-26", False)]),
        ("CPF 111.111.111-11", [("cpf", "111.111.111-11", False)]),
        ("CPF ***.982.247-**", [("cpf", "***.982.247-**", None)]),
        ("RG 17.440.912-X SSP/SP e CPF 529.982.247-25", [("rg", "17.440.912-X", None), ("cpf", "529.982.247-25", True)]),
        (
            "matrículas nºs 1234, 5678-9 e 9012",
            [("matricula", "1234", None), ("matricula", "5678-9", None), ("matricula", "9012", None)],
        ),
        ("PIS 120.56748.70-8", [("pis", "120.56748.70-8", False)]),
        ("CNS 700 0000 0000 0006", [("cns", "700 0000 0000 0006", False)]),
        ("título de eleitor nº 1023 4567 0192", [("titulo_de_eleitor", "1023 4567 0192", False)]),
        ("CNPJ 00.000.000/0001-91, processo 529.982.247-25/2011", []),
        ("R$ 529.982.247,25", []),
        ("", []),
    ],
)
def test_numbers_are_told_with_kind_span_and_check(text: str, told: list[tuple[str, str, bool | None]]) -> None:
    assert [(each.kind, each.span.of(text), each.valid) for each in find_personal_numbers(text)] == told


@given(st.text(alphabet="0123456789", min_size=9, max_size=9), st.integers(0, 10), st.integers(1, 9))
def test_one_digit_changed_is_seen(body: str, place: int, by: int) -> None:
    """Both check digits of a CPF see every change of one digit but for ten and eleven, which both count as 0."""
    code = next((body + f"{n:02}" for n in range(100) if parse_cpf(body + f"{n:02}")), None)
    if code is None:
        assert len(set(body)) == 1
        return
    changed = code[:place] + str((int(code[place]) + by) % 10) + code[place + 1 :]
    assert holds("cpf", code) is True
    assert holds("cpf", changed) is (parse_cpf(changed) is not None)
    if place > 8:
        assert holds("cpf", changed) is False


@given(st.text(max_size=60))
def test_spans_are_inside_and_apart(text: str) -> None:
    found = find_personal_numbers(text)
    assert all(0 <= each.span.start < each.span.end <= len(text) for each in found)
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(found))


def test_failing_digits_are_a_problem_that_does_not_tell_the_number() -> None:
    act = only(PORTARIA.replace("depende de reserva", "depende de reserva por CPF nº 529.982.247-26"))
    (problem,) = act.problems
    assert problem.code == "check_digit"
    assert "529" not in problem.detail
    assert only(PORTARIA.replace("depende de reserva", "depende do CPF nº 529.982.247-25")).problems == ()
