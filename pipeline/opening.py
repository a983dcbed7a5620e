"""One file, as the sources in it: itself, or what an archive or a message holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.errors import UnreadableDocumentError
from extractors.readers.containers import INSIDE, Refused, is_container, members
from pipeline.discover import passed_over
from pipeline.limits import deadline
from pipeline.manifests import MOST_TOLD, is_manifest, told_in_archive
from pipeline.reading import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from corpus.source import SourceDocument

__all__ = ["Refused", "is_container", "opened", "refusals"]


def opened(source: SourceDocument, *, seconds: float, max_bytes: int) -> Iterator[SourceDocument | Refused]:
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


def refusals(source: SourceDocument, refused: Sequence[Refused]) -> Failure:
    """Return the failure that is stored for an archive: its own, or how many members were set aside and the first."""
    first = refused[0]
    own = Failure.of(first.error)
    if first.path == source.path:
        return own
    inside = first.path.removeprefix(source.path).lstrip("!/")
    return Failure(own.code, f"{len(refused)} of its members were set aside; {inside}: {own.message}"[:500], own.exit_code)
