"""What a search is narrowed to, as a person gives it, into conditions on acts."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Final

import regex
from sqlalchemy import Integer, Text, and_, bindparam, or_, select

from corpus.errors import SettingsError
from corpus.text import fold, squeeze
from db.queries import issued_by, sources_named
from db.tables.acts import Act
from db.tables.content import Amount, TableMunicipality
from db.tables.entities import Municipality
from db.tables.links import ActMunicipality
from db.where import conditions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import ColumnElement, Connection

_DAY: Final = regex.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MONEY: Final = regex.compile(r"(?:R\$\s*+)?(\d{1,3}(?:\.\d{3})++|\d{1,15}+)(?:,(\d{1,2}))?|(\d{1,15}+)\.(\d{1,2})")
_STATE: Final = regex.compile(r"\s*+(.*?)\s*+[/(,-]\s*+([A-Za-z]{2})\s*+\)?\s*+")
_IBGE: Final = regex.compile(r"[1-9]\d{6}")
_UNSTORED: Final = regex.compile(r"[\x00\p{Cs}]")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What acts must be: all that is given holds.

    `since` and `until` are years, months or days (ISO), both within; an act that tells its year alone
    is within where its year is. `issuer` is part of the name or of the acronym. `municipality` is a
    name, a name and its state (Juara/MT) or an IBGE code: of the issuer, the place, or a cell of a
    table. Some amount of the act lies between `amount_min` and `amount_max`, of `currency` if given.
    `where` are conditions as `db.where` tells.
    """

    type: str | None = None
    issuer: str | None = None
    since: str | None = None
    until: str | None = None
    municipality: str | None = None
    amount_min: str | None = None
    amount_max: str | None = None
    currency: str | None = None
    source: str | None = None
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions on acts joined to their sources, and the values of the parameters in them.

    Narrowed by the same of type and dates, and by nothing else, `each` is the same object whatever
    the values: what a query is made into can be kept.
    """

    each: tuple[ColumnElement[bool], ...] = ()
    values: Mapping[str, str | int] = field(default_factory=dict)


def conditions_of(connection: Connection, narrowed: Narrowed) -> Conditions:
    """Return the conditions; raises `SettingsError` for what cannot be."""
    _check(narrowed)
    values: dict[str, str | int] = {}
    if narrowed.type is not None:
        values["kind"] = squeeze(fold(narrowed.type)).replace(" ", "_")
    if narrowed.since is not None:
        values["first"] = _day(narrowed.since, last=False)
        values["first_year"] = int(str(values["first"])[:4])
    if narrowed.until is not None:
        values["last"] = _day(narrowed.until, last=True)
        values["last_year"] = int(str(values["last"])[:4])
    frequent = _FREQUENT[narrowed.type is not None, narrowed.since is not None, narrowed.until is not None]
    own = (*_conditions(connection, narrowed), *conditions(narrowed.where))
    return Conditions((*frequent, *own) if own else frequent, values)


def _frequent(typed: bool, since: bool, until: bool) -> Iterator[ColumnElement[bool]]:  # noqa: FBT001  # a place in a table
    """Yield the conditions that are asked for most; their parameters are filled when a query runs."""
    if typed:
        yield Act.type == bindparam("kind", type_=Text())
    if since:
        of_year = and_(Act.date.is_(None), Act.year >= bindparam("first_year", type_=Integer()))
        yield or_(Act.date >= bindparam("first", type_=Text()), of_year)
    if until:
        of_year = and_(Act.date.is_(None), Act.year <= bindparam("last_year", type_=Integer()))
        yield or_(Act.date <= bindparam("last", type_=Text()), of_year)


_FREQUENT: Final = {given: tuple(_frequent(*given)) for given in product((False, True), repeat=3)}


def _conditions(connection: Connection, narrowed: Narrowed) -> Iterator[ColumnElement[bool]]:
    if narrowed.issuer is not None:
        yield issued_by(narrowed.issuer)
    if narrowed.municipality is not None:
        yield _municipality(connection, narrowed.municipality)
    if (narrowed.amount_min, narrowed.amount_max, narrowed.currency) != (None, None, None):
        yield _amount(narrowed)
    if narrowed.source is not None:
        named = sources_named(connection, narrowed.source)
        if not named:
            raise SettingsError(f"no source is called {narrowed.source!r}; `lavra sources` lists them")
        yield Act.source_id.in_(named)


def _check(narrowed: Narrowed) -> None:
    """Raise `SettingsError` for a text that no database can hold."""
    given = (narrowed.type, narrowed.issuer, narrowed.municipality, narrowed.currency, narrowed.source, *narrowed.where)
    for each in given:
        if each is not None and _UNSTORED.search(each):
            raise SettingsError(f"{each!r} holds a character that no text has: leave it out")


def _day(typed: str, *, last: bool) -> str:
    """Return the first or last day of a year, month or day.

    >>> _day("2021", last=False), _day("2024-02", last=True)
    ('2021-01-01', '2024-02-29')
    """
    found = _DAY.fullmatch(typed.strip())
    year, month, day = (int(part) if part else None for part in found.groups()) if found else (None, None, None)
    month = month if month is not None else 12 if last else 1
    try:
        whole = day if day is not None else monthrange(year or 0, month)[1] if last else 1
        return date(year or 0, month, whole).isoformat()
    except ValueError as error:
        raise SettingsError(f"{typed!r} is no date: give yyyy, yyyy-mm or yyyy-mm-dd") from error


def _cents(typed: str) -> int:
    """Return an amount in hundredths.

    >>> _cents("10000"), _cents("10.000,50"), _cents("10000.5"), _cents("10.000")
    (1000000, 1000050, 1000050, 1000000)
    """
    found = _MONEY.fullmatch(typed.strip())
    if found is None:
        raise SettingsError(f"{typed!r} is no amount: give e.g. 10000 or 10.000,50")
    whole, part = (found[1].replace(".", ""), found[2]) if found[1] else (found[3], found[4])
    return int(Decimal(f"{whole}.{part or 0}") * 100)


def _amount(narrowed: Narrowed) -> ColumnElement[bool]:
    query = select(Amount.act_id).where(Amount.cents.is_not(None))
    if narrowed.amount_min is not None:
        query = query.where(Amount.cents >= _cents(narrowed.amount_min))
    if narrowed.amount_max is not None:
        query = query.where(Amount.cents <= _cents(narrowed.amount_max))
    if narrowed.currency is not None:
        query = query.where(Amount.currency == narrowed.currency.upper())
    return Act.id.in_(query)


def _municipality(connection: Connection, typed: str) -> ColumnElement[bool]:
    query = select(Municipality.ibge)
    parted = _STATE.fullmatch(typed)
    if _IBGE.fullmatch(typed.strip()):
        query = query.where(Municipality.ibge == int(typed))
    else:
        whole = squeeze(fold(typed))
        named = Municipality.name_folded == whole
        if parted is not None:
            of_state = and_(Municipality.name_folded == squeeze(fold(parted[1])), Municipality.state == parted[2].upper())
            named = or_(named, of_state)
        query = query.where(named)
    found = list(connection.execute(query).scalars())
    if not found:
        raise SettingsError(f"no municipality is called {typed!r}: give its name, its name and state (Juara/MT) or its IBGE code")
    cells = select(TableMunicipality.act_id).where(TableMunicipality.ibge.in_([str(each) for each in found]))
    return or_(Act.id.in_(select(ActMunicipality.act_id).where(ActMunicipality.ibge.in_(found))), Act.id.in_(cells))
