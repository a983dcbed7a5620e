"""The name of a month read badly, between its day and its year: there nothing but one of twelve words can stand.

`12 de Marso de 1913`, `28 de dezcmbro de 1997`, `aos 4 dias do mês de mar¢co de dois mil`. The word is mended where
the confusions of the channel make one month of it, and no other in as few steps.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex

from corpus.knowledge import records
from corpus.spans import Edit, Span
from corpus.text import either, fold
from corpus.values.dates import month_names
from corpus.values.number_words import words
from normalizers import RULES, Rule
from normalizers.channel import shares

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.context import Context

_NAMES: Final = ("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro").split()
_STEPS: Final = 2
"""Confusions a month may have suffered; lost accents do not count."""
_CONFIDENCE: Final = (1.0, 0.95, 0.9)
_DATED: Final = regex.compile(
    rf"""
    (?: (?<![\d.,/-])(?:[0-3]?\d|[lIO]\d)(?:\s?[º°ª*.]){{0,2}}(?:\s\([^()\n]{{1,20}}\))?
      | \b(?:{either(words("cardinal"))}|primeiro) )
    (?:\s(?:dias?\s)?do\sm\S{{1,2}})?
    \s(?:d\p{{L}})\s
    (?P<month>[\p{{L}}¢&$][^\s,.;:()/-]{{2,10}}),?
    \s(?:d\p{{L}}\s(?:ano\sde\s)?)
    (?:1[.\s]?[89]\d\d|2[.\s]?0\d\d|mil\s|dois\smil\b)(?!\d)
    """,
    regex.VERBOSE | regex.IGNORECASE,
)


def month_edits(text: str, context: Context) -> Iterator[Edit]:
    """Give the repairs of months between their day and their year; rule id `month-dated`."""
    if "month-dated" in context.disabled:
        return
    for match in _DATED.finditer(text):
        read = match["month"]
        meant = None if fold(read) in _known() else _meant(read.lower())
        if meant is not None:
            name, steps = meant
            cased = name.upper() if read.isupper() else name.title() if read[0].isupper() else name
            yield Edit(Span(*match.span("month")), cased, "month-dated", _CONFIDENCE[steps])


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Return what is a month as it stands, older spellings and abbreviations included; damaged forms are mended."""
    return frozenset(name for name, (_, sure) in month_names().items() if sure == 1)


@lru_cache(maxsize=256)
def _meant(read: str) -> tuple[str, int] | None:
    """Return the one month that explains `read` with the fewest confusions, and how many; None where none or several do."""
    found = sorted((steps, name) for name in _NAMES if (steps := _steps(fold(read), fold(name))) <= _STEPS)
    if not found or (len(found) > 1 and found[1][0] == found[0][0]):
        return None
    return found[0][1], found[0][0]


@lru_cache(maxsize=4096)
def _steps(read: str, printed: str) -> int:
    """Return how many confusions make `read` of `printed`, both folded; more than `_STEPS` where none do."""
    least = 0 if read == printed else _STEPS + 1
    if read and printed and read[0] == printed[0]:
        least = min(least, _steps(read[1:], printed[1:]))
    for was, seen in _confusions().get(printed[:1], ()):
        if least <= 1:
            break
        if printed.startswith(was) and read.startswith(seen):
            least = min(least, 1 + _steps(read[len(seen) :], printed[len(was) :]))
    return least


@lru_cache(maxsize=1)
def _confusions() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return what is read for what, folded, by the first letter printed."""
    strokes = {(row["printed"], row["read"]) for row in records("near_strokes")}
    pairs = {(fold(printed), fold(read)) for printed, read in {*shares(), *strokes}}
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for printed, read in sorted(pairs):
        if printed and read and printed != read:
            found[printed[0]] = (*found.get(printed[0], ()), (printed, read))
    return found


@RULES.register("dated_months")
def rules() -> tuple[Rule, ...]:
    """Return the one rule of this module."""
    return (
        Rule(
            "month-dated",
            "dated_months.py",
            "a month's name between day and year, where one month alone explains the glyphs read",
            "12 de Marso de 1913",
        ),
    )
