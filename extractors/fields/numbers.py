"""The number of an act, read off the head that follows its type words.

Shapes read (the mark "nº" and its damaged kin may be lost; `number`/`suffix`/`year`/`acronym`):

- "N° 07-B/97" 7/B/1997; "nº 1.289" 1289; "Nº 218  DE 9 DE MARÇO DE 2021" 334; "nº 1.378 de 2013" 1378/2013
- letters after: "0173/2022-SMS/GAB", "744/2021/GBSAU", "241/2022-CGAHV/DCCI/SVS/MS", "512/2020 GBSAU"
- letters between: "017/GVR/2022", "127/PA/94"; before: "CIB/GO Nº 218", "MS/545/93"
- "3152022/GBSAU": a slash was lost; the digits come back as they stand, `glued`, for the caller who knows the date
- "nº vinte e dois" 22; "S/N" none
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import regex

from corpus.knowledge import rows, strings
from corpus.spans import Span
from corpus.text import fold
from corpus.values.dates import FIRST_YEAR, LAST_YEAR, full_year
from corpus.values.number_words import parse_words, words

_OF: Final = regex.compile(r"[dD][eE]")
_LETTERS_AFTER_SLASH: Final = regex.compile(r".+/[A-Z]{3}")
_GOES_ON: Final = regex.compile(r"\s[–-]?\s?(?:[a-zà-ÿ]|DE\s\d)")

# nº, n°, n.º, n. º, nº., n®, n°®, no., Nos, Nºs., num., número; the mark alone
MARK: Final = (
    r"(?:n(?:\.[29](?=\s\d{1,3}(?:\.\d{3}|/\d\d))|[.\s]{0,2}[º°®ªo][º°®o]?[.\s]{0,2}(?:s\b)?"
    r"|[uú]m(?:ero)?s?\b|r\.|[?*'’\"]|\.|(?=\s?\d)(?!\d\s\d))|[º°])\s?[.:]?"
)
# SMS/GAB, CIB/GO, CGAHV/DCCI/SVS/MS, GM.MS, SES-MT, GAB: two capitals at least in the first word
_WORD: Final = r"(?:[A-ZÀ-Ý][A-Za-zÀ-ÿ]*[A-ZÀ-Ý][A-Za-z]{0,2}\d{0,2})"
LETTERS: Final = rf"{_WORD}(?:(?:\s?/\s?|[.–-])(?:{_WORD}|[A-Z]\b))*+"
_NOT_LETTERS: Final = regex.compile(
    r"(?:DE|DO|DA|DOS|DAS|EM|NO|NA|OU|QUE|AO|AOS|ANO|COM|POR|PARA|ART|ARTS|CAPUT|DISP[OÕ]E|ALTERA|APROVA|INSTITUI|REVOGA|SOBRE|LEI|DECRETO|"
    r"PORTARIA|RESOLU[CÇ][AÃ]O|S/N|SN|N[OA]S|E|(?=[MDCLXVI])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))"
)
_LONGEST: Final = 12
"""Letters of the longest acronyms in use (CONSUNI, FUNDESPORTE, CONDEPHAAT); what is longer is a word in capitals."""
_BETWEEN: Final = regex.compile(r"[\s/.–-]+")
_UF: Final = regex.compile(r"A[CLMP]|BA|CE|DF|ES|GO|M[AGST]|P[ABEIR]|R[JNORS]|S[CEP]|TO")

# 1.289, 12345; 8,666 where a scan made a comma of the point
_NUMBER: Final = r"(?P<number>\d{1,3}(?:\.\s?\d{3}|,\d{3})+(?!\d|,\d)|\d{1,12}(?!,\d)(?![A-Z]{3,}\s+[Nn]\.?\s?[º°]\s?\d))"
# 07-B, 12A, 1.200/A; 2.200-2, the reissues of a medida provisória
_SUFFIX: Final = (
    r"(?:(?:\s?[-–]\s?|/)?(?P<suffix>[A-Z])(?![\w.]|/\s?[A-Z])"
    r"|(?<=\.\d{3})-(?P<suffix>\d{1,2})(?![\d.]|/(?!(?:19|20)?\d\d(?!\d))))?"
)
_YEAR: Final = r"(?P<year>(?:1[89]|20)\d\d|\d\d|[12]\.\d{3})(?![\d]|[.,]\d)"

# "07-B/97", "0173/2022-SMS/GAB", "017/GVR/2022", "218", "1.378 de 2013"
_CORE: Final = regex.compile(
    rf"""
    {_NUMBER}{_SUFFIX}
    (?: \s?/\s?{_YEAR}
      | \s?[-–.]\s?(?P<year>(?:19|20)\d\d)(?![\d]|[.,/]\d)
      | \s?[/–-]\s?(?P<between>{LETTERS})\s?[/-]\s?{_YEAR}
      | ,?\s(?:de|DE|De)\s(?P<year>(?:1[89]|20)\d\d|[12]\.\d{{3}})(?![\d]|[.,]\d)
    )?
    """,
    regex.VERBOSE,
)
# "/GBSAU", "-SMS/GAB", " - SMS/GAB", " GBSAU"
_AFTER: Final = regex.compile(rf"(?P<glue>\s?[/–-]\s?|\s)(?:\d{{1,2}}\s?[ªº]\s)?(?P<after>{LETTERS})(?![\w])")
# "CIB/GO", "CIB GO", "MS/", "(CIB)" before the number
_BEFORE: Final = regex.compile(rf"[\s,:(/-]*+(?P<before>{LETTERS}(?:\s[A-Z]{{2}}\b)?)\)?\s*+(?P<glue>[/,–-]?)\s*+")
_LEAD: Final = regex.compile(rf"[\s,:–-]*+(?:{MARK})?\s*+", regex.IGNORECASE)
_MARKED: Final = regex.compile(rf"[\s,:–-]*+{MARK}\s*+", regex.IGNORECASE)
_MARK_LAST: Final = regex.compile(rf"{MARK}\s*+$", regex.IGNORECASE)
_UNNUMBERED: Final = regex.compile(
    rf"[\s,:–-]*+(?:{MARK}\s*+)?(?:s\s?[/.]?\s?n(?:[º°.]|\b)|sem\s+n(?:[uú]mero\b|[º°.]))", regex.IGNORECASE
)
# one word of a name, with what parts it from the next
_NAME: Final = regex.compile(r"[\s(,–-]*+(?:\d(?=[A-Z]{3,}\s))?[^\W\d_]++(?:[-/][^\W\d_]++)*+[)\s]")
_REACH: Final = 140
_SPOKEN: Final = regex.compile(r"[^\W\d_]++(?:\s[^\W\d_]++){0,12}")
_GLUED: Final = regex.compile(r"\d{1,5}(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class NumberParts:
    """What an act's head says of its number, with spans of the text it was read from.

    `number` has no leading zeros nor thousands points. `raw` is the number as printed, with its
    suffix and year, without the issuer's letters where these stand outside. `year` is printed with
    the number, in four digits; None where only the date has it. `glued` digits may be a number and
    a year whose slash was lost: see `unglue`. `marked` tells that "nº" or its kin stands before it.
    """

    number: str
    number_span: Span
    raw: Span
    suffix: str | None = None
    suffix_span: Span | None = None
    year: int | None = None
    year_span: Span | None = None
    acronym: str | None = None
    acronym_span: Span | None = None
    glued: bool = False
    marked: bool = False

    @property
    def end(self) -> int:
        """Where what belongs to the number ends: the raw number, its year ("de 2013"), the letters after it."""
        spans = (self.raw, self.acronym_span, self.year_span)
        return max(span.end for span in spans if span is not None)

    def dated(self, *, near: int | None = None) -> NumberParts:
        """Return the parts with two digits behind a dash as the year ("42.850-63", the usage of São Paulo), else these parts.

        Not for medidas provisórias, whose digits there count the reissue (2.200-2); `near` decides the century.

        >>> parts = act_number("Nº 42.850-63", Span(0, 12))
        >>> parts and (parts.number, parts.suffix, parts.dated().year, parts.dated().suffix)
        ('42850', '63', 1963, None)
        """
        if self.suffix is None or self.year is not None or not regex.fullmatch(r"\d\d", self.suffix):
            return self
        year = full_year(int(self.suffix), near=near)
        return replace(self, suffix=None, suffix_span=None, year=year, year_span=self.suffix_span)

    def unglue(self, year: int) -> NumberParts:
        """Return the parts with the last four digits as the year, where they are `year`; else these parts.

        >>> parts = act_number("Nº 3152022/GBSAU", Span(0, 16))
        >>> parts and (parts.number, parts.unglue(2022).number, parts.unglue(2021).number)
        ('3152022', '315', '3152022')
        """
        if not self.glued or not self.number.endswith(str(year)):
            return self
        cut = self.number_span.end - 4
        digits = self.number[:-4].lstrip("0") or "0"
        return replace(
            self,
            number=digits,
            number_span=Span(self.number_span.start, cut),
            year=year,
            year_span=Span(cut, self.number_span.end),
            glued=False,
        )


def unnumbered(text: str, span: Span) -> bool:
    """Whether the head says that the act has no number ("S/N", "s/nº")."""
    return bool(_UNNUMBERED.match(text, span.start, span.end))


def clean_letters(printed: str) -> str:
    """Return an issuer's letters with slashes for blanks, dots and dashes between them.

    >>> clean_letters("CIB GO"), clean_letters("GM / MS"), clean_letters("SES-MT")
    ('CIB/GO', 'GM/MS', 'SES/MT')
    """
    return "/".join(part for part in _BETWEEN.split(printed.strip(" /.–-")) if part)


def act_number(text: str, span: Span, *, near: int | None = None) -> NumberParts | None:
    """Return the number in the head `span` of `text` (from right after the type words), None where there is none.

    A body's name or a qualifier may stand before a marked number ("do Conselho Estadual de Saúde nº 5").
    `near` is a year the act is known to be of: it decides the century of a two-digit year.
    """
    parts = number_at(text, span, near=near)
    at = span.start
    while parts is None and (step := _NAME.match(text, at, min(span.end, span.start + _REACH))):
        at = step.end()
        later = number_at(text, Span(at, span.end), near=near)
        if later is not None:
            ends = later.year is not None and not text[later.raw.end : span.end].strip(" .,")
            return later if later.marked or ends else None
    return parts


def number_at(text: str, span: Span, *, near: int | None = None) -> NumberParts | None:
    """Return the number right at the start of `span`, with its mark and an issuer's letters before it; see `act_number`."""
    if unnumbered(text, span):
        return None
    at, before = _letters_before(text, span)
    core = _CORE.match(text, at, span.end)
    if core is None:
        return _in_words(text, Span(at, span.end), before)
    marked = _MARK_LAST.search(text, span.start, at) is not None
    if core["between"]:
        return _parts(core, near, (clean_letters(core["between"]), Span(*core.span("between"))), marked=marked)
    after = _letters_after(text, Span(core.end(), span.end), dated=core["year"] is not None)
    letters = before or after
    return _parts(core, near, (clean_letters(letters.of(text)), letters) if letters else (None, None), marked=marked)


