"""Corrections by people: an overlay over what was read, kept apart from it so that no release loses them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import CLUSTERED, ActKey, Base, choice_check, filled_check

TARGETS: Final = ("act", "provision", "cell", "signatory", "merge", "split")
CORRECTION_STATES: Final = ("active", "confirmed", "orphaned", "replaced", "withdrawn")


class Correction(Base):
    """A correction of one value, by a person who says why.

    It hangs on the act's lasting name (`act_key`, as in `act_identities`) and not on a row, for rows
    are replaced; source and ordinal tell the reading that was corrected, `raw_anchor` what the raw
    text had there. Values are JSON. `state`: `active` (laid over the reading), `confirmed` (a later
    reading says the same), `orphaned` (what it corrected is not found), `replaced` (by the one that
    names it in `replaces`), `withdrawn`. Of one value at most one is active. A `merge` or `split` is
    of where acts begin: `path` is `/cuts/` and the offset in the raw text, `new_value` the line printed
    there, `old_value` the acts as they were cut before.
    """

    __tablename__ = "corrections"
    __table_args__ = (
        choice_check("target_kind", TARGETS),
        choice_check("state", CORRECTION_STATES),
        *filled_check("act_key", "why", "author", "made_at", "sha256"),
        CheckConstraint("ordinal >= 1", name="ordinal"),
        CheckConstraint("path = '' OR path LIKE '/%'", name="path"),
        CheckConstraint("old_value IS NULL OR new_value IS NULL OR old_value <> new_value", name="changes"),
        CheckConstraint("replaces < id", name="replaces"),
        Index(
            "uq_corrections_active",
            "act_key",
            "target_kind",
            "path",
            unique=True,
            sqlite_where=text("state = 'active'"),
            postgresql_where=text("state = 'active'"),
        ),
        Index("ix_corrections_act_key", "act_key"),
        Index("ix_corrections_state", "state"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    target_kind: Mapped[str]
    act_key: Mapped[str]
    sha256: Mapped[str | None]
    ordinal: Mapped[int | None]
    path: Mapped[str]
    old_value: Mapped[str | None]
    new_value: Mapped[str | None]
    raw_anchor: Mapped[str | None]
    why: Mapped[str]
    author: Mapped[str]
    made_at: Mapped[str]
    state: Mapped[str]
    replaces: Mapped[int | None] = mapped_column(ForeignKey("corrections.id"), index=True)


class CorrectedAct(Base):
    """An act whose rows say what people corrected: its record as it was read, and as it is told now.

    Both are JSON. The rows of the act are those of `record`; `reading` is untouched, and is what
    all corrections are laid over. No row where nothing is corrected.
    """

    __tablename__ = "corrected_acts"
    __table_args__ = (*filled_check("reading", "record"), CLUSTERED)

    act_id: Mapped[ActKey]
    reading: Mapped[str]
    record: Mapped[str]
