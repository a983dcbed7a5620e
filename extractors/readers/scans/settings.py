"""How scans are read: what a user may choose, checked once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

from corpus.errors import SettingsError

DPI: Final = 300
"""Dots an inch at which pages are recognized: what Tesseract's data were trained on."""

SECONDS: Final = 120.0
"""Time the recognition of one page may take; a dense page takes about four."""

CACHE_BYTES: Final = 2 * 2**30
"""Bytes that kept readings may take: some hundred thousand pages."""

_LANGUAGE: Final = regex.compile(r"[A-Za-z][A-Za-z0-9_]{1,30}(?:\+[A-Za-z][A-Za-z0-9_]{1,30}){0,7}")


@dataclass(frozen=True, slots=True)
class Scanning:
    """How scans are read.

    `language` is that of Tesseract's data ("por", "por+lat"), `engine` the name of one in
    `scans/engines`, `seconds` the limit of one page, `processes` how many pages of a document are
    recognized at once, `cache` the folder in which readings are kept (None: nowhere) and
    `cache_bytes` what they may take. Raises `SettingsError` for a value that makes no sense.
    """

    language: str = "por"
    dpi: int = DPI
    engine: str = "pytesseract"
    seconds: float = SECONDS
    processes: int = 1
    cache: str | None = None
    cache_bytes: int = CACHE_BYTES

    @property
    def mark(self) -> str:
        """What of it changes what is read, for the name of a release; "" for what is usual."""
        if (self.language, self.dpi, self.engine) == ("por", DPI, "pytesseract"):
            return ""
        return f"{self.language}-{self.dpi}-{self.engine}"

    def __post_init__(self) -> None:
        if not _LANGUAGE.fullmatch(self.language):
            raise SettingsError(f"--ocr-language must name Tesseract's data, as `por` or `por+lat` do, not {self.language!r}")
        if not 100 <= self.dpi <= 600:  # noqa: PLR2004
            raise SettingsError(f"--ocr-dpi must be 100 to 600, not {self.dpi}")
        if self.seconds <= 0:
            raise SettingsError(f"--ocr-timeout must be more than 0 seconds, not {self.seconds:g}")
        if self.processes < 1:
            raise SettingsError(f"at least one page must be read at once, not {self.processes}")
