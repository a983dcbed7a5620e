"""The labels of a header that is printed on one line, and again on each page, garbled differently.

A line is cut into as many labels as there are columns: at gaps, at blanks, before capitals, or before the words that open
labels (known ones, and those that come again in the line: "PAB FIXO PAB VARIÁVEL"). What one page's line is cut at,
another's of as many words is cut at too, and of each label the witness is taken that most pages have, then one of
letters alone.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Found
from corpus.spans import Span
from corpus.text import fold
from extractors.tables.header_words import worded_labels
from extractors.tables.labels import plays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.tables.lines import Line

RULE: Final = "table-rows-column"
OPENERS: Final = ("label", "measure_label", "order_label", "code_label")
_BLANK: Final = regex.compile(r"\s+")
_BLANK_BEFORE_CAPITAL: Final = regex.compile(r"\s+(?=\p{Lu}|[%(]\p{Lu})")
_GAP: Final = regex.compile(r"\s{2,}|\s*[|\t]\s*")
_TOKEN: Final = regex.compile(r"\S+")
_CLEAN: Final = regex.compile(r"[\p{L}\s().,/%$ºª°-]+")

Labels = tuple[Span, ...]


def labels_of(text: str, blocks: Sequence[Sequence[Line]], width: int) -> tuple[Found[str], ...]:
    """Return the labels of a header of `width` columns; empty where no line of it can be cut into so many.

    `blocks` are the lines over the first row and those between the rows of two pages, in order.
    """
    lines = [line for block in blocks for line in _candidates(block, blocks)]
    candidates = [list(reversed(_candidates(block, blocks))) for block in blocks]
    worded = worded_labels(text, [block for block in candidates if block], width)
    cut = [(line, labels) for line in lines if (labels := cut_as(text, line, width))]
    if not cut or any(label.derived for label in worded):
        return worded
    first, labels = cut[0]
    witnesses = [labels, *(other for line in lines if line is not first and (other := _like(text, labels, line)))]
    return tuple(_best(text, [each[at] for each in witnesses]) for at in range(width))


def _candidates(block: Sequence[Line], blocks: Sequence[Sequence[Line]]) -> list[Line]:
    """Return the lines of a block that may be the header, the lowest first; not the caption, which opens each block."""
    opening = Counter(fold(each[0].text) for each in blocks if len(each) > 1)
    caption = len(block) > 1 and (opening[fold(block[0].text)] > 1 or plays("continued", block[0].text))
    return [line for line in reversed(block[int(caption) :]) if not plays("continued", line.text)]


def cut_as(text: str, line: Line, width: int) -> Labels:
    """Cut a line into as many labels as there are columns; empty where no way does."""
    ways = (_cut(text, line.span, gap) for gap in (_GAP, _BLANK, _BLANK_BEFORE_CAPITAL))
    return next((labels for labels in ways if len(labels) == width), ()) or _cut_at_openers(text, line, width)


def _cut(text: str, span: Span, gap: regex.Pattern[str]) -> Labels:
    labels, start = [], span.start
    for match in gap.finditer(text, span.start, span.end):
        if match.start() > start:
            labels.append(Span(start, match.start()))
        start = match.end()
    return (*labels, Span(start, span.end)) if start < span.end else tuple(labels)


def _cut_at_openers(text: str, line: Line, width: int) -> Labels:
    words = [Span(*match.span()) for match in _TOKEN.finditer(text, *line.span)]
    times = Counter(fold(word.of(text)) for word in words if word.length > len("da"))
    opens = [at == 0 or times[fold(word.of(text))] > 1 or _is_opener(word.of(text)) for at, word in enumerate(words)]
    starts = [at for at, opening in enumerate(opens) if opening]
    if len(starts) != width:
        return ()
    ends = [*(at - 1 for at in starts[1:]), len(words) - 1]
    return tuple(Span(words[begun].start, words[end].end) for begun, end in zip(starts, ends, strict=True))


def _is_opener(word: str) -> bool:
    return any(plays(part, word) for part in OPENERS)


def _like(text: str, labels: Labels, line: Line) -> Labels:
    """Cut a line of as many words where another was cut; empty where it has another number of words."""
    words = [Span(*match.span()) for match in _TOKEN.finditer(text, *line.span)]
    counts = [len(_TOKEN.findall(label.of(text))) for label in labels]
    if len(words) != sum(counts):
        return ()
    cut, at = [], 0
    for count in counts:
        cut.append(Span(words[at].start, words[at + count - 1].end))
        at += count
    return tuple(cut)


def _best(text: str, witnesses: Sequence[Span]) -> Found[str]:
    """Return the witness that most pages have; of those that are as many, the first of letters alone."""
    votes = Counter(fold(each.of(text)) for each in witnesses)
    most = max(votes.values())
    leading = [each for each in witnesses if votes[fold(each.of(text))] == most]
    best = next((each for each in leading if _CLEAN.fullmatch(each.of(text))), leading[0])
    return Found(best.of(text), best, RULE, 0.8 if most > 1 or len(witnesses) == 1 else 0.6)
