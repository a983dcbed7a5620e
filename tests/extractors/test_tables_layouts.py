"""Whole tables in the layouts of Brazilian gazettes, each read to the last cell.

A file of `layouts` holds a text and, after a line of equals signs, its table: the columns' names (a question mark for
any), then the rows, a total led by a plus, an empty cell with nothing in it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.spans import Span
from extractors.tables import find_tables
from tests.extractors.tables_found import cells_of, columns_of, only

LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.txt"))


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_a_layout_is_read_to_the_last_cell(path: Path) -> None:
    text, told = path.read_text("utf-8").split("\n=====\n")
    header, *lines = told.strip("\n").split("\n")
    finding = find_tables(text, Span(0, len(text)))
    table = only(finding)
    assert cells_of(table) == [[cell or None for cell in line.removeprefix("+").split("|")] for line in lines]
    assert list(table.total_row_indices) == [at for at, line in enumerate(lines) if line.startswith("+")]
    names = [any_name if any_name == "?" else name for any_name, name in zip(header.split("|"), columns_of(table), strict=True)]
    assert names == header.split("|")
    assert [problem for problem in finding.problems if problem.code == "sum_mismatch"] == []
