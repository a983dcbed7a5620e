"""Stand-ins for the other rooms: a reader and an archive whose texts say what they should do, a database in memory.

A worker process finds `read` and `unpack` here by their names, so they stand at the top of a module.
"""

from __future__ import annotations

import ctypes
import itertools
import os
import resource
import signal
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.errors import GazetteError, KnowledgeError, SpanError, StoreError, UnreadableDocumentError
from corpus.pages import Document, Page
from corpus.problems import Problem
from corpus.reading import Reading
from corpus.records import JsonObject, Record
from corpus.source import SourceDocument
from corpus.spans import Edit, NormalizedText, Span
from pipeline.opening import opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Self

    from corpus.cuts import Cut
    from pipeline.opening import SetAside
    from pipeline.report import Outcome
    from pipeline.settings import Settings


def read(source: SourceDocument, settings: Settings) -> Reading:
    """Read a source whose first word is an order; any other text holds one act for each line "ato TYPE".

    A mark of a PDF before it only tells that a worker is to read it.
    """
    text = source.content.decode("utf-8").removeprefix("%PDF-1.4 \n")
    match text.split():
        case ["unreadable", *_]:
            raise UnreadableDocumentError("the file is hostile", sha256=source.sha256)
        case ["bug", *_]:
            raise ValueError("a list\nwas empty")
        case ["span", *_]:
            raise SpanError("a span lies outside")
        case ["table", *_]:
            raise KnowledgeError("act_types.toml, row 3: no id")
        case ["memory", *_]:
            raise MemoryError
        case ["die", *_]:
            os._exit(9)
        case ["slow", *_]:
            time.sleep(30)
        case ["stop", *_]:
            os.kill(os.getpid(), signal.SIGTERM)
        case [order, *_]:
            _end(order)
        case _:
            pass
    return reading(source, text, release=settings.release)


def unpack(source: SourceDocument, settings: Settings) -> Iterator[SourceDocument | SetAside]:
    """Open an archive; a member "unpacking ORDER" is an order to the process that unpacks it."""
    for each in opened(source, settings):
        match each.content.decode().split() if isinstance(each, SourceDocument) else ():
            case ["unpacking", "die"]:
                os._exit(9)
            case ["unpacking", order]:
                _end(order)
            case _:
                pass
        yield each


def _end(order: str) -> None:
    """End this process, or run against its limits, as `order` says."""
    match order:
        case "abort":
            os.abort()
        case "crash":
            ctypes.string_at(0)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hog":
            held = [bytearray(2**26) for _ in range(64)]
            raise AssertionError(len(held))
        case "endless":
            sum(itertools.repeat(0))  # never looks for signals, as native code does not
        case "core":
            raise ValueError(f"core dumps of {resource.getrlimit(resource.RLIMIT_CORE)[0]} bytes, process {os.getpid()}")
        case _:
            pass


def reading(source: SourceDocument, text: str, *, release: str) -> Reading:
    types = [line.split()[1] for line in text.splitlines() if line.startswith("ato ")]
    records = tuple(Record(source.sha256, i, release, _fields(source, i, each)) for i, each in enumerate(types, start=1))
    document = Document(source.sha256, source.name, "text/plain", "fake", (Page(1, text),), "utf-8")
    repaired = NormalizedText(text).with_layer("unicode", [Edit(Span(0, 1), text[0], "first")] if text else [])
    problems = () if records else (Problem("no_acts", "", None, "none"),)
    return Reading(source, document, repaired, 0.0, records, problems, release, "2020-01-01T00:00:00+00:00")


def _fields(source: SourceDocument, ordinal: int, act_type: str) -> JsonObject:
    problem: JsonObject = {"code": "no_signature", "where": "", "span": None, "detail": ""}
    return {"source": source.name, "sha256": source.sha256, "ordinal": ordinal, "type": act_type, "problems": [problem]}


@dataclass
class Memory:
    """A database in memory. A text may say that it cannot be loaded; `broken` ends every write."""

    loaded: dict[str, tuple[str, Reading]] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    runs: list[dict[str, object]] = field(default_factory=list)
    broken: bool = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def begin_run(self, *, release: str, arguments: Sequence[str], started_at: str) -> int:
        self.runs.append({"release": release, "arguments": arguments, "started_at": started_at})
        return len(self.runs) - 1

    def finish_run(self, run_id: int, *, finished_at: str, counts: Mapping[str, int], exit_code: int) -> None:
        self.runs[run_id].update(finished_at=finished_at, counts=counts, exit_code=exit_code)

    def known(self, sha256: str, *, release: str) -> bool:
        return sha256 in self.loaded and self.loaded[sha256][0] == release

    def add_name(self, sha256: str, *, path: str) -> None:
        self.names[sha256].add(path)

    def cuts(self, sha256: str, *, path: str | None) -> tuple[Cut, ...]:
        assert len(sha256) == 64
        assert path
        return ()

    def corrected(self, run_id: int) -> Mapping[str, int]:
        assert run_id == len(self.runs) - 1
        return {}

    def load(self, reading: Reading, *, run_id: int) -> object:
        assert run_id == len(self.runs) - 1
        if b"disk full" in reading.source.content:
            self.broken = True
        if self.broken:
            raise StoreError("the disk is full")
        if b"unstorable" in reading.source.content:
            raise TypeError("no such column")
        if b"misfit" in reading.source.content:
            raise GazetteError("the record's 'year' is str, not an integer")
        if b"locked" in reading.source.content:
            raise StoreError("the database is locked")
        self.loaded[reading.source.sha256] = (reading.release, reading)
        self.names.setdefault(reading.source.sha256, set()).add(reading.source.path)
        return "loaded"

    def fail(self, *, sha256: str, path: str, size: int, error: str, code: str, run_id: int) -> None:  # noqa: PLR0913
        assert size >= 0
        assert code
        assert run_id == len(self.runs) - 1
        if self.broken:
            raise StoreError("the disk is full")
        self.failed[path] = error
        self.names.setdefault(sha256, set())


@dataclass
class Seen:
    """A watcher that remembers what it was shown."""

    total: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    closed: bool = False

    def began(self, total: int) -> None:
        self.total = total

    def settled(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)

    def ended(self) -> None:
        self.closed = True
