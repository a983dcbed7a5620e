"""Broken lines joined: after this step every paragraph is one line of the text.

A line break is taken for a wrapped line where the evidence says so: a word cut by a hyphen, a
line that goes on in lower case, a line that is full (the next word would not have fitted). It is
kept where the next line opens a unit of its own (a label, a considerando, a heading), in rows of
figures and in lists. Blank lines stay; a sentence cut by a page break is joined over it.
"""

from __future__ import annotations

import itertools
from functools import cache, lru_cache
from itertools import pairwise
from operator import ne
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from corpus.municipalities import by_code
from corpus.spans import Edit, Span
from corpus.text import fold
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

NAME: Final = regex.compile(r"\p{Lu}[\p{L}'’.]+(?:\s(?:d[aeo]s?|e|\p{Lu}[\p{L}'’.]*)){1,7}")
OFFICE: Final = regex.compile(
    r"(?:(?:Vice|Sub)-?\s?)?(?:Secret[áa]ri[oa]|Prefeit[oa]|President[ea]|Diretora?|Coordenadora?|Governadora?|Superintendente|Reitora?|Procuradora?|Chefe|Comandante)\b"
)
"""A line that is all a name, and the office right under it: a signature, whatever comes next."""

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

GOES_ON: Final = frozenset(
    """a o as os à às ao aos de da do das dos em na no nas nos e ou que com por pelo pela pelos pelas para sob sobre entre até
    um uma seu sua seus suas este esta deste desta neste nesta nº n° n.º conforme c/c art art. arts arts.""".split()
)
"""Last words of a line whose sentence goes on."""
LAST: Final = frozenset({(mark, word) for mark in ";," for word in ("e", "ou")})
"""The last mark and word of an item before the last of its list."""
CELL: Final = regex.compile(r"(?:R\$)?-?\d[\d.,]*[|)]?|[-–—]")
HEADS_CELL: Final = frozenset("0123456789R-–—")
CLOSERS: Final = "”\"')]"
ENDS: Final = ".;:!?"
COLUMN_GAP: Final = regex.compile(r"(?<=\S)(?:[ ]{3,}|\t)(?=\S)")
BLOCK: Final = regex.compile(r"\n[ \t]*\n")
HEAD: Final = regex.compile(r"[\p{L}-]+(?=[-¬]$)")
TAIL: Final = regex.compile(r"\p{L}+")
"""The parts of a word on either side of a cut."""
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
BROAD: Final = "mw—"
BROADER: Final = 0.35
"""What these letters, and capitals, are wider than the middling letter."""
NARROW: Final = "ijlIftr.,;:'|!()1 -"
NARROWER: Final = 0.45
DASH: Final = "—"
BROAD_CODES: Final = "".join(char for char in map(chr, range(256)) if char.lower() != char or char in BROAD).encode("latin-1")
NARROW_CODES: Final = NARROW.encode("latin-1")
"""The same for Latin-1, one byte a character: many times as fast. The long dash is told by an m, as broad."""
WIDEST: Final = 1 + BROADER
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
PAGE_BREAKS: Final = 3
"""Line breaks in a row past which a page's end is taken to stand between two lines."""


class _Line(NamedTuple):
    """A line that is not blank: its stripped text and where that stands; `far` where a page may end before it."""

    span: Span
    text: str
    block: int
    far: bool

    @property
    def width(self) -> float:
        """How wide it stands in print, in letters of middling width."""
        return _printed_width(self.text)

    @property
    def cells(self) -> bool:
        """Whether it is a row of figures."""
        words = self.text.split()
        heads = [word for word in words if word[0] in HEADS_CELL]
        if len(heads) < FEW_CELLS:
            return False
        found = len([word for word in heads if CELL.fullmatch(word) is not None])
        return found >= FEW_CELLS and found * 2 >= len(words)

    @property
    def label(self) -> bool:
        """Whether it opens as a label does."""
        return WEAK.match(self.text) is not None

    @property
    def ended(self) -> str:
        """The mark with which its sentence or item ends; empty where it goes on."""
        last = self.text.rstrip(CLOSERS)[-1:]
        if last and last in ENDS:
            return last
        if self.text[-1] not in "eu":
            return ""
        *before, word = self.text.rsplit(maxsplit=1)
        return before[0][-1] if before and (before[0][-1], word) in LAST else ""

    @property
    def goes_on(self) -> bool:
        """Whether its last word asks for another."""
        return self.text.rsplit(maxsplit=1)[-1].rpartition("(")[2].lower() in GOES_ON

    @property
    def cut(self) -> bool:
        """Whether it ends inside a word."""
        return self.text[-1] in "-¬" and self.text[-2:-1].isalpha()

    @property
    def columns(self) -> bool:
        """Whether wide gaps cut it in three or more: a row of columns, no wrapped prose."""
        return len(COLUMN_GAP.findall(self.text)) > 1