def _parts(
    core: regex.Match[str], near: int | None, letters: tuple[str, Span] | tuple[None, None], *, marked: bool
) -> NumberParts:
    """Return what the core pattern holds; `letters` are the issuer's, with their span."""
    digits = "".join(char for char in core["number"] if char.isdigit())
    year: int | None = full_year(int(core["year"].replace(".", "")), near=near) if core["year"] else None
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        year = None
    printed_year = year is not None and not _OF.search(core[0])
    return NumberParts(
        number=digits.lstrip("0") or "0",
        number_span=Span(*core.span("number")),
        raw=Span(core.start(), core.end() if printed_year else max(core.end("number"), core.end("suffix"))),
        suffix=core["suffix"],
        suffix_span=Span(*core.span("suffix")) if core["suffix"] else None,
        year=year,
        year_span=Span(*core.span("year")) if year is not None else None,
        acronym=letters[0],
        acronym_span=letters[1],
        glued=year is None and core["suffix"] is None and bool(_GLUED.fullmatch(core["number"])),
        marked=marked,
    )


def _letters_before(text: str, span: Span) -> tuple[int, Span | None]:
    """Return where the digits should begin, and the issuer's letters in front of them."""
    lead = _LEAD.match(text, span.start, span.end)
    start = lead.end() if lead else span.start
    letters = _BEFORE.match(text, start, span.end)
    if letters is None or not is_letters(clean_letters(letters["before"])):
        return start, None
    printed = _without_stray(letters)
    mark = _MARKED.match(text, letters.end(), span.end)
    if mark or letters["glue"] or (letters.end() < span.end and text[letters.end()].isdigit()):
        return mark.end() if mark else letters.end(), printed
    return start, None


