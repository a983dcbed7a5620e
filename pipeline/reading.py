"""One source, from its bytes to its records: what a worker does, without database or files."""

from __future__ import annotations

import os
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final, TypeAlias

from corpus.errors import GazetteError, UnreadableDocumentError
from corpus.pages import Taken
from corpus.problems import Problem
from corpus.reading import Reading
from corpus.records import Record
from corpus.source import SourceDocument
from pipeline.attested import attested
from pipeline.discover import printable
from pipeline.limits import deadline
from pipeline.repair import repair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from corpus.acts import Act
    from corpus.pages import Document
    from corpus.sidecar import Sidecar
    from corpus.spans import NormalizedText
    from pipeline.settings import Settings

Read: TypeAlias = "Callable[[SourceDocument, Settings], Reading]"
"""How a source is read; `read_source`, or a stand-in of a test."""


NOTED: Final = {
    "encoding": "encoding",
    "text-layer": "text_layer",
    "reading-order": "reading_order",
    "tables": "table_unread",
    "structure": "incomplete",
}
"""Problem codes by the kind of a reader's note; a note of another kind is for the curious."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document was set aside: told to the user, with the exit code it asks for.

    `traceback` is text, for the report, where the failure is a bug of ours.
    """

    code: str
    message: str
    exit_code: int
    traceback: str | None = None

    @classmethod
    def of(cls, error: Exception) -> Failure:
        """Tell an exception."""
        if isinstance(error, GazetteError) and error.exit_code != GazetteError.exit_code:
            return cls(type(error).__name__, one_line(str(error)), error.exit_code)
        message = one_line(f"internal error: {type(error).__name__}: {error}")
        return cls(type(error).__name__, message, GazetteError.exit_code, "".join(traceback.format_exception(error)))


TOO_LARGE: Final = Failure("MemoryError", "the document needs more memory than there is", UnreadableDocumentError.exit_code)
"""Of a document for which memory did not suffice."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one document, and the seconds it took."""

    result: Reading | Failure
    seconds: float


def open_source(path: str, *, max_bytes: int, sidecar: Sidecar | None = None) -> SourceDocument:
    """Return the bytes of a file. Raises `UnreadableDocumentError` where it cannot be had or is too large.

    The size is asked before a byte is read, and looked at again after: a file may still be growing.
    """
    try:
        with Path(path).open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            content = b"" if size > max_bytes else stream.read(max_bytes + 1)
    except OSError as error:
        raise UnreadableDocumentError(f"the file cannot be read: {(error.strerror or str(error)).lower()}") from error
    if max(size, len(content)) > max_bytes:
        raise UnreadableDocumentError(f"the file is larger than {max_bytes / 2**20:.3g} MB: split it, or raise --max-megabytes")
    return SourceDocument.of(content, path=printable(path), sidecar=sidecar)


def read_source(source: SourceDocument, settings: Settings) -> Reading:
    """Read, repair, find acts, tell them in plain values."""
    from extractors.acts import find_acts  # noqa: PLC0415  # loads the extractors, in the worker and nowhere else
    from extractors.fields.people import using  # noqa: PLC0415  # the same
    from extractors.readers import read  # noqa: PLC0415

    document, sidecar, release = read(source, scans=settings.scans), source.sidecar, settings.release_for(source)
    furniture, scanned = document.furniture, _is_scanned(document)
    text, context = repair(document.raw, disabled=settings.disabled, sidecar=sidecar, furniture=furniture, scanned=scanned)
    with using(settings.spacy_model):
        found = find_acts(text, source.cuts)
    acts = found.acts if sidecar is None else tuple(attested(act, sidecar) for act in found.acts)
    records = tuple(
        Record.of(document, text, act, ordinal=ordinal, release=release, disabled=settings.disabled)
        for ordinal, act in enumerate(acts, start=1)
    )
    return Reading(
        source=source,
        document=document,
        text=text,
        damage=context.damage,
        records=records,
        problems=(*_with_no_acts(found.problems, records), *_outside(found.acts, text), *_noted(document), *_faults(sidecar)),
        release=release,
        loaded_at=now(),
        cuts=found.cuts,
    )


def _is_scanned(document: Document) -> bool:
    """Whether most of a document was read from pictures, by us."""
    taken = [(page.origin is not None and page.origin.taken is Taken.OCR, len(page.text)) for page in document.pages]
    return sum(length for by_ocr, length in taken if by_ocr) * 2 > sum(length for _, length in taken)


def _outside(acts: Iterable[Act], text: NormalizedText) -> Iterator[Problem]:
    """Give what the repair left open outside all acts; what stands in one is that act's."""
    spans = [act.span for act in acts]
    for each in text.doubts():
        if each.span is None or not any(span.covers(each.span) for span in spans):
            yield each


def _with_no_acts(problems: tuple[Problem, ...], records: tuple[Record, ...]) -> tuple[Problem, ...]:
    """A source without acts says so, whoever found none."""
    if records or any(problem.code == "no_acts" for problem in problems):
        return problems
    return (*problems, Problem("no_acts", "", None, "no heading of an act was recognized"))


def _noted(document: Document) -> tuple[Problem, ...]:
    """Return what the reader noted that makes the source less than whole."""
    return tuple(Problem(NOTED[kind], "", None, told) for kind, told in document.notes if kind in NOTED)


def _faults(sidecar: Sidecar | None) -> tuple[Problem, ...]:
    return () if sidecar is None else tuple(Problem("manifest_value", "", None, told) for told in sidecar.faults)


def attempt(read: Read, source: SourceDocument, settings: Settings) -> Attempt:
    """Read one source within its time; whatever goes wrong is told, not raised."""
    start = perf_counter()
    result: Reading | Failure
    try:
        with deadline(settings.seconds):
            result = read(source, settings)
    except MemoryError:
        result = TOO_LARGE
    except TimeoutError:
        message = "a search over its text took longer than any should and was given up: the text is hostile or badly broken"
        result = Failure(UnreadableDocumentError.__name__, message, UnreadableDocumentError.exit_code)
    except Exception as error:  # noqa: BLE001  # one document never ends a run
        result = Failure.of(error)
    return Attempt(result, perf_counter() - start)


def now() -> str:
    """Return the instant as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def one_line(message: str) -> str:
    """Return a message on one line, cut where it is longer than anyone reads."""
    longest = 500
    joined = " ".join(message.split())
    return joined if len(joined) <= longest else f"{joined[: longest - 1]}…"
