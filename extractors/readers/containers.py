"""Archives and messages: the files in them, each a source of its own, `archive.zip!/folder/name.txt`.

Nothing is written: members are read into memory one by one, within limits on depth, count, ratio and
size. What is refused is told with the path it would have had.
"""

from __future__ import annotations

import io
import tarfile
from contextlib import contextmanager
from dataclasses import dataclass
from gzip import GzipFile
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import regex

from corpus.errors import DocumentError, UnreadableDocumentError
from corpus.source import SourceDocument
from extractors.readers.messages import message_parts
from extractors.readers.sniff import kind, media_type
from extractors.readers.zipped import BROKEN, MAX_MEMBERS, bounded, member, open_zip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

INSIDE: Final = "!/"
"""Stands between the path of an archive and that of a member."""
MAX_DEPTH: Final = 4
"""Archives within archives; `.tar.gz` is two."""
MAX_MEMBER: Final = 128 * 1024 * 1024
"""Most bytes of one member: a scanned issue has some tens of megabytes."""
MAX_TOTAL: Final = 1024 * 1024 * 1024
"""Most bytes that an archive unpacks to, with all in it."""

_DRIVE: Final = regex.compile(r"[A-Za-z]:|[/\\]")
_UNPRINTABLE: Final = regex.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Refused:
    """A member that is not handed on, and why; `path` is that of the archive where it fails as a whole."""

    path: str
    error: DocumentError


Member: TypeAlias = "SourceDocument | Refused"
Parts: TypeAlias = "Iterator[tuple[str, Callable[[], bytes]]]"
"""Names of members, and what reads each."""


@dataclass(slots=True)
class _Budget:
    """What is left to an archive and all in it."""

    members: int = MAX_MEMBERS
    size: int = MAX_TOTAL

    def take(self, size: int, *, sha256: str) -> None:
        self.size -= size
        if self.size < 0:
            raise UnreadableDocumentError(f"the archive unpacks to more than {MAX_TOTAL / 2**20:g} MB: split it", sha256=sha256)

    def count(self, *, sha256: str) -> None:
        self.members -= 1
        if self.members < 0:
            raise UnreadableDocumentError(f"the archive has more than {MAX_MEMBERS} members: split it", sha256=sha256)


def is_container(content: bytes) -> bool:
    """Whether some bytes are a ZIP, TAR or GZ archive or a message (an office document is none)."""
    return media_type(content) in _OPENERS


def members(
    source: SourceDocument, *, passed_over: Callable[[str], bool] = lambda _: False, only: Callable[[str], bool] = lambda _: True
) -> Iterator[Member]:
    """Tell the files in an archive, those in archives within it in their place.

    `passed_over` answers for the name of a file or folder whether it is left out, as in folders on
    disk; `only` for the whole name of a member whether it is unpacked at all. An archive that fails as a
    whole, or holds nothing to read, is one `Refused`. Raises `MemoryError`, and what nobody foresaw of a library.
    """
    found = False
    chosen = _Chosen(passed_over, only)
    for each in _members(source, _Budget(), chosen, depth=1):
        found = True
        yield each
    if not found:
        told = f"this is {kind(media_type(source.content)).name}, and holds nothing to read"
        yield Refused(source.path, UnreadableDocumentError(told, sha256=source.sha256))


class _Chosen(NamedTuple):
    """Which members are wanted: as of `members`."""

    passed_over: Callable[[str], bool]
    only: Callable[[str], bool]

    def wants(self, name: str) -> bool:
        parts = (part for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))
        return self.only(name) and not any(map(self.passed_over, parts))


def _members(source: SourceDocument, budget: _Budget, chosen: _Chosen, *, depth: int) -> Iterator[Member]:
    parts = _OPENERS[media_type(source.content)](source)
    while True:
        try:
            with _telling(source):
                name, reading = next(parts, ("", bytes))
                if not name:
                    return
                budget.count(sha256=source.sha256)
        except DocumentError as error:
            yield Refused(source.path, error)
            return
        if chosen.wants(name):
            yield from _member(source, name, reading, budget, chosen, depth=depth)
        if budget.size < 0:
            return


def _member(  # noqa: PLR0913  # the state of a walk
    source: SourceDocument,
    name: str,
    reading: Callable[[], bytes],
    budget: _Budget,
    chosen: _Chosen,
    *,
    depth: int,
) -> Iterator[Member]:
    path = f"{source.path}{INSIDE}{_UNPRINTABLE.sub('?', name)}"
    try:
        _check_name(name, source.sha256)
        with _telling(source):
            content = reading()
        budget.take(len(content), sha256=source.sha256)
        inner = SourceDocument.of(content, path=path)
        if not is_container(content):
            yield inner
            return
        if depth >= MAX_DEPTH:
            raise UnreadableDocumentError(f"it is an archive within {MAX_DEPTH} others: unpack it", sha256=inner.sha256)
    except DocumentError as error:
        yield Refused(path, error)
        return
    yield from _members(inner, budget, chosen, depth=depth + 1)


def _check_name(name: str, sha256: str) -> None:
    """Raise `UnreadableDocumentError` for a name that leads out of the archive."""
    if _DRIVE.match(name) or ".." in regex.split(r"[/\\]", name):
        raise UnreadableDocumentError("its name leads out of the archive: rename it", sha256=sha256)


@contextmanager
def _telling(source: SourceDocument) -> Iterator[None]:
    """Raise `UnreadableDocumentError` for what libraries raise on damaged archives."""
    try:
        yield
    except (*BROKEN, tarfile.TarError, RecursionError) as error:
        told = " ".join(str(error).split())[:200] or type(error).__name__
        what = kind(media_type(source.content)).name
        raise UnreadableDocumentError(f"this is {what}, and damaged: {told}", sha256=source.sha256) from error


def _zip_parts(source: SourceDocument) -> Parts:
    with open_zip(source.content, sha256=source.sha256, what="the ZIP archive") as archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield info.filename, lambda info=info: member(archive, info, sha256=source.sha256, most=MAX_MEMBER)  # type: ignore[misc]


def _tar_parts(source: SourceDocument) -> Parts:
    with tarfile.open(fileobj=io.BytesIO(source.content), mode="r:") as archive:
        for info in archive:
            if info.isreg():
                yield info.name, lambda info=info: _tar_member(archive, info, source)  # type: ignore[misc]


def _tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo, source: SourceDocument) -> bytes:
    stream = archive.extractfile(info)
    if stream is None or info.issparse() or info.size > MAX_MEMBER:
        told = f"{info.name!r} has holes or more than {MAX_MEMBER / 2**20:g} MB: that is not read"
        raise UnreadableDocumentError(told, sha256=source.sha256)
    content = stream.read(info.size)
    if len(content) < info.size:
        raise UnreadableDocumentError(f"{info.name!r} is cut: the archive ends before it", sha256=source.sha256)
    return content


def _gzip_parts(source: SourceDocument) -> Parts:
    name = source.name[: -len(".gz")] if source.name.lower().endswith(".gz") else f"{source.name}.unpacked"
    if source.name.lower().endswith(".tgz"):
        name = f"{source.name[: -len('.tgz')]}.tar"
    with GzipFile(fileobj=io.BytesIO(source.content)) as stream:
        yield name, lambda: bounded(stream, packed=len(source.content), name=name, sha256=source.sha256, most=MAX_TOTAL // 4)


_OPENERS: Final[dict[str, Callable[[SourceDocument], Parts]]] = {
    "application/zip": _zip_parts,
    "application/x-tar": _tar_parts,
    "application/gzip": _gzip_parts,
    "message/rfc822": message_parts,
}
