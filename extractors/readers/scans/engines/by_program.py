"""Tesseract as a program of its own, called once for all pictures of a page by pytesseract."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import cv2

from corpus.errors import OcrError, ToolMissingError
from extractors.readers.scans.engines import ENGINES
from extractors.readers.scans.engines.tsv import readings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.readers.scans.engines import Reading
    from extractors.readers.scans.rasters import Grey
    from extractors.readers.scans.settings import Scanning

PACKAGE: Final = "tesseract-ocr"
"""Debian's package of the program; that of a language's data has its code at the end."""

BLOCK: Final = 6
"""Tesseract's page segmentation mode for one block of text: where the blocks are is found before."""


@dataclass(frozen=True, slots=True)
class Program:
    """The program `tesseract` with the data of a language."""

    language: str
    release: str

    @property
    def version(self) -> str:
        """Name, release and settings."""
        return f"tesseract {self.release} {self.language} psm {BLOCK}"

    def recognize(self, cuts: Sequence[Grey], *, dpi: float, seconds: float) -> tuple[Reading, ...]:
        """Return the words of each picture, all read by one call."""
        with TemporaryDirectory(prefix="lavra-") as folder:
            paths = [str(Path(folder, f"{number:04}.pgm")) for number in range(len(cuts))]
            for path, cut in zip(paths, cuts, strict=True):
                cv2.imwrite(path, cut)
            listed = Path(folder, "pictures.txt")
            listed.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
            table = self._called(str(listed), dpi=dpi, seconds=seconds)
        return readings(table, pictures=len(cuts))

    def _called(self, path: str, *, dpi: float, seconds: float) -> str:
        """Return the table that one call of the program prints."""
        import pytesseract  # noqa: PLC0415  # a text source needs none

        config = f"--psm {BLOCK} --dpi {round(dpi)}"
        try:
            return str(pytesseract.image_to_data(path, lang=self.language, config=config, timeout=seconds))
        except pytesseract.TesseractNotFoundError as error:
            raise ToolMissingError(missing_program()) from error
        except pytesseract.TesseractError as error:
            raise OcrError(f"tesseract failed on a page: {' '.join(str(error.message).split())[-200:]}") from error
        except RuntimeError as error:
            raise OcrError(f"tesseract took more than {seconds:g} s for a page: raise --ocr-timeout") from error
        except (OSError, UnicodeDecodeError) as error:
            raise OcrError(f"what tesseract wrote cannot be read ({type(error).__name__})") from error


def missing_program() -> str:
    """Return what to say where the program is not there."""
    return f"a scan needs tesseract, which is not installed: apt-get install {PACKAGE} {PACKAGE}-por"


def missing_data(language: str) -> str:
    """Return what to say where the data of a language are not there."""
    return f"tesseract has no data of the language {language!r}: apt-get install {PACKAGE}-{language.replace('_', '-')}"


def check_languages(wanted: str, there: Sequence[str]) -> None:
    """Raise `ToolMissingError`, naming the package, for a language without data."""
    for each in wanted.split("+"):
        if each not in there:
            raise ToolMissingError(missing_data(each))


@ENGINES.register("pytesseract")
def program(settings: Scanning) -> Program:
    """Return the program. Raises `ToolMissingError` where it or its data are not installed."""
    import pytesseract  # noqa: PLC0415

    try:
        release = str(pytesseract.get_tesseract_version()).split()[0]
        there = pytesseract.get_languages()
    except (pytesseract.TesseractNotFoundError, SystemExit) as error:
        raise ToolMissingError(missing_program()) from error
    except pytesseract.TesseractError as error:
        raise ToolMissingError(f"tesseract does not answer: {' '.join(str(error.message).split())[-200:]}") from error
    check_languages(settings.language, there)
    return Program(settings.language, release)
