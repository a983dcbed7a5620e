"""The types of the acts that others name: the table and the patterns that find their words.

A printed word is sought in the folded text and bears what scanning does to its ending ("Resolucdo",
"ResolucBes"); an abbreviation counts only as the table has it ("LC", "Port.").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex

from corpus.knowledge import rows, string, strings
from corpus.text import beginnings, either, fold, folded, places_in, places_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.spans import Span

_ENDING: Final = regex.compile(r"c(?:ao|oes)\b|[\s-]")
"""What ends the letters by which a word is told to be a type's, before the types are tried."""


@dataclass(frozen=True, slots=True)
class ReferenceType:
    """A row of reference_types.toml."""

    id: str
    type: str
    printed: tuple[str, ...]
    exact: tuple[str, ...]
    alone: tuple[str, ...]
    not_before: tuple[str, ...]
    numberless: bool
    letter: bool


@lru_cache(maxsize=1)
def reference_types() -> tuple[ReferenceType, ...]:
    """Return the table of types in its order."""
    return tuple(
        ReferenceType(
            id=string(row, "id"),
            type=string(row, "type"),
            printed=strings(row, "printed"),
            exact=strings(row, "exact"),
            alone=strings(row, "alone"),
            not_before=strings(row, "not_before"),
            numberless=row.get("numberless") is True,
            letter=row.get("letter") is True,
        )
        for row in rows("reference_types")
    )


def _tolerant(printed: str) -> str:
    """Return a pattern of a folded type word that bears what scanning does to -ção and -ções."""
    pattern = regex.escape(fold(printed)).replace(r"\ ", r"\s++").replace(r"\-", r"\s?-\s?")
    pattern = regex.sub(r"cao\b", r"[cg¢]{1,3}+[a-z&]{1,3}?o", pattern)
    return regex.sub(r"coes\b", r"[cg¢]{1,3}+[a-z0-9&]{1,2}?es", pattern)


@lru_cache(maxsize=1)
def head_patterns() -> tuple[regex.Pattern[str], regex.Pattern[str], dict[str, ReferenceType]]:
    """Return the pattern of printed words (folded), that of exact abbreviations, and the type of each group."""
    groups: dict[str, ReferenceType] = {}
    words: list[tuple[int, str]] = []
    exact: list[tuple[int, str]] = []
    for index, row in enumerate(reference_types()):
        groups[f"t{index}"] = row
        words += ((len(each), f"(?P<t{index}>{_tolerant(each)})(?!\\w)") for each in row.printed)
        exact += ((len(each), f"(?P<t{index}>{regex.escape(each)})(?!\\w)") for each in row.exact)
        exact += ((len(each), rf"(?P<t{index}>{regex.escape(each)})(?!\w|\s+(?:d[aeo]s?|para|n[ao])\s)") for each in row.alone)
    longest = [pattern for _, pattern in sorted(words, key=lambda pair: -pair[0])]
    marks = [pattern for _, pattern in sorted(exact, key=lambda pair: -pair[0])]
    return (
        regex.compile(rf"\b(?={either(_stems())})(?<![/-])(?:{'|'.join(longest)})"),
        regex.compile(rf"(?<![\w/.-])(?={either(_abbreviations())})(?:{'|'.join(marks)})"),
        groups,
    )


def type_words(text: str, span: Span) -> list[regex.Match[str]]:
    """Return the printed words of types inside `span` of a source's `text`, in order, none inside another.

    The matches are of the span's folded text.
    """
    words, _, _ = head_patterns()
    return _matched(words, folded(text), span, _stem_places(text))


def type_marks(text: str, span: Span) -> list[regex.Match[str]]:
    """Return the abbreviations of types inside `span` of a source's `text`, in order, none inside another.

    The matches are of the span's text.
    """
    _, marks, _ = head_patterns()
    return _matched(marks, text, span, _mark_places(text))


def _matched(pattern: regex.Pattern[str], text: str, span: Span, places: Sequence[int]) -> list[regex.Match[str]]:
    """Return the matches that begin at one of `places` of a text inside a span of it."""
    inside = places_in(places, *span)
    found: list[regex.Match[str]] = []
    end, piece = 0, span.of(text) if inside else ""
    for place in inside:
        at = place - span.start
        if at >= end and (not at or not piece[at - 1].isalnum()):
            match = pattern.match(piece, at, timeout=10)
            if match is not None:
                found.append(match)
                end = match.end()
    return found


@lru_cache(maxsize=2)
def _stem_places(text: str) -> tuple[int, ...]:
    return places_of(folded(text), _first_words())


@lru_cache(maxsize=2)
def _mark_places(text: str) -> tuple[int, ...]:
    return places_of(text, _first_marks())


@lru_cache(maxsize=1)
def _first_words() -> tuple[str, ...]:
    return beginnings(_stems())


@lru_cache(maxsize=1)
def _first_marks() -> tuple[str, ...]:
    return beginnings(_abbreviations())


def _abbreviations() -> set[str]:
    return {each for row in reference_types() for each in (*row.exact, *row.alone)}


def _stems() -> set[str]:
    """Return with what each printed word begins, up to where it may be damaged; folded."""
    return {_ENDING.split(fold(each), maxsplit=1)[0] for row in reference_types() for each in row.printed}
