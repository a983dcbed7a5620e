"""Personal numbers masked in what goes out: `lavra export --mask-personal`. What is stored stays as it is.

A CPF keeps its middle digits (``***.982.247-**``), the form in which Brazilian bodies publish it; of any
other number every digit goes. Numbers are found where the text or a label tells them (`extractors.fields.personal`),
in table columns and labelled values also by the name of their column or label.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from extractors.fields.personal import find_personal_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.records import Json, JsonObject

DIGIT: Final = regex.compile(r"\d")
DIGITS: Final = regex.compile(r"\d\D{0,2}+\d")
"""What no text with a personal number lacks."""
CPF: Final = regex.compile(r"(?<!\d)\d{3}(\.?\d{3}\.?\d{3}-?)\d{2}(?!\d)")
MARK: Final = "*"
KEPT: Final = frozenset({"sha256", "source", "release"})
"""Fields that identify the record and never hold a person's number."""


def masked(records: Iterable[JsonObject]) -> Iterator[JsonObject]:
    """Give the records with their personal numbers masked, wherever they stand: text, cells, raw stretches, repairs."""
    return map(masked_record, records)


def masked_record(record: JsonObject) -> JsonObject:
    """Return one record with its personal numbers masked; the record given is not changed."""
    told: JsonObject = {name: value if name in KEPT else _masked(value) for name, value in record.items()}
    told["labelled"] = [_labelled(item) for item in _objects(told.get("labelled"))]
    told["tables"] = [_table(item) for item in _objects(told.get("tables"))]
    told["provenance"] = _provenance(record, told)
    told["repairs"] = [
        _repair(*both) for both in zip(_objects(record.get("repairs")), _objects(told.get("repairs")), strict=True)
    ]
    return told


def masked_text(text: str, *, label: str = "") -> str:
    """Return a text with its personal numbers masked, of the same length; `label` is what stands before it elsewhere.

    >>> masked_text("Ana Lima, CPF nº 529.982.247-25, matrícula 4410-2, processo 12/2019")
    'Ana Lima, CPF nº ***.982.247-**, matrícula ****-*, processo 12/2019'
    >>> masked_text("4410-2", label="Matrícula")
    '****-*'
    """
    whole = f"{label} {text}" if label else text
    parts: list[str] = []
    last = 0
    for number in find_personal_numbers(whole):
        parts += (whole[last : number.span.start], _number(number.span.of(whole), number.kind))
        last = number.span.end
    return "".join((*parts, whole[last:]))[len(whole) - len(text) :]


def _number(printed: str, kind: str) -> str:
    if MARK in printed:
        return printed
    found = CPF.fullmatch(printed) if kind == "cpf" else None
    return f"***{found[1]}**" if found else DIGIT.sub(MARK, printed)


def _masked(value: Json) -> Json:
    if isinstance(value, str):
        return masked_text(value) if DIGITS.search(value) else value
    if isinstance(value, list):
        return [_masked(each) for each in value]
    if isinstance(value, dict):
        return {name: _masked(each) for name, each in value.items()}
    return value


def _labelled(item: JsonObject) -> JsonObject:
    value = item.get("value")
    return {**item, "value": masked_text(value, label=str(item.get("label") or ""))} if isinstance(value, str) else item


def _table(table: JsonObject) -> JsonObject:
    names = [str(name or "") for name in _list(table.get("columns"))]
    rows: list[Json] = [[_cell(names, at, cell) for at, cell in enumerate(_list(row))] for row in _list(table.get("rows"))]
    return {**table, "rows": rows}


def _cell(names: list[str], at: int, cell: Json) -> Json:
    return masked_text(cell, label=names[at]) if isinstance(cell, str) and at < len(names) else cell


def _provenance(record: JsonObject, told: JsonObject) -> Json:
    """Return the provenance: a masked value's raw stretch loses its digits too, for no label stands before it there."""
    notes = told.get("provenance")
    if not isinstance(notes, dict):
        return notes
    return {pointer: _note(note) if _at(record, pointer) != _at(told, pointer) else note for pointer, note in notes.items()}


def _repair(repair: JsonObject, told: JsonObject) -> JsonObject:
    """Return a repair, masked on both sides where it is on one: what was badly read may not look like a number yet."""
    if all(told.get(side) == repair.get(side) for side in ("raw", "value")):
        return told
    hidden = {side: DIGIT.sub(MARK, str(repair[side])) for side in ("raw", "value") if told.get(side) == repair.get(side)}
    return {**told, **hidden}


def _note(note: Json) -> Json:
    if not isinstance(note, dict) or not isinstance(note.get("raw"), str):
        return note
    return {**note, "raw": DIGIT.sub(MARK, str(note["raw"]))}


def _at(value: Json, pointer: str) -> Json:
    """Return what a JSON Pointer (RFC 6901) points at; None where nothing is."""
    for part in pointer.split("/")[1:]:
        if isinstance(value, dict):
            value = value.get(part.replace("~1", "/").replace("~0", "~"))
        elif isinstance(value, list):
            value = value[int(part)] if part.isdecimal() and int(part) < len(value) else None
        else:
            return None
    return value


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _objects(value: Json) -> list[JsonObject]:
    return [each for each in _list(value) if isinstance(each, dict)]
