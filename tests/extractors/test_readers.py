"""What bytes are told to be, how they are decoded, and what is said of those that are not read."""

from __future__ import annotations

import io
import tarfile
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import DocumentError, UnreadableDocumentError, UnsupportedFormatError
from corpus.knowledge import rows, string, strings
from corpus.source import SourceDocument
from extractors.readers import plain, read
from extractors.readers.charset import decode
from extractors.readers.sniff import kinds, media_type

if TYPE_CHECKING:
    from corpus.pages import Document

SHARED = Path(__file__).resolve().parents[3] / "shared"

PROSE = (
    "A Secretaria de Educação não fará a licitação até 15 de março: a comissão própria já está à disposição. Ônus é do órgão.\n"
)


def read_bytes(content: bytes, name: str = "gazeta.txt") -> Document:
    return read(SourceDocument.of(content, path=name))


def as_bytes(example: str) -> bytes:
    return example.encode("latin-1")


# What the bytes are

EXAMPLES = [(string(row, "media_type"), each) for row in rows("media_types") for each in strings(row, "examples")]
COUNTEREXAMPLES = [(string(row, "media_type"), each) for row in rows("media_types") for each in strings(row, "counterexamples")]


@pytest.mark.parametrize(("expected", "example"), EXAMPLES)
def test_each_row_knows_its_examples(expected: str, example: str) -> None:
    assert media_type(as_bytes(example)) == expected


@pytest.mark.parametrize(("refused", "example"), COUNTEREXAMPLES)
def test_each_row_refuses_its_counterexamples(refused: str, example: str) -> None:
    assert media_type(as_bytes(example)) != refused


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def tarred() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("gazeta.txt"))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("expected", "content"),
    [
        ("application/zip", zipped("a.txt", "b.txt")),
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            zipped("[Content_Types].xml", "word/document.xml"),
        ),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", zipped("[Content_Types].xml", "xl/workbook.xml")),
        ("application/x-tar", tarred()),
        ("text/html", b"\xef\xbb\xbf\r\n  <!DOCTYPE HTML>\r\n<html>"),
        ("text/plain", "Aguarde por favor...\n\nDECRETO Nº 5\n".encode()),
        ("text/plain", "Na página, a marca <html> abre e </html> fecha.\n<p>assim</p>".encode()),
        ("text/plain", b"< 5 anos\n> 5 anos"),
        ("text/plain", b"II - a taxa; MZ e PK, BZ, RIFF e %PDF-1.4 entre outros"),
        ("text/plain", "RESOLUÇÃO".encode("utf-16")),
        ("text/plain", "RESOLUÇÃO Nº 5".encode("utf-16-be")),
        ("text/plain", "RESOLUÇÃO Nº 5".encode("utf-32-le")),
        ("text/plain", PROSE.encode("cp850")),
        ("text/plain", b"linha\x00com um zero" + b" e mais texto" * 30),
        ("application/octet-stream", bytes(range(256)) * 40),
        ("application/octet-stream", b"texto\x00" * 100),
        ("application/octet-stream", b"\x00" * 5000),
    ],
)
def test_media_type_is_told_by_content(expected: str, content: bytes) -> None:
    assert media_type(content) == expected


def test_every_kind_has_a_name_and_an_advice_for_messages() -> None:
    assert all(each.name and each.advice and not each.advice.endswith(".") for each in kinds())


# What is not read


@pytest.mark.parametrize(
    "content", [b"", b"\n", b" \r\n\t ", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n", b"\xff\xfe", b"\xff\xfe\n\x00 \x00", b"\f\n\f"]
)
def test_an_empty_file_is_said_to_be_empty(content: bytes) -> None:
    with pytest.raises(UnreadableDocumentError, match="the file is empty") as caught:
        read_bytes(content)
    assert caught.value.sha256 == SourceDocument.of(content, path="x").sha256


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"AT&TFORM\0\0", "this is a DjVu document"),
        (b"AT&TFORM\0\0", "djvutxt"),
        (b"AT&TFORM\0\0", "plain text"),
        (zipped("a"), "a ZIP archive"),
        (b"GIF89a\x01\x00", "text that OCR makes of it"),
    ],
)
def test_a_kind_without_a_reader_is_refused_with_advice(content: bytes, told: str) -> None:
    with pytest.raises(UnsupportedFormatError) as caught:
        read_bytes(content, "documento")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_binary_bytes_called_text_are_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match=r"binary data .*\(its name says text"):
        read_bytes(bytes(range(256)) * 9, "ATO.TXT")


