"""`lavra inspect`: what is told of a file, and what is drawn of a page."""

from __future__ import annotations

import io
import json
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2 as pdfium  # draws a scan
import pytest
import regex
from PIL import Image

from bench.pdf import Setting, facsimile, ruled
from corpus.pages import Box, Document, Page, Words
from corpus.source import SourceDocument
from corpus.spans import Span
from extractors.readers.pdf_draw import Mark, drawn_scan
from extractors.readers.pdf_text import seen_page
from pipeline.__main__ import run
from pipeline.inspect_page import _marks, language, told
from tests.extractors import formats
from tests.pipeline.conftest import PORTARIA

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def rows_of(content: bytes, name: str = "a.bin") -> dict[str, str]:
    return {str(row["what"]): str(row["found"]) for row in told(SourceDocument.of(content, path=name)).rows}


@pytest.mark.parametrize(
    ("content", "what", "found"),
    [
        (PORTARIA.encode(), "kind", r"plain text \(text/plain\)"),
        (PORTARIA.encode(), "language", "Portuguese"),
        (PORTARIA.encode("cp1252"), "encoding", "windows-1252|iso-8859-1"),
        (PORTARIA.encode(), "reader", "plain"),
        (facsimile(PORTARIA, Setting()), "reader", "pdf_text"),
        (facsimile(PORTARIA, Setting()), "size", "595 x 842 points"),
        (facsimile(PORTARIA, Setting()), "text layer", "page 1: a sound text layer"),
        (facsimile(PORTARIA, Setting()), "language", "Portuguese"),
        (b"%PDF-1.7\n", "refused", "cut short"),
        (b"", "refused", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n", "reader", "scan_images"),
        (b"\x89PNG\r\n\x1a\n", "refused", "damaged"),
        (b"GIF89a\x01\x00", "reader", "none: .*OCR"),
    ],
)
def test_what_is_told_of_a_file(content: bytes, what: str, found: str) -> None:
    assert regex.search(found, rows_of(content)[what])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (PORTARIA, "Portuguese"),
        ("The council of the city shall, in the case of a fire, be told of it by the mayor and by the chief. " * 4, "English"),
        ("El consejo de la ciudad y los vecinos del barrio, en la calle que se abre por el norte. " * 4, "Spanish"),
        ("Médico 12 Agente 5 Motorista 8 Zelador 3 " * 20, "none that is known, or no prose"),
        ("Art. 1", "too few words to tell"),
    ],
)
def test_the_language_is_told_by_small_words(text: str, name: str) -> None:
    assert language(text) == name


def test_pages_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(ruled([["a", "b"], ["c", "d"]], above=PORTARIA[:70].replace("\n", " "), pages=2))
    assert run(["inspect", str(path), "--pages", "--format", "jsonl"]) == 0
    pages = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(each["page"], each["width"], each["text"]) for each in pages] == [(at, 595, "a sound text layer") for at in (1, 2)]


def test_a_page_is_drawn(tmp_path: Path) -> None:
    path, png = tmp_path / "a.pdf", tmp_path / "seen.png"
    path.write_bytes(ruled([["a", "b"], ["c", "d"], ["e", "f"]], above="Quadro de cargos"))
    assert run(["inspect", str(path), "--png", str(png)]) == 0
    with Image.open(png) as picture:
        assert max(picture.size) == 1600
        colours = {colour for _, colour in picture.getcolors(maxcolors=1_000_000) or ()}
    assert {(0, 0, 255), (0, 128, 0)} <= colours


def test_a_table_is_a_part_of_the_column_it_stands_in() -> None:
    seen = seen_page(ruled([["a", "b"], ["c", "d"], ["e", "f"]], above="Quadro de cargos", below="Total geral"), 1)
    (block,), (table,) = seen.blocks, seen.tables
    assert block.top < table.top
    assert table.bottom < block.bottom
    assert table.x1 <= block.x1


