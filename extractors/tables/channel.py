"""Whether OCR explains a name: the cheapest way to read one word for another by the table `channel.csv`."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final

from corpus.knowledge import records

if TYPE_CHECKING:
    from collections.abc import Mapping

RAREST: Final = 7.0
"""Nats of a single confusion beyond which it proves nothing: one time in a thousand."""
MOST: Final = 12.0
"""Nats of a whole name: three confusions that are common, or two that are not."""


@cache
def _confusions() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Return by what was printed the glyphs that are read for it, each with its cost in nats."""
    found: dict[str, list[tuple[str, float]]] = {}
    for row in records("channel"):
        cost = -math.log(float(row["share"]))
        if cost <= RAREST:
            found.setdefault(row["printed"], []).append((row["read"], cost))
    return {printed: tuple(ways) for printed, ways in found.items()}


def cost_of(read: str, printed: str) -> float | None:
    """Return what it costs to read `printed` as `read`, in nats; None where the channel does not explain it.

    Small letters and capitals are one, and only the first letter may be a capital of its own.

    >>> round(cost_of("[tadba", "Itaúba") or 0, 1), cost_of("Poxoréo", "Poxoréu"), cost_of("Cuiabá", "Cuiabá")
    (7.8, None, 0.0)
    """
    shown = {(0, 0): 0.0}
    for end in range(len(printed)):
        for (at, reached), cost in [(place, cost) for place, cost in shown.items() if place[0] == end]:
            for length, read_as, more in _steps(printed, at):
                if not _stands(read, reached, read_as):
                    continue
                place, whole = (at + length, reached + len(read_as)), cost + more
                if whole <= MOST and whole < shown.get(place, math.inf):
                    shown[place] = whole
    return shown.get((len(printed), len(read)))


def _steps(printed: str, at: int) -> list[tuple[int, str, float]]:
    """Tell what may be read from `at` on: how many letters, as which glyphs, at what cost."""
    steps = [(1, printed[at], 0.0)]
    for length in (1, 2):
        part = printed[at : at + length]
        ways = _confusions()
        for letters in {part, part.lower()}:
            steps += [(len(part), read, cost) for read, cost in ways.get(letters, ()) if len(part) == length]
    return steps


def _stands(read: str, at: int, glyphs: str) -> bool:
    """Whether the glyphs stand in a read word at `at`; case tells nothing."""
    return read[at : at + len(glyphs)].casefold() == glyphs.casefold()
