"""Tables compared by cells, whole rows and which rows are totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.evaluate.outcomes import Outcome, Verdict
from pipeline.evaluate.pairing import Row, pair_rows
from pipeline.evaluate.same import EMPTY, objects, same_cell, shown, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.records import Json, JsonObject

LEAST: Final = 0.1
"""The share of its cells that must be right for a table to be taken for gold's."""


def tables(source: str, act: str, gold: JsonObject, found: JsonObject) -> Iterator[Outcome]:
    """Compare the tables of an act; each is held against the one that makes the most of its cells right."""
    if "tables" not in gold:
        return
    teller = _Teller(source, act)
    left = objects(found, "tables")
    for index, table in enumerate(objects(gold, "tables")):
        other = _fellow(table, left)
        if other is not None:
            left.remove(other)
        yield from teller.table(f"/tables/{index}", table, other or {})
    for index, table in enumerate(left):
        yield from teller.table(f"+tables/{index}", {}, table)


def rows_of(table: JsonObject) -> list[Row]:
    """Return the rows of a table."""
    return [row for row in values(table, "rows") if isinstance(row, list)]


def _fellow(table: JsonObject, others: Iterable[JsonObject]) -> JsonObject | None:
    rows = rows_of(table)
    cells = sum(map(len, rows))
    scored = [(sum(_right(rows[i], rows_of(other)[k]) for i, k in pair_rows(rows, rows_of(other))), other) for other in others]
    best = max(scored, key=lambda item: item[0], default=None)
    return best[1] if best is not None and best[0] >= max(1.0, LEAST * cells) else None


def _filled(row: Row) -> list[Json]:
    return [cell for cell in row if cell not in EMPTY]


def _moved(row: Row, other: Row) -> bool:
    """Whether a total holds the same cells, its label in another column."""
    left, right = _filled(row), _filled(other)
    return len(row) == len(other) and len(left) == len(right) and all(map(same_cell, left, right))


def _right(row: Row, other: Row) -> int:
    return sum(map(same_cell, row, other))


class _Teller:
    def __init__(self, source: str, act: str) -> None:
        self._source, self._act = source, act

    def table(self, path: str, gold: JsonObject, found: JsonObject) -> Iterator[Outcome]:
        """Give the outcomes of one table; {} for one that a side lacks."""
        rows, others = rows_of(gold), rows_of(found)
        totals, marked = set(values(gold, "total_row_indices")), set(values(found, "total_row_indices"))
        fellow = dict(pair_rows(rows, others))
        for index, row in enumerate(rows):
            at = fellow.get(index)
            other = None if at is None else others[at]
            yield from self._row(f"{path}/rows/{index}", row, other, total=index in totals)
            if index in totals:
                yield self._outcome("tables.totals", f"{path}/rows/{index}", row, other if at in marked else None)
        for extra in sorted(set(range(len(others))) - set(fellow.values())):
            yield from self._row(f"{path}/+rows/{extra}", None, others[extra])
        right = {at for index, at in fellow.items() if index in totals}
        for extra in sorted(at for at in marked if isinstance(at, int) and at not in right and at < len(others)):
            yield self._outcome("tables.totals", f"{path}/+rows/{extra}", None, others[extra])

    def _row(self, path: str, row: Row | None, other: Row | None, *, total: bool = False) -> Iterator[Outcome]:
        moved = total and row is not None and other is not None and _moved(row, other)
        width = max(len(row or ()), len(other or ()))
        whole = row is not None and other is not None and len(row) == len(other)
        for at in range(width):
            a, b = (_Cell(line, at) for line in (row, other))
            right = a.there and b.there and (moved or same_cell(a.value, b.value))
            whole = whole and right
            yield self._cell(f"{path}/{at}", a, b, right=right)
        verdict = (
            Verdict.RIGHT if whole else Verdict.EXTRA if row is None else Verdict.MISSING if other is None else Verdict.WRONG
        )
        yield Outcome("tables.rows", self._source, self._act, path, verdict, _told(row), _told(other))

    def _cell(self, path: str, gold: _Cell, found: _Cell, *, right: bool) -> Outcome:
        verdict = (
            Verdict.RIGHT if right else Verdict.EXTRA if not gold.there else Verdict.MISSING if not found.there else Verdict.WRONG
        )
        return Outcome("tables.cells", self._source, self._act, path, verdict, gold.told, found.told)

    def _outcome(self, measure: str, path: str, gold: Row | None, found: Row | None) -> Outcome:
        verdict = Verdict.EXTRA if gold is None else Verdict.MISSING if found is None else Verdict.RIGHT
        return Outcome(measure, self._source, self._act, path, verdict, _told(gold), _told(found))


class _Cell:
    """A cell of a row, or its lack: an empty cell is there, one past the row's end is not."""

    __slots__ = ("there", "value")

    def __init__(self, row: Row | None, at: int) -> None:
        self.there = row is not None and at < len(row)
        self.value: Json = row[at] if row is not None and self.there else None

    @property
    def told(self) -> str | None:
        return (shown(self.value) or "(empty)") if self.there else None


def _told(row: Row | None) -> str | None:
    return None if row is None else " | ".join(shown(cell) or "" for cell in row)
