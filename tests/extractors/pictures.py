"""PDFs of pictures, put together by hand around the streams that scanners write, and the picture that each shows."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw, ImageFont, ImageOps

if TYPE_CHECKING:
    from collections.abc import Callable

DPI: Final = 200
SIZE: Final = (1000, 600)
WORDS: Final = ("PORTARIA", "MUNICIPAL", "designados", "Revogam-se")
LINES: Final = (
    "PORTARIA 12, DE 3 DE MAIO DE 2001",
    "O PREFEITO MUNICIPAL DE CAMPOS resolve:",
    "Ficam designados os servidores abaixo.",
    "Revogam-se os atos anteriores a este.",
)
"""What stands on it: the font that comes with the library has no accents."""


@cache
def page() -> Image.Image:
    """Return a small page in grey, black on white, at 200 dots an inch."""
    made = Image.new("L", SIZE, 255)
    pen = ImageDraw.Draw(made)
    face = ImageFont.load_default(size=38)
    for at, line in enumerate(LINES):
        pen.text((60, 60 + 110 * at), line, fill=0, font=face)
    return made


def bilevel() -> Image.Image:
    return page().convert("1", dither=Image.Dither.NONE)


@dataclass(frozen=True, slots=True)
class Packed:
    """A picture's stream and what its dictionary says of it beside its size."""

    stream: bytes
    told: str


def fax(*, compression: str, turned: bool = False) -> bytes:
    """Return a picture of two levels as one strip of a TIFF file has it; `turned`: with its levels exchanged."""
    picture = ImageOps.invert(bilevel().convert("L")).convert("1") if turned else bilevel()
    made = BytesIO()
    picture.save(made, "TIFF", compression=compression, tiffinfo={278: SIZE[1]})
    with Image.open(made) as read:
        tags = read.tag_v2  # type: ignore[attr-defined]  # TIFF has tags
        start, size = tags[273][0], tags[279][0]
    return made.getvalue()[start : start + size]


def jbig2() -> bytes:
    """Return the picture as two segments of JBIG2 (ISO/IEC 14492): the page, and a generic region packed as G4 packs."""
    width, height = SIZE
    sheet = struct.pack(">4LBH", width, height, 0, 0, 0, 0)
    region = struct.pack(">4LBB", width, height, 0, 0, 0, 1) + fax(compression="group4", turned=True)
    return b"".join(
        struct.pack(">LBBBL", number, kind, 0, 1, len(inside)) + inside
        for number, kind, inside in ((0, 48, sheet), (1, 38, region))
    )


def saved(picture: Image.Image, kind: str) -> bytes:
    made = BytesIO()
    picture.save(made, kind)
    return made.getvalue()


BITS: Final = "/ColorSpace /DeviceGray /BitsPerComponent 1"
GREY: Final = "/ColorSpace /DeviceGray /BitsPerComponent 8"
FAX: Final = f"/Columns {SIZE[0]} /Rows {SIZE[1]}"


def flate(picture: Image.Image) -> bytes:
    return zlib.compress(picture.tobytes())


PACKED: Final[dict[str, Callable[[], Packed]]] = {
    "G4": lambda: Packed(
        fax(compression="group4"), f"{BITS} /Filter /CCITTFaxDecode /DecodeParms << /K -1 {FAX} /BlackIs1 true >>"
    ),
    "G3": lambda: Packed(
        fax(compression="group3"), f"{BITS} /Filter /CCITTFaxDecode /DecodeParms << /K 0 {FAX} /BlackIs1 true >>"
    ),
    "JBIG2": lambda: Packed(jbig2(), f"{BITS} /Filter /JBIG2Decode"),
    "JPEG 2000": lambda: Packed(saved(page(), "JPEG2000"), "/Filter /JPXDecode"),
    "JPEG": lambda: Packed(saved(page(), "JPEG"), f"{GREY} /Filter /DCTDecode"),
    "JPEG in JPEG's colours": lambda: Packed(
        saved(page().convert("RGB"), "JPEG"), "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"
    ),
    "packed twice": lambda: Packed(zlib.compress(saved(page(), "JPEG")), f"{GREY} /Filter [/FlateDecode /DCTDecode]"),
    "grey": lambda: Packed(flate(page()), f"{GREY} /Filter /FlateDecode"),
    "two levels": lambda: Packed(flate(bilevel()), f"{BITS} /Filter /FlateDecode"),
    "two levels, exchanged": lambda: Packed(
        flate(ImageOps.invert(bilevel().convert("L")).convert("1")), f"{BITS} /Decode [1 0] /Filter /FlateDecode"
    ),
    "a mask": lambda: Packed(flate(bilevel()), "/ImageMask true /BitsPerComponent 1 /Filter /FlateDecode"),
    "a table of colours": lambda: Packed(
        flate(bilevel()), "/ColorSpace [/Indexed /DeviceRGB 1 <000000FFFFFF>] /BitsPerComponent 1 /Filter /FlateDecode"
    ),
}
"""The ways a picture is packed in a PDF."""


