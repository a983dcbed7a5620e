"""Broken, hostile and locked PDFs: each ends, soon, in one clear error or in a reading that says what it lacks."""

from __future__ import annotations

import zlib
from io import BytesIO
from time import perf_counter
from typing import TYPE_CHECKING, Final

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from bench.pdf import Setting, facsimile, ruled
from corpus.errors import DocumentError, UnreadableDocumentError
from corpus.source import SourceDocument
from extractors.readers import pdf_open, pdf_text, pdf_words
from extractors.readers.pdf_text import read_pdf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.pages import Document

SECONDS: Final = 10.0
TEXT: Final = "PORTARIA Nº 4/2001\n\nO PREFEITO MUNICIPAL resolve:\nArt. 1º Fica criado o cargo de médico.\n" * 3
GOOD: Final = facsimile(TEXT, Setting())
SHOWN: Final = b"BT /F1 12 Tf 72 700 Td (PORTARIA N. 4) Tj ET"


def read_bytes(content: bytes) -> Document:
    return read_pdf(SourceDocument.of(content, path="gazeta.pdf"))


def stream(content: bytes, *, more: str = "", length: int | None = None) -> str:
    told = len(content) if length is None else length
    return f"<< /Length {told} {more} >>\nstream\n{content.decode('latin-1')}\nendstream"


def pdf(objects: Mapping[int, str], *, trailer: str = "", xref: bool = True) -> bytes:
    """Return a PDF of numbered objects; object 1 is the root."""
    made, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in objects.items():
        places[number] = len(made)
        made += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start, size = len(made), max(objects) + 1
    if xref:
        lines = [f"{places[at]:010} 00000 n " if at in places else "0000000000 65535 f " for at in range(size)]
        made += ("xref\n" + f"0 {size}\n" + "\n".join(lines) + "\n").encode()
    made += f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(made)


def one_page(**changed: str) -> dict[int, str]:
    """Return the objects of a PDF of one page; `changed` replaces parts of the page."""
    page = {
        "Type": "/Page",
        "Parent": "2 0 R",
        "MediaBox": "[0 0 595 842]",
        "Contents": "4 0 R",
        "Resources": "<< /Font << /F1 5 0 R >> >>",
    } | changed
    return {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: f"<< {' '.join(f'/{name} {value}' for name, value in page.items() if value)} >>",
        4: stream(SHOWN),
        5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }


def locked(*, user: str, owner: str = "dono") -> bytes:
    made = BytesIO()
    canvas = Canvas(made, encrypt=StandardEncryption(user, ownerPassword=owner), invariant=1)
    canvas.drawString(72, 700, "PORTARIA N. 4 DE 2 DE MAIO")
    canvas.save()
    return made.getvalue()


