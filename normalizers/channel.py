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
from normalizers.lexicon import ENDING, FOLD, lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from normalizers.lexicon import Lexicon

_LIMIT: Final = 13.0
"""Channel cost past which a reading is not followed."""
_FAR: Final = 9.5
"""The same for a word all of whose glyphs are letters."""
_NEAR: Final = 7.0
"""Channel cost up to which a first try goes."""
_CHEAP: Final = 5.5
"""Cost of a confusion that is tried at one place before whole words are walked."""
_GOOD: Final = 18.0
"""Cost of channel and word together at which the first try is enough."""
_WIDTH: Final = 30
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
    """What may be printed under `length` glyphs, its first letter ("" where they stand for nothing) once more."""

    length: int
    printed: str
    first: str
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
    return _CAPITAL if step.printed else _stray(step.read)


def _stray(glyph: str) -> float:
    """Return the cost of a glyph that stands for nothing: dear where it is mostly a letter read badly."""
    return 2 * _STRAY if glyph.isdigit() or glyph in "&¢" else _STRAY


_More = tuple[tuple[str, tuple[_Move, ...]], ...]


@lru_cache(maxsize=4096)
def _confusions(first: str) -> _More:
    """Return the stretches of two glyphs and more that begin with a glyph, shortest first, and what may be printed under each."""
    return tuple((read, _moves_of(read)) for read in sorted(_by_read(), key=len) if len(read) > 1 and read[0] == first)


@lru_cache(maxsize=4096)
def _moves_of(stretch: str) -> tuple[_Move, ...]:
    """Return what may be printed under all the glyphs of `stretch` together, cheapest first."""
    moves = [_Move(len(stretch), printed, printed[:1], cost, differs=True) for printed, cost in _by_read().get(stretch, ())]
    if len(stretch) == 1 and stretch.isalpha():
        lower = stretch.lower()
        moves.append(_Move(1, lower, lower[:1], 0.0 if lower == stretch else _CAPITAL, lower != stretch))
    elif len(stretch) == 1:
        moves.append(_Move(1, "", "", _stray(stretch), differs=True))
    return tuple(sorted(moves, key=lambda move: move.cost))


_LONGEST: Final = 120
"""Glyphs past which nothing is asked: no word is a third as long, and none is read as three times its length."""


_Ahead = tuple[tuple[_Move, ...], ...]


def _lattice(read: str) -> Sequence[_Ahead]:
    """Return, for each place of `read`, what may be printed under one glyph from there, under two and so on."""
    longest = _longest()
    return [_ahead(read[at : at + longest]) for at in range(len(read))]


