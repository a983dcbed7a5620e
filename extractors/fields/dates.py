"""Dates in running text, by a grammar of our own; `dateparser` only where the whole of a string is one.

What is found (confidence 1 unless told):

- `date-long`: "26 de maio de 1995", "1º de março de 2.020", "30de junho, de 1997", "5/maio/98"
- `date-numeric`: "04/03/95", "23/09/2021", "12.03.1998", "5-10-1988"; `date-iso`: "2022-08-24"
- `date-roman-month`: "3-V-1951", "12.XI.1947"
- `date-words`: "aos vinte e dois dias do mês de maio de mil novecentos e noventa e sete"
- `date-repaired`: any of these with a letter for a digit or a damaged month (0.8), or "04/03795" with a 7 for a slash (0.6)

A day the calendar does not have is no date; nor is one without its year. Years of two digits take
the century of `corpus.values.dates.full_year` (0.9 where nothing nearer than the pivot decides).
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from corpus.acts import Found
from corpus.decisions import DATE_REPAIRED
from corpus.spans import Span
from corpus.text import either, fold
from corpus.values.dates import full_year, month_names, real_date
from corpus.values.number_words import parse_ordinal, parse_words, words
from corpus.values.roman import parse_roman

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

_FIRST: Final = regex.compile(r"[1li|!]o")

_DIGITS: Final = str.maketrans("oliq|!", "011911")
_MONTHS: Final = either(month_names())
_NUMBER_WORD: Final = either((*words("cardinal"), *words("scale"), "primeiro"))
_SPELT: Final = rf"(?:{_NUMBER_WORD})(?:(?:\s++e)?\s++(?:{_NUMBER_WORD}))*+"
# 1996, 1.996, 1 996, 20 22, l996; two digits where no third follows
_YEAR: Final = r"(?P<year>[12li|][.\s]?[089o][0-9oli|]{2}|(?:19|20)\s\d\d|\d{2}(?!\s\d))(?![0-9]|[.,]\d)"
_OF_YEAR: Final = r"(?:\s*+,?\s*+d[eo]\s*+(?:ano\s++(?:de\s++)?)?|\s*+/\s*+|\s*+-\s*+|\s++)"

# 26 de maio de 1995 / aos 22 (vinte e dois) dias do mês de maio do ano de 1997 / O2 de Fevereiro de 2021
_LONG: Final = regex.compile(
    rf"""
    (?<![\w.,/$-]|[\d]\s[-/]\s)
    (?P<day>[0-3oli|!]?[0-9oli|!])(?:\s?[º°ª®]){{0,2}}
    (?:\s*+\([^()\n]{{1,20}}\))?
    (?: \s*+(?:,\s*+)?de\s*+ | (?:\s++dias)?\s*+(?:,\s*+)?do\s++me[sz]\s++de\s++ | \s*+[/-]\s*+ | \s++ )
    (?P<month>{_MONTHS})\.?
    {_OF_YEAR}
    (?:{_YEAR}|(?P<spelt>{_SPELT}))
    """,
    regex.VERBOSE,
)
# aos vinte e dois dias do mês de maio de mil novecentos e noventa e sete
_WORDS: Final = regex.compile(
    rf"""
    \b(?P<day>{_SPELT})
    (?:\s*+\([^()\n]{{1,6}}\))?
    (?:\s++dias?)?\s*+(?:,\s*+)?\bd[eo]\s++(?:me[sz]\s++de\s++)?
    (?P<month>{_MONTHS})
    \s*+(?:,\s*+)?\bd[eo]\s++(?:ano\s++(?:de\s++)?)?
    (?:{_YEAR}|(?P<spelt>{_SPELT}))
    """,
    regex.VERBOSE,
)
# 04/03/95, 23/09/2021, 12.03.1998, 5-10-1988; dots with a two-digit year only as 03.04.96
_NUMERIC: Final = regex.compile(
    r"""
    (?<![\w$][.,/-]|[\w/$])
    (?: (?P<day>[0-3oli]?[0-9oli])[º°]?\s?(?P<sep>[/-])\s?(?P<month>[01o]?[0-9oli])\s?(?P=sep)\s?(?P<year>[12][089]\d\d|\d\d)
      | (?P<day>\d{1,2})[º°]?\.\s?(?P<month>\d{1,2})\.\s?(?P<year>[12][089]\d\d)
      | (?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d\d)
    )
    (?![\w/$]|-\d|[.,]\d)
    """,
    regex.VERBOSE,
)
# 3-V-1951
_ROMAN: Final = regex.compile(
    r"(?<![\w.,/-])(?P<day>\d{1,2})(?P<sep>[./-])(?P<month>[ivx]{1,4})(?P=sep)(?P<year>[12][089]\d\d|\d\d)(?![\w/-]|[.,]\d)"
)
_ISO: Final = regex.compile(r"(?<![\w./-])(?P<year>[12][089]\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w/-]|[.,]\d)")
# 04/03795, 04/11794: the second slash read as a 7
_SLASH_SEVEN: Final = regex.compile(r"(?<![\w./-])(?P<day>[0-3]\d)/(?P<month>[01]\d)7(?P<year>\d\d)(?![\w/-]|[.,]\d)")


class _Reading(NamedTuple):
    """What one match says, before the calendar is asked."""

    day: int | None
    month: int | None
    year: int | None
    confidence: float


def _digits(text: str) -> tuple[int, float]:
    """Return the number in `text` with letters read as the digits they look like, and how sure that is."""
    plain = "".join(text.split()).replace(".", "")
    if _FIRST.fullmatch(plain):  # 1o, lo: the ordinal mark, not a zero
        return 1, 0.7
    repaired = plain.translate(_DIGITS)
    return int(repaired), 1.0 if repaired == plain else 0.8


def _year(match: regex.Match[str], near: int | None) -> tuple[int | None, float]:
    """Return the year of a match in full, from figures or words."""
    spelt = match.groupdict().get("spelt")
    if spelt:
        return parse_words(spelt), 1.0
    year, sure = _digits(match["year"])
    short = year < 100  # noqa: PLR2004 - two digits
    doubtful = (short and near is None) or " " in match["year"]
    return full_year(year, near=near), min(sure, 0.9 if doubtful else 1.0)


def _named(match: regex.Match[str], near: int | None) -> _Reading:
    """Read day in figures, month by name."""
    day, sure = _digits(match["day"])
    month, known = month_names()[match["month"]]
    year, told = _year(match, near)
    return _Reading(day, month, year, min(sure, known, told))


def _spelt(match: regex.Match[str], near: int | None) -> _Reading:
    """Read day in words, month by name."""
    day = parse_ordinal(match["day"]) or parse_words(match["day"])
    month, known = month_names()[match["month"]]
    year, told = _year(match, near)
    return _Reading(day, month, year, min(known, told))


def _figures(match: regex.Match[str], near: int | None) -> _Reading:
    """Read day and month in figures."""
    (day, day_sure), (month, month_sure) = _digits(match["day"]), _digits(match["month"])
    year, told = _year(match, near)
    return _Reading(day, month, year, min(day_sure, month_sure, told))


def _roman(match: regex.Match[str], near: int | None) -> _Reading:
    """Read the month as a roman numeral."""
    year, told = _year(match, near)
    return _Reading(int(match["day"]), parse_roman(match["month"].upper()), year, told)


def _seven(match: regex.Match[str], near: int | None) -> _Reading:
    """Read a 7 as the slash it was."""
    return _figures(match, near)._replace(confidence=0.6)


_GRAMMAR: Final[tuple[tuple[str, regex.Pattern[str], Callable[[regex.Match[str], int | None], _Reading]], ...]] = (
    ("date-long", _LONG, _named),
    ("date-words", _WORDS, _spelt),
    ("date-iso", _ISO, _figures),
    ("date-numeric", _NUMERIC, _figures),
    ("date-roman-month", _ROMAN, _roman),
    ("date-slash-seven", _SLASH_SEVEN, _seven),
)

# What every date of the last four rules holds, and every date of the first two: where it is missing, they are not tried.
_PARTED: Final = regex.compile(r"[/.-]\s?(?:[0-9oilvx]{1,4}\s?[/.-]\s?\d\d|[01]\d7\d\d)")
_MONTH: Final = regex.compile(_MONTHS)
_BY_NAME: Final = 2
"""The rules, first of all, of dates with the month's name."""


