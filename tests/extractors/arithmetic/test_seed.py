"""The budget annex of the seeds, where ../shared is: what its gold says of every damaged cell."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from bench.tables import Made, damaged, made, outcome, seeded, tried
from extractors.tables.arithmetic import Grid, State, solve

SHARED = Path(__file__).parents[4] / "shared" / "gold"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here: it belongs to the developers"),
]
WORDS = 2
"""Columns before the figures."""


def repairs() -> dict[str, list[dict[str, Any]]]:
    told: dict[str, list[dict[str, Any]]] = json.loads((SHARED / "table_repairs" / "001.json").read_text("utf-8"))
    return told


def annex(*, slips: bool) -> Made:
    """Return the annex as it was printed; without `slips` the cells that contradict all their equations are put right."""
    table = json.loads((SHARED / "001.json").read_text("utf-8"))[-1]["tables"][0]
    rows = [[*row[:WORDS], *(None if cell is None else Decimal(cell) for cell in row[WORDS:])] for row in table["rows"]]
    if not slips:
        for each in repairs()["document_inconsistencies"]:
            row, column = each["cell_at_fault"]
            rows[row][column] = Decimal(str(each["value_all_equations_agree_on"]))
    return made("annex", table["columns"], rows, table["total_row_indices"])


def as_read(table: Made) -> Grid:
    rows = [list(row) for row in table.grid.rows]
    for each in repairs()["repairs"]:
        rows[each["row"]][each["col"]] = str(each["raw"])
    return replace(table.grid, rows=tuple(map(tuple, rows)))


def test_every_damaged_cell_comes_back_and_three_are_contradicted() -> None:
    table = annex(slips=True)
    solution = solve(as_read(table))
    hit = frozenset((each["row"], each["col"]) for each in repairs()["repairs"])
    came = outcome(table, solution, hit)
    assert (came.met, came.right, came.spoilt, came.wrong) == (37, 37, 0, 0)
    faults = {
        tuple(each["cell_at_fault"]): str(each["value_all_equations_agree_on"]) for each in repairs()["document_inconsistencies"]
    }
    told = {place: solution.cells[place[0]][place[1]] for place in faults}
    assert {place: str(cell.candidates[0]) for place, cell in told.items()} == faults
    assert {doubt.place for doubt in solution.doubts} == set(faults)
    assert sum(cell.state is State.REPAIRED for row in solution.cells for cell in row) == 26


def test_the_equations_of_the_annex_are_found() -> None:
    laws = [law for law in solve(as_read(annex(slips=True))).laws if law.kind in ("sum", "constant", "quotient")]
    assert sorted((law.kind, law.holds, law.fails) for law in laws) == [
        ("constant", 125, 1), ("quotient", 126, 0), ("quotient", 126, 0), ("sum", 124, 2), ("sum", 125, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(("digits", "least"), [(0.001, 0.98), (0.003, 0.97), (0.01, 0.93)])
def test_wrong_digits_in_the_annex(digits: float, least: float) -> None:
    came = tried(annex(slips=False), digits=digits, rounds=3)
    assert came.right >= least * came.met - 1
    assert (came.spoilt, came.wrong) == (0, 0)


@pytest.mark.soak
@pytest.mark.parametrize(("digits", "least"), [(0.001, 0.98), (0.003, 0.97), (0.01, 0.93)])
def test_wrong_digits_in_the_annex_over_many_rounds(digits: float, least: float) -> None:
    came = tried(annex(slips=False), digits=digits, rounds=60)
    assert came.right >= least * came.met
    assert (came.spoilt, came.wrong) == (0, 0)


def test_lost_separators_in_the_annex() -> None:
    came = tried(annex(slips=False), separators=0.05, rounds=3)
    assert (came.right, came.spoilt) == (came.met, 0)


def test_the_annex_is_solved_within_its_time() -> None:
    """Half a second undamaged, one and a half damaged, on one core; three times that is allowed for a busy machine."""
    table = annex(slips=True)
    grid, _ = damaged(table, seeded(1), digits=0.01)
    for each, seconds in ((table.grid, 0.5), (as_read(table), 1.5), (grid, 1.5)):
        start = perf_counter()
        assert solve(each).complete
        assert perf_counter() - start < 3 * seconds
