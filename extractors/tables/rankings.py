"""Rankings told in prose: "1º lugar: Ana Prado - 9,75 pontos; 2º lugar: ...", on lines of their own or in one.

Three places that run on one by one from the first are a table; what says that they are places is the word for them, or
for what was counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Found, Table
from corpus.spans import Span
from corpus.text import has_digit, squeeze
from extractors.tables.build import Built
from extractors.tables.cells import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.tables.lines import Line

RULE: Final = "table-ranking"
FEWEST: Final = 3
_PLACE: Final = regex.compile(
    r"""(?i)
    (?<![\p{L}\d])(?P<place>\d{1,3})\s?[ºª°]?\s*
    (?P<word>lugar|coloca(?:do|da|ção)|classificad[oa])?\s*[:–-]\s*
    (?P<name>\p{L}[^;:()\d\n]{2,80}?)\s*(?:,|\(|\s[-–]|\bcom\b)\s*
    (?P<figure>\d{1,3}(?:\.\d{3})*+(?:,\d{1,4})?)\s*(?P<unit>pontos?|pts?\.?|votos?|%)?\)?
    \s*(?:[;.,]|\be\b|$)
    """,
    regex.VERBOSE,
)
_TOLD: Final = regex.compile(r"(?i)(?:lugar|coloca|classificad|\dpt|\spt|ponto|voto|%)")
"""One of these stands in every entry of a ranking."""


@dataclass(frozen=True, slots=True)
class _Entry:
    at: int
    match: regex.Match[str]

    def found(self, group: str, value: str | None = None) -> Found[str]:
        """Return a group of the entry as a cell."""
        return Found(value or squeeze(self.match[group]), Span(*self.match.span(group)), RULE, 0.85)


def find_rankings(text: str, lines: Sequence[Line], *, annex: Found[str] | None) -> Iterator[tuple[int, int, Built]]:
    """Tell the rankings among `lines`: index range, and the table."""
    run: list[_Entry] = []
    if not lines or not _TOLD.search(text, lines[0].span.start, lines[-1].span.end):
        return
    for at, line in enumerate(lines):
        if not has_digit(line.text):
            continue
        for match in _PLACE.finditer(text, *line.span):
            follows = run and int(match["place"]) == int(run[-1].match["place"]) + 1 and at - run[-1].at <= 1
            if not follows:
                yield from _table(lines, run, annex)
                run = []
            if follows or int(match["place"]) == 1:
                run.append(_Entry(at, match))
    yield from _table(lines, run, annex)


def _table(lines: Sequence[Line], run: Sequence[_Entry], annex: Found[str] | None) -> Iterator[tuple[int, int, Built]]:
    told = [entry.match["word"] or entry.match["unit"] for entry in run]
    if len(run) < FEWEST or not all(told):
        return
    first, last = run[0].at, run[-1].at
    span = Span(run[0].match.start(), lines[last].span.end)
    unit = next((entry.match["unit"].rstrip(".") for entry in run if entry.match["unit"]), "value")
    columns = tuple(Found(name, span, RULE, 0.5, derived=True) for name in ("place", "name", unit))
    rows = tuple(
        (entry.found("place"), entry.found("name"), entry.found("figure", plain(entry.match["figure"]))) for entry in run
    )
    yield first, last + 1, Built(Table(annex, None, columns, rows, (), span), ())
