"""Page furniture taken out: running heads and feet, page numbers, web and publication lines.

Two ways lead to a line. The rows of `running_heads.toml` say what furniture looks like and where it
may stand; and what recurs at the tops or feet of pages with a number that goes up is furniture
whatever it says, unless it reads as the heading of an act or of a part of one. A line goes only as
a whole and leaves its line break. A bare number goes only where the numbers at the ends of pages go
up with the pages, for among cells a number is a value.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

import regex

from corpus.errors import KnowledgeError
from corpus.furniture import is_gazette_head, is_masthead_fact, is_paged_gazette_head, names_gazette, publication
from corpus.knowledge import Row, rows, string, strings
from corpus.spans import Edit, Span
from normalizers import NORMALIZERS, RULES, Rule
from normalizers.cell_runs import among_cells
from normalizers.pages import PageLines, page_lines
from normalizers.recurring_lines import NEAR, begins_as_heading, by_recurrence, by_sequence, shape_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from corpus.context import Context

LONGEST: Final = 400
"""Characters of the longest line that may be furniture."""

EDGE: Final = 15
"""Lines, not counting blank ones, that are the head or the tail of a source."""

BESIDE: Final = 3
"""Lines, not counting blank ones, from a gazette's name to what else its masthead tells."""

WRAPPED: Final = 40
"""Characters of the longest line that is short whatever the width of the text."""

KINDS: Final = ("web", "publication", "page_number", "running_head", "print_footer")
CONFIDENCE: Final = {"anywhere": 0.98, "isolated": 0.98, "edges": 0.95, "boundary": 0.95}

_PARSERS: Final[dict[str, Callable[[str], object]]] = {
    "publication": publication,
    "gazette_head": is_gazette_head,
    "paged_gazette_head": is_paged_gazette_head,
}
_ENDED: Final = regex.compile(r"[.;:!?…)\]”\"'*—–_-]\Z")
_OPEN: Final = regex.compile(
    r"(?:,|\b(?:[ao]s?|[aà]os?|às?|d[aeo]s?|n[ao]s?|em|e|ou|que|com|por|pel[ao]s?|para|sob|sobre))\Z", regex.IGNORECASE
)
"""A line that ends so goes on in the next."""

_CELLS: Final = regex.compile(r"[\s\d.,%R$–—-]++")
_LOWER: Final = bytes(range(256)).decode("latin-1").lower().encode("latin-1")
"""The lower case of each byte of Latin-1."""

Hints: TypeAlias = "dict[str, list[int]]"


@dataclass(frozen=True, slots=True)
class FurnitureRow:
    """One row of the table: whole lines that `fits` accepts, where `where` allows.

    A line without any of `hints` (lower case; none: any line) is not asked.
    """

    id: str
    kind: str
    where: str
    fits: Callable[[str], object]
    hints: tuple[str, ...] = ()
    recurs: bool = False
    same_number_below: bool = False
    witnessed: bool = False

    @property
    def rule(self) -> str:
        """The rule id of this row's edits."""
        return f"furniture-{self.kind}-{self.id}"


RECURRING: Final = FurnitureRow("recurring", "running_head", "boundary", bool)
PLACED: Final = FurnitureRow("placed", "running_head", "boundary", bool)
SEQUENCE: Final = FurnitureRow("sequence", "page_number", "boundary", bool)


def _row(row: Row) -> FurnitureRow:
    kind, where, parser = string(row, "kind"), string(row, "where"), string(row, "parser")
    if kind not in KINDS or where not in CONFIDENCE or bool(parser) == bool(string(row, "pattern")):
        raise KnowledgeError(f"running_heads.toml, row {row['id']}: kind, where, and one of pattern and parser are needed")
    try:
        pattern = regex.compile(string(row, "pattern"), regex.VERBOSE | regex.IGNORECASE)
        fits = lru_cache(maxsize=4096)(_PARSERS[parser] if parser else pattern.fullmatch)
    except (regex.error, KeyError) as error:
        raise KnowledgeError(f"running_heads.toml, row {row['id']}: {error}") from error
    recurs, below, witnessed = (row.get(key) is True for key in ("recurs", "same_number_below", "witnessed"))
    return FurnitureRow(string(row, "id"), kind, where, fits, strings(row, "hints"), recurs, below, witnessed)


