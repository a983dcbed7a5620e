"""What the store answers with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What loading a source came to."""

    LOADED = "loaded"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as it lies in the database.

    `status` is "loaded", "failed" or "superseded"; `path` the first path that holds it now, else
    the last that did; `reader` and `media_type` are empty where it could not be read. `acts` and
    `problems` count its rows. `error` of a loaded source tells that a later release failed on it.
    """

    id: int
    sha256: str
    names: tuple[str, ...]
    path: str
    media_type: str
    reader: str
    encoding: str | None
    size: int
    release: str
    status: str
    acts: int
    problems: int
    damage: float
    error: str | None
    error_code: str | None
    loaded_at: str


@dataclass(frozen=True, slots=True)
class ActRow:
    """An act's head; `source` is the name of its source, `problems` counts the doubts about it."""

    id: int
    source: str
    ordinal: int
    type: str
    number: str | None
    suffix: str | None
    year: int | None
    date: str | None
    issuer: str | None
    summary: str | None
    urn: str | None
    problems: int
