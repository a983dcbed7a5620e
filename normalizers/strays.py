"""Marks that were never printed: dust, rules and the back of the leaf, read as punctuation at the ends of lines.

A page is dusty where marks stand that no author writes: after a hyphen at a line's end, before a
line whose sentence goes on, glued before a word. Only there are such marks taken out; in a source
whose lines are pieces of a web page, or whose author puts blanks before commas, they are left.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from corpus.spans import Edit, Span
from normalizers import NORMALIZERS, RULES, Rule
from normalizers.lexicon import lexicon

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
      | [._'‘’~`] (?!(?:com|net|org|gov|pdf|docx?|xlsx?|txt|zip|html?|xml)(?!\p{L})) (?=\p{Ll}++(?![.\p{L}\d@/-]))
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
    (?<= \p{{Ll}}\p{{Ll}}- [ ]* \n (?:[ ]*\n)? ) [ ]*+ (?! -\p{{L}} | ["“'‘]\p{{L}}++["”'’] )   # 'guarda-', '-chuva' stays
      {_MARK}(?:[ ]?{_MARK})?+ [ ]*+ (?=\p{{Ll}}{{2}})
    | (?<= \p{{Ll}}\p{{Ll}}- ) (?: [.,:;'’‘~_|] | [ ]++ {_MARK} )(?:[ ]?{_MARK}){{0,3}} [ ]*+
      (?=\n[ ]*+\p{{Ll}}{{2}})
    """,
    regex.VERBOSE,
)
"""Marks between the hyphen of a parted word and its rest ('constata-.', '- ram'): nobody writes them, so one is enough."""
_HEAD: Final = regex.compile(r"(\p{L}++)-\s*+\Z")
_TAIL: Final = regex.compile(r"\s*+(\p{L}++)")
_ALONE: Final = regex.compile(r"^[ ]*+[.,:;'’‘~`´¨°](?:[ ]{1,3}[.,:;'’‘~`´¨°_-]){0,3}[ ]*+$", regex.MULTILINE)
_LETTER: Final = regex.compile(
    r"""
    (?<= \p{Ll}[.] | \d[.] | [.]” | [.]" ) (?<! \b(?i:ltda|cia|jr|dra?|sra?|profa?|inc|etc|av|pe|st[oa]|fls?|art|engº?)[.] )
    [ ][oaec] (?= [ ]*+(?:[.,'’-][ ]*+)*+ \n[ ]*+(?:\n|\p{Lu}|\Z) )
    """,
    regex.VERBOSE,
)
"""A letter after the full stop at a line's end, before a new sentence or an empty line."""
_LABEL: Final = regex.compile(r"^[ ]*+[.'’‘:;|\-“\"]{1,2}[ ](?=(?:Art(?:igo)?[.]?|§)[ ]\d|\p{Lu}{4,}\b)", regex.MULTILINE)
"""Marks before the label of an article or a heading."""
_HEADING: Final = regex.compile(
    r"(?<=^[^\p{Ll}\n]{8,90})[ ]++(?!-|[.][ ]?[.][ ]?[.])[.,;'’‘~`*_|-](?:[ ][.,'’-])*+[ ]*+$", regex.MULTILINE
)
"""Marks after a line in capitals."""
_BESIDE: Final = regex.compile(
    rf"""
    \n (?: (?<= [ -]{_MARK}+[ ]*+\n ) | (?<= [.”"][ ][oaec][ .,'’-]*+\n )
          | (?= [ \t]*+ (?: [.:;'’‘~`´¨_°]
                          | {_MARK}(?:[ ]?{_MARK}){{0,3}} [ ]*+ (?:\p{{Ll}} | \p{{Lu}}{{3}} | Art | § | \n | \Z) ) ) )
    """,
    regex.VERBOSE,
)
"""A line break with a mark alone before it, or before the line's first word: all the patterns above need one."""
_AHEAD: Final = 120
"""Code points behind a break up to which they look."""
_QUOTES: Final = frozenset("\"“”'’‘")
_DASHES: Final = frozenset("-|")
_NOTES: Final = frozenset("*°")
_HABIT: Final = regex.compile(r"[ ][,;:.](?<=\p{L}..)(?=[ ]\p{L})")
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
    for page, marks in _pages(text):
        spans = _on(page, marks, scanned=context.scanned)
        found += (Edit(Span(a + start, b + start), "", "stray-mark", _CONFIDENCE) for a, b in spans)
        start += len(page) + 1
    return tuple(found)


def dust(text: str) -> float:
    """Return how many marks stand in `text` that no author writes: one in a parted word counts twice, one few write half."""
    found = 0.0
    for page, (cut, sure, likely) in _pages(text):
        found += 2.0 * len(cut)
        if (sure or likely) and _habits(page) <= len(sure):
            found += len(sure) + _LIKELY * len(likely - sure)
    return found


def _on(page: str, marks: _Marks, *, scanned: bool) -> list[tuple[int, int]]:
    """Return where stray marks stand on a page, in order."""
    cut, sure, likely = marks
    least = _SEEN if scanned else _DUSTY
    dusty = bool(sure or scanned) and _is_dusty(page, len(sure), len(likely - sure), least=least)
    return _apart(cut | sure | likely if dusty else cut)


