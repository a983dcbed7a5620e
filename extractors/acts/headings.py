"""Headings of acts: type, number and date at the head of an act, told from mentions in prose.

A heading stands at the start of its line, in capitals (`RESOLUÇÃO CIB/MT Nº 334 DE 11 DE AGOSTO DE
2022`), or alone on it (`Ofício n.º 23/99-GAB`). A line that goes on as a sentence is a mention.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import regex

from corpus.states import state_of_place
from corpus.text import capitals, either
from corpus.values.number_words import words
from extractors.acts.kinds import ActType, TypeMatch, damaged_type_at_start, type_at_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.spans import Span
    from extractors.acts.paragraphs import Paragraph

FIGURES: Final = regex.compile(r"\d[\d.]*")

_NUMBER_WORD: Final = either((*words("cardinal"), *words("scale")))
# A number after the type's words, on a folded line:
#   " nº 05-a/96", " cib/mt nº 334", "/gabpres/nº 299", " conjunta ses/seduc n. 4/2019", ": 12/2019", " s/n"
NUMBER: Final = regex.compile(
    r"""(?P<who>(?:[\s,/–—-]+(?!n\W{0,3}\d|s/n\b)[(]?(?:[a-z&]|\d(?=[a-z]{3,}\s+n[\Wºª]{1,3}\d))(?:(?!/n[\Wºª]{1,2}\s?\d)[a-z&./-])*+[)]?){0,12}?)
        [\s,:/–—-]*
        (?:(?:n(?:umero|ro|r)?|num)\s?[.:]?\s?[ºo°®ª*?.]*(?:[29](?=\s\d))?\s?s?\s*)?
        (?P<number>(?!\d[a-z]{3,}\s+n[\Wºª]{1,3}\d)\d[\w./ºª°-]*+(?:\s[-–/]\s?[a-z][\w./-]*+(?=\s*[.,]?\s*$|\s*,|\s+de\s+\d))*
          | s\s?/\s?n[ºo°.]*\b | sem\s+n(?:umero\b|[ºo°.]{1,2}))""",
    regex.VERBOSE,
)
SPELT: Final = regex.compile(
    rf"""\s*[,:–—-]?\s*n(?:umero|[ºo°.]{{1,2}})\s+
        (?P<number>(?:{_NUMBER_WORD})(?:(?:\s+e)?\s+(?:{_NUMBER_WORD})){{0,12}}+)(?!\w)""",
    regex.VERBOSE,
)
"""A number in words: "RESOLUÇÃO NÚMERO VINTE E DOIS"."""
MARKED: Final = regex.compile(
    r"n(?:umero|ro|r|um)?\s?[.:]?\s?[ºo°®ª*?.]|s\s?/\s?n|sem\s+n|^[\s:–—-]*\d|\s[-–—]\s?\d|/\d|[a-z]/[a-z]"
)
DATE: Final = r"(?:de|em)?\s*\d{1,2}\s?[ºo°]?\s*(?:de\s+[a-zç0-9]+\s+de\s+\d\.?\d{3}|[./-]\d{1,2}[./-]\d{2,4})"
TAIL: Final = regex.compile(
    rf"""(?:\s|,|[-–—]|\.|\(|\)|\*|{DATE}|de\s+\d{{4}}\b|(?:\d{{1,2}}\s?[ªº]\s?)?[a-z]{{2,}}(?:[/-][a-z]+)+|\d{{1,2}}\s?[ªº]\s?[a-z]{{2,6}}\b(?=\W*$)|[a-z]{{2,6}}\b(?=\W*$)|d\.?o\.?[eum]?\.?[^a-z]*)*+""",
    regex.VERBOSE,
)
# "Of. nº 133/2003 - SEOSU      Timbaúba, 9 de maio de 2003", "MEMO Nº 58/DRH    Prot. nº 1907/03 de 23.05.03"
BESIDE: Final = regex.compile(rf"[a-z' .-]{{3,40}}(?:[-/(]\s?[a-z]{{2}}\)?)?[,.]\s*{DATE}\W*|pro[tl](?:\.|ocolo)[^\n]{{0,60}}")
PLACED: Final = regex.compile(r"(?P<place>\p{Lu}[\p{L}'’ -]{2,40}+)(?:[-/(]\s?[A-Z]{2}\)?)?,.*")
ACRONYM: Final = regex.compile(r"[\s–-]*[A-Z]{2,}(?:[/-][A-Z]{2,})*\s+(?=\p{Lu}\p{Ll})")
MEETING: Final = regex.compile(r"\s+(?:d[ae]\s)?\d{1,4}\s?[ªa.]+\s(?:reuniao|sessao|assembleia)\b.*$")
DATE_LINE: Final = regex.compile(rf"^(?:{DATE})\s*\.?$")
BODY_AFTER: Final = regex.compile(
    r"""\b(?:reuni\w+|aos\s\w+\sdias|resolve|decreta|decide|clausula|considerando|no\suso|usando|faz\ssaber|faco\ssaber|art(?:igo)?[.]?\s*[1u]|assunto|objeto|torna\spublico|
        senhor|prezad|atenciosamente|contratad[ao]|contratante|processo|onde\sse\sle|comunica|convoca|ficam?|designa|nomeia|revoga
        |determina)
    |(?<=\w[./-]*+),\s(?:em\s)?\d{1,2}[ºo°]?\sde\s""",
    regex.VERBOSE,
)
QUOTED: Final = "“\"‘«'„”"
LONGEST: Final = 400
PLURAL: Final = regex.compile(
    rf"(?P<type>portarias|resolucoes|decretos|despachos|deliberacoes|atos)\s+(?:d[aeo]s?\s[a-z-]+\s)?(?:{DATE})\s*\.?$"
)
SINGULAR: Final = {
    "portarias": "portaria", "resolucoes": "resolucao", "decretos": "decreto", "despachos": "despacho",
    "deliberacoes": "deliberacao", "atos": "ato",
}  # fmt: skip
LISTED: Final = regex.compile(r"n\s?[.]?\s?[ºo°®][.s]?\s?(?P<number>\d[\d./]*(?:[-/][a-z]+)*)\s?[-–—]\s?")
LONGEST_PREAMBLE: Final = 8
FEW: Final = 5
SHORT: Final = 90
INSTRUMENTS: Final = frozenset(
    {"termo_de_convenio", "termo_de_contrato", "termo_aditivo", "termo_de_cooperacao", "termo_de_colaboracao", "termo_de_fomento"}
)
"""What an extract is of: their titles under its own give its number."""
MENDING: Final = frozenset({"errata", "retificacao", "republicacao", "apostila"})
TOUCHES: Final = regex.compile(r"\s*[-–—:]?\s*(?:a|ao|as|aos|d[aeo]s?|n[ao]s?)\s+")
CAPITAL: Final = regex.compile(r"(?:0|\p{Lu})[\p{Lu}\s\d|!¢&l-]{2}")
MARK: Final = regex.compile(r"\bn\s?[.:]?\s?[ºo°®ª*?.]\??\s?\.?\s?\d|\d\s?/\s?\d")
NUMBER_NEXT: Final = regex.compile(r"[\s,:–—-]*+(?:n\W|\d|s\s?/\s?n|$)")
LONGEST_TYPE: Final = 70
LONGEST_QUOTE: Final = 40
"""Paragraphs after which a quotation that nobody closed no longer hides headings."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of an act: its paragraphs' indexes (first, past the last), type, and where its parts stand.

    `number` is the span of the text after the type's words, in which the number stands (None for an
    act without one); `rest` what follows number and date on the line (an ementa on the same line).
    `shared` are the heading and preamble that several acts have in common: "PORTARIAS DE 15 DE MAIO
    DE 2018", then "Nº 91 - Nomear ...", "Nº 92 - Exonerar ...". `touches` is where an errata's heading
    names the act that it mends ("ERRATA À PORTARIA Nº 5/2011"): that number and date are not its own.
    Where a person said that the act begins, `start` is the paragraph from which it goes, and `assumed`
    tells a type that is not printed there: that of the act before it.
    """

    first: int
    last: int
    kind: ActType
    type_span: Span
    number: Span | None
    rest: Span | None
    shared: tuple[int, int] | None = None
    touches: Span | None = None
    start: int | None = None
    assumed: bool = False


def heading_at(parts: Sequence[Paragraph], index: int) -> Heading | None:
    """Return the heading that begins at paragraph `index`, None where none does."""
    part = parts[index]
    if part.text[0] in QUOTED or len(part.text) > LONGEST:
        return None
    match = _type(part)
    dated = index + 1 < len(parts) and DATE_LINE.match(parts[index + 1].folded) is not None
    capital = match is not None and (capitals(part.text[: match.end]) or (dated and part.text[0].isupper()))
    if match is None or (_abbreviated(match) and not (capital and (index == 0 or part.gap > 1))):
        return None
    touched = _touched(part, match.end) if match.kind.type in MENDING and capital else None
    if touched is not None:
        return Heading(index, index + 1, match.kind, part.part(0, match.end), None, None, touches=touched)
    stands = numbered(part, match.end, capital=capital, letter=match.kind.family == "letter")
    if stands is None:
        if not (match.kind.numberless and capital and _alone(part, match.end)):
            return None
        return Heading(index, index + 1 + dated, match.kind, part.part(0, match.end), None, None)
    past, rest = stands
    last = index + 1
    if rest is None and last < len(parts) and DATE_LINE.match(parts[last].folded):
        last += 1
    return Heading(index, last, match.kind, part.part(0, match.end), part.part(match.end, past), rest)


def _abbreviated(match: TypeMatch) -> bool:
    """Whether a type is told by an abbreviation that heads no letter: "Port. 004/21" under a name is an appointment."""
    return match.short and match.kind.family != "letter"


def _type(part: Paragraph) -> TypeMatch | None:
    """Return the type that a line begins with; as scanning left it only in a heading in capitals with a marked number."""
    match = type_at_start(part.folded)
    if match is not None and NUMBER_NEXT.match(part.folded, match.end):
        return match
    if not CAPITAL.match(part.text) or not MARK.search(part.folded, 0, LONGEST_TYPE):
        return match
    damaged = damaged_type_at_start(part.folded)
    return damaged if damaged is not None and (match is None or damaged.end > match.end) else match


def _touched(part: Paragraph, end: int) -> Span | None:
    """Return where, after an errata's own words, the act is named that it mends."""
    link = TOUCHES.match(part.folded, end)
    other = type_at_start(part.folded[link.end() :]) if link else None
    if link is None or other is None or not NUMBER.match(part.folded, link.end() + other.end):
        return None
    return part.part(link.end())