@pytest.mark.ocr
@pytest.mark.parametrize("as_pdf", [True, False])
def test_columns_and_tables_of_a_scan_are_drawn(tmp_path: Path, as_pdf: bool) -> None:  # noqa: FBT001
    path, png = tmp_path / "a", tmp_path / "seen.png"
    with closing(
        pdfium.PdfDocument(ruled([["Cargo", "Vagas"], ["Fiscal", "2"], ["Auxiliar", "3"]], above="Quadro de cargos"))
    ) as pdf:
        picture = pdf[0].render(scale=300 / 72, grayscale=True).to_pil()
    picture.save(path, "PDF" if as_pdf else "PNG", **({"resolution": 300} if as_pdf else {"dpi": (300, 300)}))
    assert run(["inspect", str(path), "--png", str(png)]) == 0
    with Image.open(png) as drawn:
        colours = {colour for _, colour in drawn.getcolors(maxcolors=1_000_000) or ()}
    assert {(0, 0, 255), (0, 128, 0)} <= colours


def test_of_a_scan_it_is_said_that_it_is_recognized() -> None:
    made = io.BytesIO()
    Image.new("L", (600, 800), 255).save(made, "PDF")
    assert "recognized (OCR)" in rows_of(made.getvalue())["note"]


def test_many_pages_are_looked_at_in_part_and_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(facsimile("\n".join(["Fica criado o cargo"] * 70 * 75), Setting(size=9.0)))
    told = []
    for more in ([], ["--all"], ["--pages"]):
        assert run(["inspect", str(path), *more, "--format", "jsonl"]) == 0
        told.append([json.loads(line) for line in capsys.readouterr().out.splitlines()])
    pages = [next(each["found"] for each in rows if each["what"] == "pages") for rows in told[:2]]
    count = len(told[2])
    assert count > 60
    assert pages == [f"{count}; 60 of them looked at, evenly spread: --all looks at every one", str(count)]


@pytest.mark.parametrize("form", [formats.hocr, formats.alto, formats.page_xml])
def test_words_with_boxes_are_drawn_where_they_stand(tmp_path: Path, form: Callable[[str], bytes]) -> None:
    path, png = tmp_path / "a.xml", tmp_path / "seen.png"
    path.write_bytes(form(PORTARIA))
    assert run(["inspect", str(path), "--png", str(png)]) == 0
    with Image.open(png) as picture:
        assert max(picture.size) == 1600
        colours = {colour for _, colour in picture.getcolors(maxcolors=1_000_000) or ()}
    assert (0, 0, 0) in colours
    assert run(["inspect", str(path), "--page", "9", "--png", str(png)]) == 6


def test_words_are_marked_by_how_sure_they_are() -> None:
    spans, boxes = (Span(0, 1), Span(2, 3), Span(4, 5)), tuple(Box(10 * at, 10, 10 * at + 8, 18) for at in range(3))
    page = Page(1, "a b c", 100, 100, Words(spans, boxes, (0.3, 0.7, 0.99)))
    document = Document("0" * 64, "a", "image/png", "x", (page,))
    assert [mark.colour for mark in _marks(document, 1)] == ["red", "orange"]


@pytest.mark.parametrize(
    ("more", "code"),
    [(["--page", "9", "--png", "OUT"], 6), (["--png", "missing/x.png"], 2), (["--png", "SELF"], 2)],
)
def test_what_cannot_be_drawn_is_refused(tmp_path: Path, more: list[str], code: int) -> None:
    path = tmp_path / "a.pdf"
    content = facsimile(PORTARIA, Setting())
    path.write_bytes(content)
    names = {"OUT": str(tmp_path / "o.png"), "SELF": str(path), "missing/x.png": str(tmp_path / "missing" / "x.png")}
    assert run(["inspect", str(path), *(names.get(each, each) for each in more)]) == code
    assert path.read_bytes() == content


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert run(["inspect", str(tmp_path / "no.pdf")]) == 2


def test_a_scan_is_drawn_as_it_is_with_its_marks() -> None:
    page = np.full((300, 200), 255, dtype=np.uint8)
    page[100:150, 20:180] = 0
    made = io.BytesIO()
    Image.fromarray(page).save(made, "PNG", dpi=(100, 100))
    with Image.open(io.BytesIO(drawn_scan(made.getvalue(), 1, [Mark(Box(10, 150, 100, 190), "red", 2)]))) as picture:
        assert picture.size == (1067, 1600)
        assert picture.getpixel((500, 650)) == (0, 0, 0)
        assert picture.getpixel((500, 300)) == (255, 255, 255)
        assert (255, 0, 0) in {colour for _, colour in picture.getcolors(maxcolors=100_000) or ()}
