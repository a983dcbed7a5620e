"""The stretch of a text where most of what was asked stands close together, what was found marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from corpus.text import fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.asking import Term

WIDTH: Final = 200
"""Characters of an excerpt, more or less."""
READ: Final = 400_000
"""Characters of a text that are looked through."""
MOST: Final = 400
"""Places that are weighed."""
_SHORTEST_STEM: Final = 4
_AROUND: Final = 30


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some of a text in one line, blanks squeezed; `marks` are the spans in it of what was found (code points)."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def marked(self, before: str, after: str) -> str:
        """Return the text with every mark between two strings."""
        parts, at = [], 0
        for start, end in self.marks:
            parts += [self.text[at:start], before, self.text[start:end], after]
            at = end
        return "".join([*parts, self.text[at:]])


def sought(terms: Iterable[Term], stems: Iterable[str] = ()) -> regex.Pattern[str]:
    """Return the pattern of what is to be marked in folded text: the terms, and words that begin with a stem."""
    gap, rest = r"[^\p{L}\p{N}]++", r"[\p{L}\p{N}]*+"
    told = [gap.join(regex.escape(fold(word)) for word in term.words) + rest * term.prefix for term in terms]
    told += [regex.escape(fold(stem)) + rest for stem in stems if len(stem) >= _SHORTEST_STEM]
    longest = sorted(set(told), key=lambda each: (-len(each), each))
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{'|'.join(longest)})(?![\p{{L}}\p{{N}}])")


def excerpt(text: str, pattern: regex.Pattern[str]) -> Excerpt:
    """Return the best stretch of a text: with most different finds, then most, then the first."""
    read = text[:READ]
    folded = fold(read)
    found = []
    for each in pattern.finditer(folded):
        found.append(each.span())
        if len(found) == MOST:
            break
    start, end = _window(folded, found)
    inside = [span for span in found if start <= span[0] and span[1] <= end]
    return _squeezed(read, start, end, inside)


def _window(folded: str, found: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the span that is shown, its ends between words."""
    best, first, last = (0, 0), 0, 0
    for at, (start, _) in enumerate(found):
        inside = [span for span in found[at : at + 20] if span[1] <= start + WIDTH - _AROUND]
        worth = (len({folded[slice(*span)] for span in inside}), len(inside))
        if worth > best:
            best, first, last = worth, start, inside[-1][1]
    start = max(0, first - max(_AROUND, (WIDTH - (last - first)) // 3))
    if last <= WIDTH - _AROUND:
        start = 0
    end = min(len(folded), max(start + WIDTH, last))
    while start and not folded[start - 1].isspace() and start < first:
        start += 1
    while end < len(folded) and not folded[end].isspace() and end > max(last, start + 1):
        end -= 1
    return start, end


def _squeezed(text: str, start: int, end: int, found: Sequence[tuple[int, int]]) -> Excerpt:
    """Return a stretch in one line, its marks moved along."""
    told, marks, at = "… " if start else "", [], start
    for left, right in found:
        told = _joined(told, text[at:left])
        begun = len(told)
        told += squeeze(text[left:right])
        marks.append((begun, len(told)))
        at = right
    told = _joined(told, text[at:end]).rstrip()
    return Excerpt(f"{told} …" if end < len(text) else told, tuple(marks))


def _joined(told: str, more: str) -> str:
    """Return `told` and `more`, every run of white space one blank, none at the beginning."""
    blank = more[:1].isspace() and told and not told.endswith(" ")
    tail = " " if more.strip() and more[-1:].isspace() else ""
    return f"{told}{' ' if blank else ''}{squeeze(more)}{tail}"
