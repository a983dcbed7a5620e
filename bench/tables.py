"""Tables with arithmetic of five kinds, damage to them, and how much of it comes back.

The tables are made from a seed; what they say is invented. They are shared with the tests.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING, Final

from bench.measures import Row
from corpus.spans import Span
from extractors.tables import find_tables
from extractors.tables.arithmetic import Grid, State, solve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from extractors.tables.arithmetic import Place, Solution

Value = Decimal | str | None
CENT: Final = Decimal("0.01")
EMPTY: Final = 0.15
"""Share of cells that are dashes, in the table that has some."""
BOUNDS: Final = ((2_000, 90_000), (900, 40_000), (300, 30_000))
"""Inhabitants and doses of a place."""
ROUNDS: Final = 30
SIZES: Final = (100, 1_000, 5_000)
SHAPES: Final = {"a row a line": (" ", "\n"), "a cell a line": ("\n\n", "\n\n"), "bars": (" | ", "\n")}
"""What parts the cells and the rows of a table in a text."""


@dataclass(frozen=True, slots=True)
class Made:
    """A table as it is printed, and what its cells are."""

    name: str
    grid: Grid
    truth: tuple[tuple[Value, ...], ...]


def seeded(seed: int) -> Random:
    """Return chance that is the same each time."""
    return Random(seed)  # noqa: S311 - nothing here is secret


def printed(value: Value) -> str | None:
    """Return a value as a Brazilian table prints it; a dash for an empty figure.

    >>> printed(Decimal("3718.36")), printed(Decimal(6132)), printed(None)
    ('3.718,36', '6.132', '-')
    """
    if isinstance(value, Decimal):
        return f"{value:,f}".translate(str.maketrans(",.", ".,"))
    return "-" if value is None else value


def made(name: str, columns: Sequence[str], rows: Sequence[Sequence[Value]], totals: Sequence[int], **more: object) -> Made:
    """Return a table of rows; `more` are further members of its grid."""
    grid = Grid(tuple(columns), tuple(tuple(printed(cell) for cell in row) for row in rows), frozenset(totals))
    return Made(name, replace(grid, **more), tuple(tuple(row) for row in rows))  # type: ignore[arg-type]  # members of Grid


def _money(random: Random, low: int, high: int) -> Decimal:
    return Decimal(random.randint(low * 100, high * 100)) * CENT


def _sum(rows: Sequence[Sequence[Value]], column: int) -> Decimal:
    return sum((value for row in rows if isinstance(value := row[column], Decimal)), Decimal(0))


def _total(label: str, rows: Sequence[Sequence[Value]], columns: Sequence[int], width: int) -> list[Value]:
    return [label, *(_sum(rows, column) if column in columns else None for column in range(1, width))]


def _grouped(rows: Sequence[list[Value]], columns: Sequence[int], every: int) -> tuple[list[list[Value]], list[int]]:
    """Return the rows with a sub-total after every so many, a grand total at the end, and where these stand."""
    found: list[list[Value]] = []
    totals: list[int] = []
    for start in range(0, len(rows), every):
        block = rows[start : start + every]
        found += [*block, _total("Subtotal", block, columns, len(rows[0]))]
        totals.append(len(found) - 1)
    found.append(_total("TOTAL GERAL", [found[at] for at in totals], columns, len(rows[0])))
    return found, [*totals, len(found) - 1]


def purchases(random: Random, size: int = 60, *, every: int = 8) -> Made:
    """Quantity times price is the amount, in lots; the grand total is named in the prose."""
    rows: list[list[Value]] = []
    for at in range(size):
        count, price = Decimal(random.randint(2, 2400)), _money(random, 1, 900)
        rows.append([f"Artigo {'ABCDEFGH'[at % 8]} de uso comum", count, price, count * price])
    amount = _sum(rows, 3)
    columns = ("Material", "Quantidade", "Preço unitário", "Valor")
    return made("purchases", columns, *_grouped(rows, (3,), every), amounts=(amount,))


def quarters(random: Random, size: int = 64, *, every: int = 8) -> Made:
    """Four quarters make a year."""
    rows: list[list[Value]] = []
    for at in range(size):
        parts = [_money(random, 100, 90_000) if random.random() > EMPTY else None for _ in range(4)]
        rows.append([f"Unidade {at % 9}", *parts, sum((part for part in parts if part), Decimal(0))])
    columns = ("Unidade", "1º trim.", "2º trim.", "3º trim.", "4º trim.", "Ano")
    return made("quarters", columns, *_grouped(rows, range(1, 6), every))


def payroll(random: Random, size: int = 70, *, every: int = 7) -> Made:
    """Pay and bonus, less two deductions; one deduction is a fixed part of the pay."""
    rows: list[list[Value]] = []
    for at in range(size):
        pay, bonus, tax = _money(random, 900, 9_000), _money(random, 10, 2_000), _money(random, 1, 800)
        pension = (pay * Decimal("0.11")).quantize(CENT, ROUND_HALF_UP)
        rows.append([f"Cargo {at % 13}", pay, bonus, pension, tax, pay + bonus - pension - tax])
    columns = ("Cargo", "Vencimento", "Gratificação", "Previdência", "Imposto", "Líquido")
    return made("payroll", columns, *_grouped(rows, range(1, 6), every))


def revenue(random: Random, size: int = 40, *, every: int = 8) -> Made:
    """Two years, their difference and the share in the second."""
    rows: list[list[Value]] = []
    for at in range(size):
        one, other = _money(random, 5_000, 900_000), _money(random, 5_000, 900_000)
        rows.append([f"Fonte {at % 11}", one, other, other - one])
    found, totals = _grouped(rows, range(1, 4), every)
    whole = _sum(rows, 2)
    for row in found:
        row.append((value * 100 / whole).quantize(CENT, ROUND_HALF_UP) if isinstance(value := row[2], Decimal) else None)
    return made("revenue", ("Fonte", "Ano anterior", "Ano corrente", "Diferença", "Participação (%)"), found, totals)


def vaccines(random: Random, size: int = 66) -> Made:
    """Doses by round and their rate by a hundred thousand inhabitants, under headings with counts."""
    rows: list[list[Value]] = []
    totals: list[int] = []
    sums: list[list[Value]] = []
    for group in range(max(1, size // 11)):
        count = 7 + random.randint(0, 6)
        block: list[list[Value]] = []
        for at in range(count):
            people, one, two = (Decimal(random.randint(low, high)) for low, high in BOUNDS)
            block.append([f"Lugar {at}", f"Polo {group}", str(count), people, one, two, one + two, _rate(one + two, people)])
        total = _total("Total do Polo", block, range(3, 7), 8)
        total[1:3], total[7] = [f"Polo {group}", str(count)], _rate(_sum(block, 6), _sum(block, 3))
        rows += [*block, total]
        totals.append(len(rows) - 1)
        sums.append(total)
    grand = _total("Total Geral", sums, range(3, 7), 8)
    grand[1:3], grand[7] = ["", ""], _rate(_sum(sums, 6), _sum(sums, 3))
    columns = ("Local", "Polo", "Qtd.", "População", "1ª dose", "2ª dose", "Doses", "Taxa por 100 mil")
    return made("vaccines", columns, [*rows, grand], [*totals, len(rows)], carried=frozenset((1, 2)))


def _rate(doses: Decimal, people: Decimal) -> Decimal:
    return (doses * 100_000 / people).quantize(CENT, ROUND_HALF_UP)


MAKERS: Final[tuple[Callable[..., Made], ...]] = (purchases, quarters, payroll, revenue, vaccines)


# --- damage


def damaged(table: Made, random: Random, *, digits: float = 0.0, separators: float = 0.0) -> tuple[Grid, frozenset[Place]]:
    """Return the table with a share of its digits changed and of its separators lost, and the cells that it met."""
    rows, hit = [list(row) for row in table.grid.rows], set()
    for at, row in enumerate(table.truth):
        for column, value in enumerate(row):
            token = rows[at][column]
            if isinstance(value, Decimal) and token is not None:
                rows[at][column] = "".join(_slip(char, random, digits, separators) for char in token)
                if rows[at][column] != token:
                    hit.add((at, column))
    return replace(table.grid, rows=tuple(map(tuple, rows))), frozenset(hit)


def _slip(char: str, random: Random, digits: float, separators: float) -> str:
    if char.isdigit() and random.random() < digits:
        return random.choice([other for other in "0123456789" if other != char])
    return "" if char in ".," and random.random() < separators else char


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of damage: cells met, repaired or flagged with the right proposal, clean cells changed, silent misses.

    `unflagged` are damaged cells in equations that fail, on which nothing is said.
    """

    met: int = 0
    right: int = 0
    spoilt: int = 0
    wrong: int = 0
    unflagged: int = 0

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(
            self.met + other.met,
            self.right + other.right,
            self.spoilt + other.spoilt,
            self.wrong + other.wrong,
            self.unflagged + other.unflagged,
        )