def test_limits_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "MAX_BYTES", 3_000_000)
    monkeypatch.setattr(plain, "MAX_LINE", 1_000_000)
    monkeypatch.setattr(plain, "MAX_PAGES", 10)
    for content, told in (
        (b"texto\n" * 600_000, r"the text has 3\.4 MB; at most 2\.9 MB"),
        (b"texto\n" + b"x" * 1_100_000, r"a line of 1\.0 MB"),
        (b"texto\f" * 10, r"11 pages \(form feeds\); at most 10"),
    ):
        with pytest.raises(UnreadableDocumentError, match=told):
            read_bytes(content)


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_short_lines_are_no_long_line_whatever_ends_them(monkeypatch: pytest.MonkeyPatch, line_end: bytes) -> None:
    monkeypatch.setattr(plain, "MAX_LINE", 100)
    assert read_bytes((b"linha curta" + line_end) * 50).raw


# How it is decoded


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
        ("utf-32-be", "utf-32-be"),
        ("latin-1", "iso-8859-1"),
        ("cp1252", "iso-8859-1"),
        ("cp850", "cp850"),
        ("mac_roman", "macintosh"),
    ],
)
def test_portuguese_is_read_in_the_set_it_was_written_in(codec: str, name: str) -> None:
    document = read_bytes((PROSE * 3).encode(codec))
    assert document.raw.removeprefix("\ufeff") == PROSE * 3
    assert (document.encoding, document.notes) == (name, ())


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        (b"\x93Fica\x94 \x96 aberto", "“Fica” – aberto", "windows-1252"),
        (b"a\xe7\xe3o \x81 p\xfablica", "ação \x81 pública", "windows-1252"),
        (b"N\xba 5 \xa7 3\xba", "Nº 5 § 3º", "iso-8859-1"),
        (b"n\xb0 7", "n° 7", "iso-8859-1"),
        (b"plain ascii", "plain ascii", "utf-8"),
        ("Art. 1º".encode(), "Art. 1º", "utf-8"),
    ],
)
def test_short_texts(content: bytes, text: str, encoding: str) -> None:
    decoded = decode(content)
    assert (decoded.text, decoded.encoding) == (text, encoding)


def test_foreign_bytes_inside_utf8_are_kept_and_told() -> None:
    content = "ação ".encode() * 20 + "função ".encode("cp1252") + "já".encode()
    document = read_bytes(content)
    assert document.raw == "ação " * 20 + "função já"
    assert document.encoding == "utf-8"
    ((code, note),) = document.notes
    assert code == "encoding"
    assert "2 bytes are not UTF-8" in note
    assert "byte 143" in note


def test_a_cut_utf16_text_is_read_up_to_the_cut() -> None:
    decoded = decode("RESOLUÇÃO Nº 5".encode("utf-16-le") + b"\x41")
    assert decoded.text == "RESOLUÇÃO Nº 5\ufffd"
    assert len(decoded.notes) == 1


def test_line_ends_and_byte_order_mark_stay_in_the_raw_text() -> None:
    assert read_bytes("\ufeffa\r\nb\rc\n".encode()).raw == "\ufeffa\r\nb\rc\n"


def test_form_feeds_part_pages() -> None:
    document = read_bytes(b"um\n\fdois\f\fquatro")
    assert [page.text for page in document.pages] == ["um\n", "dois", "", "quatro"]
    assert document.page_at(5).number == 2


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(DocumentError):
        read_bytes(content).raw.encode()


@given(st.text(alphabet="aeiouçãéíõº§ \n\r\fABC.123“”–", min_size=1, max_size=200))
def test_utf8_text_comes_back_as_it_was(text: str) -> None:
    if text.strip():
        assert read_bytes(text.encode()).raw == text


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent")
def test_real_sources_are_text_in_utf8() -> None:
    for path in sorted(SHARED.glob("seeds/*.txt")):
        document = read_bytes(path.read_bytes(), path.name)
        assert (document.media_type, document.encoding, document.notes) == ("text/plain", "utf-8", ())
