"""A 9 read for º: where the numbering of articles and paragraphs, or the other articles cited beside, ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from corpus.spans import Edit, Span
from normalizers import RULES, Rule
from normalizers.ordinal_twos import two_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.context import Context

_LABEL: Final = regex.compile(
    r"^[ \t]*(?P<kind>Art(?:igo)?[.]?|§)[ ]?(?P<number>\d{1,4})(?P<mark>[º°]?)(?![\d.,]\d|[\d/])", regex.MULTILINE
)
_CITED: Final = regex.compile(r"(?:[Aa]rt(?:igos?|s?[.])|§)\s(?P<number>\d{1,4})(?P<mark>[º°]?)(?![\d.,]\d|[\d/-])")
_WITNESSES: Final = 2
"""Articles with º that must stand beside one with 9, none of them above 9."""


def ordinal_edits(text: str, context: Context) -> Iterator[Edit]:
    """Give the repairs of 9 read for º; rule ids `ordinal-label` (own numbering) and `ordinal-cited`."""
    if "ordinal-label" not in context.disabled:
        yield from _labels(text)
    if "ordinal-two" not in context.disabled:
        yield from two_edits(text)
    if "ordinal-cited" not in context.disabled:
        yield from _cited(text)


def _labels(text: str) -> Iterator[Edit]:
    """Give labels such as `§ 29` between § 1º and § 3º, `Art. 59` between Art. 4º and Art. 6º."""
    found = list(_LABEL.finditer(text))
    for at, match in enumerate(found):
        meant = _meant(match)
        if meant is None:
            continue
        if _number(found, at - 1, match["kind"][0]) == meant - 1 and _number(found, at + 1, match["kind"][0]) in {
            meant + 1,
            None,
        }:
            end = match.end("number")
            yield Edit(Span(end - 1, end), "º", "ordinal-label", 0.93)


def _meant(match: regex.Match[str]) -> int | None:
    """Return the digit before a 9 that may be º; None where there is a mark already or no such 9."""
    number = match["number"]
    return int(number[0]) if len(number) == len("79") and number[1] == "9" and not match["mark"] else None


def _number(found: Sequence[regex.Match[str]], at: int, kind: str) -> int | None:
    """Return the number of the label at `at`, read with its own 9 as º where it may; None at the ends or at another kind."""
    if not 0 <= at < len(found) or found[at]["kind"][0] != kind:
        return None
    return _meant(found[at]) or int(found[at]["number"])


def _cited(text: str) -> Iterator[Edit]:
    """Give citations such as `Artigo 3º; Artigo 4º ...; Artigo 79`: where articles up to nine bear º and none is above."""
    found = list(_CITED.finditer(text))
    for at, match in enumerate(found):
        meant = _meant(match)
        if meant is None:
            continue
        beside = [other for other in found[max(0, at - 4) : at] if match.start() - other.end() < _REACH]
        marked = [int(other["number"]) for other in beside if other["mark"]]
        if (
            len(marked) >= _WITNESSES
            and len(marked) == len(beside)
            and max(marked) < meant
            and "." not in _between(text, beside[0], match)
        ):
            end = match.end("number")
            yield Edit(Span(end - 1, end), "º", "ordinal-cited", 0.8)


_REACH: Final = 160
"""Code points within which articles are cited beside one another."""


def _between(text: str, first: regex.Match[str], last: regex.Match[str]) -> str:
    return text[first.end() : last.start()]


@RULES.register("ordinals")
def rules() -> tuple[Rule, ...]:
    """Return the rules whose ids stand in this module."""
    return (
        Rule("ordinal-label", "ordinals.py", "a 9 read for the ordinal mark of an article, by its place in the sequence"),
        Rule("ordinal-cited", "ordinals.py", "a 9 read for the ordinal mark of an article that is cited"),
    )
