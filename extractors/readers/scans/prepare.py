"""A raster made ready to be recognized: scaled, evened, cleaned, turned and set straight, each only where it must be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from corpus.pages import Box
from extractors.readers.scans.ink import halved, ink_of, pieces_of
from extractors.readers.scans.light import evened, light_of
from extractors.readers.scans.noise import GRAINY, SPECKLED, grain_of, smoothed, specks_of, without_specks
from extractors.readers.scans.skew import lie_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from extractors.readers.scans.ink import Mask
    from extractors.readers.scans.rasters import Grey, Raster

SAME: Final = 0.1
"""Share by which a resolution may differ from the wanted one and is left."""

MOST_PIXELS: Final = 60_000_000
"""Pixels of the largest picture that is recognized."""

EDGE: Final = 0.3
"""Share of a side along which a dark piece at the edge must run to be the scanner's shadow."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What was measured on a page, and with it what was mended.

    `light` is the grey of the paper, `lost` the share of light lost where it is darkest, `grain` its
    deviation in levels of grey, `specks` how many there are for each other piece of ink, `skew`
    degrees, `turned` by how many degrees the page was turned to the right to be read.
    """

    light: float = 255.0
    lost: float = 0.0
    grain: float = 0.0
    specks: float = 0.0
    skew: float = 0.0
    turned: int = 0


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture to be recognized at `dpi`; `back` leads from its pixels to points of the page (2 x 3, affine).

    `ink` is where ink is on a copy of half the size.
    """

    pixels: Grey = field(repr=False)
    dpi: float
    back: NDArray[np.float64] = field(repr=False)
    measures: Measures
    ink: Mask = field(repr=False)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        height, width = self.pixels.shape
        return width * 72 / self.dpi, height * 72 / self.dpi

    def on_page(self, box: Box) -> Box:
        """Return the box on the page as it was handed in, around a box in points of this picture."""
        scale = self.dpi / 72
        corners = np.array([(x * scale, y * scale, 1.0) for x in (box.x0, box.x1) for y in (box.top, box.bottom)])
        placed = corners @ self.back.T
        (x0, top), (x1, bottom) = placed.min(axis=0), placed.max(axis=0)
        return Box(float(x0), float(top), float(x1), float(bottom))


def prepared(raster: Raster, *, dpi: int) -> Prepared:
    """Return a page ready to be recognized."""
    pixels, scale = _scaled(raster, dpi=dpi)
    wanted = raster.dpi * scale
    light = light_of(pixels, dpi=wanted)
    if light.needs_mending:
        pixels = evened(pixels, light)
    grain = grain_of(pixels)
    if grain > GRAINY:
        pixels = smoothed(pixels)
    specks = specks_of(pixels, dpi=wanted)
    if specks > SPECKLED:
        pixels = without_specks(pixels, dpi=wanted)
    ink = ink_of(halved(pixels))
    sideways, skew = lie_of(ink)
    turned = 90 if sideways else 0
    measures = Measures(light.level, light.lost, grain, specks, skew, turned)
    start = np.array([[72 / wanted, 0.0, 0.0], [0.0, 72 / wanted, 0.0]])
    ready = Prepared(pixels, wanted, start, measures, ink)
    if turned:
        ready = quarter(ready, turns=1)
    return without_shadow(straight(ready, skew))


def _scaled(raster: Raster, *, dpi: int) -> tuple[Grey, float]:
    """Return the pixels at the wanted resolution, and by what they were scaled."""
    height, width = raster.pixels.shape
    scale = dpi / raster.dpi
    scale = min(scale, (MOST_PIXELS / (height * width)) ** 0.5)
    if abs(scale - 1) <= SAME:
        return raster.pixels, 1.0
    size = max(1, round(width * scale)), max(1, round(height * scale))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(raster.pixels, size, interpolation=way), dtype=np.uint8), scale


def quarter(ready: Prepared, *, turns: int) -> Prepared:
    """Return a page turned to the right by `turns` quarters."""
    height, width = ready.pixels.shape
    whole = np.vstack([ready.back, [0.0, 0.0, 1.0]])
    for _ in range(turns % 4):
        # a pixel (x, y) of the turned picture was (y, height - x) before
        whole = whole @ np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, float(height)], [0.0, 0.0, 1.0]])
        height, width = width, height
    pixels = np.ascontiguousarray(np.rot90(ready.pixels, -(turns % 4)))
    ink = np.ascontiguousarray(np.rot90(ready.ink, -(turns % 4)))
    return Prepared(np.asarray(pixels, dtype=np.uint8), ready.dpi, whole[:2], ready.measures, ink)


def straight(ready: Prepared, skew: float) -> Prepared:
    """Return a page set straight whose lines rise to the right by `skew` degrees."""
    if skew == 0:
        return ready
    height, width = ready.pixels.shape
    forth = cv2.getRotationMatrix2D((width / 2, height / 2), -skew, 1.0)
    pixels = cv2.warpAffine(
        ready.pixels, forth, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(255,)
    )
    undone = np.vstack([cv2.invertAffineTransform(forth), [0.0, 0.0, 1.0]])
    whole = np.vstack([ready.back, [0.0, 0.0, 1.0]]) @ undone
    straightened = np.asarray(pixels, dtype=np.uint8)
    return Prepared(straightened, ready.dpi, whole[:2], ready.measures, ink_of(halved(straightened)))


def without_shadow(ready: Prepared) -> Prepared:
    """Return a page without the dark bands that a scanner leaves along its edges."""
    small = ready.ink
    if not (small[:2].any() or small[-2:].any() or small[:, :2].any() or small[:, -2:].any()):
        return ready
    height, width = small.shape
    pieces = pieces_of(small)
    left, top, right, bottom = pieces.left, pieces.top, pieces.left + pieces.width, pieces.top + pieces.height
    at_side = ((left <= 1) | (right >= width - 1)) & (pieces.height >= EDGE * height) & (pieces.width <= EDGE * width)
    at_end = ((top <= 1) | (bottom >= height - 1)) & (pieces.width >= EDGE * width) & (pieces.height <= EDGE * height)
    dense = pieces.area * 2 >= pieces.width.astype(np.int64) * pieces.height
    shadow = np.flatnonzero((at_side | at_end) & dense)
    if not len(shadow):
        return ready
    full = ready.pixels.copy()
    is_shadow = np.isin(pieces.labels, shadow + 1).astype(np.uint8)
    grown = cv2.dilate(is_shadow, np.ones((5, 5), np.uint8))
    full[cv2.resize(grown, (full.shape[1], full.shape[0]), interpolation=cv2.INTER_NEAREST) > 0] = 255
    return Prepared(full, ready.dpi, ready.back, ready.measures, ink_of(halved(full)))
