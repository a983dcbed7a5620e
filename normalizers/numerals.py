"""Numbers and labels read badly: letters for digits, digits for letters, roman numerals, ordinals, dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizers import NORMALIZERS, RULES, Rule
from normalizers.ordinals import ordinal_edits
from normalizers.pattern_rows import apart, pattern_rows, row_edits, rules_of
from normalizers.romans import roman_edits
from normalizers.typography import marks_of_readers

if TYPE_CHECKING:
    from corpus.context import Context
    from corpus.spans import Edit


@NORMALIZERS.register("numerals")
def numerals(text: str, context: Context) -> tuple[Edit, ...]:
    """Return the repairs of numbers and labels; none on text that no reader of scans marked."""
    if context.untouched:
        return ()
    return apart(
        (
            *row_edits(text, pattern_rows("numerals_confusions"), context),
            *ordinal_edits(text, context),
            *roman_edits(text, context),
            *marks_of_readers(text, context),
        )
    )


@RULES.register("numerals")
def rules() -> tuple[Rule, ...]:
    """Return the rules of the table."""
    return rules_of("numerals_confusions")