def numbered(part: Paragraph, end: int, *, capital: bool, letter: bool) -> tuple[int, Span | None] | None:
    """Return where number and date end on the line and what follows them, None where there is no number."""
    meeting = MEETING.match(part.folded, end)
    if meeting and capital:
        return meeting.end(), None
    spelt = SPELT.match(part.folded, end) if capital else None
    match = spelt or NUMBER.match(part.folded, end)
    if match is None or (spelt is None and not _stands(part, match, end, capital=capital)):
        return None
    past = TAIL.match(part.folded, match.end())
    stop = past.end() if past else match.end()
    letters = ACRONYM.match(part.text, stop)
    if letters is not None and (letter or _placed(part, letters.end())):
        stop = letters.end()
    if stop >= len(part.folded):
        return stop, None
    if (letter and BESIDE.fullmatch(part.folded, stop)) or _placed(part, stop):
        return stop, part.part(stop)
    between = part.folded[match.end() : stop].rstrip()
    if capital and between[-1:] in {"-", "–", "—", ".", ")", ":"}:
        return stop, part.part(stop)
    return None


def _placed(part: Paragraph, start: int) -> bool:
    """Whether a line ends in a capital, or a place with its state, and a date, as some commissions' do.

    "Resolução nº 8/2021 - CIB            Palmas, 3 de maio de 2021."
    """
    match = PLACED.fullmatch(part.text, start)
    return match is not None and BESIDE.fullmatch(part.folded, start) is not None and state_of_place(match["place"]) is not None


