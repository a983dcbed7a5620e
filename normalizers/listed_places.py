"""Municipalities in a list of their kin (Acaraú; Acopiara; Aracati): those read badly are named by the state's own table.

A list is known by its members: where most are municipalities of one state as they stand, one that is
none is read as the only municipality of that state that the channel leads to.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from corpus.knowledge import records
from normalizers import RULES, Rule
from normalizers.channel import lost_accents, plain, settled, walk
from normalizers.choices import Choice
from normalizers.lexicon import Lexicon
from normalizers.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from normalizers.channel import Step
    from normalizers.tokens import Token

LISTED: Final = "municipality-listed"
"""The rule id of this module."""
_WORDS: Final = regex.compile(r"\p{L}++")
_LEAST: Final = 6
"""Members a list must have,"""
_KNOWN: Final = 4
"""how many of them, at the least,"""
_SHARE: Final = 0.5
"""and which share of them, must be municipalities of one state as they stand."""
_LONGEST: Final = 5
"""Words of a name."""
_SHORTEST: Final = 3
"""Glyphs a word must have to be asked."""
_COST: Final = 8.0
"""Channel cost in nats up to which a member is explained,"""
_APART: Final = 2.5
"""and how much dearer the next explanation must be."""
_CONFIDENCE: Final = 0.9
_PARTICLES: Final = frozenset({"de", "da", "do", "das", "dos", "d"})

_Name = tuple[str, ...]


class Member(NamedTuple):
    """One member of a list: the indexes of its first token and of the one after its last, its words as decided."""

    first: int
    after: int
    words: _Name


class State(NamedTuple):
    """The municipalities of a state by number of words, and all their words as a lexicon."""

    names: Mapping[int, tuple[_Name, ...]]
    words: Lexicon


@lru_cache(maxsize=1)
def known() -> Mapping[_Name, frozenset[str]]:
    """Return the states that have a municipality of this name, by its folded words."""
    found: dict[_Name, set[str]] = defaultdict(set)
    for record in records("municipalities"):
        found[tuple(plain(word) for word in _WORDS.findall(record["name"].lower()))].add(record["state"])
    return {name: frozenset(states) for name, states in found.items()}


@lru_cache(maxsize=4)
def of_state(code: str) -> State:
    """Return the municipalities of the state of two letters; none of a code that is no state's."""
    names: dict[int, list[_Name]] = defaultdict(list)
    for record in records("municipalities"):
        if record["state"] == code:
            words = tuple(_WORDS.findall(record["name"].lower()))
            names[len(words)].append(words)
    every = {word for group in names.values() for name in group for word in name}
    return State({size: tuple(group) for size, group in names.items()}, Lexicon.of(dict.fromkeys(every, 0.0)))


def listed(text: str, found: Sequence[Token], heard: Sequence[str]) -> Mapping[int, Verdict]:
    """Return, by index of the token, the words of municipalities in lists that were read badly.

    `heard` are the words as decided so far, in lower case.
    """
    verdicts: dict[int, Verdict] = {}
    for members in _lists(text, found, heard):
        states = Counter(state for member in members for state in known().get(folded(member.words), ()))
        best = states.most_common(1)
        if not best or best[0][1] < max(_KNOWN, _SHARE * len(members)):
            continue
        state = of_state(best[0][0])
        for member in members:
            printed = tuple(token.text.lower() for token in found[member.first : member.after])
            if best[0][0] in known().get(folded(printed), ()):
                verdicts.update(accented(member, found, state))
            elif folded(printed) not in known():
                verdicts.update(explained(member, found, state))
    return verdicts


def folded(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without their accents."""
    return tuple(map(plain, words))


def _lists(text: str, found: Sequence[Token], heard: Sequence[str]) -> Iterator[list[Member]]:
    """Give the runs of short capitalised stretches between commas, semicolons, numbers and line ends."""
    run: list[Member] = []
    first = 0
    while first < len(found):
        after = first + 1
        while after < len(found) and heard[after] != "e" and text[found[after - 1].end : found[after].start].isspace():
            after += 1
        member = Member(first, after, tuple(heard[first:after]))
        if len(member.words) <= _LONGEST and _is_name(found, member) and not _is_cell(text, found, member):
            run.append(member)
        else:
            if len(run) >= _LEAST:
                yield run
            run = []
        first = after
    if len(run) >= _LEAST:
        yield run


def _is_cell(text: str, found: Sequence[Token], member: Member) -> bool:
    """Whether a rule parts the member from the next on its line: tables are read by their own rules."""
    end = text.find("\n", found[member.after - 1].end)
    return "|" in text[found[member.after - 1].end : end if end >= 0 else len(text)]


def _is_name(found: Sequence[Token], member: Member) -> bool:
    words = found[member.first : member.after]
    return words[0].text[0].isupper() and all(word.text[0].isupper() or word.text in _PARTICLES for word in words)


def accented(member: Member, found: Sequence[Token], state: State) -> Iterator[tuple[int, Verdict]]:
    """Give the words of a member, as read by `found`, that is a municipality of `state` but for its accents."""
    printed = tuple(token.text.lower() for token in found[member.first : member.after])
    spelt = [name for name in state.names.get(len(member.words), ()) if folded(name) == folded(printed)]
    for at, word in enumerate(spelt[0] if len(spelt) == 1 else ()):
        token = found[member.first + at]
        if word != token.text.lower() == plain(word):
            yield (
                member.first + at,
                Verdict(Choice(word, lost_accents(token.text, word), 0.0), _CONFIDENCE, 0.0, LISTED),
            )


def explained(member: Member, found: Sequence[Token], state: State) -> Mapping[int, Verdict]:
    """Return the verdicts that make a member the one municipality that explains it; nothing where none or several do."""
    tokens = found[member.first : member.after]
    if any(len(token.text) < _SHORTEST and token.text not in _PARTICLES for token in tokens):
        return {}
    ways = [walk(settled(token.text), state.words, limit=_COST) for token in tokens]
    names = [name for name in state.names.get(len(tokens), ()) if all(word in way for word, way in zip(name, ways, strict=True))]
    costs = sorted((sum(way[word][0] for word, way in zip(name, ways, strict=True)), name) for name in names)
    if not costs or costs[0][0] > _COST or (len(costs) > 1 and costs[1][0] < costs[0][0] + _APART):
        return {}
    chosen: list[tuple[str, tuple[float, tuple[Step, ...]]]] = [
        (word, way[word]) for word, way in zip(costs[0][1], ways, strict=True)
    ]
    return {
        member.first + at: Verdict(Choice(word, steps, 0.0), _CONFIDENCE, cost, LISTED)
        for at, (word, (cost, steps)) in enumerate(chosen)
        if steps
    }


@RULES.register("listed_places")
def rules() -> tuple[Rule, ...]:
    """Return the one rule of this module."""
    return (
        Rule(
            "municipality-listed", "listed_places.py", "a municipality in a list of its state's, by the table of municipalities"
        ),
    )
