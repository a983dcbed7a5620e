"""Lists in prose that are tables: people with what they represent, their post or their number.

One person a line, at least three lines of the same pattern one after another::

    Fulana de Tal Representante do Sindicato        name and a post, no mark between
    Fulana de Tal - Sindicato dos Bancários         name, mark, body
    Sindicato dos Bancários: Fulana de Tal          the other way round
    1º  Fulana de Tal  87,5                         rank, name, points

Lines labelled as incisos or alíneas are provisions, a block under a place and date is signatures:
neither is a table.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Cell, Found, Table
from corpus.spans import Span
from extractors.tables.cells import Kind, kind_of, order, plain
from extractors.tables.labels import plays
from extractors.tables.lines import over

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.tables.lines import Line

_BLANKS: Final = regex.compile(r"\s+")
_REPRESENTS: Final = regex.compile(r"(?i)representa")

RULE: Final = "table-members"
FEWEST: Final = 3
LONGEST: Final = 200
MOST_PARTS: Final = 5
_PARTICLE: Final = r"(?:d[aeo]s?|e|del|di|von|van|y)"
_NAME_WORD: Final = r"(?:\p{Lu}[\p{L}'’´`]*\.?)"
_NAME: Final = regex.compile(
    rf"(?:(?i:dr|dra|sr|sra|prof|profa|pe|eng)[.ªº]*\s)?{_NAME_WORD}(?:[\s-](?:{_PARTICLE}\s)?{_NAME_WORD}){{1,7}}+"
)
_ORDER: Final = regex.compile(r"(?P<order>\d{1,4}\s?(?:[.)ºª°]|[-–—])*)\s*(?=\p{Lu})")
_MARK: Final = regex.compile(r"\s+[-–—]+\s+|\s*[;|\t]\s*|\s*:\s+|,\s+")
_DASHES: Final = regex.compile(r"[-–—]+")
_NUMBERED: Final = regex.compile(r"(?i)(?P<label>\p{L}[\p{L}.]{1,11})\s*(?:n[º°o.]*)?\s*:?\s*(?P<number>\d[\d.,/-]*[\dXx]?)")
_TRAILING_FIGURE: Final = regex.compile(r"(?P<name>.+?)\s+(?P<figure>\d[\d.,]*)")
_ACRONYM: Final = regex.compile(r"\b\p{Lu}{2,}(?:[/-]\p{Lu}{2,})*\b")
_STATE: Final = regex.compile(r"\p{Lu}{2}")
_NOT_PEOPLE: Final = regex.compile(
    r"(?i)\b(?:lei|decreto|portaria|resolu[çc][ãa]o|artigo|art|rua|avenida|av|rodovia|secretaria|prefeitura|c[âa]mara|minist[ée]rio"
    r"|conselho|sindicato|associa[çc][ãa]o|federa[çc][ãa]o|universidade|instituto|funda[çc][ãa]o|hospital|governo|estado|munic[íi]pio"
    r"|comiss[ãa]o|departamento|empresa|ltda|cooperativa|banco|servi[çc]o|escola|col[ée]gio|coordenadoria|diretoria|ordem|uni[ãa]o)\b"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line cut into cells: `pattern` is what all the lines of a list must share."""

    line: Line
    pattern: tuple[str, ...]
    parts: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Members:
    """A list found in a run of lines, as index range and table."""

    start: int
    end: int
    table: Table


def find_members(text: str, lines: Sequence[Line], *, annex: Found[str] | None) -> Iterator[Members]:
    """Tell the member lists among `lines`; lists after a place and date are signatures and left out."""
    at = 0
    signed = False
    ways = _Ways(text, lines)
    while at < len(lines):
        line = lines[at]
        signed = (signed or plays("closing", line.text)) and not plays("annex", line.text)
        entries = () if signed else _list_at(ways, at)
        if entries:
            end = at + len(entries)
            yield Members(at, end, _table(text, entries, annex, _caption(lines, at)))
            at = end
        else:
            at += 1


class _Ways:
    """The ways in which each line can be cut into a person and what goes with them, told when first asked."""

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self.text, self.lines = text, lines
        self._told: dict[int, tuple[Entry, ...]] = {}

    def at(self, index: int) -> tuple[Entry, ...]:
        """Return the ways of a line."""
        if index not in self._told:
            self._told[index] = tuple(_entries(self.text, self.lines[index]))
        return self._told[index]


def _list_at(ways: _Ways, at: int) -> tuple[Entry, ...]:
    """Return the longest list that begins at line `at`, empty where there is none."""
    best: tuple[Entry, ...] = ()
    text = ways.text
    for first in ways.at(at):
        found = [first]
        for index in range(at + 1, len(ways.lines)):
            onward = next((entry for entry in ways.at(index) if entry.pattern == first.pattern), None)
            if onward is None:
                break
            found.append(onward)
        if len(found) > len(best):
            best = tuple(found)
    return best if len(best) >= FEWEST and _varied(text, best) and _spoken_for(text, best) else ()


def _spoken_for(text: str, entries: Sequence[Entry]) -> bool:
    """Whether what stands beside the names is, for most, a post, a body or a number: else it is any list of titles."""
    beside = [
        [part.of(text) for part, what in zip(entry.parts, entry.pattern, strict=False) if what in ("post", "with", "figure")]
        for entry in entries
    ]
    return sum(any(map(_is_spoken_for, words)) for words in beside) > len(entries) / 2


def _is_spoken_for(word: str) -> bool:
    acronym = bool(_ACRONYM.search(word)) and not _STATE.fullmatch(word)
    return (
        acronym
        or plays("post", word)
        or bool(_NOT_PEOPLE.search(word) or _NUMBERED.fullmatch(word))
        or any(map(str.isdigit, word))
    )


