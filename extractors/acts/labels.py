"""The labels of provisions: Art. 5º, § 2º, Parágrafo único, II -, a), 1., CAPÍTULO I.

The grammar is that of LC 95/1998, art. 10, and of the usage before it (Parágrafo Primeiro, Art. 1.º,
numbered items without "Art."). A label is read with every number it may stand for: the place in
its sequence decides (`Il` after I is II, after II it is III).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final

import regex

from corpus.text import capitals, fold
from corpus.values.number_words import parse_ordinal
from corpus.values.roman import parse_roman, readings

if TYPE_CHECKING:
    from collections.abc import Callable

ADDITIVE: Final = regex.compile(r"(X{0,4})(V?)(I{0,4})")
MARK_AS_FIGURE: Final = regex.compile(r"[1-9][92]")

QUOTES: Final = "“\"«‘'„"
ROMAN: Final = r"[IVXLCDMivxlcdm1|!¡\]\[]{1,8}+"
SEPARATOR: Final = r"(?:\s?[-–—.:])*+"

# "Art. 1º", "Art. 1.º", "Art.7º", "ARTIGO 2o -", "Art. 12.", "Art. 1º-A.", "Art. único -"
ARTIGO: Final = regex.compile(
    rf"""(?:Arts?|ARTS?|Artigo|ARTIGO|artigo|art)(?:\s?[.,])?\s?
        (?:(?P<number>\d{{1,2}}\.\d{{3}}|\d{{1,4}}|[lI|SO](?=\s?[º°ªo®])|[\dlIO]{{2,3}}(?=\s?[º°ª®]))
           (?P<mark>\s?\.?[º°ª®]{{1,2}}|\.?o(?=[\s.–-])|\s?a(?=\s?\.))?
           (?:-(?P<suffix>[A-Z])(?=[\s.º°–—-]))?
         |(?P<unico>[úÚuU]nico|ÚNICO|UNICO)\b
         |(?P<word>[A-Za-zÀ-ÿ]{{2,10}}(?:ro|do|to|mo|vo|no|RO|DO|TO|MO|VO|NO))\b)
        {SEPARATOR}""",
    regex.VERBOSE,
)
# "CLÁUSULA PRIMEIRA - DO OBJETO", "Cláusula Décima Segunda:", "CLÁUSULA 3ª –"; its title, in capitals or after Do, ends the line
CLAUSULA: Final = regex.compile(
    rf"""(?:CL[ÁA]USULA|Cl[áa]usula)\s+
        (?:(?P<number>\d{{1,2}})\s?[ªa]?(?!\w)|(?P<unico>[úÚuU]nica|ÚNICA|UNICA)\b|(?P<word>\p{{L}}+(?:\s\p{{L}}+(?:[RrDdTtMmVvNn][Aa])\b)?))
        {SEPARATOR}(?P<title>\s*(?:(?:D[AO]S?|D[ao]s?)\s\p{{L}}[^.;:]{{2,80}}|\p{{Lu}}{{3}}[\p{{Lu}}\s,]{{2,80}})$)?""",
    regex.VERBOSE,
)
NOT_A_LABEL: Final = regex.compile(r"\s*,|\s+(?:d[aeo]s?|n[ao]s?|e|c/c|[àa]o?s?\s\d|ambos)\s|\s*\)")
# "Art. 2º, São receitas": the stop read as a comma; "Art. 2º, da Lei" and "Art. 2º, Lei nº 5" go on as a mention
COMMA: Final = regex.compile(
    r",(?=\s(?!(?:Lei|Decreto|Portaria|Resolu|Constitui|Inciso|Par[áa]grafo|Al[íi]nea|Caput|Cap[íi]tulo|Anexo)\p{Ll}*\b)\p{Lu}\p{Ll}*\s\p{Ll})"
)
# "§ 1º", "§ 2°.", "§ único", "Parágrafo Primeiro:", "Parágrafo único.", "PARÁGRAFO 2º -"
PARAGRAFO: Final = regex.compile(
    rf"""(?:§+\s?|(?:Par[áa]grafo|PAR[ÁA]GRAFO)\s+)
        (?:(?P<number>\d{{1,3}}|[lI|](?=\s?[º°o]))(?P<mark>\s?\.?[º°ª®]|\.?o(?=[\s.–-]))?(?:-(?P<suffix>[A-Z])(?=[\s.–—-]))?
         |(?P<unico>[úÚuU]nico|ÚNICO|UNICO)\b
         |(?P<word>[A-Za-zÀ-ÿ]+(?:\s[A-Za-zÀ-ÿ]+(?:ro|do|to|mo|vo|no|RO|DO|TO|MO|VO|NO)\b)?))
        {SEPARATOR}""",
    regex.VERBOSE,
)
INCISO: Final = regex.compile(rf"(?P<number>{ROMAN})(?:-(?P<suffix>[A-Z])(?=\s[-–—]))?\s?(?:[-–—]+|\.(?=\s)|\))\s?")
ALINEA: Final = regex.compile(
    r"(?P<number>[a-z]{1,2})(?:[\s-]{1,2}(?P<suffix>bis|ter|quater|[A-Z])(?=\s?\)))?\s?(?:\)\s?[-–]?|[.](?=\s\p{Lu})|\s[-–—](?=\s))"
)
ITEM: Final = regex.compile(
    r"""(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})
        (?:\s?(?:\.?[º°ª]\s?[.)–—-]?|\.o(?!\p{L})\s?[.)–—-]?|[.)]|\s?[-–—](?=\s?\p{L}|\s\d{1,3}(?:,\d{1,2})?\s?%))(?=\s|\p{L})\s?[-–—]?
          |(?<=\.\d{1,2})(?=\s\p{L}))                              # "2.1 revisitar"
    """,
    regex.VERBOSE,
)
GROUP: Final = regex.compile(
    r"(?P<kind>livro|titulo|capitulo|subsecao|secao|parte)\s+(?P<number>[ivxlc1|]+(?:-[a-z])?|unic[ao]|\d{1,2}[ºª]?|primeir[ao]|segund[ao]|terceir[ao]|geral|especial)\b"
    r"(?P<title>\s*[-–—:.]?.*)$"
)
LEVELS: Final = ("parte", "livro", "titulo", "capitulo", "secao", "subsecao")
NONE: Final[frozenset[int]] = frozenset()
FIRST: Final = frozenset({1})
"""What a bracket alone stands for, where a dash makes a label of it: the stroke of I."""
_LETTERS: Final = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "S": "5"})


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a paragraph.

    `number` is what the glyphs say ("1", "unico", "1-A", "II", "a"), `may_be` all ordinal numbers
    they may stand for, `value` the likeliest of these (0 where the label has none), `end` the
    offset in the paragraph where the text begins. `strokes` are the roman numbers that an item made
    of ones alone may be (`111 -` for III); `additive` tells a numeral written by adding (VIIII).
    """

    kind: str
    number: str
    value: int
    may_be: frozenset[int]
    start: int
    end: int
    suffix: str | None = None
    strokes: frozenset[int] = NONE
    additive: bool = False

    @property
    def glyphs(self) -> str:
        """The number as printed, with its suffix."""
        return f"{self.number}-{self.suffix}" if self.kind == "inciso" and self.suffix else self.number


