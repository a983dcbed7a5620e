"""The words of a page that stand in the cells of ruled tables, and how the table is written."""

from __future__ import annotations

from bisect import bisect_left
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from extractors.readers.pdf_segments import Material, lines_of, segments_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.pages import Box
    from extractors.readers.pdf_tables import Ruled
    from extractors.readers.pdf_words import PageWords
    from extractors.readers.words import Word

LONGEST: Final = 600
"""Characters of the longest cell; what is longer is a column of text in a frame."""

USUAL: Final = 150
"""Characters that half the cells of a table stay under."""

FEWEST: Final = 2
"""Rows and columns of the smallest table."""

BAR: Final = "|"


class Grid(NamedTuple):
    """A table: the box around it, and for each row the indices of the words of each cell."""

    box: Box
    rows: tuple[tuple[tuple[int, ...], ...], ...]


def grids(found: PageWords, tables: Sequence[Ruled]) -> tuple[Grid, ...]:
    """Return the tables that hold cells of words; frames and boxes around text are left out."""
    by_top = sorted(range(len(found.boxes)), key=lambda at: found.boxes[at].top)
    tops = [found.boxes[at].top for at in by_top]
    made = []
    for table in tables:
        among = by_top[bisect_left(tops, table.box.top - 20) : bisect_left(tops, table.box.bottom)]
        rows = tuple(tuple(_words_in(cell, among, found) for cell in row) for row in table.rows)
        kept = tuple(row for row in rows if any(row))
        if _is_table(kept, found.texts):
            made.append(Grid(table.box, kept))
    return tuple(made)


def _words_in(cell: Box | None, among: Sequence[int], found: PageWords) -> tuple[int, ...]:
    """Return the words whose middle lies in a cell, in reading order."""
    if cell is None:
        return ()
    inside = sorted(at for at in among if _is_in(found.boxes[at], cell))
    lines = lines_of(segments_of(Material(found.texts, found.boxes), inside))
    return tuple(at for line in lines for part in line.segments for at in range(part.first, part.last))


def _is_in(box: Box, cell: Box) -> bool:
    middle, height = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return cell.x0 <= middle <= cell.x1 and cell.top <= height <= cell.bottom


def _is_table(rows: Sequence[Sequence[Sequence[int]]], texts: Sequence[str]) -> bool:
    """Whether the cells are many and short, and none holds a bar, which would part it in two."""
    sizes = [sum(len(texts[at]) + 1 for at in cell) for row in rows for cell in row if cell]
    wide = sum(sum(bool(cell) for cell in row) >= FEWEST for row in rows)
    if wide < FEWEST or median(sizes) > USUAL or max(sizes) > LONGEST:
        return False
    return not any(BAR in texts[at] for row in rows for cell in row for at in cell)


def rows_of(grid: Grid, found: PageWords) -> Iterator[Word | str]:
    """Tell the words of a table, and between them the bars and line breaks that no word carries."""
    for number, row in enumerate(grid.rows):
        yield f"\n{BAR} " if number else f"\n\n{BAR} "
        for column, cell in enumerate(row):
            if column:
                yield f" {BAR} "
            yield from _cell(cell, found)
        yield f" {BAR}"
    yield "\n\n"


def _cell(cell: Sequence[int], found: PageWords) -> Iterator[Word]:
    """Tell the words of a cell; a word cut at the end of a line inside it keeps its hyphen and gets no blank."""
    cut = False
    for place, at in enumerate(cell):
        text, box = found.texts[at], found.boxes[at]
        yield found.word(at, "" if place == 0 or cut else " ")
        under = place + 1 < len(cell) and found.boxes[cell[place + 1]].top > box.bottom - (box.bottom - box.top) / 2
        cut = under and len(text) > 1 and text[-1] == "-" and text[-2].isalpha()