def outcome(table: Made, solution: Solution, hit: frozenset[Place]) -> Outcome:
    """Compare a solution with the truth; `wrong` are damaged cells to which a wrong value was given."""
    whole = Outcome()
    for at, row in enumerate(table.truth):
        for column, value in enumerate(row):
            cell = solution.cells[at][column]
            if (at, column) in hit:
                right = cell.value == value or (cell.state is State.CONTRADICTED and cell.candidates[0] == value)
                wrong = cell.state is State.REPAIRED and cell.value != value
                silent = not right and cell.state is State.CLEAN and (at, column) in solution.failing
                whole += Outcome(1, int(right), 0, int(wrong), int(silent))
            elif isinstance(value, Decimal) and cell.value != value:
                whole += Outcome(spoilt=1)
    return whole


def tried(table: Made, *, digits: float = 0.0, separators: float = 0.0, rounds: int = ROUNDS) -> Outcome:
    """Damage a table some times, the seeds fixed, and add up what came of it."""
    whole = Outcome()
    for at in range(rounds):
        grid, hit = damaged(table, seeded(at), digits=digits, separators=separators)
        whole += outcome(table, solve(grid), hit)
    return whole


def arithmetic() -> Iterator[Row]:
    """Tell what damage to tables comes back, and how the time grows with the rows."""
    for digits, separators in ((0.001, 0.0), (0.003, 0.0), (0.01, 0.0), (0.0, 0.05)):
        what = f"{100 * digits:g} % of digits" if digits else f"{100 * separators:g} % of separators"
        for make in MAKERS:
            table = make(seeded(7))
            came = tried(table, digits=digits, separators=separators)
            yield Row("cells back", f"{table.name}, {what}", 100 * came.right / max(1, came.met), "%", f"{came.met} damaged")
            yield Row("clean cells changed", f"{table.name}, {what}", came.spoilt, "cells", "")
    for size in SIZES:
        table = quarters(seeded(7), size)
        grid, _ = damaged(table, seeded(1), digits=0.003)
        yield Row("table solved", f"{size} rows", 1000 * _seconds(table.grid), "ms", "undamaged")
        yield Row("table solved", f"{size} rows", 1000 * _seconds(grid), "ms", "0.3 % of digits")
        for shape, (cell, row) in SHAPES.items():
            yield Row("table read", f"{size} rows", 1000 * _reading(table.grid, cell, row), "ms", shape)


def _seconds(grid: Grid) -> float:
    start = perf_counter()
    solve(grid, budget=10**9)
    return perf_counter() - start


def _reading(grid: Grid, cell: str, row: str) -> float:
    """Return the seconds in which a table is found in a text, read and proved."""
    text = row.join(cell.join(token or "-" for token in tokens) for tokens in (grid.columns, *grid.rows))
    start = perf_counter()
    finding = find_tables(text, Span(0, len(text)))
    seconds = perf_counter() - start
    found = sum(len(table.rows) for table in finding.tables)
    if found != len(grid.rows):
        message = f"a table of {len(grid.rows)} rows came back with {found}"
        raise RuntimeError(message)
    return seconds
