"""One source, read whole: what the pipeline hands to the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.cuts import CutOutcome
    from corpus.pages import Document
    from corpus.problems import Problem
    from corpus.records import Record
    from corpus.source import SourceDocument
    from corpus.spans import NormalizedText


@dataclass(frozen=True, slots=True)
class Reading:
    """A source with its pages, its repaired text and its records, as read by one release.

    `damage` is the estimated share of damaged words, 0 to 1; `problems` are those of the source
    as a whole (each act's own are in its record); `loaded_at` is an ISO instant in UTC; `cuts` tell
    what became of what people said of where acts begin.
    """

    source: SourceDocument
    document: Document
    text: NormalizedText
    damage: float
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    release: str
    loaded_at: str
    cuts: tuple[CutOutcome, ...] = ()
