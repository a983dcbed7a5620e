"""Mentions of other acts in a text: a type word, what may stand between, a number or several, their dates.

The walk from the type word to the number is not one pattern: it steps over an issuer's name
("da Comissão Intergestores Bipartite (CIB)"), qualifiers ("Federal", "Ministerial") and dashes, and
stops at the first word that cannot belong to the name of an act.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import regex

from corpus.acts import Found
from corpus.spans import Span
from corpus.text import fold, folded
from corpus.values.dates import month_names, real_date
from extractors.fields.dates import find_dates
from extractors.fields.numbers import LETTERS, NumberParts, clean_letters, gap_words, is_letters, number_at
from extractors.fields.references_types import ReferenceType, head_patterns, type_marks, type_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from extractors.fields.references_provisions import Cited


_PLURAL: Final = regex.compile(r"s\b")

REACH: Final = 120
"""Code points from the type word within which its number must begin."""
_STEPS: Final = 14


@dataclass(frozen=True, slots=True)
class Mention:
    """One act named once; spans are of the text searched.

    `span` runs from the type word (for a later member of a list, from its own number) to the end of
    its number, letters or date. `issuer` is a body's name in words, where no letters are printed.
    `first` tells that the type word is the mention's own; `shared` that its date stands for several.
    `cited` are the provisions of it that the text names beside it.
    """

    row: ReferenceType
    span: Span
    parts: NumberParts | None = None
    date: Found[date] | None = None
    issuer: Span | None = None
    first: bool = True
    shared: bool = False
    cited: Cited | None = None


# A bill, a draft or a form is no act yet; nor is a street named for one.
_UNBORN: Final = regex.compile(
    r"(?:projetos?|anteprojetos?|minutas?|propostas?|modelos?|autografos?)\s(?:d[aeo]s?\s)?$|\b(?:rua|avenida|av\.|praca|travessa|linha)\s(?:d[ao]s?\s)?$"
)
_STEP: Final = regex.compile(r"\s*+(?:(?P<word>[^\W\d_]+(?:[/.-][^\W\d_]+)*+)|(?P<mark>[(),/–\"“”-]))")
_MORE: Final = regex.compile(r"\s?/\s?\d")
_UNITS: Final = regex.compile(
    r"\s?(?:%|[º°ª](?!\w)|(?:dias?|mes(?:es)?|anos?|horas?|vagas?|membros?|unidades?|municipios?|reais|mil|milhoes|pessoas|votos?|vias|folhas?)\b)"
)
_BARE_YEAR: Final = regex.compile(r"(?:1[89]|20)\d\d")
_MONTH_NEXT: Final = regex.compile(r"\d{1,2}[º°]?\s+de\s+(?:" + "|".join(sorted(map(regex.escape, month_names()))) + r")\b")
_DAY: Final = regex.compile(
    rf"(?P<day>\d{{1,2}})[º°]?\s+de\s+(?P<month>{'|'.join(sorted(map(regex.escape, month_names()), key=len, reverse=True))})"
    r"(?:\s+de\s+(?P<year>[12]\.?\d{3}))?"
)
_RESPECTIVELY: Final = regex.compile(r"[^.;:\n]*?\brespectivamente\b")
_DATED: Final = regex.compile(r"\s*+[,(–-]?\s*+(?:datad[oa]s?\s+)?(?:(?:de|em)(?=[\s\d])|do\s+dia)\s*+")
_DATED_BARE: Final = regex.compile(r"\s*+[,(]\s*+")
_BOTH: Final = regex.compile(
    r"\s*+,?\s*+\(?(?:ambas|ambos|todas|todos)\s*+,?\s*+(?:datad[oa]s\s+)?(?:de|do\s+ano\s+de)\s+(?P<year>(?:19|20)\d\d(?!\d))?"
)
_NEXT: Final = regex.compile(r"(?:\s?\([^()\d]{2,40}\))?(?:\s*+[,;]\s*+e?\s*+|\s+e\s+|\s*+/\s*+)(?:(?:a|o|as|os|d[ao]s?|de)\s+)?")


def find_mentions(text: str, span: Span, *, year: int | None) -> tuple[Mention, ...]:
    """Return every mention inside `span` of `text`, in order; `year` is this act's own, which bounds two-digit years."""
    named, exact = type_words(text, span), type_marks(text, span)
    if not named and not exact:
        return ()
    piece = _Piece.of(span.of(text), span.of(folded(text)), None if year is None else year - 48)
    found = piece.mentions(named, exact)
    return tuple(_shifted(mention, span.start) for mention in found)


