"""Bytes in, pages out. One module a format; `read` picks by content, never by name.

A reader is a function `(SourceDocument) -> Document`, registered under the media type it reads.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from corpus.pages import Document
from corpus.registry import Registry
from corpus.source import SourceDocument

Reader: TypeAlias = Callable[[SourceDocument], Document]

READERS: Final[Registry[Reader]] = Registry("reader", "extractors.readers")
