"""Readings kept in a folder, so that no picture is recognized twice: by the hash of all that decides them.

Every reading is a file of its own, written beside its place and then moved there, so that several
processes may share the folder; one that is damaged is as good as none. Where the folder grows over its
measure, what was used longest ago goes.
"""

from __future__ import annotations

import os
import zlib
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from json import dumps, loads
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Final

from corpus.errors import SettingsError
from extractors.readers.scans.engines import Seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.readers.scans.engines import Engine, Reading
    from extractors.readers.scans.rasters import Grey

FORM: Final = "1"
"""How readings are written; another number, and none of another is found."""

KEPT: Final = 0.8
"""Share of the measure that is left when the folder has grown over it."""

SUFFIX: Final = ".ocr"
_EVERY: Final = 16
"""In how many readings the folder is measured once, told by the reading's own hash."""

_MOST: Final = 64 * 2**20
"""Bytes of a reading, unpacked; a page has some ten thousand."""


@dataclass(frozen=True, slots=True)
class Remembering:
    """An engine that keeps what it reads; itself an engine."""

    engine: Engine
    folder: Path
    most_bytes: int

    @property
    def version(self) -> str:
        """That of the engine."""
        return self.engine.version

    def recognize(self, cuts: Sequence[Grey], *, dpi: float, seconds: float) -> tuple[Reading, ...]:
        """Return what was read before, else read and keep it. Raises as the engine does."""
        key = key_of(self.engine.version, cuts, dpi=dpi)
        path = self.folder / key[:2] / f"{key}{SUFFIX}"
        kept = _kept(path)
        if kept is not None and len(kept) == len(cuts):
            return kept
        found = self.engine.recognize(cuts, dpi=dpi, seconds=seconds)
        self._keep(path, found)
        if int(key[2:10], 16) % _EVERY == 0:
            bound(self.folder, self.most_bytes)
        return found

    def _keep(self, path: Path, found: tuple[Reading, ...]) -> None:
        """Write a reading; a full disk costs the reading no more than its place here."""
        packed = zlib.compress(dumps(found, ensure_ascii=False, separators=(",", ":")).encode(), 6)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as stream:
                try:
                    stream.write(packed)
                    stream.close()
                    Path(stream.name).replace(path)
                except BaseException:
                    Path(stream.name).unlink(missing_ok=True)
                    raise


def remembering(engine: Engine, folder: str | None, *, most_bytes: int) -> Engine:
    """Return the engine, keeping what it reads in a folder where one is named.

    Raises `SettingsError` for a folder that cannot be made or written to.
    """
    if folder is None:
        return engine
    path = Path(folder)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"--ocr-cache: {folder}: {(error.strerror or str(error)).lower()}") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise SettingsError(f"--ocr-cache: {folder}: nothing can be written there")
    return Remembering(engine, path, most_bytes)


def key_of(version: str, cuts: Sequence[Grey], *, dpi: float) -> str:
    """Return the name of a reading: a hash of the engine, its settings and every pixel."""
    digest = sha256(f"{FORM}\0{version}\0{dpi:.2f}\0{len(cuts)}\0".encode())
    for cut in cuts:
        digest.update(f"{cut.shape}\0".encode())
        digest.update(cut.tobytes())
    return digest.hexdigest()


def _kept(path: Path) -> tuple[Reading, ...] | None:
    """Return a reading that was kept, None where there is none that is whole; it counts as used now."""
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(path.read_bytes(), _MOST)
        if not unpacking.eof:
            return None
        found = tuple(tuple(_seen(word) for word in reading) for reading in loads(content))
        os.utime(path)
    except (OSError, ValueError, TypeError, KeyError, zlib.error):
        return None
    return found


def _seen(word: Sequence[object]) -> Seen:
    text, left, top, width, height, sure, line = word
    if not isinstance(text, str) or not isinstance(sure, int | float):
        raise TypeError(text)
    places = [each for each in (left, top, width, height, line) if isinstance(each, int)]
    x, y, across, down, number = places
    return Seen(text, x, y, across, down, float(sure), number)


def bound(folder: Path, most_bytes: int) -> None:
    """Take readings out of a folder that holds more than its measure, those used longest ago first."""
    files = sorted(_files(folder))
    size = sum(each for _, each, _ in files)
    if size <= most_bytes:
        return
    for _, each, path in files:
        if size <= KEPT * most_bytes:
            break
        with suppress(OSError):
            Path(path).unlink()
        size -= each


def _files(folder: Path) -> Iterator[tuple[float, int, str]]:
    """Tell when each reading was used, its bytes and its path; what goes meanwhile is passed over."""
    for path in folder.glob(f"??/*{SUFFIX}"):
        with suppress(OSError):
            told = path.stat()
            yield told.st_mtime, told.st_size, str(path)
