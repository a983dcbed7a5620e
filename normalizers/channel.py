"""The noisy channel: what printed words a stretch of read glyphs may come from.

The shares come from the table `channel.csv` (printed letters, glyphs read for them, share of the
times). `readings` walks the read word from left to right and keeps the prefixes of lexicon words
that explain it; all costs are nats.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.errors import KnowledgeError
from corpus.knowledge import records
from normalizers.lexicon import FOLD, lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from normalizers.lexicon import Lexicon

_LIMIT: Final = 13.0
"""Channel cost past which a reading is not followed."""
_WIDTH: Final = 40
"""Prefixes kept at each place of the read word."""
_STRAY: Final = 4.5
"""Cost of a read glyph that is no letter and stands for nothing."""
_CAPITAL: Final = 2.5
"""Cost of a capital inside a word of small letters that is only the wrong case."""
_KEPT: Final = 6
"""Readings kept of a word, cheapest by channel and commonness."""


class Step(NamedTuple):
    """One stretch `start:end` of the read word, standing for `printed`, where the two differ."""

    start: int
    end: int
    printed: str
    read: str


class Reading(NamedTuple):
    """A word (lower case) that explains the read glyphs, with the steps where they differ."""

    word: str
    steps: tuple[Step, ...]
    cost: float


class _Move(NamedTuple):
    length: int
    printed: str
    cost: float
    differs: bool


@lru_cache(maxsize=1)
def shares() -> Mapping[tuple[str, str], float]:
    """Return the share of each reading of each printed stretch, by (printed, read)."""
    table: dict[tuple[str, str], float] = {}
    for row in records("channel"):
        share = float(row["share"])
        if not 0 < share < 1 or row["printed"] == row["read"]:
            message = f"channel.csv: {row['printed']!r} read {row['read']!r}: the share must lie between 0 and 1"
            raise KnowledgeError(message)
        table[row["printed"], row["read"]] = share
    return table


@lru_cache(maxsize=1)
def _by_read() -> Mapping[str, tuple[tuple[str, float], ...]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for (printed, read), share in shares().items():
        found.setdefault(read, []).append((printed, -math.log(share)))
    return {read: tuple(sorted(choices, key=lambda choice: choice[1])) for read, choices in found.items()}


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, _by_read()))


def base_cost(step: Step) -> float:
    """Return the cost of one step by the shipped table, or that of a stray glyph or a capital."""
    share = shares().get((step.printed, step.read))
    if share is not None:
        return -math.log(share)
    if step.printed:
        return _CAPITAL
    return 2 * _STRAY if step.read in "&¢" else _STRAY


def _moves(read: str, at: int) -> list[_Move]:
    """Return what may be printed under the glyphs that begin at `at`."""
    glyph = read[at]
    moves = []
    if glyph.isalpha():
        lower = glyph.lower()
        moves.append(_Move(1, lower, 0.0 if lower == glyph else _CAPITAL, lower != glyph))
    else:
        moves.append(_Move(1, "", _STRAY if glyph not in "&¢" else 2 * _STRAY, differs=True))
    by_read = _by_read()
    for length in range(1, min(_longest(), len(read) - at) + 1):
        for printed, cost in by_read.get(read[at : at + length], ()):
            moves.append(_Move(length, printed, cost, differs=True))
    return moves


def settled(read: str) -> str:
    """Return the read word with the capitals that its place explains made small."""
    if read.isupper():
        return read.lower()
    if read[0].isupper():
        return read[0].lower() + read[1:]
    return read


@lru_cache(maxsize=60_000)
def readings(read: str) -> tuple[Reading, ...]:
    """Return the lexicon words that explain `read`, best first by channel cost and commonness.

    The word itself is among them where the lexicon has it.
    """
    words = lexicon()
    kept = [Reading(word, steps, cost) for word, (cost, steps) in walk(settled(read), words).items()]
    kept.sort(key=lambda reading: (reading.cost + words.costs[reading.word], reading.word))
    return tuple(kept[:_KEPT])


_Path = tuple["_Path | None", int, _Move]


def walk(read: str, words: Lexicon) -> dict[str, tuple[float, tuple[Step, ...]]]:
    """Return the words of `words` that explain the settled glyphs `read`, each with its least cost and the steps."""
    states: list[dict[str, tuple[float, _Path | None]]] = [{} for _ in range(len(read) + 1)]
    states[0][""] = (0.0, None)
    for at in range(len(read)):
        if states[at]:
            _advance(read, at, states, words)
    reached = states[-1].items()
    return {word: (cost, _steps(read, path)) for word, (cost, path) in reached if word in words.costs}


def _advance(read: str, at: int, states: list[dict[str, tuple[float, _Path | None]]], words: Lexicon) -> None:
    """Take the best prefixes at `at` as far as the glyphs there allow."""
    begins = words.begins
    best = sorted(states[at].items(), key=lambda item: item[1][0])[:_WIDTH]
    moves = _moves(read, at)
    for prefix, (cost, path) in best:
        for move in moves:
            total = cost + move.cost
            if total > _LIMIT:
                continue
            longer = prefix + move.printed
            there = states[at + move.length]
            old = there.get(longer)
            if old is None:
                if longer and not begins(longer):
                    continue
            elif old[0] <= total:
                continue
            there[longer] = (total, (path, at, move) if move.differs else path)


def _steps(read: str, path: _Path | None) -> tuple[Step, ...]:
    steps = []
    while path is not None:
        path, at, move = path
        steps.append(Step(at, at + move.length, move.printed, read[at : at + move.length]))
    return tuple(reversed(steps))


def lost_accents(read: str, word: str) -> tuple[Step, ...]:
    """Return the steps that turn `read` into `word`, which differs from it in accents only."""
    return tuple(
        Step(at, at + 1, printed, glyph)
        for at, (glyph, printed) in enumerate(zip(settled(read), word, strict=True))
        if glyph != printed
    )


def plain(word: str) -> str:
    """Return `word` without its accents, letter for letter."""
    return word.translate(FOLD)
