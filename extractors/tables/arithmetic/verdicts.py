"""What is said of each cell once the search has ended: proved, repaired, doubtful, contradicted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from extractors.tables.arithmetic.explain import Words, equations_of
from extractors.tables.arithmetic.forms import bare_of
from extractors.tables.arithmetic.grid import Doubt, Law, Solved, State
from extractors.tables.cells import is_quantity
from extractors.tables.labels import plays

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from extractors.tables.arithmetic.columns import Typed
    from extractors.tables.arithmetic.forms import Reading
    from extractors.tables.arithmetic.grid import Grid, Place
    from extractors.tables.arithmetic.laws import Told
    from extractors.tables.arithmetic.search import Search, Token

WORDS: Final = regex.compile(r"\(?\p{L}{4,}(?:[\s/-]\p{L}++)*+[.)]?\*{0,3}")
"""A note in place of a figure ("isento", "a definir"): no damage."""
MOST_CANDIDATES: Final = 5
MOST_TOLD: Final = 4


class Verdicts:
    """Tells cells, laws and doubts from the printed network and the one that the search left."""

    def __init__(  # noqa: PLR0913 - it looks at all that was made
        self,
        grid: Grid,
        tokens: Sequence[Token],
        read: Sequence[tuple[Reading, ...]],
        search: Search,
        told: Sequence[Told],
        *,
        unit: int,
        types: Sequence[Typed],
    ) -> None:
        self.grid, self.tokens, self.read, self.search, self.told = grid, tokens, read, search, told
        self.unit, self.types, self.width = unit, types, len(grid.columns)
        self.network = search.network
        self.words = Words(self.network, told, [token.step for token in tokens], unit=unit, width=self.width)
        self.still = frozenset(at for at, holds in enumerate(self.network.holds) if not holds)
        self.wanted = {cell: value for cell in search.changed() if (value := self.network.values[cell]) is not None}
        self.contradicted = {cell for cell in self.wanted if tokens[cell].legible}
        self.agreed = self._agreed()
        self.asked = self._asked()
        for cell in self.contradicted:
            self.network.change(cell, search.started[cell])
        self.failing = frozenset(self.network.failing())

    def _agreed(self) -> frozenset[int]:
        """Return the changed cells on whose new value all their equations agree."""
        return frozenset(c for c in self.wanted if not any(at in self.still for at in equations_of(self.network, c)))

    def cells(self) -> tuple[tuple[tuple[Solved, ...], ...], tuple[Doubt, ...]]:
        """Return every cell, and what is doubtful."""
        doubts: list[Doubt] = []
        flat = [self._cell(cell, doubts) for cell in range(len(self.tokens))]
        doubts += self._unexplained()
        rows = tuple(tuple(flat[at * self.width : (at + 1) * self.width]) for at in range(len(self.grid.rows)))
        return rows, tuple(doubts)

    def _cell(self, cell: int, doubts: list[Doubt]) -> Solved:
        row, column = divmod(cell, self.width)
        printed, token = self.grid.rows[row][column], self.tokens[cell]
        if token.fixed:
            return Solved(None if self.types[column].form is not None and not _filled(printed) else printed)
        if cell in self.contradicted:
            return self._contradicted(cell, doubts)
        if token.legible:
            return self._legible(cell)
        return self._damaged(cell, printed or "", doubts)

    def _place(self, cell: int) -> Place:
        return divmod(cell, self.width)

    def _decimal(self, cell: int, value: int) -> Decimal:
        return self.words.decimal(value, self.tokens[cell].step)

    def _contradicted(self, cell: int, doubts: list[Doubt]) -> Solved:
        printed, wanted = self.read[cell][0].value, self._decimal(cell, self.wanted[cell])
        own = equations_of(self.network, cell)
        failing = [at for at in own if at in self.failing and at not in self.still]
        told = self.words.mismatch(failing[:MOST_TOLD], wanted, len(own)) if failing else ""
        if cell not in self.agreed:
            told = f"{told}, but not every equation of the cell"
        doubts.append(Doubt("sum_mismatch", self._place(cell), told))
        return Solved(printed, State.CONTRADICTED, (wanted,), tuple(self.words.equation(at) for at in failing))

    def _legible(self, cell: int) -> Solved:
        value = self.read[cell][0].value
        if not any(at in self.still for at in equations_of(self.network, cell)):
            return Solved(value)
        return Solved(value, State.DOUBTFUL, self.asked.get(cell, ()))

    def _asked(self) -> dict[int, tuple[Decimal, ...]]:
        """Return for each cell the values that equations which fail would have it take, one slip away."""
        found: dict[int, dict[Decimal, None]] = {}
        for at in sorted(self.still):
            for cell, value in self.search.offers(at):
                found.setdefault(cell, {})[self._decimal(cell, value)] = None
        return {cell: tuple(values)[:MOST_CANDIDATES] for cell, values in found.items()}

    def _damaged(self, cell: int, printed: str, doubts: list[Doubt]) -> Solved:
        """Judge a cell that is not legible: repaired where one value is proved, else as printed."""
        value, read = self.network.values[cell], self.read[cell]
        others = tuple(each.value for each in read)
        if value is None and (WORDS.fullmatch(printed) or plays("no_amount", printed) or is_quantity(printed)):
            return Solved(printed)
        if value is None:
            doubts.append(Doubt("damaged", self._place(cell), f"{printed!r} cannot be read"))
            return Solved(printed, State.DOUBTFUL, others[:MOST_CANDIDATES])
        proved = [at for at in equations_of(self.network, cell) if self.network.holds[at]]
        against = [at for at in equations_of(self.network, cell) if at in self.still]
        found = self._decimal(cell, value)
        witnesses = (*self._by_type(cell, value), *(self.words.equation(at) for at in proved))
        state = State.DOUBTFUL if against else State.REPAIRED
        if self._is_proved(cell, value, len(proved), len(against)):
            changed = str(found) != bare_of(printed)
            return Solved(found, state if changed else State.CLEAN, others[1:][:MOST_CANDIDATES], witnesses)
        candidates = tuple(dict.fromkeys((found, *others)))[:MOST_CANDIDATES]
        doubts.append(Doubt("damaged", self._place(cell), f"{printed!r} does not fit its column: kept as printed"))
        return Solved(printed, State.DOUBTFUL, candidates)

    def _is_proved(self, cell: int, value: int, proved: int, against: int) -> bool:
        """Whether a damaged cell's value may be written.

        Form alone proves it; else an equation does that no other reading satisfies. A value that is no reading of
        the token (a digit is wrong as well) needs two.
        """
        read = self.read[cell]
        mine = next((each for each in read if each.value * self.unit == value), None)
        if mine is not None and mine.sure and not (against > proved):
            return True
        if against or proved < (1 if mine is not None else 2):
            return False
        return not any(self._as_good(cell, each, proved) for each in read if each.value * self.unit != value)

    def _as_good(self, cell: int, other: Reading, proved: int) -> bool:
        """Whether another reading would satisfy as many equations."""
        value = other.value * self.unit
        if value != int(value) or int(value) % self.tokens[cell].step:
            return False
        mended, broken, _ = self.network.effect(cell, int(value))
        return proved - len(broken) + len(mended) >= proved

    def _by_type(self, cell: int, value: int) -> Iterator[str]:
        """Tell that the column's form gives the value, where it does."""
        mine = next((each for each in self.read[cell] if each.value * self.unit == value), None)
        typed = self.types[cell % self.width]
        if mine is not None and mine.sure and typed.form is not None:
            decimals = typed.form.decimals
            written = "whole numbers" if decimals == 0 else f"figures of {decimals} decimals"
            yield f"the column {self.grid.columns[cell % self.width]!r} has {written}"

    def _unexplained(self) -> Iterator[Doubt]:
        """Tell the equations that fail whatever single cell is changed, at the cell of their result."""
        told: dict[int, list[int]] = {}
        for at in sorted(self.still):
            if not self.network.open[at]:
                told.setdefault(self.network.equations[at].result, []).append(at)
        for cell, failing in told.items():
            detail = "; ".join(f"{self.words.equation(at)} fails by {self.words.gap(at)}" for at in failing[:MOST_TOLD])
            yield Doubt("sum_mismatch", self._place(cell), f"{detail}; no single cell explains it")

    def places(self) -> frozenset[Place]:
        """Return the cells of every equation that fails as printed."""
        return frozenset(self._place(cell) for at in self.failing for cell in self.network.equations[at].cells)

    def laws(self) -> Iterator[Law]:
        """Tell every law with how often it holds, damage repaired, contradicted cells as printed."""
        holds, failing = [0] * len(self.told), [[] for _ in self.told]  # type: list[int], list[list[Place]]
        for at, equation in enumerate(self.network.equations):
            if at in self.failing:
                failing[equation.law].append(self._place(equation.result))
            else:
                holds[equation.law] += 1
        for law, told in enumerate(self.told):
            places = tuple(failing[law])
            yield Law(told.kind, told.text, told.columns, holds[law], len(places), places)


def _filled(printed: str | None) -> bool:
    return printed is not None and any(char.isalnum() for char in printed)
