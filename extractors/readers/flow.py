"""Text that flows, from formats that have marks and no places: blocks, broken lines, tables, pages.

A block (a paragraph, a heading, an item) becomes a line, a blank line follows it; a broken line
inside it breaks the line. The rows of a table are a line each, cells between bars, no blank line
between: blanks would not tell an empty cell from none, and bars are what `extractors.tables` reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from corpus.errors import UnreadableDocumentError
from corpus.pages import Document, Page
from extractors.readers.cells import SHORT_CELL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.source import SourceDocument

MAX_CHARACTERS: Final = 32 * 1024 * 1024
"""Most characters of text of one document; a year's gazettes bound together stay under a third of it."""

BAR: Final = "|"
RAISED: Final = {"o": "º", "a": "ª", **dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))}
"""What a raised character is where it has a character of its own."""

_BREAKS: Final = regex.compile(r"[\r\n\f\v\x1c-\x1f\u2028\u2029]+")
_BLANKS: Final = regex.compile(r"[ \t\r\n\f\v\x1c-\x1f\u2028\u2029]+")
_ORDINAL_BEFORE: Final = regex.compile(r"(?:\d|\b[nN]\.?|\b(?:art|Art|ART)s?\.?)\Z")
_NUMERAL: Final = regex.compile(r"[0-9]{1,2}")


def one_line(text: str) -> str:
    """Return `text` with each run of blanks made one (a hard blank stays), none at its ends."""
    return _BLANKS.sub(" ", text).strip(" ")


def raised(text: str, *, before: str) -> str:
    """Return how `text`, raised in print, stands in plain text after `before`.

    >>> raised("o", before="n"), raised("a", before="3"), raised("2", before="10 m"), raised("o", before="grup")
    ('º', 'ª', '²', 'o')
    """
    bare = text.strip()
    if bare in ("o", "a", "O", "A", "os", "as"):
        return RAISED[bare[0].lower()] + bare[1:] if _ORDINAL_BEFORE.search(before) else text
    return "".join(RAISED[digit] for digit in bare) if _NUMERAL.fullmatch(bare) else text


def last(parts: Sequence[str]) -> str:
    """Return the last of some parts that is not blank, without the blanks at its end; "" where there is none."""
    return next((part.rstrip() for part in reversed(parts) if part.strip()), "")


class Flow:
    """Takes the parts of a document in reading order and gives its pages."""

    def __init__(self, *, sha256: str) -> None:
        self._sha256 = sha256
        self._pages: list[list[str]] = [[]]
        self._lines: list[str] = []
        self._parts: list[str] = []
        self._size = 0
        self._verbatim = False

    @property
    def before(self) -> str:
        """The part of the line at hand that came last and is not blank."""
        return last(self._parts)

    def text(self, text: str, *, verbatim: bool = False) -> None:
        """Add to the line at hand; `verbatim` keeps the line's runs of blanks, with which columns are made.

        Raises `UnreadableDocumentError` past the limit of all text.
        """
        if text:
            self._grow(len(text))
            self._parts.append(text)
            self._verbatim = self._verbatim or verbatim

    def line(self) -> None:
        """End the line, not the block."""
        text = "".join(self._parts)
        self._lines.append(_BREAKS.sub(" ", text).strip(" \t") if self._verbatim else one_line(text))
        self._parts.clear()
        self._verbatim = False

    def block(self) -> None:
        """End the block; one without text leaves nothing."""
        self.line()
        block = "\n".join(self._lines).strip("\n")
        self._lines.clear()
        if block:
            self._pages[-1].append(regex.sub(r"\n{3,}", "\n\n", block))

    def page(self) -> None:
        """End the page; one without text is no page."""
        self.block()
        if self._pages[-1]:
            self._pages.append([])

    def blocks(self, texts: Sequence[str]) -> None:
        """Add each text as a block."""
        for text in texts:
            self.text(text)
            self.block()

    def rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Add a table; a column without one word is left out, and a table of one column is blocks."""
        self.block()
        kept = [at for at in range(max(map(len, rows), default=0)) if any(one_line(row[at]) for row in rows if at < len(row))]
        cells = [[one_line(row[at]) if at < len(row) else "" for at in kept] for row in rows]
        cells = [row for row in cells if any(row)]
        if len(kept) > 1 and len(cells) > 1 and all(len(cell) <= SHORT_CELL and BAR not in cell for row in cells for cell in row):
            self._add("\n".join(f"{BAR} {f' {BAR} '.join(row)} {BAR}" for row in cells))
            return
        for cell in (cell for row in cells for cell in row if cell):
            self._add(cell)

    def _add(self, block: str) -> None:
        self._grow(len(block))
        self._pages[-1].append(block)

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > MAX_CHARACTERS:
            most = f"{MAX_CHARACTERS / 2**20:.0f} million characters"
            raise UnreadableDocumentError(f"the document has more than {most} of text: split it", sha256=self._sha256)

    def pages(self) -> tuple[Page, ...]:
        """Return the pages of what was added. Raises `UnreadableDocumentError` where it is nothing."""
        self.block()
        texts = ["\n\n".join(blocks) + "\n" for blocks in self._pages if blocks]
        if not "".join(texts).strip("\xa0\ufeff \n"):
            raise UnreadableDocumentError("the document holds no text: nothing but marks, pictures or menus", sha256=self._sha256)
        return tuple(Page(number, text) for number, text in enumerate(texts, start=1))


def flowing(  # noqa: PLR0913  # what a document is made of
    source: SourceDocument,
    pages: tuple[Page, ...],
    *,
    media_type: str,
    reader: str,
    encoding: str | None = None,
    notes: Sequence[tuple[str, str]] = (),
) -> Document:
    """Return the document of some pages whose lines are ours, not the file's."""
    return Document(
        sha256=source.sha256,
        name=source.name,
        media_type=media_type,
        reader=reader,
        pages=pages,
        encoding=encoding,
        has_lines=False,
        notes=tuple(notes),
    )
