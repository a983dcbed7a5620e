"""The head of an act: number, year and date of the heading, checked against the date of signing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.acts import Found, Printed
from corpus.decisions import NUMBER_LOST_SLASH
from corpus.problems import Problem
from extractors.fields.dates import find_dates
from extractors.fields.numbers import NumberParts, act_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from extractors.acts.headings import Heading
    from extractors.acts.paragraphs import Paragraph


@dataclass(frozen=True, slots=True)
class Head:
    """What the heading says; `date` is the heading's own."""

    number: Found[str] | None
    suffix: Found[str] | None
    raw: Printed | None
    year: Found[int] | None
    acronym: Found[str] | None
    date: Found[date] | None
    problems: tuple[Problem, ...]


def read_head(text: str, parts: Sequence[Paragraph], heading: Heading, *, signed: Found[date] | None) -> Head:
    """Read number and date of a heading; `signed` is the date of signing, which decides a lost slash."""
    own = _heading_date(text, parts, heading)
    when = signed or own
    numbers = act_number(text, heading.number) if heading.number is not None else None
    if numbers is None:
        missing = (
            ()
            if heading.kind.numberless or heading.number is None
            else (Problem("no_number", "/number", heading.number, "no number was read in the heading"),)
        )
        return Head(None, None, None, _year_of(when), None, own, missing)
    if heading.kind.type != "medida_provisoria":
        numbers = numbers.dated(near=when.value.year if when is not None else None)
    problems: list[Problem] = []
    whole = numbers.number
    if numbers.glued and when is not None:
        numbers = numbers.unglue(when.value.year)
        if not numbers.glued:
            problems.append(
                Problem(
                    "number_repaired",
                    "/number",
                    numbers.raw,
                    f"{whole} read as {numbers.number}/{numbers.year}: its last four digits are the year of the act's date",
                    rule=NUMBER_LOST_SLASH,
                )
            )
    if not heading.kind.type.startswith("extrato"):  # an extract bears its contract's number and its own date
        problems += _conflict(numbers, when)
    return _told(numbers, _number(numbers, whole), own, when, problems)


def _conflict(numbers: NumberParts, when: Found[date] | None) -> list[Problem]:
    """Tell that the year of the number is not that of the date."""
    if not numbers.year or when is None or numbers.year == when.value.year:
        return []
    detail = f"the number says {numbers.year}, the date {when.value.isoformat()}"
    return [Problem("year_conflict", "/year", numbers.year_span, detail)]


def _told(
    numbers: NumberParts, number: Found[str], own: Found[date] | None, when: Found[date] | None, problems: list[Problem]
) -> Head:
    year = Found(numbers.year, numbers.year_span, "number-year") if numbers.year and numbers.year_span else _year_of(when)
    acronym = Found(numbers.acronym, numbers.acronym_span, "number-letters") if numbers.acronym and numbers.acronym_span else None
    return Head(
        number,
        Found(numbers.suffix, numbers.suffix_span, "act-number") if numbers.suffix and numbers.suffix_span else None,
        Printed(numbers.raw),
        year,
        acronym,
        own,
        tuple(problems),
    )


def _number(numbers: NumberParts, whole: str) -> Found[str]:
    """Return the number; one whose slash was lost was read against the date, and not as the `whole`."""
    if numbers.number != whole:
        return Found(numbers.number, numbers.number_span, NUMBER_LOST_SLASH, 0.9, witnesses=("date",), otherwise=whole)
    return Found(numbers.number, numbers.number_span, "act-number")


def _year_of(when: Found[date] | None) -> Found[int] | None:
    return Found(when.value.year, when.span, "date-year", when.confidence, derived=True) if when is not None else None


def _heading_date(text: str, parts: Sequence[Paragraph], heading: Heading) -> Found[date] | None:
    """Return the date in the heading: on its line or on the next."""
    if heading.touches is not None:
        return None
    over = parts[heading.shared[0] : heading.shared[0] + 1] if heading.shared else ()
    spans = [p.span for p in (*over, *parts[heading.first : heading.last])]
    found = [each for span in spans for each in find_dates(text, span)]
    return found[0] if found else None
