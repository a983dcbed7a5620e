"""Broken and hostile files, made here; run as a module it reads them all within limits and tells what came of each.

    python -m tests.extractors.hostile

It prints a JSON object: name of the case → what was raised ("" for a reading), the messages, seconds.
A case that is not settled within its time, or that takes the process down, is missing from the object.
"""

from __future__ import annotations

import gzip
import io
import json
import resource
import signal
import struct
import sys
import tarfile
import zipfile
from time import perf_counter
from typing import TYPE_CHECKING, Final

from bench.child import peak_megabytes
from corpus.errors import DocumentError
from corpus.source import SourceDocument
from extractors.readers import read
from extractors.readers.containers import Refused, is_container, members
from tests.extractors import formats

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

MEMORY: Final = 3 * 1024**3
"""Address space of the process, in bytes; the libraries alone map over half a gigabyte."""
SECONDS: Final = 20
TEXT: Final = "PORTARIA Nº 4, DE 3 DE MAIO DE 2001\n\nO PREFEITO resolve:\n\nArt. 1º Fica criado o cargo.\n"
LAUGHS: Final = "<!DOCTYPE a [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"
PASSWORDS: Final = "root:"
OUTSIDE: Final = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
FETCHED: Final = "<!DOCTYPE a SYSTEM 'http://192.0.2.1/a.dtd'>"
MILLION: Final = 10**6


def xml(doctype: str, root: str, inside: str, namespace: str = "") -> bytes:
    return f'<?xml version="1.0"?>{doctype}<{root}{namespace}>{inside}</{root}>'.encode()


def alto_of(inside: str, doctype: str = "") -> bytes:
    return xml(doctype, "alto", f"<Layout><Page><PrintSpace>{inside}</PrintSpace></Page></Layout>")


def bomb(name: str, size: int) -> bytes:
    return formats.zipped({"word/_rels/x": "", name: b" " * size})


def docx_xml(document: str) -> bytes:
    return formats.zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def encrypted(content: bytes) -> bytes:
    """Set the bit of encryption in every header of a ZIP file."""
    told = bytearray(content)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := told.find(mark, start)) >= 0:
            told[start + at] |= 1
            start += 4
    return bytes(told)


def changed(content: bytes, mark: bytes, at: int, value: bytes) -> bytes:
    """Write `value` at an offset from the last `mark`."""
    start = content.rfind(mark) + at
    return content[:start] + value + content[start + len(value) :]


def wrong_sum(content: bytes) -> bytes:
    return changed(changed(content, b"PK\x01\x02", 16, b"\1\2\3\4"), b"PK\x03\x04", 14, b"\1\2\3\4")


def nested_zip(depth: int) -> bytes:
    content = formats.zipped({"a.txt": TEXT})
    for _ in range(depth):
        content = formats.zipped({"a.zip": content})
    return content


def overlapping() -> bytes:
    """Return a ZIP file of which 3,000 entries are one and the same member of 16 MB."""
    packed = formats.zipped({"a.txt": b"abcdefghij" * 1_600_000})
    start = packed.find(b"PK\x01\x02")
    entry, rest = packed[start : packed.find(b"PK\x05\x06")], packed[packed.find(b"PK\x05\x06") :]
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 3000, 3000, len(entry) * 3000, start, 0)
    return packed[:start] + entry * 3000 + end + rest[len(end) :]


