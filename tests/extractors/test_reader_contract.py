"""The contract every registered reader meets; a new one joins by being registered with a sample here."""

from __future__ import annotations

import pytest

from bench.pdf import Setting, facsimile, ruled
from corpus.source import SourceDocument
from extractors.readers import READERS, read
from extractors.readers.sniff import kind, media_type
from tests.extractors import formats
from tests.extractors.scans import saved, written

TEXT = "PORTARIA Nº 4/2001\n\nO PREFEITO resolve:\nArt. 1º  Fica criado o cargo.\n"

SAMPLES = {
    "text/plain": (
        "PORTARIA Nº 4/2001\n\nO PREFEITO resolve:\n\fsegunda página\r\n\f\f quarta".encode(),
        "\ufeffDECRETO Nº 9\r\n".encode("utf-16"),
        "RESOLUÇÃO Nº 3\n".encode("cp1252"),
    ),
    "text/html": (
        "<!DOCTYPE html><html><body><p>PORTARIA Nº 4</p><table><tr><td>a<td>b</table></body></html>".encode(),
        "\ufeff<html><meta charset=utf-8><p>DECRETO Nº 9</html>".encode("utf-16"),
    ),
    "application/pdf": (
        facsimile(TEXT, Setting(head="DIÁRIO OFICIAL")),
        facsimile(TEXT * 9, Setting(columns=2)),
        ruled(
            [["Cargo", "Vagas", "Valor"], ["Médico", "2", "1.200,00"], ["Motorista", "", "800,00"]],
            above=TEXT.split("\n", maxsplit=1)[0],
        ),
    ),
    **{
        f"image/{name}": (saved(written("PORTARIA N. 4", size=40, width=600), kind=kind),)
        for name, kind in (
            ("bmp", "BMP"),
            ("jp2", "JPEG2000"),
            ("jpeg", "JPEG"),
            ("png", "PNG"),
            ("tiff", "TIFF"),
            ("webp", "WEBP"),
        )
    },
    "text/vnd.hocr+html": (formats.hocr(TEXT), formats.hocr(TEXT, dots=600)),
    "application/alto+xml": tuple(formats.alto(TEXT, version=version) for version in (2, 3, 4)),
    "application/vnd.prima.page+xml": (formats.page_xml(TEXT),),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (formats.docx(TEXT),),
    "application/vnd.oasis.opendocument.text": (formats.odt(TEXT),),
}

UNREAD = {"image/bmp", "image/jp2", "image/jpeg", "image/webp"}
"""Read by the one function that reads `image/png` and `image/tiff`, which stand for them: each reading costs a second."""

CASES = [(name, sample) for name in READERS.names() if name not in UNREAD for sample in SAMPLES.get(name, ())]
IDS = [f"{name}-{index}" for index, (name, _) in enumerate(CASES)]
MARKED = [pytest.param(*case, marks=[pytest.mark.ocr] if case[0].startswith("image/") else []) for case in CASES]


@pytest.mark.parametrize("name", READERS.names())
def test_a_reader_reads_what_the_bytes_are_told_to_be(name: str) -> None:
    assert kind(name).media_type == name
    assert name in SAMPLES, f"give the reader of {name} a sample above"
    assert all(media_type(sample) == name for sample in SAMPLES[name])


@pytest.mark.parametrize(("name", "sample"), MARKED, ids=IDS)
def test_pages_count_from_one_and_hold_no_page_break(name: str, sample: bytes) -> None:
    document = READERS.get(name)(SourceDocument.of(sample, path="a/b.bin"))
    assert [page.number for page in document.pages] == list(range(1, len(document.pages) + 1))
    assert all("\f" not in page.text for page in document.pages)
    assert document.raw == "\f".join(page.text for page in document.pages)


@pytest.mark.parametrize(("name", "sample"), MARKED, ids=IDS)
def test_words_lie_inside_text_and_page(name: str, sample: bytes) -> None:
    for page in READERS.get(name)(SourceDocument.of(sample, path="x")).pages:
        words = page.words
        assert len(words.spans) == len(words.boxes) == len(words.confidence)
        assert all(0 <= span.start < span.end <= len(page.text) for span in words.spans)
        width, height = page.width or 0, page.height or 0
        assert all(0 <= box.x0 <= box.x1 <= width and 0 <= box.top <= box.bottom <= height for box in words.boxes)


@pytest.mark.parametrize(("name", "sample"), MARKED, ids=IDS)
def test_text_is_its_words_and_what_parts_them(name: str, sample: bytes) -> None:
    for page in READERS.get(name)(SourceDocument.of(sample, path="x")).pages:
        at = 0
        for span in page.words.spans:
            assert not page.text[at : span.start].strip(" \n|")
            at = span.end
        assert not page.words.spans or not page.text[at:].strip(" \n|")


@pytest.mark.parametrize(("name", "sample"), MARKED, ids=IDS)
def test_the_document_is_known_by_its_bytes(name: str, sample: bytes) -> None:
    source = SourceDocument.of(sample, path="folder/file.txt")
    document = read(source)
    assert (document.sha256, document.name, document.media_type) == (source.sha256, "file.txt", name)
    assert document == read(source)