def _moved(span: Span | None, by: int) -> Span | None:
    return None if span is None else span.shift(by)


def _shifted(mention: Mention, by: int) -> Mention:
    """Return a mention with its spans `by` further on."""
    parts = mention.parts and replace(
        mention.parts,
        number_span=mention.parts.number_span.shift(by),
        raw=mention.parts.raw.shift(by),
        suffix_span=_moved(mention.parts.suffix_span, by),
        year_span=_moved(mention.parts.year_span, by),
        acronym_span=_moved(mention.parts.acronym_span, by),
    )
    when = mention.date and replace(mention.date, span=mention.date.span.shift(by))
    return replace(mention, span=mention.span.shift(by), parts=parts, date=when, issuer=_moved(mention.issuer, by))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text with its folded twin and its dates by where they begin.

    `near` centres the hundred years in which a two-digit year of a cited act must lie: they end at
    the year after this act's own, for no act cites one that is not yet.
    """

    text: str
    folded: str
    near: int | None
    dates: dict[int, Found[date]]

    @classmethod
    def of(cls, text: str, folded: str, near: int | None) -> _Piece:
        dates = find_dates(text, Span(0, len(text)), near=near)
        return cls(text, folded, near, {each.span.start: each for each in dates})

    def mentions(self, named: Sequence[regex.Match[str]], exact: Sequence[regex.Match[str]]) -> Iterator[Mention]:
        """Yield the mentions that type words (`named`) and abbreviations (`exact`) open, in order, none inside another."""
        _, marks, groups = head_patterns()
        starts = [match.start() for match in named]
        heads = sorted((*named, *exact), key=lambda match: (match.start(), -match.end()))
        last = 0
        for head in heads:
            if head.start() < last or _UNBORN.search(self.folded, max(0, head.start() - 24), head.start()):
                continue
            at = bisect_left(starts, head.end())
            limit = starts[at] if at < len(starts) else len(self.text)
            for mention in self._after(head, groups[head.lastgroup or ""], limit, exact=head.re is marks):
                last = max(last, mention.span.end)
                yield mention

    def _after(self, head: regex.Match[str], row: ReferenceType, limit: int, *, exact: bool) -> tuple[Mention, ...]:
        """Return the mentions that a type word opens: one, the members of a list, or none."""
        if row.numberless:
            return (Mention(row, Span(*head.span())),)
        first = self._numbered(head, row, min(limit, head.end() + REACH), exact=exact)
        if first is None:
            return ()
        plural = not exact and _PLURAL.search(head[0].split()[0].split("-")[0]) is not None
        return self._shared(self._listed(first, limit, plural=plural), plural=plural)

    def _numbered(self, head: regex.Match[str], row: ReferenceType, limit: int, *, exact: bool) -> Mention | None:
        """Walk from the type word to its number; None where a word stands in the way."""
        at, steps, last, name = head.end(), 0, "", Span(head.end(), head.end())
        letters: Span | None = None
        while at < limit and steps <= (2 if exact else _STEPS):
            parts = number_at(self.text, Span(at, min(len(self.text), limit + 80)), near=self.near)
            if parts is not None and parts.raw.start < limit:
                if not self._holds(head, parts, row, last):
                    return None
                parts = parts if row.type == "medida_provisoria" else parts.dated(near=self.near)
                return self._issued(Mention(row, Span(head.start(), parts.end), parts), name, letters)
            step = _STEP.match(self.text, at, limit)
            if step is None or not _may_pass(step, row, steps):
                return None
            steps, at, last = steps + 1, step.end(), fold(step["word"] or step["mark"])
            name = Span(head.end(), at) if step["word"] and last not in gap_words("qualifier") else name
            letters = Span(*step.span("word")) if step["word"] and _is_acronym(step["word"]) else letters
        return None

    def _issued(self, mention: Mention, name: Span, letters: Span | None) -> Mention:
        """Return the mention with its date and issuer: letters passed on the way, the body before the number or behind it."""
        mention = self._dated(mention)
        parts = mention.parts
        if parts is None or mention.row.type in _OF_THEIR_MATTER:
            return mention
        if parts.acronym is None and letters is not None:
            parts = replace(parts, acronym=clean_letters(letters.of(self.text)), acronym_span=letters)
        issuer = _body(self.text, name) or _body_behind(self.text, mention.span.end)
        return replace(mention, parts=parts, issuer=issuer)

    def _holds(self, head: regex.Match[str], parts: NumberParts, row: ReferenceType, last: str) -> bool:
        """Whether a number is the act's own: marked, or unmistakable without its mark."""
        gap = self.folded[head.end() : parts.raw.start]
        at = parts.raw.start
        if self._is_date(at) or _MORE.match(self.text, parts.raw.end):
            return False
        if parts.marked:
            return True
        printed = parts.raw.of(self.text)
        lettered = parts.acronym_span is not None and parts.acronym_span.start < at
        if "," in gap or (last in gap_words("particle") and not lettered):
            return False
        if (
            not printed[0].isdigit()
            or _UNITS.match(self.folded, parts.end)
            or (parts.year is None and _BARE_YEAR.fullmatch(printed))
        ):
            return False
        sure = parts.year is not None or "." in printed or self._date_after(parts.end) is not None
        return sure or (len(parts.number) >= 3 and not row.letter and not gap.strip())  # noqa: PLR2004 - a page, a count is shorter

    def _is_date(self, at: int) -> bool:
        """Whether a date, with or without its year, begins at an offset."""
        return at in self.dates or _MONTH_NEXT.match(self.folded, at) is not None

    def _date_after(self, at: int) -> Found[date] | None:
        """Return the date that stands right behind a number ("..., de 5 de maio de 1998")."""
        gap = _DATED.match(self.folded, at)
        if gap is not None and gap.end() in self.dates:
            return self.dates[gap.end()]
        bare = _DATED_BARE.match(self.folded, at)
        when = self.dates.get(bare.end()) if bare else None
        return when if when and (when.rule == "date-long" or "(" in self.folded[at : when.span.start]) else None

    def _dated(self, mention: Mention) -> Mention:
        """Return the mention with the date that follows it; digits whose slash was lost are parted by its year."""
        parts = mention.parts
        if parts is None:
            return mention
        when = self._date_after(parts.end)
        if when is None:
            return mention
        return replace(mention, date=when, parts=parts.unglue(when.value.year), span=Span(mention.span.start, when.span.end))

    def _listed(self, first: Mention, limit: int, *, plural: bool) -> tuple[Mention, ...]:
        """Return the first mention and the numbers that go on from it."""
        found = [first]
        while joint := _NEXT.match(self.folded, found[-1].span.end):
            at = joint.end()
            if at >= limit or self._is_date(at):
                break
            parts = number_at(self.text, Span(at, min(len(self.text), at + REACH)), near=self.near)
            if parts is None or parts.raw.start >= limit or not self._goes_on(parts, at, plural=plural):
                break
            found.append(self._dated(Mention(first.row, Span(parts.raw.start, parts.end), parts, first=False)))
        return tuple(found)

    def _goes_on(self, parts: NumberParts, at: int, *, plural: bool) -> bool:
        """Whether a number behind another belongs to the same list."""
        printed = parts.raw.of(self.text)
        if not printed[0].isdigit() or self._is_date(parts.raw.start) or _UNITS.match(self.folded, parts.end):
            return False
        if _MORE.match(self.text, parts.raw.end):
            return False
        if parts.acronym_span is not None and parts.acronym_span.start < parts.number_span.start:
            return False
        if parts.marked:
            return "," not in self.text[at : parts.raw.start]
        if parts.number_span.start != at:
            return False
        return plural or (parts.year is not None and "/" in printed)

    def _shared(self, found: tuple[Mention, ...], *, plural: bool) -> tuple[Mention, ...]:
        """Spread over a list what is said once at its end: letters, "ambas de ...", a date alone."""
        last = found[-1]
        if len(found) == 1 or last.parts is None:
            return found
        found = self._letters_shared(found)
        both = _BOTH.match(self.folded, last.span.end)
        if both and (both["year"] or both.end() in self.dates):
            return self._dates_spread(found, both)
        each_own = self._respectively(found)
        if each_own:
            return each_own
        alone = last.date is not None and not any(each.date or (each.parts and each.parts.year) for each in found[:-1])
        if plural and alone:
            return tuple(replace(each, date=last.date, shared=each is not last) for each in found)
        return found

    def _respectively(self, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return the list with one date each, where "respectivamente" deals them out; empty where it does not."""
        begin = found[-1].parts.end if found[-1].parts else 0
        told = _RESPECTIVELY.match(self.folded, begin, min(len(self.folded), begin + 60 * len(found)))
        if told is None:
            return ()
        year: int | None = None
        dates: list[Found[date]] = []
        for match in reversed(list(_DAY.finditer(self.folded, begin, told.end()))):
            year = int(match["year"].replace(".", "")) if match["year"] else year
            value = real_date(year or 0, month_names()[match["month"]][0], int(match["day"]))
            if value is not None:
                dates.insert(0, Found(value, Span(*match.span()), "date-long", 0.9))
        if len(dates) != len(found):
            return tuple(replace(each, date=None) for each in found)
        return tuple(replace(each, date=when) for each, when in zip(found, dates, strict=True))

    def _letters_shared(self, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Give the letters behind the last number to those that have none ("3 e 6/GM/MS"), or the first one's to the rest."""
        first, last = found[0].parts, found[-1].parts
        giver = next((each for each in (last, first) if each and each.acronym), None)
        if giver is None:
            return found
        return tuple(
            replace(each, parts=replace(each.parts, acronym=giver.acronym, acronym_span=giver.acronym_span))
            if each.parts and each.parts.acronym is None
            else each
            for each in found
        )

    def _dates_spread(self, found: tuple[Mention, ...], both: regex.Match[str]) -> tuple[Mention, ...]:
        """Give the date or year after "ambas" to each of a list; the list is then one span for all."""
        when = self.dates.get(both.end())
        end = when.span.end if when else both.end()
        whole = Span(found[0].span.start, end)
        year, where = (int(both["year"]), Span(*both.span("year"))) if both["year"] else (None, None)
        return tuple(
            replace(
                each,
                span=whole,
                date=each.date or when,
                parts=each.parts and replace(each.parts, year=each.parts.year or year, year_span=each.parts.year_span or where),
            )
            for each in found
        )


def _may_pass(step: regex.Match[str], row: ReferenceType, steps: int) -> bool:
    """Whether a word or mark may stand between a type and its number."""
    if step["mark"]:
        return step["mark"] != ","
    folded = fold(step["word"])
    if folded in row.not_before or folded in gap_words("stop"):
        return False
    if folded in gap_words("particle") or folded in gap_words("qualifier"):
        return True
    return step["word"][0].isupper() and (steps > 0 or "/" in step["word"] or len(step["word"]) > 1)


def _is_acronym(word: str) -> bool:
    """Whether a word passed on the way is an issuer's letters."""
    return _ACRONYM.fullmatch(word) is not None and is_letters(word)


_ACRONYM: Final = regex.compile(LETTERS)
_OF_THEIR_MATTER: Final = frozenset({"lei", "lei_complementar", "lei_organica", "norma_operacional", "edital"})
"""Types whose "da ..." names what they treat ("Lei Orgânica da Saúde"), not who made them."""
_NAMED: Final = r"[A-ZÀ-Ý][^\W\d_]+(?:\s(?:(?:d[aeo]s?|e)\s)?[A-ZÀ-Ý][^\W\d_]+)+"
# da Comissão Intergestores Bipartite, do Conselho Nacional de Saúde
_BODY: Final = regex.compile(rf"\s*+d[ao]s?\s+(?P<name>{_NAMED})")
_BODY_BEHIND: Final = regex.compile(rf"(?:\s*+,)?\s+d[ao]s?\s+(?P<name>{_NAMED}|{LETTERS})(?!\w)")


def _body(text: str, name: Span) -> Span | None:
    """Return the body named between type and number."""
    body = _BODY.match(text, name.start, name.end)
    return Span(*body.span("name")) if body else None


def _body_behind(text: str, at: int) -> Span | None:
    """Return the body named right behind a mention ("nº 196/96 do CNS"); its first word must be a body's."""
    body = _BODY_BEHIND.match(text, at)
    if body is None:
        return None
    known = fold(body["name"].split()[0]) in gap_words("organ") or _is_acronym(body["name"])
    return Span(*body.span("name")) if known else None
