"""The municipalities of Brazil, found by their names and by their IBGE codes (`municipalities.csv`)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import regex

from corpus.knowledge import records, rows, string, strings
from corpus.states import states
from corpus.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORT_DIGITS: Final = 6
"""Of an IBGE code without its check digit, as the ministries print it."""
LONG_DIGITS: Final = 7
_LETTERS: Final = regex.compile(r"[^a-z]+")
_WORD: Final = regex.compile(r"(?P<letters>\p{L}+)(?P<cut>\.?)")
_PARTS: Final = regex.compile(r"[a-z]+")
_LINKS: Final = frozenset(("da", "das", "de", "do", "dos", "e"))
WHOLE: Final = 4
"""Letters of a word that tells a place although those beside it are cut short."""
_WITH_STATE: Final = regex.compile(r"(?P<name>\p{L}.*?\p{L}[.)]?)(?:\s*[-–—/]\s*|\s*\()(?P<state>[A-Z]{2})\s*\)?")


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality: its IBGE code of seven digits, its official name, the two letters of its state."""

    ibge: str
    name: str
    state: str


def key_of(name: str) -> str:
    """Return what two spellings of one name share: the letters, without case, accents, blanks and signs.

    >>> key_of("Alta Floresta D'Oeste"), key_of("ALTA FLORESTA D’OESTE") == key_of("Alta Floresta d Oeste")
    ('altaflorestadoeste', True)
    """
    return _LETTERS.sub("", fold(name))


@cache
def by_key() -> Mapping[str, tuple[Municipality, ...]]:
    """Return the municipalities by the key of their names; several where states share a name."""
    found: dict[str, list[Municipality]] = defaultdict(list)
    for line in records("municipalities"):
        found[key_of(line["name"])].append(Municipality(line["ibge"], line["name"], line["state"]))
    return {key: tuple(places) for key, places in found.items()}


@cache
def by_code() -> Mapping[str, Municipality]:
    """Return the municipalities by their codes of seven digits, and of six."""
    every = [place for places in by_key().values() for place in places]
    return {code: place for place in every for code in (place.ibge, place.ibge[:SHORT_DIGITS])}


@cache
def of_state(state: str) -> tuple[Municipality, ...]:
    """Return the municipalities of a state, in order of their codes."""
    return tuple(
        sorted((each for places in by_key().values() for each in places if each.state == state), key=lambda each: each.ibge)
    )


def parted(cell: str) -> tuple[str, str | None]:
    """Part a printed name from the letters of the state behind it.

    >>> parted("Sinop/MT"), parted("Bom Jesus (PI)"), parted("Mogi-Guaçu"), parted("Entre Rios")
    (('Sinop', 'MT'), ('Bom Jesus', 'PI'), ('Mogi-Guaçu', None), ('Entre Rios', None))
    """
    match = _WITH_STATE.fullmatch(cell)
    return (match["name"], match["state"]) if match and match["state"] in states() else (cell, None)


@cache
def _shortened() -> tuple[tuple[regex.Pattern[str], tuple[str, ...]], ...]:
    return tuple(
        (regex.compile(string(row, "pattern"), regex.IGNORECASE), strings(row, "words")) for row in rows("shortened_places")
    )


@lru_cache(maxsize=20_000)
def named(cell: str, state: str | None = None) -> tuple[Municipality, ...]:
    """Return the municipalities that a printed name may be, of that state where one is given.

    Case, accents and signs do not matter; words cut short ("S.", "Sta.", "Pres.") are read in full.

    >>> [each.ibge for each in named("AGUA BOA", "MT")], [each.state for each in named("Bonito")]
    (['5100201'], ['BA', 'MS', 'PA', 'PE'])
    >>> [each.name for each in named("Sta. Terezinha", "MT")]
    ['Santa Terezinha']
    """
    bare, letters = parted(cell)
    spelt = [bare]
    for pattern, words in _shortened():
        spelt += [pattern.sub(word, each, count=1) for each in spelt if pattern.search(each) for word in words]
    found = {place for each in spelt for place in by_key().get(key_of(each), ())}
    wanted = letters or state
    return tuple(sorted((place for place in found if wanted in (None, place.state)), key=lambda place: place.state))


@lru_cache(maxsize=20_000)
def cut_short(cell: str, state: str | None) -> tuple[Municipality, ...]:
    """Return the municipalities, of one state where one is given, that a name with words cut at points may be.

    "Chap.", "Sra.", "V. B.": a cut word fits one that begins with its letters, or with the first and has the
    others in order up to its last. One word of four letters or more must stand whole; a name without points is not read.

    >>> [each.name for name in ("Chap. Guimarães", "N. Sra. do Livramento") for each in cut_short(name, "MT")]
    ['Chapada dos Guimarães', 'Nossa Senhora do Livramento']
    >>> cut_short("S. F.", "MT"), cut_short("Chapada", "MT")
    ((), ())
    """
    bare, letters = parted(cell)
    words = [(fold(each["letters"]), bool(each["cut"])) for each in _WORD.finditer(bare)]
    wanted = letters or state
    if letters not in (None, state or letters) or not any(cut for _, cut in words):
        return ()
    if not any(not cut and len(word) >= WHOLE for word, cut in words):
        return ()
    return tuple(place for place, parts in _in_words() if wanted in (None, place.state) and _fits(words, parts))


@cache
def _in_words() -> tuple[tuple[Municipality, list[str]], ...]:
    """Return every municipality with the words of its name, in order of the codes."""
    every = (place for places in by_key().values() for place in places)
    return tuple((place, _PARTS.findall(fold(place.name))) for place in sorted(every, key=lambda each: each.ibge))


def _fits(words: list[tuple[str, bool]], name: list[str]) -> bool:
    """Whether the printed words, each with whether it is cut, are those of a name; its "de" and the like may be left out."""
    if not words or not name:
        return not words and not name
    (word, cut), first = words[0], name[0]
    here = word == first or (cut and _is_cut(word, first))
    return (here and _fits(words[1:], name[1:])) or (first in _LINKS and _fits(words, name[1:]))


def _is_cut(short: str, word: str) -> bool:
    """Whether a word may be cut to these letters: to its beginning, or to its first, some more and its last.

    >>> _is_cut("chap", "chapada"), _is_cut("sra", "senhora"), _is_cut("gal", "general"), _is_cut("sra", "santa")
    (True, True, True, False)
    """
    if len(short) >= len(word):
        return False
    left = iter(word)
    return word.startswith(short) or (word[0] == short[0] and word[-1] == short[-1] and all(each in left for each in short))
