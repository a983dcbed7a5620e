"""Files written whole or not at all: a temporary neighbour, then one rename."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from corpus.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def writing(path: str) -> Iterator[TextIO]:
    """Open `path` to be written in UTF-8, line ends as they come; it changes only when the block ends well.

    A link stays a link and the file it names is replaced; a device or pipe is written directly.
    Raises `SettingsError` where the file cannot be written.
    """
    target = Path(path).resolve()
    try:
        if target.exists() and not target.is_file():
            with target.open("w", encoding="utf-8", newline="") as stream:
                yield stream
            return
        with _neighbour(target) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SettingsError(f"cannot write {path}: {(error.strerror or str(error)).lower()}") from error


@contextmanager
def _neighbour(target: Path) -> Iterator[TextIO]:
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:80]}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            os.fchmod(handle, _mode(target))
            yield stream
            stream.flush()
            os.fsync(handle)
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _mode(target: Path) -> int:
    """Return the mode of the file that stands there, else what a new file would get."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def check_writable(path: str) -> None:
    """Raise `SettingsError` now, and not after hours of work, where `path` could never be written."""
    target = Path(path).resolve()
    if target.is_dir():
        raise SettingsError(f"cannot write {path}: it is a folder")
    if not target.parent.is_dir():
        raise SettingsError(f"cannot write {path}: the folder {target.parent} does not exist")
    if not os.access(target.parent if not target.exists() else target, os.W_OK):
        raise SettingsError(f"cannot write {path}: permission denied")
