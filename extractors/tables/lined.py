"""From a run of row lines to a table: the header block above, names, closed words, figures, totals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Cell, Found, Table
from corpus.problems import Problem
from corpus.spans import Span
from corpus.text import fold, squeeze
from extractors.tables.build import Built
from extractors.tables.fit import UNREAD, Fit, Slot, fit, placed_sums
from extractors.tables.header_words import worded_labels
from extractors.tables.headers import cut_as, labels_of
from extractors.tables.labels import plays
from extractors.tables.lined_groups import cell_of, groups_of, label_of
from extractors.tables.rows import types_of
from extractors.tables.words import closed_set, split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.tables.lines import Line
    from extractors.tables.rows import Body, Run

_STARS: Final = regex.compile(r"(?<=\p{L})\*+")

CELL: Final = "table-rows-cell"
FORMED: Final = "table-rows-form"
COLUMN: Final = "table-rows-column"
CAPTION: Final = "table-caption"
MOST_HEADER: Final = 8
MOST_CAPTION: Final = 4
ALIKE: Final = 0.85
_NUMBERED: Final = regex.compile(r"(?P<number>\d{1,4})(?:\s?[ºª°.)])*(?:\s[-–]|(?<=[.)]))?\s++(?=\p{L})")
_CODED: Final = regex.compile(r"(?P<number>\d[\d.\-/]{2,}+)\s++(?=\p{L})")
FEWEST_CODED: Final = 3


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the first row: where the header begins (index), and the caption."""

    start: int
    caption: Found[str] | None


def build_run(text: str, lines: Sequence[Line], run: Run, *, annex: Found[str] | None, where: str) -> tuple[int, Built]:
    """Return the index where the table begins (its header included) and the table."""
    named = [body.words for body in run.rows if body.words is not None and not _is_total(text, body)]
    words = closed_set([span.of(text) for span in named])
    opened = [span.of(text) for span in named]
    numbered = _NUMBERED if _are_numbered(opened) else _CODED if _are_coded(opened) else None
    before = 1 + bool(numbered) + bool(words)
    groups = groups_of(lines, run.start, [body.line.span for body in run.rows])
    over = 1 if groups.get(run.rows[0].line.span) else 0
    head = _head(text, lines, replace(run, start=run.start - over), before + run.width)
    span = Span(lines[head.start].span.start, lines[run.end - 1].span.end)
    types = types_of(run.rows, run.width)
    rows: list[tuple[Cell, ...]] = []
    problems: list[Problem] = []
    for at, body in enumerate(run.rows):
        placed = fit(body.figures, types)
        if (
            placed.ties
            and _is_total(text, body)
            and (summed := placed_sums([row for row in run.rows[:at] if not _is_total(text, row)], body, types)) is not None
        ):
            placed = summed
        problems += _problems(placed, body, f"{where}/rows/{len(rows)}", before + bool(groups), total=_is_total(text, body))
        rows.append((*_names(text, body, words, numbered=numbered), *(_cell(slot, placed) for slot in placed.slots)))
    totals = tuple(at for at, body in enumerate(run.rows) if _is_total(text, body))
    blocks = _blocks(lines, head.start, run, over)
    columns = _columns(text, blocks, before + run.width, span)
    upper = _upper(text, lines, head.start, blocks, before + run.width)
    if upper:
        head, columns = Head(head.start - 1, head.caption), upper
        span = Span(lines[head.start].span.start, span.end)
    if groups:
        columns = (label_of(groups, span), *columns)
        grand = {at for at in totals if at == len(rows) - 1 or plays("grand", squeeze(text[slice(*run.rows[at].line.span)]))}
        told = [None if at in grand else groups.get(body.line.span) for at, body in enumerate(run.rows)]
        rows = [(cell_of(heading), *row) for heading, row in zip(told, rows, strict=True)]
    table = Table(annex, head.caption, columns, tuple(rows), totals, span)
    return head.start, Built(table, tuple(problems))


def _is_total(text: str, body: Body) -> bool:
    return body.words is not None and plays("total", squeeze(body.words.of(text)))


def _are_numbered(names: Sequence[str]) -> bool:
    """Whether the words of every row open with the next order number."""
    found = [_NUMBERED.match(name) for name in names]
    numbers = [int(match["number"]) for match in found if match]
    return len(numbers) == len(names) > 1 and all(other == one + 1 for one, other in pairwise(numbers))


def _are_coded(names: Sequence[str]) -> bool:
    """Whether the words of every row open with a code, all of one shape and no two alike."""
    found = [match["number"] for name in names if (match := _CODED.match(name))]
    shapes = {regex.sub(r"\d", "0", code) for code in found}
    return len(found) == len(names) >= FEWEST_CODED and len(shapes) == 1 and len(set(found)) == len(found)


def _names(text: str, body: Body, words: frozenset[str], *, numbered: regex.Pattern[str] | None) -> tuple[Cell, ...]:
    """Return the cells before the figures: the order number or code where rows have one, the name, the word of the closed set."""
    if body.words is None:
        return (None,) * (1 + bool(numbered) + bool(words))
    opening = numbered.match(text, *body.words) if numbered and not _is_total(text, body) else None
    lead: tuple[Cell, ...] = (None,) if numbered else ()
    named = body.words
    if opening is not None:
        lead = (Found(opening["number"], Span(*opening.span("number")), CELL, 0.9),)
        named = Span(opening.end(), named.end)
    name, word = split(text, named, words) if words else (named, None)
    cell = Found(squeeze(name.of(text)).strip("| "), name, CELL, 0.9)
    if not words:
        return (*lead, cell)
    return (*lead, cell, None if word is None else Found(word.of(text), word, CELL, 0.9))


