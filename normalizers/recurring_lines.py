"""Lines that recur through a text with a number that goes up: running heads and feet, and bare page numbers.

Where form feeds or the layout tell the pages, such lines stand at their ends. Where nothing does, a
line between blank lines that comes again and again far apart, each time with one of the next
numbers, tells them itself. What reads as the heading of an act or of a part of one is none.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final

import regex
from rapidfuzz.fuzz import ratio

from corpus.furniture import names_gazette
from corpus.knowledge import rows, strings
from corpus.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizers.pages import PageLines

LONGEST_HEAD: Final = 120
"""Characters of the longest running head."""

ALIKE: Final = 88
"""Likeness in percent from which two running heads are one, read twice by OCR."""

ALIKE_TYPE: Final = 75
"""Likeness in percent from which a word may be the damaged name of a kind of act."""

NEAR: Final = 20
"""Page ends, or running heads, that are looked back upon for one that reads the same."""

OFTEN: Final = 3
"""Pages on which a running head must be seen: two numbers in step could be chance."""

APART: Final = 6
"""Lines, not counting blank ones, from one foot to the next where nothing else tells the pages."""

STEP: Final = 3
"""Pages by which the number of such a foot may go up at most."""

_PROSE: Final = regex.compile(r"(?:\p{L}{2,}+\P{L}{1,3}+){5}")
_WORD: Final = regex.compile(r"\p{L}{3,}")
_DIGITS: Final = regex.compile(r"\d+")
_BARE: Final = regex.compile(r"\s*(\d{1,4})\s*")
_HEADING: Final = regex.compile(
    r"""\s*(?:
        (?:art|par[áa]g|cap[íi]t|t[íi]t|livro|se[çc][ãa]o\ [IVX]|subse|anexo|quadro|tabela|cl[áa]us|consider|item\b|lote\b|ata\b)
      | § | R\$ | [IVXL]{1,6}\s?[-–—.)] | \p{L}\s?\) | \d{1,3}(?:\.\d{1,3})*\s?[.)ºª°]
    ) | .*?\bn[º°ª.o]{1,3}\s?\d""",
    regex.VERBOSE | regex.IGNORECASE,
)
"""What begins as a part of an act does, or is numbered as an act is: never a running head by recurrence."""

_DATED: Final = regex.compile(r"\bde\s\d\.?\d{3}\W*\Z|\d[./-]\d{1,2}[./-]\d{2,4}\W*\Z")
"""A line that ends with a date."""


def by_recurrence(lines: PageLines) -> Iterator[int]:
    """Yield the lines that stand at the top or the foot of several pages and bear the page's number."""
    for side in (lines.is_top, lines.is_foot):
        heads = [at for at in lines.bounds if side(at) and _could_head(lines.texts[at].strip())]
        for group in _alike(heads, lines):
            yield from _paged(group, lines)
    if not lines.fed:
        yield from _counted(lines)


def _counted(lines: PageLines) -> Iterator[int]:
    """Yield the feet of pages that only these lines tell: far apart, between blank lines, amid prose, with rising numbers.

    What counts from 1 may be the titles of parts.
    """
    heads = [at for at in range(len(lines)) if _apart(lines, at) and _could_head(lines.texts[at].strip())]
    for group in _alike(heads, lines):
        figures = [_DIGITS.findall(lines.texts[at]) for at in group]
        same_but_last = len({tuple(each[:-1]) for each in figures}) == 1
        last = [int(each[-1]) for each in figures]
        rising = all(b - a >= APART and 0 < n - m <= STEP for a, b, m, n in _pairs(group, last))
        amid = sum(
            any(_PROSE.search(line) for line in lines.texts[max(0, at - APART) : at + APART + 1] if line != lines.texts[at])
            for at in group
        )
        if same_but_last and rising and last[0] > 1 and amid * 2 > len(group):
            yield from group


def _apart(lines: PageLines, at: int) -> bool:
    """Whether a line ends in a figure and has blank lines, or an end of the text, on both its sides."""
    text = lines.texts[at].rstrip()
    apart = (at == 0 or lines.gaps[at] > 0) and (at == len(lines) - 1 or lines.gaps[at + 1] > 0)
    return apart and text[-1:].isdigit()


