"""What parts each word of a page from the word before it in the text: blanks, lines, paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from extractors.readers.pdf_layout import LEAST, blocks_of, pitch, segments_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.pages import Box
    from extractors.readers.pdf_layout import Block, Line, Segment

    Ordered = Iterator[tuple[int, str]]

TOUCH: Final = 0.1
"""Gap, in heights of a line, under which two stretches that the file parts are one word."""

WIDE: Final = 1.5
"""Gap, in heights of a line, that stands for columns of blanks."""

BLANKS: Final = "    "
"""How a wide gap is written: as wide as text in columns of blanks needs."""

OPENS: Final = 1.35
"""Distance to the line before, in usual distances, from which a paragraph begins."""

OPENS_FEW: Final = 1.9
"""The same in heights of a line, where lines are too few to tell the usual distance."""

FULL: Final = 0.85
_ENDED: Final = regex.compile(r"[.;:!?][”\"')\]]*\Z")


def ordered(
    texts: Sequence[str], boxes: Sequence[Box], joined: Sequence[bool], indices: Sequence[int], whole: frozenset[int]
) -> Ordered:
    """Tell the words at `indices` in reading order, each with what parts it from the one before.

    `whole` are those that are no words but tables: each is a paragraph of its own.
    """
    before: Line | None = None
    last = ""
    for block in blocks_of(segments_of(boxes, indices)):
        usual = pitch(block.lines)
        width = max(line.right for line in block.lines)
        for at, line in enumerate(block.lines):
            gap = _line_gap(block, at, usual) if at else _block_gap(block, before, last, texts[line.segments[0].first])
            if before is not None and (line.segments[0].first in whole or before.segments[-1].first in whole):
                gap = "\n\n"
            yield from _line(line, gap, joined)
            before, last = line, texts[line.segments[-1].last - 1]
        del width


def _line(line: Line, gap: str, joined: Sequence[bool]) -> Ordered:
    """Tell the words of a line."""
    before: Segment | None = None
    for each in line.segments:
        if before is not None:
            gap = _gap(before, each, joined)
        yield each.first, gap
        for at in range(each.first + 1, each.last):
            yield at, " "
        before = each


def _gap(before: Segment, after: Segment, joined: Sequence[bool]) -> str:
    """Return what parts two segments of a line."""
    apart = (after.x0 - before.x1) / max(1.0, min(before.bottom - before.top, after.bottom - after.top))
    if apart >= WIDE:
        return BLANKS
    return "" if apart < TOUCH and after.first == before.last and joined[after.first] else " "


def _line_gap(block: Block, at: int, usual: float) -> str:
    """Return what parts a line from the one before in its block."""
    step = block.lines[at].bottom - block.lines[at - 1].bottom
    first = block.lines[at].segments[0]
    opens = OPENS * usual if usual and len(block.lines) > LEAST else OPENS_FEW * (first.bottom - first.top)
    return "\n\n" if step > opens else "\n"


def _block_gap(block: Block, before: Line | None, last: str, first: str) -> str:
    """Return what parts a block from the one before: a column goes on in the next where its last sentence does."""
    if before is None or not block.beside:
        return "\n\n"
    goes_on = first[:1].islower() or last.endswith("-") or not _ENDED.search(last)
    return "\n" if goes_on else "\n\n"
