"""PDF with a text layer: words with boxes, in reading order; ruled tables as rows of cells between bars.

A page whose text layer is missing or garbled stays empty and is told in a note; a PDF without any
page that can be read is refused. Here is the seam for recognition: `pdf_scan.py`, once there is one,
takes the pages whose layer `is_read` refuses.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corpus.errors import UnreadableDocumentError
from corpus.pages import Document, Page
from extractors.readers import READERS
from extractors.readers.pdf_open import is_cut, opened, opened_page
from extractors.readers.pdf_order import ordered
from extractors.readers.pdf_quality import HIDDEN, Judgement, Layer, judge
from extractors.readers.pdf_tables import TableFinder, census
from extractors.readers.pdf_cells import Grid, grids
from extractors.readers.pdf_words import page_words
from extractors.readers.words import Word, page_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2 as pdfium

    from corpus.source import SourceDocument
    from extractors.readers.pdf_tables import Census
    from extractors.readers.pdf_words import PageWords

MAX_BYTES: Final = 512 * 1024 * 1024
"""Largest PDF that is read."""

TOLD: Final = 12
"""Page numbers that a note names; more are counted."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as it was read, what its layer is worth, and what went wrong on it ("" for nothing)."""

    page: Page
    judgement: Judgement
    pictures: int = 0
    tables: int = 0
    trouble: str = ""


@READERS.register("application/pdf")
def read_pdf(source: SourceDocument) -> Document:
    """Return the pages of a PDF that has a text layer.

    Raises `UnreadableDocumentError` for a PDF that cannot be opened, that is past a limit, or of
    which no page has text that can be read.
    """
    try:
        read = tuple(read_pages(source.content))
    except UnreadableDocumentError as error:
        raise UnreadableDocumentError(str(error), sha256=source.sha256, page=error.page) from error
    if not any(each.judgement.layer.is_read for each in read):
        raise UnreadableDocumentError(_refusal(read), sha256=source.sha256)
    return Document(
        sha256=source.sha256,
        name=source.name,
        media_type="application/pdf",
        reader="pdf-text",
        pages=tuple(each.page for each in read),
        has_lines=False,
        notes=(*_layer_notes(read), *_trouble_notes(read), *_file_notes(source.content)),
    )


def read_pages(content: bytes) -> Iterator[ReadPage]:
    """Tell the pages of a PDF one by one, each closed before the next is opened; raises as `read_pdf` does."""
    if len(content) > MAX_BYTES:
        told = f"the PDF has {len(content) / 2**20:.0f} MB; at most {MAX_BYTES // 2**20} are read: split it into several files"
        raise UnreadableDocumentError(told)
    with opened(content) as document, closing(TableFinder(content)) as finder:
        for number in range(1, len(document) + 1):
            with opened_page(document, number) as page:
                yield _read_page(page, number, finder)


def _read_page(page: pdfium.PdfPage, number: int, finder: TableFinder) -> ReadPage:
    found, seen = page_words(page, number), census(page)
    hidden = len(found.hidden) / max(1, len(found.texts))
    judgement = judge(" ".join(found.texts), hidden=hidden, painted=seen.painted)
    if not judgement.layer.is_read:
        return ReadPage(Page(number, "", found.width, found.height), judgement, seen.pictures)
    tables, trouble = _tables(finder, number, seen)
    placed = grids(found, tables)
    text, words = page_text(_words(found, placed, keep_hidden=hidden >= HIDDEN), tail=_tail(found, placed))
    return ReadPage(Page(number, text, found.width, found.height, words), judgement, seen.pictures, len(placed), trouble)
