"""Whether a line is one of a table's cells that stand one to a line: then it is no page furniture, whatever it says.

Such cells are short, stand equally far apart, and figures are among them. Only where a form feed
tells that a page ends there, a line at that end is judged by what it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

if TYPE_CHECKING:
    from normalizers.pages import PageLines

REACH: Final = 4
"""Lines, not counting blank ones, that are looked at on each side."""

FIGURES: Final = 2
"""Cells of figures without which a run of short lines may be anything."""

CELL: Final = 40
"""Characters of the longest line that is taken for a cell."""

_FIGURE: Final = regex.compile(r"(?=.*\d)(?:R\$|US\$|[^\p{L}])+(?:\s(?:kg|km|m[²2³3]?|un|h|l|mg|ml)\.?)?")
_SENTENCE: Final = regex.compile(r"\p{L}{3,}\)?[.;:]\Z|,\Z")


def among_cells(lines: PageLines, at: int) -> bool:
    r"""Whether the line is a step of a run of cells, two of them figures, that goes on both ways or ends with the source.

    >>> from normalizers.pages import page_lines
    >>> among_cells(page_lines("Edital\n12\nDiário Oficial\nAviso\n7\n"), 2)
    True
    >>> among_cells(page_lines("DIÁRIO OFICIAL\n\nAviso\n12\n"), 0)
    False
    """
    if lines.fed and (lines.is_top(at) or lines.is_foot(at)):
        return False
    above, below = _run(lines, at, -1), _run(lines, at, 1)
    if at not in (0, len(lines) - 1) and not (above and below and _spacing(lines, at, -1) == _spacing(lines, at, 1)):
        return False
    return sum(_FIGURE.fullmatch(line) is not None for line in (*above, *below)) >= FIGURES


def _run(lines: PageLines, at: int, step: int) -> list[str]:
    """Return the nearest lines on one side that may be cells and stand as far apart as the first from the line."""
    found: list[str] = []
    other, spacing = at, _spacing(lines, at, step)
    while len(found) < REACH and 0 <= other + step < len(lines) and _spacing(lines, other, step) == spacing:
        other += step
        line = lines.texts[other].strip()
        if len(line) > CELL or _SENTENCE.search(line):
            break
        found.append(line)
    return found


def _spacing(lines: PageLines, at: int, step: int) -> int:
    """Return the blank lines between a line and the next on one side; -1 at the source's end."""
    over = at if step < 0 else at + 1
    return lines.gaps[over] if 0 < over < len(lines) else -1
