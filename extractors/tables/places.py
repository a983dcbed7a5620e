"""Cells that name municipalities: their IBGE codes, and the names that OCR damaged.

A name is known by its letters, whatever its case and accents, and stays as it is printed; the code is
added beside it. Which of several states' municipalities is meant, the letters of a state in the cell or
in its row tell, a code in its row, or the other names of the column. A name that is no municipality's
is repaired only in a damaged source, in a list of one state's, and where the channel explains exactly one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from corpus.acts import Found, Located, Table
from corpus.decisions import TABLE_MUNICIPALITY
from corpus.municipalities import LONG_DIGITS, SHORT_DIGITS, Municipality, by_code, cut_short, key_of, named, of_state, parted
from corpus.problems import Problem
from corpus.states import states
from extractors.tables.arithmetic.grid import ColumnType
from extractors.tables.channel import cost_of
from extractors.tables.labels import plays

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SURE: Final = 0.93
SHARE: Final = 0.8
"""Of a column's names, that must be one state's for it to be a list of that state."""
FEWEST: Final = 5
"""Names of one state that make a list in which a damaged name may be repaired."""
CLEARLY: Final = 3.0
"""Nats by which the name that explains a damaged one must be cheaper than the next."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A table with its municipalities, and what contradicts."""

    table: Table
    problems: tuple[Problem, ...] = ()


def locate(table: Table, *, state: str | None, damaged: bool, where: str) -> Placed:
    """Return a table whose cells that name municipalities are linked to their codes.

    `state` are the letters of the state that the act is of, None where it does not say; `damaged` tells that the
    source was repaired, so that a name may be; `where` is the table's JSON Pointer.
    """
    problems: list[Problem] = []
    for column, kind in enumerate(table.column_types):
        if kind == ColumnType.MUNICIPALITY.value:
            found = _Column(table, column, state, where).placed(repair=damaged)
            table = found.table
            problems += found.problems
    return Placed(replace(table, municipalities=tuple(sorted(table.municipalities, key=_order))), tuple(problems))


def _order(each: Located) -> tuple[int, int]:
    return each.row, each.column


class _Column:
    """A column of municipalities, with what its rows tell of them."""

    def __init__(self, table: Table, column: int, state: str | None, where: str) -> None:
        self.table, self.column, self.where = table, column, where
        self.rows = [at for at in range(len(table.rows)) if at not in table.total_row_indices and self._cell(at) is not None]
        self.state, self.listed = self._voted(state)

    def _cell(self, row: int) -> Found[str] | None:
        cell = self.table.rows[row][self.column]
        return None if cell is None or plays("total", cell.value) else cell

    def _voted(self, state: str | None) -> tuple[str | None, bool]:
        """Return the state that the names are of, and whether they are a list of that state's."""
        printed = {key_of(parted(cell.value)[0]): cell.value for row in self.rows if (cell := self._cell(row)) is not None}
        keys = {key: named(value) or cut_short(value, state) for key, value in printed.items()}
        votes = Counter(each for places in keys.values() for each in {place.state for place in places})
        best = votes.most_common(2)
        if not best:
            return None, False
        alone = len(best) == 1 or best[0][1] > best[1][1]
        leader = state if votes[state or ""] == best[0][1] else best[0][0] if alone else None
        if leader is None or votes[leader] < SHARE * len(keys):
            return None, False
        return leader, votes[leader] >= FEWEST

    def placed(self, *, repair: bool) -> Placed:
        """Link every name; repair those that OCR damaged where asked to."""
        found: list[Located] = []
        problems: list[Problem] = []
        rows = list(self.table.rows)
        for row in self.rows:
            cell = self._cell(row)
            if cell is None:
                continue
            place = self._place(row, cell.value)
            if place is None and repair and not named(cell.value) and (place := self._explained(row, cell.value)) is not None:
                rows[row] = tuple(self._mended(cell, place) if at == self.column else each for at, each in enumerate(rows[row]))
            if place is not None:
                found.append(Located(row, self.column, place.ibge))
                problems += self._contradictions(row, place)
        table = replace(self.table, rows=tuple(rows), municipalities=(*self.table.municipalities, *found))
        return Placed(table, tuple(problems))

    def _place(self, row: int, name: str) -> Municipality | None:
        """Return the one municipality that is meant, None where none or several may be."""
        told = self._state_told(row)
        may = named(name) or self._cut_short(name, told)
        if told is not None:
            may = tuple(each for each in may if each.state == told)
        coded = [each for each in may if each in self._coded(row)]
        own = [each for each in may if each.state == self.state]
        for ways in (coded, own if self.state else may):
            if len(ways) == 1:
                return ways[0]
        return may[0] if len(may) == 1 and (told is not None or parted(name)[1] is not None) else None

    def _cut_short(self, name: str, told: str | None) -> tuple[Municipality, ...]:
        """Return the one municipality of the row's or the column's state whose words a name may be cut from."""
        state = told or parted(name)[1] or self.state
        may = cut_short(name, state) if state is not None else ()
        return may if len(may) == 1 else ()

    def _state_told(self, row: int) -> str | None:
        """Return the letters of a state that stand in the row's own cell."""
        cells = (cell.value for cell in self.table.rows[row] if cell is not None)
        return next((value for value in cells if value in states()), None)

    def _codes(self, row: int) -> Iterator[tuple[int, Found[str]]]:
        for at, kind in enumerate(self.table.column_types):
            cell = self.table.rows[row][at]
            if kind == ColumnType.CODE.value and cell is not None and len(cell.value) in (SHORT_DIGITS, LONG_DIGITS):
                yield at, cell

    def _coded(self, row: int) -> Sequence[Municipality]:
        """Return the municipalities whose codes stand in the row."""
        return [place for _, cell in self._codes(row) if (place := by_code().get(cell.value)) is not None]

    def _explained(self, row: int, name: str) -> Municipality | None:
        """Return the one municipality that OCR may have read so, of the row's code or of the list's state."""
        offered = list(self._coded(row)) or (list(of_state(self.state)) if self.state and self.listed else [])
        costs = sorted(
            (cost, place.ibge, place) for place in offered if (cost := cost_of(name, _cased(place.name, name))) is not None
        )
        if not costs or (len(costs) > 1 and costs[1][0] - costs[0][0] < CLEARLY):
            return None
        return costs[0][2]

    def _mended(self, cell: Found[str], place: Municipality) -> Found[str]:
        told = f"of {place.state}'s municipalities only {place.name} ({place.ibge}) is read so"
        return replace(
            cell,
            value=_cased(place.name, cell.value),
            rule=TABLE_MUNICIPALITY,
            confidence=SURE,
            witnesses=(told,),
            otherwise=cell.value,
        )

    def _contradictions(self, row: int, place: Municipality) -> Iterator[Problem]:
        """Tell the codes of the row that are another municipality's."""
        if place in self._coded(row):
            return
        for at, cell in self._codes(row):
            if (other := by_code().get(cell.value)) is not None:
                detail = f"{cell.value} is the code of {other.name}, that of {place.name} is {place.ibge}"
                yield Problem("code_mismatch", f"{self.where}/rows/{row}/{at}", cell.span, detail, TABLE_MUNICIPALITY)


def _cased(name: str, printed: str) -> str:
    """Return a name in capitals where it is printed in capitals.

    >>> _cased("Itaúba", "[TADBA"), _cased("Itaúba", "[tadba")
    ('ITAÚBA', 'Itaúba')
    """
    return name.upper() if printed.isupper() else name
