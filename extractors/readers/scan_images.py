"""Scans as image files, TIFF with all its pages: read by OCR, as far as it is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corpus.errors import OcrError, UnreadableDocumentError
from corpus.pages import Document, Origin, Page, Taken
from extractors.readers import scanner
from extractors.readers.page_furniture import furniture_of
from extractors.readers.scans.settings import Scanning
from extractors.readers.sniff import media_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.source import SourceDocument
    from extractors.readers.scans.pages import Recognized
    from extractors.readers.scans.rasters import Raster

PICTURE: Final = "a picture"
"""What is said of the text layer of an image file."""

TURNED: Final = 0.5
"""Degrees of skew from which a note tells it."""


@scanner("image/bmp", "image/jp2", "image/jpeg", "image/png", "image/tiff", "image/webp")
def read_image(source: SourceDocument, scans: Scanning = Scanning()) -> Document:  # noqa: B008  # it is frozen
    """Return the pages of an image file.

    Raises `UnreadableDocumentError` for one that is damaged, larger than any page or without a word,
    `OcrError` where no page could be recognized in its time, `ToolMissingError` where no engine is installed.
    """
    try:
        return _document(source, scans)
    except (UnreadableDocumentError, OcrError) as error:
        raise type(error)(str(error), sha256=source.sha256, page=error.page) from error


def _document(source: SourceDocument, scans: Scanning) -> Document:
    from extractors.readers.scans.parallel import recognized_all  # noqa: PLC0415  # loads OpenCV
    from extractors.readers.scans.rasters import frames  # noqa: PLC0415

    sizes: list[tuple[float, float]] = []

    def kept() -> Iterator[Raster]:
        for raster in frames(source.content):
            sizes.append(raster.size)
            yield raster

    found = tuple(recognized_all(kept(), settings=scans))
    failed = [each for each in found if isinstance(each, OcrError)]
    if failed and len(failed) == len(found):
        raise failed[0]
    pages = tuple(_page(number, each, size) for number, (each, size) in enumerate(zip(found, sizes, strict=True), start=1))
    if not any(page.text.strip() for page in pages):
        raise UnreadableDocumentError("no word could be read on the picture: scan the page again, at 300 dpi")
    return Document(
        sha256=source.sha256,
        name=source.name,
        media_type=media_type(source.content),
        reader="scan",
        pages=pages,
        furniture=furniture_of(pages),
        has_lines=False,
        notes=tuple(_notes(found)),
    )


def _page(number: int, found: Recognized | OcrError, size: tuple[float, float]) -> Page:
    from extractors.readers.scans.legibility import legibility  # noqa: PLC0415

    if isinstance(found, OcrError):
        return Page(number, "", *size, origin=Origin(Taken.OCR, PICTURE))
    origin = Origin(Taken.OCR, PICTURE, None, legibility(found.text), found.confidence)
    return Page(number, found.text, *size, found.words, origin)


def _notes(found: Sequence[Recognized | OcrError]) -> Iterator[tuple[str, str]]:
    """Tell pages that could not be read, and those that lay otherwise than straight."""
    for number, each in enumerate(found, start=1):
        if isinstance(each, OcrError):
            yield "ocr", f"page {number}: not read: {each}"
        elif each.measures.turned or abs(each.measures.skew) >= TURNED:
            turned = f"turned by {each.measures.turned} degrees, " if each.measures.turned else ""
            yield "ocr", f"page {number}: {turned}set straight by {each.measures.skew:.1f} degrees"
