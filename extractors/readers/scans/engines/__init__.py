"""Engines that recognize pictures, one module each: pictures in, words with boxes and confidence out.

An engine is registered under its name as a function from settings to an `Engine`; importing its module
costs nothing, making one may raise `ToolMissingError`. An engine uses one thread: pages in parallel are
the caller's business (with more, Tesseract fights itself for the cores and takes up to nine times as long).
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeAlias

from corpus.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extractors.readers.scans.rasters import Grey
    from extractors.readers.scans.settings import Scanning

_THREADS: Final = "OMP_THREAD_LIMIT"


class Seen(NamedTuple):
    """A word as an engine read it: its box in pixels of the picture, confidence 0 to 1, the number of its line."""

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float
    line: int


Reading: TypeAlias = "tuple[Seen, ...]"
"""The words of one picture, line by line."""


class Engine(Protocol):
    """Reads pictures, each of which is one block of text."""

    @property
    def version(self) -> str:
        """Name, release and settings: with the picture, all that decides what is read."""

    def recognize(self, cuts: Sequence[Grey], *, dpi: float, seconds: float) -> tuple[Reading, ...]:
        """Return the words of each picture; all of them together may take so many seconds.

        Raises `OcrError` past the time or where the engine fails. May be called from several threads.
        """


Maker: TypeAlias = "Callable[[Scanning], Engine]"

ENGINES: Final[Registry[Maker]] = Registry("OCR engine", "extractors.readers.scans.engines")


@lru_cache(maxsize=8)
def engine(settings: Scanning) -> Engine:
    """Return the engine that the settings name, ready to read.

    Raises `SettingsError` for a name there is not, `ToolMissingError`, naming the package, for a program or
    data that are not installed.
    """
    os.environ[_THREADS] = "1"
    return ENGINES.get(settings.engine)(settings)
