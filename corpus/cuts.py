"""Where people say that an act begins, or that none does: against what a reading would find by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

MERGE: Final = "merge"
SPLIT: Final = "split"
CUTS: Final = (MERGE, SPLIT)


@dataclass(frozen=True, slots=True)
class Cut:
    """Somebody's word on one place of a source's raw text: `split` means that an act begins there, `merge` that none does.

    `id` is the correction's; `at` the offset in the raw text of the reading that was corrected, and
    `raw` the printed rest of that line, by which the place is found in other bytes.
    """

    id: int
    kind: str
    at: int
    raw: str


class CutOutcome(NamedTuple):
    """What became of a cut in a reading, at which offset of its raw text.

    `state` is `active` where it changed the acts, `confirmed` where the reading says so by itself,
    `orphaned` where its place is not there (`at` is then where it was).
    """

    id: int
    state: str
    at: int


def placed(cut: Cut, raw: str) -> int | None:
    r"""Return where a cut stands in a raw text, None where its line is not there or not surely which it is.

    >>> placed(Cut(1, SPLIT, 3, "ATO 2"), "um\nATO 2\n"), placed(Cut(1, SPLIT, 3, "ATO 2"), "mais um\nATO  2\n")
    (3, 8)
    >>> placed(Cut(1, SPLIT, 3, "ATO 2"), "a\nATO 2\nATO 2\n") is None
    True
    """
    if raw.startswith(cut.raw, cut.at):
        return cut.at
    wanted = cut.raw.split()
    found, at = [], 0
    for line in raw.split("\n"):
        if line.split() == wanted:
            found.append(at + len(line) - len(line.lstrip()))
        at += len(line) + 1
    if not found and raw.count(cut.raw) == 1:
        found = [raw.index(cut.raw)]
    return found[0] if len(found) == 1 else None
