"""Pictures of pages as arrays of grey: frames of image files, decoded within limits."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from struct import error as StructError  # noqa: N812  # it is a class
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.errors import UnreadableDocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

Grey: TypeAlias = NDArray[np.uint8]
"""A picture: rows of grey, 0 black to 255 white."""

MAX_PIXELS: Final = 160_000_000
"""Pixels of the largest picture that is decoded: an A2 sheet at 600 dpi has 139 million."""

MAX_FRAMES: Final = 2_000
"""Most pages of one TIFF."""

PAPER: Final = 11.69
"""Inches of the longer side of a page whose picture does not tell its resolution: A4."""

LEAST_DPI: Final = 75
MOST_DPI: Final = 1_200
"""Resolutions that a picture is believed to have: 72 is what programs write that know none."""

SHORTEST: Final = 4.0
LONGEST: Final = 40.0
"""Inches of the longer side of a page, as its own resolution tells it; another resolution is a mistake."""

_BROKEN: Final = (OSError, ValueError, SyntaxError, EOFError, StructError, IndexError, KeyError, TypeError, OverflowError)
"""What Pillow raises on damaged files."""


@dataclass(frozen=True, slots=True)
class Raster:
    """A page as a picture, and how many of its dots are an inch."""

    pixels: Grey = field(repr=False)
    dpi: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        height, width = self.pixels.shape
        return width * 72 / self.dpi, height * 72 / self.dpi


def frames(content: bytes) -> Iterator[Raster]:
    """Tell the pages of an image file one by one.

    Raises `UnreadableDocumentError`, before a pixel is decoded, for a picture larger than any page or
    with more frames; and for one that is cut short or damaged.
    """
    with _opened(content) as image:
        count = int(getattr(image, "n_frames", 1))
        if count > MAX_FRAMES:
            raise UnreadableDocumentError(f"the picture has {count} pages; at most {MAX_FRAMES} are read: split the file")
        for number in range(1, count + 1):
            yield _frame(image, number)


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    """Open an image file; only its head is read."""
    from PIL import Image  # noqa: PLC0415  # a text source needs no Pillow

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = Image.open(BytesIO(content))
        except Image.DecompressionBombError as error:
            raise UnreadableDocumentError(_too_large(str(error).split(" (")[-1].split(" ")[0])) from error
        except _BROKEN as error:
            raise UnreadableDocumentError("the picture is damaged, its head cannot be read: hand in the original file") from error
    with image:
        yield image


def _frame(image: Image.Image, number: int) -> Raster:
    """Decode one page."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            if number > 1:
                image.seek(number - 1)
            _check_size(image.size)
            dpi = _dpi(image)
            grey = _grey(image)
        except UnreadableDocumentError as error:
            raise UnreadableDocumentError(f"page {number}: {error}", page=number) from error
        except _BROKEN as error:
            told = f"page {number} of the picture is cut short or damaged ({type(error).__name__}): hand in the original file"
            raise UnreadableDocumentError(told, page=number) from error
    return Raster(grey, dpi)


def _check_size(size: tuple[int, int]) -> None:
    width, height = size
    if width * height > MAX_PIXELS:
        raise UnreadableDocumentError(_too_large(f"{width} x {height}"))
    if width < 1 or height < 1:
        raise UnreadableDocumentError("the picture has no pixels: hand in the original file")


def _too_large(size: str) -> str:
    return f"the picture has {size} pixels; at most {MAX_PIXELS // 10**6} million are decoded: scan it at 300 dpi"


def _grey(image: Image.Image) -> Grey:
    """Return the pixels as grey; what is see-through is paper."""
    from PIL import Image, ImageOps  # noqa: PLC0415

    shown = ImageOps.exif_transpose(image)
    if shown.mode.startswith(("I", "F")):
        return _stretched(np.asarray(shown, dtype=np.float64))
    if shown.mode in {"LA", "PA", "RGBA"} or "transparency" in shown.info:
        with_alpha = shown.convert("RGBA")
        paper = Image.new("RGBA", with_alpha.size, "white")
        shown = Image.alpha_composite(paper, with_alpha)
    return np.ascontiguousarray(np.asarray(shown.convert("L"), dtype=np.uint8))


def _stretched(values: NDArray[np.float64]) -> Grey:
    """Return sixteen bits and more as eight."""
    finite = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
    low, high = float(finite.min()), float(finite.max())
    return np.asarray((finite - low) * (255 / (high - low) if high > low else 0.0), dtype=np.uint8)


def _dpi(image: Image.Image) -> float:
    """Return the dots an inch of a picture: what it tells, where a page of that size is likely, else as if it were A4."""
    width, height = image.size
    told = image.info.get("dpi", (0.0, 0.0))
    pair = [float(each) for each in told] if isinstance(told, tuple) else [0.0]
    dpi = min(pair) if pair else 0.0
    if LEAST_DPI <= dpi <= MOST_DPI and SHORTEST <= max(width, height) / dpi <= LONGEST:
        return dpi
    return min(max(max(width, height) / PAPER, float(LEAST_DPI)), float(MOST_DPI))