@lru_cache(maxsize=1024)
def label_at(text: str) -> Label | None:
    """Return the label that `text` begins with (after a quotation mark), None where it has none.

    A paragraph is asked for its label by several readers in turn: so the answers are kept for a while.
    """
    start = len(text) - len(text.lstrip(QUOTES + " "))
    sign = text[start : start + 1]
    for reader in _readers().get("0" if sign.isdecimal() and sign != "1" else sign, ()):
        label = reader(text, start)
        if label is not None:
            return label
    return None


def _artigo(text: str, start: int) -> Label | None:
    match = ARTIGO.match(text, start)
    comma = COMMA.match(text, match.end()) if match is not None and match["mark"] else None
    if match is None or (comma is None and NOT_A_LABEL.match(text, match.end())):
        return None
    if text[start].islower() and match["mark"] is None:
        return None
    if match["unico"]:
        return Label("artigo", "unico", 1, frozenset({1}), start, match.end())
    if match["word"]:
        value = parse_ordinal(match["word"])
        return None if value is None else Label("artigo", str(value), value, frozenset({value}), start, match.end())
    label = _numbered("artigo", match, start)
    return replace(label, end=comma.end()) if comma is not None else label


def _numbered(kind: str, match: regex.Match[str], start: int) -> Label:
    digits = match["number"].replace(".", "").translate(_LETTERS)
    value, suffix = int(digits), match["suffix"]
    number = f"{value}-{suffix}" if suffix else str(value)
    others = {value}
    if match["mark"] is None and len(digits) > 1 and digits[-1] in "0269":
        others.add(int(digits[:-1]))  # the ordinal mark read as a digit: 79 for 7º
    return Label(kind, number, value, frozenset(others), start, match.end(), suffix)


def _clausula(text: str, start: int) -> Label | None:
    """Read the label of a numbered clause of a contract."""
    match = CLAUSULA.match(text, start)
    bare = match is not None and text[match.start("title") - 1 if match["title"] else match.end() - 1].isalnum()
    if match is None or NOT_A_LABEL.match(text, match.end()) or (bare and match["title"] and not capitals(match["title"])):
        return None
    if match["unico"]:
        return Label("clausula", "unico", 1, frozenset({1}), start, match.end())
    value = int(match["number"]) if match["number"] else parse_ordinal(match["word"])
    return None if not value else Label("clausula", str(value), value, frozenset({value}), start, match.end())


