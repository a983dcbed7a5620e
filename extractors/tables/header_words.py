"""The labels of a header of several lines whose columns stand nowhere: OCR left single blanks between its words.

The block is printed again on every page, and garbled differently on each. The words of its fullest line are laid beside
those of the other pages, and each place gets the word that most pages have, then one that the act's own words before the
table know, then the one that is most like the others. Words that only end a label ("Capita", "Final") go with the word
before; a line above gives such words a beginning where it has as many words as there are labels that want one. What no
rule settles stays as it is printed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Found
from corpus.spans import Span
from corpus.text import fold
from extractors.tables.labels import plays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.tables.lines import Line

RULE: Final = "table-rows-column"
SURE, UNSURE = 0.8, 0.5
ALIKE: Final = 0.4
"""Likeness from which two garbled words may be the same."""
BEFORE: Final = 5_000
"""Code points before a table in which its words are looked for."""
KNOWN: Final = 1.5
"""What it is worth, in votes, that the text before the table has a word, or that it is one of headers."""
MOST_JOINED: Final = 3
"""Words beyond one a column, or half as many as columns."""
MOST_TAILS: Final = 12
MOST_BELOW: Final = 4
_PARTICLE: Final = regex.compile(r"(?i)d[aeo]s?|p/|por|em|n[ao]s?|com|para|e|/|-")
_TOKEN: Final = regex.compile(r"[^\s|]+")
_WORD: Final = regex.compile(r"\p{L}{3,}+")
_CLEAN: Final = regex.compile(r"[(%]?\p{L}[\p{L}/-]*+[.º)]?")
_KNOWING: Final = ("label", "measure_label", "code_label", "order_label", "label_tail")

Words = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """What the pages print at one place of the header: the word taken, and whether it is sure."""

    word: Span
    sure: bool


def worded_labels(text: str, blocks: Sequence[Sequence[Line]], width: int) -> tuple[Found[str], ...]:
    """Return the labels of a header of `width` columns; empty where its words cannot be shared out among them in one way.

    `blocks` are the lines over the first row and those between the rows of two pages, captions left out.
    """
    at = [_fullest(text, block, width) for block in blocks]
    mains = [_words(text, block[main]) for block, main in zip(blocks, at, strict=True) if main is not None]
    if not mains:
        return ()
    known = _known(text, min(block[0].span.start for block in blocks if block))
    main = _voted(text, mains, known)
    uppers = [
        each for block, main in zip(blocks, at, strict=True) if main and len(each := _words(text, block[main - 1])) <= width
    ]
    upper = [place for place in _voted(text, uppers, known) if _WORD.search(place.word.of(text))] if uppers else []
    cut = _cut(text, main, width, len(upper)) or _cut_without_rest(text, main, width, len(upper))
    if cut is None:
        return ()
    labels, wanting = cut
    begun = dict(zip(wanting, upper, strict=True)) if wanting else {}
    return tuple(_label(text, begun.get(number), label) for number, label in enumerate(labels))


def _words(text: str, line: Line) -> Words:
    return tuple(Span(*match.span()) for match in _TOKEN.finditer(text, *line.span))


def _fullest(text: str, block: Sequence[Line], width: int) -> int | None:
    """Return the line of a block with a word a column and few more, None where none is such."""
    counts = {at: len(_words(text, line)) for at, line in enumerate(block)}
    able = [at for at, count in counts.items() if width <= count <= width + max(MOST_JOINED, width // 2)]
    return max(able, key=lambda at: (counts[at], at), default=None)


def _known(text: str, start: int) -> frozenset[str]:
    return frozenset(fold(match[0]) for match in _WORD.finditer(text, max(0, start - BEFORE), start))


# --- the pages against one another


def _voted(text: str, lines: Sequence[Words], known: frozenset[str]) -> list[_Place]:
    """Return the words of a line that comes on several pages; of as many words as most of them have."""
    usual = max(Counter(map(len, lines)).items(), key=lambda each: (each[1], -each[0]))[0]
    first = next(words for words in lines if len(words) == usual)
    places: list[list[Span]] = [[word] for word in first]
    for other in lines:
        for at, word in _beside(text, first, other) if other is not first else ():
            places[at].append(word)
    return [_chosen(text, witnesses, known) for witnesses in places]


def _beside(text: str, first: Words, other: Words) -> list[tuple[int, Span]]:
    """Lay the words of a line beside those of another, in order: which is which, where they are alike."""
    if len(first) == len(other):
        return list(enumerate(other))
    best: list[list[tuple[float, tuple[tuple[int, Span], ...]]]] = [[(0.0, ())] * (len(other) + 1) for _ in range(len(first) + 1)]
    for at, one in enumerate(first, 1):
        for number, word in enumerate(other, 1):
            near = _likeness(fold(one.of(text)), fold(word.of(text)))
            worth, laid = best[at - 1][number - 1]
            ways = [best[at - 1][number], best[at][number - 1]]
            ways += [(worth + near, (*laid, (at - 1, word)))] if near >= ALIKE else []
            best[at][number] = max(ways, key=lambda way: way[0])
    return list(best[-1][-1][1])


@lru_cache(maxsize=4096)
def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _chosen(text: str, witnesses: Sequence[Span], known: frozenset[str]) -> _Place:
    """Return the witness that most pages have, the text knows, and the others are most like."""
    words = [fold(each.of(text)) for each in witnesses]
    votes = Counter(words)

    def worth(at: int) -> float:
        printed = witnesses[at].of(text)
        is_known = words[at].strip("().") in known or any(plays(part, printed) for part in _KNOWING)
        near = sum(_likeness(words[at], other) for other in words) / len(words)
        return votes[words[at]] + KNOWN * is_known + bool(_CLEAN.fullmatch(printed)) + near

    best = max(range(len(witnesses)), key=worth)
    printed = witnesses[best].of(text)
    is_known = words[best].strip("().") in known or any(plays(part, printed) for part in _KNOWING)
    return _Place(witnesses[best], votes[words[best]] > 1 or is_known or len(witnesses) == 1)


# --- the words against the columns


_Cut = tuple[list[tuple[_Place, ...]], list[int]]


def _cut(text: str, words: Sequence[_Place], width: int, upper: int) -> _Cut | None:
    """Share words out among columns: each label's words, and the labels that want a beginning, as many as stand above.

    None where no way does, or several do as well.
    """
    printed = [place.word.of(text) for place in words]
    tails = [at for at in range(1, len(words)) if _is_tail(printed, at)]
    times = Counter(map(fold, printed))
    joined = len(words) - width
    if joined < 0 or joined > len(tails) or len(tails) > MOST_TAILS:
        return None
    ways = []
    for chosen in combinations(tails, joined):
        wanting = [at for at in tails if at not in chosen and not _binds(printed, at)]
        bound = all(at in chosen for at in tails if _binds(printed, at))
        repeated = sum(times[fold(printed[at])] > 1 for at in chosen)
        if bound and len(wanting) in (upper, 0):
            after_tail = sum(at - 1 in wanting for at in chosen)
            ways.append((repeated + after_tail, chosen, wanting))
    least = min((way[0] for way in ways), default=0)
    best = [way for way in ways if way[0] == least]
    if len(best) != 1:
        return None
    _, chosen, wanting = best[0]
    labels: list[tuple[_Place, ...]] = []
    numbers: list[int] = []
    for at, place in enumerate(words):
        if at in chosen:
            labels[-1] = (*labels[-1], place)
        else:
            numbers += [len(labels)] if at in wanting else []
            labels.append((place,))
    return labels, numbers


def _cut_without_rest(text: str, words: Sequence[_Place], width: int, upper: int) -> _Cut | None:
    """Share words out where those of a line below, joined to this one, end it: where the line above fits whole."""
    for end in range(len(words) - 1, max(width, len(words) - MOST_BELOW) - 1, -1):
        cut = _cut(text, words[:end], width, upper) if upper else None
        if cut is not None and cut[1]:
            return cut
    return None


def _is_tail(printed: Sequence[str], at: int) -> bool:
    """Whether a word may only end a label: by itself, after the word before, or after a preposition."""
    pair = f"{printed[at - 1]} {printed[at]}"
    return plays("label_tail", printed[at]) or plays("label_tail", pair) or _binds(printed, at)


def _binds(printed: Sequence[str], at: int) -> bool:
    """Whether a word goes with the one before in any case: a preposition, or what follows one."""
    return bool(_PARTICLE.fullmatch(printed[at]) or _PARTICLE.fullmatch(printed[at - 1]))


def _label(text: str, above: _Place | None, words: Sequence[_Place]) -> Found[str]:
    """Return a label with its word of the line above; its span is that of its own words."""
    told = [*([above] if above is not None else []), *words]
    value = " ".join(place.word.of(text) for place in told)
    first, last = words[0].word, words[-1].word
    one_line = first.start <= last.start
    span = Span(first.start, last.end) if one_line and "\n" not in text[first.start : last.end] else first
    sure = SURE if all(place.sure for place in told) else UNSURE
    return Found(value, span, RULE, sure, derived=value != span.of(text))
