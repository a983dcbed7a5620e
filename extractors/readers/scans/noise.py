"""Grain and specks: measured, and mended only where there is enough of them to mislead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import cv2
import numpy as np

from extractors.readers.scans.ink import ink_of, pieces_of

if TYPE_CHECKING:
    from extractors.readers.scans.ink import Pieces
    from extractors.readers.scans.rasters import Grey

GRAINY: Final = 9.0
"""Standard deviation of grain, in levels of grey, from which the picture is smoothed; scanners leave 1 to 3."""

SPECK: Final = 0.011
"""Inches of the largest speck: a full stop of eight-point type has 0.015."""

SPECKLED: Final = 0.35
"""Specks for each other piece of ink from which they are taken out; a clean page has a twentieth."""

_SAMPLE: Final = 4_000_000
"""Pixels on which grain is measured."""

_EDGES: Final = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], dtype=np.float32)


class Noise(NamedTuple):
    """The grain of the paper in levels of grey, and specks for each other piece of ink."""

    grain: float
    specks: float


def grain_of(pixels: Grey) -> float:
    """Return the standard deviation of grain, measured where there is no ink.

    Immerkær's way: what a filter leaves that is blind to flats and slopes. The median keeps edges out.
    """
    height, width = pixels.shape
    rows = max(1, min(height, _SAMPLE // max(1, width)))
    first = (height - rows) // 2
    part = pixels[first : first + rows]
    if min(part.shape) < 3:  # noqa: PLR2004  # the filter's size
        return 0.0
    left = np.abs(cv2.filter2D(part, cv2.CV_32F, _EDGES))
    return float(np.median(left)) / 0.6745 / 6.0


def smoothed(pixels: Grey) -> Grey:
    """Return the picture without grain; edges of letters stay."""
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), 0.9), dtype=np.uint8)


def specks_of(pixels: Grey, *, dpi: float) -> tuple[float, Pieces]:
    """Return how many specks there are for each other piece of ink, and the pieces."""
    pieces = pieces_of(ink_of(pixels))
    most = max(2, round(SPECK * dpi))
    small = int(np.count_nonzero((pieces.width <= most) & (pieces.height <= most)))
    return small / max(1, len(pieces) - small), pieces


def without_specks(pixels: Grey, pieces: Pieces, *, dpi: float) -> Grey:
    """Return the picture with its specks painted as paper."""
    most = max(2, round(SPECK * dpi))
    is_speck = np.zeros(len(pieces) + 1, dtype=np.uint8)
    is_speck[1:] = (pieces.width <= most) & (pieces.height <= most)
    specks = cv2.dilate(is_speck[pieces.labels], np.ones((3, 3), np.uint8))
    return np.where(specks > 0, np.uint8(255), pixels)
