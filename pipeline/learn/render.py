"""Pages of text as images, worn as scans are: blur, skew, noise, bleed-through, uneven light, two levels.

Every chance is drawn from the dice that is passed, so the same seed gives the same page, pixel for
pixel, with the same release of the drawing library and the same typefaces.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

_MARGIN: Final = 0.35
"""Inches of white around the text."""
_LEADING: Final = 1.25
"""Distance of lines, in sizes of the type."""
_WHITE: Final = 255
_BREAK: Final = regex.compile(
    r"(?<=\p{L}[aeiouáéíóúâêôãõ])(?=(?:[bcdfgptv][rl]|[lnc]h|[bcdfgjlmnprstvxzç])[aeiouáéíóúâêôãõ]\p{Ll})"
)
"""Where a word may be parted: before a consonant and its vowel, two letters and more on each side."""


@dataclass(frozen=True, slots=True)
class Print:
    """How a page is set: file of the typeface, its size in points, the measure of its lines in inches."""

    typeface: Path
    points: float
    inches: float


@dataclass(frozen=True, slots=True)
class Wear:
    """What happened to a page before and while it was scanned.

    `dpi` is the resolution; `blur` a radius in 1/300 inch; `skew` degrees; `noise` the share of
    grain in each pixel; `specks` the share of pixels that are dust or holes; `bleed` how dark the
    page behind shows; `shade` how much light is lost at the darker side (all 0 to 1); `spread`
    1/300 inches by which ink ran (below 0: by which strokes wore off); `threshold` the grey below
    which a pixel is black in a scan of two levels, or None where greys are kept.
    """

    dpi: int = 300
    blur: float = 0.0
    skew: float = 0.0
    noise: float = 0.0
    specks: float = 0.0
    bleed: float = 0.0
    shade: float = 0.0
    spread: int = 0
    threshold: int | None = None


def compose(text: str, setting: Print, *, dpi: int = 300) -> tuple[str, ...]:
    """Return `text` in lines that fit the measure, long words parted by a hyphen; its own line breaks stay."""
    font = _font(setting, dpi)
    measure = setting.inches * dpi
    return tuple(line for paragraph in text.split("\n") for line in _wrapped(paragraph, font, measure))


def _font(setting: Print, dpi: int) -> ImageFont.FreeTypeFont:
    size = max(6, round(setting.points * dpi / 72))
    return ImageFont.truetype(str(setting.typeface), size=size, layout_engine=ImageFont.Layout.BASIC)


def _wrapped(paragraph: str, font: ImageFont.FreeTypeFont, measure: float) -> list[str]:
    lines, line = [], ""
    for word in paragraph.split():
        longer = f"{line} {word}" if line else word
        if font.getlength(longer) <= measure:
            line = longer
            continue
        head, tail = _parted(word, line, font, measure)
        if head or line:
            lines.append(f"{line} {head}".strip() if head else line)
        line = tail
    return [*lines, line]


def _parted(word: str, line: str, font: ImageFont.FreeTypeFont, measure: float) -> tuple[str, str]:
    """Return the part of `word` that still fits behind `line`, with its hyphen, and the rest."""
    if word.isupper() or "-" in word:
        return "", word
    for found in reversed([*_BREAK.finditer(word)]):
        head = word[: found.start()] + "-"
        if font.getlength(f"{line} {head}".strip()) <= measure:
            return head, word[found.start() :]
    return "", word


def draw(lines: tuple[str, ...], setting: Print, *, dpi: int) -> Image.Image:
    """Return the clean page: black on white, grey at the edges of the strokes."""
    font = _font(setting, dpi)
    step = round(setting.points * _LEADING * dpi / 72)
    margin = round(_MARGIN * dpi)
    width = round(setting.inches * dpi) + 2 * margin
    page = Image.new("L", (width, step * len(lines) + 2 * margin), _WHITE)
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        pen.text((margin, margin + number * step), line, font=font, fill=0)
    return page


def wear(page: Image.Image, how: Wear, dice: Random) -> Image.Image:
    """Return `page` (drawn at `how.dpi`) after all that `how` tells."""
    scale = how.dpi / 300
    worn = _spread(page, how.spread)
    if how.bleed:
        worn = _bled(worn, how.bleed, scale)
    if how.skew:
        worn = worn.rotate(how.skew, resample=Image.Resampling.BICUBIC, fillcolor=_WHITE)
    if how.blur:
        worn = worn.filter(ImageFilter.GaussianBlur(how.blur * scale))
    if how.shade:
        worn = _shaded(worn, how.shade, dice)
    if how.noise:
        worn = Image.blend(worn, _grain(worn.size, dice), how.noise)
    if how.specks:
        worn = _specked(worn, how.specks, dice)
    if how.threshold is not None:
        worn = worn.point([0 if level < how.threshold else _WHITE for level in range(256)])
    return worn


def _spread(page: Image.Image, width: int) -> Image.Image:
    """Let the ink run by `width` pixels, or strokes wear off where it is below 0."""
    if width == 0:
        return page
    size = 2 * abs(width) + 1
    return page.filter(ImageFilter.MinFilter(size) if width > 0 else ImageFilter.MaxFilter(size))


def _bled(page: Image.Image, share: float, scale: float) -> Image.Image:
    """Let the back of the leaf show through: here the same text, mirrored, half a line lower."""
    behind = page.transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(3 * scale))
    behind = ImageChops.offset(behind, round(11 * scale), round(23 * scale))
    return ImageChops.multiply(page, behind.point([round(_WHITE - share * (_WHITE - level)) for level in range(256)]))


def _shaded(page: Image.Image, share: float, dice: Random) -> Image.Image:
    """Darken the page towards one side, as at the back of a bound volume."""
    slope = Image.linear_gradient("L").rotate(dice.choice((0, 90, 180, 270))).resize(page.size)
    return ImageChops.multiply(page, slope.point([round(_WHITE - share * (_WHITE - level)) for level in range(256)]))


def _grain(size: tuple[int, int], dice: Random) -> Image.Image:
    return Image.frombytes("L", size, dice.randbytes(size[0] * size[1]))


def _specked(page: Image.Image, share: float, dice: Random) -> Image.Image:
    """Put black dust on the page and white holes in its strokes, some pixels wide each."""
    pen = ImageDraw.Draw(page)
    for number in range(round(share * page.width * page.height / 4)):
        across, down = dice.randrange(page.width), dice.randrange(page.height)
        size = dice.choice((1, 1, 2))
        pen.rectangle((across, down, across + size, down + size), fill=_WHITE * (number % 2))
    return page
