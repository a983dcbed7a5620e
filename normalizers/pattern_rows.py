"""Repairs that a pattern alone decides: rows of a table, each with what it fixes and what it keeps.

A row has `id`, `source`, `pattern` (regex, verbose), `new` (replacement template), `confidence`,
`fixes` ("before => after") and `keeps` (texts it leaves alone). Where two rows meet, the earlier
row of the table wins. A row may name strings it `needs`: one of them stands within each match or
right beside it (`_REACH`), and only there the pattern is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import regex

from corpus.errors import KnowledgeError
from corpus.knowledge import rows, string, strings
from corpus.spans import Edit, Span
from normalizers import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.context import Context


@dataclass(frozen=True, slots=True)
class PatternRow:
    """One row, compiled."""

    rule: str
    pattern: regex.Pattern[str]
    new: str
    confidence: float
    fixes: tuple[tuple[str, str], ...]
    keeps: tuple[str, ...]
    needs: tuple[str, ...] = ()

    def matches(self, text: str) -> Iterator[regex.Match[str]]:
        """Give the matches of the row in `text`, in order."""
        if not self.needs:
            yield from self.pattern.finditer(text)
            return
        after = 0
        for start, end in _windows(text, self.needs):
            for match in self.pattern.finditer(text, max(start, after), min(len(text), end + _AHEAD)):
                if match.start() > end:
                    break
                after = match.end()
                yield match


_REACH: Final = 40
"""Code points between a match and what it needs."""
_AHEAD: Final = 120
"""Code points that a pattern with needs looks ahead at the most."""


def _windows(text: str, needs: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Give the stretches of `text`, in order and apart, in which a match may begin that needs one of these strings."""
    last: tuple[int, int] | None = None
    for at in sorted(at for needed in needs for at in _places(text, needed)):
        start, end = max(0, at - _REACH), at + _REACH
        if last is not None and start > last[1]:
            yield last
            last = None
        last = (start if last is None else last[0], end)
    if last is not None:
        yield last


def _places(text: str, needed: str) -> Iterator[int]:
    at = text.find(needed)
    while at >= 0:
        yield at
        at = text.find(needed, at + 1)


@cache
def pattern_rows(table: str) -> tuple[PatternRow, ...]:
    """Return the rows of `table`, compiled; raises `KnowledgeError` where a pattern or example is malformed."""
    found = []
    for row in rows(table):
        fixes = tuple(_pair(fix, f"{table}.toml, {row['id']}") for fix in strings(row, "fixes"))
        try:
            pattern = regex.compile(string(row, "pattern"), regex.VERBOSE | regex.MULTILINE)
        except regex.error as error:
            message = f"{table}.toml, {row['id']}: the pattern does not compile: {error}"
            raise KnowledgeError(message) from error
        confidence = float(string(row, "confidence", "1"))
        keeps, needs = strings(row, "keeps"), strings(row, "needs")
        found.append(PatternRow(string(row, "id"), pattern, string(row, "new"), confidence, fixes, keeps, needs))
    return tuple(found)


def rules_of(table: str) -> tuple[Rule, ...]:
    """Return the rules of `table`: what each mends is told by its source and first example."""
    return tuple(
        Rule(string(row, "id"), f"{table}.toml", string(row, "source"), next(iter(strings(row, "fixes")), ""))
        for row in rows(table)
    )


def _pair(fix: str, where: str) -> tuple[str, str]:
    before, arrow, after = fix.partition(" => ")
    if not arrow:
        message = f"{where}: the example {fix!r} lacks ' => '"
        raise KnowledgeError(message)
    return before, after


def row_edits(text: str, table: Iterable[PatternRow], context: Context) -> tuple[Edit, ...]:
    """Return the edits of all rows over `text`, sorted and apart; rows switched off are left out."""
    found: list[Edit] = []
    for row in table:
        if row.rule in context.disabled:
            continue
        for match in row.matches(text):
            new = match.expand(row.new)
            if match.end() > match.start() and new != match[0]:
                found.append(Edit(Span(*match.span()), new, row.rule, row.confidence))
    return apart(found)


def apart(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits sorted by place; where two meet, the one given first stays."""
    kept: dict[int, Edit] = {}
    taken: set[int] = set()
    for edit in edits:
        if taken.isdisjoint(range(edit.span.start, edit.span.end)):
            taken.update(range(edit.span.start, edit.span.end))
            kept[edit.span.start] = edit
    return tuple(kept[at] for at in sorted(kept))
