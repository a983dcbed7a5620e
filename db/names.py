"""Which bytes a path holds.

The same bytes under two names are one source; new bytes under an old path supersede the reading
that was there. A path is `current` at one source, whose reading it gives. Bytes that could not be read take the
path as `failed`, beside the current reading if there is one. Whoever held it before is `past`.

What writes returns the sources whose status it changed: references to their acts are to be resolved anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from db.driver import Driver


_STANDING: Final = """
SELECT s.reader, s.status, n.state FROM sources AS s LEFT JOIN source_names AS n ON n.source_id = s.id WHERE s.id = ?"""


def base(path: str) -> str:
    r"""Return the last part of a path.

    >>> base("a\\b\\c.txt"), base("c.txt")
    ('c.txt', 'c.txt')
    """
    return path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


def holds(driver: Driver, source_id: int, path: str) -> bool:
    """Whether `path` gives this source's reading, and nothing that failed was seen there since."""
    found = driver.all("SELECT source_id, state FROM source_names WHERE path = ? AND state <> 'past'", path)
    return found == [(source_id, "current")]


def hold(driver: Driver, source_id: int, *, path: str, seen: str) -> set[int]:
    """Let `path` give this source's reading; all others lose it."""
    return _take(driver, source_id, path=path, state="current", seen=seen)


def recover(driver: Driver, source_id: int, *, seen: str) -> set[int]:
    """Let the paths where this source failed before give its reading, now that there is one."""
    failed = driver.all("SELECT path FROM source_names WHERE source_id = ? AND state = 'failed'", source_id)
    return {each for (path,) in failed for each in hold(driver, source_id, path=str(path), seen=seen)}


def miss(driver: Driver, source_id: int, *, path: str, seen: str) -> set[int]:
    """Let `path` be where this source failed; a reading that is current there stays."""
    return _take(driver, source_id, path=path, state="failed", seen=seen)


def _take(driver: Driver, source_id: int, *, path: str, state: str, seen: str) -> set[int]:
    """Give the path to a source, `current` from all others, `failed` from those that failed there."""
    standing = {
        int(str(row[0])): str(row[1]) for row in driver.all("SELECT source_id, state FROM source_names WHERE path = ?", path)
    }
    taken = ("current", "failed") if state == "current" else ("failed",)
    losers = [each for each, held in standing.items() if each != source_id and held in taken]
    own = "source_id = ? AND path = ?"
    for each in losers:
        driver.run(f"UPDATE source_names SET state = 'past' WHERE {own}", each, path)  # noqa: S608  # our words
    if source_id in standing:
        driver.run(f"UPDATE source_names SET state = ? WHERE {own}", state, source_id, path)  # noqa: S608  # our words
    else:
        row = (source_id, path, base(path), state, seen)
        driver.run("INSERT INTO source_names (source_id, path, name, state, first_seen) VALUES (?, ?, ?, ?, ?)", *row)
    return {each for each in (*losers, source_id) if _settle(driver, each)}


def _settle(driver: Driver, source_id: int) -> bool:
    """Write a source's status as its paths and its reading make it; whether that is another than before."""
    found = driver.all(_STANDING, source_id)
    states = {row[2] for row in found}
    reader, status, _ = found[0]
    read = reader is not None
    standing = "loaded" if read and "current" in states else "failed" if not read and "failed" in states else "superseded"
    if standing == status:
        return False
    driver.run("UPDATE sources SET status = ? WHERE id = ?", standing, source_id)
    return True
