"""Plain text: bytes to characters, form feeds to pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corpus.errors import UnreadableDocumentError
from corpus.pages import PAGE_BREAK, Document, Page
from extractors.readers import READERS
from extractors.readers.charset import decode

if TYPE_CHECKING:
    from corpus.source import SourceDocument

MAX_BYTES: Final = 64 * 1024 * 1024
"""Largest text that is read; the largest gazettes of a year's compendium stay under a tenth of it."""

MAX_LINE: Final = 5 * 1024 * 1024
"""Longest line, in bytes. A longer one is no gazette, and patterns over lines would crawl on it."""

MAX_PAGES: Final = 100_000
"""Most pages (form feeds) of one source."""


@READERS.register("text/plain")
def read_plain(source: SourceDocument) -> Document:
    """Return the pages of a text; joined by form feeds they are the decoded bytes, unchanged.

    Byte order mark and line ends stay in the text. Raises `UnreadableDocumentError` for a text that
    is empty or past a limit.
    """
    _check_size(source)
    decoded = decode(source.content)
    if not decoded.text.strip("\ufeff\0 \t\r\n\v\f\x1a\xa0"):
        raise UnreadableDocumentError("the file is empty: it holds nothing but blanks", sha256=source.sha256)
    pages = tuple(Page(number, text) for number, text in enumerate(decoded.text.split(PAGE_BREAK), start=1))
    return Document(
        sha256=source.sha256,
        name=source.name,
        media_type="text/plain",
        reader="plain",
        pages=pages,
        encoding=decoded.encoding,
        has_lines=True,
        notes=tuple(("encoding", note) for note in decoded.notes),
    )


def _check_size(source: SourceDocument) -> None:
    """Raise `UnreadableDocumentError` past a limit, before anything is decoded."""
    size = len(source.content)
    if size > MAX_BYTES:
        told = f"the text has {_mega(size)}; at most {_mega(MAX_BYTES)} are read: split it into several files"
        raise UnreadableDocumentError(told, sha256=source.sha256)
    if size > MAX_LINE and (longest := _longest_line(source.content)) > MAX_LINE:
        told = f"the text has a line of {_mega(longest)}; at most {_mega(MAX_LINE)} are read: give it line breaks"
        raise UnreadableDocumentError(told, sha256=source.sha256)
    if (found := source.content.count(PAGE_BREAK.encode())) >= MAX_PAGES:
        told = f"the text has {found + 1} pages (form feeds); at most {MAX_PAGES} are read: split it into several files"
        raise UnreadableDocumentError(told, sha256=source.sha256)


def _longest_line(content: bytes) -> int:
    return max(map(len, content.replace(b"\r", b"\n").split(b"\n")))


def _mega(size: int) -> str:
    return f"{size / (1024 * 1024):.1f} MB"
