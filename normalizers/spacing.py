"""Runs of blanks made one, and none left at the ends of lines; columns of blanks stay.

A line with two or more gaps, or one very wide, right over another such line stands in columns (a
table, signatures side by side): there the blanks say where the columns are, so they stay.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

import regex

from corpus.spans import Edit, Span
from normalizers import NORMALIZERS, RULES, Rule

if TYPE_CHECKING:
    from corpus.context import Context

RUN: Final = regex.compile(r"[ \t]{2,}|\t")
WIDE: Final = regex.compile(r"(?<=\S)(?:[ ]{2,}|\t)(?=\S)")
ENDS: Final = regex.compile(r"(?:(?<=\n|\f|\A)[ \t]+)|(?:[ \t]+(?=\n|\f|\Z))")
VERY_WIDE: Final = regex.compile(r"(?<=\S)(?:[ ]{4,}|\t)(?=\S)")
COLUMNS: Final = 2


@NORMALIZERS.register("spacing")
def close_up(text: str, context: Context) -> tuple[Edit, ...]:
    """Return the edits that close up blanks: rules `blanks-at-end`, `blanks`."""
    edits = [Edit(Span(*m.span()), "", "blanks-at-end") for m in ENDS.finditer(text)]
    taken = {edit.span.start for edit in edits}
    columns = _columns(text)
    starts = [span.start for span in columns]
    for match in RUN.finditer(text):
        line = bisect_right(starts, match.start()) - 1
        stays = line >= 0 and match.start() < columns[line].end
        if match.start() not in taken and not stays:
            edits.append(Edit(Span(*match.span()), " ", "blanks"))
    return tuple(sorted(e for e in edits if e.rule not in context.disabled))


def _columns(text: str) -> tuple[Span, ...]:
    """Return the lines that stand in columns of blanks."""
    spans: list[Span] = []
    before: Span | None = None
    for match in regex.finditer(r"[^\n\f]*\S[^\n\f]*", text):
        here = Span(*match.span())
        if len(WIDE.findall(match[0])) < COLUMNS and not VERY_WIDE.search(match[0]):
            before = None
            continue
        if before is not None and text.count("\n", before.end, here.start) == 1:
            spans += [before, here]
        before = here
    return tuple(dict.fromkeys(spans))


@RULES.register("spacing")
def rules() -> tuple[Rule, ...]:
    """Return the rules whose ids stand in this module."""
    return (
        Rule("blanks", "spacing.py", "a run of blanks made one"),
        Rule("blanks-at-end", "spacing.py", "blanks at the ends of a line taken out"),
    )
