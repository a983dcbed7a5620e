"""A PDF opened within limits, and its pages one at a time; the door to pdfium."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Final

from corpus.errors import UnreadableDocumentError
from extractors.readers.pdf_forms import check_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pypdfium2 as pdfium

MAX_PAGES: Final = 5_000
"""Most pages of one PDF: a year's compendium has less."""

MAX_SIDE: Final = 14_400.0
"""Longest side of a page in points (ISO 32000-1, annex C.2: 200 inches)."""

MAX_CHARACTERS: Final = 200_000
"""Most characters of one page: the densest page of a gazette, in seven-point type, has a tenth."""

TAIL: Final = 2_048
"""Bytes at the end in which the end mark of a whole PDF stands."""


@contextmanager
def opened(content: bytes) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF, with the empty password where it is encrypted; closed at the end.

    Raises `UnreadableDocumentError` where it cannot be opened, has no page or too many, or draws without end.
    """
    import pypdfium2 as pdfium  # noqa: PLC0415  # a text source needs no pdfium

    check_forms(content)
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise UnreadableDocumentError(_refusal(content, str(error))) from error
    with closing(document):
        _check_pages(len(document))
        yield document


def _refusal(content: bytes, told: str) -> str:
    """Return what to say of a PDF that pdfium refuses."""
    if "assword" in told:
        return "the PDF is encrypted with a password: save a copy of it without one, for example with `qpdf --decrypt`"
    if "ecurity" in told:
        return "the PDF is encrypted in a way that is not read: save a copy of it without encryption"
    if is_cut(content):
        return "the PDF is damaged and seems to be cut short (its end mark is missing): hand in the original file"
    return "the PDF is damaged, no pages can be found in it: hand in the original file, or mend it, for example with `qpdf`"


def is_cut(content: bytes) -> bool:
    """Whether the end mark of a PDF is missing."""
    return b"%%EOF" not in content[-TAIL:]


def _check_pages(pages: int) -> None:
    if pages == 0:
        raise UnreadableDocumentError("the PDF has no pages: hand in the original file")
    if pages > MAX_PAGES:
        raise UnreadableDocumentError(f"the PDF has {pages} pages; at most {MAX_PAGES} are read: split it into several files")


@contextmanager
def opened_page(document: pdfium.PdfDocument, number: int) -> Iterator[pdfium.PdfPage]:
    """Open page `number`, from 1; closed at the end.

    Raises `UnreadableDocumentError` where it cannot be loaded or is larger than a PDF's pages may be.
    """
    import pypdfium2 as pdfium  # noqa: PLC0415

    try:
        page = document[number - 1]
    except pdfium.PdfiumError as error:
        raise UnreadableDocumentError(f"page {number} of the PDF is damaged and cannot be loaded", page=number) from error
    with closing(page):
        width, height = page.get_size()
        if not 0 < max(width, height) <= MAX_SIDE or min(width, height) <= 0:
            told = f"page {number} measures {width:.0f} x {height:.0f} points; a PDF's pages have at most {MAX_SIDE:.0f} a side"
            raise UnreadableDocumentError(told, page=number)
        yield page


def plain(function: object, *types: object) -> Callable[..., int]:
    """Return a function of pdfium's that takes plain addresses: to convert an argument costs as much as the call.

    `types` are that of what it returns, then those of its arguments.
    """
    from ctypes import CFUNCTYPE, c_void_p, cast  # noqa: PLC0415

    address = cast(function, c_void_p).value  # type: ignore[arg-type]  # a function of ctypes
    called: Callable[..., int] = CFUNCTYPE(*types)(address)  # type: ignore[arg-type]
    return called
