"""Grain and specks: measured, and mended only where there is enough of them to mislead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import cv2
import numpy as np

from extractors.readers.scans.ink import ink_of, pieces_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from extractors.readers.scans.ink import Pieces
    from extractors.readers.scans.rasters import Grey

GRAINY: Final = 9.0
"""Standard deviation of grain, in levels of grey, from which the picture is smoothed; scanners leave 1 to 3."""

SPECK: Final = 0.011
"""Inches of the largest speck: a full stop of eight-point type has 0.015."""

SPECKLED: Final = 0.35
"""Specks for each other piece of ink from which they are taken out; a clean page has a twentieth."""

_SAMPLE: Final = 1_000_000
"""Pixels on which grain is measured."""

_BANDS: Final = 4
_SHARE: Final = 0.05
"""Bands across the page on which specks are counted, and the share of its height that each has: letters cut by their
edges are few."""

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


def specks_of(pixels: Grey, *, dpi: float) -> float:
    """Return how many specks there are for each other piece of ink, counted on bands across the page."""
    ink = ink_of(pixels)
    height = len(ink)
    rows = max(1, round(_SHARE * height))
    starts = ((2 * at + 1) * height // (2 * _BANDS) for at in range(_BANDS))
    bands = [pieces_of(ink[max(0, start - rows // 2) : start - rows // 2 + rows]) for start in starts]
    small = sum(int(np.count_nonzero(_are_specks(band, dpi=dpi))) for band in bands)
    return small / max(1, sum(map(len, bands)) - small)


def _are_specks(pieces: Pieces, *, dpi: float) -> NDArray[np.bool_]:
    most = max(2, round(SPECK * dpi))
    return (pieces.width <= most) & (pieces.height <= most)


def without_specks(pixels: Grey, *, dpi: float) -> Grey:
    """Return the picture with its specks painted as paper."""
    pieces = pieces_of(ink_of(pixels))
    is_speck = np.zeros(len(pieces) + 1, dtype=np.uint8)
    is_speck[1:] = _are_specks(pieces, dpi=dpi)
    specks = cv2.dilate(is_speck[pieces.labels], np.ones((3, 3), np.uint8))
    return np.where(specks > 0, np.uint8(255), pixels)