def picture(*, text: str = "") -> bytes:
    """Return a PDF of one page with a picture and, it may be, text."""
    objects = one_page(Resources="<< /Font << /F1 5 0 R >> /XObject << /I 6 0 R >> >>")
    drawn = b"q 500 0 0 700 40 40 cm /I Do Q " + text.encode("latin-1")
    objects[4] = stream(drawn)
    objects[6] = stream(
        b"\x00", more="/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    return pdf(objects)


def deep_pages(depth: int) -> dict[int, str]:
    """Return pages in a tree that is `depth` deep."""
    objects = {1: "<< /Type /Catalog /Pages 2 0 R >>"}
    for at in range(2, depth + 2):
        objects[at] = f"<< /Type /Pages /Kids [{at + 1} 0 R] /Count 1 {f'/Parent {at - 1} 0 R' if at > 2 else ''} >>"
    objects[depth + 2] = f"<< /Type /Page /Parent {depth + 1} 0 R /MediaBox [0 0 595 842] >>"
    return objects


def form_in_itself() -> dict[int, str]:
    objects = one_page(Resources="<< /XObject << /X 6 0 R >> >>")
    objects[4] = stream(b"/X Do")
    objects[6] = stream(
        b"/X Do /X Do", more="/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    )
    return objects


def doubling(depth: int) -> dict[int, str]:
    """Return forms that draw the next one twice each, their resources apart."""
    objects = one_page(Resources="<< /XObject << /X 10 0 R >> >>")
    objects[4] = stream(b"/X Do")
    for at in range(10, 10 + 2 * depth, 2):
        packed = zlib.compress(b"/X Do /X Do")
        more = f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources {at + 1} 0 R /Filter /FlateDecode"
        objects[at] = stream(packed, more=more)
        objects[at + 1] = f"<< /XObject << /X {at + 2} 0 R >> >>"
    objects[10 + 2 * depth] = stream(b"", more="/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return objects


def rules(count: int) -> bytes:
    """Return a page of `count` rules across and down, and text that no one meant as cells."""
    drawn = "".join(f"{x} 0 m {x} 842 l S 0 {x} m 595 {x} l S " for x in range(10, 10 + count))
    return pdf(one_page() | {4: stream(drawn.encode() + SHOWN)})


def bomb(megabytes: int) -> bytes:
    packed = zlib.compress(b"0 0 m " * (megabytes * 2**20 // 6), 9)
    return pdf(one_page() | {4: stream(packed, more="/Filter /FlateDecode")})


WHOLE: Final = pdf(one_page())
CIRCLE: Final = b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Prev 9 /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
REFUSED: Final[dict[str, tuple[bytes, str]]] = {
    "cut before its trailer": (WHOLE[: WHOLE.rindex(b"xref\n0")], "cut short"),
    "header only": (b"%PDF-1.7\n", "cut short"),
    "header and noise": (b"%PDF-1.4\n" + bytes(range(256)) * 40, "cut short"),
    "cut in the first tenth": (GOOD[: len(GOOD) // 10], "cut short"),
    "no pages in the tree": (pdf(one_page() | {2: "<< /Type /Pages /Kids [] /Count 0 >>"}), "no pages"),
    "no page tree": (pdf({1: "<< /Type /Catalog >>"}), "no pages"),
    "no root": (pdf({1: "<< /Type /Font >>"}, trailer="/Root 9 0 R"), "pages"),
    "page tree that is its own child": (pdf(one_page() | {2: "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}), "page"),
    "page that is null": (pdf(one_page() | {3: "null"}), "page"),
    "kids that are numbers": (pdf(one_page() | {2: "<< /Type /Pages /Kids [1 2 3] /Count 3 >>"}), "page"),
    "pages nested a thousand deep": (pdf(deep_pages(1000)), "page"),
    "page of 50,000 x 50,000": (pdf(one_page(MediaBox="[0 0 50000 50000]")), "page 1 measures 50000 x 50000 points"),
    "locked with a password": (locked(user="segredo"), "encrypted with a password"),
    "locked by a handler nobody has": (
        pdf(one_page(), trailer="/Encrypt << /Filter /Nobody /V 9 /R 9 >> /ID [<00> <00>]"),
        "encrypted",
    ),
    "blank page": (pdf(one_page(Contents="")), "nothing on"),
    "picture without text": (picture(), "is a scan.*OCR read no word"),
    "contents that are no stream": (pdf(one_page() | {4: "(PORTARIA)"}), "nothing on"),
    "contents that are the page": (pdf(one_page(Contents="3 0 R")), "nothing on"),
    "form drawn in itself": (pdf(form_in_itself()), "draws itself without end"),
    "forms that double forty times": (pdf(doubling(40)), "draw each other more than"),
    "million points of a path": (bomb(8), "page"),
    "startxref beyond the end": (b"%PDF-1.7\nstartxref\n99999999\n%%EOF\n", "damaged"),
    "xref that is its own predecessor": (CIRCLE, "damaged"),
    "object that is its own length": (pdf(one_page() | {4: "<< /Length 4 0 R >>\nstream\n\nendstream"}), "nothing on|page"),
    "arrays nested ten thousand deep": (pdf(one_page() | {2: "[" * 10_000 + "]" * 10_000}), "page"),
    "page of no size": (pdf(one_page(MediaBox="[0 0 0 0]", Contents="")), "page"),
    "endless font": (pdf(one_page() | {5: "5 0 R", 4: stream(b"BT /F1 12 Tf ET")}), "nothing on"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_broken_pdf_ends_in_a_clear_error(name: str) -> None:
    content, told = REFUSED[name]
    start = perf_counter()
    with pytest.raises(UnreadableDocumentError, match=told) as caught:
        read_bytes(content)
    assert perf_counter() - start < SECONDS
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300
    assert caught.value.sha256 == SourceDocument.of(content, path="x").sha256


READ: Final[dict[str, tuple[bytes, str]]] = {
    "whole": (WHOLE, ""),
    "junk before the header": (b"Received: from relay\r\nX-Junk: 1\r\n\r\n" + WHOLE, ""),
    "junk after the end": (WHOLE + b"\0" * 500 + b"lixo", ""),
    "cut by its end mark": (WHOLE[:-7], "cut short"),
    "no xref": (pdf(one_page(), xref=False), ""),
    "xref of zeros": (WHOLE.replace(b"00000 n", b"00000 f"), ""),
    "length too long": (pdf(one_page() | {4: stream(SHOWN, length=10**9)}), ""),
    "length too short": (pdf(one_page() | {4: stream(SHOWN, length=3)}), ""),
    "length negative": (pdf(one_page() | {4: stream(SHOWN, length=-7)}), ""),
    "count of a thousand million": (pdf(one_page() | {2: "<< /Type /Pages /Kids [3 0 R] /Count 999999999 >>"}), ""),
    "negative count": (pdf(one_page() | {2: "<< /Type /Pages /Kids [3 0 R] /Count -5 >>"}), ""),
    "contents packed in a way that they are not": (pdf(one_page() | {4: stream(SHOWN, more="/Filter /FlateDecode")}), ""),
    "empty user password": (locked(user=""), ""),
    "page of 3 x 3 with the text beside it": (pdf(one_page(MediaBox="[72 700 172 720]")), ""),
    "box upside down": (pdf(one_page(MediaBox="[595 842 0 0]")), ""),
    "font that is missing": (pdf(one_page(Resources="<< >>")), ""),
    "font that is itself": (pdf(one_page() | {5: "5 0 R"}), ""),
    "turned by 90": (pdf(one_page(Rotate="90")), ""),
    "turned by 45": (pdf(one_page(Rotate="45")), ""),
    "text laid under a picture": (picture(text="BT /F1 12 Tf 3 Tr 72 700 Td (PORTARIA N. 4) Tj ET"), "hidden text layer"),
    "rules like a net": (rules(120), ""),
}


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_of_a_damaged_pdf_is_read_and_told(name: str) -> None:
    content, note = READ[name]
    start = perf_counter()
    document = read_bytes(content)
    assert perf_counter() - start < SECONDS
    assert "PORTARIA N. 4" in document.raw
    assert note in " ".join(told for _, told in document.notes)
    assert bool(note) == bool(document.notes)


def outcome(content: bytes) -> Document | str:
    """Return the document, or what is said where there is none."""
    try:
        return read_bytes(content)
    except DocumentError as error:
        return str(error)


@pytest.mark.parametrize("cut", range(0, len(GOOD), max(1, len(GOOD) // 40)))
def test_a_pdf_cut_anywhere_is_refused_or_read_with_a_note(cut: int) -> None:
    found = outcome(GOOD[:cut])
    if isinstance(found, str):
        assert found.startswith("the PDF")
        assert "\n" not in found
    else:
        assert any(kind == "structure" for kind, _ in found.notes)


@pytest.mark.parametrize("at", range(30, len(GOOD) - 30, max(1, len(GOOD) // 60)))
def test_a_pdf_with_bytes_overwritten_never_crashes(at: int) -> None:
    found = outcome(GOOD[:at] + b"\xff\0<<[(" + GOOD[at + 6 :])
    assert "\n" not in found if isinstance(found, str) else len(found.pages) == 1


def test_limits_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_open, "MAX_PAGES", 1)
    with pytest.raises(UnreadableDocumentError, match="the PDF has 3 pages; at most 1 are read"):
        read_bytes(ruled([["a", "b"], ["c", "d"]], above="Tabela", pages=3))
    monkeypatch.setattr(pdf_words, "MAX_CHARACTERS", 10)
    with pytest.raises(UnreadableDocumentError, match=r"page 1 has \d+ characters; at most 10 are read") as caught:
        read_bytes(GOOD)
    assert caught.value.page == 1
    monkeypatch.setattr(pdf_text, "MAX_BYTES", 100)
    with pytest.raises(UnreadableDocumentError, match="at most 0 are read"):
        read_bytes(GOOD)


def test_there_are_as_many_broken_files_as_were_asked_for() -> None:
    assert len(REFUSED) + len(READ) >= 25
