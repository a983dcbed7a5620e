"""Every row of the pattern tables fixes what it says it fixes and keeps what it says it keeps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.context import Context
from corpus.errors import KnowledgeError
from corpus.spans import NormalizedText
from normalizers import NORMALIZERS
from normalizers.pattern_rows import PatternRow, apart, pattern_rows
from tests.normalizers.edits import edit

STEPS = {"confusions": "confusions", "numerals": "numerals_confusions"}
DAMAGED = Context(damage=0.2)
FIXES = [
    pytest.param(step, row.rule, before, after, id=f"{row.rule}: {before!r}")
    for step, table in STEPS.items()
    for row in pattern_rows(table)
    for before, after in row.fixes
]
KEEPS = [
    pytest.param(step, text, id=f"{row.rule}: {text!r}")
    for step, table in STEPS.items()
    for row in pattern_rows(table)
    for text in row.keeps
]


def repaired(step: str, text: str, context: Context = DAMAGED) -> str:
    return NormalizedText(text).with_layer(step, NORMALIZERS.get(step)(text, context)).value


@pytest.mark.parametrize(("step", "rule", "before", "after"), FIXES)
def test_fixes(step: str, rule: str, before: str, after: str) -> None:
    assert repaired(step, before) == after
    assert rule in {edit.rule for edit in NORMALIZERS.get(step)(before, DAMAGED)}


@pytest.mark.parametrize(("step", "text"), KEEPS)
def test_keeps(step: str, text: str) -> None:
    assert repaired(step, text) == text


@pytest.mark.parametrize(("step", "rule", "before", "after"), FIXES)
def test_clean_text_is_left_alone(step: str, rule: str, before: str, after: str) -> None:
    assert rule
    assert after
    assert NORMALIZERS.get(step)(before, Context(damage=0.0)) == ()


@pytest.mark.parametrize(("step", "rule", "before", "after"), FIXES)
def test_a_rule_can_be_switched_off(step: str, rule: str, before: str, after: str) -> None:
    assert after
    off = Context(damage=0.2, disabled=frozenset({rule}))
    assert rule not in {edit.rule for edit in NORMALIZERS.get(step)(before, off)}


@pytest.mark.parametrize("table", STEPS.values())
def test_rows_have_examples_of_both_kinds(table: str) -> None:
    assert all(row.fixes and row.keeps for row in pattern_rows(table))
    assert all(0 < row.confidence <= 1 for row in pattern_rows(table))


NEEDY = [row for table in STEPS.values() for row in pattern_rows(table) if row.needs]
EXAMPLES = [text for row in NEEDY for text in (*row.keeps, *(before for before, _ in row.fixes))]


@pytest.mark.parametrize("row", NEEDY, ids=lambda row: row.rule)
def test_what_a_row_needs_is_in_all_it_fixes(row: PatternRow) -> None:
    assert all(any(needed in before for needed in row.needs) for before, _ in row.fixes)


@given(st.lists(st.sampled_from([*EXAMPLES, " ", "\n", "ção " * 30, "\f"]), max_size=8).map("".join))
def test_rows_asked_only_where_they_may_match_match_the_same(text: str) -> None:
    for row in NEEDY:
        assert [match.span() for match in row.matches(text)] == [match.span() for match in row.pattern.finditer(text)]


def test_apart_keeps_the_first_of_two_that_meet() -> None:
    first, second, third = edit(3, 6, "x"), edit(5, 8, "y"), edit(0, 2, "z")
    assert apart([first, second, third]) == (third, first)


def test_an_unknown_table_is_named() -> None:
    with pytest.raises(KnowledgeError, match=r"no_such_table\.toml"):
        pattern_rows("no_such_table")
