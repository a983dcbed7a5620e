"""Glyphs that stand for one thing only, whatever the word: the sure rows of `confusions.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizers import NORMALIZERS, RULES, Rule
from normalizers.pattern_rows import pattern_rows, row_edits, rules_of

if TYPE_CHECKING:
    from corpus.context import Context
    from corpus.spans import Edit


@NORMALIZERS.register("confusions")
def confusions(text: str, context: Context) -> tuple[Edit, ...]:
    """Return the repairs of glyphs that no Portuguese word has where they stand; none on text that no reader of scans marked."""
    if context.untouched:
        return ()
    return row_edits(text, pattern_rows("confusions"), context)


@RULES.register("confusions")
def rules() -> tuple[Rule, ...]:
    """Return the rules of the table."""
    return rules_of("confusions")
