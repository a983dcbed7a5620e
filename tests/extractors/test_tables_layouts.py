"""Whole tables in the layouts of Brazilian gazettes, each read to the last cell.

A file of `layouts` holds a text and, after a line of equals signs, its tables, parted by a line of hyphens: the columns'
names (a question mark for any), then the rows, a total led by a plus, an empty cell with nothing in it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.spans import Span
from extractors.tables import find_tables
from tests.extractors.tables_found import cells_of, columns_of

LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.txt"))


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_a_layout_is_read_to_the_last_cell(path: Path) -> None:
    text, told = path.read_text("utf-8").split("\n=====\n")
    finding = find_tables(text, Span(0, len(text)))
    for table, part in zip(finding.tables, told.split("\n-----\n"), strict=True):
        header, *lines = part.strip("\n").split("\n")
        assert cells_of(table) == [[cell or None for cell in line.removeprefix("+").split("|")] for line in lines]
        assert list(table.total_row_indices) == [at for at, line in enumerate(lines) if line.startswith("+")]
        names = [name if told == "?" else told for told, name in zip(header.split("|"), columns_of(table), strict=True)]
        assert names == columns_of(table)
    assert [problem for problem in finding.problems if problem.code == "sum_mismatch"] == []
