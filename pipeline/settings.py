"""One run's settings: frozen, made once by the command, passed to all who need them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from corpus.errors import SettingsError
from extractors.readers.scans.settings import Scanning

if TYPE_CHECKING:
    from corpus.source import SourceDocument

MAX_BYTES: Final = 256 * 2**20
"""A file larger than this is refused before it is read; an issue of a state gazette has under 40 MB."""

SECONDS: Final = 600.0
"""Time one document may take; the largest real issues take about one."""

MEMORY: Final = 2 * 2**30
"""Memory that a worker process may take for one document; a PDF of 500 pages takes a fifth of it."""

LEAST_MEMORY: Final = 512 * 2**20
"""With less a worker has no room for the models and word lists that every document needs."""

FEW: Final = 50
"""Up to so many files worker processes cost more than they save."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is told. `jobs` None means: the machine's cores where there are many files.

    `max_bytes` bounds a file, `seconds` the time a document may take, `memory` a worker's bytes;
    `scans` says how pictures are read; `spacy_model` names an installed model that is asked where the
    rulers for people leave it open. Raises `SettingsError` for a value that makes no sense.
    """

    release: str
    disabled: frozenset[str] = frozenset()
    jobs: int | None = None
    max_bytes: int = MAX_BYTES
    seconds: float = SECONDS
    memory: int = MEMORY
    scans: Scanning = field(default=Scanning())
    spacy_model: str | None = None

    def __post_init__(self) -> None:
        if self.jobs is not None and self.jobs < 1:
            raise SettingsError(f"--jobs must be 1 or more, not {self.jobs}")
        if self.max_bytes < 1:
            raise SettingsError("--max-megabytes must be more than 0")
        if self.seconds <= 0:
            raise SettingsError(f"--timeout must be more than 0 seconds, not {self.seconds:g}")
        if self.memory < LEAST_MEMORY:
            raise SettingsError(f"--max-memory must be {LEAST_MEMORY // 2**20} or more")

    def release_for(self, source: SourceDocument) -> str:
        """Return the release that reads a source: with another manifest beside it, it is another reading."""
        return self.release if source.sidecar is None else f"{self.release}.manifest.{source.sidecar.digest}"

    def jobs_for(self, files: int) -> int:
        """Return how many processes read `files` documents."""
        wanted = self.jobs if self.jobs is not None else (cores() if files > FEW else 1)
        return max(1, min(wanted, files))

    def sharing(self, files: int) -> Settings:
        """Return the settings for a run over `files`: cores without a document of their own read pages at once."""
        return replace(self, scans=replace(self.scans, processes=max(1, cores() // self.jobs_for(files))))


def cores() -> int:
    """Return the cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
