"""Ordinal marks restored where another sign stands for them; everything else untouched.

The rows of `typography.toml` say where a degree sign, a ring, a registered mark or a fallen o was
an ordinal mark. Degrees of temperature and of angle keep their sign; quotes and dashes keep theirs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex

from corpus.errors import KnowledgeError
from corpus.knowledge import Row, rows, string, strings
from corpus.spans import Edit, Span
from normalizers import NORMALIZERS, RULES, Rule
from normalizers.pattern_rows import apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.context import Context

TIMEOUT: Final = 20
"""Seconds one row may take over one text before it is an error."""


@dataclass(frozen=True, slots=True)
class MarkRule:
    """One row: the group `mark` of `pattern` reads `new`.

    `damaged` rows are asked only in damaged text, `scanned` ones wherever a reader of scans was at
    work, however well it read: what they mend an author may have typed. One of `needs` stands in
    each match (none: it is always asked).
    """

    id: str
    pattern: regex.Pattern[str]
    new: str
    confidence: float
    damaged: bool
    scanned: bool
    needs: tuple[str, ...]

    def edits(self, text: str) -> Iterator[Edit]:
        """Yield this row's edits over `text`."""
        if self.needs and not any(needed in text for needed in self.needs):
            return
        for match in self.pattern.finditer(text, timeout=TIMEOUT):
            yield Edit(Span(*match.span("mark")), self.new, self.id, self.confidence)


def _rule(row: Row) -> MarkRule:
    confidence = row.get("confidence", 1.0)
    if not isinstance(confidence, float):
        raise KnowledgeError(f"typography.toml, row {row['id']}: confidence must be a number with a point")
    try:
        pattern = regex.compile(string(row, "pattern"))
    except regex.error as error:
        raise KnowledgeError(f"typography.toml, row {row['id']}: {error}") from error
    if "mark" not in pattern.groupindex:
        raise KnowledgeError(f"typography.toml, row {row['id']}: the pattern has no group called mark")
    return MarkRule(
        string(row, "id"),
        pattern,
        string(row, "new"),
        confidence,
        row.get("damaged") is True,
        row.get("scanned") is True,
        strings(row, "needs"),
    )


@lru_cache(maxsize=1)
def mark_rules() -> tuple[MarkRule, ...]:
    """Return the rows of the table, in order; where two meet, the narrower (asked only in damage) wins."""
    rules = [_rule(row) for row in rows("typography")]
    return tuple(sorted(rules, key=lambda rule: not rule.damaged))


@NORMALIZERS.register("typography")
def restore_marks(text: str, context: Context) -> tuple[Edit, ...]:
    """Return the edits that put ordinal marks where they were printed."""
    return _edits(text, [rule for rule in mark_rules() if _is_asked(rule, context)], context)


def marks_of_readers(text: str, context: Context) -> tuple[Edit, ...]:
    """Return the edits of the rows that are not asked in a clean text that somebody typed."""
    return _edits(text, [rule for rule in mark_rules() if (rule.damaged or rule.scanned) and _is_asked(rule, context)], context)


def _is_asked(rule: MarkRule, context: Context) -> bool:
    return not ((rule.damaged and context.clean) or (rule.scanned and context.untouched))


def _edits(text: str, rules: Iterable[MarkRule], context: Context) -> tuple[Edit, ...]:
    """Return the edits of `rules`, those switched off left out; where two meet, the one given first stays."""
    return apart(edit for rule in rules if rule.id not in context.disabled for edit in rule.edits(text))


@RULES.register("typography")
def rules() -> tuple[Rule, ...]:
    """Return the rules of the table."""
    return tuple(Rule(string(row, "id"), "typography.toml", string(row, "source"), _example(row)) for row in rows("typography"))


def _example(row: Row) -> str:
    fixes = row.get("fixes")
    return " => ".join(map(str, fixes[0])) if isinstance(fixes, list) and fixes else ""