@NORMALIZERS.register("lines")
def join_lines(text: str, context: Context) -> tuple[Edit, ...]:
    """Return the edits that join wrapped lines of `text`: rules `hyphen-join`, `hyphen-keep`, `line-join`."""
    lines = _lines(text)
    flows = [_flows(a, b) for a, b in itertools.pairwise(lines)]
    width = _width(lines, flows)
    prose = _prose_blocks(lines, flows)
    rows = _rows(lines)
    edits: list[Edit] = []
    sofar = len(lines[0].text) if lines else 0
    for (before, after), flowing in zip(itertools.pairwise(lines), flows, strict=True):
        table = rows and before.block == after.block and (before.span in rows or after.span in rows)
        skip = table or (before.block != after.block and not after.far)
        edit = None if skip else _join(before, after, flowing, _Widths(width, prose.get(before.block, 0.0)), text)
        if edit is None or edit.rule in context.disabled or (edit.rule == OVER_PAGE and sofar <= SHORTEST):
            sofar = len(after.text)
            continue
        edits.append(edit._replace(rule="line-join") if edit.rule == OVER_PAGE else edit)
        sofar += len(after.text) + len(edit.new) - (edit.span.start < before.span.end)
    return tuple(edits)


def _lines(text: str) -> tuple[_Line, ...]:
    lines: list[_Line] = []
    block = at = last = 0
    for printed in text.replace("\f", "\n").split("\n"):
        stripped = printed.strip()
        if stripped:
            start = at if stripped is printed else at + printed.index(stripped)
            gap = text[last:start]
            far = False
            if gap != "\n":
                breaks, fed = gap.count("\n"), "\f" in gap
                block += breaks > 1 or fed
                far = fed or breaks >= PAGE_BREAKS
            last = start + len(stripped)
            lines.append(_Line(Span(start, last), stripped, block, far))
        at += len(printed) + 1
    return tuple(lines)


@lru_cache(maxsize=65536)
def _printed_width(text: str) -> float:
    """Return the width of `text` in proportional print: capitals are broad, strokes and stops narrow."""
    try:
        code = text.replace(DASH, "m").encode("latin-1")
    except UnicodeEncodeError:
        broad: int = sum(map(ne, text, text.lower())) + sum(map(text.count, BROAD))
        return len(text) + BROADER * broad - NARROWER * sum(map(text.count, NARROW))
    left = len(code.translate(None, BROAD_CODES)), len(code.translate(None, NARROW_CODES))
    return len(code) + BROADER * (len(code) - left[0]) - NARROWER * (len(code) - left[1])


def _flows(before: _Line, after: _Line) -> bool:
    """Whether the break is surely inside a sentence."""
    if after.block != before.block or not (after.text.lstrip("“\"'(")[:1].islower() or CONNECTS.match(after.text)):
        return False
    return not (before.ended or after.label)


def _rows(lines: tuple[_Line, ...]) -> frozenset[Span]:
    """Return the lines in columns right over or under another such line, or with one line of a cell's rest between."""
    at = [number for number, line in enumerate(lines) if "   " in line.text and line.columns]
    near = [(a, b) for a, b in itertools.pairwise(at) if b - a <= NEXT_BUT_ONE and lines[a].block == lines[b].block]
    return frozenset(lines[number].span for pair in near for number in pair)


