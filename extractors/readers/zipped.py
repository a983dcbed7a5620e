"""ZIP files that nobody vouches for, opened within limits: of DOCX and ODT, and of archives."""

from __future__ import annotations

import io
import zlib
from typing import IO, TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

from corpus.errors import UnreadableDocumentError

if TYPE_CHECKING:
    from zipfile import ZipInfo

MAX_MEMBERS: Final = 10_000
MAX_MEMBER: Final = 64 * 1024 * 1024
"""Most bytes of one member, unpacked."""
MAX_RATIO: Final = 200
"""Most bytes unpacked for one packed: text packs to a tenth or so, XML to a fortieth, a bomb to a thousandth."""
FREE: Final = 1024 * 1024
"""Bytes that a member may have whatever its ratio."""
ENCRYPTED: Final = 0x1
"""Bit of a member's flags (APPNOTE 4.4.4)."""

BROKEN: Final = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, IndexError, KeyError)
"""What the standard library raises on a damaged archive."""


def open_zip(content: bytes, *, sha256: str, what: str) -> ZipFile:
    """Return an archive to read from. Raises `UnreadableDocumentError` for a damaged one and one of too many members."""
    try:
        archive = ZipFile(io.BytesIO(content))
        count = len(archive.infolist())
    except BROKEN as error:
        raise UnreadableDocumentError(f"{what} is damaged: {_told(error)}", sha256=sha256) from error
    if count > MAX_MEMBERS:
        raise UnreadableDocumentError(f"{what} has {count} members; at most {MAX_MEMBERS} are read", sha256=sha256)
    return archive


def member(archive: ZipFile, info: ZipInfo, *, sha256: str, most: int = MAX_MEMBER) -> bytes:
    """Return the bytes of a member. Raises `UnreadableDocumentError` for one encrypted, damaged, or past a limit."""
    if info.flag_bits & ENCRYPTED:
        raise UnreadableDocumentError(f"{info.filename!r} is encrypted: unpack it with its password", sha256=sha256)
    try:
        with archive.open(info) as stream:
            return bounded(stream, packed=info.compress_size, name=info.filename, sha256=sha256, most=most)
    except BROKEN as error:
        raise UnreadableDocumentError(f"{info.filename!r} is damaged: {_told(error)}", sha256=sha256) from error


def bounded(stream: IO[bytes], *, packed: int, name: str, sha256: str, most: int = MAX_MEMBER) -> bytes:
    """Return what a stream unpacks to, stopping at a limit; raises `UnreadableDocumentError` there.

    `packed` is how many bytes it has packed.
    """
    allowed = min(most, max(FREE, packed * MAX_RATIO))
    content = stream.read(allowed + 1)
    if len(content) <= allowed:
        return content
    told = f"more than {most / 2**20:.3g} MB" if allowed == most else f"over {MAX_RATIO} times its packed size"
    raise UnreadableDocumentError(f"{name!r} unpacks to {told}: that is not read", sha256=sha256)


def part(archive: ZipFile, name: str, *, sha256: str) -> bytes | None:
    """Return the bytes of a part of an office document, None where it has no such part."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    return member(archive, info, sha256=sha256)


def _told(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
