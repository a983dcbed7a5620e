"""Stacked tables of words alone: nothing but labels that are known tells how many columns there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from extractors.tables.cells import Kind
from extractors.tables.labels import plays
from extractors.tables.parse import Reading, Row
from extractors.tables.shape import learn
from extractors.tables.stacked import DOUBTFUL, FEWEST, MOST, Stack
from extractors.tables.stacked_labels import LONGEST_LABEL, SENTENCE_END, is_known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.tables.lines import Line


AMOUNTS: Final = frozenset({Kind.MONEY, Kind.DECIMAL, Kind.PERCENT})


def find_words(lines: Sequence[Line], start: int) -> Stack | None:
    """Return a table of words alone that ends the run: labels that are all known, and whole rows of names after them.

    Nothing but the labels tells how many columns there are, so nothing may be left over.
    """
    end = start
    for at in range(start, len(lines) - FEWEST * (FEWEST + 1) + 1):
        end = max(end, at)
        while end < len(lines) and _is_word_label(lines[end]):
            end += 1
        width, left = end - at, len(lines) - end
        if FEWEST <= width <= MOST and left >= FEWEST * width and left % width == 0 and _are_words(lines[end:], width):
            return _words(lines, at, width)
    return None


def _is_word_label(line: Line) -> bool:
    return plays("label", line.text) or plays("order_label", line.text) or plays("code_label", line.text)


def _are_words(body: Sequence[Line], width: int) -> bool:
    short = all(len(line.text) <= LONGEST_LABEL and not SENTENCE_END.search(line.text) for line in body)
    cells = short and not any(is_known(line.text) or line.kind in AMOUNTS for line in body)
    columns = [[line.text for line in body[at::width]] for at in range(width)]
    return cells and any(len(set(column)) == len(column) for column in columns)


def _words(lines: Sequence[Line], at: int, width: int) -> Stack:
    starts = range(at + width, len(lines), width)
    rows = tuple(
        Row(begun + width, tuple((each, each + 1) for each in range(begun, begun + width)), DOUBTFUL) for begun in starts
    )
    shape = learn([lines[begun : begun + width] for begun in starts])
    header = tuple((each, each + 1) for each in range(at, at + width))
    return Stack(at, header, over=False, shape=shape, reading=Reading(at + width, rows, 0.0))
