"""What came of a run: one outcome for each source, and totals that must add up."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from corpus.errors import GazetteError, SettingsError
from pipeline.atomic import writing
from pipeline.discover import printable
from pipeline.reading import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpus.reading import Reading
    from corpus.records import JsonObject
    from pipeline.discover import Discovery

INTERRUPTED: Final = {"SIGINT": 130, "SIGTERM": 143}

SEVEREST_FIRST: Final = (70, 5, 4, 3, 6, 2)
"""Where failures ask for several exit codes, the first of these is taken."""

REPORT_VERSION: Final = 1


class Status(StrEnum):
    """What came of one source."""

    LOADED = "loaded"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One source of the run. `sha256` is None where its bytes could not be had; `exit_code` 0 where it is well.

    `problems` counts problem codes, `acts` act types, both over all acts of the source.
    """

    path: str
    sha256: str | None
    status: Status
    acts: Mapping[str, int] = field(default_factory=dict)
    problems: Mapping[str, int] = field(default_factory=dict)
    repairs: int = 0
    seconds: float = 0.0
    error: str | None = None
    code: str | None = None
    exit_code: int = 0
    traceback: str | None = None

    @classmethod
    def loaded(cls, reading: Reading, *, seconds: float) -> Outcome:
        """Tell a source that was read and stored."""
        problems = Counter(problem.code for problem in reading.problems)
        problems.update(str(each["code"]) for record in reading.records for each in _objects(record.fields.get("problems")))
        return cls(
            path=reading.source.path,
            sha256=reading.source.sha256,
            status=Status.LOADED,
            acts=Counter(str(record.fields.get("type")) for record in reading.records),
            problems=problems,
            repairs=sum(len(layer.edits) for layer in reading.text.layers),
            seconds=seconds,
        )

    @classmethod
    def failed(cls, path: str, failure: Failure, *, sha256: str | None, seconds: float = 0.0) -> Outcome:
        """Tell a source that was set aside."""
        return cls(
            path=path,
            sha256=sha256,
            status=Status.FAILED,
            seconds=seconds,
            error=failure.message,
            code=failure.code,
            exit_code=failure.exit_code,
            traceback=failure.traceback,
        )

    def told(self) -> JsonObject:
        """Return the outcome as the report file has it."""
        return {
            "path": self.path,
            "sha256": self.sha256,
            "outcome": str(self.status),
            "acts": sum(self.acts.values()),
            "problems": sum(self.problems.values()),
            "repairs": self.repairs,
            "seconds": round(self.seconds, 3),
            "error": self.error,
            "code": self.code,
            "traceback": self.traceback,
        }


def _objects(value: object) -> list[JsonObject]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


@dataclass(slots=True)
class Report:
    """One run, as it goes. `sources` is how many were asked for, `left` how many an end came before.

    `stopped` names the signal that ended the run, `error` what else did; `seconds` is how long it took.
    `corrections` counts what people corrected in the sources that were read, by what became of it:
    `active` (laid over the new reading again), `confirmed` by it, `orphaned`.
    """

    release: str
    database: str
    arguments: tuple[str, ...]
    started_at: str
    sources: int = 0
    left: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    stopped: str | None = None
    error: str | None = None
    error_code: int = 0
    finished_at: str | None = None
    seconds: float = 0.0
    corrections: Mapping[str, int] = field(default_factory=dict)

    def expect(self, found: Discovery) -> None:
        """Note what is to be read; what could not be reached has failed already."""
        self.sources, self.left = found.total, len(found.files)
        for each in found.unreached:
            failure = Failure("PathError", each.reason, SettingsError.exit_code)
            self.outcomes.append(Outcome.failed(printable(each.path), failure, sha256=None))

    def expect_more(self, count: int) -> None:
        """Note that there are more sources than paths (an archive holds several), or fewer."""
        self.sources += count
        self.left += count

    def count(self, status: Status) -> int:
        """Return how many sources came to `status`."""
        return sum(outcome.status == status for outcome in self.outcomes)

    def acts(self) -> Counter[str]:
        """Return how many acts of each type were loaded."""
        return _added(outcome.acts for outcome in self.outcomes)

    def problems(self) -> Counter[str]:
        """Return how many problems of each code were stored."""
        return _added(outcome.problems for outcome in self.outcomes)

    def failures(self) -> tuple[Outcome, ...]:
        """Return the sources that were set aside."""
        return tuple(outcome for outcome in self.outcomes if outcome.status == Status.FAILED)

    def discrepancy(self) -> str | None:
        """Return in what the sums do not hold, None where every source is accounted for."""
        told = {status: self.count(status) for status in Status}
        if self.sources == sum(told.values()) + self.left:
            return None
        parts = " + ".join(f"{count} {status}" for status, count in told.items())
        return f"the report does not add up: {self.sources} sources, but {parts} + {self.left} left"

    def exit_code(self) -> int:
        """Return the exit code: sums that do not hold, what ended the run, then the severest failure."""
        if self.discrepancy() is not None:
            return GazetteError.exit_code
        if self.stopped is not None:
            return INTERRUPTED[self.stopped]
        if self.error_code:
            return self.error_code
        asked = {outcome.exit_code for outcome in self.outcomes}
        return next((code for code in SEVEREST_FIRST if code in asked), 0)

    def counts(self) -> dict[str, int]:
        """Return the totals of the run."""
        return {
            "sources": self.sources,
            **{str(status): self.count(status) for status in Status},
            "left": self.left,
            "acts": self.acts().total(),
            "problems": self.problems().total(),
            "repairs": sum(outcome.repairs for outcome in self.outcomes),
        }

    def told(self) -> JsonObject:
        """Return the run as the report file has it."""
        return {
            "report_version": REPORT_VERSION,
            "release": self.release,
            "database": self.database,
            "arguments": list(self.arguments),
            "started_at": self.started_at,
            "finished_at": self.finished_at,
            "exit_code": self.exit_code(),
            "stopped_by": self.stopped,
            "error": self.discrepancy() or self.error,
            "totals": dict(self.counts()),
            "acts_by_type": dict(sorted(self.acts().items())),
            "problems_by_code": dict(sorted(self.problems().items())),
            "corrections": dict(self.corrections),
            "outcomes": [outcome.told() for outcome in self.outcomes],
        }

    def write(self, path: str) -> None:
        """Write the report file, whole or not at all. Raises `SettingsError` where it cannot be written."""
        with writing(path) as stream:
            json.dump(self.told(), stream, ensure_ascii=False, indent=2)
            stream.write("\n")


def _added(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return total