def _paragrafo(text: str, start: int) -> Label | None:
    match = PARAGRAFO.match(text, start)
    if match is None or NOT_A_LABEL.match(text, match.end()):
        return None
    if match["unico"]:
        return Label("paragrafo", "unico", 1, frozenset({1}), start, match.end())
    if match["word"]:
        return _paragrafo_in_words(text, match, start)
    return _numbered("paragrafo", match, start)


def _paragrafo_in_words(text: str, match: regex.Match[str], start: int) -> Label | None:
    """Read "Parágrafo Décimo Primeiro:"; the longest run of words that is an ordinal counts."""
    words = match["word"].split()
    while words:
        value = parse_ordinal(" ".join(words))
        if value is not None:
            end = match.start("word") + len(" ".join(words))
            end = regex.compile(SEPARATOR).match(text, end).end()  # type: ignore[union-attr]  # it matches nothing at least
            return Label("paragrafo", str(value), value, frozenset({value}), start, end)
        words.pop()
    return None


def _inciso(text: str, start: int) -> Label | None:
    match = INCISO.match(text, start)
    if match is None:
        return None
    glyphs = match["number"]
    lower = glyphs.islower() and (not set(glyphs) <= set("l1|!i") or match[0].rstrip()[-1] == ")")
    if glyphs.isdigit() or lower:
        return None
    may_be, added = FIRST if glyphs in {"[", "]"} else readings(glyphs), _additive(glyphs)
    if not may_be and not added:
        return None
    value = parse_roman(glyphs) or min(may_be or added)
    return Label("inciso", glyphs, value, may_be or added, start, match.end(), match["suffix"], additive=not may_be)


def _additive(glyphs: str) -> frozenset[int]:
    """Return the value of a numeral written by adding strokes, as some do: VIIII for IX, XXXX for XL."""
    match = ADDITIVE.fullmatch(glyphs)
    if not match:
        return NONE
    return frozenset({10 * len(match[1]) + 5 * len(match[2]) + len(match[3])})


def _alinea(text: str, start: int) -> Label | None:
    match = ALINEA.match(text, start)
    if match is None:
        return None
    letters = match["number"]
    value = _letter_value(letters)
    return Label("alinea", letters, value, frozenset({value}), start, match.end(), match["suffix"])


def _letter_value(letters: str) -> int:
    """Return 1 for a, 26 for z, 27 for aa."""
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - ord("a") + 1
    return value


def _item(text: str, start: int) -> Label | None:
    match = ITEM.match(text, start)
    if match is None:
        return None
    number = match["number"]
    value = int(number.rsplit(".", 1)[-1])
    plain = ".".join(str(int(part)) for part in number.split("."))
    misread = {int(number[0])} if MARK_AS_FIGURE.fullmatch(number) and ")" in match[0] else set()  # 19) for 1º)
    strokes = readings(number) if set(number) == {"1"} else NONE
    return Label("item", plain, value, frozenset({value, *misread}), start, match.end(), strokes=strokes)


READERS: Final = (
    (_artigo, "Aa"),
    (_clausula, "C"),
    (_paragrafo, "§P"),
    (_inciso, "IVXLCDMivxlcdm1|!¡]["),
    (_alinea, ascii_lowercase),
    (_item, "01"),
)
"""The readers of labels in the order in which they are asked, each with the signs that its labels open with.

0 stands for any figure but 1.
"""


@lru_cache(maxsize=1)
def _readers() -> dict[str, tuple[Callable[[str, int], Label | None], ...]]:
    """Return by sign the readers to ask: most paragraphs open with none or one of them."""
    signs = {sign for _, opens in READERS for sign in opens}
    return {sign: tuple(reader for reader, opens in READERS if sign in opens) for sign in signs}


@dataclass(frozen=True, slots=True)
class Group:
    """A heading over articles: its level (0 outermost) and how much of the paragraph names it."""

    level: int
    end: int
    titled: bool


def group_at(text: str) -> Group | None:
    """Return the título, capítulo, seção ... that a paragraph is the heading of, None where it is none."""
    match = GROUP.match(fold(text))
    if match is None or text[:1].islower() or len(text) > 160 or text.endswith((";", ",")):  # noqa: PLR2004
        return None
    title = match["title"].strip(" -–—:.")
    if title and not (capitals(text) or match["title"].lstrip()[:1] in "-–—:."):
        return None
    return Group(LEVELS.index(match["kind"]), match.start("title"), bool(title))
