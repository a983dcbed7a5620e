"""How a page lies: its skew in degrees, whether its lines run upwards; measured by the profile of its ink."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from extractors.readers.scans.ink import Mask

Points: TypeAlias = NDArray[np.float64]

WIDEST: Final = 6.0
"""Degrees of the largest skew that is looked for."""

LEAST: Final = 0.08
"""Degrees under which a page is left as it is: what is measured is no finer."""

FINEST: Final = 0.02
STEP: Final = 0.5
MOST_POINTS: Final = 60_000
"""Pixels of ink that are looked at."""

SIDEWAYS: Final = 1.6
"""How many times sharper columns than rows must be for lines that run upwards or downwards."""

_SIZE: Final = 1_400
"""Pixels of the longer side at which a page is looked at."""

FEWEST: Final = 200
"""Pixels of ink from which a skew can be told."""


class Lie(NamedTuple):
    """How a page lies: whether its lines run upwards or downwards, and by how many degrees they rise (once it is turned)."""

    sideways: bool
    skew: float


def lie_of(ink: Mask) -> Lie:
    """Return how a page lies; straight where there is too little ink to tell.

    The rows of a page that lies straight are black and white in turn: the sum of squared differences
    of neighbouring rows is greatest. Where lines run upwards, that of the columns is.
    """
    down, across = _points(ink)
    if len(down) < FEWEST:
        return Lie(sideways=False, skew=0.0)
    upright, sharp = _coarse(down, across)
    sideways, other = _coarse(across, -down)
    if other > SIDEWAYS * sharp:
        return Lie(sideways=True, skew=_fine(across, -down, sideways))
    return Lie(sideways=False, skew=_fine(down, across, upright))


def _coarse(down: Points, across: Points) -> tuple[float, float]:
    """Return the angle at which rows are sharpest, of those half a degree apart, and how sharp."""
    angles = np.arange(-WIDEST, WIDEST + STEP / 2, STEP)
    found = [(_sharpness(down + across * np.tan(np.radians(angle))), -abs(angle), float(angle)) for angle in angles]
    sharp, _, angle = max(found)
    return angle, sharp


def _fine(down: Points, across: Points, angle: float) -> float:
    """Return the angle near `angle` at which rows are sharpest."""
    step = STEP
    while step > FINEST:
        angles = np.linspace(angle - step, angle + step, 9)
        angle = float(max(angles, key=lambda each: _sharpness(down + across * np.tan(np.radians(each)))))
        step /= 4
    return angle if abs(angle) >= LEAST else 0.0


def _points(ink: Mask) -> tuple[Points, Points]:
    """Return where ink is on a small copy of the page, down and across."""
    height, width = ink.shape
    scale = min(1.0, _SIZE / max(1, height, width))
    if scale < 1:
        size = max(1, round(width * scale)), max(1, round(height * scale))
        ink = np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_AREA) > 80, dtype=np.uint8)  # noqa: PLR2004
    down, across = np.nonzero(ink)
    step = max(1, len(down) // MOST_POINTS)
    return down[::step].astype(np.float64), across[::step].astype(np.float64)


def _sharpness(places: Points) -> float:
    """Return how much the counts of neighbouring rows differ."""
    rows = np.round(places - places.min()).astype(np.int64)
    counts = np.bincount(rows).astype(np.float64)
    return float(np.square(np.diff(counts)).sum())