def _could_head(line: str) -> bool:
    """Whether a line may be a running head: short, with words and a number at one of its ends."""
    bears = len(line) <= LONGEST_HEAD and (line[:1].isdigit() or line[-1:].isdigit())
    return bears and len(_WORD.findall(line)) > 1 and (names_gazette(line) or not _is_heading(line))


def _is_heading(line: str) -> bool:
    """Whether a line reads as the heading of an act or of a part of one, OCR's slips allowed for.

    A type in the plural heads acts only with their date ("PORTARIAS DE 15 DE MAIO DE 2018"); else it is a title's.
    """
    if _HEADING.match(line):
        return True
    folded = fold(line)
    first = (folded.split() or [""])[0]
    plural = first.endswith("s") and not _DATED.search(folded)
    return any(ratio(first, name) >= ALIKE_TYPE for name in _type_words() if name.endswith("s") or not plural)


def begins_as_heading(line: str) -> bool:
    """Whether a line begins as the heading of an act or of a part of one, in the very letters."""
    return bool(_HEADING.match(line)) or (fold(line).split() or [""])[0] in _type_words()


@lru_cache(maxsize=1)
def _type_words() -> frozenset[str]:
    """Return the first words of the names of acts, case and accents aside."""
    return frozenset(fold(name).split()[0] for row in rows("act_types") for name in strings(row, "printed"))


def _alike(heads: list[int], lines: PageLines) -> list[list[int]]:
    """Return the lines in groups that read the same but for their numbers and OCR's slips."""
    groups: dict[str, list[int]] = {}
    for at in heads:
        shape = shape_of(lines.texts[at])
        key = (
            shape
            if shape in groups
            else next((known for known in islice(reversed(groups), NEAR) if ratio(known, shape) >= ALIKE), shape)
        )
        groups.setdefault(key, []).append(at)
    return [group for group in groups.values() if len(group) >= OFTEN]


def _paged(group: list[int], lines: PageLines) -> list[int]:
    """Return the lines whose first or last number goes up as the pages do, by far the most of the group; else none."""
    for end in (0, -1):
        numbers = [int(_DIGITS.findall(lines.texts[at])[end]) for at in group]
        kept = _in_step(group, numbers, lines)
        if len(kept) >= OFTEN and len(kept) * 2 > len(group):
            return kept
    return []


def _in_step(group: list[int], numbers: list[int], lines: PageLines) -> list[int]:
    """Return the lines whose number is the page's, but for one constant; without form feeds, a long rising row."""
    if lines.fed:
        offsets = [number - lines.pages[at] for at, number in zip(group, numbers, strict=True)]
        usual = Counter(offsets).most_common(1)[0][0]
        return [at for at, offset in zip(group, offsets, strict=True) if offset == usual]
    rising = all(0 < b - a <= 1 + 10 * (lines.pages[j] - lines.pages[i]) for i, j, a, b in _pairs(group, numbers))
    return group if rising and len(group) >= OFTEN else []


def _pairs(group: list[int], numbers: list[int]) -> Iterator[tuple[int, int, int, int]]:
    yield from zip(group, group[1:], numbers, numbers[1:], strict=False)


# Bare page numbers


def by_sequence(lines: PageLines) -> Iterator[int]:
    """Yield the bare numbers at the tops or at the feet of pages that go up with the pages."""
    for side, step in ((lines.is_top, 1), (lines.is_foot, -1)):
        bare = [at for at in lines.bounds if side(at) and _BARE.fullmatch(lines.texts[at]) and not _among_cells(lines, at, step)]
        kept = _in_step(bare, [int(lines.texts[at]) for at in bare], lines) if bare else []
        if sum(_prose_beside(lines, at, step) for at in kept) > 1:
            yield from kept


def _among_cells(lines: PageLines, at: int, step: int) -> bool:
    """Whether the next lines inwards are numbers too: then the page's end cuts a column of cells."""
    near = lines.texts[at + 1 : at + 4] if step > 0 else lines.texts[max(0, at - 3) : at]
    return any(_BARE.fullmatch(line) for line in near)


def _prose_beside(lines: PageLines, at: int, step: int) -> bool:
    """Whether the nearest lines of the same page are prose."""
    near = lines.texts[at + 1 : at + 4] if step > 0 else lines.texts[max(0, at - 3) : at]
    return any(_PROSE.search(line) for line in near)


def shape_of(line: str) -> str:
    """Return what a line says, its numbers aside."""
    return _DIGITS.sub("#", fold(line.strip()))
