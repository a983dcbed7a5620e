"""Finding the fewest changes of cells that let the equations hold.

Each change costs what the slip costs that it takes for granted, each equation that fails costs more than one
digit. Changes are made one at a time, the clearest first: one is made only where no rival mends the same
equation nearly as well. Where none is clear, short chains of changes are tried. What stays ambiguous is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extractors.tables.arithmetic.network import FAIL, Mean, Network, Ratio, Sum
from extractors.tables.arithmetic.price import NEVER, UNKNOWN, slip, variants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MARGIN: Final = 0.3
"""By how much a change must beat its rivals."""
LEFT: Final = 0.25
"""What it tells against a change that an equation of its cell goes on failing."""
DEPTH: Final = 3
WORST_STEP: Final = -2.7
"""What the first steps of a chain may cost before the last one pays."""
MOST_STEPS: Final = 12
"""Changes that are tried at each step of a chain."""
MOST_PASSES: Final = 60
LONG: Final = 400
"""Cells of a sum from which only those are tried that stand in another failing equation: too many others fit."""

Chain = tuple[float, tuple[tuple[int, int], ...]]
"""What changes gain together, and the changes: cells with their values."""


@dataclass(frozen=True, slots=True)
class Token:
    """What is printed in a cell: its readings with their costs, the cheapest first; none where nothing can be read.

    `digits` are how many are printed, `step` is the unit of the column's last; `legible` where there is one
    reading and form proves it; a `fixed` cell (empty, carried, no figure) never changes.
    """

    readings: tuple[tuple[int, float], ...]
    step: int
    digits: int
    legible: bool
    fixed: bool = False

    def cost(self, value: int) -> float:
        """Return what it takes that `value` was meant."""
        if self.fixed or value % self.step:
            return NEVER
        if not self.readings:
            return UNKNOWN
        best = NEVER
        for read, cost in self.readings:
            if read == value:
                return cost
            if read % self.step == 0:
                best = min(best, cost + slip(read // self.step, value // self.step, self.digits))
        return best


@dataclass(frozen=True, slots=True)
class Change:
    """A cell's new value: the equations it mends, and what it gains in all."""

    cell: int
    value: int
    mends: tuple[int, ...]
    gain: float
    score: float