def _cell(slot: Slot, placed: Fit) -> Cell:
    if slot.value is None or slot.span is None:
        return None
    sure = {0: 0.95, UNREAD: 0.3}.get(slot.cost, 0.8)
    rule = CELL if slot.cost == 0 else FORMED
    return Found(slot.value, slot.span, rule, 0.3 if placed.ties else sure)


def _problems(placed: Fit, body: Body, where: str, before: int, *, total: bool) -> list[Problem]:
    found = [
        Problem(
            "table_shape",
            f"{where}/{before + at}",
            slot.span,
            f"{slot.printed!r} does not fit its column: kept as printed",
            FORMED,
        )
        for at, slot in enumerate(placed.slots)
        if slot.cost == UNREAD
    ]
    if placed.ties:
        detail = f"{len(body.figures)} figures for {len(placed.slots)} columns can be placed in {placed.ties + 1} ways"
        found.append(Problem("table_shape", where, body.line.span, detail, CELL))
    elif not total and any(slot.span is None for slot in placed.slots):
        detail = f"{len(body.figures)} figures for {len(placed.slots)} columns: a cell is taken to be empty"
        found.append(Problem("table_shape", where, body.line.span, detail, CELL))
    return found


def _head(text: str, lines: Sequence[Line], run: Run, width: int) -> Head:
    """Find the header block, and a caption above it that comes again on a later page or ends in a colon."""
    top = run.start
    while top > 0 and run.start - top < MOST_HEADER and not lines[top - 1].boundary:
        top -= 1
    again = _page_captions(lines, run)
    alike, begun, end = max(
        (max((_alike(" ".join(line.text for line in lines[begun:end]), other) for other in again), default=0.0), begun, end)
        for begun in range(top, run.start + 1)
        for end in range(begun, min(begun + MOST_CAPTION, run.start) + 1)
    )
    if alike >= ALIKE and end - begun == 1 and cut_as(text, lines[begun], width):
        return Head(begun, None)
    if alike >= ALIKE:
        return Head(end, _caption(lines, begun, end))
    return _plain_head(lines, top, run.start)


def _page_captions(lines: Sequence[Line], run: Run) -> tuple[str, ...]:
    """Return the first line of each block between two pages, where the block is a header again."""
    inside = {body.line.span for body in run.rows}
    found = []
    for at in range(run.start + 1, run.end):
        line = lines[at]
        first = lines[at - 1].span in inside or plays("continued", lines[at - 1].text)
        if first and line.span not in inside and not plays("continued", line.text):
            found.append(line.text)
    return tuple(found)


def _alike(one: str, other: str) -> float:
    if min(len(one), len(other)) < ALIKE * max(len(one), len(other)):
        return 0.0
    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()


def _plain_head(lines: Sequence[Line], top: int, first: int) -> Head:
    for at in range(top, first):
        if lines[at].text.endswith(":"):
            return Head(min(at + 1, first), _caption(lines, at, at + 1))
    above = lines[first - 1] if first > top else None
    return Head(first - 1 if above is not None and len(_labels(above)) > 1 else first, None)


def _caption(lines: Sequence[Line], begun: int, end: int) -> Found[str]:
    words = _STARS.sub("", " ".join(line.text for line in lines[begun:end]))
    return Found(words.rstrip(" :"), Span(lines[begun].span.start, lines[end - 1].span.end), CAPTION, 0.8)


def _labels(line: Line) -> tuple[str, ...]:
    return tuple(line.text.split())


def _columns(text: str, blocks: Sequence[Sequence[Line]], width: int, span: Span) -> tuple[Found[str], ...]:
    """Return the header's labels where a line of it can be cut into as many as there are columns, else derived names."""
    if labels := labels_of(text, blocks, width):
        return labels
    names = ("name", *(f"column {at}" for at in range(2, width + 1)))
    return tuple(Found(name, span, COLUMN, 0.3, derived=True) for name in names)


def _upper(text: str, lines: Sequence[Line], start: int, blocks: Sequence[Sequence[Line]], width: int) -> tuple[Found[str], ...]:
    """Return the labels with their words on the line over the header, nothing where these do not fit to the last one."""
    if not start or lines[start - 1].boundary or not blocks or lines[start] not in blocks[0]:
        return ()
    labels = worded_labels(text, [[lines[start - 1], *blocks[0]], *blocks[1:]], width)
    above = lines[start - 1].text.split()
    fits = len(above) > 1 and sum(label.value.split()[0] in above for label in labels) == len(above)
    return labels if fits else ()


def _blocks(lines: Sequence[Line], start: int, run: Run, over: int) -> list[Sequence[Line]]:
    """Return the lines over the first row (`over` is its group's heading), and those of a header again between pages."""
    inside = {body.line.span for body in run.rows}
    blocks: list[list[Line]] = [[]]
    for line in lines[run.start : run.end]:
        if line.span in inside:
            blocks += [[]] if blocks[-1] else []
        else:
            blocks[-1].append(line)
    above = [line.text for line in lines[max(0, start - MOST_CAPTION) : run.start]]
    pages = [block for block in blocks if any(_alike(line.text, other) >= ALIKE for line in block for other in above)]
    first = run.start - over
    return [lines[start:first], *pages] if start < first else list(pages)
