"""The rows of table_shapes.toml hold their own examples, and every part the code asks for is there."""

from __future__ import annotations

import pytest
import regex

from corpus.errors import KnowledgeError
from corpus.knowledge import Row, rows, string, strings
from extractors.tables.labels import TABLE, patterns, plays

ROWS = rows(TABLE)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["id"]))
def test_a_row_finds_its_examples_and_leaves_its_counterexamples(row: Row) -> None:
    pattern = regex.compile(string(row, "pattern"))
    assert strings(row, "examples")
    assert strings(row, "counterexamples")
    assert [each for each in strings(row, "examples") if not pattern.search(each)] == []
    assert [each for each in strings(row, "counterexamples") if pattern.search(each)] == []


def test_an_unknown_part_names_the_known_ones() -> None:
    with pytest.raises(KnowledgeError, match="total"):
        patterns("no such part")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["id"]))
def test_an_example_plays_its_part(row: Row) -> None:
    assert plays(string(row, "part"), strings(row, "examples")[0])
