"""Runs, sources and what belongs to a source as a whole."""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import CLUSTERED, Base, Place, SourceKey, choice_check, filled_check, share_check, span_check

SOURCE_STATES: Final = ("loaded", "failed", "superseded")
NAME_STATES: Final = ("current", "failed", "past")


class Meta(Base):
    """Whose database this is: by it an unknown schema of ours is told from a stranger's file."""

    __tablename__ = "meta"
    __table_args__ = (CLUSTERED,)

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Run(Base):
    """One run of the pipeline: release, arguments (a JSON list), when and how it ended."""

    __tablename__ = "runs"
    __table_args__ = (
        *filled_check("release"),
        CheckConstraint("(finished_at IS NULL) = (exit_code IS NULL)", name="finished"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    release: Mapped[str]
    arguments: Mapped[str]
    started_at: Mapped[str]
    finished_at: Mapped[str | None]
    exit_code: Mapped[int | None]


class RunCount(Base):
    """One figure of a run's report: sources loaded, acts, problems, ..."""

    __tablename__ = "run_counts"
    __table_args__ = (CLUSTERED,)

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]


class Source(Base):
    """Some bytes, known by their hash, and the reading of them that is held.

    `status` is `loaded` (the current reading of some path), `failed` (could not be read; `error`
    tells why) or `superseded` (its paths hold other bytes now; the rows are kept). A loaded source
    with an error was read by an earlier release and failed under a later one: the earlier reading
    stands. `reader` is null where no reading is held. `damage` is the share of damaged words.
    """

    __tablename__ = "sources"
    __table_args__ = (
        choice_check("status", SOURCE_STATES),
        share_check("damage"),
        *filled_check("name", "release", "error"),
        CheckConstraint("length(sha256) = 64 AND sha256 = lower(sha256)", name="sha256"),
        CheckConstraint("size >= 0", name="size"),
        CheckConstraint("status <> 'loaded' OR reader IS NOT NULL", name="loaded"),
        CheckConstraint("status <> 'failed' OR (reader IS NULL AND error IS NOT NULL)", name="failed"),
        CheckConstraint("(error IS NULL) = (error_code IS NULL)", name="error_code"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    size: Mapped[int]
    media_type: Mapped[str | None]
    reader: Mapped[str | None]
    encoding: Mapped[str | None]
    damage: Mapped[float]
    status: Mapped[str] = mapped_column(index=True)
    release: Mapped[str]
    loaded_at: Mapped[str]
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    error: Mapped[str | None]
    error_code: Mapped[str | None]


class SourceName(Base):
    """A path at which a source's bytes were found.

    `current`: the path's reading is this source's. `failed`: these bytes were found there last and
    could not be read; an older reading of the path, if there is one, stays current beside it.
    `past`: other bytes took the path since. A path has at most one current and one failed row.
    """

    __tablename__ = "source_names"
    __table_args__ = (
        choice_check("state", NAME_STATES),
        *filled_check("path", "name"),
        Index(
            "uq_source_names_current",
            "path",
            unique=True,
            sqlite_where=text("state = 'current'"),
            postgresql_where=text("state = 'current'"),
        ),
        Index(
            "uq_source_names_failed",
            "path",
            unique=True,
            sqlite_where=text("state = 'failed'"),
            postgresql_where=text("state = 'failed'"),
        ),
        Index("ix_source_names_path", "path"),
        CLUSTERED,
    )

    source_id: Mapped[SourceKey]
    path: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    state: Mapped[str]
    first_seen: Mapped[str]


class SourceText(Base):
    """The raw text (decoded bytes, nothing taken out) and what all repairs together made of it."""

    __tablename__ = "source_texts"

    source_id: Mapped[SourceKey]
    raw: Mapped[str]
    repaired: Mapped[str]


class Page(Base):
    """A page: its stretch of the raw text; width and height in points, null for a text source.

    Where a source may hold both a text layer and a picture: which of them was read, and both scores.
    """

    __tablename__ = "pages"
    __table_args__ = (
        span_check(),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("width > 0 AND height > 0", name="size"),
        CheckConstraint("taken IN ('layer', 'ocr')", name="taken"),
        CheckConstraint("(taken IS NULL) = (layer IS NULL)", name="layer"),
        CLUSTERED,
    )

    source_id: Mapped[SourceKey]
    number: Mapped[Place]
    span_start: Mapped[int]
    span_end: Mapped[int]
    width: Mapped[float | None]
    height: Mapped[float | None]
    taken: Mapped[str | None]
    layer: Mapped[str | None]
    layer_score: Mapped[float | None]
    ocr_score: Mapped[float | None]
    ocr_confidence: Mapped[float | None]
