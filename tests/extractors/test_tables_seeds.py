"""The tables of the shared seeds, cell by cell, against their gold; skipped where the seeds are absent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import regex

from corpus.spans import Span
from extractors.tables import find_tables
from tests.extractors.tables_found import Plain, cells_of

SHARED = Path(__file__).resolve().parents[3] / "shared"

pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SHARED.is_dir(), reason="the shared seeds are not here")]


def read(name: str) -> tuple[str, list[int]]:
    """Return a seed with its blanks closed up, and where each of its lines starts."""
    raw = next((SHARED / "seeds").glob(f"{name}_*.txt")).read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ")
    lines = [regex.sub(r" +", " ", line) for line in raw.split("\n")]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return "\n".join(lines), starts


@pytest.mark.parametrize("name", ["003", "004"])
def test_web_copies_are_read_cell_by_cell(name: str) -> None:
    text, _ = read(name)
    gold = json.loads((SHARED / "gold" / f"{name}.json").read_text("utf-8"))
    wanted: list[Plain] = [table["rows"] for record in gold for table in record["tables"]]
    totals = [tuple(table["total_row_indices"]) for record in gold for table in record["tables"]]
    finding = find_tables(text, Span(0, len(text)))
    assert [cells_of(table) for table in finding.tables] == wanted
    assert [table.total_row_indices for table in finding.tables] == totals
    assert finding.problems == ()


def test_every_figure_of_the_scanned_table_is_read() -> None:
    text, starts = read("001")
    gold = json.loads((SHARED / "gold" / "001.json").read_text("utf-8"))[-1]
    wanted = gold["tables"][0]
    span = Span(starts[gold["line_start"] - 1], min(len(text), starts[gold["line_end"]]))
    (table,) = find_tables(text, span).tables
    assert [row[1:] for row in cells_of(table)] == [row[1:] for row in wanted["rows"]]
    assert list(table.total_row_indices) == wanted["total_row_indices"]


def test_nothing_else_of_the_scanned_source_is_a_table() -> None:
    text, starts = read("001")
    gold = json.loads((SHARED / "gold" / "001.json").read_text("utf-8"))
    for record in gold:
        span = Span(starts[record["line_start"] - 1], min(len(text), starts[record["line_end"]]))
        assert len(find_tables(text, span).tables) == len(record["tables"]) - (record["number"] == "10")
