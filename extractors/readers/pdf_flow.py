"""Whether the lines of two columns go on downwards, as prose does, or begin side by side, as the cells of rows do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.readers.pdf_segments import Line

BROKEN_AT: Final = 0.7
"""Share of its column that a line fills at least which breaks within a sentence."""

MOSTLY: Final = 0.9
"""Share of lines that begin in small letters, from which they are no prose."""

_ENDED: Final = regex.compile(r"[.;:!?…][”\"')\]]*\Z")
_GOES_ON: Final = regex.compile(
    r"(?:\p{L}[-,]|(?:^|\s)(?i:[ao]s?|[aà]os?|às?|d[aeo]s?|n[ao]s?|em|e|que|com|por|pel[ao]s?|para|sob|sobre))\Z"
)
"""How a line ends that cannot be the last of its paragraph."""

_SMALL: Final = r"(?i:d[aeo]s?|n[ao]s?|em|que|com|por|pel[ao]s?|para)"
WIDE: Final = "    "
_GAP: Final = regex.compile(WIDE)
_OPEN: Final = regex.compile(rf"(?P<cut>\p{{Ll}}-)\Z|(?P<ended>\p{{Ll}}{{4}}\.)\Z|\s(?P<small>{_SMALL})\Z")
_ENDS: Final = frozenset("aeomrsAEOMRS")
"""What the last letter of such a word is."""

LONGEST_SMALL: Final = 5
"""Characters of the longest of them, with the blank before: most lines are told by these two alone."""

_CAPITAL: Final = regex.compile(r"[\p{Lu}\d]")
_MIDDLE: Final = regex.compile(r"\p{Ll}{2,30}[\s,]")
_LABEL: Final = regex.compile(r"Art\.|§|[IVX]++ [-–—]")
_PROSE: Final = regex.compile(r"\p{L}\S{0,30} \S{1,30} \S")
BEFORE: Final = 12
"""Characters before a gap that tell how it begins."""


def has_breaks(text: str) -> bool:
    r"""Whether sentences of a page's text break off and go on elsewhere, as where lines are read across columns.

    >>> has_breaks("cria o cargo de    Art. 4º Fica aberto"), has_breaks("cria o cargo de\nmédico. \nArt. 4º Fica aberto")
    (True, False)
    """
    at = 0
    for line in text.split("\n"):
        if WIDE in line and any(_breaks(text, gap.start(), gap.end()) for gap in _GAP.finditer(text, at, at + len(line))):
            return True
        at += len(line)
        if at < len(text) and _is_open(line[-LONGEST_SMALL:]) and _breaks(text, at, _next_line(text, at)):
            return True
        at += 1
    return False


def _is_open(tail: str) -> bool:
    """Whether what a line ends in may be such that it breaks off: a look at five characters that spares most a search."""
    last = tail[-1:]
    return last in {"-", "."} or (last in _ENDS and " " in tail)


def _next_line(text: str, at: int) -> int:
    """Return where the text goes on after the line break at `at`."""
    while text[at : at + 1] == "\n":
        at += 1
    return at


def _breaks(text: str, start: int, end: int) -> bool:
    """Whether what stands before a gap and after it cannot belong together."""
    before = _OPEN.search(text, max(0, start - BEFORE), start)
    if before is None:
        return False
    if before["ended"]:  # a sentence that ends, and then the middle of one: "saúde." "de 1990"
        return _MIDDLE.match(text, end) is not None
    if text[start] == " " and _PROSE.match(text, end):  # prose on both sides of a gap
        return True
    if before["cut"]:  # a word cut, and then another one: "publi-" "Art. 2º"
        return _CAPITAL.match(text, end) is not None
    return _LABEL.match(text, end) is not None  # "para o" "§ 2º"


def crossings(left: Sequence[Line], right: Sequence[Line], texts: Sequence[str]) -> int:
    """Return how many lines side by side are such that a sentence goes on in just one of them."""
    going_on = {round(line.bottom): goes_on for line, goes_on in zip(left, _going_on(left, texts), strict=True)}
    found = 0
    for line, goes_on in zip(right, _going_on(right, texts), strict=True):
        level = round(line.bottom)
        beside = next((going_on[at] for at in (level, level - 1, level + 1) if at in going_on), goes_on)
        found += beside is not goes_on
    return found


def _going_on(lines: Sequence[Line], texts: Sequence[str]) -> list[bool]:
    """Tell of each line of a column whether it goes on with the sentence of the one above.

    A line that breaks fills its column; and where all lines begin in small letters, they are cells of words.
    """
    firsts = [texts[line.segments[0].first] for line in lines]
    small = sum(first[:1].islower() for first in firsts)
    start = min(line.segments[0].x0 for line in lines)
    enough = BROKEN_AT * (max(line.right for line in lines) - start)
    found = []
    above, filled = "", False
    for line, first in zip(lines, firsts, strict=True):
        goes_on = first[:1].islower() and small < MOSTLY * len(lines)
        found.append(filled and not _ENDED.search(above) and (goes_on or _GOES_ON.search(above) is not None))
        last = line.segments[-1]
        above = " ".join(texts[max(last.first, last.last - 2) : last.last])
        filled = line.right - start >= enough
    return found