def find_dates(text: str, span: Span, *, near: int | None = None) -> tuple[Found[date], ...]:
    """Return the dates inside `span` of `text`, in order, with spans of `text`.

    `near` is a year that the text is known to be of: it decides the century of two-digit years.
    """
    taken: list[Found[date]] = []
    for told in _all(fold(span.of(text)), near):
        found = Found(told.value, told.span.shift(span.start), told.rule, told.confidence, witnesses=told.witnesses)
        at = bisect_left(taken, found.span, key=lambda other: other.span)
        if not any(found.span.meets(other.span) for other in taken[max(0, at - 1) : at + 1]):
            taken.insert(at, found)
    return tuple(taken)


@lru_cache(maxsize=512)
def _all(folded: str, near: int | None) -> tuple[Found[date], ...]:
    """Return every reading of every rule, surest rules first; those that meet are settled by the caller.

    A paragraph is asked for its dates by several readers in turn: so the answers are kept for a while.
    """
    return tuple(_each(folded, near))


def _each(folded: str, near: int | None) -> Iterator[Found[date]]:
    named = _GRAMMAR[:_BY_NAME] if _MONTH.search(folded) else ()
    parted = _GRAMMAR[_BY_NAME:] if _PARTED.search(folded) else ()
    for rule, pattern, read in (*named, *parted):
        for match in pattern.finditer(folded, timeout=10):
            reading = read(match, near)
            if reading.day is None or reading.month is None or reading.year is None:
                continue
            value = real_date(reading.year, reading.month, reading.day)
            if value is not None:
                name = rule if reading.confidence >= 0.9 else DATE_REPAIRED  # noqa: PLR2004
                witnesses = () if name == rule else ("calendar",)
                yield Found(value, Span(*match.span()), name, reading.confidence, witnesses=witnesses)


def parse_date(text: str) -> date | None:
    """Return the date that the whole of `text` is, None where it is none or says less than day, month and year.

    >>> parse_date("1º de março de 2020"), parse_date("março de 2020"), parse_date("31/02/2020")
    (datetime.date(2020, 3, 1), None, None)
    """
    bare = text.strip(" \t\n.,;:()")
    found = find_dates(bare, Span(0, len(bare)))
    if len(found) == 1:
        rest = fold(bare[: found[0].span.start] + bare[found[0].span.end :])
        if rest.strip(" ,.;") in {"", "em", "aos", "ao", "de", "dia", "no dia", "data:"}:
            return found[0].value
    other = _other(bare)
    return other if not found or {each.value for each in found} == {other} else None


def _other(text: str) -> date | None:
    """Return what `dateparser` makes of a form outside the grammar, such as "27 mayo 1996 às 14h"."""
    if not regex.search(r"\d", text) or regex.fullmatch(r"[\d\s./,-]*", text):
        return None
    import dateparser  # noqa: PLC0415 - it costs a quarter of a second, and hardly any run needs it

    moment = dateparser.parse(
        text,
        languages=["pt"],
        settings={
            "DATE_ORDER": "DMY",
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
        },
    )
    return None if moment is None else real_date(moment.year, moment.month, moment.day)
