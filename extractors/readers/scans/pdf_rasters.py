"""Pages of a PDF as pictures: pdfium draws them, whatever their scans are packed with (JBIG2, JPEG 2000, CCITT, JPEG)."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Final

import numpy as np

from corpus.errors import UnreadableDocumentError
from extractors.readers.scans.rasters import MAX_PIXELS, Raster

if TYPE_CHECKING:
    import pypdfium2 as pdfium

    from extractors.readers.scans.rasters import Grey

MOST_DRAWN: Final = 60_000_000
"""Pixels of a page as it is drawn; a larger page is drawn coarser (an A2 sheet at 300 dpi has 35 million)."""

COARSEST: Final = 100.0
"""Dots an inch under which nothing could be read."""


def drawn(page: pdfium.PdfPage, number: int, *, dpi: int) -> Raster:
    """Return a page of a PDF as a picture.

    Raises `UnreadableDocumentError` for a page that is too large, or shows a picture that is.
    """
    import pypdfium2 as pdfium  # noqa: PLC0415

    width, height = page.get_size()
    fits = (MOST_DRAWN / max(1.0, width * height)) ** 0.5 * 72
    scale = min(float(dpi), fits)
    if scale < COARSEST:
        told = f"page {number} measures {width:.0f} x {height:.0f} points: too large to be read as a scan"
        raise UnreadableDocumentError(told, page=number)
    _check_pictures(page, number)
    try:
        with closing(page.render(scale=scale / 72, grayscale=True)) as bitmap:
            return Raster(_copied(bitmap), scale)
    except (pdfium.PdfiumError, ValueError, MemoryError) as error:
        raise UnreadableDocumentError(
            f"page {number} of the PDF cannot be drawn ({type(error).__name__})", page=number
        ) from error


def _copied(bitmap: pdfium.PdfBitmap) -> Grey:
    """Return the pixels of a bitmap, which is freed after."""
    pixels: Grey = np.asarray(bitmap.to_numpy(), dtype=np.uint8)
    if pixels.ndim == 3:  # noqa: PLR2004  # pdfium may give a channel of its own
        pixels = pixels[:, :, 0]
    return np.array(pixels, dtype=np.uint8, order="C")


def _check_pictures(page: pdfium.PdfPage, number: int) -> None:
    """Refuse a page with a picture that takes all memory to unpack."""
    import pypdfium2 as pdfium  # noqa: PLC0415
    from pypdfium2 import raw  # noqa: PLC0415

    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        try:
            across, down = each.get_px_size()
        except (pdfium.PdfiumError, AttributeError):
            continue
        if across * down > MAX_PIXELS:
            told = f"page {number} shows a picture of {across} x {down} pixels; at most {MAX_PIXELS // 10**6} million are decoded"
            raise UnreadableDocumentError(told, page=number)
