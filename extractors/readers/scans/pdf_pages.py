"""Pages of a PDF whose text layer is missing or poor: drawn, recognized, and the better reading kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from corpus.errors import OcrError, ToolMissingError
from corpus.pages import Origin, Page, Taken
from extractors.readers.pdf_open import opened, opened_page
from extractors.readers.pdf_quality import Layer
from extractors.readers.scans.legibility import legibility
from extractors.readers.scans.pages import seen_scan
from extractors.readers.scans.parallel import reader_of, recognized_all
from extractors.readers.scans.pdf_rasters import drawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.readers.pdf_text import ReadPage, SeenPage
    from extractors.readers.scans.engines import Engine
    from extractors.readers.scans.pages import Recognized
    from extractors.readers.scans.rasters import Raster
    from extractors.readers.scans.settings import Scanning

GOOD: Final = 0.93
"""Legibility from which a poor kind of layer is left as it is; what clean prose has, names and all."""

BETTER: Final = 0.02
"""By how much OCR must be more legible to be taken instead of a layer that can be read."""

LEGIBLE: Final = 0.6
"""Legibility under which what OCR makes of a page with a garbled layer is no better than the layer."""

STAMP: Final = 60
"""Words up to which a layer over a picture of the whole page may be only its stamp."""

WHOLE: Final = 0.6
"""Share of a page from which a picture is that of the page."""

MORE: Final = 2.0
"""How many times more words OCR must find than such a stamp has."""


def is_wanted(each: ReadPage) -> bool:
    """Whether a page is to be recognized: it has no layer to read, or a poor one."""
    layer = each.judgement.layer
    if layer in {Layer.MISSING, Layer.GARBLED} or is_stamped(each):
        return True
    score = each.page.origin.layer_score if each.page.origin else None
    return layer in {Layer.HIDDEN, Layer.MISENCODED} and score is not None and score < GOOD


def is_stamped(each: ReadPage) -> bool:
    """Whether a page's layer may be but a stamp over the picture of a page."""
    return each.judgement.layer.is_read and each.picture >= WHOLE and len(each.page.words.spans) <= STAMP


def recognized_pages(
    content: bytes, read: Sequence[ReadPage], *, settings: Scanning, reader: Engine | None = None
) -> tuple[ReadPage, ...]:
    """Return the pages, those that are to be recognized in their better reading.

    Where no engine is installed, pages keep a layer that can be read; raises `ToolMissingError` where there
    is a page without.
    """
    wanted = [each for each in read if is_wanted(each)]
    try:
        reads = reader or reader_of(settings)
    except ToolMissingError:
        if not all(each.judgement.layer.is_read for each in wanted):
            raise
        return tuple(read)
    found = recognized_all(_rasters(content, wanted, settings.dpi), settings=settings, reader=reads)
    better = {each.page.number: _better(each, ocr) for each, ocr in zip(wanted, found, strict=True)}
    return tuple(better.get(each.page.number, each) for each in read)


def seen_picture(content: bytes, number: int, *, settings: Scanning) -> SeenPage:
    """Return what is told apart on the picture of page `number`, from 1; there must be such a page."""
    with opened(content) as document, opened_page(document, number) as page:
        return seen_scan(drawn(page, number, dpi=settings.dpi), settings=settings)


def _rasters(content: bytes, wanted: Sequence[ReadPage], dpi: int) -> Iterator[Raster]:
    """Tell the pictures of pages, each drawn when it is asked for."""
    with opened(content) as document:
        for each in wanted:
            with opened_page(document, each.page.number) as page:
                raster = drawn(page, each.page.number, dpi=dpi)
            yield raster


def _better(each: ReadPage, ocr: Recognized | OcrError) -> ReadPage:
    """Return the page with the reading that is better, and both scores."""
    page, layer = each.page, each.judgement.layer
    if isinstance(ocr, OcrError):
        return replace(each, trouble="; ".join(filter(None, (each.trouble, f"OCR failed: {ocr}"))), failed=not layer.is_read)
    before, after = page.origin.layer_score if page.origin else None, legibility(ocr.text)
    origin = Origin(Taken.OCR, layer.value, before, after, ocr.confidence)
    if ocr.words.spans and _is_better(each, ocr, before, after):
        better = Page(page.number, ocr.text, page.width, page.height, ocr.words, origin)
        return replace(each, page=better, doubtful=ocr.doubtful)
    return replace(each, page=replace(page, origin=replace(origin, taken=Taken.LAYER)))


def _is_better(each: ReadPage, ocr: Recognized, before: float | None, after: float | None) -> bool:
    """Whether OCR reads a page better than its layer does; scores that cannot be had decide for the layer."""
    if each.judgement.layer is Layer.MISSING:
        return True
    if each.judgement.layer is Layer.GARBLED:
        return after is None or after >= max(LEGIBLE, (before or 0.0) + BETTER)
    if is_stamped(each):
        stamp = len(each.page.words.spans)
        if len(ocr.words.spans) >= MORE * stamp and (after or 0.0) >= (before or 0.0) - BETTER:
            return True
        if each.judgement.layer is Layer.SOUND:
            return False
    return before is not None and after is not None and after >= before + BETTER
