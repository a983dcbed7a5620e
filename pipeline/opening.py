"""Archives and messages of a run: what they hold, unpacked by a process beside this one.

A hostile archive can take no more of memory and time than a document; what has been unpacked by then is read.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from corpus.errors import UnreadableDocumentError
from extractors.readers.containers import INSIDE, Refused, is_container, members
from pipeline.discover import passed_over
from pipeline.limits import deadline
from pipeline.manifests import MOST_TOLD, is_manifest, told_in_archive
from pipeline.process import Worker
from pipeline.reading import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import TracebackType
    from typing import Self

    from corpus.source import SourceDocument
    from pipeline.settings import Settings

__all__ = ["Archives", "SetAside", "Unpack", "is_container", "opened", "refusals"]


class SetAside(NamedTuple):
    """A member that is not handed on, and why; `path` is that of the archive where it fails as a whole."""

    path: str
    failure: Failure


Unpack: TypeAlias = "Callable[[SourceDocument, Settings], Iterator[SourceDocument | SetAside]]"
"""How an archive is opened; `opened`, or a stand-in of a test."""


class Archives:
    """Opens archives in one process, started when the first one comes and used again."""

    def __init__(self, unpack: Unpack, settings: Settings) -> None:
        self._worker: Worker[SourceDocument | SetAside] = Worker(unpack, settings)

    def members(self, archive: SourceDocument) -> Iterator[SourceDocument | SetAside]:
        """Tell the members, one at a time; a process that dies of them is the archive's own failure, the last of all."""
        for each in self._worker.answers(archive):
            yield SetAside(archive.path, each) if isinstance(each, Failure) else each

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None:
            self._worker.kill()
        self._worker.end()


def opened(source: SourceDocument, settings: Settings) -> Iterator[SourceDocument | SetAside]:
    """Tell the members of an archive as sources, and those set aside, as of `members`; raises `MemoryError`."""
    for each in _opened(source, seconds=settings.seconds, max_bytes=settings.max_bytes):
        yield SetAside(each.path, Failure.of(each.error)) if isinstance(each, Refused) else each


def _opened(source: SourceDocument, *, seconds: float, max_bytes: int) -> Iterator[SourceDocument | Refused]:
    """Tell the members of an archive, hidden and temporary files passed over, each unpacked within `seconds`.

    What manifests in it tell of its members goes with them, as what one beside the archive tells of it goes with
    those of which they tell nothing. An exception of a library that nobody foresaw is told as the archive's own failure.
    """
    manifests = _manifests(source, seconds=seconds)
    told = told_in_archive(manifests)
    waiting = dict(told.sidecars)
    for each in _timed(members(source, passed_over=passed_over, only=_not_among(manifests)), source, seconds=seconds):
        if isinstance(each, Refused):
            yield each
        elif len(each.content) > max_bytes:
            why = f"it is larger than {max_bytes / 2**20:.3g} MB: unpack and split it, or raise --max-megabytes"
            yield Refused(each.path, UnreadableDocumentError(why, sha256=each.sha256))
        else:
            yield replace(each, sidecar=waiting.pop(each.path, None) or source.sidecar)
    for fault in told.faults:
        yield Refused(fault.path, UnreadableDocumentError(fault.reason, sha256=source.sha256))
    for path, sidecar in list(waiting.items())[:MOST_TOLD]:
        why = f"{sidecar.origin} names it, and there is no such member to be read"
        yield Refused(path, UnreadableDocumentError(why, sha256=source.sha256))


def _timed(
    found: Iterator[SourceDocument | Refused], source: SourceDocument, *, seconds: float
) -> Iterator[SourceDocument | Refused]:
    """Tell members, each within `seconds`; what nobody foresaw ends them with the archive's failure."""
    while True:
        try:
            with deadline(seconds):
                each = next(found, None)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001  # one archive never ends a run
            yield Refused(source.path, UnreadableDocumentError(Failure.of(error).message, sha256=source.sha256))
            return
        if each is None:
            return
        yield each


def _manifests(source: SourceDocument, *, seconds: float) -> dict[str, bytes]:
    """Return the manifests in an archive, and the files that tell of one of its members, by their paths."""
    names: set[str] = set()

    def tells(name: str) -> bool:
        names.add(name)
        return is_manifest(name.rpartition("/")[2]) or name.lower().endswith((".json", ".tar"))

    found = {
        each.path: each.content
        for each in _timed(members(source, passed_over=passed_over, only=tells), source, seconds=seconds)
        if not isinstance(each, Refused)
    }
    return {
        path: content
        for path, content in found.items()
        if is_manifest(path.rpartition("/")[2]) or path.rpartition(INSIDE)[2].removesuffix(".json") in names - {""}
        if path.lower().endswith((".json", ".csv"))
    }


def _not_among(manifests: Mapping[str, bytes]) -> Callable[[str], bool]:
    """Return what tells whether a member of some name is none of the manifests."""
    names = {path.rpartition(INSIDE)[2] for path in manifests}
    return (lambda name: name not in names) if names else (lambda _name: True)


def refusals(source: SourceDocument, set_aside: Sequence[SetAside]) -> Failure:
    """Return the failure that is stored for an archive: its own, or how many members were set aside and the first."""
    own = next((each.failure for each in set_aside if each.path == source.path), None)
    if own is not None:
        return own
    first = set_aside[0]
    inside = first.path.removeprefix(source.path).lstrip("!/")
    told = f"{len(set_aside)} of its members were set aside; {inside}: {first.failure.message}"
    return Failure(first.failure.code, told[:500], first.failure.exit_code)
