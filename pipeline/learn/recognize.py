"""A page's image read by Tesseract: one process, one thread, a time limit; answers can be kept."""

from __future__ import annotations

import os
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import pytesseract

from corpus.errors import OcrError, ToolMissingError
from pipeline.atomic import writing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL import Image

SECONDS: Final = 120.0
"""Time one page may take."""
LANGUAGES: Final = ("eng", "por")
_THREADS: Final = "OMP_THREAD_LIMIT"
_BLOCK: Final = "--psm 6"
"""The page is one block of text."""


def engine() -> str:
    """Return the release of Tesseract, as it tells it. Raises `ToolMissingError` where it is not installed."""
    try:
        return str(pytesseract.get_tesseract_version()).split()[0]
    except pytesseract.TesseractNotFoundError as error:
        raise ToolMissingError("tesseract is not installed: apt-get install tesseract-ocr tesseract-ocr-por") from error


def require(languages: tuple[str, ...] = LANGUAGES) -> None:
    """Raise `ToolMissingError`, naming the package, where Tesseract or its data of a language is missing."""
    engine()
    there = pytesseract.get_languages()
    for language in languages:
        if language not in there:
            raise ToolMissingError(f"tesseract has no data of {language!r}: apt-get install tesseract-ocr-{language}")


def recognize(page: Image.Image, *, language: str, dpi: int, seconds: float = SECONDS) -> str:
    """Return the text Tesseract reads on `page`, line by line. Raises `OcrError` past the time limit or where it fails."""
    with _one_thread():
        try:
            return str(pytesseract.image_to_string(page, lang=language, config=f"{_BLOCK} --dpi {dpi}", timeout=seconds))
        except pytesseract.TesseractNotFoundError as error:
            raise ToolMissingError("tesseract is not installed: apt-get install tesseract-ocr") from error
        except pytesseract.TesseractError as error:
            raise OcrError(f"tesseract failed on a page ({language}): {error}") from error
        except RuntimeError as error:
            raise OcrError(f"tesseract took more than {seconds:g} s for a page ({language})") from error


@contextmanager
def _one_thread() -> Iterator[None]:
    """Keep Tesseract to one thread: with more it fights itself for the cores."""
    before = os.environ.get(_THREADS)
    os.environ[_THREADS] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_THREADS]
        else:
            os.environ[_THREADS] = before


def remembered(page: Image.Image, *, language: str, dpi: int, cache: Path | None) -> str:
    """Return `recognize(page)`, from the folder `cache` where the same release has read the same pixels before."""
    if cache is None:
        return recognize(page, language=language, dpi=dpi)
    mark = f"{engine()} {language} {dpi} {page.size} {page.mode} {_BLOCK}".encode()
    kept = cache / f"{sha256(mark + page.tobytes()).hexdigest()}.txt"
    if kept.is_file():
        return kept.read_text("utf-8")
    text = recognize(page, language=language, dpi=dpi)
    cache.mkdir(parents=True, exist_ok=True)
    with writing(str(kept)) as stream:
        stream.write(text)
    return text
