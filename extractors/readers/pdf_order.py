"""What parts each word of a page from the word before it in the text: blanks, lines, paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from extractors.readers.pdf_layout import Block, pitch
from extractors.readers.pdf_segments import lines_of, segments_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.pages import Box
    from extractors.readers.pdf_segments import Line, Material, Segment

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


def ordered(material: Material, blocks: Sequence[Block]) -> Ordered:
    """Tell the words of blocks in reading order, each with what parts it from the one before."""
    for first, last, gap in runs(material, blocks):
        yield first, gap
        for at in range(first + 1, last):
            yield at, " "


def runs(material: Material, blocks: Sequence[Block]) -> Iterator[tuple[int, int, str]]:
    """Tell the words of blocks in reading order: first and last (exclusive) of those that a blank parts, and the gap before."""
    before: Block | None = None
    for block in blocks:
        usual = pitch(block.lines)
        for at, line in enumerate(block.lines):
            gap = _line_gap(block, at, usual) if at else _block_gap(block, before, material)
            yield from _line(line, gap, material)
        before = block


def known_blocks(material: Material, indices: Sequence[int]) -> Iterator[Block]:
    """Tell the blocks of a page whose `parts` are known; a table stands where its words stood."""
    kept, boxes = frozenset(indices), material.boxes
    for part in material.parts:
        first = boxes[part.first]
        tables = [at for at in material.whole if _stands_in(first, boxes[at])]
        words = [at for at in range(part.first, part.last) if at in kept]
        if found := [*words, *tables]:
            yield Block(lines_of(segments_of(material, found)), beside=part.beside)


def _stands_in(box: Box, table: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return table.x0 <= x <= table.x1 and table.top <= y <= table.bottom


def _line(line: Line, gap: str, material: Material) -> Iterator[tuple[int, int, str]]:
    """Tell the runs of a line."""
    before: Segment | None = None
    for each in line.segments:
        if before is not None:
            gap = _gap(before, each, material.joined)
        first, last = each.first, each.last
        if True in material.joined[first + 1 : last]:
            for at in range(first + 1, last):
                if material.joined[at] and _touch(material.boxes[at - 1], material.boxes[at]):
                    yield first, at, gap
                    first, gap = at, ""
        yield first, last, gap
        before = each


def _gap(before: Segment, after: Segment, joined: Sequence[bool]) -> str:
    """Return what parts two segments of a line."""
    apart = (after.x0 - before.x1) / max(1.0, min(before.bottom - before.top, after.bottom - after.top))
    if apart >= WIDE:
        return BLANKS
    return "" if apart < TOUCH and after.first == before.last and joined[after.first] else " "


def _touch(before: Box, after: Box) -> bool:
    """Whether two words stand side by side without a gap."""
    return abs(after.x0 - before.x1) < TOUCH * (after.bottom - after.top)


def _line_gap(block: Block, at: int, usual: float) -> str:
    """Return what parts a line from the one before in its block."""
    step = block.lines[at].bottom - block.lines[at - 1].bottom
    first = block.lines[at].segments[0]
    opens = OPENS * usual if usual else OPENS_FEW * (first.bottom - first.top)
    return "\n\n" if step > opens else "\n"


def _block_gap(block: Block, before: Block | None, material: Material) -> str:
    """Return what parts a block from the one before: a column goes on in the next where its last sentence does."""
    if before is None or not block.beside:
        return "\n\n"
    line = before.lines[-1]
    last, first = material.texts[line.segments[-1].last - 1], material.texts[block.lines[0].segments[0].first]
    if first[:1].islower() or (last.endswith("-") and len(last) > 1):
        return "\n"
    left = min(each.segments[0].x0 for each in before.lines)
    right = max(each.right for each in before.lines)
    is_full = line.right - left >= FULL * (right - left)
    return "\n" if is_full and not _ENDED.search(last) else "\n\n"