def _stands(part: Paragraph, match: regex.Match[str], end: int, *, capital: bool) -> bool:
    """Whether a number after a type's words is marked as one, and only letters of bodies stand between them."""
    if not MARKED.search(part.folded[end : match.end()]):
        return False
    who = part.text[slice(*match.span("who"))].strip(" ,-/(")
    return capital or not who or capitals(who)


def _alone(part: Paragraph, end: int) -> bool:
    """Whether a type without number stands alone on its line, but for a few words in capitals."""
    rest = part.text[end:].strip(" .:-–—")
    return not rest or (capitals(rest) and len(rest.split()) <= 12 and not rest.endswith((",", ";")))  # noqa: PLR2004


def headings(parts: Sequence[Paragraph]) -> tuple[Heading, ...]:
    """Return the headings of a text in order; those quoted or merely listed are left out."""
    found: list[Heading] = []
    opened: int | None = None
    for index, part in enumerate(parts):
        if found and index < found[-1].last:
            continue
        quoted = opened is not None and index - opened <= LONGEST_QUOTE
        listed = () if quoted else listed_at(parts, index)
        heading = None if quoted or listed else heading_at(parts, index)
        if heading is None and not listed:
            opened = _quote_opened(opened, index, part.text)
            continue
        found += listed or ([heading] if heading is not None else [])
        opened = None
    found = _merged(parts, found)
    ends = [*(h.first for h in found), len(parts)][1:]
    return tuple(h for h, end in zip(found, ends, strict=True) if _has_body(parts, h, end))


