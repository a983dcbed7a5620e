"""Random damage to tables of five kinds: what comes back, and that nothing clean is touched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.tables import MAKERS, Made, damaged, outcome, seeded, tried
from extractors.tables.arithmetic import State, solve

BARS = {0.001: 0.98, 0.003: 0.97, 0.01: 0.93}


def of(make: object) -> Made:
    assert callable(make)
    table = make(seeded(7))
    assert isinstance(table, Made)
    return table


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("digits", BARS)
def test_wrong_digits_are_found(make: object, digits: float) -> None:
    came = tried(of(make), digits=digits, rounds=6)
    assert came.met
    assert came.spoilt == 0
    assert came.wrong == 0
    assert came.right >= (BARS[digits] - 0.01) * came.met - 1


@pytest.mark.parametrize("make", MAKERS)
def test_lost_separators_come_back(make: object) -> None:
    came = tried(of(make), separators=0.05, rounds=4)
    assert came.met > 20
    assert (came.right, came.spoilt, came.wrong) == (came.met, 0, 0)


@pytest.mark.soak
@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("digits", BARS)
def test_the_bars_over_many_rounds(make: object, digits: float) -> None:
    came = tried(of(make), digits=digits, rounds=60)
    assert came.right >= BARS[digits] * came.met
    assert (came.spoilt, came.wrong) == (0, 0)


@pytest.mark.soak
@pytest.mark.parametrize("make", MAKERS)
def test_digits_and_separators_together(make: object) -> None:
    came = tried(of(make), digits=0.003, separators=0.05, rounds=40)
    assert came.right >= 0.96 * came.met
    assert came.spoilt == 0


@pytest.mark.parametrize("make", MAKERS)
def test_every_wrong_digit_is_told_or_stands_in_an_equation_that_fails(make: object) -> None:
    """All cells of these tables stand in some equation, so nothing may pass in silence."""
    table = of(make)
    for seed in range(4):
        grid, hit = damaged(table, seeded(seed), digits=0.003)
        solution = solve(grid)
        told = {(at, c) for at, row in enumerate(solution.cells) for c, cell in enumerate(row) if cell.state is not State.CLEAN}
        assert hit
        assert hit - told - solution.failing == set(), seed


@pytest.mark.parametrize("make", MAKERS)
def test_without_totals_no_clean_cell_is_changed(make: object) -> None:
    table = of(make)
    body = [at for at in range(len(table.truth)) if at not in table.grid.totals]
    rows, truth = tuple(table.grid.rows[at] for at in body), tuple(table.truth[at] for at in body)
    bare = Made(table.name, replace(table.grid, rows=rows, totals=frozenset()), truth)
    came = tried(bare, digits=0.01, separators=0.05, rounds=6)
    assert came.met > 20
    assert (came.spoilt, came.wrong) == (0, 0)


def test_what_is_ambiguous_lists_its_candidates() -> None:
    """Without totals, either addend of a row may be the wrong one."""
    table = of(MAKERS[1])
    bare = replace(table.grid, rows=table.grid.rows[:8], totals=frozenset())
    rows: list[list[str | None]] = [list(row) for row in bare.rows]
    column = next(c for c in range(1, 5) if rows[2][c] and "1" in str(rows[2][c]))
    rows[2][column] = str(rows[2][column]).replace("1", "2", 1)
    solution = solve(replace(bare, rows=tuple(map(tuple, rows))))
    doubtful = [cell for cell in solution.cells[2] if cell.state is State.DOUBTFUL]
    assert len(doubtful) > 1
    assert any(table.truth[2][column] in cell.candidates for cell in doubtful)


def test_undamaged_tables_are_clean() -> None:
    for make in MAKERS:
        table = of(make)
        solution = solve(table.grid)
        assert outcome(table, solution, frozenset()).spoilt == 0
        assert {cell.state for row in solution.cells for cell in row} == {State.CLEAN}, table.name
