"""One file, as the sources in it: itself, or what an archive or a message holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import UnreadableDocumentError
from extractors.readers.containers import Refused, is_container, members
from pipeline.discover import passed_over
from pipeline.limits import deadline
from pipeline.reading import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.source import SourceDocument

__all__ = ["Refused", "is_container", "opened", "refusals"]


def opened(source: SourceDocument, *, seconds: float, max_bytes: int) -> Iterator[SourceDocument | Refused]:
    """Tell the members of an archive, hidden and temporary files passed over, each unpacked within `seconds`.

    An exception of a library that nobody foresaw is told as the archive's own failure.
    """
    found = members(source, passed_over=passed_over)
    while True:
        try:
            with deadline(seconds):
                each = next(found, None)
        except Exception as error:  # noqa: BLE001  # one archive never ends a run
            yield Refused(source.path, UnreadableDocumentError(Failure.of(error).message, sha256=source.sha256))
            return
        if each is None:
            return
        if not isinstance(each, Refused) and len(each.content) > max_bytes:
            told = f"it is larger than {max_bytes / 2**20:.3g} MB: unpack and split it, or raise --max-megabytes"
            each = Refused(each.path, UnreadableDocumentError(told, sha256=each.sha256))
        yield each


def refusals(source: SourceDocument, refused: Sequence[Refused]) -> Failure:
    """Return the failure that is stored for an archive: its own, or how many members were set aside and the first."""
    first = refused[0]
    own = Failure.of(first.error)
    if first.path == source.path:
        return own
    inside = first.path.removeprefix(source.path).lstrip("!/")
    return Failure(own.code, f"{len(refused)} of its members were set aside; {inside}: {own.message}"[:500], own.exit_code)
