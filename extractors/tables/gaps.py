"""Lines whose cells are set apart by wide gaps: their pieces, and the columns that these stand in.

Where a piece begins and ends in its line tells its column: words stand flush left, figures flush
right, labels centred. Repairs of the text before shift a line by some code points, so what is
asked is the nearest column, in order, and never the same place.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

import regex

from corpus.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.tables.lines import Line

FEWEST_ALIKE: Final = 2
"""Lines with as many pieces as there are columns."""
NEAR: Final = 4.0
"""Code points from a column's edge or middle within which a piece stands in it."""
FAR: Final = 14.0
"""Code points past which it stands in none."""
MOST_MERGED: Final = 2
MOST_TOKENS: Final = 12
TAB: Final = 8
GAP: Final = regex.compile(r"(?<=[^\s$])(?:[ ]{2,}|[ ]*+\t\s*+)(?=\S)")
_BLANK: Final = regex.compile(r"(?<=\S) (?=\S)")


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two gaps: its span, and where it begins and ends in its line."""

    span: Span
    left: int
    right: int

    @property
    def middle(self) -> float:
        """The place halfway, in code points of the line."""
        return (self.left + self.right) / 2


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the pieces of a column begin, end and have their middle: medians, in code points of the line."""

    left: float
    right: float
    middle: float

    def away(self, piece: Piece) -> float:
        """Return how far a piece stands from the place that the column's pieces share, 0 where they share it."""
        return min(abs(piece.left - self.left), abs(piece.right - self.right), abs(piece.middle - self.middle))


def pieces_of(text: str, line: Line) -> Pieces:
    """Cut a line at its wide gaps."""
    start = max(text.rfind("\n", 0, line.span.start), text.rfind("\f", 0, line.span.start)) + 1
    bounds = [line.span.start, *(edge for gap in GAP.finditer(text, *line.span) for edge in gap.span()), line.span.end]
    spans = (Span(*pair) for pair in zip(bounds[::2], bounds[1::2], strict=True))
    return tuple(_piece(text, span, start) for span in spans)


def _piece(text: str, span: Span, start: int) -> Piece:
    left = len(text[start : span.start].expandtabs(TAB))
    return Piece(span, left, left + span.length)


def stands_of(lines: Sequence[Pieces]) -> tuple[Stand, ...]:
    """Return the columns that most of the lines share, empty where no two have as many pieces.

    There are as many columns as the richest sort of line has pieces, a sort of which there are few apart.
    """
    counts = Counter(len(pieces) for pieces in lines)
    several = [count for count in counts if counts[count] >= max(FEWEST_ALIKE, 0.25 * counts.total())]
    if not several or max(several) < FEWEST_ALIKE:
        return ()
    whole = [pieces for pieces in lines if len(pieces) == max(several)]
    return tuple(_stand([pieces[at] for pieces in whole]) for at in range(max(several)))


def _stand(pieces: Sequence[Piece]) -> Stand:
    return Stand(
        median(piece.left for piece in pieces),
        median(piece.right for piece in pieces),
        median(piece.middle for piece in pieces),
    )


Placed = tuple[Piece | None, ...]


def place(text: str, pieces: Pieces, stands: Sequence[Stand]) -> Placed | None:
    """Return each column's piece; None where the line does not stand in the columns.

    A line with more pieces than columns has one parted by a gap of its own; one with fewer may
    have two that only a blank parts, or nothing in a column.
    """
    if len(pieces) == len(stands):
        return pieces
    if len(pieces) > len(stands):
        return _merged(text, pieces, stands)
    cost, placed = _cheapest(pieces, stands)
    ways = [_cheapest(more, stands) for more in _split(text, pieces, stands)]
    if ways:
        other_cost, other = min(ways, key=lambda way: way[0])
        if other_cost + 1 < cost or (None not in other and other_cost <= NEAR * len(stands)):
            placed = other
    near = all(piece is None or stand.away(piece) <= FAR for piece, stand in zip(placed, stands, strict=True))
    return placed if near else None


def _merged(text: str, pieces: Pieces, stands: Sequence[Stand]) -> Placed | None:
    if len(pieces) - len(stands) > MOST_MERGED:
        return None
    while len(pieces) > len(stands):
        ways = [(*pieces[:at], _joined(pieces[at], pieces[at + 1]), *pieces[at + 2 :]) for at in range(len(pieces) - 1)]
        pieces = min(ways, key=lambda way: _cost(way, stands, len(text)))
    return pieces


def _cost(way: Pieces, stands: Sequence[Stand], worst: int) -> float:
    if len(way) != len(stands):
        return sum(min(stand.away(piece) for stand in stands) for piece in way)
    return min(float(worst), sum(stand.away(piece) for piece, stand in zip(way, stands, strict=True)))


def _joined(one: Piece, other: Piece) -> Piece:
    return Piece(Span(one.span.start, other.span.end), one.left, other.right)


def _cheapest(pieces: Pieces, stands: Sequence[Stand]) -> tuple[float, Placed]:
    """Place the pieces in order, a column each, where they are nearest."""
    endless = float("inf")
    best: list[tuple[float, Placed]] = [(0.0, ()), *[(endless, ())] * len(pieces)]
    for stand in stands:
        onward = [(cost, (*placed, None)) for cost, placed in best]
        for at, piece in enumerate(pieces):
            cost, placed = best[at]
            if cost + stand.away(piece) < onward[at + 1][0]:
                onward[at + 1] = (cost + stand.away(piece), (*placed, piece))
        best = onward
    return best[-1]


def _split(text: str, pieces: Pieces, stands: Sequence[Stand]) -> Iterator[Pieces]:
    """Tell the ways to part one piece that reaches under two columns at a blank."""
    for at, piece in enumerate(pieces):
        under = sum(piece.left - 1 <= stand.middle <= piece.right + 1 for stand in stands)
        blanks = list(_BLANK.finditer(text, *piece.span))
        if under < FEWEST_ALIKE or not 0 < len(blanks) <= MOST_TOKENS:
            continue
        for blank in blanks:
            cut = piece.left + blank.start() - piece.span.start
            first = Piece(Span(piece.span.start, blank.start()), piece.left, cut)
            second = Piece(Span(blank.end(), piece.span.end), cut + 1, piece.right)
            yield (*pieces[:at], first, second, *pieces[at + 1 :])
