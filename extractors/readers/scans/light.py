"""Uneven light: measured on the paper, mended by dividing the picture by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import cv2
import numpy as np

if TYPE_CHECKING:
    from extractors.readers.scans.rasters import Grey

COARSE: Final = 8
"""The paper is looked at in squares of so many pixels."""

REACH: Final = 0.2
"""Inches around a point in which there is paper: letters and lines are smaller."""

UNEVEN: Final = 0.12
"""Share of light that the darkest part of the paper may lose; up to a tenth does no harm."""

DIM: Final = 190
"""Grey of the paper under which it is made white."""


class Light(NamedTuple):
    """The paper of a page: its grey where it is brightest, the share of light lost where it is darkest, and the map of it."""

    level: float
    lost: float
    paper: Grey

    @property
    def needs_mending(self) -> bool:
        """Whether ink and paper cannot be told apart by one threshold."""
        return self.lost > UNEVEN or self.level < DIM


def light_of(pixels: Grey, *, dpi: float) -> Light:
    """Measure the paper: the brightest of every neighbourhood, smoothed."""
    height, width = pixels.shape
    small = cv2.resize(pixels, (max(1, width // COARSE), max(1, height // COARSE)), interpolation=cv2.INTER_AREA)
    reach = max(3, round(REACH * dpi / COARSE) | 1)
    opened = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    paper = np.asarray(cv2.blur(opened, (reach, reach)), dtype=np.uint8)
    low, high = np.percentile(paper, (2, 98))
    return Light(float(high), float(1 - low / high) if high > 0 else 0.0, paper)


def evened(pixels: Grey, light: Light) -> Grey:
    """Return the picture divided by its paper, which becomes white."""
    height, width = pixels.shape
    paper = cv2.resize(light.paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(pixels, np.maximum(paper, 1), scale=255), dtype=np.uint8)
