"""Tesseract as a library in this process, by tesserocr: its data are loaded once, pictures stay in memory.

The wheels of tesserocr bring a Tesseract of their own but no data; those of the program are used.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING, Final, Protocol, cast

from corpus.errors import OcrError, ToolMissingError
from extractors.readers.scans.engines import ENGINES
from extractors.readers.scans.engines.by_program import BLOCK, check_languages, missing_data
from extractors.readers.scans.engines.tsv import readings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.readers.scans.engines import Reading
    from extractors.readers.scans.rasters import Grey
    from extractors.readers.scans.settings import Scanning

FOLDERS: Final = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
"""Where systems keep Tesseract's data; the newest release first where there are several."""


class _Api(Protocol):
    """What is used of tesserocr's `PyTessBaseAPI`."""

    def SetImageBytes(self, imagedata: bytes, width: int, height: int, bytes_per_pixel: int, bytes_per_line: int) -> None: ...  # noqa: N802

    def SetSourceResolution(self, ppi: int) -> None: ...  # noqa: N802

    def Recognize(self, timeout: int) -> bool: ...  # noqa: N802

    def GetTSVText(self, page_number: int) -> str: ...  # noqa: N802

    def Clear(self) -> None: ...  # noqa: N802


@dataclass(slots=True)
class Library:
    """Tesseract in this process: an instance for each thread that reads at a time, used again for every picture."""

    language: str
    data: str
    release: str
    _idle: SimpleQueue[_Api] = field(default_factory=SimpleQueue, repr=False)

    @property
    def version(self) -> str:
        """Name, release and settings."""
        return f"tesserocr {self.release} {self.language} psm {BLOCK}"

    def recognize(self, cuts: Sequence[Grey], *, dpi: float, seconds: float) -> tuple[Reading, ...]:
        """Return the words of each picture."""
        ends = monotonic() + seconds
        found: list[Reading] = []
        with self._instance() as api:
            for cut in cuts:
                left = int((ends - monotonic()) * 1000)
                height, width = cut.shape
                api.SetImageBytes(cut.tobytes(), width, height, 1, width)
                api.SetSourceResolution(round(dpi))
                if left <= 0 or not api.Recognize(left):
                    raise OcrError(_too_long(seconds))
                found += readings(api.GetTSVText(0), pictures=1)
        return tuple(found)

    @contextmanager
    def _instance(self) -> Iterator[_Api]:
        """Lend an instance that nobody else uses; one that failed is not used again."""
        try:
            api = self._idle.get_nowait()
        except Empty:
            api = self._new()
        yield api
        api.Clear()
        self._idle.put(api)

    def _new(self) -> _Api:
        import tesserocr  # noqa: PLC0415

        try:
            made = tesserocr.PyTessBaseAPI(path=self.data, lang=self.language, psm=tesserocr.PSM.SINGLE_BLOCK)
        except RuntimeError as error:
            raise ToolMissingError(missing_data(self.language)) from error
        return cast("_Api", made)


def _too_long(seconds: float) -> str:
    return f"tesseract took more than {seconds:g} s for a page: raise --ocr-timeout"


def data_folders() -> tuple[str, ...]:
    """Return the folders of this system that hold data of Tesseract, the newest release first."""
    found: list[Path] = []
    for pattern in FOLDERS:
        found += sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    return tuple(f"{path}/" for path in found if any(path.glob("*.traineddata")))


@ENGINES.register("tesserocr")
def library(settings: Scanning) -> Library:
    """Return the library. Raises `ToolMissingError` where it or the data are not installed."""
    try:
        import tesserocr  # noqa: PLC0415
    except ImportError as error:
        raise ToolMissingError("the engine tesserocr is not installed: pip install 'lavra[ocr-fast]'") from error
    wanted = settings.language.split("+")
    for folder in data_folders():
        if all(Path(folder, f"{each}.traineddata").is_file() for each in wanted):
            return Library(settings.language, folder, str(tesserocr.tesseract_version()).split("\n", 1)[0].split()[-1])
    there = {path.stem for folder in data_folders() for path in Path(folder).glob("*.traineddata")}
    check_languages(settings.language, sorted(there))
    raise ToolMissingError(missing_data(settings.language))
