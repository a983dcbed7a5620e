"""Marks that were never printed: dust, rules and the back of the leaf, read as punctuation at the ends of lines.

A page is dusty where marks stand that no author writes: after a hyphen at a line's end, before a
line whose sentence goes on, glued before a word. Only there are such marks taken out; in a source
whose lines are pieces of a web page, or whose author puts blanks before commas, they are left.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex

from corpus.spans import Edit, Span
from normalizers import NORMALIZERS, RULES, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.context import Context

_MARK: Final = r"[.,:;'’‘~`´¨_°*\"“”|\\^-]"
_AFTER: Final = regex.compile(
    rf"""
    (?<= [\p{{L}}\d)%º](?<joined>[.,;:-]) | [\p{{L}}\d)%º] )     # 'consi- -', 'eventuais, .', 'o dia .'
    [ ]++ (?!(.)[ ]?\2) (?<mark>{_MARK})(?:[ ]?{_MARK}){{0,4}} [ ]*+ $
    (?= \n[ \t]*+ (?<goes_on>\p{{Ll}})? )
    """,
    regex.VERBOSE | regex.MULTILINE,
)
_BEFORE: Final = regex.compile(
    r"""
    ^ [ ]*+
    (?: [.:;'’‘~`´_°] [ ]++ (?=\p{L}{2}) (?<=[.,;:-][ ]*\n[ ]*.[ ]+)      # a mark after a line that ends with its own
      | [._'‘’~`] (?=\p{Ll}++(?![.\p{L}\d@/-]))                             # '.do Conselho', '_prefeituras'
      | -(?<=[\p{Ll},][ ]*\n[ ]*-) (?!(?:se|lhes?|l?[oa]s?|me|nos|vos|te)(?!\p{L})) (?=\p{L}\p{Ll}++[ ])  # '-que negava'
      | ['’_,;](?<=[^\p{L}\d].|\A.) (?=\p{Lu}{3,}[ ]\p{L})(?![^\n]{0,80}['’])  # "'EDITAL DE"
    )
    """,
    regex.VERBOSE | regex.MULTILINE,
)
_INSIDE: Final = regex.compile(
    rf"""
    (?= \n | [ ]++ (?:\n | {_MARK}) ) (?<= [\p{{L}}\d,](?<cut>-)? )
    (?<after> [ ]++ (?<first>{_MARK}) (?:[ ]?{_MARK}){{0,3}} )?+ [ ]*+ \n     # 'cedido por um -', an empty line,
    (?<empty> [ \t]*+ \n )*+
    [ ]*+ (?<before> {_MARK} (?:[ ]?{_MARK}){{0,3}} [ ]*+ )?+                 # '- vizinho, cujo nome'
    (?= \p{{Ll}}++ (?![.\d@/)]) )
    """,
    regex.VERBOSE,
)
"""A sentence that goes on in the next line, with marks at the end of the one or before the other."""
_CUT: Final = regex.compile(
    rf"""
    (?<= \p{{Ll}}\p{{Ll}}- [ ]* \n (?:[ ]*\n)? ) [ ]*+ {_MARK}(?:[ ]?{_MARK})?+ [ ]*+ (?=\p{{Ll}}{{2}})
    | (?<= \p{{Ll}}\p{{Ll}}- ) (?: [.,:;'’‘~_|] | [ ]++ {_MARK} )(?:[ ]?{_MARK}){{0,3}} [ ]*+
      (?=\n[ ]*+\p{{Ll}}{{2}})
    """,
    regex.VERBOSE,
)
"""Marks between the hyphen of a parted word and its rest ('constata-.', '- ram'): nobody writes them, so one is enough."""
_ALONE: Final = regex.compile(r"^[ ]*+[.,:;'’‘~`´¨°](?:[ ]{1,3}[.,:;'’‘~`´¨°_-]){0,3}[ ]*+$", regex.MULTILINE)
_LETTER: Final = regex.compile(r"(?<=\p{Ll}[.]|\d[.]|[.]”|[.]\")[ ][oaec](?=[ ]*+(?:[.,'’-][ ]*+)*+\n[ ]*+(?:\n|\p{Lu}|\Z))")
"""A letter after the full stop at a line's end, before a new sentence or an empty line."""
_LABEL: Final = regex.compile(r"^[ ]*+[.'’‘:;|\-“\"]{1,2}[ ](?=(?:Art(?:igo)?[.]?|§)[ ]\d|\p{Lu}{4,}\b)", regex.MULTILINE)
"""Marks before the label of an article or a heading."""
_HEADING: Final = regex.compile(
    r"(?<=^[^\p{Ll}\n]{8,90})[ ]++(?!-|[.][ ]?[.][ ]?[.])[.,;'’‘~`*_|-](?:[ ][.,'’-])*+[ ]*+$", regex.MULTILINE
)
"""Marks after a line in capitals."""
_QUOTES: Final = frozenset("\"“”'’‘")
_DASHES: Final = frozenset("-|")
_NOTES: Final = frozenset("*°")
_HABIT: Final = regex.compile(r"\p{L}[ ][,;:.](?=[ ]\p{L})")
"""An author who writes a blank before marks."""
_DUSTY: Final = 2
"""Marks no author writes that make a page dusty, and one for so many lines:"""
_LINES: Final = 80
_SEEN: Final = 0.5
"""The same in a source that is known to have been read from scans."""
_LIKELY: Final = 0.5
"""What a mark that few authors write counts, beside one that none does."""
_CONFIDENCE: Final = 0.9


@NORMALIZERS.register("strays")
def strays(text: str, context: Context) -> tuple[Edit, ...]:
    """Return the edits that take stray marks out, page by page; of a page that is not dusty only those in parted words."""
    if "stray-mark" in context.disabled:
        return ()
    found: list[Edit] = []
    start = 0
    for page in text.split("\f"):
        found += (Edit(Span(a + start, b + start), "", "stray-mark", _CONFIDENCE) for a, b in _on(page, scanned=context.scanned))
        start += len(page) + 1
    return tuple(found)


def dust(text: str) -> float:
    """Return how many marks stand in `text` that no author writes: one in a parted word counts twice, one few write half."""
    found = 2.0 * len(_CUT.findall(text))
    for page in text.split("\f"):
        sure, likely = _marks(page)
        if len(_HABIT.findall(page)) <= len(sure):
            found += len(sure) + _LIKELY * len(likely - sure)
    return found


def _on(page: str, *, scanned: bool) -> list[tuple[int, int]]:
    """Return where stray marks stand on a page, in order."""
    cut = {match.span() for match in _CUT.finditer(page)}
    sure, likely = _marks(page)
    dusty = bool(sure or scanned) and _is_dusty(page, len(sure), len(likely - sure), least=_SEEN if scanned else _DUSTY)
    return _apart(cut | sure | likely if dusty else cut)


@lru_cache(maxsize=32)
def _marks(page: str) -> tuple[frozenset[tuple[int, int]], frozenset[tuple[int, int]]]:
    """Return where marks stand on a page that no author writes, and where marks that few write; asked twice of each page."""
    sure, likely = _sure_and_likely(page)
    for pattern in (_ALONE, _LETTER, _LABEL, _HEADING):
        likely |= {match.span() for match in pattern.finditer(page)}
    return frozenset(sure), frozenset(likely)


def _sure_and_likely(page: str) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return where marks stand within a sentence that no author writes, and where marks that few write."""
    ends = [match for match in _AFTER.finditer(page) if match["joined"] or match["goes_on"]]
    sure = {match.span() for match in ends if match["joined"]} | {match.span() for match in _BEFORE.finditer(page)}
    likely = {match.span() for match in ends if not match[0].strip().startswith(("-", "|"))}
    for match in _INSIDE.finditer(page):
        spans = [*_inside(page, match)]
        likely.update(spans)
        sure.update(spans if spans and _unwritten(match) else ())
    return sure, likely


def _is_dusty(page: str, sure: int, likely: int, *, least: float) -> bool:
    """Whether the marks no author writes, and those few write, are enough for a page and more than an author's habit."""
    signs = sure + likely * _LIKELY
    return signs >= max(least, page.count("\n") / _LINES) and len(_HABIT.findall(page)) < signs


def _unwritten(match: regex.Match[str]) -> bool:
    """Whether no author writes the marks of this match: in a word cut at the line's end, or with an empty line between."""
    if match["cut"] is not None:
        return True
    if match["after"] is not None and match["before"] is not None:
        return True
    return match["empty"] is not None or (
        match["after"] is not None and match["first"] not in _QUOTES | _DASHES | {":", ";", ","}
    )


def _inside(page: str, match: regex.Match[str]) -> Iterator[tuple[int, int]]:
    """Give where marks within a sentence stand that are strays on a dusty page; a dash or a quote may be the author's."""
    both = match["after"] is not None and match["before"] is not None
    for group in ("after", "before"):
        marks = match[group]
        if marks is None:
            continue
        kinds = frozenset(marks) - {" "}
        if kinds <= _NOTES and not (both or match["cut"]):
            continue
        if kinds <= _QUOTES and not _single(page, match.end(), match[group]):
            continue
        if kinds <= _DASHES and not (both or match["cut"] or match["empty"]) and (kinds != {"|"} or page.count("|") > _BARS):
            continue
        yield match.span(group)


_PARAGRAPH: Final = 700
_BARS: Final = 4
"""Bars on a page up to which they rule no table."""


def _single(page: str, at: int, mark: str) -> bool:
    """Whether the quote `mark` before `at` has no partner after it."""
    rest = page[at : at + _PARAGRAPH]
    return sum(rest.count(quote) for quote in ('"”“' if mark.strip()[0] in '"”“' else "'’‘")) % 2 == 0


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans in order, those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return merged


@RULES.register("strays")
def rules() -> tuple[Rule, ...]:
    """Return the one rule of this step."""
    return (Rule("stray-mark", "strays.py", "takes out marks at the ends of lines that dust was read as"),)