@lru_cache(maxsize=20_000)
def _ahead(glyphs: str) -> _Ahead:
    """Return what may be printed under the first of `glyphs`, under the first two and so on."""
    return (_moves_of(glyphs[0]), *[moves for read, moves in _confusions(glyphs[0]) if glyphs.startswith(read)])


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

    The word itself is among them where the lexicon has it. Dear confusions are only tried where the
    cheap ones lead to no word that is common enough.
    """
    if len(read) > _LONGEST:
        return ()
    glyphs, words = settled(read), lexicon()
    costs = words.costs
    found = {} if glyphs in costs else _one_place(glyphs, words)
    if not any(cost + costs[word] < _GOOD for word, (cost, _) in found.items()):
        found = walk(glyphs, words, limit=_NEAR)
    if glyphs not in costs and not any(cost + costs[word] < _GOOD for word, (cost, _) in found.items()):
        found = walk(glyphs, words, limit=_LIMIT if not glyphs.isalpha() else _FAR)
    kept = [Reading(word, steps, cost) for word, (cost, steps) in found.items()]
    kept.sort(key=lambda reading: (reading.cost + costs[reading.word], reading.word))
    return tuple(kept[:_KEPT])


_Found = dict[str, tuple[float, tuple[Step, ...]]]


def _one_place(read: str, words: Lexicon) -> _Found:
    """Return the words that one cheap confusion explains, or that of a ç and of the til after it."""
    found: _Found = {}
    costs = words.costs
    sound = 0 if read[-ENDING:] in words.endings else max(0, len(read) - ENDING)  # where no word ends so, that must change
    longest = _longest()
    for at in range(max(0, sound + 1 - 2 * longest), len(read)):
        head = read[:at]
        if not words.begins(head):
            break
        letters = words.ahead.get(head)
        for length, moves in _cheap_ways(read[at : at + longest]):
            end = at + length
            rest = read[end:]
            for printed, first, cost in moves:
                if letters is not None and first not in letters:
                    continue
                if end > sound and (word := head + printed + rest) in costs and (word not in found or found[word][0] > cost):
                    found[word] = (cost, (Step(at, end, printed, read[at:end]),))
                if printed == "ç" and rest:
                    _with_til(read, Step(at, end, "ç", read[at:end]), cost, words, found)
    return found


_Cheap = tuple[int, tuple[tuple[str, str, float], ...]]


@lru_cache(maxsize=20_000)
def _cheap_ways(glyphs: str) -> tuple[_Cheap, ...]:
    """Return the cheap confusions of the first of `glyphs`, of the first two and so on.

    Each says how many glyphs it is of, then what is printed, its first letter and its cost.
    """
    return (_cheap_of(glyphs[0]), *[ways for read, ways in _cheap_confusions(glyphs[0]) if glyphs.startswith(read)])


@lru_cache(maxsize=4096)
def _cheap_of(stretch: str) -> _Cheap:
    cheap = (move for move in _moves_of(stretch) if move.differs and move.cost <= _CHEAP)
    return len(stretch), tuple((move.printed, move.first, move.cost) for move in cheap)


@lru_cache(maxsize=4096)
def _cheap_confusions(first: str) -> tuple[tuple[str, _Cheap], ...]:
    """Return the cheap confusions of two glyphs and more that begin with a glyph, fewest glyphs first."""
    return tuple((read, cheap) for read, _ in _confusions(first) if (cheap := _cheap_of(read))[1])


def _with_til(read: str, cedilla: Step, before: float, words: Lexicon, found: _Found) -> None:
    """Add the words in which a ç read badly is followed by an ã or õ read badly."""
    middle = cedilla.end
    head = read[: cedilla.start] + "ç"
    for length, moves in _cheap_ways(read[middle : middle + _longest()]):
        end = middle + length
        for printed, _, dearer in moves:
            if printed not in {"ã", "õ"}:
                continue
            word, cost = head + printed + read[end:], before + dearer
            if word in words.costs and (word not in found or found[word][0] > cost):
                found[word] = (cost, (cedilla, Step(middle, end, printed, read[middle:end])))


_Path = tuple["_Path | None", int, _Move]
_State = dict[str, tuple[float, "_Path | None"]]


def walk(read: str, words: Lexicon, *, limit: float = _LIMIT) -> dict[str, tuple[float, tuple[Step, ...]]]:
    """Return the words of `words` that explain the settled glyphs `read`, each with its least cost and the steps.

    Readings dearer than `limit` nats are not followed.
    """
    states: list[_State] = [{} for _ in range(len(read) + 1)]
    states[0][""] = (0.0, None)
    lattice = _lattice(read)
    for at in range(len(read)):
        if states[at]:
            _advance(states, at, lattice[at], words, limit)
    reached = states[-1].items()
    return {word: (cost, _steps(read, path)) for word, (cost, path) in reached if word in words.costs}


def _advance(states: list[_State], at: int, ahead: _Ahead, words: Lexicon, limit: float) -> None:
    """Take the best prefixes at `at` as far as the moves there, and the words that begin so, allow."""
    begins, after = words.begins, words.ahead
    here = states[at].items()
    best = sorted(here, key=_cost_of)[:_WIDTH] if len(here) > _WIDTH else here
    known = [(prefix, cost, path, after.get(prefix)) for prefix, (cost, path) in best]
    for moves in ahead:
        there = states[at + moves[0].length]
        for prefix, cost, path, letters in known:
            left = limit - cost
            for move in moves:
                _, printed, first, dearer, differs = move
                if dearer > left:
                    break
                if letters is not None and first not in letters:
                    continue
                longer = prefix + printed
                total = cost + dearer
                old = there.get(longer)
                if old is None:
                    if (letters is None or len(printed) > 1) and not begins(longer):
                        continue
                elif old[0] <= total:
                    continue
                there[longer] = (total, (path, at, move) if differs else path)


def _cost_of(item: tuple[str, tuple[float, _Path | None]]) -> float:
    return item[1][0]


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