@lru_cache(maxsize=1)
def furniture_rows() -> tuple[FurnitureRow, ...]:
    """Return the rows of the table, in order."""
    return tuple(_row(row) for row in rows("running_heads"))


@NORMALIZERS.register("furniture")
def take_out_furniture(text: str, context: Context) -> tuple[Edit, ...]:
    """Return the edits that blank the lines of `text` which are page furniture."""
    hints = _hinted(text)
    found: dict[Span, FurnitureRow] = dict(_by_place(text, context))
    while new := _found(_blanked(text, found), hints, context):
        found |= new
    return tuple(Edit(span, "", found[span].rule, CONFIDENCE[found[span].where]) for span in sorted(found))


def _by_place(text: str, context: Context) -> Iterator[tuple[Span, FurnitureRow]]:
    """Tell the lines that the reader saw at one height of many pages, but for those that read as a heading."""
    if context.furniture and PLACED.rule not in context.disabled:
        lines = page_lines(text)
        for span in context.furniture:
            at = lines.holding(span.start)
            if at < 0 or not span.length or lines.span(at).end < span.end - 1:
                continue
            line = lines.texts[at].strip()
            if names_gazette(line) or not begins_as_heading(line):
                yield lines.span(at), PLACED


def _found(text: str, hints: Hints, context: Context) -> dict[Span, FurnitureRow]:
    """Return the furniture lines of `text` as it is: without them others may come to a page's end."""
    lines = page_lines(text)
    found: dict[Span, FurnitureRow] = {}
    rowed = (*((at, RECURRING) for at in by_recurrence(lines)), *((at, SEQUENCE) for at in by_sequence(lines)))
    for at, row in (*_by_table(lines, hints), *rowed):
        if row.rule not in context.disabled:
            found.setdefault(lines.span(at), row)
    return found


def _blanked(text: str, spans: Iterable[Span]) -> str:
    """Return `text` with blanks in the place of some of its lines, offsets kept."""
    parts: list[str] = []
    last = 0
    for span in sorted(spans):
        parts += (text[last : span.start], " " * span.length)
        last = span.end
    return "".join((*parts, text[last:]))


# By the table


def _hinted(text: str) -> Hints:
    """Return for each row the offsets at which one of its hints stands, found in one byte a character."""
    lower = text.encode("latin-1", errors="replace").translate(_LOWER)
    places: dict[str, list[int]] = {}
    for hint in sorted({hint for row in furniture_rows() for hint in row.hints}):
        wanted = hint.encode("latin-1")
        known = next((places[hint[:length]] for length in range(1, len(hint)) if hint[:length] in places), None)
        if known is None:
            places[hint] = [*_offsets(lower, wanted)]
        else:
            places[hint] = [at for at in known if lower.startswith(wanted, at)]
    return {row.id: [at for hint in row.hints for at in places[hint]] for row in furniture_rows()}


def _offsets(lower: bytes, hint: bytes) -> Iterator[int]:
    at = lower.find(hint)
    while at >= 0:
        yield at
        at = lower.find(hint, at + len(hint))


def _by_table(lines: PageLines, hints: Hints) -> Iterator[tuple[int, FurnitureRow]]:
    asked: dict[int, list[FurnitureRow]] = defaultdict(list)
    for row in furniture_rows():
        for at in _candidates(lines, row, hints):
            asked[at].append(row)
    taken: set[int] = set()
    for at in sorted(asked):
        line = lines.texts[at].strip()
        fitting = (row for row in asked[at] if len(line) <= LONGEST and row.fits(line) and _may_stand(lines, at, row, taken))
        for row in islice(fitting, 1):
            taken.add(at)
            yield at, row


def _candidates(lines: PageLines, row: FurnitureRow, hints: Hints) -> Iterable[int]:
    """Return the lines where the row may look: by place, else those that hold one of its hints."""
    if row.where == "boundary":
        return lines.bounds
    if row.where == "edges":
        return {*range(min(EDGE, len(lines))), *range(max(0, len(lines) - EDGE), len(lines))}
    return {at for offset in hints[row.id] if (at := lines.holding(offset)) >= 0 and offset < lines.span(at).end}


