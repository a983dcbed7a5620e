"""A page of a PDF as a picture, with boxes drawn over it."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.errors import UnreadableDocumentError
from extractors.readers.pdf_open import opened, opened_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.pages import Box

SIDE: Final = 1600
"""Pixels of the longer side of a picture."""


class Mark(NamedTuple):
    """A box to draw: its colour, the pixels of its line, what is written at its corner ("" for nothing)."""

    box: Box
    colour: str
    line: int = 1
    label: str = ""


def drawn_page(content: bytes, number: int, marks: Sequence[Mark]) -> bytes:
    """Return page `number`, from 1, as a PNG with `marks` on it. Raises `UnreadableDocumentError` for a page there is not."""
    from PIL import ImageDraw  # noqa: PLC0415  # only who draws needs it

    with opened(content) as document:
        if not 1 <= number <= len(document):
            raise UnreadableDocumentError(f"the PDF has no page {number}; it has {len(document)}")
        with opened_page(document, number) as page:
            scale = SIDE / max(page.get_size())
            with closing(page.render(scale=scale)) as bitmap:
                image = bitmap.to_pil().convert("RGB")
    pen = ImageDraw.Draw(image)
    for mark in marks:
        x0, top, x1, bottom = (edge * scale for edge in mark.box)
        pen.rectangle((x0, top, x1, bottom), outline=mark.colour, width=mark.line)
        if mark.label:
            pen.text((x0 + 2, max(0, top - 12)), mark.label, fill=mark.colour)
    made = BytesIO()
    image.save(made, format="PNG")
    return made.getvalue()
