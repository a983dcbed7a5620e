"""What labels say of columns, and codes that are known by themselves."""

from __future__ import annotations

import pytest
import regex

from corpus.knowledge import rows, string, strings
from extractors.tables.arithmetic.columns import TABLE, is_coded, told_by
from extractors.tables.arithmetic.grid import ColumnType


@pytest.mark.parametrize("row", [pytest.param(row, id=string(row, "id")) for row in rows(TABLE)])
def test_rows_find_their_examples_and_nothing_else(row: dict[str, object]) -> None:
    pattern = regex.compile(string(row, "pattern"))
    assert [each for each in strings(row, "examples") if not pattern.search(each)] == []
    assert [each for each in strings(row, "counterexamples") if pattern.search(each)] == []
    assert ColumnType(string(row, "type")) is not ColumnType.TEXT


@pytest.mark.parametrize(
    ("label", "kind"),
    [("Valor (R$)", ColumnType.MONEY), ("Percentual", ColumnType.PERCENT), ("Habitantes", ColumnType.INTEGER), ("Cor", None)],
)
def test_what_a_label_says(label: str, kind: ColumnType | None) -> None:
    assert told_by(label) is kind


@pytest.mark.parametrize(
    ("token", "coded"),
    [
        ("3550308", True),
        ("3550309", False),
        ("00.000.000/0001-91", True),
        ("529.982.247-25", True),
        ("0042", True),
        ("1234/2020", True),
        ("10.301.0013.2096", True),
        ("1.234", False),
        ("45017", False),
        ("1.200,50", False),
    ],
)
def test_codes_are_known_by_themselves(token: str, coded: bool) -> None:  # noqa: FBT001
    assert is_coded(token) is coded