def _may_stand(lines: PageLines, at: int, row: FurnitureRow, taken: set[int]) -> bool:
    """Whether the row may take this line where it stands."""
    if row.same_number_below and not _same_number_below(lines, at, row):
        return False
    if row.witnessed and not _in_masthead(lines, at):
        return False
    if among_cells(lines, at):
        return False
    if row.where == "boundary":
        in_place = _stands_off(lines, at) and not (row.kind == "page_number" and _among_numbers(lines, at))
        return in_place and (not row.recurs or at == 0 or _recurs(lines, at))
    return row.where == "anywhere" or _is_isolated(lines, at, taken)


def _in_masthead(lines: PageLines, at: int) -> bool:
    """Whether the line stands beside what a masthead tells (edition and date), and nowhere else near."""
    line, near = lines.texts[at].strip(), range(max(0, at - EDGE), min(len(lines), at + EDGE + 1))
    alone = sum(lines.texts[other].strip() == line for other in near) == 1
    beside = range(max(0, at - BESIDE), min(len(lines), at + BESIDE + 1))
    return alone and any(other != at and is_masthead_fact(lines.texts[other].strip()) for other in beside)


def _recurs(lines: PageLines, at: int) -> bool:
    """Whether another line at a page's end not far off reads the same, digits aside."""
    place, shape = bisect_left(lines.bounds, at), shape_of(lines.texts[at])
    near = lines.bounds[max(0, place - NEAR) : place + NEAR]
    return any(other != at and shape_of(lines.texts[other]) == shape for other in near)


def _is_isolated(lines: PageLines, at: int, taken: set[int]) -> bool:
    """Whether no sentence runs through the line: a page's end breaks one, a blank line ends it."""
    if lines.is_top(at) or lines.is_foot(at):
        return True
    runs_in = lines.gaps[at] == 0 and at - 1 not in taken and not _has_ended(lines, at)
    runs_on = lines.gaps[at + 1] == 0 and lines.texts[at + 1].strip()[0].islower()
    return not runs_in and not runs_on


def _stands_off(lines: PageLines, at: int) -> bool:
    """Whether a line at a page's end is apart from the page's text; where form feeds tell the pages, any is."""
    if lines.fed:
        return True
    apart_above = at == 0 or lines.gaps[at] > 0
    apart_below = at == len(lines) - 1 or lines.gaps[at + 1] > 0
    return apart_above and apart_below


def _among_numbers(lines: PageLines, at: int) -> bool:
    """Whether a line beside it is all figures and dashes, as cells of a table are."""
    beside = (*lines.texts[max(0, at - 1) : at], *lines.texts[at + 1 : at + 2])
    return any(_CELLS.fullmatch(line) for line in beside)


def _has_ended(lines: PageLines, at: int) -> bool:
    """Whether the line above ends there: as sentences and titles do, or well before the lines are full."""
    above, line = lines.texts[at - 1].rstrip(), lines.texts[at].strip()
    if _ENDED.search(above):
        return True
    return not line[0].islower() and not _OPEN.search(above) and len(above) < min(WRAPPED, lines.width // 2)


def _same_number_below(lines: PageLines, at: int, row: FurnitureRow) -> bool:
    """Whether the number the row reads stands again in one of the next three lines."""
    match = row.fits(lines.texts[at].strip())
    number = match["number"].lstrip("0") if isinstance(match, regex.Match) else ""
    below = " ".join(lines.texts[at + 1 : at + 4])
    return bool(number) and regex.search(rf"(?<![\d.,])0*{number}(?!\d)", below) is not None


@RULES.register("furniture")
def rules() -> tuple[Rule, ...]:
    """Return the rules of the table, and the three that need no row."""
    listed = zip(furniture_rows(), rows("running_heads"), strict=True)
    return (
        *(Rule(row.rule, "running_heads.toml", string(told, "source"), _example(told)) for row, told in listed),
        Rule(RECURRING.rule, "running_heads.py", "a line that recurs at the ends of pages"),
        Rule(PLACED.rule, "running_heads.py", "a line that stands at one height of many pages, numbers aside"),
        Rule(SEQUENCE.rule, "running_heads.py", "a bare number at the ends of pages that goes up with them"),
    )


def _example(row: Row) -> str:
    return next(iter(strings(row, "examples")), "")
