"""Names of municipalities that lost their accents: restored from the table of all of them.

A name of two words or more is known by its letters alone; a name of one word (Claudia, Colider) only
at the head of a line of figures, where the other lines name municipalities of one state.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from corpus.knowledge import records
from normalizers import RULES, Rule
from normalizers.channel import lost_accents, plain
from normalizers.choices import Choice
from normalizers.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from normalizers.tokens import Token

_WORDS: Final = regex.compile(r"\p{L}++")
_FIGURE: Final = regex.compile(r"(?<![\p{L}\d])\d[\d.,]*+(?!\p{L})")
_FIGURES: Final = 3
"""Numbers a line must have to be one of a table."""
_LINES: Final = 5
"""Lines that must name municipalities of one state before a line of one word is believed."""


_SAINTS: Final = frozenset({"são", "santo", "santa"})
"""First words that are printed short (S., Sto., Sta.), and so looked past."""
_SAINTS_LEAST: Final = 3


class Place(NamedTuple):
    """A municipality: the words of its name in lower case, the same folded, and its state."""

    words: tuple[str, ...]
    folded: tuple[str, ...]
    state: str


@lru_cache(maxsize=1)
def _places() -> Mapping[tuple[str, ...], tuple[Place, ...]]:
    """Return the municipalities by the first two words of their names, folded (by the only one of short names); longest first."""
    found: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for record in records("municipalities"):
        words = tuple(_WORDS.findall(record["name"].lower()))
        names = [words, words[1:]] if words[0] in _SAINTS and len(words) > _SAINTS_LEAST else [words]
        for name in names:
            place = Place(name, tuple(map(plain, name)), record["state"])
            found[place.folded[:2]].append(place)
    return {first: tuple(sorted(places, key=lambda place: -len(place.words))) for first, places in found.items()}


def placed(text: str, found: Sequence[Token], heard: Sequence[str], *, state: str | None) -> Mapping[int, Verdict]:
    """Return, by index of the token, the words of municipalities' names that lack their accents.

    `heard` are the words as decided so far, in lower case; `state` is the two-letter code, None where unknown.
    """
    folded = [word if word.isascii() else plain(word) for word in heard]
    rows = frozenset(_rows(text, found))
    state = state or _commonest(rows, heard)
    verdicts: dict[int, Verdict] = {}
    places = _places()
    capitals = {read for read in {token.text for token in found} if read[0].isupper()}
    for at in [at for at, token in enumerate(found) if token.text in capitals]:
        if at not in rows and tuple(folded[at : at + 2]) not in places:
            continue
        place = _place_at(found, folded, at, state)
        if place is not None and (len(place.words) > 1 or (at in rows and place.state == state)):
            verdicts.update(_accents(place, found, heard, at))
    return verdicts


def _accents(place: Place, found: Sequence[Token], heard: Sequence[str], at: int) -> Iterator[tuple[int, Verdict]]:
    """Give the words of a name whose accents are lost."""
    for here, word in enumerate(place.words, start=at):
        read = found[here].text
        if word != heard[here] and plain(word) == read.lower():
            yield here, Verdict(Choice(word, lost_accents(read, word), 0.0), 0.93, 0.0, "municipality")


def _rows(text: str, found: Sequence[Token]) -> Iterator[int]:
    """Give the tokens that stand first on a line of figures."""
    starts = [token.start for token in found]
    start = 0
    for line in text.split("\n"):
        printed = line.lstrip(" \t|")
        if printed[:1].isupper() and len(_FIGURE.findall(printed)) >= _FIGURES:
            head = start + len(line) - len(printed)
            at = bisect_left(starts, head)
            if at < len(starts) and starts[at] == head:
                yield at
        start += len(line) + 1


def _place_at(found: Sequence[Token], folded: Sequence[str], at: int, state: str | None) -> Place | None:
    """Return the longest municipality whose letters stand at `at`; of the state where several do."""
    places = _places()
    candidates = (*places.get(tuple(folded[at : at + 2]), ()), *places.get((folded[at],), ()))
    matches = [place for place in candidates if _stands(place, found, folded, at)]
    if not matches:
        return None
    longest = [place for place in matches if len(place.words) == len(matches[0].words)]
    own = [place for place in longest if place.state == state]
    spelt = {place.words for place in longest}
    return own[0] if own else longest[0] if len(spelt) == 1 else None


def _stands(place: Place, found: Sequence[Token], folded: Sequence[str], at: int) -> bool:
    end = at + len(place.words)
    if tuple(folded[at:end]) != place.folded:
        return False
    return found[end - 1].end - found[at].start <= sum(map(len, place.words)) + 2 * len(place.words)


def _commonest(rows: Collection[int], heard: Sequence[str]) -> str | None:
    """Return the state whose one-word municipalities head most lines of figures; None where too few do."""
    places = _places()
    states = Counter(place.state for at in rows for place in places.get((plain(heard[at]),), ()) if place.words == (heard[at],))
    best = states.most_common(1)
    return best[0][0] if best and best[0][1] >= _LINES else None


@RULES.register("places")
def rules() -> tuple[Rule, ...]:
    """Return the rules whose ids stand in this module."""
    return (Rule("municipality", "places.py", "the accents of a municipality's name given back (municipalities.csv)"),)
