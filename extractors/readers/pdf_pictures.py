"""How much of a PDF's page is a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2 as pdfium


def picture_share(page: pdfium.PdfPage) -> float:
    """Return the share of a page that its largest picture covers, 0 to 1."""
    import pypdfium2 as pdfium  # noqa: PLC0415
    from pypdfium2 import raw  # noqa: PLC0415

    left, bottom, right, top = page.get_bbox()
    area = max(1.0, (right - left) * (top - bottom))
    most = 0.0
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=1):
        try:
            x0, y0, x1, y1 = each.get_bounds()
        except (pdfium.PdfiumError, AttributeError):
            continue
        covered = max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom))
        most = max(most, covered / area)
    return most
