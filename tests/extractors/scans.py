"""Pictures of pages drawn for the tests, and an engine that reads what it is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from corpus.errors import OcrError
from extractors.readers.scans.engines import Reading, Seen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.readers.scans.rasters import Grey


@dataclass(slots=True)
class Stand:
    """Stands in for an engine: gives `words` for each picture, one beneath the other; fails with `error`."""

    words: Sequence[str] = ()
    confidence: float = 0.9
    error: str = ""
    version: str = "stand 1"
    asked: list[tuple[int, int]] = field(default_factory=list)

    def recognize(self, cuts: Sequence[Grey], *, dpi: float, seconds: float) -> tuple[Reading, ...]:
        assert dpi > 0
        assert seconds > 0
        if self.error:
            raise OcrError(self.error)
        self.asked += [(cut.shape[1], cut.shape[0]) for cut in cuts]
        told = tuple(Seen(word, 30, 30 + 40 * at, 60, 30, self.confidence, at) for at, word in enumerate(self.words))
        return (told,) * len(cuts)


def blank(width: int = 1240, height: int = 1754) -> Grey:
    """Return an empty page: A4 at 150 dots an inch."""
    return np.full((height, width), 255, dtype=np.uint8)


def lines(page: Grey, box: tuple[int, int, int, int], *, step: int = 30, letters: int = 12) -> Grey:
    """Draw lines of words in a box (left, top, right, bottom), each of black letters of `letters` pixels, seven a word."""
    left, top, right, bottom = box
    dice = np.random.default_rng(left + top)
    for y in range(top, bottom - letters, step):
        x, word = left, 6
        while x < right:
            end = min(right, x + int(dice.integers(letters // 2, letters)))
            page[y : y + letters, x:end] = 0
            word -= 1
            x = end + (2 if word else 6)
            word = word or int(dice.integers(3, 10))
    return page


def written(text: str, *, size: int = 44, width: int = 1500) -> Image.Image:
    """Return a picture of a text: black on white, at 300 dots an inch."""
    told = text.split("\n")
    image = Image.new("L", (width, 160 + len(told) * size * 2), 255)
    pen = ImageDraw.Draw(image)
    for at, line in enumerate(told):
        pen.text((80, 80 + at * size * 2), line, font=ImageFont.load_default(size=size), fill=0)
    return image


def saved(*pages: Image.Image, kind: str = "PNG", dpi: int = 300, compression: str = "") -> bytes:
    """Return pictures as a file; more than one as the pages of a TIFF."""
    made = BytesIO()
    packed = {"compression": compression} if compression else {}
    if len(pages) > 1:
        packed |= {"save_all": True, "append_images": list(pages[1:])}  # type: ignore[dict-item]
    pages[0].save(made, format=kind, dpi=(dpi, dpi), **packed)
    return made.getvalue()
