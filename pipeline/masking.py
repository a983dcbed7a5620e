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
RUN: Final = regex.compile(r"\d[\d.\s/-]*+")
"""Figures that may be one number."""
FEWEST: Final = 4
"""Figures that tell something of a number on their own."""
LONG: Final = 8
"""Figures of a number that no other number in the same act has by chance."""
SIDES: Final = ("raw", "before", "value")
MOMENTS: Final = frozenset({"when", "span"})
KEPT: Final = frozenset({"sha256", "source", "release"})
"""Fields that identify the record and never hold a person's number."""


def masked(records: Iterable[JsonObject]) -> Iterator[JsonObject]:
    """Give the records with their personal numbers masked, wherever they stand: text, cells, raw stretches, repairs."""
    return map(masked_record, records)


def masked_record(record: JsonObject) -> JsonObject:
    """Return one record with its personal numbers masked; the record given is not changed.

    What tells how a value came to be (raw stretches, repairs, problems, what people corrected) is masked
    where the value is, and where it has the figures of a number that was masked elsewhere: no label stands there.
    """
    hidden: set[str] = set()
    told: JsonObject = {name: value if name in KEPT else _masked(value, hidden) for name, value in record.items()}
    told["labelled"] = [_labelled(item, hidden) for item in _objects(told.get("labelled"))]
    told["parties"] = [_party(item, hidden) for item in _objects(told.get("parties"))]
    told["tables"] = [_table(item, hidden) for item in _objects(told.get("tables"))]
    notes = told.get("provenance")
    if isinstance(notes, dict):
        told["provenance"] = {pointer: _note(pointer, note, record, told, hidden) for pointer, note in notes.items()}
    repairs = zip(_objects(record.get("repairs")), _objects(told.get("repairs")), strict=True)
    told["repairs"] = [_unseen(_repair(*both), hidden) for both in repairs]
    told["problems"] = [_unseen(each, hidden) for each in _list(told.get("problems"))]
    return told


def masked_text(text: str, *, label: str = "", hidden: set[str] | None = None) -> str:
    """Return a text with its personal numbers masked, of the same length; `label` is what stands before it elsewhere.

    The figures of what was masked are added to `hidden`.

    >>> masked_text("Ana Lima, CPF nº 529.982.247-25, matrícula 4410-2, processo 12/2019")
    'Ana Lima, CPF nº ***.982.247-**, matrícula ****-*, processo 12/2019'
    >>> masked_text("4410-2", label="Matrícula")
    '****-*'
    """
    whole = f"{label} {text}" if label else text
    parts: list[str] = []
    last = 0
    for number in find_personal_numbers(whole):
        printed = number.span.of(whole)
        parts += (whole[last : number.span.start], _number(printed, number.kind))
        last = number.span.end
        if hidden is not None and MARK not in printed:
            hidden.add(_figures(printed))
    return "".join((*parts, whole[last:]))[len(whole) - len(text) :]


def _figures(text: str) -> str:
    return "".join(DIGIT.findall(text))


def _number(printed: str, kind: str) -> str:
    if MARK in printed:
        return printed
    found = CPF.fullmatch(printed) if kind == "cpf" else None
    return f"***{found[1]}**" if found else DIGIT.sub(MARK, printed)


def _masked(value: Json, hidden: set[str]) -> Json:
    if isinstance(value, str):
        return masked_text(value, hidden=hidden) if DIGITS.search(value) else value
    if isinstance(value, list):
        return [_masked(each, hidden) for each in value]
    if isinstance(value, dict):
        return {name: _masked(each, hidden) for name, each in value.items()}
    return value


def _labelled(item: JsonObject, hidden: set[str]) -> JsonObject:
    return {**item, "value": _cell(item.get("value"), str(item.get("label") or ""), hidden)}


def _party(item: JsonObject, hidden: set[str]) -> JsonObject:
    return {**item, "cpf": _cell(item["cpf"], "CPF", hidden)} if item.get("cpf") else item


def _table(table: JsonObject, hidden: set[str]) -> JsonObject:
    rows: list[Json] = [_row(table, row, hidden) for row in _list(table.get("rows"))]
    return {**table, "rows": rows}


def _row(table: Json, row: Json, hidden: set[str]) -> Json:
    names = [str(name or "") for name in _list(table.get("columns") if isinstance(table, dict) else None)]
    return [_cell(cell, names[at] if at < len(names) else "", hidden) for at, cell in enumerate(_list(row))]


def _cell(value: Json, label: str, hidden: set[str]) -> Json:
    return masked_text(value, label=label, hidden=hidden) if isinstance(value, str) else value


def _note(pointer: str, note: Json, record: JsonObject, told: JsonObject, hidden: set[str]) -> Json:
    """Return a note of the provenance: a masked value's raw stretch loses its digits too, and so does what was read before it."""
    if not isinstance(note, dict):
        return note
    corrected, changed = note.get("corrected"), _at(record, pointer) != _at(told, pointer)
    if isinstance(corrected, dict):
        before = _at(record, f"/provenance/{pointer.replace('~', '~0').replace('/', '~1')}/corrected/old")
        old = _replaced(pointer, corrected.get("old"), record, hidden)
        changed = changed or old != before
        note = {**note, "corrected": _unseen({**corrected, "old": old}, hidden)}
    if not changed:
        return {**note, "raw": _unseen(note.get("raw"), {each for each in hidden if len(each) >= LONG})}
    return {**note, "raw": DIGIT.sub(MARK, str(note.get("raw") or ""))}


def _replaced(pointer: str, old: Json, record: JsonObject, hidden: set[str]) -> Json:
    """Return what a correction replaced, masked as it would be where it stood: by its column, or by its label."""
    match pointer.split("/")[1:]:
        case ["tables", table, "rows", _, column] if column.isdecimal():
            names = _list(_at(record, f"/tables/{table}/columns"))
            told: Json = _cell(old, str(names[int(column)] or "") if int(column) < len(names) else "", hidden)
        case ["tables", table, "rows"]:
            told = [_row(_at(record, f"/tables/{table}"), each, hidden) for each in _list(old)]
        case ["labelled", place, "value"]:
            told = _cell(old, str(_at(record, f"/labelled/{place}/label") or ""), hidden)
        case ["labelled"]:
            told = [_labelled(each, hidden) for each in _objects(old)]
        case ["parties", _, "cpf"]:
            told = _cell(old, "CPF", hidden)
        case ["parties"]:
            told = [_party(each, hidden) for each in _objects(old)]
        case _:
            told = old
    return told


def _repair(repair: JsonObject, told: JsonObject) -> JsonObject:
    """Return a repair, masked on all sides where it is on one: what was badly read may not look like a number yet."""
    if all(told.get(side) == repair.get(side) for side in SIDES):
        return told
    return {**told, **{side: DIGIT.sub(MARK, str(told[side])) for side in SIDES if isinstance(told.get(side), str)}}


def _unseen(value: Json, hidden: set[str]) -> Json:
    """Return a value without the figures of numbers that were masked: whole, or some of them on their own."""
    if isinstance(value, str):
        return RUN.sub(lambda run: _covered(run[0], hidden), value) if hidden else value
    if isinstance(value, list):
        return [_unseen(each, hidden) for each in value]
    if isinstance(value, dict):
        return {name: each if name in MOMENTS else _unseen(each, hidden) for name, each in value.items()}
    return value


def _covered(run: str, hidden: set[str]) -> str:
    figures = _figures(run)
    told = len(figures) >= FEWEST and any(figures in each or each in figures for each in hidden if len(each) >= FEWEST)
    return DIGIT.sub(MARK, run) if told else run


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