def _varied(text: str, entries: Sequence[Entry]) -> bool:
    """Whether the names differ: a form's repeated line is no list."""
    names = Counter(entry.parts[entry.pattern.index("name")].of(text) for entry in entries)
    return len(names) > len(entries) / 2


def _entries(text: str, line: Line) -> Iterator[Entry]:
    """Tell the ways a line can be cut into a person and what goes with them."""
    if line.boundary or len(line.text) > LONGEST:
        return
    start, end = line.span
    cells: list[Span] = []
    pattern: list[str] = []
    numbered = _ORDER.match(text, start, end)
    if numbered:
        cells.append(Span(start, start + len(numbered["order"].rstrip())))
        pattern.append("order")
        start = numbered.end()
    end = _without_stop(text, start, end)
    for more, parts in _cuts(text, start, end):
        yield Entry(line, (*pattern, *more), (*cells, *parts))


def _without_stop(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in ";,. ":
        end -= 1
    return end


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[tuple[str, ...], tuple[Span, ...]]]:
    yield from _by_post(text, start, end)
    yield from _by_mark(text, start, end)
    figure = _TRAILING_FIGURE.fullmatch(text, start, end)
    if figure and is_person(figure["name"]):
        yield ("name", "figure"), (Span(*figure.span("name")), Span(*figure.span("figure")))


def _by_post(text: str, start: int, end: int) -> Iterator[tuple[tuple[str, ...], tuple[Span, ...]]]:
    """Tell the cut of "Fulana de Tal Representante da Casa": the post's word is the first that opens one."""
    if _NAME.match(text, start, end) is None:
        return
    for blank in _BLANKS.finditer(text, pos=start, endpos=end):
        rest = Span(blank.end(), end)
        if plays("post", rest.of(text)):
            name = Span(start, blank.start())
            if is_person(name.of(text)):
                yield ("name", "post"), (name, rest)
            return


def _by_mark(text: str, start: int, end: int) -> Iterator[tuple[tuple[str, ...], tuple[Span, ...]]]:
    marks = list(_MARK.finditer(text, start, end))
    if not marks:
        return
    kinds = [_DASHES.sub("-", mark[0]).strip() or mark[0] for mark in marks]
    same = [mark for mark, kind in zip(marks, kinds, strict=True) if kind == kinds[0]]
    bounds = [start, *(edge for mark in same for edge in mark.span()), end]
    parts = tuple(Span(*pair) for pair in zip(bounds[::2], bounds[1::2], strict=True))
    words = [part.of(text) for part in parts]
    people = [at for at, word in enumerate(words) if is_person(word)]
    if not people or not all(words) or len(parts) > MOST_PARTS:
        return
    name = people[0] if kinds[0] != ":" else people[-1]
    if kinds[0] == "," and not all(_is_companion(word) for at, word in enumerate(words) if at != name):
        return
    yield (*("name" if at == name else "with" for at in range(len(parts))), f"by {kinds[0]}"), parts


def _is_companion(word: str) -> bool:
    """Whether what stands beside a name after a comma is a post or a number: else it is an enumeration."""
    return plays("post", word) or bool(_NUMBERED.fullmatch(word))


def is_person(words: str) -> bool:
    """Whether `words` are written as a person's name.

    >>> is_person("Maria da Penha Souza"), is_person("Secretaria de Saúde"), is_person("o prazo")
    (True, False, False)
    """
    return bool(_NAME.fullmatch(words)) and not _NOT_PEOPLE.search(words) and not plays("post", words)


def _caption(lines: Sequence[Line], at: int) -> Found[str] | None:
    """Return the line above a list as its caption where it ends in a colon and is no provision."""
    above = lines[at - 1] if at else None
    if above is None or above.boundary or not above.text.endswith(":"):
        return None
    return Found(above.text.rstrip(" :"), above.span, "table-caption", 0.8)


def _table(text: str, entries: Sequence[Entry], annex: Found[str] | None, caption: Found[str] | None) -> Table:
    span = over([entry.line for entry in entries])
    rows = tuple(
        tuple(_cell(text, part, what) for part, what in zip(entry.parts, entry.pattern, strict=False)) for entry in entries
    )
    columns = tuple(Found(name, span, RULE, 0.7, derived=True) for name in _column_names(text, entries))
    return Table(annex, caption, columns, rows, (), span)


def _cell(text: str, part: Span, what: str) -> Cell:
    words = " ".join(part.of(text).split())
    value = order(words.rstrip(" -–—")) if what == "order" else plain(words) if what == "figure" else words
    return None if value is None else Found(value, part, RULE, 0.9)


def _column_names(text: str, entries: Sequence[Entry]) -> tuple[str, ...]:
    """Return derived names: what the words beside the names say of themselves."""
    names: list[str] = []
    for at, what in enumerate(entries[0].pattern[: len(entries[0].parts)]):
        words = [entry.parts[at].of(text) for entry in entries]
        name = {"order": "order", "name": "name", "figure": "number"}.get(what) or _companion_name(words)
        names.append(name if name not in names else f"{name} {at + 1}")
    return tuple(names)


def _companion_name(words: Sequence[str]) -> str:
    count = len(words)
    if sum(bool(_REPRESENTS.match(word)) for word in words) * 2 >= count:
        return "represents"
    if sum(kind_of(word) is not Kind.TEXT or bool(_NUMBERED.fullmatch(word)) for word in words) * 2 >= count:
        return "number"
    return "role" if sum(plays("post", word) for word in words) * 2 >= count else "represents"
