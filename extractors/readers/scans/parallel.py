"""Pages recognized one after another, or several at once; in their order, and never more in memory than are read."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from corpus.errors import OcrError
from extractors.readers.scans.cache import remembering
from extractors.readers.scans.engines import engine
from extractors.readers.scans.pages import recognized

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from extractors.readers.scans.engines import Engine
    from extractors.readers.scans.pages import Recognized
    from extractors.readers.scans.rasters import Raster
    from extractors.readers.scans.settings import Scanning


def reader_of(settings: Scanning) -> Engine:
    """Return the engine of the settings, with their cache. Raises `SettingsError`, `ToolMissingError`."""
    return remembering(engine(settings), settings.cache, most_bytes=settings.cache_bytes)


def recognized_all(
    rasters: Iterable[Raster], *, settings: Scanning, reader: Engine | None = None
) -> Iterator[Recognized | OcrError]:
    """Tell for each page what was read on it, or why nothing was.

    `reader` stands in for the engine of the settings. Rasters are taken from the caller's thread (pdfium
    has only one), as many as are read at once. Raises `SettingsError` and `ToolMissingError` before a
    page is drawn.
    """
    reads = reader or reader_of(settings)
    if settings.processes == 1:
        for raster in rasters:
            yield _tried(raster, reads, settings)
        return
    waiting: deque[Future[Recognized | OcrError]] = deque()
    with ThreadPoolExecutor(settings.processes, thread_name_prefix="page") as pool:
        try:
            for raster in rasters:
                waiting.append(pool.submit(_tried, raster, reads, settings))
                if len(waiting) > settings.processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for each in waiting:
                each.cancel()


def _tried(raster: Raster, reader: Engine, settings: Scanning) -> Recognized | OcrError:
    try:
        return recognized(raster, engine=reader, settings=settings)
    except OcrError as error:
        return error
