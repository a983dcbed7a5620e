"""Broken lines joined: after this step every paragraph is one line of the text.

A line break is taken for a wrapped line where the evidence says so: a word cut by a hyphen, a
line that goes on in lower case, a line that is full (the next word would not have fitted). It is
kept where the next line opens a unit of its own (a label, a considerando, a heading), in rows of
figures and in lists. Blank lines stay; a sentence cut by a page break is joined over it.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex

from corpus.spans import Edit, Span
from normalizers import NORMALIZERS, RULES, Rule

if TYPE_CHECKING:
    from corpus.context import Context

ROMAN: Final = r"[IVXLCivxlc1l|!]{1,8}"
STRONG: Final = regex.compile(
    rf"""\s*(?:
      (?:Art|ART|Artigo|ARTIGO)\s*[.]?\s*\d[\w.º°ª-]*+(?!\s*,|\s+(?:d[aeo]s?|n[ao]s?|e|c/c)\s)   # Art. 5º
    | §+\s*\d | §\s*[Úúu]nico                             # § 2º
    | (?i:par[áa]grafo\s+(?:[úu]nico|primeiro|segundo|terceiro|quarto|quinto|sexto|s[ée]timo|oitavo|nono|d[ée]cimo))
    | (?i:(?:cap[íi]tulo|t[íi]tulo|livro|anexo)\s+(?:{ROMAN}|[úu]nico)\b)(?!\s*,)
    | (?i:(?:sub)?se[çc][ãa]o\s+{ROMAN}\b\s*$)
    | (?i:[-–—]?\s*considerando\b)
    | (?:RESOLVE|DECRETA|PORTARIA|R\s+E\s+S\s+O\s+L\s+V\s+E)\s*:
    | ass\.\s
    | \(\s*(?:[Oo]riginal\s+assinado|[Aa]ssinado|a\.?\)|\*)
    | (?i:(?:publi[cq]\w{{1,3}}|registr\w|cumpra|d[êe]|intim\wm?|comuni[cq]\w{{1,2}}|arquiv\w{{1,2}})-se\b|registrad[ao],)
    )""",
    regex.VERBOSE,
)
"""Openings that begin a unit unless the line before plainly goes on ("nos termos do / Art. 5º")."""

WEAK: Final = regex.compile(
    rf"""\s*[“"]?(?:
      {ROMAN}\s?[-–—]\s? | {ROMAN}\s?\.\s | {ROMAN}\s?\)\s  # II -
    | [a-zA-Z]{{1,2}}\s?\)\s                              # a)
    | \d{{1,2}}(?:\.\d{{1,3}}){{0,3}}\s?[-.)º°ª]{{1,2}}\s     # 1.  2º.  3)
    | [-–—•·*]\s
    )""",
    regex.VERBOSE,
)
"""Openings that begin a unit where the line before has ended."""

GOES_ON: Final = regex.compile(
    r"""(?:^|[\s(])(?:a|o|as|os|à|às|ao|aos|de|da|do|das|dos|em|na|no|nas|nos|e|ou|que|com|por|pelo|pela|pelos|pelas|para
    |sob|sobre|entre|até|um|uma|seu|sua|seus|suas|este|esta|deste|desta|neste|nesta|nº|n°|n\.º|conforme|c/c|art\.?|arts\.?)$""",
    regex.VERBOSE | regex.IGNORECASE,
)
ENDED: Final = regex.compile(r"""[.;:!?][”"')\]]*$|[;,]\s(?:e|ou)$""")
CELL: Final = regex.compile(r"(?<!\S)(?:R\$)?-?\d[\d.,]*[|)]?(?!\S)|(?<!\S)[-–—](?!\S)")
COLUMN_GAP: Final = regex.compile(r"(?<=\S)(?:[ ]{3,}|\t)(?=\S)")
BLOCK: Final = regex.compile(r"\n[ \t]*\n")
CUT: Final = regex.compile(r"(?<=\p{L})[-¬]$")
CLITICS: Final = frozenset("se lo la los las lhe lhes me nos vos no na nas o a os as".split())
ALWAYS: Final = frozenset(
    "ex vice recém pré pós pró além aquém sem mato sul norte rio belo sócio ítalo luso afro anglo franco".split()
)
"""First parts that keep their hyphen whatever follows (Acordo Ortográfico of 1990, bases XV and XVI)."""
SOMETIMES: Final = frozenset(
    """médico técnico político econômico físico segunda terça quarta quinta sexta guarda porta bem mal auto contra inter
    infra ultra extra intra mega micro mini multi""".split()
)
# "RESOLUÇÃO SEFAZ Nº 45 DE 3 DE MAIO DE 2010", "DECRETO N. 61": the heading of an act is a line of its own
HEADLINE: Final = regex.compile(
    r"\p{Lu}[\p{Lu}\s./–-]{2,50}\s(?:N[ºo°.]{1,3}\s?|)\d[\d./-]*+(?:[\p{Lu}\d\s/,.ºª–-]*\d{2})?\s?\.?$"
)
CONNECTS: Final = regex.compile(r"(?:D[AEO]S?|E|EM|N[AO]S?|PARA|POR|COM|AOS?|À|ÀS|QUE)\s+\p{Lu}{2}")
BROAD: Final = regex.compile(r"[\p{Lu}mw—]")
NARROW: Final = regex.compile(r"[ijlIftr.,;:'|!()1 -]")
FEW_LINES: Final = 4
NEARLY: Final = 0.8
LONGEST: Final = 1.25
"""Share of the usual width past which a line is a paragraph that was never wrapped."""
NARROWEST: Final = 30
MANY: Final = 8
"""One line in so many longer than the usual width tells a text that is not wrapped."""
OVER_PAGE: Final = "line-join-over-page"
SHORTEST: Final = 30
"""Length up to which what stands before a page break may be a heading or a name, and is not joined over it."""
FEW_CELLS: Final = 3
NEXT_BUT_ONE: Final = 2


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank: its stripped text and where that stands."""

    span: Span
    text: str
    block: int
    gap: str

    @property
    def width(self) -> float:
        """How wide it stands in print, in letters of middling width."""
        return _printed_width(self.text)

    @property
    def cells(self) -> bool:
        """Whether it is a row of figures."""
        found = len(CELL.findall(self.text))
        return found >= FEW_CELLS and found * 2 >= len(self.text.split())

    @property
    def columns(self) -> bool:
        """Whether wide gaps cut it in three or more: a row of columns, no wrapped prose."""
        return "   " in self.text and len(COLUMN_GAP.findall(self.text)) > 1


@NORMALIZERS.register("lines")
def join_lines(text: str, context: Context) -> tuple[Edit, ...]:
    """Return the edits that join wrapped lines of `text`: rules `hyphen-join`, `hyphen-keep`, `line-join`."""
    lines = _lines(text)
    width = _width(lines)
    prose = _prose_blocks(lines)
    rows = _rows(lines)
    edits: list[Edit] = []
    sofar = len(lines[0].text) if lines else 0
    for before, after in itertools.pairwise(lines):
        table = before.block == after.block and (before.span in rows or after.span in rows)
        edit = None if table else _join(before, after, width=width, block_width=prose.get(before.block, 0.0), text=text)
        if edit is None or edit.rule in context.disabled or (edit.rule == OVER_PAGE and sofar <= SHORTEST):
            sofar = len(after.text)
            continue
        edits.append(edit._replace(rule="line-join") if edit.rule == OVER_PAGE else edit)
        sofar += len(after.text) + len(edit.new) - (edit.span.start < before.span.end)
    return tuple(edits)


def _lines(text: str) -> tuple[_Line, ...]:
    lines, block, last = [], 0, 0
    for match in regex.finditer(r"[^\n\f]+", text):
        stripped = match[0].strip()
        if not stripped:
            continue
        start = match.start() + match[0].index(stripped)
        gap = text[last:start]
        block += gap.count("\n") > 1 or "\f" in gap
        span = Span(start, start + len(stripped))
        lines.append(_Line(span, stripped, block, gap))
        last = span.end
    return tuple(lines)


@lru_cache(maxsize=65536)
def _printed_width(text: str) -> float:
    """Return the width of `text` in proportional print: capitals are broad, strokes and stops narrow."""
    return len(text) + 0.35 * len(BROAD.findall(text)) - 0.45 * len(NARROW.findall(text))


def _flows(before: _Line, after: _Line) -> bool:
    """Whether the break is surely inside a sentence."""
    if after.block != before.block or WEAK.match(after.text) or ENDED.search(before.text):
        return False
    return after.text.lstrip("“\"'(")[:1].islower() or bool(CONNECTS.match(after.text))


def _rows(lines: tuple[_Line, ...]) -> frozenset[Span]:
    """Return the lines in columns right over or under another such line, or with one line of a cell's rest between."""
    at = [number for number, line in enumerate(lines) if line.columns]
    near = [(a, b) for a, b in itertools.pairwise(at) if b - a <= NEXT_BUT_ONE and lines[a].block == lines[b].block]
    return frozenset(lines[number].span for pair in near for number in pair)


def _width(lines: tuple[_Line, ...]) -> float:
    """Return the usual width of a full line, or 0 where the text is not wrapped.

    It is not where too few breaks are inside a sentence, or where many lines are much longer than those.
    """
    full = sorted(a.width for a, b in itertools.pairwise(lines) if _flows(a, b))
    if len(full) < FEW_LINES:
        return 0
    width = full[len(full) * 3 // 4]
    longer = sum(line.width > width * LONGEST for line in lines)
    return width if width >= NARROWEST and longer * MANY <= len(lines) else 0


def _prose_blocks(lines: tuple[_Line, ...]) -> dict[int, float]:
    """Return the width of each block in which at least a third of the breaks are inside a sentence."""
    breaks: dict[int, list[bool]] = {}
    widths: dict[int, float] = {}
    for line in lines:
        widths[line.block] = max(widths.get(line.block, 0.0), line.width)
    for a, b in itertools.pairwise(lines):
        if a.block == b.block:
            breaks.setdefault(a.block, []).append(_flows(a, b) or bool(CUT.search(a.text)))
    return {block: widths[block] for block, kinds in breaks.items() if sum(kinds) * 3 >= len(kinds)}


def _join(before: _Line, after: _Line, *, width: float, block_width: float, text: str) -> Edit | None:
    gap = Span(before.span.end, after.span.start)
    if before.block != after.block:
        return _join_over(before, after, gap, text)
    if CUT.search(before.text) and after.text[:1].isalpha():
        return _join_word(before, after, gap)
    if before.cells or after.cells or _opens(before, after) or HEADLINE.match(before.text):
        return None
    if before.text.endswith("/") and after.text[:1].isalnum() and before.width * 4 >= width * 3 > 0:
        return Edit(gap, "", "line-join")
    if _flows(before, after) or _full(before, after, width=width, block_width=block_width):
        return Edit(gap, " ", "line-join")
    return None


def _opens(before: _Line, after: _Line) -> bool:
    """Whether `after` begins a unit of its own."""
    if STRONG.match(after.text):
        return not GOES_ON.search(before.text)
    return bool(WEAK.match(after.text)) and (bool(ENDED.search(before.text)) or not after.text[:1].islower())


def _full(before: _Line, after: _Line, *, width: float, block_width: float) -> bool:
    """Whether the line before was broken because it was full, and not because it had ended."""
    needed = before.width + 1 + _printed_width(after.text.split(maxsplit=1)[0])
    ended = ENDED.search(before.text)
    if ended:
        lower = ended[0][0] in ":;" and after.text[:1].islower()
        wrapped = 0 < before.width <= width * LONGEST
        return wrapped and needed > max(width, block_width) * (0.95 if lower else 1.0)
    if GOES_ON.search(before.text) and (after.text[:1].isalpha() or before.width >= width * NEARLY > 0):
        return True
    if block_width and (needed > block_width or before.width >= block_width * NEARLY):
        return True
    return needed > width > 0 and before.width >= width * 0.9


def _join_over(before: _Line, after: _Line, gap: Span, text: str) -> Edit | None:
    """Join a sentence that a page break cuts: a form feed, or three line breaks and more."""
    between = gap.of(text)
    breaks = between.count("\n")
    page = "\f" in between or breaks > 3 or (breaks == 3 and GOES_ON.search(before.text) is not None)  # noqa: PLR2004
    if not page:
        return None
    if CUT.search(before.text) and after.text[:1].islower():
        return _join_word(before, after, gap)
    lower = after.text[:1].islower() and not WEAK.match(after.text)
    if lower and not ENDED.search(before.text):
        return Edit(gap, " ", OVER_PAGE)
    return None


def _join_word(before: _Line, after: _Line, gap: Span) -> Edit:
    """Join a word cut at a line end; the hyphen stays where it belongs to the word."""
    cut = Span(gap.start - 1, gap.end)
    head = regex.search(r"[\p{L}-]+(?=[-¬]$)", before.text)
    tail = regex.match(r"\p{L}+", after.text)
    keep = head is not None and tail is not None and keeps_hyphen(head[0], tail[0])
    return Edit(cut, "-", "hyphen-keep", 0.9) if keep else Edit(cut, "", "hyphen-join")


def keeps_hyphen(head: str, tail: str) -> bool:
    """Whether the hyphen between two parts of a word belongs to it.

    It does before a clitic pronoun after a verb form (realizar-se, adquiri-lo) and in a compound
    (mato-grossense, vice-presidente), unless the parts make one common word (clas-se, co-la).
    Source: Acordo Ortográfico of 1990, bases XV to XVII.
    """
    if head.isupper() != tail.isupper() and len(tail) > 1:
        return True
    first, last = head.lower().rsplit("-", 1)[-1], tail.lower()
    whole = _frequency(first + last)
    if last in CLITICS:
        return _frequency(first) > whole or (whole == 0.0 and _verb(first))
    if first in ALWAYS:
        return True
    if first in SOMETIMES:
        return whole < max(_frequency(f"{first}-{last}"), 1e-7)
    return False


def _verb(form: str) -> bool:
    """Whether a form reads like a verb that lost its last letter to a clitic (adquiri-lo, dá-lo)."""
    return form[-1:] in "aáeêiíoôr" and len(form) > 2  # noqa: PLR2004


@lru_cache(maxsize=4096)
def _frequency(word: str) -> float:
    """Return how often a form is met, 0.0 where never. The list is read at the first doubtful hyphen."""
    from wordfreq import get_frequency_dict  # noqa: PLC0415 - heavy, and seldom needed

    return float(get_frequency_dict("pt", wordlist="large").get(word, 0.0))


@RULES.register("lines")
def rules() -> tuple[Rule, ...]:
    """Return the rules whose ids stand in this module."""
    return (
        Rule("line-join", "lines.py", "a wrapped line joined to the one before"),
        Rule("hyphen-join", "lines.py", "a word cut at a line end joined, its hyphen out"),
        Rule("hyphen-keep", "lines.py", "a word cut at a line end joined, its hyphen kept"),
    )