def _width(lines: tuple[_Line, ...], flows: list[bool]) -> float:
    """Return the usual width of a full line, or 0 where the text is not wrapped.

    It is not where too few breaks are inside a sentence, or where many lines are much longer than those.
    """
    full = sorted(line.width for line, flowing in zip(lines, flows, strict=False) if flowing)
    if len(full) < FEW_LINES:
        return 0
    width = full[len(full) * 3 // 4]
    longest = width * LONGEST
    longer = sum(
        len(line.text) * WIDEST > longest and (len(line.text) * (1 - NARROWER) > longest or line.width > longest)
        for line in lines
    )
    return width if width >= NARROWEST and longer * MANY <= len(lines) else 0


def _prose_blocks(lines: tuple[_Line, ...], flows: list[bool]) -> dict[int, float]:
    """Return the width of each block in which at least a third of the breaks are inside a sentence."""
    prose: dict[int, float] = {}
    for block, numbers in itertools.groupby(range(len(lines)), key=lambda number: lines[number].block):
        first, *rest = numbers
        inside = sum(flows[number - 1] or lines[number - 1].cut for number in rest)
        if rest and inside * 3 >= len(rest):
            prose[block] = max(line.width for line in lines[first : rest[-1] + 1])
    return prose


class _Widths(NamedTuple):
    """The usual width of a full line in the text, and the width of the block; 0 where unknown."""

    usual: float
    block: float


def _join(before: _Line, after: _Line, flowing: bool, widths: _Widths, text: str) -> Edit | None:  # noqa: FBT001  found before
    if before.block != after.block:
        return _join_over(before, after, text)
    gap = Span(before.span.end, after.span.start)
    if before.cut and after.text[:1].isalpha():
        return _join_word(before, after, gap)
    stroke = before.text[-1] == "/" and after.text[:1].isalnum() and before.width * 4 >= widths.usual * 3 > 0
    if not (stroke or flowing or _full(before, after, width=widths.usual, block_width=widths.block)):
        return None
    if before.cells or after.cells or _opens(before, after) or HEADLINE.match(before.text):
        return None
    return Edit(gap, "" if stroke else " ", "line-join")


def _opens(before: _Line, after: _Line) -> bool:
    """Whether `after` begins a unit of its own."""
    if STRONG.match(after.text):
        return not before.goes_on
    if OFFICE.match(after.text) and NAME.fullmatch(before.text):
        return True
    if OFFICE.match(before.text) and after.text.startswith("("):
        return True
    return after.label and (bool(before.ended) or not after.text[:1].islower())


def _full(before: _Line, after: _Line, *, width: float, block_width: float) -> bool:
    """Whether the line before was broken because it was full, and not because it had ended."""
    needed = before.width + 1 + _printed_width(after.text.split(maxsplit=1)[0])
    if before.ended:
        lower = before.ended in ":;" and after.text[:1].islower()
        wrapped = 0 < before.width <= width * LONGEST
        return wrapped and needed > max(width, block_width) * (0.95 if lower else 1.0)
    if before.goes_on and (after.text[:1].isalpha() or before.width >= width * NEARLY > 0):
        return True
    if block_width and (needed > block_width or before.width >= block_width * NEARLY):
        return True
    return needed > width > 0 and before.width >= width * 0.9


def _join_over(before: _Line, after: _Line, text: str) -> Edit | None:
    """Join a sentence that a page break cuts: a form feed, or three line breaks and more."""
    gap = Span(before.span.end, after.span.start)
    between = gap.of(text)
    breaks = between.count("\n")
    page = "\f" in between or breaks > PAGE_BREAKS or (breaks == PAGE_BREAKS and before.goes_on)
    if not page:
        return None
    if before.cut and after.text[:1].islower():
        return _join_word(before, after, gap)
    lower = after.text[:1].islower() and not after.label
    if lower and not before.ended:
        return Edit(gap, " ", OVER_PAGE)
    return None


def _join_word(before: _Line, after: _Line, gap: Span) -> Edit:
    """Join a word cut at a line end; the hyphen stays where it belongs to the word."""
    cut = Span(gap.start - 1, gap.end)
    head = HEAD.search(before.text)
    tail = TAIL.match(after.text)
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
    if tail[0].isupper() and not head.isupper():
        return True
    first, last = head.lower().rsplit("-", 1)[-1], tail.lower()
    whole = _frequency(first + last)
    if last in CLITICS:
        return _frequency(first) > whole or (whole == 0.0 and _verb(first))
    if first in ALWAYS or (fold(first), fold(last)) in _hyphened_places():
        return True
    if first in SOMETIMES:
        return whole < max(_frequency(f"{first}-{last}"), 1e-7)
    return False


@cache
def _hyphened_places() -> frozenset[tuple[str, str]]:
    """Return the halves, folded, at each hyphen in the names of Brazil's municipalities (Ji-Paraná, Guajará-Mirim)."""
    names = (fold(each.name).split("-") for each in by_code().values() if "-" in each.name)
    return frozenset((left.split()[-1], right.split()[0]) for parts in names for left, right in pairwise(parts))


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