def tar_of(*infos: tuple[tarfile.TarInfo, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for info, content in infos:
            info.size = len(content) if info.isreg() else 0
            archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


def tar_link(kind: bytes, target: str) -> bytes:
    info = tarfile.TarInfo("gazeta.txt")
    info.type, info.linkname = kind, target
    return tar_of((info, b""))


def huge_tar() -> bytes:
    """Return a TAR file whose member says to have 8 GB."""
    info = tarfile.TarInfo("gazeta.txt")
    info.size = 8 * 1024**3 - 1
    return info.tobuf(tarfile.GNU_FORMAT) + TEXT.encode().ljust(512, b"\0")


def sparse_tar() -> bytes:
    """Return a GNU TAR whose one member is a hole of 8 GB with a line at its end."""
    size = 8 * 1024**3
    info = tarfile.TarInfo("gazeta.txt")
    info.type, info.size = tarfile.GNUTYPE_SPARSE, 512
    header = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    header[386:410] = b"%011o\0%011o\0" % (size - 512, 512)
    header[483:495] = b"%011o\0" % size
    header[148:156] = b"        "
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) + TEXT.encode().ljust(512, b"\0") + bytes(1024)


def zip_of_many(count: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", "x")
    return stream.getvalue()


def message(headers: str, body: str) -> bytes:
    return f"Return-Path: <a@b.c>\nReceived: from x\n{headers}MIME-Version: 1.0\n\n{body}".encode()


def nested_message(depth: int) -> bytes:
    parts = "".join(f'--b{n}\nContent-Type: multipart/mixed; boundary="b{n + 1}"\n\n' for n in range(depth))
    return message('Content-Type: multipart/mixed; boundary="b0"\n', parts + "texto")


def cells(count: int, attributes: str) -> bytes:
    row = f"<tr>{f'<td {attributes}>a</td>' * count}</tr>"
    return f"<html><body><p>texto</p><table>{row * count}</table></body></html>".encode()


def odt_cells(attributes: str) -> bytes:
    row = f"<table:table-row {attributes}><table:table-cell {attributes}><text:p>a</text:p></table:table-cell></table:table-row>"
    return formats.odt_of(f"<text:p>texto</text:p><table:table>{row * 50}</table:table>")


def docx_nested(depth: int) -> bytes:
    return formats.docx_of("<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth)


PAGE: Final = "<Page><ReadingOrder>{}</ReadingOrder></Page>"

FAIL: Final[dict[str, Callable[[], bytes]]] = {
    "html-nested-divs": lambda: b"<html><body>" + b"<div>" * MILLION + b"texto",
    "html-nested-bold": lambda: b"<html><body>" + b"<b>" * MILLION + b"texto",
    "html-nested-tables": lambda: b"<html><body>" + b"<table><tr><td>" * 300_000 + b"texto",
    "html-too-many-tags": lambda: b"<html><body>" + b"<p>a" * (2 * MILLION + 1),
    "html-frames": lambda: b"<html><frameset><frame src=a.htm></frameset></html>",
    "html-only-script": lambda: b"<html><body><script>document.write('texto')</script></body></html>",
    "html-cut-in-a-tag": lambda: b"<!DOCTYPE html><html><body><p class='",
    "hocr-without-words": lambda: b"<html><body><div class='ocr_page' title='bbox 0 0 9 9'></div></body></html>",
    "hocr-nested": lambda: b"<html><body><div class='ocr_page'>" + b"<span class='ocr_line'>" * MILLION + b"a",
    "alto-cut": lambda: formats.alto(TEXT)[:-40],
    "alto-laughs": lambda: alto_of("<TextBlock><TextLine><String CONTENT='&a9;'/></TextLine></TextBlock>", LAUGHS),
    "alto-outside-entity": lambda: alto_of(
        "<TextBlock><TextLine><String CONTENT='a'>&x;</String></TextLine></TextBlock>", OUTSIDE
    ),
    "alto-outside-dtd": lambda: alto_of("", FETCHED),
    "alto-utf16-cut": lambda: formats.alto(TEXT).decode().replace('encoding="UTF-8"', "").encode("utf-16")[:1801],
    "alto-nested": lambda: alto_of("<ComposedBlock>" * 300_000),
    "alto-without-words": lambda: alto_of("<TextBlock/>"),
    "alto-unknown-charset": lambda: formats.alto(TEXT).replace(b"UTF-8", b"KOI-99"),
    "alto-wrong-charset": lambda: formats.alto(TEXT).replace("º".encode(), b"\xba"),
    "page-cut": lambda: formats.page_xml(TEXT)[:600],
    "page-laughs": lambda: xml(LAUGHS, "PcGts", "<Page>&a9;</Page>"),
    "page-nested-order": lambda: xml("", "PcGts", PAGE.format("<OrderedGroup>" * 1500 + "</OrderedGroup>" * 1500)),
    "docx-cut": lambda: formats.docx(TEXT)[:-30],
    "docx-bomb": lambda: bomb("word/document.xml", 300 * 1024**2),
    "docx-laughs": lambda: docx_xml(f'<?xml version="1.0"?>{LAUGHS}<document>&a9;</document>'),
    "docx-outside-entity": lambda: docx_xml(f'<?xml version="1.0"?>{OUTSIDE}<document>&x;</document>'),
    "docx-encrypted": lambda: encrypted(formats.docx(TEXT)),
    "docx-without-main-part": lambda: formats.zipped({"word/_rels/document.xml.rels": "<a/>"}),
    "docx-not-xml": lambda: docx_xml("texto puro"),
    "docx-wrong-sum": lambda: wrong_sum(formats.docx(TEXT)),
    "docx-wrong-length": lambda: changed(formats.docx(TEXT), b"PK\x01\x02", 42, struct.pack("<L", 0x7FFFFFF0)),
    "docx-nested-tables": lambda: docx_nested(10_000),
    "odt-cut": lambda: formats.odt(TEXT)[:-200],
    "odt-encrypted": lambda: formats.odt_of("", parts={"META-INF/manifest.xml": "<m><encryption-data/></m>"}),
    "odt-without-content": lambda: formats.zipped({"mimetype": "application/vnd.oasis.opendocument.text"}, stored=("mimetype",)),
    "odt-laughs": lambda: formats.zipped(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": LAUGHS + "<a>&a9;</a>"}, stored=("mimetype",)
    ),
    "zip-cut": lambda: formats.zipped({"a.txt": TEXT * 50})[:-30],
    "zip-empty": lambda: formats.zipped({}),
    "zip-bomb": lambda: formats.zipped({"a.txt": b"a" * (200 * 1024**2)}),
    "zip-encrypted": lambda: encrypted(formats.zipped({"a.txt": TEXT})),
    "zip-leads-out": lambda: formats.zipped({"../../a.txt": TEXT}),
    "zip-absolute": lambda: formats.zipped({"/etc/a.txt": TEXT}),
    "zip-drive": lambda: formats.zipped({"C:\\a.txt": TEXT}),
    "zip-too-deep": lambda: nested_zip(6),
    "zip-too-many": lambda: zip_of_many(20_000),
    "zip-overlapping": overlapping,
    "zip-wrong-sum": lambda: wrong_sum(formats.zipped({"a.txt": TEXT})),
    "zip-unknown-method": lambda: changed(
        changed(formats.zipped({"a.txt": TEXT}), b"PK\x01\x02", 10, b"\x63\0"), b"PK\x03\x04", 8, b"\x63\0"
    ),
    "zip-junk-after-mark": lambda: b"PK\x03\x04" + bytes(range(256)) * 20,
    "tar-cut": lambda: tar_of((tarfile.TarInfo("a.txt"), TEXT.encode() * 100))[:2000],
    "tar-huge-member": huge_tar,
    "tar-sparse": sparse_tar,
    "tar-symlink": lambda: tar_link(tarfile.SYMTYPE, "/etc/passwd"),
    "tar-hard-link": lambda: tar_link(tarfile.LNKTYPE, "../../etc/passwd"),
    "tar-device": lambda: tar_link(tarfile.CHRTYPE, ""),
    "tar-leads-out": lambda: tar_of((tarfile.TarInfo("../a.txt"), TEXT.encode())),
    "gzip-bomb": lambda: gzip.compress(b"a" * (300 * 1024**2), 9),
    "gzip-cut": lambda: gzip.compress(TEXT.encode() * 50)[:-20],
    "gzip-wrong-sum": lambda: gzip.compress(TEXT.encode())[:-8] + b"\0" * 8,
    "gzip-only-mark": lambda: b"\x1f\x8b\x08\0",
    "eml-nested": lambda: nested_message(5000),
    "eml-without-body": lambda: message("Subject: gazeta\n", "\n"),
}
"""Each ends in a `DocumentError`, or in members that are all refused."""

PARTLY: Final[dict[str, Callable[[], bytes]]] = {
    "html-utf16-cut": lambda: formats.html(TEXT).decode().encode("utf-16")[:401],
    "html-wide-cells": lambda: cells(60, 'colspan="999999999" rowspan="999999999"'),
    "html-spanning-cells": lambda: cells(150, 'colspan="200"'),
    "hocr-cut": lambda: formats.hocr(TEXT)[:700],
    "hocr-wild-boxes": lambda: formats.hocr(TEXT).replace(b"bbox ", b"bbox -99999999 "),
    "alto-wild-boxes": lambda: formats.alto(TEXT).replace(b'HPOS="', b'HPOS="9e99'),
    "docx-wide-cells": lambda: formats.docx_of(
        "<w:p><w:r><w:t>texto</w:t></w:r></w:p><w:tbl>"
        + '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>' * 50
        + "</w:tbl>"
    ),
    "odt-repeated-cells": lambda: odt_cells(
        'table:number-columns-repeated="999999" table:number-rows-repeated="999999" table:number-columns-spanned="999999"'
    ),
    "odt-million-blanks": lambda: formats.odt_of('<text:p>a<text:s text:c="999999"/>b</text:p>'),
    "eml-without-end": lambda: message('Content-Type: multipart/mixed; boundary="b"\n', "--b\n\nDECRETO Nº 5\n"),
    "eml-wrong-base64": lambda: message("Content-Transfer-Encoding: base64\n", "REVDUkVUTyBOLiA1*!\n"),
}
"""Each is read as far as it goes."""


def told(content: bytes) -> tuple[str, list[str], int]:
    """Return the class raised ("" for none), the messages, and how many characters were read."""
    source = SourceDocument.of(content, path="folder/hostile")
    read_of: list[str] = []
    errors: list[DocumentError] = []
    found = members(source) if is_container(content) else iter([source])
    for each in found:
        try:
            if isinstance(each, Refused):
                errors.append(each.error)
            else:
                read_of.append(read(each).raw)
        except DocumentError as error:
            errors.append(error)
    if any(PASSWORDS in text for text in read_of):
        return "leak", [], 0
    kinds = sorted({type(error).__name__ for error in errors})
    return " ".join(kinds), list(dict.fromkeys(map(str, errors))), sum(map(len, read_of))


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def main() -> None:
    """Read every case; print what came of them."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, _ring)
    results = {}
    for name, make in (FAIL | PARTLY).items():
        content, start = make(), perf_counter()
        signal.alarm(SECONDS)
        try:
            outcome = told(content)
        except (TimeoutError, MemoryError, RecursionError) as error:
            outcome = (type(error).__name__, [], 0)
        finally:
            signal.alarm(0)
        results[name] = {"error": outcome[0], "messages": outcome[1], "read": outcome[2], "seconds": perf_counter() - start}
    results["memory"] = {"megabytes": peak_megabytes()}
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
