"""Pictures in PDFs, however they are packed and laid on the page: drawn as they are shown, and read."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from corpus.errors import UnreadableDocumentError
from corpus.pages import Taken
from corpus.source import SourceDocument
from extractors.readers.pdf_open import opened, opened_page
from extractors.readers.pdf_text import read_pages, read_pdf
from extractors.readers.scans.pdf_pages import recognized_pages
from extractors.readers.scans.pdf_rasters import drawn
from extractors.readers.scans.settings import Scanning
from tests.extractors import pictures
from tests.extractors.scans import Stand

if TYPE_CHECKING:
    from extractors.readers.scans.rasters import Grey

CASES = {name: lambda make=make: pictures.pdf(make()) for name, make in pictures.PACKED.items()} | pictures.LYING


def shown(content: bytes) -> Grey:
    with opened(content) as document, opened_page(document, 1) as page:
        return drawn(page, 1, dpi=100).pixels


def small(pixels: Grey) -> Grey:
    return np.asarray(cv2.resize(pixels, (250, 150), interpolation=cv2.INTER_AREA), dtype=np.uint8)


@pytest.mark.parametrize("name", CASES)
def test_a_picture_is_drawn_as_the_page_shows_it(name: str) -> None:
    found = shown(CASES[name]())
    assert abs(found.shape[1] / found.shape[0] - pictures.SIZE[0] / pictures.SIZE[1]) < 0.01
    wanted = small(np.asarray(pictures.page(), dtype=np.uint8))
    assert float(np.abs(small(found).astype(int) - wanted).mean()) < 6
    assert np.corrcoef(small(found).ravel(), wanted.ravel())[0, 1] > 0.93


@pytest.mark.parametrize("name", CASES)
def test_a_page_without_text_is_recognized_and_its_words_lie_on_it(name: str) -> None:
    content = CASES[name]()
    read = tuple(read_pages(content))
    assert [each.is_read for each in read] == [False]
    (found,) = recognized_pages(content, read, settings=Scanning(), reader=Stand(words=("DECRETO",)))
    assert found.page.origin is not None
    assert found.page.origin.taken is Taken.OCR
    assert "DECRETO" in found.page.text
    for x0, top, x1, bottom in found.page.words.boxes:
        assert 0 <= x0 <= x1 <= (found.page.width or 0)
        assert 0 <= top <= bottom <= (found.page.height or 0)


GOOD = (
    "Portaria municipal de maio, que designa servidores da Secretaria",
    "de Finanças para a comissão de compras da Prefeitura, conforme",
    "parecer da Procuradoria, publicado neste jornal em fevereiro.",
)
BAD = (
    "P0rtaria mun1cipal de ma1o, que d3signa serv1dores da S3cretaria",
    "de F1nanqas para a com1ssao de c0mpras da Pref3itura, conf0rme",
    "par3cer da Pr0curadoria, publ1cado n3ste j0rnal em fev3reiro.",
)


@pytest.mark.parametrize(("lines", "taken"), [(GOOD, Taken.LAYER), (BAD, Taken.OCR)], ids=["good", "bad"])
def test_a_hidden_layer_is_kept_where_it_is_good_and_read_anew_where_it_is_not(lines: tuple[str, ...], taken: Taken) -> None:
    content = pictures.with_hidden_text(lines)
    engine = Stand(words=" ".join(GOOD).split())
    (found,) = recognized_pages(content, tuple(read_pages(content)), settings=Scanning(), reader=engine)
    assert found.page.origin is not None
    assert found.page.origin.taken is taken
    assert found.page.origin.layer == "a hidden text layer, as OCR lays it under a scan"


@pytest.mark.ocr
@pytest.mark.parametrize("name", ["G4", "JBIG2", "JPEG 2000", "two levels, exchanged", "turned by 90", "cropped", "in strips"])
def test_tesseract_reads_it(name: str) -> None:
    document = read_pdf(SourceDocument.of(CASES[name](), path="gazeta.pdf"))
    lines = [line for line in document.raw.split("\n") if line]
    assert len(lines) == len(pictures.LINES)
    assert all(word.casefold() in document.raw.casefold() for word in pictures.WORDS)
    (page,) = document.pages
    assert page.origin is not None
    assert page.origin.taken is Taken.OCR
    assert (page.origin.confidence or 0) > 0.8


# Pictures nobody vouches for

JBIG2 = pictures.jbig2()
BITS = pictures.BITS
FILTERED = f"{BITS} /Filter /JBIG2Decode"


def only(packed: pictures.Packed, *, size: tuple[int, int] = pictures.SIZE) -> bytes:
    """Return a page with a picture of which only the dictionary says that it has so many pixels."""
    return pictures.pdf(packed, size=size, box=(0, 0, 360, 216), drawing="q 360 0 0 216 0 0 cm /Im0 Do Q")


BROKEN = {
    "JBIG2 of noise": only(pictures.Packed(bytes(range(256)) * 9, FILTERED)),
    "JBIG2 cut in its region": only(pictures.Packed(JBIG2[: len(JBIG2) // 2], FILTERED)),
    "JBIG2 of a page of 2,000 million lines": only(
        pictures.Packed(JBIG2.replace(struct.pack(">L", 600), b"\x7f\xff\xff\xff"), FILTERED)
    ),
    "JBIG2 whose segment refers to itself": only(
        pictures.Packed(struct.pack(">LBBBBL", 1, 38, 0x20, 1, 1, 40) + b"\0" * 40, FILTERED)
    ),
    "JBIG2 whose shared segments are the picture": only(
        pictures.Packed(JBIG2, f"{FILTERED} /DecodeParms << /JBIG2Globals 5 0 R >>")
    ),
    "JPEG 2000 of noise": only(pictures.Packed(b"\0\0\0\x0cjP  \r\n\x87\n" + b"\x07" * 900, "/Filter /JPXDecode")),
    "JPEG cut in its head": only(
        pictures.Packed(pictures.saved(pictures.page(), "JPEG")[:40], f"{pictures.GREY} /Filter /DCTDecode")
    ),
    "fax of a thousand million columns": only(
        pictures.Packed(b"\x55" * 400, f"{BITS} /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 999999999 /Rows 9 >>")
    ),
    "fax of columns fewer than none": only(
        pictures.Packed(b"\x55" * 400, f"{BITS} /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns -5 /Rows -9 >>")
    ),
    "a million by a million pixels": only(pictures.Packed(b"\0" * 99, BITS), size=(10**6, 10**6)),
    "pixels fewer than none": only(pictures.Packed(b"\0" * 99, BITS), size=(-5, -9)),
    "a mask that is its own mask": only(pictures.Packed(b"\0" * 99, f"{BITS} /SMask 5 0 R /Mask 5 0 R")),
    "a table of colours that is the picture": only(
        pictures.Packed(b"\0" * 99, "/ColorSpace [/Indexed 5 0 R 255 5 0 R] /BitsPerComponent 8")
    ),
    "packed in itself a thousand times": only(
        pictures.Packed(zlib.compress(b"\0" * 9), f"{BITS} /Filter [{'/FlateDecode ' * 1000}]")
    ),
    "thirty-three bits a pixel": only(pictures.Packed(b"\0" * 99, "/ColorSpace /DeviceGray /BitsPerComponent 33")),
}


def drawn_or_told(content: bytes) -> Grey | str:
    try:
        return shown(content)
    except UnreadableDocumentError as error:
        return str(error)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_picture_is_drawn_as_far_as_it_goes_or_refused(name: str) -> None:
    source = SourceDocument.of(BROKEN[name], path="gazeta.pdf")
    assert len(tuple(read_pages(source.content))) == 1
    found = drawn_or_told(source.content)
    assert "\n" not in found if isinstance(found, str) else found.shape == (300, 500)