def points(pixels: float) -> float:
    return pixels * 72 / DPI


def pdf(packed: Packed, *, more: str = "", drawing: str = "", box: tuple[float, ...] = (), size: tuple[int, int] = SIZE) -> bytes:
    """Return a PDF of a page that shows a picture of `size` pixels all over itself; `more` goes into the page's dictionary.

    `box` is the MediaBox where it is not that of the picture, `drawing` what is drawn where it is not the picture alone.
    """
    width, height = points(size[0]), points(size[1])
    media = " ".join(f"{side:g}" for side in box or (0, 0, width, height))
    content = (drawing or f"q {width:g} 0 0 {height:g} 0 0 cm /Im0 Do Q").encode("latin-1")
    fonts = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>"
    picture = (
        f"<< /Type /XObject /Subtype /Image /Width {size[0]} /Height {size[1]} {packed.told} /Length {len(packed.stream)} >>"
    )
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{media}] /Contents 4 0 R {more} "
        f"/Resources << /XObject << /Im0 5 0 R >> {fonts} >> >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        picture.encode() + b"\nstream\n" + packed.stream + b"\nendstream",
    )
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return bytes(made + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())


def turned_page(degrees: int) -> bytes:
    """Return a page whose picture lies on its side, and which says by how much it is to be turned to be read."""
    lying = page().rotate(degrees, expand=True)
    return pdf(Packed(flate(lying), f"{GREY} /Filter /FlateDecode"), more=f"/Rotate {degrees}", size=lying.size)


def cropped() -> bytes:
    """Return a page of which its CropBox shows the picture, in the middle of a larger MediaBox."""
    width, height = points(SIZE[0]), points(SIZE[1])
    return pdf(
        PACKED["grey"](),
        box=(-50, -30, width + 150, height + 90),
        more=f"/CropBox [40 60 {width + 40:g} {height + 60:g}]",
        drawing=f"q {width:g} 0 0 {height:g} 40 60 cm /Im0 Do Q",
    )


def in_strips(count: int = 3) -> bytes:
    """Return a page that shows its picture in strips, each clipped out of it, as scanners that write strips do."""
    width, height = points(SIZE[0]), points(SIZE[1])
    strip = height / count
    drawing = "\n".join(
        f"q 0 {strip * at:g} {width:g} {strip:g} re W n {width:g} 0 0 {height:g} 0 0 cm /Im0 Do Q" for at in range(count)
    )
    return pdf(PACKED["two levels"](), drawing=drawing)


def enlarged() -> bytes:
    """Return a page whose unit is two points: half as wide in its own units."""
    width, height = points(SIZE[0]) / 2, points(SIZE[1]) / 2
    return pdf(
        PACKED["grey"](), box=(0, 0, width, height), more="/UserUnit 2", drawing=f"q {width:g} 0 0 {height:g} 0 0 cm /Im0 Do Q"
    )


def with_hidden_text(lines: tuple[str, ...]) -> bytes:
    """Return a page with its picture and lines that are not painted over it, as OCR programs leave them."""
    width, height = points(SIZE[0]), points(SIZE[1])
    shown = "".join(f"1 0 0 1 20 {height - 35 - 39 * at:g} Tm ({line}) Tj " for at, line in enumerate(lines))
    return pdf(PACKED["G4"](), drawing=f"q {width:g} 0 0 {height:g} 0 0 cm /Im0 Do Q BT 3 Tr /F1 12 Tf {shown}ET")


LYING: Final[dict[str, Callable[[], bytes]]] = {
    "turned by 90": lambda: turned_page(90),
    "turned by 180": lambda: turned_page(180),
    "turned by 270": lambda: turned_page(270),
    "cropped": cropped,
    "in strips": in_strips,
    "with a unit of two points": enlarged,
}
"""The ways it is laid on the page."""
