"""A reading put into the database with all that follows: its paths, corrections, ties to other sources."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from db import names
from db.answers import Outcome
from db.corrections.applying import reapply
from db.corrections.cuts import settle as settle_cuts
from db.deriving import Ties
from db.loading import put_reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from corpus.reading import Reading
    from db.driver import Driver

STATES: Final = ("active", "confirmed", "orphaned")
_COUNT: Final = """
INSERT INTO run_counts (run_id, name, count) VALUES (?, ?, ?)
ON CONFLICT (run_id, name) DO UPDATE SET count = run_counts.count + excluded.count"""


def put(connection: Connection, driver: Driver, reading: Reading, *, run_id: int, again: bool = False) -> Outcome:
    """Write a reading whole, under its path, in the transaction that is open; what `db.store.Store.load` tells.

    With `again` it takes the place of this release's own reading too.
    """
    path, seen = reading.source.path, reading.loaded_at
    ties = Ties(driver)
    known = driver.one("SELECT id, status, reader, release FROM sources WHERE sha256 = ?", reading.source.sha256)
    standing = None if known is None else int(str(known[0]))
    if known is not None and standing is not None and known[2] is not None:
        if known[3] == reading.release and not again:
            settle(connection, driver, ties, names.hold(driver, standing, path=path, seen=seen))
            return Outcome.UNCHANGED if known[1] == "loaded" else Outcome.LOADED
        ties.before(standing)
    source_id = put_reading(driver, reading, known=standing, run_id=run_id)
    changed = names.recover(driver, source_id, seen=seen) if known is not None else set()
    changed |= names.hold(driver, source_id, path=path, seen=seen)
    states = settle_cuts(driver, reading.source.sha256, reading.cuts) | reapply(connection, driver, source_id)
    ties.loaded(source_id, fresh=known is None)
    states |= settle(connection, driver, ties, changed - {source_id})
    _count(driver, run_id, states)
    return Outcome.LOADED


def settle(connection: Connection, driver: Driver, ties: Ties, changed: set[int]) -> dict[int, str]:
    """Bring corrections and references in order after sources changed their status; return the corrections' states."""
    states: dict[int, str] = {}
    for source_id in sorted(changed):
        states |= reapply(connection, driver, source_id)
    ties.settle(changed)
    return states


def _count(driver: Driver, run_id: int, states: Mapping[int, str]) -> None:
    """Add to the run's counts what became of corrections."""
    rows = [(run_id, f"corrections_{state}", count) for state, count in sorted(Counter(states.values()).items())]
    if rows:
        driver.many(_COUNT, rows)


def corrections_of(driver: Driver, run_id: int) -> dict[str, int]:
    """Return what became of corrections in a run, by their states."""
    found = {
        str(name): int(str(count)) for name, count in driver.all("SELECT name, count FROM run_counts WHERE run_id = ?", run_id)
    }
    return {state: found[f"corrections_{state}"] for state in STATES if f"corrections_{state}" in found}
