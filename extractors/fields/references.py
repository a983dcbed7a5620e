"""References: every other act that a text names by type and number, once each, in order of first mention.

Mentions come from `references_mentions`, relations from `references_relations`; here the act's own
name is left out and mentions of one act are merged: same type, number and year, a mention without a
year with the first that has one, and a year mistaken in the number with the one its own date shows.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from corpus.acts import Found, Printed, Reference
from corpus.knowledge import rows, string, strings
from corpus.spans import Span
from corpus.text import fold, folded, squeeze
from extractors.fields.numbers import gap_words
from extractors.fields.references_mentions import Mention, find_mentions
from extractors.fields.references_provisions import cited_after, cited_before
from extractors.fields.references_relations import CITES, ORDER, Governing, governing
from extractors.fields.references_types import reference_types

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


_NEAR: Final = 12
"""Mentions on either side within which a verb is sought: more do not fit in a sentence's reach."""


@dataclass(frozen=True, slots=True)
class OwnHead:
    """What names the act itself, so that it is not its own reference."""

    type: str
    number: str | None
    suffix: str | None
    year: int | None


@dataclass(slots=True)
class _Cited:
    """One act as gathered from its mentions, first mention first; `first` is that one's place among all acts."""

    first: int
    mentions: list[Mention] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    years: set[int] = field(default_factory=set)
    possible: set[int] = field(default_factory=set)
    letters: set[str] = field(default_factory=set)

    def add(self, mentions: Sequence[Mention], relations: Sequence[str]) -> None:
        """Take in mentions with their relations."""
        self.mentions += mentions
        self.relations += relations
        for mention in mentions:
            self.years |= {year for year in (mention_year(mention),) if year is not None}
            self.possible |= _possible_years(mention)
            self.letters |= _issuers(mention)


_Shelf: TypeAlias = "dict[tuple[str, str | None], list[_Cited]]"
"""The acts cited so far by type and number, which mentions of one act have in common."""


def mention_year(mention: Mention) -> int | None:
    """Return the year of a mention: that of its number, else of its date."""
    if mention.parts is not None and mention.parts.year is not None:
        return mention.parts.year
    return mention.date.value.year if mention.date else None


def find_references(text: str, spans: Sequence[Span], *, own: OwnHead) -> tuple[Reference, ...]:
    """Return the acts that `spans` of `text` name, without `own`, in order of first mention."""
    mentions = tuple(mention for span in spans for mention in find_mentions(text, span, year=own.year))
    cited: _Shelf = {}
    relations = _relations(text, mentions, reply=own.type in _reply_types())
    for place, (mention, relation) in enumerate(zip(mentions, relations, strict=True)):
        settled = _settled(_with_provisions(text, mention, mentions[place + 1 : place + 2]), own)
        if not _is_own(settled, own):
            _file(cited, settled, relation, place)
    merged = [each for shelf in cited.values() for each in _merged(shelf)]
    return tuple(_reference(text, each) for each in sorted(merged, key=lambda each: each.first))


def _with_provisions(text: str, mention: Mention, following: tuple[Mention, ...]) -> Mention:
    """Return a mention with its provisions cited right before or behind it; of a list of acts it is not known whose they are."""
    if not mention.first or any(not each.first for each in following):
        return mention
    end = following[0].span.start if following else len(text)
    return replace(mention, cited=cited_before(text, mention.span.start) or cited_after(text, mention.span.end, end))


@lru_cache(maxsize=1)
def _reply_types() -> frozenset[str]:
    """Return the types of letters: only a letter answers one."""
    return frozenset(row.type for row in reference_types() if row.letter) | {"carta", "notificacao"}


