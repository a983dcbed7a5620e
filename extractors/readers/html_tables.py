"""Tables of a page: tabulated, or only laid out by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from extractors.readers.cells import MAX_COLUMNS, Spanning, is_tabulated, plain_rows
from extractors.readers.flow import last, one_line, raised
from extractors.readers.markup import children, name_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.readers.markup import Element

MAX_ROWS: Final = 65_534
"""Rows that a cell may span (HTML standard, 4.9.11)."""
STRUCTURE: Final = ("table", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "hr", "blockquote")
"""What no cell of a tabulated table holds."""


def rows_of(table: Element) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]] | None:
    """Return captions and plain rows of a table, None for one that only lays a page out."""
    if table.get("role") in ("presentation", "none"):
        return None
    if any(name_of(each) in STRUCTURE for each in table.iter(*STRUCTURE) if each is not table):
        return None
    rows = [[_spanning(cell) for cell in children(row, "td", "th")] for row in _rows(table)]
    if not is_tabulated(rows):
        return None
    captions, plain = plain_rows(rows)
    caption = (one_line(cell_text(each)) for each in children(table, "caption"))
    return (*(text for text in caption if text), *captions), plain


def _rows(table: Element) -> Iterator[Element]:
    """Tell the rows of a table: head, bodies, foot, as they are shown."""
    for name in ("thead", "tbody", "tfoot"):
        for part in table:
            if name_of(part) == name:
                yield from children(part, "tr")
            elif name == "tbody" and name_of(part) == "tr":
                yield part


def _spanning(cell: Element) -> Spanning:
    parent = cell.getparent()
    section = parent.getparent() if parent is not None else None
    label = name_of(cell) == "th" or (section is not None and name_of(section) == "thead")
    return Spanning(
        one_line(cell_text(cell)),
        columns=_count(cell.get("colspan"), MAX_COLUMNS),
        rows=_count(cell.get("rowspan"), MAX_ROWS),
        label=label,
    )


def _count(told: str | None, most: int) -> int:
    digits = (told or "").strip()[:6]
    return max(1, min(int(digits), most)) if digits.isascii() and digits.isdigit() else 1


def cell_text(cell: Element) -> str:
    """Return the text of a cell, blanks where it has marks that part words."""
    parts: list[str] = []
    walker = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walker:
        name = name_of(element)
        if name in ("br", "p", "div", "li"):
            parts.append(" ")
        if event == "start" and name == "sup":
            parts.append(raised(text_of(element), before=last(parts)))
            walker.skip_subtree()
        elif event == "start":
            parts.append(element.text or "")
        elif element is not cell:
            parts.append(element.tail or "")
    return "".join(parts)
