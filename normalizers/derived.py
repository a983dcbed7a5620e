"""Words that no list holds, read through their parts: productive endings, prefixes, futures of verbs."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from corpus.knowledge import records
from normalizers.channel import Reading, Step, readings, settled, shares, walk
from normalizers.lexicon import Lexicon, lexicon
from normalizers.orthography import modern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DERIVED: Final = 18.0
"""Cost of a word made of an unknown stem and a known ending."""
_PREFIXED: Final = 4.5
"""Cost of a prefix over its word."""
_FUTURE: Final = 1.5
"""Cost of the future over its infinitive: acts command in the future."""
_LEAST: Final = 8
"""Letters a word must have for its ending to speak."""


@lru_cache(maxsize=1)
def _suffixes() -> tuple[Lexicon, Mapping[str, int]]:
    """Return the endings as a lexicon, and the letters a stem before each must have."""
    stems = {record["suffix"]: int(record["min_stem"]) for record in records("suffixes")}
    return Lexicon.of(dict.fromkeys(stems, _DERIVED)), stems


@lru_cache(maxsize=1)
def _prefixes() -> tuple[str, ...]:
    return tuple(record["prefix"] for record in records("prefixes"))


@lru_cache(maxsize=20_000)
def derived(read: str) -> tuple[tuple[Reading, float], ...]:
    """Return the readings of `read` through its parts, with their priors in nats; at most three, best first."""
    found = [*_by_old(read), *_by_ending(read), *_by_prefix(read), *_by_future(read)]
    found.sort(key=lambda item: item[0].cost + item[1])
    return tuple(found[:3])


def _by_ending(read: str) -> Iterator[tuple[Reading, float]]:
    glyphs = settled(read)
    if len(glyphs) < _LEAST:
        return
    _, stems = _suffixes()
    for at in range(2, len(glyphs) - 2):
        stem = glyphs[:at]
        if not (stem.isascii() and stem.isalpha() and stem.islower() and lexicon().begins(stem[:_BEGINNING])):
            return
        for ending, cost, steps in _endings_read(glyphs[at:]):
            if at >= stems[ending] and _fits(stem, ending):
                moved = tuple(Step(step.start + at, step.end + at, step.printed, step.read) for step in steps)
                yield Reading(stem + ending, moved, cost), _DERIVED - 0.4 * len(ending)


@lru_cache(maxsize=20_000)
def _endings_read(tail: str) -> tuple[tuple[str, float, tuple[Step, ...]], ...]:
    """Return the endings that explain all of `tail`, which is no ending as it stands, with cost and steps of each."""
    endings, _ = _suffixes()
    found = walk(tail, endings).items()
    return tuple((ending, cost, steps) for ending, (cost, steps) in found if steps and not _is_participle(steps))


_PARTICIPLES: Final = frozenset({"ad", "id"})
"""Read for ã in common words only: -ado and -ido end words of their own."""


def _is_participle(steps: tuple[Step, ...]) -> bool:
    return not _PARTICIPLES.isdisjoint(step.read for step in steps)


_BEGINNING: Final = 3
"""First letters of a stem, with which some word must begin."""


def _fits(stem: str, ending: str) -> bool:
    """Whether the last letter of the stem may stand before the ending."""
    return not (ending[0] == "ç" and stem[-1] in "cgqd")


def _by_prefix(read: str) -> Iterator[tuple[Reading, float]]:
    glyphs = settled(read)
    costs = lexicon().costs
    for prefix in _prefixes():
        rest = glyphs[len(prefix) :]
        if len(rest) >= 6 and glyphs.startswith(prefix):  # noqa: PLR2004  a shorter rest is seldom a word of its own
            for reading in readings(rest):
                steps = tuple(Step(s.start + len(prefix), s.end + len(prefix), s.printed, s.read) for s in reading.steps)
                yield Reading(prefix + reading.word, steps, reading.cost), costs[reading.word] + _PREFIXED


def _by_old(read: str) -> Iterator[tuple[Reading, float]]:
    """Give the readings of a word of old spelling, through its later one."""
    glyphs = settled(read)
    later, origins = modern(glyphs)
    if later == glyphs:
        return
    costs = lexicon().costs
    for reading in readings(later):
        steps = tuple(Step(origins[s.start], origins[s.end], s.printed, s.read) for s in reading.steps)
        if all(glyphs[step.start : step.end] == step.read for step in steps):
            yield Reading(_applied(glyphs, steps), steps, reading.cost), costs[reading.word] + _OLD


def _applied(glyphs: str, steps: tuple[Step, ...]) -> str:
    """Return the glyphs with the steps taken back."""
    at = 0
    parts: list[str] = []
    for step in steps:
        parts += (glyphs[at : step.start], step.printed)
        at = step.end
    return "".join((*parts, glyphs[at:]))


_OLD: Final = 3.0
"""Cost of an old spelling over its later one."""
_ENDS: Final = {
    "á": ("a", "ad", "d", "é", "4", "éa", "4d", "A"),
    "ão": ("ao", "do", "éo", "&o", "édo", "ado", "4o", "äo", "Ao", "&o"),
}


def _by_future(read: str) -> Iterator[tuple[Reading, float]]:
    glyphs = settled(read)
    costs = lexicon().costs
    for printed, ends in _ENDS.items():
        for end in ends:
            infinitive = glyphs.removesuffix(end)
            if infinitive != glyphs and infinitive.endswith(("ar", "er", "ir")) and infinitive in costs:
                accent = printed[0]
                stretch = end if printed == "á" else end[:-1]
                step = Step(len(infinitive), len(infinitive) + len(stretch), accent, stretch)
                cost = -math.log(shares().get((accent, stretch), 1e-3))
                yield Reading(infinitive + printed, (step,), cost), costs[infinitive] + _FUTURE
