"""How every value came to be: repairs, problems, provenance."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import CLUSTERED, ActKey, Base, Place, SourceKey, filled_check, position_check, share_check, span_check


class Repair(Base):
    """A repair of a source's text, page furniture taken out included, or of one value of an act.

    `span` and `raw` are of the raw text; `before` is what the step was given, `value` what it made
    of it. `pointer` is the value repaired, null for a repair of the text. `cost` is in nats.
    `witnesses` is a JSON list.
    """

    __tablename__ = "repairs"
    __table_args__ = (
        span_check(),
        share_check("confidence"),
        position_check(),
        *filled_check("rule", "layer"),
        Index("ix_repairs_rule", "rule"),
    )

    source_id: Mapped[SourceKey]
    position: Mapped[Place]
    layer: Mapped[str]
    rule: Mapped[str]
    span_start: Mapped[int]
    span_end: Mapped[int]
    raw: Mapped[str]
    before: Mapped[str]
    value: Mapped[str]
    pointer: Mapped[str | None]
    confidence: Mapped[float]
    cost: Mapped[float]
    witnesses: Mapped[str]


class ActRepair(Base):
    """Which repairs lie under an act, in order; `repair` is the position in `repairs`."""

    __tablename__ = "act_repairs"
    __table_args__ = (
        ForeignKeyConstraint(["source_id", "repair"], ["repairs.source_id", "repairs.position"], ondelete="CASCADE"),
        Index("ix_act_repairs_repair", "source_id", "repair"),
        position_check(),
        CLUSTERED,
    )

    act_id: Mapped[ActKey]
    position: Mapped[Place]
    source_id: Mapped[int]
    repair: Mapped[int]


class Problem(Base):
    """A doubt about an act or, where `act_id` is null, about its source as a whole.

    `pointer` is the JSON Pointer of what is doubted; the span is of the raw text.
    """

    __tablename__ = "problems"
    __table_args__ = (
        span_check(optional=True),
        position_check(),
        *filled_check("code"),
        Index("ix_problems_code", "code"),
        Index("ix_problems_act_id", "act_id"),
    )

    source_id: Mapped[SourceKey]
    position: Mapped[Place]
    act_id: Mapped[int | None] = mapped_column(ForeignKey("acts.id", ondelete="CASCADE"))
    code: Mapped[str]
    pointer: Mapped[str]
    span_start: Mapped[int | None]
    span_end: Mapped[int | None]
    detail: Mapped[str]


class Provenance(Base):
    """Where a value of an act stands in the raw text, and which rules made it.

    `rule` is the finder's, `repaired_by` a JSON list of the rules of the repairs under it, null
    where there are none. `derived` is the rule by which a value is implied that is not printed.
    The box is in points from the top left, null for a text source.
    """

    __tablename__ = "provenance"
    __table_args__ = (
        UniqueConstraint("act_id", "position"),
        span_check(),
        share_check("confidence"),
        position_check(),
        *filled_check("rule"),
        CheckConstraint("page >= 1", name="page"),
        CheckConstraint("x0 <= x1 AND top <= bottom", name="box"),
        Index("ix_provenance_rule", "rule"),
        CLUSTERED,
    )

    act_id: Mapped[ActKey]
    pointer: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    span_start: Mapped[int]
    span_end: Mapped[int]
    raw: Mapped[str]
    page: Mapped[int]
    x0: Mapped[float | None]
    top: Mapped[float | None]
    x1: Mapped[float | None]
    bottom: Mapped[float | None]
    rule: Mapped[str]
    repaired_by: Mapped[str | None]
    confidence: Mapped[float]
    derived: Mapped[str | None]
