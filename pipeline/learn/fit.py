"""Shares of each reading of each printed stretch, from what was seen, smoothed, as a table file."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.errors import SettingsError
from pipeline.atomic import writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.learn.align import Aligned, Stretch

COLUMNS: Final = ("printed", "read", "share", "times")
_SUPPORT: Final = 2
"""Words below which a reading that the prior does not know is taken for chance."""
_CONTEXT_SUPPORT: Final = 4
"""The same for two stretches together."""
_TOGETHER: Final = 1.6
"""How many times likelier than its parts two stretches together must be to get a row of their own."""
_PRIOR: Final = 200.0
"""How many printed letters the prior is worth."""
_LEFT: Final = 0.5
"""What is left at least of a prior share that these readers do not show."""
_MARKED: Final = frozenset("áàâãéêíóôõúüç")
_SMALLEST: Final = 0.00005
_LARGEST: Final = 0.95


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each stretch was printed, and each reading of it seen: single stretches, and two neighbours `together`.

    `words` are the words in which a reading was seen; `parts` the stretches that stand together.
    """

    printed: Counter[str] = field(default_factory=Counter)
    read: Counter[tuple[str, str]] = field(default_factory=Counter)
    words: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    together: Counter[tuple[str, str]] = field(default_factory=Counter)
    parts: dict[tuple[str, str], tuple[Stretch, Stretch]] = field(default_factory=dict)


class Share(NamedTuple):
    """One row: what share of the times `printed` is read as `read`, and how often that was seen."""

    printed: str
    read: str
    share: float
    times: int


def count(aligned: Iterable[Aligned]) -> Counts:
    """Count the stretches of aligned words, and those of two neighbours of which one at least is misread."""
    counts = Counts()
    for stretches, times in aligned:
        word = "".join(stretch.printed for stretch in stretches)
        counts.printed.update(dict.fromkeys(word, 0))
        for letter in word:
            counts.printed[letter] += times
        for first, second in pairwise(word):
            counts.printed[first + second] += times
        for stretch in stretches:
            if differs(stretch):
                counts.read[stretch] += times
                counts.words[stretch].add(word)
        _count_neighbours(counts, stretches, word, times)
    return counts


def _count_neighbours(counts: Counts, stretches: tuple[Stretch, ...], word: str, times: int) -> None:
    for first, second in pairwise(stretches):
        if len(first.printed) == len(second.printed) == 1 and (differs(first) or differs(second)):
            both = (first.printed + second.printed, first.read + second.read)
            counts.together[both] += times
            counts.words[both].add(word)
            counts.parts[both] = (first, second)


def differs(stretch: Stretch) -> bool:
    """Whether the glyphs read are other than the letters printed (the case of a letter apart: the repair knows it)."""
    return stretch.read.lower() != stretch.printed.lower() or stretch.printed == "I" != stretch.read


def fit(
    counts: Counts, *, prior: Mapping[tuple[str, str], float] | None = None, weight: float = _PRIOR, support: int = _SUPPORT
) -> tuple[Share, ...]:
    """Return the rows of the table, sorted.

    A share is drawn towards the `prior` (shares by printed and read; none where absent), which is
    worth `weight` printed letters, and never falls below half of it: other readers misread otherwise.
    A reading that the prior does not know is kept where it was seen in `support` words or more, and,
    where there is a prior, is of a letter with an accent or a cedilla: plain letters are read as too
    many things by chance, and each makes one word into another.
    """
    before = prior or {}
    single = {
        pair: max(
            (counts.read[pair] + weight * before.get(pair, 0.0)) / (counts.printed[pair[0]] + weight),
            _LEFT * before.get(pair, 0.0),
        )
        for pair in {*counts.read, *before}
        if pair in before or (len(counts.words[pair]) >= support and (prior is None or _marked(pair[0])))
    }
    rows = {pair: Share(*pair, _bounded(share), counts.read[pair]) for pair, share in single.items()}
    for both, times in counts.together.items():
        share = times / counts.printed[both[0]]
        if (
            len(counts.words[both]) >= _CONTEXT_SUPPORT
            and both[0] != both[1]
            and (prior is None or _marked(both[0]))
            and share > _TOGETHER * _apart(both, counts, single)
        ):
            rows[both] = Share(*both, _bounded(share), times)
    return tuple(sorted(rows.values()))


def widest(tables: Iterable[Iterable[Share]]) -> tuple[Share, ...]:
    """Return the rows of several readers' tables as one, of each the largest share."""
    best: dict[tuple[str, str], Share] = {}
    for row in (row for table in tables for row in table):
        pair = (row.printed, row.read)
        if pair not in best or row.share > best[pair].share:
            best[pair] = row
    return tuple(sorted(best.values()))


def _apart(both: tuple[str, str], counts: Counts, single: Mapping[tuple[str, str], float]) -> float:
    """Return the share two neighbours would have, were their readings strangers to each other."""
    share = 1.0
    for part in counts.parts[both]:
        share *= single.get((part.printed, part.read), _SMALLEST) if differs(part) else 1.0
    return share


def _marked(printed: str) -> bool:
    """Whether a letter with an accent or a cedilla is among those printed."""
    return not _MARKED.isdisjoint(printed)


def _bounded(share: float) -> float:
    return min(_LARGEST, max(_SMALLEST, share))


def write(rows: Iterable[Share], path: str) -> None:
    """Write the table, whole or not at all. Raises `SettingsError` where it has no rows or the file cannot be written."""
    kept = tuple(rows)
    if not kept:
        raise SettingsError("the raw and the true text do not differ in any word: there is nothing to learn")
    with writing(path) as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows((row.printed, row.read, f"{row.share:.2g}", row.times) for row in kept)
