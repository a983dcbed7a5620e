"""An act's dates held against one another: day of the week, publication, the calendar, the source's other dates.

Nothing is mended here: what does not fit is told as a `date_conflict`, the value stays as printed.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

import regex

from corpus.problems import Problem
from corpus.values.dates import month_names, real_date, weekday_names
from extractors.fields.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from corpus.acts import Act, Found, Reference
    from extractors.acts.paragraphs import Paragraph

FAR: Final = 20
"""Years from which a date is decades away from others."""
NARROW: Final = 5
"""Years within which the others must lie: a collection of many years has no such core."""
FEW: Final = 3
NEAR: Final = 60
"""Code points within which a date stands beside the name of a day."""
SURE: Final = 0.9
_TO_DATE: Final = regex.compile(r"[\s,(–-]*+(?:n?o?\s?dia\s)?")
_TO_DAY: Final = regex.compile(r"[\s,(–-]*+")
_RANGE: Final = regex.compile(r"[\s,]*+(?:a|e|ate|ou)\s")
_YEAR: Final = regex.compile(r"(?<![\d.,/-])(?:1[89]|20)\d\d(?![\d.,]\d|\d)|(?<=\d[/.])(?:1[89]|20)\d\d(?!\d)")
_MONTHS: Final = "|".join(sorted(map(regex.escape, month_names())))
_IMPOSSIBLE: Final = regex.compile(rf"(?<!\d)(?P<day>29|3[01])\s+de\s+(?P<month>{_MONTHS})\s+de\s+(?P<year>[12]\.?\d{{3}})(?!\d)")


def date_doubts(text: str, parts: Sequence[Paragraph], act: Act) -> tuple[Problem, ...]:
    """Return what is doubtful about the dates of an act of `text`, whose paragraphs are `parts`."""
    return (
        *_weekdays(text, parts, act),
        *_impossible(parts, act),
        *_published_before(act),
        *_cites_later(text, act),
        *_far_from_its_own(text, act),
    )


@cache
def _weekday() -> regex.Pattern[str]:
    names = "|".join(regex.escape(name) for name in sorted(weekday_names(), key=len, reverse=True))
    return regex.compile(rf"(?<!\w)(?:{names})(?!\w)")


def _weekdays(text: str, parts: Sequence[Paragraph], act: Act) -> Iterator[Problem]:
    """Yield a problem for each date that bears another day of the week than the calendar gives it."""
    for part in parts:
        if "feira" not in part.folded and "sabado" not in part.folded and "domingo" not in part.folded:
            continue
        for match in _weekday().finditer(part.folded):
            when = _beside(text, part, match)
            if when is not None and when.value.weekday() != weekday_names()[match[0]]:
                where = "/date" if act.date is not None and act.date.span == when.span else "/text"
                due = next(name for name, number in weekday_names().items() if number == when.value.weekday())
                detail = f"{when.value.isoformat()} is printed as {match[0]}, the calendar says {due}"
                yield Problem("date_conflict", where, when.span, detail, "weekday")


def _beside(text: str, part: Paragraph, match: regex.Match[str]) -> Found[date] | None:
    """Return the date that stands right behind or right before the name of a day, None where none does."""
    after = find_dates(text, part.part(match.end(), min(len(part.text), match.end() + NEAR)))
    if after and _TO_DATE.fullmatch(part.folded, match.end(), after[0].span.start - part.span.start):
        return after[0] if _sure(after[0]) else None
    if _RANGE.match(part.folded, match.end()):
        return None
    before = find_dates(text, part.part(max(0, match.start() - NEAR), match.start()))
    if before and _TO_DAY.fullmatch(part.folded, before[-1].span.end - part.span.start, match.start()):
        return before[-1] if _sure(before[-1]) else None
    return None


def _sure(when: Found[date]) -> bool:
    return when.confidence is None or when.confidence >= SURE


def _impossible(parts: Sequence[Paragraph], act: Act) -> Iterator[Problem]:
    """Yield a problem for each day that the calendar does not have ("31 de abril de 2004")."""
    for part in parts:
        if "31 de" not in part.folded and "30 de" not in part.folded and "29 de" not in part.folded:
            continue
        for match in _IMPOSSIBLE.finditer(part.folded):
            month = month_names()[match["month"]][0]
            if real_date(int(match["year"].replace(".", "")), month, int(match["day"])) is None:
                where = "/date" if act.date is None else "/text"
                span = part.part(*match.span())
                yield Problem(
                    "date_conflict", where, span, f"{part.text[slice(*match.span())]}: there is no such day", "calendar"
                )


def _published_before(act: Act) -> Iterator[Problem]:
    """Yield a problem where an act came out before it was signed."""
    out = act.publication.date if act.publication is not None else None
    if act.date is not None and out is not None and out.value < act.date.value:
        detail = f"signed on {act.date.value.isoformat()}, published on {out.value.isoformat()}, before it"
        yield Problem("date_conflict", "/date", act.date.span, detail, "publication")


def _cites_later(text: str, act: Act) -> Iterator[Problem]:
    """Yield a problem for each act cited that is later than this one; notes of later editors in brackets aside."""
    if act.date is None:
        return
    for index, reference in enumerate(act.references):
        told = _later(reference, act.date.value)
        if told is not None and not _in_brackets(text, reference.raw.span.start):
            detail = f"signed on {act.date.value.isoformat()}, names an act of {told}"
            yield Problem("date_conflict", f"/references/{index}", reference.raw.span, detail, "cites-later")


def _later(reference: Reference, signed: date) -> str | None:
    """Return date or year of a reference that is after the day of signing, None where it is not."""
    when, year = reference.date, reference.year
    if when is not None and when.value > signed and _sure(when):
        return when.value.isoformat()
    sure = year is not None and (year.confidence is None or year.confidence >= SURE)
    return str(year.value) if when is None and year is not None and sure and year.value > signed.year else None


def _in_brackets(text: str, at: int) -> bool:
    """Whether a place is inside round brackets opened on its line."""
    line = text.rfind("\n", 0, at) + 1
    return text.rfind("(", line, at) > text.rfind(")", line, at)


def _far_from_its_own(text: str, act: Act) -> Iterator[Problem]:
    """Yield a problem where the year of signing is decades from every other that the text tells, acts named aside."""
    if act.date is None:
        return
    known = [act.date.span, *(each.raw.span for each in act.references)]
    under_heading = max(act.span.start, text.find("\n", act.type.span.end))
    years = [
        int(match[0])
        for match in _YEAR.finditer(text, under_heading, act.span.end)
        if not any(span.start <= match.start() < span.end for span in known)
    ]
    if _is_far(act.date.value.year, years):
        detail = f"signed in {act.date.value.year}, the text tells of {min(years)} to {max(years)}"
        yield Problem("date_conflict", "/date", act.date.span, detail, "far-date")


def _is_far(year: int, others: Sequence[int]) -> bool:
    """Whether a year is decades from a few others that lie close together."""
    if len(others) < FEW:
        return False
    first, last = min(others), max(others)
    return last - first <= NARROW and max(first - year, year - last) >= FAR


def with_neighbours(acts: Sequence[Act]) -> tuple[Act, ...]:
    """Return the acts of a source, those told whose date is decades from all the others': the first of all years or the last."""
    years = sorted(act.date.value.year for act in acts if act.date is not None)
    beside = {years[0]: years[1:], years[-1]: years[:-1]} if years else {}
    told = []
    for act in acts:
        others = beside.get(act.date.value.year, ()) if act.date is not None else ()
        if act.date is not None and _is_far(act.date.value.year, others):
            detail = f"signed in {act.date.value.year}, the source's other acts in {min(others)} to {max(others)}"
            problem = Problem("date_conflict", "/date", act.date.span, detail, "far-date")
            told.append(replace(act, problems=(*act.problems, problem)))
        else:
            told.append(act)
    return tuple(told)
