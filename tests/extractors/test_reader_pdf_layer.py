"""What is said of the text layers of PDFs: missing, hidden, garbled, misencoded; and which pages are read."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

import pytest
import regex
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from bench.pdf import Setting, font, reflowed
from corpus.errors import UnreadableDocumentError
from corpus.source import SourceDocument
from extractors.readers.pdf_quality import FEWEST, Layer, judge, letter_score
from extractors.readers.pdf_text import judged_pages, read_pages, read_pdf
from extractors.readers.scans import pdf_pages
from tests.extractors.scans import Stand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.pages import Document

PROSE: Final = (
    "Fica autorizada a Secretaria de Estado da Saúde a celebrar convênio com o Município, observadas as normas "
    "da legislação vigente e o parecer da Procuradoria Geral, na forma do regulamento."
)


def read_bytes(content: bytes) -> Document:
    return read_pdf(SourceDocument.of(content, path="gazeta.pdf"))


GOOD: Final = f"DECRETO Nº 5. {PROSE} {PROSE}"


def shifted(text: str, by: int) -> str:
    return "".join(chr(ord(each) + by) if each.isalpha() else each for each in text)


@pytest.mark.parametrize(
    ("text", "layer"),
    [
        (GOOD, Layer.SOUND),
        (GOOD.upper(), Layer.SOUND),
        ("12.345,67 890,12 1.234,56 " * 40, Layer.SOUND),
        ("Yuki Watanabe, Hiroshi Kawakami", Layer.SOUND),
        (shifted(GOOD, 3), Layer.GARBLED),
        (shifted(GOOD, -2), Layer.GARBLED),
        ("\ue001\ue002\ue003 \ue004" * 30, Layer.GARBLED),
        ("\ufffd\ufffd a \ufffd", Layer.GARBLED),
        (GOOD.replace("ç", "Á").replace("ã", "„").replace("ê", "Í").replace("í", "’") + " ação " * 3, Layer.MISENCODED),
        ("", Layer.MISSING),
        (" \n ", Layer.MISSING),
    ],
)
def test_a_layer_is_judged_by_its_letters(text: str, layer: Layer) -> None:
    assert judge(text).layer is layer


def test_a_page_with_nothing_on_it_is_no_scan() -> None:
    assert judge("", painted=False).layer is Layer.BLANK


def test_few_letters_tell_nothing() -> None:
    assert letter_score("x" * (FEWEST - 1)) is None
    assert letter_score("x" * FEWEST) == 0.0
    score = letter_score(GOOD)
    assert score is not None
    assert score > 0.9


def pages_of(*draws: Callable[[Canvas], object]) -> bytes:
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1)
    for draw in draws:
        canvas.setFont(font(), 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def good(canvas: Canvas) -> None:
    for at, line in enumerate(regex.findall(r".{1,80}(?:\s|$)", GOOD)):
        canvas.drawString(60, 760 - 13 * at, line)


def garbled(canvas: Canvas) -> None:
    for at, line in enumerate(regex.findall(r".{1,80}(?:\s|$)", shifted(GOOD, 3))):
        canvas.drawString(60, 760 - 13 * at, line)


def scanned(canvas: Canvas) -> None:
    canvas.rect(60, 60, 400, 700, fill=1)


def blank(canvas: Canvas) -> None:
    canvas.setPageRotation(0)


def unpainted(canvas: Canvas) -> None:
    text = canvas.beginText(60, 760)
    text.setTextRenderMode(3)
    text.textLines("\n".join(regex.findall(r".{1,80}(?:\s|$)", GOOD)))
    canvas.drawText(text)


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put an engine in place that reads nothing."""
    monkeypatch.setattr(pdf_pages, "reader_of", lambda _settings: Stand())


@pytest.mark.usefixtures("blind")
def test_pages_without_text_that_can_be_read_are_told_and_stay_empty() -> None:
    content = pages_of(good, garbled, scanned, blank, unpainted)
    document = read_bytes(content)
    assert [bool(page.text) for page in document.pages] == [True, False, False, False, True]
    assert document.notes == (
        ("text-layer", "page 5: a hidden text layer, as OCR lays it under a scan"),
        ("text-layer", "page 2: its text layer is garbled; not read"),
        ("text-layer", "page 3: no text layer; not read"),
    )
    layers = [Layer.SOUND, Layer.GARBLED, Layer.MISSING, Layer.BLANK, Layer.HIDDEN]
    assert [each.judgement.layer for each in judged_pages(content)] == layers
    assert [each.judgement.layer for each in read_pages(content)] == layers


def test_hyphens_at_the_ends_of_lines_are_no_wrong_letters() -> None:
    content = reflowed(["regulamentada a desapropriada municipalidade administrativa " * 9] * 4, Setting(3, 7.0))
    assert "-\n" in read_bytes(content).raw
    assert {each.judgement.layer for each in judged_pages(content)} == {Layer.SOUND}
    assert read_bytes(content).notes == ()


@pytest.mark.usefixtures("blind")
@pytest.mark.parametrize(
    ("draws", "told"),
    [((scanned, scanned), "is a scan"), ((garbled,), "garbled"), ((blank,), "nothing on"), ((scanned, garbled), "garbled")],
)
def test_a_pdf_without_any_page_that_can_be_read_is_refused(draws: Sequence[Callable[[Canvas], object]], told: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=told):
        read_bytes(pages_of(*draws))


def test_words_that_are_not_painted_are_left_out_of_a_page_that_is() -> None:
    def both(canvas: Canvas) -> None:
        good(canvas)
        text = canvas.beginText(60, 300)
        text.setTextRenderMode(3)
        text.textLine("texto que ninguém vê")
        canvas.drawText(text)

    assert read_bytes(pages_of(both)).raw.split() == GOOD.split()
