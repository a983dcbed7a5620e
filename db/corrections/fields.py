"""What of a record may be corrected, and what each value may be.

The shape follows `db.shapes` and the checks of `db.tables`; what is computed (spans, confidence,
equations of tables, their totals) is not there: it follows from the values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, TypeAlias

import regex

from corpus.errors import SettingsError
from db.shapes import LISTS, OBJECTS, STRINGS
from db.tables.content import KINDS, RELATIONS

if TYPE_CHECKING:
    from corpus.records import Json

Check: TypeAlias = Callable[[str], "Json"]
"""Makes a value of what was typed; raises `ValueError` that tells what it should be."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value; `optional` where it may be null."""

    check: Check
    optional: bool = True


@dataclass(frozen=True, slots=True)
class Thing:
    """An object of named values; `optional` where it may be null."""

    fields: Mapping[str, Spec]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; items may be put in and taken out where `open`."""

    item: Spec
    open: bool = True


Spec: TypeAlias = "Leaf | Thing | Listing"

_YEAR: Final = regex.compile(r"[1-9]\d{3}")
_DAY: Final = regex.compile(r"\d{4}-\d\d-\d\d")
_TIME: Final = regex.compile(r"([01]\d|2[0-3]):[0-5]\d")
_ID: Final = regex.compile(r"[a-z]++(?:_[a-z0-9]++)*+")
_MONEY: Final = regex.compile(r"-?\d++\.\d\d")
_CNPJ: Final = regex.compile(r"\d\d\.?\d{3}\.?\d{3}/?\d{4}-?\d\d")
_CPF: Final = regex.compile(r"\d{3}\.?\d{3}\.?\d{3}-?\d\d")
_WORD: Final = regex.compile(r"\S++")


def _text(typed: str) -> Json:
    if not typed.strip() or "\0" in typed:
        raise ValueError("a text that is not empty (for nothing at all there is --null)")
    return typed


def _year(typed: str) -> Json:
    if not _YEAR.fullmatch(typed):
        raise ValueError("a year of four digits")
    return int(typed)


def _day(typed: str) -> Json:
    try:
        if _DAY.fullmatch(typed):
            return date.fromisoformat(typed).isoformat()
    except ValueError:
        pass
    raise ValueError("a date as yyyy-mm-dd")


def _formed(pattern: regex.Pattern[str], wanted: str) -> Check:
    def check(typed: str) -> Json:
        if not pattern.fullmatch(typed):
            raise ValueError(wanted)
        return typed

    return check


def _one_of(choices: tuple[str, ...]) -> Check:
    def check(typed: str) -> Json:
        if typed not in choices:
            raise ValueError(f"one of {', '.join(choices)}")
        return typed

    return check


_TEXT: Final = Leaf(_text)
_NEEDED: Final = Leaf(_text, optional=False)
_NUMBER: Final = Leaf(_formed(_WORD, "a number without blanks"))
_TYPE: Final = Leaf(_formed(_ID, "a type in snake case, as `portaria_conjunta`"), optional=False)
_TYPED: Final[Mapping[str, Leaf]] = {
    "year": Leaf(_year),
    "date": Leaf(_day),
    "time": Leaf(_formed(_TIME, "a time as HH:MM")),
    "type": _TYPE,
    "number": _NUMBER,
    "suffix": _NUMBER,
    "number_suffix": _NUMBER,
    "cnpj": Leaf(_formed(_CNPJ, "a CNPJ of 14 digits")),
    "cpf": Leaf(_formed(_CPF, "a CPF of 11 digits")),
    "relation": Leaf(_one_of(RELATIONS), optional=False),
}
"""Values that are more than text, by their names."""

_REQUIRED: Final = frozenset({"references.raw", "labelled.label", "labelled.value", "parties.name"})


def _flat(name: str, keys: tuple[str, ...], *, optional: bool) -> Thing:
    return Thing({key: _TYPED.get(key, _NEEDED if f"{name}.{key}" in _REQUIRED else _TEXT) for key in keys}, optional)


_PLAIN: Final = (
    "number_raw", "issuer", "issuer_acronym", "section", "organ", "place", "summary", "subject", "preamble",
    "enacting_formula", "process", "term",
)  # fmt: skip
"""Fields of the head that are any text."""

_NODE: Final[dict[str, Spec]] = {
    "kind": Leaf(_one_of(KINDS), optional=False),
    "number": _NUMBER,
    "label_raw": _TEXT,
    "text": _NEEDED,
    "quoted": _TEXT,
    "group": Listing(_NEEDED),
}
_PROVISION: Final = Thing(_NODE)
_NODE["children"] = Listing(_PROVISION)

RECORD: Final = Thing(
    {
        **{name: _TYPED[name] for name in ("type", "number", "number_suffix", "year", "date")},
        **dict.fromkeys(_PLAIN, _TEXT),
        "text": _NEEDED,
        **{shape.name: _flat(shape.name, shape.keys, optional=True) for shape in OBJECTS},
        **{shape.name: Listing(_NEEDED) for shape in STRINGS},
        **{shape.name: Listing(_flat(shape.name, shape.keys, optional=False)) for shape in LISTS},
        "provisions": Listing(_PROVISION),
        "signatories": Listing(Thing({"name": _NEEDED, "roles": Listing(_NEEDED)})),
        "annexes": Listing(Thing({"label": _TEXT, "title": _TEXT, "text": _TEXT, "provisions": Listing(_PROVISION)})),
        "tables": Listing(
            Thing({"annex": _TEXT, "caption": _TEXT, "columns": Listing(_NEEDED, open=False), "rows": Listing(
                Listing(_TEXT, open=False))}),
            open=False,
        ),
        "amounts": Listing(
            Thing(
                {
                    "value": Leaf(_formed(_MONEY, "an amount with a point and two decimals, as 23000.00"), optional=False),
                    "currency": Leaf(_formed(_WORD, "a currency, as BRL"), optional=False),
                    "in_words": _TEXT,
                    "raw": _NEEDED,
                }
            )
        ),
    }
)  # fmt: skip
"""All that may be corrected of a record."""


def spec_at(path: str) -> Spec:
    """Return what may stand at a JSON Pointer; raises `SettingsError`, telling what there is, where nothing may."""
    spec: Spec = RECORD
    for depth, token in enumerate(path.split("/")[1:]):
        found = _inner(spec, token)
        if found is None:
            here = "/".join(path.split("/")[: depth + 1])
            raise SettingsError(f"{path!r} is no field that can be corrected; under {here or 'an act'!r} there is {_there(spec)}")
        spec = found
    return spec


def _inner(spec: Spec, token: str) -> Spec | None:
    if isinstance(spec, Thing):
        return spec.fields.get(token)
    return spec.item if isinstance(spec, Listing) and token.replace("+", "", 1).isdecimal() else None


def _there(spec: Spec) -> str:
    if isinstance(spec, Thing):
        return ", ".join(spec.fields)
    return "a list: give a place, from 0" if isinstance(spec, Listing) else "one value"


def valued(path: str, typed: Json) -> Json:
    """Return the value that `typed` is at `path`: text by the field's own rules, objects key by key.

    Keys that are left out are null or empty. Raises `SettingsError` that tells what is wanted.
    """
    return _valued(spec_at(path), typed, path)


def _valued(spec: Spec, typed: Json, path: str) -> Json:
    if typed is None and not isinstance(spec, Listing):
        if not spec.optional:
            raise SettingsError(f"{path} cannot be null: it must say something (a list's item can be taken out by --delete)")
        return None
    if isinstance(spec, Leaf):
        if isinstance(typed, (list, dict, bool)) or typed is None:
            raise SettingsError(f"{path} is one value, not {type(typed).__name__}")
        try:
            return spec.check(str(typed))
        except ValueError as error:
            raise SettingsError(f"{path} cannot be {str(typed)!r}: give {error}") from error
    if isinstance(spec, Listing):
        if not isinstance(typed, list):
            raise SettingsError(f"{path} is a list: correct its items, as {path}/0, or put in a new one by --insert")
        return [_valued(spec.item, each, f"{path}/{place}") for place, each in enumerate(typed)]
    if not isinstance(typed, dict) or not typed.keys() <= spec.fields.keys():
        raise SettingsError(f"{path} is an object of {', '.join(spec.fields)}: give it as JSON, or correct one of these")
    return {key: _valued(each, typed.get(key, _blank(each)), f"{path}/{key}") for key, each in spec.fields.items()}


def _blank(spec: Spec) -> Json:
    return [] if isinstance(spec, Listing) else None


def blank(thing: Thing) -> dict[str, Json]:
    """Return an object with nothing in it."""
    return {key: _blank(each) for key, each in thing.fields.items()}
