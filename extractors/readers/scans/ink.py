"""Where ink is on a picture: the mask of it, and its connected pieces."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from extractors.readers.scans.rasters import Grey

Mask: TypeAlias = NDArray[np.uint8]
"""Where ink is: 255, else 0."""

Numbers: TypeAlias = NDArray[np.int32]

SMALLEST: Final = 4.0 / 72
LARGEST: Final = 30.0 / 72
"""Inches of the lowest and highest pieces that letters are measured on."""

USUAL: Final = 6.0 / 72
"""Inches of a letter without ascender where there are none to measure."""

FEWEST: Final = 12
"""Pieces on which the height of letters can be told."""

WIDEST: Final = 3.0
"""How many times wider than high a letter may be: a dash and a rule are wider."""

FAINT: Final = 40
"""Difference of grey between paper and ink under which a page is blank: grain is no ink."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Connected pieces of ink as columns: left, top, width, height, pixels; `labels` tells the piece of each pixel, from 1."""

    left: Numbers
    top: Numbers
    width: Numbers
    height: Numbers
    area: Numbers
    labels: Numbers = field(repr=False)

    def __len__(self) -> int:
        return len(self.left)


def ink_of(pixels: Grey) -> Mask:
    """Return where ink is: by Otsu's threshold, none where nothing stands out of the paper."""
    if pixels.size == 0:
        return np.zeros(pixels.shape, dtype=np.uint8)
    _, mask = cv2.threshold(pixels, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    inked = cv2.countNonZero(mask)
    light, dark = cv2.mean(pixels, cv2.bitwise_not(mask))[0], cv2.mean(pixels, mask)[0]
    if not 0 < inked < mask.size or light - dark < FAINT:
        return np.zeros(pixels.shape, dtype=np.uint8)
    return np.asarray(mask, dtype=np.uint8)


def pieces_of(mask: Mask) -> Pieces:
    """Return the connected pieces of a mask."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_32S)
    found = stats[1:]
    left, top, width, height, area = (np.asarray(found[:, at], dtype=np.int32) for at in range(5))
    return Pieces(left, top, width, height, area, np.asarray(labels, dtype=np.int32))


def letter_height(pieces: Pieces, *, dpi: float) -> float:
    """Return the pixels of a small letter's height: the median of the pieces that may be letters.

    What type gazettes use where there are too few of them.
    """
    likely = (
        (pieces.height >= SMALLEST * dpi * 0.6)
        & (pieces.height <= LARGEST * dpi)
        & (pieces.width <= WIDEST * pieces.height)
        & (pieces.width * 6 >= pieces.height)
    )
    heights = pieces.height[likely]
    return float(np.median(heights)) if len(heights) >= FEWEST else USUAL * dpi


def halved(pixels: Grey) -> Grey:
    """Return a picture of half the size; for finding where things are."""
    height, width = pixels.shape
    size = max(1, width // 2), max(1, height // 2)
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