class Search:
    """Changes a network's values until nothing clear is left; `complete` tells whether `most` looks at a cell were enough.

    Looks are counted and not seconds, so that what is found does not depend on the machine or on its load.
    """

    def __init__(self, network: Network, tokens: Sequence[Token], *, most: int) -> None:
        self.network, self.tokens, self.most = network, tokens, most
        self.looks = 0
        self.started = list(network.values)
        self.complete = True

    def run(self) -> None:
        """Make all clear changes."""
        for _ in range(MOST_PASSES):
            if self._late() or not (self._singles() or self._chains()):
                break
        self._undo_rivalled()

    def changed(self) -> tuple[int, ...]:
        """Return the cells whose values are not those of the beginning."""
        return tuple(cell for cell, value in enumerate(self.network.values) if value != self.started[cell])

    def _late(self) -> bool:
        if self.looks >= self.most:
            self.complete = False
        return not self.complete

    # --- single changes

    def _singles(self) -> bool:
        """Make every change that no rival comes near; tell whether there was one."""
        proposed = self._proposed(self.network.failing())
        by_equation: dict[int, list[Change]] = {}
        for change in proposed:
            for at in change.mends:
                by_equation.setdefault(at, []).append(change)
        made = False
        touched: set[int] = set()
        for change in sorted(proposed, key=lambda each: -each.score):
            if change.gain <= 0 or any(at in touched for at, _ in self.network.of_cell[change.cell]):
                continue
            if self._clear(change, by_equation):
                self.network.change(change.cell, change.value)
                touched |= {at for at, _ in self.network.of_cell[change.cell]}
                made = True
        return made

    @staticmethod
    def _clear(change: Change, by_equation: dict[int, list[Change]]) -> bool:
        rivals = (rival for at in change.mends for rival in by_equation[at])
        return all(
            change.score > rival.score + MARGIN for rival in rivals if (rival.cell, rival.value) != (change.cell, change.value)
        )

    def _proposed(self, failing: Iterable[int]) -> list[Change]:
        found: dict[tuple[int, int], Change] = {}
        for at in failing:
            for cell, value in self.offers(at):
                if (cell, value) not in found:
                    change = self.weigh(cell, value)
                    if change is not None:
                        found[cell, value] = change
        return list(found.values())

    def offers(self, at: int) -> Iterator[tuple[int, int]]:
        """Tell the changes of one cell that would satisfy an equation and that a slip explains."""
        network, equation = self.network, self.network.equations[at]
        self.looks += len(equation.cells)
        if isinstance(equation, Sum):
            if equation.slack:
                return
            long = self._is_long(at)
            for cell, sign in zip(equation.cells, equation.signs, strict=True):
                old = network.values[cell]
                if network.open[at] > (old is None) or (long and not self._is_suspect(cell, at)):
                    continue
                value = (old or 0) - sign * network.gap[at]
                if value != old and self.tokens[cell].cost(value) < NEVER:
                    yield cell, value
            return
        yield from self._ratio_offers(at, equation)

    def _is_suspect(self, cell: int, at: int) -> bool:
        """Whether a cell stands in another equation that fails."""
        return any(other != at and not self.network.holds[other] for other, _ in self.network.of_cell[cell])

    def _ratio_offers(self, at: int, equation: Ratio | Mean) -> Iterator[tuple[int, int]]:
        network = self.network
        for cell in equation.cells:
            old, token = network.values[cell], self.tokens[cell]
            if network.open[at] > (old is None) or token.fixed:
                continue
            if equation.slack and token.legible:
                continue
            if cell == equation.result:
                value = equation.of(network.values)
                if value is not None and value != old and token.cost(value) < NEVER:
                    yield cell, value
                continue
            for value in self._meanings(token):
                self.looks += 1
                network.values[cell] = value
                fits = value != old and equation.fits(network.values)
                network.values[cell] = old
                if fits:
                    yield cell, value

    @staticmethod
    def _meanings(token: Token) -> Iterator[int]:
        for read, _ in token.readings:
            yield read
            if read % token.step == 0:
                yield from (each * token.step for each in variants(read // token.step, token.digits))

    def weigh(self, cell: int, value: int) -> Change | None:
        """Return a change with what it gains, None for one that mends nothing."""
        self.looks += 1
        token, old = self.tokens[cell], self.network.values[cell]
        mended, broken, left = self.network.effect(cell, value)
        if not mended:
            return None
        before = UNKNOWN if old is None else token.cost(old)
        gain = FAIL * (len(mended) - len(broken)) - token.cost(value) + before
        return Change(cell, value, tuple(mended), gain, gain - LEFT * left)

    # --- chains

    def _chains(self) -> bool:
        """Make every short chain of changes that together gains clearly most; tell whether there was one."""
        made = False
        for at in list(self.network.failing()):
            if self.network.holds[at] or self._is_long(at) or self._late():
                continue
            chains = self._from(at, DEPTH, 0.0)
            if self._late():
                break
            for cell, value in self._best_chain(chains):
                self.network.change(cell, value)
                made = True
        return made

    @staticmethod
    def _best_chain(chains: Sequence[Chain]) -> tuple[tuple[int, int], ...]:
        """Return the chain that gains most; none where one of other cells comes near."""
        gain, steps = max(chains, key=lambda each: each[0], default=(0.0, ()))
        cells = {cell for cell, _ in steps}
        rivals = (other for other, others in chains if not cells >= {cell for cell, _ in others})
        return steps if gain > MARGIN and all(gain > other + MARGIN for other in rivals) else ()

    def _is_long(self, at: int) -> bool:
        return len(self.network.equations[at].cells) > LONG

    def _from(self, at: int, depth: int, spent: float) -> list[Chain]:
        """Return the chains that begin by mending an equation, each with what it gains."""
        steps = sorted(self._proposed([at]), key=lambda each: -each.score)[:MOST_STEPS]
        found: list[Chain] = []
        for change in steps:
            gain = spent + change.gain
            if gain < WORST_STEP:
                continue
            if gain > 0:
                found.append((gain, ((change.cell, change.value),)))
            if depth > 1 and not self._late():
                found += self._onward(change, depth, gain)
        return found

    def _onward(self, change: Change, depth: int, gain: float) -> list[Chain]:
        """Return the chains that go on from a change through an equation of its cell that then fails."""
        network, old = self.network, self.network.values[change.cell]
        network.change(change.cell, change.value)
        found: list[Chain] = []
        for at, _ in network.of_cell[change.cell]:
            if not network.holds[at] and not self._is_long(at):
                for total, steps in self._from(at, depth - 1, gain):
                    if all(cell != change.cell for cell, _ in steps):
                        found.append((total, ((change.cell, change.value), *steps)))
        network.change(change.cell, old)
        return found

    # --- a last look

    def rivals(self, cell: int) -> tuple[Change, ...]:
        """Return what else would mend the equations that a changed cell mends, as well or better."""
        network, value = self.network, self.network.values[cell]
        old = self.started[cell]
        if value is None:
            return ()
        network.change(cell, old)
        own = self.weigh(cell, value)
        found = self._proposed(own.mends) if own is not None else []
        network.change(cell, value)
        if own is None:
            return ()
        near = [each for each in found if (each.cell, each.value) != (cell, value) and each.score > own.score - MARGIN]
        return tuple(sorted(near, key=lambda each: -each.score))

    def _undo_rivalled(self) -> None:
        """Take back changes that others would replace, now that all is in place."""
        for cell in self.changed():
            if self.rivals(cell):
                self.network.change(cell, self.started[cell])
