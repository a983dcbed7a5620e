"""Runs of blanks made one, and none left at the ends of lines; columns of blanks stay.

A line with two or more gaps, or one very wide, right over another such line stands in columns (a
table, signatures side by side): there the blanks say where the columns are, so they stay. In a
table of three columns and more they stay also at the start of a line, where they say which
columns are empty, and in the lines between, where one column goes on alone.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from corpus.spans import Edit, Span
from normalizers import NORMALIZERS, RULES, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.context import Context

RUN: Final = regex.compile(r"[ \t]{2,}|\t")
WIDE: Final = regex.compile(r"(?<=\S)(?:[ ]{2,}|[ ]*+\t[ \t]*+)(?=\S)")
BLANKS: Final = frozenset({" ", "\t"})
BEGUN: Final = regex.compile(r"[\n\f](?=[ \t])")
ENDED: Final = regex.compile(r"[\n\f](?<=[ \t][\n\f])")
VERY_WIDE: Final = regex.compile(r"(?<=\S)(?:[ ]{4,}|[ ]*+\t[ \t]*+)(?=\S)")
LINE: Final = regex.compile(r"(?:\G|(?<=[\n\f]))[^\S\n\f]*+\S[^\n\f]*+")
COLUMNS: Final = 2
MOST_BETWEEN: Final = 2
LONGEST_ALONE: Final = 50
DEEP: Final = 6


class _Line(NamedTuple):
    """A line that is not blank.

    `gaps` are its wide ones, `columns` tells whether it stands in columns by itself, `deep` whether it begins far in,
    `apart` whether a blank line or a page's end stands before it.
    """

    span: Span
    gaps: int
    columns: bool
    long: bool
    deep: bool
    apart: bool


@NORMALIZERS.register("spacing")
def close_up(text: str, context: Context) -> tuple[Edit, ...]:
    """Return the edits that close up blanks: rules `blanks-at-end`, `blanks`."""
    ends = _at_ends(text)
    taken = {span.start for span in ends}
    runs = [Span(*match.span()) for match in RUN.finditer(text) if match.start() not in taken]
    columns, indented = _columns(text, runs)
    edits = [Edit(span, "", "blanks-at-end") for span in ends if span.start not in indented]
    starts = [span.start for span in columns]
    for run in runs:
        line = bisect_right(starts, run.start) - 1
        if line < 0 or run.start >= columns[line].end:
            edits.append(Edit(run, " ", "blanks"))
    return tuple(sorted(e for e in edits if e.rule not in context.disabled))


def _at_ends(text: str) -> frozenset[Span]:
    """Return the blanks at the beginnings and ends of lines."""
    found: set[Span] = set()
    for start in (0, *(match.end() for match in BEGUN.finditer(text))):
        end = start
        while text[end : end + 1] in BLANKS:
            end += 1
        found.add(Span(start, end))
    for end in (*(match.start() for match in ENDED.finditer(text)), len(text)):
        start = end
        while text[start - 1 : start] in BLANKS:
            start -= 1
        found.add(Span(start, end))
    return frozenset(span for span in found if span.length)


def _columns(text: str, runs: Sequence[Span]) -> tuple[tuple[Span, ...], frozenset[int]]:
    """Return the lines that stand in columns of blanks, and where those begin whose first blanks stay."""
    spans: list[Span] = []
    indented: set[int] = set()
    for block in _blocks(text, runs):
        if sum(line.gaps >= COLUMNS for line in block) >= COLUMNS:
            spans += [line.span for line in block]
            indented |= {line.span.start for line in block}
            continue
        pairs = [pair for pair in itertools.pairwise(block) if pair[0].columns and pair[1].columns]
        spans += dict.fromkeys(line.span for pair in pairs for line in pair)
    return tuple(spans), frozenset(indented)


def _blocks(text: str, runs: Iterable[Span]) -> Iterator[Sequence[_Line]]:
    """Tell the lines in columns that stand together; `runs` are the runs of blanks within lines, in order."""
    done = 0
    for run in runs:
        if run.start >= done:
            start = text.rfind("\n", 0, run.start) + 1
            block, done = _block(text, max(start, text.rfind("\f", start, run.start) + 1))
            if block:
                yield block


def _block(text: str, start: int) -> tuple[Sequence[_Line], int]:
    """Return the lines in columns from `start` on, with the few short ones between of one column only, and where they end.

    There are none where the first line does not stand in columns.
    """
    block: list[_Line] = []
    between: list[_Line] = []
    end = len(text)
    for line in _lines(text, start):
        over = line.apart or (not line.columns and (line.long or len(between) == MOST_BETWEEN))
        if over if block else not line.columns:
            end = line.span.start if block else line.span.end
            break
        if line.columns:
            block += [*between, line]
            between = []
        else:
            between.append(line)
    return [*block, *(each for each in between[:1] if each.deep)], end


def _lines(text: str, start: int) -> Iterator[_Line]:
    end = start
    for match in LINE.finditer(text, start):
        line = match[0]
        printed = line.strip()
        wide = "  " in printed or "\t" in printed
        gaps = len(WIDE.findall(printed)) if wide else 0
        columns = wide and (gaps >= COLUMNS or VERY_WIDE.search(printed) is not None)
        deep = line[0].isspace() and len(line) - len(line.lstrip()) >= DEEP
        start = match.start()
        gap = text[end:start]
        apart = gap != "\n" and (gap.count("\n") > 1 or "\f" in gap)
        end = match.end()
        yield _Line(Span(start, end), gaps, columns, len(printed) > LONGEST_ALONE, deep, apart)


@RULES.register("spacing")
def rules() -> tuple[Rule, ...]:
    """Return the rules whose ids stand in this module."""
    return (
        Rule("blanks", "spacing.py", "a run of blanks made one"),
        Rule("blanks-at-end", "spacing.py", "blanks at the ends of a line taken out"),
    )
