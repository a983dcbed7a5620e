"""The ways to read one word, before its source and its neighbours are asked."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import regex

from normalizers.channel import Reading, Step, base_cost, lost_accents, readings
from normalizers.derived import derived
from normalizers.letter_runs import strangeness
from normalizers.lexicon import lexicon
from normalizers.look_alikes import look_alikes
from normalizers.orthography import modern

_COMMON: Final = 14.0
"""Cost of a word up to which it is taken as read unless only accents tell it from another."""
_SELDOM: Final = 14.8
"""Cost past which a longer word is asked for the glyphs it may stand for."""
_DEAR: Final = 17.0
"""Cost past which a word does not keep its parts from being asked."""
_STRANGER: Final = 22.0
"""Cost of a word of small letters that the lexicon lacks; names and acronyms are likelier."""
_UNHEARD: Final = 4.0
"""What a word costs over that where its letters tell that it is none."""
_NO_ENDING: Final = regex.compile(
    r"""
      [aei]r(?:d|éd|éa|é|ad|&)o$
    | [aei](?:[cg¢]{1,2}|ss?|sc)(?:[dé&A]|éd|éa|ad)o$
    | [aei][cg¢]{1,2}(?:[dfB]|od|6)es$
    | [cg]{2}(?:[aéd&]{1,2}o|[od6]{1,2}es)$
    """,
    regex.VERBOSE,
)
"""Ends of -rão, -ção, -são, -ções read badly, which no word has that the list lacks."""
_NAME: Final = 14.5
_NAME_LETTER: Final = 0.6
"""A capitalised word the lexicon lacks is a name, the less likely the longer it is."""
_ACRONYM: Final = 14.0
_ACRONYM_LETTERS: Final = 5
_ACRONYM_SHORT: Final = 5
"""Letters below which a word in capitals is an acronym the likelier, a nat for each."""
_GLYPHS: Final = 30.0
"""Cost of a word that bears glyphs no word has."""
_FOREIGN: Final = frozenset("äëïöåøæÿñ")
"""Letters no Portuguese word has; in a badly read text they stand for others."""
_SUSPECT: Final = ("ido", "idos", "éo", "és", "éria", "ério", "gao", "cao", "cdo", "gdo", "cdes", "gdes")
"""Endings of words that also stand for accented endings read badly."""
_ODD: Final = 2.0
"""Strangeness of a word that the lexicon lacks up to which it may be made of a stem and an ending."""
_BRIEF: Final = 5
"""Letters up to which a seldom word may well be another one read badly."""


class Choice(NamedTuple):
    """One way to read a word: the printed word in lower case, how the glyphs came about, its own cost in nats."""

    word: str
    steps: tuple[Step, ...]
    prior: float


@lru_cache(maxsize=60_000)
def choices(read: str) -> tuple[Choice, ...]:
    """Return the ways to read `read`; the first is the word as it stands."""
    words = lexicon()
    lower = read.lower()
    if _plain_word(read, lower):
        return (Choice(lower, (), words.costs[lower]),)
    twins = words.same_letters(lower) if lower.isascii() else ()
    alike = look_alikes().get(lower)
    if alike is None and len(twins) == 1 and twins[0] == lower and not _doubtful(read, lower, known=True):
        return (Choice(lower, (), own_cost(read)),)
    found: dict[str, Choice] = {}
    for word in twins:
        found[word] = Choice(word, lost_accents(read, word), words.costs[word])
    if _doubtful(read, lower, known=bool(twins)):
        for reading in (*_capital_i(read), *readings(read)):
            found.setdefault(reading.word, Choice(reading.word, reading.steps, words.costs[reading.word]))
        if modern(lower)[0] != lower or _NO_ENDING.search(read) or all(choice.prior > _DEAR for choice in found.values()):
            for reading, prior in derived(read):
                if strangeness(reading.word) <= _ODD:
                    found.setdefault(reading.word, Choice(reading.word, reading.steps, prior))
    if alike is not None and alike[0] in words.costs:
        found.setdefault(alike[0], Choice(alike[0], (alike[1],), words.costs[alike[0]]))
    own = found.pop(lower, None)
    cost = own_cost(read)
    return (Choice(lower, (), min(cost, own.prior) if own is not None and regular(read) else cost), *found.values())


def _plain_word(read: str, lower: str) -> bool:
    """Whether `read` is a word of the lexicon that nothing makes doubtful: the quick way out for most words."""
    words = lexicon()
    cost = words.costs.get(lower)
    if cost is None or cost > _SELDOM or (cost > _COMMON and len(read) <= _BRIEF):
        return False
    if lower.endswith(_SUSPECT) or lower in look_alikes():
        return False
    if lower in words.twins and lower.isascii():
        return False
    return read == lower or (regular(read) and not (len(read) < _ACRONYM_SHORT and read.isupper()))


def _capital_i(read: str) -> tuple[Reading, ...]:
    """Return the readings of a word whose first stroke was a capital I."""
    if len(read) <= _SHORTEST or read[0] not in "l|1[!" or not read[1].isalpha():
        return ()
    step = Step(0, 1, "I", read[0])
    cost = base_cost(step)
    return tuple(
        Reading(reading.word, (step, *reading.steps), reading.cost + cost)
        for reading in readings("I" + read[1:])
        if reading.word[0] == "i" and (not reading.steps or reading.steps[0].start > 0)
    )


_SHORTEST: Final = 3


def regular(read: str) -> bool:
    """Whether capitals stand only where they may: none, the first letter, or all."""
    return read.islower() or read.isupper() or (read[0].isupper() and read[1:].islower())


def own_cost(read: str) -> float:
    """Return the cost in nats of the word as it stands."""
    cost = lexicon().costs.get(read.lower())
    if not read.isalpha() or (cost is None and not _FOREIGN.isdisjoint(read)):
        return _GLYPHS
    if cost is not None and regular(read) and not (read.isupper() and len(read) < _ACRONYM_SHORT):
        return cost
    if read.isupper():
        short = len(read) <= _ACRONYM_LETTERS
        letters = _NAME_LETTER * len(read) + strangeness(read.lower())
        return _ACRONYM - max(0, _ACRONYM_SHORT - len(read)) if short else _NAME + letters
    unheard = _UNHEARD if cost is None and _NO_ENDING.search(read) else 0.0
    if read[0].isupper() and regular(read):
        return _NAME + _NAME_LETTER * len(read) + max(unheard, strangeness(read.lower()))
    return _STRANGER + unheard


def _doubtful(read: str, lower: str, *, known: bool) -> bool:
    """Whether the glyphs themselves must be asked, beyond lost accents."""
    cost = lexicon().costs.get(lower)
    if cost is None:
        return not known
    seldom = cost > _COMMON and (len(read) <= _BRIEF or cost > _SELDOM)
    return seldom or not regular(read) or lower.endswith(_SUSPECT)