def _relations(text: str, mentions: tuple[Mention, ...], *, reply: bool) -> tuple[str, ...]:
    """Return the relation of each mention; `reply` tells that the act is a letter.

    The words that govern a mention may stand outside its span (a label, the opening of a list), so
    the whole text is looked at.
    """
    whole = folded(text)
    lists = _lists(mentions)
    places = tuple(Span(each[0].span.start, each[-1].span.end) for each in lists)
    found: list[str] = []
    previous: tuple[Span, Governing] | None = None
    for index, (each, place) in enumerate(zip(lists, places, strict=True)):
        others = (*places[max(0, index - _NEAR) : index], *places[index + 1 : index + 1 + _NEAR])
        ruled = governing(whole, place, previous=previous, others=others, letter=reply and each[0].row.letter)
        found += [ruled.told() if ruled else CITES] * len(each)
        previous = (place, ruled) if ruled else None
    return tuple(found)


def _lists(mentions: tuple[Mention, ...]) -> tuple[tuple[Mention, ...], ...]:
    """Return the mentions, those of one list together: one verb governs them all."""
    lists: list[tuple[Mention, ...]] = []
    for mention in mentions:
        lists.append((mention,)) if mention.first or not lists else lists.append((*lists.pop(), mention))
    return tuple(lists)


def _settled(mention: Mention, own: OwnHead) -> Mention:
    """Return a mention with digits parted where a lost slash shows: six and more of them, ending in a year not to come."""
    parts = mention.parts
    if parts is None or not parts.glued or mention.date or len(parts.number) < 6 or own.year is None:  # noqa: PLR2004
        return mention
    year = int(parts.number[-4:])
    return replace(mention, parts=parts.unglue(year)) if own.year - 40 <= year <= own.year else mention


def _file(cited: _Shelf, mention: Mention, relation: str, place: int) -> None:
    """Add a mention, the `place`-th of all, to the act it names, to a new one where none is known."""
    shelf = cited.setdefault((mention.row.type, mention.parts.number if mention.parts else None), [])
    home = next((each for each in shelf if _same(each, mention)), None)
    if home is None:
        home = _Cited(place)
        shelf.append(home)
    home.add((mention,), (relation,))


def _is_own(mention: Mention, own: OwnHead) -> bool:
    """Whether a mention names this act: its type, number and suffix, and no other year."""
    parts = mention.parts
    if parts is None or own.number is None or mention.row.type != own.type:
        return False
    if parts.number != own.number and not (own.year and parts.unglue(own.year).number == own.number):
        return False
    if (parts.suffix or "") != (own.suffix or ""):
        return False
    years = {parts.unglue(own.year).year if own.year else parts.year, mention.date.value.year if mention.date else None} - {None}
    return not years or own.year is None or own.year in years


def _same(cited: _Cited, mention: Mention) -> bool:
    """Whether a mention names an act already cited."""
    other = cited.mentions[0]
    if other.row.type != mention.row.type:
        return False
    if other.parts is None or mention.parts is None:
        return other.parts is mention.parts
    if (other.parts.number, other.parts.suffix or "") != (mention.parts.number, mention.parts.suffix or ""):
        return False
    told = _issuers(mention)
    if cited.letters and told and not cited.letters & told:
        return False
    years, year = cited.years, mention_year(mention)
    return not years or year is None or bool(years & _possible_years(mention)) or year in cited.possible


def _possible_years(mention: Mention) -> frozenset[int]:
    """Return the years a mention may mean: of its number and of its date, where the author's slip sets them apart."""
    dated = mention.date.value.year if mention.date and not mention.shared else None
    years = {mention.parts.year if mention.parts else None, dated}
    return frozenset(year for year in years if year is not None)


def _issuers(mention: Mention) -> set[str]:
    """Return the letters of a mention's issuer, each part for itself."""
    return {part for part in (_letters(mention) or "").split("/") if part}


def _merged(cited: Iterable[_Cited]) -> tuple[_Cited, ...]:
    """Join acts named without a year to the first of the same name that has one, wherever it stands."""
    kept: list[_Cited] = []
    for each in cited:
        home = next((other for other in kept if _same(other, each.mentions[0])), None)
        if home is None:
            kept.append(each)
            continue
        home.add(each.mentions, each.relations)
    return tuple(kept)


