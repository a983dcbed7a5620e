"""Lines with wide gaps that stand together: where a table of blanks may begin and end."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import regex

from corpus.text import fold
from extractors.tables.cells import Kind, kind_of
from extractors.tables.labels import plays

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.tables.gaps import Pieces
    from extractors.tables.lines import Line

MOST_ALONE: Final = 2
"""Lines with one piece only that may stand one after another."""
LONGEST_ALONE: Final = 80
MOST_BREAKS: Final = 2
FEWEST: Final = 2
RULE: Final = regex.compile(r"[-–—=_+|.\s]{4,}")


def blocks(text: str, lines: Sequence[Line], cut: Sequence[Pieces]) -> Iterator[tuple[int, int]]:
    """Tell the index ranges of lines with gaps that stand together; `cut` are the pieces of the lines that have gaps."""
    for begun, end in _stretches(text, lines, cut):
        yield from _parted(text, lines, cut, begun, end)


def _stretches(text: str, lines: Sequence[Line], cut: Sequence[Pieces]) -> Iterator[tuple[int, int]]:
    """Tell the lines with gaps one after another, with short ones between."""
    start = last = -1
    for at, line in enumerate(lines):
        if start >= 0 and (
            _ends(line, cut[at]) or _alone(text, lines, last, at) > MOST_ALONE or _breaks(text, lines, at) > MOST_BREAKS
        ):
            yield start, _with_rest(text, lines, cut, last)
            start = -1
        if len(cut[at]) > 1 and not _ends(line, cut[at]):
            start, last = (at if start < 0 else start), at
    if start >= 0:
        yield start, _with_rest(text, lines, cut, last)


def _alone(text: str, lines: Sequence[Line], last: int, at: int) -> int:
    """Return how many lines of one piece stand since the last with gaps; of those set in, the rest of a cell, the first only."""
    deep = sum(_indent(text, lines[each]) > 1 for each in range(last + 1, at))
    return at - last - min(max(deep - 1, 0), MOST_ALONE)


def _indent(text: str, line: Line) -> int:
    return line.span.start - text.rfind("\n", 0, line.span.start) - 1


def _breaks(text: str, lines: Sequence[Line], at: int) -> int:
    """Return how many line breaks stand before a line."""
    return text.count("\n", lines[at - 1].span.end, lines[at].span.start)


def _with_rest(text: str, lines: Sequence[Line], cut: Sequence[Pieces], last: int) -> int:
    """Return the end of a stretch: after its last line, and after the rest of a cell or a total under it."""
    if last + 1 == len(lines) or _breaks(text, lines, last + 1) != 1 or cut[last + 1]:
        return last + 1
    after = lines[last + 1]
    deep = len(after.text) <= LONGEST_ALONE and _indent(text, after) > 1
    return last + 2 if deep or (after.total and not after.boundary) else last + 1


def _ends(line: Line, pieces: Pieces) -> bool:
    """Whether a line can stand in no table."""
    if len(pieces) > FEWEST:
        return plays("note", line.text) or plays("closing", line.text)
    return line.boundary or (not pieces and len(line.text) > LONGEST_ALONE)


def _parted(text: str, lines: Sequence[Line], cut: Sequence[Pieces], begun: int, end: int) -> Iterator[tuple[int, int]]:
    """Part a stretch at its blank lines where what follows has a header or columns of its own."""
    edges = [begun, *(at for at in range(begun + 1, end) if _breaks(text, lines, at) > 1), end]
    if len(edges) - 1 == end - begun:
        yield begun, end
        return
    start = begun
    for at, after in pairwise(edges[1:]):
        if not any(len(pieces) > 1 for pieces in cut[at:after]):
            continue
        if not _goes_on(text, lines, cut, (start, at), (at, after)):
            yield start, _last(cut, start, at)
            start = at
    yield start, end


def _last(cut: Sequence[Pieces], start: int, end: int) -> int:
    """Return where a part ends that has lines of one piece at its foot: they belong to what follows."""
    while end > start + 1 and not cut[end - 1]:
        end -= 1
    return end


def _goes_on(text: str, lines: Sequence[Line], cut: Sequence[Pieces], before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether the lines of `after` are more rows of those of `before`: as many pieces, and no other header."""
    if _usual(cut[slice(*before)]) != _usual(cut[slice(*after)]):
        return False
    heads = [next(at for at in range(*part) if len(cut[at]) > 1) for part in (before, after)]
    if fold(lines[heads[0]].text) == fold(lines[heads[1]].text):
        return True
    return any(kind_of(piece.span.of(text)) is not Kind.TEXT for piece in cut[heads[1]])


def _usual(cut: Sequence[Pieces]) -> int:
    """Return how many pieces most lines have."""
    counts = Counter(len(pieces) for pieces in cut if len(pieces) > 1)
    return max(counts, key=lambda count: (counts[count], count), default=0)
