"""Words as which a far commoner word is read by chance: both stand in the lexicon, so the glyphs must be doubted by name."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.knowledge import records
from normalizers.channel import Step

if TYPE_CHECKING:
    from collections.abc import Mapping


@lru_cache(maxsize=1)
def look_alikes() -> Mapping[str, tuple[str, Step]]:
    """Return the words of `look_alikes.csv` (lower case), each with what may have been printed and the step between."""
    return {record["read"]: (record["printed"], _step(record["read"], record["printed"])) for record in records("look_alikes")}


def _step(read: str, printed: str) -> Step:
    """Return the stretch in which two words differ."""
    start = next(at for at, (a, b) in enumerate(zip(read, printed, strict=False)) if a != b)
    tail = 0
    while tail < min(len(read), len(printed)) - start and read[-1 - tail] == printed[-1 - tail]:
        tail += 1
    return Step(start, len(read) - tail, printed[start : len(printed) - tail], read[start : len(read) - tail])
