"""ZIP files that nobody vouches for, opened within limits: of DOCX and ODT, and of archives."""

from __future__ import annotations

import io
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Protocol
from zipfile import BadZipFile, ZipFile

from corpus.errors import UnreadableDocumentError

if TYPE_CHECKING:
    from collections.abc import Sequence
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

HEADER: Final = 30
"""Bytes of a member's header, its name left out (APPNOTE 4.3.7)."""

BROKEN: Final = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, IndexError, KeyError)
"""What the standard library raises on a damaged archive."""


class Readable(Protocol):
    """What is unpacked as it is read."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes."""


def open_zip(content: bytes, *, sha256: str, what: str) -> ZipFile:
    """Return an archive to read from. Raises `UnreadableDocumentError` for a damaged one and one of too many members."""
    try:
        archive = ZipFile(io.BytesIO(content))
        count = len(archive.infolist())
    except BROKEN as error:
        raise UnreadableDocumentError(f"{what} is damaged: {_told(error)}", sha256=sha256) from error
    if count > MAX_MEMBERS:
        raise UnreadableDocumentError(f"{what} has {count} members; at most {MAX_MEMBERS} are read", sha256=sha256)
    if _overlap(archive.infolist()):
        raise UnreadableDocumentError(f"{what} has members that share their bytes: it is damaged or an attack", sha256=sha256)
    return archive


def _overlap(infos: Sequence[ZipInfo]) -> bool:
    """Whether one member begins before another has ended."""
    placed = sorted((info.header_offset, info.compress_size) for info in infos)
    return any(start + HEADER + size > after for (start, size), (after, _) in pairwise(placed))


def member(archive: ZipFile, info: ZipInfo, *, sha256: str, most: int = MAX_MEMBER) -> bytes:
    """Return the bytes of a member. Raises `UnreadableDocumentError` for one encrypted, damaged, or past a limit."""
    if info.flag_bits & ENCRYPTED:
        raise UnreadableDocumentError(f"{info.filename!r} is encrypted: unpack it with its password", sha256=sha256)
    try:
        with archive.open(info) as stream:
            return bounded(stream, packed=info.compress_size, name=info.filename, sha256=sha256, most=most)
    except BROKEN as error:
        raise UnreadableDocumentError(f"{info.filename!r} is damaged: {_told(error)}", sha256=sha256) from error


def bounded(stream: Readable, *, packed: int, name: str, sha256: str, most: int = MAX_MEMBER) -> bytes:
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
    told = " ".join(str(error).split())[:200] or type(error).__name__
    return "its list of members is missing, so it was cut short" if told == "File is not a zip file" else told
