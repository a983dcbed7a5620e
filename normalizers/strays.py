"""Marks that were never printed: dust, rules and the back of the leaf, read as punctuation at the ends of lines.

A page is dusty where marks stand that no author writes: after a hyphen at a line's end, before a
line whose sentence goes on, glued before a word. Only there are such marks taken out; in a source
whose lines are pieces of a web page, or whose author puts blanks before commas, they are left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from corpus.spans import Edit, Span
from normalizers import NORMALIZERS, RULES, Rule

if TYPE_CHECKING:
    from corpus.context import Context

_MARK: Final = r"[.,:;'’‘~`´¨_°*\"“”|\\^-]"
_AFTER: Final = regex.compile(
    rf"""
    (?<= [\p{{L}}\d)%º](?<joined>[.,;:-]) | [\p{{L}}\d)%º] )     # 'consi- -', 'eventuais, .', 'o dia .'
    [ ]++ (?!(.)[ ]?\2) {_MARK}(?:[ ]?{_MARK}){{0,4}} [ ]*+ $
    (?= \n[ \t]*+ (?<goes_on>\p{{Ll}})? )
    """,
    regex.VERBOSE | regex.MULTILINE,
)
_BEFORE: Final = regex.compile(
    r"""
    ^ [ ]*+
    (?: [.:;'’‘~`´_°] [ ]++ (?=\p{L}{2}) (?<=[.,;:-][ ]*\n[ ]*.[ ]+)      # a mark after a line that ends with its own
      | [._'~`] (?=\p{Ll}++(?![.\p{L}\d@/-]))                             # '.do Conselho', '_prefeituras'
    )
    """,
    regex.VERBOSE | regex.MULTILINE,
)
_ALONE: Final = regex.compile(r"^[ ]*+[.,:;'’‘~`´¨°](?:[ ]{1,3}[.,:;'’‘~`´¨°_-]){0,3}[ ]*+$", regex.MULTILINE)
_HABIT: Final = regex.compile(r"\p{L}[ ][,;:.](?=[ ]\p{L})")
"""An author who writes a blank before marks."""
_DUSTY: Final = 2
"""Marks no author writes that make a page dusty, and one for so many lines:"""
_LINES: Final = 80
_CONFIDENCE: Final = 0.9


@NORMALIZERS.register("strays")
def strays(text: str, context: Context) -> tuple[Edit, ...]:
    """Return the edits that take stray marks out, page by page; none where the page is not dusty."""
    if "stray-mark" in context.disabled:
        return ()
    found: list[Edit] = []
    start = 0
    for page in text.split("\f"):
        found += (Edit(Span(a + start, b + start), "", "stray-mark", _CONFIDENCE) for a, b in _on(page))
        start += len(page) + 1
    return tuple(found)


def _on(page: str) -> list[tuple[int, int]]:
    """Return where stray marks stand on a page, in order; none where it is not dusty."""
    ends = [match for match in _AFTER.finditer(page) if match["joined"] or match["goes_on"]]
    sure = {match.span() for match in ends if match["joined"]} | {match.span() for match in _BEFORE.finditer(page)}
    if len(sure) < max(_DUSTY, page.count("\n") / _LINES) or len(_HABIT.findall(page)) >= len(sure):
        return []
    likely = {match.span() for match in ends if not match[0].strip().startswith(("-", "|"))}
    return sorted(sure | likely | {match.span() for match in _ALONE.finditer(page)})


@RULES.register("strays")
def rules() -> tuple[Rule, ...]:
    """Return the one rule of this step."""
    return (Rule("stray-mark", "strays.py", "takes out marks at the ends of lines that dust was read as"),)
