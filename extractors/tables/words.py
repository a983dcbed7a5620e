"""The words before a row's figures: a name, and after it a word of a closed set where the table has such a column."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import regex

from corpus.spans import Span
from extractors.tables.labels import plays

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST: Final = 3
SHARE: Final = 0.08
"""Of the rows, to count as a word of the set."""
COVERED: Final = 0.2
"""Of the rows, that the set must reach together."""
_LAST: Final = regex.compile(r"(?P<name>.*[^\s|])[\s|]+(?P<last>\p{L}{4,})")
_TAIL: Final = regex.compile(r"(?P<name>.*[^\s|])[\s|]+(?P<last>[^\s|]+)")
MOSTLY: Final = 0.8
"""Of the rows, that must end in a unit of supply for it to be a column."""
_PARTICLE: Final = regex.compile(r"(?i)(?:^|\s)(?:d[aeo]s?|e|em|n[ao]s?|s[ãa]o|santa|santo|nov[ao]|alt[ao])$")


def closed_set(names: Sequence[str]) -> frozenset[str]:
    """Return the words that end many names without belonging to them; empty where the rows have no such column.

    A word that mostly follows a particle ("do Norte") is part of the names that it ends.
    """
    units = _units(names)
    if units:
        return units
    ends: Counter[str] = Counter()
    bound: Counter[str] = Counter()
    for name in names:
        match = _LAST.fullmatch(name)
        if match:
            ends[match["last"]] += 1
            bound[match["last"]] += bool(_PARTICLE.search(match["name"]))
    least = max(FEWEST, SHARE * len(names))
    words = frozenset(word for word, count in ends.items() if count >= least and bound[word] * 4 < count)
    reached = sum(ends[word] for word in words)
    return words if reached >= COVERED * len(names) else frozenset()


def _units(names: Sequence[str]) -> frozenset[str]:
    """Return the units of supply that most names end in ("UN", "CX"); empty where they do not."""
    last = [match["last"] for name in names if (match := _TAIL.fullmatch(name)) and plays("unit", match["last"])]
    return frozenset(last) if len(last) >= max(FEWEST, MOSTLY * len(names)) else frozenset()


def split(text: str, span: Span, words: frozenset[str]) -> tuple[Span, Span | None]:
    """Cut the word of the set off the end of a row's words: the name's span, and the word's where there is one."""
    match = _TAIL.fullmatch(text, span.start, span.end)
    if match is None or match["last"] not in words:
        return span, None
    return Span(*match.span("name")), Span(*match.span("last"))
