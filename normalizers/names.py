"""Persons' names that recur in one source in several readings: the one that explains them all.

Names of the same length that differ in one word, or in two of four or more, are taken for readings
of one name. A differing word is read as the one form from which the channel leads to every reading
of it; where none or several do, all stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from normalizers import RULES, Rule
from normalizers.channel import plain, readings, settled, walk
from normalizers.choices import Choice
from normalizers.lexicon import Lexicon, lexicon
from normalizers.verdicts import Verdict
from normalizers.word_classes import is_a

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from normalizers.channel import Step
    from normalizers.profile import Profile
    from normalizers.tokens import Token

_PARTICLES: Final = frozenset({"de", "da", "do", "dos", "das", "e", "d"})
_LONGEST: Final = 7
_TWO_APART: Final = 4
"""Words a name must have for two of them to differ."""
_EXPLAINS: Final = 6.5
"""Cost in nats up to which a form explains a reading."""

_Name = tuple[str, ...]


class Recurring(NamedTuple):
    """What came of the names that recur: `verdicts` by index of the token, and the `unexplained` words.

    Each of `unexplained` is a word that its name's readings differ in and no form explains, or
    several do: the indexes of its tokens, with those of the first and last token of the name there.
    """

    verdicts: Mapping[int, Verdict]
    unexplained: tuple[Mapping[int, tuple[int, int]], ...]


def unified(found: Sequence[Token], marks: Sequence[str | None], profile: Profile) -> Recurring:
    """Return what the words of recurring names are read as, and which stay in doubt."""
    places: dict[_Name, list[int]] = defaultdict(list)
    for start, name in _names(found, marks):
        places[name].append(start)
    verdicts: dict[int, Verdict] = {}
    unexplained: list[Mapping[int, tuple[int, int]]] = []
    for group in _groups(places):
        for at in range(len(group[0])):
            variants = frozenset(name[at] for name in group)
            if len(variants) == 1:
                continue
            explained = _explained(variants, profile)
            if not explained and any(variant.lower() not in lexicon().costs for variant in variants):
                unexplained.append({start + at: (start, start + len(name) - 1) for name in group for start in places[name]})
            for name in group:
                choice = explained.get(name[at])
                if choice is not None:
                    verdict = Verdict(choice, 0.9, profile.cost(choice.steps), "name-unified")
                    verdicts.update((start + at, verdict) for start in places[name])
    return Recurring(verdicts, tuple(unexplained))


def _names(found: Sequence[Token], marks: Sequence[str | None]) -> Iterator[tuple[int, _Name]]:
    """Give the runs of capitalised words, particles between them, with where they start."""
    capitals = {read for read in {token.text for token in found} if _is_capitalised(read)}
    inside = capitals | _PARTICLES
    end = 0
    for start in [at for at, token in enumerate(found) if token.text in capitals]:
        if start < end:
            continue
        if is_a(plain(found[start].text.lower()), "before-name"):
            continue
        end = start + 1
        while end < len(found) and end - start < _LONGEST and marks[end] is None and found[end].text in inside:
            end += 1
        while found[end - 1].text in _PARTICLES:
            end -= 1
        if end - start > 1:
            yield start, tuple(token.text for token in found[start:end])


def _is_capitalised(read: str) -> bool:
    return read[0].isupper() and not read.isupper() and len(read) > 1


def _groups(places: Mapping[_Name, Sequence[int]]) -> Iterator[tuple[_Name, ...]]:
    """Give the sets of names that differ in few words."""
    parent: dict[_Name, _Name] = {name: name for name in places}

    def root(name: _Name) -> _Name:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    first: dict[tuple[str | None, ...], _Name] = {}
    for name in places:
        for key in _masked(name):
            other = first.setdefault(key, name)
            if other != name and _alike(name, other):
                parent[root(name)] = root(other)
    groups: dict[_Name, list[_Name]] = defaultdict(list)
    for name in places:
        groups[root(name)].append(name)
    yield from (tuple(group) for group in groups.values() if len(group) > 1)


def _masked(name: _Name) -> Iterator[tuple[str | None, ...]]:
    """Give the name with one word left out, or two where it is long."""
    spots = [at for at, word in enumerate(name) if word not in _PARTICLES]
    for away in [*combinations(spots, 1), *(combinations(spots, 2) if len(spots) >= _TWO_APART else ())]:
        if len(spots) > len(away):
            yield tuple(None if at in away else word for at, word in enumerate(name))


def _alike(name: _Name, other: _Name) -> bool:
    """Whether the words that differ may be readings of one form, by their lengths and first letters or last."""
    return all(
        a == b or (abs(len(a) - len(b)) <= 2 and a not in _PARTICLES and (a[:1] == b[:1] and a[-2:] == b[-2:]))  # noqa: PLR2004  two glyphs at most are doubled
        for a, b in zip(name, other, strict=True)
    )


def _explained(variants: Iterable[str], profile: Profile) -> Mapping[str, Choice]:
    """Return, for each reading, the one form that explains them all; nothing where none or several do."""
    variants = sorted(variants)
    own = Lexicon.of({variant.lower(): 0.0 for variant in variants})
    ways: list[dict[str, tuple[Step, ...]]] = []
    for variant in variants:
        forms = {reading.word: reading.steps for reading in readings(variant)}
        forms |= {word: steps for word, (_, steps) in walk(settled(variant), own).items()}
        ways.append({word: steps for word, steps in forms.items() if profile.cost(steps) <= _EXPLAINS})
    common = set.intersection(*(set(way) for way in ways))
    if len(common) != 1:
        return {}
    form = common.pop()
    return {variant: Choice(form, way[form], 0.0) for variant, way in zip(variants, ways, strict=True) if way[form]}


@RULES.register("names")
def rules() -> tuple[Rule, ...]:
    """Return the rules whose ids stand in this module."""
    return (
        Rule("name-unified", "names.py", "a person's name read as the one form that explains all its readings in the source"),
    )
