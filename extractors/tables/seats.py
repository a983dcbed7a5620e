"""Members of a body under what they represent: a heading, and under it a seat and a name a line.

    Representante do Executivo:
    Titular: Fulana de Tal
    Suplente: Beltrano de Tal

The heading becomes a column of its own. Under a heading with a colon that speaks of members the
names may stand without a seat. Two groups and three people at least make a table, and every line
must name a person: else the lines are left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Found, Table
from corpus.spans import Span
from corpus.text import squeeze
from extractors.tables.build import Built
from extractors.tables.cells import Kind
from extractors.tables.labels import plays
from extractors.tables.members import is_person

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.tables.lines import Line

RULE: Final = "table-seats"
FEWEST_GROUPS: Final = 2
FEWEST_SEATS: Final = 3
LONGEST: Final = 160
_SEAT: Final = regex.compile(
    r"(?i)(?P<seat>(?:(?:\d{1,2}\s?[ºª°]|primeir[oa]|segund[oa]|terceir[oa])\s)?(?:membr[oa]s?\s|conselheir[oa]s?\s)?(?:titular|suplente)"
    r"(?:es|s)?(?:\s\d{1,2})?)\s*(?::|[-–—]+)\s*(?=\p{L})"
)
_NEXT: Final = regex.compile(r"\s*[;,/]?\s*(?:(?<=[\s;,/])e\s)?(?=" + _SEAT.pattern.replace("?P<seat>", "?:") + ")")
_MEMBERS: Final = regex.compile(r"(?i)(?:represent|segmento|titulares|suplentes|membros|conselheir[oa]s)\b.*:$|representa.*:$")
_TITLE: Final = regex.compile(r"(?i)(?:dr|dra|sr|sra|prof|profa|pe|eng)[.ªº]*\s")


@dataclass(frozen=True, slots=True)
class _Seat:
    """A seat and who holds it."""

    group: Span | None
    seat: Span | None
    name: Span


@dataclass(frozen=True, slots=True)
class _Run:
    """The seats of lines `start` to `end`."""

    start: int
    end: int
    seats: tuple[_Seat, ...]

    @property
    def seated(self) -> bool:
        """Whether the lines say which seats they are."""
        return any(seat.seat is not None for seat in self.seats)


def find_seats(text: str, lines: Sequence[Line], *, annex: Found[str] | None) -> Iterator[tuple[int, int, Built]]:
    """Tell the lists of seats among `lines`: index range, and the table."""
    if not any(_SEAT.match(line.text) or _MEMBERS.match(line.text) for line in lines):
        return
    at = 0
    while at < len(lines):
        run = _run(text, lines, at)
        if run is None:
            at += 1
            continue
        if _is_table(text, run):
            yield run.start, run.end, Built(_built(text, lines, run, annex), ())
        at = run.end


def _run(text: str, lines: Sequence[Line], start: int) -> _Run | None:
    """Return the seats under headings from line `start` on, None where none begins there."""
    seats: list[_Seat] = []
    at = start
    while at + 1 < len(lines) and _is_heading(lines[at]):
        group = _group(text, lines[at])
        bare = bool(_MEMBERS.match(lines[at].text)) and all(seat.seat is None for seat in seats)
        end = at + 1
        while end < len(lines) and (
            more := _seats_of(text, lines[end], group) or (_bare(text, lines[end], group) if bare else ())
        ):
            seats += more
            end += 1
        if end == at + 1:
            break
        at = end
    return _Run(start, at, tuple(seats)) if seats else None


def _bare(text: str, line: Line, group: Span) -> tuple[_Seat, ...]:
    """Return a line that is a name and nothing else."""
    name = None if line.boundary or line.text.endswith(":") else _name(text, *line.span)
    return () if name is None else (_Seat(group, None, name),)


def _is_heading(line: Line) -> bool:
    """Whether a line may say what the seats under it stand for: no seat, no sentence, no label of a provision."""
    if line.boundary or line.kind is not Kind.TEXT or len(line.text) > LONGEST or _SEAT.match(line.text):
        return False
    return not line.text.endswith((".", ";")) and line.text[0].isupper() and not plays("closing", line.text)


def _group(text: str, line: Line) -> Span:
    start, end = line.span
    while end > start and text[end - 1] in " :-–—":
        end -= 1
    return Span(start, end)


def _seats_of(text: str, line: Line, group: Span | None) -> tuple[_Seat, ...]:
    """Return the seats of a line, empty where it holds anything else."""
    found: list[_Seat] = []
    at, end = line.span
    while at < end:
        seat = _SEAT.match(text, at, end)
        if seat is None:
            return ()
        after = _NEXT.search(text, seat.end(), end)
        name = _name(text, seat.end(), after.start() if after else end)
        if name is None:
            return ()
        found.append(_Seat(group, Span(*seat.span("seat")), name))
        at = after.end() if after else end
    return tuple(found)


def _name(text: str, start: int, end: int) -> Span | None:
    while end > start and text[end - 1] in " .,;":
        end -= 1
    words = squeeze(text[start:end])
    return Span(start, end) if is_person(_TITLE.sub("", words, count=1)) else None


def _is_table(text: str, run: _Run) -> bool:
    """Whether there are seats enough, of more than one group and person, and all of one sort."""
    groups = {seat.group for seat in run.seats}
    people = {seat.name.of(text) for seat in run.seats}
    alike = len({seat.seat is None for seat in run.seats}) == 1
    return alike and len(groups) >= FEWEST_GROUPS and len(run.seats) >= FEWEST_SEATS and len(people) * 2 > len(run.seats)


def _built(text: str, lines: Sequence[Line], run: _Run, annex: Found[str] | None) -> Table:
    span = Span(lines[run.start].span.start, lines[run.end - 1].span.end)
    names = ("represents", "seat", "name") if run.seated else ("represents", "name")
    columns = tuple(Found(name, span, RULE, 0.7, derived=True) for name in names)
    rows = tuple(tuple(_cell(text, part) for part in _parts(seat, seated=run.seated)) for seat in run.seats)
    above = lines[run.start - 1] if run.start else None
    caption = None
    if above is not None and not above.boundary and above.text.endswith(":"):
        caption = Found(above.text.rstrip(" :"), above.span, "table-caption", 0.8)
    return Table(annex, caption, columns, rows, (), span)


def _parts(seat: _Seat, *, seated: bool) -> tuple[Span | None, ...]:
    return (seat.group, seat.seat, seat.name) if seated else (seat.group, seat.name)


def _cell(text: str, span: Span | None) -> Found[str] | None:
    return None if span is None else Found(squeeze(span.of(text)), span, RULE, 0.9)
