"""Money: which currency a mark means on a day, and amounts in words.

>>> from datetime import date
>>> currency("Cr$", date(1980, 5, 1)), currency("Cr$", date(1991, 5, 1)), currency("Cr$", None)
('BRB', 'BRE', 'Cr$')
>>> money_words("vinte e sete mil reais e dez centavos")
Decimal('27000.10')
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

import regex

from corpus.errors import KnowledgeError
from corpus.knowledge import Row, rows, string, strings
from corpus.text import fold, squeeze
from corpus.values.number_words import nearest, parse_tokens, tokens, words

_REIS: Final = regex.compile(r"(?:(?P<contos>\d{1,3}(?:\.\d{3})*+|\d++):)?(?P<thousands>\d{1,3})\$(?P<units>\d{3})")
_CENTS: Final = frozenset({"centavo", "centavos"})
_FORERUN: Final = date(1994, 1, 1)
"""Laws and contracts name the real from the Medida Provisória 434 (February 1994) on, before it was tender."""


@dataclass(frozen=True, slots=True)
class Currency:
    """A row of currencies.toml; `since` and `until` are inclusive, None where open."""

    id: str
    code: str
    since: date | None
    until: date | None
    marks: tuple[str, ...]
    damaged: tuple[str, ...]
    words: tuple[str, ...]

    def covers(self, on: date) -> bool:
        """Whether the currency was legal tender on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)

    def names(self) -> frozenset[str]:
        """Return its marks and words, folded."""
        return frozenset(fold(name) for name in (*self.marks, *self.damaged, *self.words))


def _day(row: Row, key: str) -> date | None:
    value = row.get(key)
    if value is not None and not isinstance(value, date):
        raise KnowledgeError(f"currencies.toml, row {row['id']}: {key} must be a date")
    return value


@lru_cache(maxsize=1)
def currencies() -> tuple[Currency, ...]:
    """Return the table of currencies in its order."""
    return tuple(
        Currency(
            id=string(row, "id"),
            code=string(row, "code"),
            since=_day(row, "since"),
            until=_day(row, "until"),
            marks=strings(row, "marks"),
            damaged=strings(row, "damaged"),
            words=strings(row, "words"),
        )
        for row in rows("currencies")
    )


@lru_cache(maxsize=1)
def _named() -> dict[str, list[Currency]]:
    """Return the currencies by each of their marks and words, folded."""
    found: dict[str, list[Currency]] = {}
    for each in currencies():
        for name in each.names():
            found.setdefault(name, []).append(each)
    return found


def currency(mark: str, on: date | None) -> str:
    """Return the ISO 4217 code that a printed mark or unit word means on a day; the mark itself where that is not decided.

    A mark of one currency only means that one whatever the day ("Cz$"), but no act before 1994 can
    name the real: there the mark is suspect and comes back as printed.
    """
    known = _named().get(fold(squeeze(mark)), ())
    tender = {each.code for each in known if on is not None and each.covers(on)}
    codes = tender or {each.code for each in known}
    if len(codes) != 1 or (codes == {"BRL"} and on is not None and on < _FORERUN):
        return squeeze(mark)
    return next(iter(codes))


@lru_cache(maxsize=1)
def unit_words() -> tuple[tuple[str, ...], ...]:
    """Return the names of units as folded words, longest first ("cruzeiros reais" before "cruzeiros")."""
    names = {tuple(fold(name).split()) for each in currencies() for name in each.words}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@lru_cache(maxsize=1)
def _units_by_word() -> dict[str, list[tuple[str, ...]]]:
    """Return the names of units by their first word, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in unit_words():
        found.setdefault(name[0], []).append(name)
    return found


def parse_reis(text: str) -> Decimal | None:
    """Return an amount in réis, in réis: contos before the colon, mil-réis before the cifrão; None for anything else.

    >>> parse_reis("1:200$000"), parse_reis("500$000"), parse_reis("5.00")
    (Decimal('1200000'), Decimal('500000'), None)
    """
    match = _REIS.fullmatch(text.strip())
    if match is None:
        return None
    contos = int((match["contos"] or "0").replace(".", ""))
    return Decimal(contos * 1_000_000 + int(match["thousands"]) * 1000 + int(match["units"]))


def money_words(text: str) -> Decimal | None:
    """Return the amount that words spell, with or without the unit's name; None where they spell none.

    >>> money_words("Quatro milhões de reais"), money_words("quinhentos mil réis"), money_words("cinquenta centavos")
    (Decimal('4000000.00'), Decimal('500000.00'), Decimal('0.50'))
    """
    given = tuple(nearest(word) for word in tokens(text.strip(" .;:()")))
    if given and given[-1] in _CENTS:
        return _with_cents(given[:-1])
    whole, rest = _split_unit(given)
    return _whole(whole) if not rest else None


def _with_cents(given: tuple[str, ...]) -> Decimal | None:
    """Return whole units and cents, where the words end in "centavos"."""
    whole, cents_words = _split_unit(given)
    if not cents_words:
        cents = parse_tokens(given)
        return None if cents is None or cents > 99 else Decimal(cents).scaleb(-2)  # noqa: PLR2004 - below a unit
    cents = parse_tokens(cents_words[1:] if cents_words[0] == "e" else cents_words)
    units = _whole(whole)
    if units is None or cents is None or cents > 99:  # noqa: PLR2004
        return None
    return units + Decimal(cents).scaleb(-2)


def _split_unit(given: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words before the first name of a unit and those after it; all and none where there is no name."""
    for at in range(1, len(given)):
        for name in _units_by_word().get(given[at], ()):
            if given[at : at + len(name)] == name:
                return given[: at - 1] if given[at - 1] == "de" else given[:at], given[at + len(name) :]
    return given, ()


def _whole(given: tuple[str, ...]) -> Decimal | None:
    """Return whole units; contos count a million réis each."""
    for at, word in enumerate(given):
        if word in {"conto", "contos"}:
            contos = parse_tokens(given[:at])
            after = given[at + 1 :]
            rest = parse_tokens(after[1:] if after[:1] == ("e",) else after) if after else 0
            return None if contos is None or rest is None else Decimal(contos * 1_000_000 + rest).quantize(Decimal("0.01"))
    half = words("scale").get(given[-3], 0) // 2 if len(given) > 3 and given[-2:] == ("e", "meio") else 0  # noqa: PLR2004
    value = parse_tokens(given[:-2] if half > 500 else given)  # noqa: PLR2004 - no half of a thousand
    return None if value is None else Decimal(value + (half if half > 500 else 0)).quantize(Decimal("0.01"))  # noqa: PLR2004
