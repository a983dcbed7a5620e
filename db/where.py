"""Conditions on acts as a person types them: ``type=portaria``, ``year>=1996``, ``issuer~saude``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, cast

import regex
from sqlalchemy import func

from corpus.errors import SettingsError
from corpus.text import fold
from db.queries import issued_by
from db.tables.acts import Act
from db.tables.sources import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute

FIELDS: Final[dict[str, InstrumentedAttribute[str | None] | InstrumentedAttribute[int | None] | InstrumentedAttribute[float]]] = {
    "type": Act.type,
    "number": Act.number,
    "suffix": Act.number_suffix,
    "year": Act.year,
    "date": Act.date,
    "issuer": Act.issuer,
    "place": Act.place,
    "urn": Act.urn,
    "ordinal": Act.ordinal,
    "confidence": Act.confidence,
    "source": Source.name,
    "sha256": Source.sha256,
}
"""What may be asked of, by the record's words."""

NUMBERS: Final = {"year": int, "ordinal": int, "confidence": float}
"""Fields that hold numbers."""

CONDITION: Final = regex.compile(r"\s*+([a-z0-9_]++)\s*+(!=|>=|<=|=|>|<|~)\s*+(.*?)\s*+", regex.DOTALL)

COMPARISONS: Final[dict[str, Callable[[ColumnElement[object], object], ColumnElement[bool]]]] = {
    "=": lambda column, value: column == value,
    "!=": lambda column, value: column.is_distinct_from(value),
    ">=": lambda column, value: column >= value,
    "<=": lambda column, value: column <= value,
    ">": lambda column, value: column > value,
    "<": lambda column, value: column < value,
}


def conditions(typed: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions, all of which an act must meet; acts are joined to their sources.

    ``~`` asks whether the field holds the text, case aside (of `issuer` accents aside too, and its
    acronym counts). Nothing after ``=`` asks for acts that lack the field. Raises `SettingsError`,
    telling what may be asked, for what is no condition.
    """
    return tuple(map(_condition, typed))


def _condition(typed: str) -> ColumnElement[bool]:
    found = CONDITION.fullmatch(typed)
    if found is None or found[1] not in FIELDS:
        raise SettingsError(
            f"{typed!r} is no condition: FIELD, one of = != >= <= > < ~, and a value; fields: {', '.join(FIELDS)}"
        )
    name, sign, text = found[1], found[2], found[3]
    column = cast("ColumnElement[object]", FIELDS[name])
    if sign == "~":
        return issued_by(text) if name == "issuer" else func.lower(column).contains(fold(text), autoescape=True)
    if not text and sign in {"=", "!="}:
        return column.is_(None) if sign == "=" else column.is_not(None)
    return COMPARISONS[sign](column, _value(name, text))


def _value(name: str, text: str) -> object:
    try:
        if name == "date" and len(text) > len("1996-03"):
            date.fromisoformat(text)
        return NUMBERS[name](text) if name in NUMBERS else text
    except ValueError as error:
        raise SettingsError(f"{name} cannot be {text!r}: give {'yyyy-mm-dd' if name == 'date' else 'a number'}") from error
