"""Bytes in, pages out. One module a format; `read` picks by content, never by name.

A reader is a function `(SourceDocument) -> Document`, registered under the media type it reads. One that
may have to recognize pictures is registered as a scanner too: it takes, if it is given them, the settings
of scans.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol, TypeAlias

from corpus.errors import UnreadableDocumentError, UnsupportedFormatError
from corpus.pages import Document
from corpus.registry import Registry
from corpus.source import SourceDocument
from extractors.readers.scans.settings import Scanning
from extractors.readers.sniff import BINARY, kind, media_type

Reader: TypeAlias = Callable[[SourceDocument], Document]


class ScanReader(Protocol):
    """A reader that may have to recognize pictures."""

    def __call__(self, source: SourceDocument, scans: Scanning = ...) -> Document:
        """Return the pages of a source."""


READERS: Final[Registry[Reader]] = Registry("reader", "extractors.readers")
SCANNERS: Final[Registry[ScanReader]] = Registry("reader of scans", "extractors.readers")


def scanner(*media_types: str) -> Callable[[ScanReader], ScanReader]:
    """Return the decorator that files a reader of scans under its media types."""

    def file(reader: ScanReader) -> ScanReader:
        for name in media_types:
            READERS.register(name)(reader)
            SCANNERS.register(name)(reader)
        return reader

    return file


def read(source: SourceDocument, *, scans: Scanning = Scanning()) -> Document:  # noqa: B008  # it is frozen
    """Return the pages of a source, through the reader of what its bytes are; `scans` says how pictures are read.

    Raises `UnreadableDocumentError` for an empty file, for bytes of no known kind and for whatever
    the reader cannot read; `UnsupportedFormatError` for a known kind that has no reader;
    `ToolMissingError` for a scan where no OCR is installed. Messages are one line: what was found and
    what to do.
    """
    if not source.content or source.content.isspace():
        raise UnreadableDocumentError("the file is empty", sha256=source.sha256)
    found = media_type(source.content)
    if found in SCANNERS.names():
        return SCANNERS.get(found)(source, scans)
    if found in READERS.names():
        return READERS.get(found)(source)
    error = UnreadableDocumentError if found == BINARY else UnsupportedFormatError
    raise error(_refusal(source, found), sha256=source.sha256)


def _refusal(source: SourceDocument, found: str) -> str:
    """Return the message for a kind without a reader."""
    what, readable = kind(found), ", ".join(kind(name).name for name in READERS.names())
    named = " (its name says text, its bytes do not)" if source.name.lower().endswith(".txt") else ""
    return f"this is {what.name}{named}; this release reads {readable}: {what.advice}"