_Places = frozenset[tuple[int, int]]


class _Marks(NamedTuple):
    """Where marks stand on a page: in parted words (`cut`), where no author writes them (`sure`), where few do (`likely`)."""

    cut: _Places
    sure: _Places
    likely: _Places


@lru_cache(maxsize=1)
def _pages(text: str) -> tuple[tuple[str, _Marks], ...]:
    """Return the pages of a text with the marks on each; kept, for each text is asked twice."""
    return tuple((page, _marks(page)) for page in text.split("\f"))


def _marks(page: str) -> _Marks:
    """Return the marks on a page, looked for only about line breaks with a mark beside them."""
    cut: set[tuple[int, int]] = set()
    sure: set[tuple[int, int]] = set()
    likely: set[tuple[int, int]] = set()
    for about in _windows(page):
        for match in _matches(_CUT, page, about):
            (cut if _makes_word(page, match) else likely).add(match.span())
        _within(page, about, sure, likely)
        for pattern in (_ALONE, _LETTER, _LABEL, _HEADING):
            likely |= {match.span() for match in _matches(pattern, page, about)}
    return _Marks(frozenset(cut), frozenset(sure), frozenset(likely))


def _makes_word(page: str, match: regex.Match[str]) -> bool:
    """Whether the halves on both sides of the mark are one word: else the hyphen may end a list's heading (`pré-, intra-`)."""
    head = _HEAD.search(page, max(0, match.start() - _AHEAD), match.start())
    tail = _TAIL.match(page, match.end())
    return head is not None and tail is not None and bool(lexicon().same_letters((head[1] + tail[1]).lower()))


def _matches(pattern: regex.Pattern[str], page: str, about: tuple[int, int]) -> list[regex.Match[str]]:
    """Return the matches that begin within `about`."""
    start, end = about
    return [match for match in pattern.finditer(page, start, min(len(page), end + _AHEAD)) if match.start() <= end]


def _windows(page: str) -> list[tuple[int, int]]:
    """Return, in order and apart, the lines about each break that a mark stands beside, and the first line and the last."""
    found = [(0, _first_of_line(page, 0))]
    for match in _BESIDE.finditer(page):
        start = _start_of_line(page, match.start())
        end = _first_of_line(page, match.end())
        if start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    last = _start_of_line(page, len(page))
    return _apart([*found, (last, len(page))])


def _start_of_line(page: str, at: int) -> int:
    """Return where the line begins that ends before `at`, empty lines between left out."""
    while at > 0 and page[at - 1] in " \t\n":
        at -= 1
    return page.rfind("\n", 0, at) + 1


def _first_of_line(page: str, at: int) -> int:
    """Return where the next thing stands that is no blank, from `at` on."""
    while at < len(page) and page[at] in " \t\n":
        at += 1
    return at


def _within(page: str, about: tuple[int, int], sure: set[tuple[int, int]], likely: set[tuple[int, int]]) -> None:
    """Add the marks within a sentence that no author writes to `sure`, those that few write to `likely`."""
    ends = [match for match in _matches(_AFTER, page, about) if match["joined"] or match["goes_on"]]
    sure.update(match.span() for match in ends if match["joined"])
    sure.update(match.span() for match in _matches(_BEFORE, page, about))
    likely.update(match.span() for match in ends if not match[0].strip().startswith(("-", "|")))
    for match in _matches(_INSIDE, page, about):
        spans = [*_inside(page, match)]
        likely.update(spans)
        sure.update(spans if spans and _unwritten(match) else ())


def _habits(page: str) -> int:
    """Return how often a blank stands before a mark between words."""
    if all(f" {mark} " not in page for mark in ",;:."):
        return 0
    return len(_HABIT.findall(page))


def _is_dusty(page: str, sure: int, likely: int, *, least: float) -> bool:
    """Whether the marks no author writes, and those few write, are enough for a page and more than an author's habit."""
    signs = sure + likely * _LIKELY
    return signs >= max(least, page.count("\n") / _LINES) and _habits(page) < signs


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
        if marks is None or (marks == "-" and match["cut"] is not None):  # the hyphen said again: Acordo of 1990, base XX
            continue
        kinds = frozenset(marks) - {" "}
        if kinds <= _NOTES and not (both or match["cut"]):
            continue
        if kinds <= _QUOTES and not _single(page, match.end(), match[group]):
            continue
        if group == "before" and not (both or match["cut"]) and _itemised(page, match.start(group), marks.strip()):
            continue
        if kinds <= _DASHES and not (both or match["cut"] or match["empty"]) and (kinds != {"|"} or page.count("|") > _BARS):
            continue
        yield match.span(group)


_NEAR: Final = 1_500
"""Code points before a mark in which the items above it are looked for."""


def _itemised(page: str, at: int, mark: str) -> bool:
    """Whether the mark at `at` opens an item of a list: a line above it opens with the same, apart from its words."""
    above = page[max(0, at - _NEAR) : at]
    return any(f"{lead}{mark} " in above for lead in ("\n", "\n ", "\n  ", "\n\t"))


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