def _without_stray(letters: regex.Match[str]) -> Span:
    """Return the span of the letters; a second word counts only where it is a state ("CIB GO")."""
    start, end = letters.span("before")
    first, blank, last = letters["before"].rpartition(" ")
    return Span(start, end) if not blank or _UF.fullmatch(last) else Span(start, start + len(first))


def _letters_after(text: str, span: Span, *, dated: bool) -> Span | None:
    """Return the issuer's letters behind the number; after a bare blank only where the number has its year."""
    found = _AFTER.match(text, span.start, span.end)
    if found is None or not is_letters(found["after"]):
        return None
    if found["glue"].strip() == "" and not ("/" in found["after"] or (dated and _stands_out(text, found))):
        return None
    if found["glue"].startswith(" ") and "/" not in found["after"] and not _stands_out(text, found):
        return None
    return Span(*found.span("after"))


@lru_cache(maxsize=8)
def gap_words(kind: str) -> frozenset[str]:
    """Return the folded words of a kind of reference_words.toml: `particle`, `qualifier`, `stop`, `organ` or `void`."""
    return frozenset(fold(word) for row in rows("reference_words") if row["kind"] == kind for word in strings(row, "words"))


def is_letters(printed: str) -> bool:
    """Whether capitals can be an issuer's letters: no word of the sentence, no body's name in capitals, no roman numeral."""
    first = _BETWEEN.split(printed)[0]
    known_words = (gap_words(kind) for kind in ("particle", "qualifier", "stop", "organ", "procedure"))
    word = fold(first)
    plain = word in {"sei", "doe", "dou", "sus"} or not any(word in known for known in known_words)
    lone_numeral = _NOT_LETTERS.fullmatch(first) is not None and not _LETTERS_AFTER_SLASH.match(printed)  # CD/FNDE is no numeral
    spoken = word in words("cardinal") or word in words("scale")
    return plain and len(first) <= _LONGEST and not lone_numeral and not spoken


def _stands_out(text: str, found: regex.Match[str]) -> bool:
    """Whether the letters differ from what follows: short, and the text goes on in small letters, a comma or not at all."""
    rest = text[found.end() : found.end() + 12]
    short = len(found["after"]) <= 8  # noqa: PLR2004 - the longest single acronyms in use (FUNASA, CONFAZ, SEFAZ ...)
    return short and (not rest.strip() or rest[0] in ",.;:)\n" or bool(_GOES_ON.match(rest)))


def _in_words(text: str, span: Span, before: Span | None) -> NumberParts | None:
    """Return a number spelt in words after the mark: "número vinte e dois"."""
    spoken = _SPOKEN.match(text, span.start, span.end)
    if spoken is None:
        return None
    pieces = spoken[0].split(" ")
    for count in range(len(pieces), 0, -1):
        said = " ".join(pieces[:count])
        value = parse_words(fold(said))
        if value:
            where = Span(span.start, span.start + len(said))
            letters = clean_letters(before.of(text)) if before else None
            marked = _MARK_LAST.search(text, max(0, span.start - 16), span.start) is not None
            return NumberParts(str(value), where, where, acronym=letters, acronym_span=before, marked=marked)
    return None
