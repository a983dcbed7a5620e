"""A page as a picture with boxes drawn over it: a PDF's own picture, a scan, or words on white."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.errors import UnreadableDocumentError
from extractors.readers.pdf_open import opened, opened_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

    from corpus.pages import Box, Page

SIDE: Final = 1600
"""Pixels of the longer side of a picture."""


class Mark(NamedTuple):
    """A box to draw: its colour, the pixels of its line, what is written at its corner ("" for nothing).

    With a line of 0 only what is written is drawn, in the box.
    """

    box: Box
    colour: str
    line: int = 1
    label: str = ""


def drawn_page(content: bytes, number: int, marks: Sequence[Mark]) -> bytes:
    """Return page `number`, from 1, as a PNG with `marks` on it. Raises `UnreadableDocumentError` for a page there is not."""
    with opened(content) as document:
        if not 1 <= number <= len(document):
            raise UnreadableDocumentError(f"the PDF has no page {number}; it has {len(document)}")
        with opened_page(document, number) as page:
            scale = SIDE / max(page.get_size())
            with closing(page.render(scale=scale)) as bitmap:
                image = bitmap.to_pil().convert("RGB")
    return drawn_over(image, scale, marks)


def drawn_scan(content: bytes, number: int, marks: Sequence[Mark]) -> bytes:
    """Return page `number`, from 1, of an image file as a PNG with `marks` on it; there must be such a page."""
    from PIL import Image  # noqa: PLC0415

    from extractors.readers.scans.rasters import frames  # noqa: PLC0415  # loads numpy

    raster = next(islice(frames(content), number - 1, None))
    width, height = raster.size
    scale = SIDE / max(width, height)
    picture = Image.fromarray(raster.pixels).resize((max(1, round(width * scale)), max(1, round(height * scale))))
    return drawn_over(picture.convert("RGB"), scale, marks)


def drawn_words(page: Page, marks: Sequence[Mark]) -> bytes:
    """Return a page that is known by its words alone as a PNG: each word in its place, and `marks`."""
    from PIL import Image  # noqa: PLC0415  # only who draws needs it

    boxes = page.words.boxes
    width = max([page.width or 1.0, *(box.x1 for box in boxes)])
    height = max([page.height or 1.0, *(box.bottom for box in boxes)])
    scale = SIDE / max(width, height)
    image = Image.new("RGB", (max(1, round(width * scale)), max(1, round(height * scale))), "white")
    texts = (span.of(page.text) for span in page.words.spans)
    words = [Mark(box, "black", 0, text) for box, text in zip(boxes, texts, strict=True)]
    return drawn_over(image, scale, [*words, *marks])


def drawn_over(image: Image, scale: float, marks: Sequence[Mark]) -> bytes:
    """Return a picture, of `scale` pixels a point, as a PNG with `marks` on it."""
    from PIL import ImageDraw  # noqa: PLC0415

    pen = ImageDraw.Draw(image)
    for mark in marks:
        x0, top, x1, bottom = (edge * scale for edge in mark.box)
        if mark.line:
            pen.rectangle((x0, top, x1, bottom), outline=mark.colour, width=mark.line)
            if mark.label:
                pen.text((x0 + 2, max(0, top - 12)), mark.label, fill=mark.colour)
        elif mark.label:
            pen.text((x0, top), mark.label, fill=mark.colour, font_size=max(6.0, (bottom - top) * 0.8))
    made = BytesIO()
    image.save(made, format="PNG")
    return made.getvalue()
