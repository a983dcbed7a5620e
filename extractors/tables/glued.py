"""Columns of figures that only a blank parts, as a reader leaves them where a page was narrow: cut by what they hold.

"92.410 41.584,50" can be no one number. Where every line of figures then has as many, and the header has
a known label for each column, the pieces are put under their columns by their kind; else the lines stay as they are.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

import regex

from corpus.spans import Span
from extractors.tables.cells import NUMBERS, kind_of
from extractors.tables.gaps import Piece
from extractors.tables.labels import plays

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.tables.gaps import Pieces

FEWEST: Final = 2
"""Lines of figures that tell how many columns there are."""
WIDTH: Final = 40
"""Code points by which the columns are set apart."""
MOST_BLANKS: Final = 8

_PARTS: Final = ("label", "code_label", "order_label", "measure_label")
_TOKEN: Final = regex.compile(r"(?:R\$ )?\S+")
_BLANK: Final = regex.compile(r" (?=\p{Lu}\p{L}|Nº)")
_ONE: Final = regex.compile(r"\d{1,3}(?: \d{3})+(?:,\d+)?(?:\s?%)?")
"""One number whose thousands are set apart by blanks."""


def unglued(text: str, cut: Sequence[Pieces]) -> list[Pieces] | None:
    r"""Return the pieces of a block's lines with glued figures cut apart, `left` and `right` as if set in columns.

    None where none are glued, where the lines do not agree on their columns, or where neither a header nor a
    line with the figures set apart tells that they are several.

    >>> from extractors.tables.gaps import Piece
    >>> text = "Una    120    7,50\nIlha    80 3,25\n"
    >>> places = [[(0, 3), (7, 10), (14, 18)], [(19, 23), (27, 34)]]
    >>> cut = [tuple(Piece(Span(*each), *each) for each in line) for line in places]
    >>> [[piece.span.of(text) for piece in line] for line in unglued(text, cut)]
    [['Una', '120', '7,50'], ['Ilha', '80', '3,25']]
    """
    lines: list[Pieces] = [tuple(part for piece in pieces for part in _cut(text, piece)) for pieces in cut]
    rows = {at: sum(_is_figure(text, part) for part in parts) for at, parts in enumerate(lines)}
    rows = {at: figures for at, figures in rows.items() if figures}
    counts = set(rows.values())
    if all(len(parts) == len(pieces) for parts, pieces in zip(lines, cut, strict=True)) or len(rows) < FEWEST or len(counts) != 1:
        return None
    if all(len(lines[at]) > len(cut[at]) for at in rows) and not any(
        len(parts) > 1 for at, parts in enumerate(lines) if at not in rows
    ):
        return None
    figures = counts.pop()
    words = max(len(lines[at]) for at in rows) - figures
    if not words:
        return None
    placed = [
        _row(text, parts, words, figures) if at in rows else _head(text, parts, words + figures) for at, parts in enumerate(lines)
    ]
    return None if None in placed else [each for each in placed if each is not None]


def _is_figure(text: str, piece: Piece) -> bool:
    return kind_of(piece.span.of(text)) in NUMBERS


def _cut(text: str, piece: Piece) -> Iterator[Piece]:
    """Tell the figures of a piece that is made of several, else the piece."""
    words = piece.span.of(text)
    tokens = list(_TOKEN.finditer(words))
    if len(tokens) < FEWEST or _ONE.fullmatch(words) or not all(kind_of(token[0]) in NUMBERS for token in tokens):
        yield piece
        return
    for token in tokens:
        start = piece.left + token.start()
        yield Piece(Span(piece.span.start + token.start(), piece.span.start + token.end()), start, start + len(token[0]))


def _row(text: str, parts: Pieces, words: int, figures: int) -> Pieces | None:
    """Set a line of figures in columns: all its words before all its figures, or a total's one word in the first."""
    if any(_is_figure(text, part) for part in parts[:-figures]):
        return None
    names, numbers = parts[:-figures], parts[-figures:]
    if len(names) != words and not (len(names) == 1 and plays("total", names[0].span.of(text))):
        return None
    return (*_set(names, 0), *_set(numbers, words))


def _head(text: str, parts: Pieces, columns: int) -> Pieces | None:
    """Set a header's labels in columns, those cut that only a blank parts, where there is one way to known labels."""
    if len(parts) < FEWEST:
        return parts
    blanks = [(at, blank.start()) for at, part in enumerate(parts) for blank in _BLANK.finditer(text, *part.span)]
    missing = columns - len(parts)
    if missing < 0 or len(blanks) > MOST_BLANKS:
        return None
    ways = [way for chosen in combinations(blanks, missing) if (way := _labels(text, parts, chosen)) is not None]
    return tuple(_set(ways[0], 0)) if len(ways) == 1 else None


def _labels(text: str, parts: Pieces, chosen: Sequence[tuple[int, int]]) -> Pieces | None:
    """Return a header's labels cut at some blanks; None where one so made is not known."""
    found: list[Piece] = []
    for at, part in enumerate(parts):
        edges = [part.span.start, *(edge for where, blank in chosen if where == at for edge in (blank, blank + 1)), part.span.end]
        spans = [Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=True)]
        if len(spans) > 1 and not all(any(plays(role, span.of(text)) for role in _PARTS) for span in spans):
            return None
        found += (Piece(span, part.left, part.right) for span in spans)
    return tuple(found)


def _set(pieces: Sequence[Piece], first: int) -> Iterator[Piece]:
    """Tell pieces as if each stood in the next column."""
    for at, piece in enumerate(pieces, start=first):
        yield Piece(piece.span, at * WIDTH, at * WIDTH + WIDTH // 2)