def listed_at(parts: Sequence[Paragraph], index: int) -> list[Heading]:
    """Return the headings of acts listed under one of their own in the plural, none where there is no such list."""
    plural = PLURAL.match(parts[index].folded)
    kind = type_at_start(SINGULAR[plural["type"]]) if plural and capitals(parts[index].text) else None
    if plural is None or kind is None:
        return []
    found: list[Heading] = []
    for at in range(index + 1, len(parts)):
        item = LISTED.match(parts[at].folded)
        if item is None:
            if found or at - index > LONGEST_PREAMBLE:
                break
            continue
        shared = found[0].shared if found else (index, at)
        first = at if found else index
        span = parts[index].part(*plural.span("type"))
        number, rest = parts[at].part(0, item.end("number")), parts[at].part(item.end())
        found.append(Heading(first, at + 1, kind.kind, span, number, rest, shared))
    return found


def _merged(parts: Sequence[Paragraph], found: Sequence[Heading]) -> list[Heading]:
    """Put together a heading and its repetition a line or two below; drop one that only stands over another.

    Diaries of municipalities print the title twice; "ATO DO SECRETÁRIO" over "RESOLUÇÃO Nº 45" is a section.
    """
    kept: list[Heading] = []
    for heading in found:
        last = kept[-1] if kept else None
        if last is None or heading.shared or last.shared:
            kept.append(heading)
            continue
        between = parts[last.last : heading.first]
        short = len(between) <= FEW and all(len(part.text) <= SHORT for part in between)
        if short and _digits(parts, last) == _digits(parts, heading) != "" and last.kind == heading.kind:
            kept[-1] = replace(heading, first=last.first)
        elif not between and last.number is None and heading.number is not None:
            extract = last.kind.type.startswith("extrato") and heading.kind.type in INSTRUMENTS
            kept[-1] = replace(heading, first=last.first, kind=last.kind, type_span=last.type_span) if extract else heading
        else:
            kept.append(heading)
    return kept


def _digits(parts: Sequence[Paragraph], heading: Heading) -> str:
    """Return the first figures of a heading's number, without leading zeros."""
    if heading.number is None:
        return ""
    part = parts[heading.last - 1] if parts[heading.last - 1].span.covers(heading.number) else parts[heading.first]
    match = FIGURES.search(part.text, heading.number.start - part.span.start)
    return match[0].replace(".", "").lstrip("0") if match else ""


def _quote_opened(opened: int | None, index: int, text: str) -> int | None:
    """Return the paragraph in which a curly quotation was opened that is still open after `text`."""
    last_open, last_close = text.rfind("“"), text.rfind("”")
    if last_open > last_close:
        return index
    return None if last_close >= 0 else opened


def _has_body(parts: Sequence[Paragraph], heading: Heading, end: int) -> bool:
    """Whether something that acts are made of follows: a list of titles, or a cell of a table, is no act."""
    if heading.rest is not None:
        return True
    following = parts[heading.last : min(end, heading.last + 60)]
    return any(BODY_AFTER.search(part.folded) for part in following)
