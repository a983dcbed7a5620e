"""One run at a time for each database: a lock that dies with its process."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import tempfile
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import StoreError
from pipeline.target import redacted, sqlite_file

if TYPE_CHECKING:
    from collections.abc import Iterator


class LockHeldError(StoreError):
    """Another run is going on with this database; wait for it, or try again later (EX_TEMPFAIL)."""

    exit_code = 75


def lock_path(target: str) -> Path | None:
    """Return the lock file of a database: beside a SQLite file, else in the temporary folder.

    For a database server the lock holds among the runs of this machine only. None for a database
    in memory, which nobody shares.
    """
    file = sqlite_file(target)
    if file is not None:
        return Path(f"{file.absolute()}.lock")
    if target == ":memory:" or target.startswith("sqlite"):
        return None
    return Path(tempfile.gettempdir()) / f"lavra-{os.getuid()}-{sha256(target.encode()).hexdigest()[:16]}.lock"


@contextmanager
def locked(target: str) -> Iterator[None]:
    """Hold the lock of `target`. Raises `LockHeldError`, telling who holds it, or `StoreError`."""
    path = lock_path(target)
    if path is None:
        yield
        return
    handle = _acquire(path, target)
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        os.close(handle)


def _acquire(path: Path, target: str) -> int:
    """Open and lock; again where the last holder took the file away between the two."""
    while True:
        handle = _open(path, target)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _holder(handle)
            os.close(handle)
            message = f"another run is using {redacted(target)} ({holder}): wait until it ends, or stop it"
            raise LockHeldError(message) from None
        if _same_file(handle, path):
            _sign(handle)
            return handle
        os.close(handle)


def _open(path: Path, target: str) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"cannot lock {redacted(target)}: {path.parent}: {reason}; give a --db in a folder that can be written"
        raise StoreError(message) from error


def _same_file(handle: int, path: Path) -> bool:
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    here = os.fstat(handle)
    return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)


def _sign(handle: int) -> None:
    note = {"pid": os.getpid(), "host": socket.gethostname(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
    os.ftruncate(handle, 0)
    os.pwrite(handle, json.dumps(note).encode(), 0)


def _holder(handle: int) -> str:
    try:
        note = json.loads(os.pread(handle, 4096, 0))
        return f"process {note['pid']} on {note['host']} since {note['since']}"
    except (ValueError, KeyError, TypeError):
        return "its process has not signed yet"