@lru_cache(maxsize=1)
def _variants() -> dict[str, str]:
    return {variant: string(row, "letters") for row in rows("issuer_letters") for variant in strings(row, "variants")}


def _letters(mention: Mention) -> str | None:
    """Return the issuer's letters in their usual order, None where there are none or they are no issuer's."""
    letters = mention.parts.acronym if mention.parts else None
    if letters is None or fold(letters) in gap_words("void"):
        return None
    return _variants().get(letters, letters)


def _issuer(text: str, mentions: Sequence[Mention], rule: str) -> Found[str] | None:
    """Return the letters near the number of the first mention that has any, else the body's name."""
    for mention in mentions:
        letters = _letters(mention)
        if letters and mention.parts and mention.parts.acronym_span:
            return Found(letters, mention.parts.acronym_span, rule, 0.95)
    named = next((mention.issuer for mention in mentions if mention.issuer), None)
    return Found(squeeze(named.of(text)), named, rule, 0.8) if named else None


def _year(mentions: Sequence[Mention], rule: str) -> Found[int] | None:
    """Return the year of the first mention that tells one; that of its date is derived.

    Where a number's year and its date part and another mention sides with the date, the date's holds.
    """
    told = [mention for mention in mentions if mention_year(mention) is not None]
    if not told:
        return None
    for mention in (*(m for m in told if len(_possible_years(m)) < 2), *told):  # noqa: PLR2004 - at one with itself
        if mention.parts and mention.parts.year is not None and mention.parts.year_span:
            sure = 0.95 if len(_possible_years(mention)) < 2 else 0.6  # noqa: PLR2004
            return Found(mention.parts.year, mention.parts.year_span, rule, sure)
        if mention.date:
            sure = 0.6 if mention.shared else 0.95
            return Found(mention.date.value.year, mention.date.span, f"{rule}-year-of-date", sure, derived=True)
    return None


def _date(mentions: Sequence[Mention], year: int | None) -> Found[date] | None:
    """Return the first date told that goes with the year, else the first told."""
    dates = [mention.date for mention in mentions if mention.date and not mention.shared] + [m.date for m in mentions if m.date]
    fitting = [each for each in dates if each.value.year == year]
    return next(iter(fitting or dates), None)


def _strongest(cited: _Cited) -> tuple[str, Span]:
    """Return the strongest relation told of an act, and the mention that it rests on."""
    place = min(range(len(cited.relations)), key=lambda index: ORDER.index(cited.relations[index]))
    return cited.relations[place], cited.mentions[place].span


def _provisions(mentions: Sequence[Mention]) -> tuple[Found[str], ...]:
    """Return the provisions cited of an act, each once, in order."""
    told: dict[str, Span] = {}
    for cited in (mention.cited for mention in mentions if mention.cited):
        for path in cited.paths:
            told.setdefault(path, cited.span)
    return tuple(Found(path, span, "reference-provision", 0.9, derived=True) for path, span in told.items())


def _reference(text: str, cited: _Cited) -> Reference:
    """Return one act as the record has it."""
    first = cited.mentions[0]
    rule = f"reference-{first.row.id}"
    parts = first.parts
    suffix = next((each.parts for each in cited.mentions if each.parts and each.parts.suffix), None)
    year = _year(cited.mentions, rule) if parts else None
    relation, place = _strongest(cited)
    return Reference(
        type=Found(first.row.type, first.span, rule, 0.95),
        number=Found(parts.number, parts.number_span, rule, 0.95 if not parts.glued else 0.5) if parts else None,
        suffix=Found(suffix.suffix, suffix.suffix_span, rule, 0.95) if suffix and suffix.suffix and suffix.suffix_span else None,
        year=year,
        date=_date(cited.mentions, year.value if year else None) if parts else None,
        issuer=_issuer(text, cited.mentions, rule),
        relation=Found(relation, place, f"relation-{relation}", 0.7 if relation == CITES else 0.85, derived=relation == CITES),
        raw=Printed(first.span),
        provisions=_provisions(cited.mentions),
    )
