"""Records to rows: a record taken apart into the tables, every field accounted for."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from corpus.text import fold
from db import plain
from db.entities import Entities
from db.paths import Paths, segment
from db.plain import ShapeError
from db.shapes import (
    AMOUNT,
    ANNEX,
    EQUATION,
    HEADER,
    ISSUER,
    KEYS,
    LISTS,
    LOCATED,
    NESTED,
    NOTE,
    OBJECTS,
    PROBLEM,
    PROVISION,
    REPAIR,
    SIGNATORY,
    STRINGS,
    TABLE,
    WHOLE,
)
from db.tables.acts import ActIssuer, Publication, Signatory
from db.tables.content import (
    ActTable,
    Amount,
    Annex,
    Provision,
    ProvisionGroup,
    ReferenceProvision,
    SignatoryRole,
    TableCell,
    TableColumn,
    TableEquation,
    TableMunicipality,
    TableRow,
)
from db.tables.trace import ActRepair, Problem, Provenance, Repair
from db.urns import urn

if TYPE_CHECKING:
    from corpus.reading import Reading
    from corpus.records import JsonObject, Record
    from db.plain import Cell, Row
    from db.tables.base import Base

_LARGEST: Final = 2**63 - 1
_NO_BOX: Final = (None, None, None, None)


class Rows:
    """The rows of one source, table by table, until they are written."""

    def __init__(self) -> None:
        self.of: dict[type[Base], list[Row]] = {}

    def add(self, model: type[Base], *cells: Cell) -> None:
        """Add one row, cells in the order of the table's columns."""
        self.of.setdefault(model, []).append(cells)


def header(record: Record, reading: Reading) -> dict[str, Cell]:
    """Return the columns of `acts` for a record, less its keys; raises `ShapeError` where it does not fit."""
    fields = record.fields
    plain.keys(fields, KEYS, f"act {record.ordinal}")
    given = (fields["source"], fields["sha256"], fields["ordinal"], fields["release"])
    if given != (reading.document.name, reading.source.sha256, record.ordinal, reading.release):
        raise ShapeError(f"act {record.ordinal} is not of the source that is loaded: {given}")
    return head_cells(fields)


def head_cells(fields: JsonObject) -> dict[str, Cell]:
    """Return the columns of `acts` that a record's fields fill."""
    told: dict[str, Cell] = {key: _typed(fields, key) for key in HEADER}
    issuer, acronym = plain.text(fields, "issuer"), plain.text(fields, "issuer_acronym")
    told["issuer_folded"] = fold(issuer) if issuer is not None else None
    told["acronym_folded"] = parted(acronym) if acronym is not None else None
    told["urn"] = urn(fields)
    return told


def parted(acronym: str) -> str:
    """Return an acronym for searching: folded, a slash around each part.

    >>> parted("SMS/GS")
    '/sms/gs/'
    """
    return "/" + fold(acronym).replace("-", "/").strip("/") + "/"


class Shredder:
    """Takes the records of one source apart; `rows` collects what comes out.

    Repairs of the text are told once for the source, and each act points to those under it. Without
    a reading there are none, as where an act is corrected.
    """

    def __init__(self, reading: Reading | None, *, source_id: int) -> None:
        self.rows = Rows()
        self.entities = Entities()
        self._source = source_id
        self._repairs: dict[Row, int] = {}
        self._problems = 0
        self._notes: list[Row] = []
        if reading is None:
            return
        for each in reading.text.corrections():
            self._repair(
                (each.layer, each.rule, *each.span, each.raw, each.before, each.after, None, each.confidence, each.cost, "[]")
            )
        for problem in reading.problems:
            span = reading.text.to_raw(problem.span) if problem.span is not None else None
            self._problem(None, problem.code, problem.where, span, problem.detail)

    def shred(self, fields: JsonObject, *, act_id: int) -> None:
        """Take one record apart under its act's id."""
        self.content(fields, act_id=act_id)
        self._trace(fields, act_id)

    def content(self, fields: JsonObject, *, act_id: int) -> None:
        """Take apart what an act says and where each value stands; not what was repaired in it or is doubted of it."""
        for shape in OBJECTS:
            item = plain.thing(fields, shape.name)
            if item is not None:
                cells = _columns(item, shape.keys, shape.name)
                if shape.model is Publication:
                    cells.append(self.entities.issue(*(plain.text(item, key) for key in shape.keys)))
                self.rows.add(shape.model, act_id, *cells)
        for shape in STRINGS:
            for position, value in enumerate(plain.texts(fields, shape.name)):
                self.rows.add(shape.model, act_id, position, value)
        for shape in LISTS:
            for position, item in enumerate(plain.things(fields, shape.name)):
                inner = NESTED.get(shape.name, ())
                plain.keys(item, (*shape.keys, *inner), shape.name)
                self.rows.add(shape.model, act_id, position, *(_typed(item, key) for key in shape.keys))
                for place, path in enumerate(path for key in inner for path in plain.texts(item, key)):
                    self.rows.add(ReferenceProvision, act_id, position, place, path)
        speaks = [plain.text(fields, key) for key in ISSUER]
        if any(each is not None for each in speaks):
            self.rows.add(ActIssuer, act_id, *speaks)
        self._people(fields, act_id)
        _Provisions(self.rows, act_id).shred(fields)
        self._tables(fields, act_id)
        self._amounts(fields, act_id)
        self._provenance(fields, act_id)

    def _people(self, fields: JsonObject, act_id: int) -> None:
        for position, item in enumerate(plain.things(fields, "signatories")):
            plain.keys(item, SIGNATORY, "a signatory")
            name = plain.need(item, "name")
            self.rows.add(Signatory, act_id, position, name, self.entities.person(name))
            for place, role in enumerate(plain.texts(item, "roles")):
                self.rows.add(SignatoryRole, act_id, position, place, role, self.entities.role(role))

    def _amounts(self, fields: JsonObject, act_id: int) -> None:
        for position, item in enumerate(plain.things(fields, "amounts")):
            plain.keys(item, AMOUNT, "an amount")
            value = plain.need(item, "value")
            told = (plain.need(item, "currency"), plain.text(item, "in_words"), plain.need(item, "raw"))
            self.rows.add(Amount, act_id, position, value, cents(value), *told)

    def _tables(self, fields: JsonObject, act_id: int) -> None:
        for position, item in enumerate(plain.things(fields, "tables")):
            plain.keys(item, TABLE, "a table")
            self.rows.add(ActTable, act_id, position, plain.text(item, "annex"), plain.text(item, "caption"))
            names, types = plain.texts(item, "columns"), plain.texts(item, "column_types")
            if types and len(types) != len(names):
                raise ShapeError(f"table {position} of the record: {len(types)} column_types for {len(names)} columns")
            for place, name in enumerate(names):
                self.rows.add(TableColumn, act_id, position, place, name, types[place] if types else None)
            for place, equation in enumerate(plain.things(item, "equations")):
                self.rows.add(TableEquation, act_id, position, place, *_equation(equation))
            self._table_rows(item, act_id, position)
            for place, located in enumerate(plain.things(item, "municipalities")):
                self.rows.add(TableMunicipality, act_id, position, place, *_located(located))

    def _table_rows(self, item: JsonObject, act_id: int, table: int) -> None:
        rows, totals = plain.listed(item, "rows"), plain.listed(item, "total_row_indices")
        if totals != [index for index in range(len(rows)) if index in totals]:
            raise ShapeError(f"table {table} of the record: total_row_indices {totals} are not rows in order, each once")
        for index, row in enumerate(rows):
            self.rows.add(TableRow, act_id, table, index, index in totals)
            for place, cell in enumerate(row if isinstance(row, list) else [row]):
                if cell is not None and not isinstance(cell, str):
                    raise ShapeError(f"table {table} of the record: row {index} is not a list of strings and nulls")
                self.rows.add(TableCell, act_id, table, index, place, cell)

    def _trace(self, fields: JsonObject, act_id: int) -> None:
        for position, item in enumerate(plain.things(fields, "repairs")):
            self.rows.add(ActRepair, act_id, position, self._source, self._repair(_repair_row(item)))
        for item in plain.things(fields, "problems"):
            plain.keys(item, PROBLEM, "a problem")
            span = plain.span(item, "span") if item["span"] is not None else None
            self._problem(act_id, plain.need(item, "code"), plain.need(item, "where"), span, plain.need(item, "detail"))

    def _provenance(self, fields: JsonObject, act_id: int) -> None:
        notes = plain.thing(fields, "provenance") or {}
        self._notes = self.rows.of.setdefault(Provenance, [])
        for position, pointer in enumerate(notes):
            self._note(act_id, position, pointer, plain.thing(notes, pointer) or {})

    def _note(self, act_id: int, position: int, pointer: str, item: JsonObject) -> None:
        """Add a note; half of all rows are notes, so the common shape is told apart at once."""
        match item:
            case {"span": [int() as start, int() as end], "raw": str() as raw, "page": int() as page, "box": None,
                  "rules": [str() as rule], "confidence": float() as sure} if len(item) == len(NOTE):  # fmt: skip
                row: Row = (act_id, pointer, position, start, end, raw, page, *_NO_BOX, rule, None, sure, None)
            case _:
                row = (act_id, pointer, position, *_note_row(pointer, item))
        self._notes.append(row)

    def _repair(self, row: Row) -> int:
        """Return the position of a repair among the source's, adding it where it is new."""
        known = self._repairs.get(row)
        if known is None:
            known = self._repairs[row] = len(self._repairs)
            self.rows.add(Repair, self._source, known, *row)
        return known

    def _problem(self, act_id: int | None, code: str, where: str, span: tuple[int, int] | None, detail: str) -> None:
        start, end = span if span is not None else (None, None)
        self.rows.add(Problem, self._source, self._problems, act_id, code, where, start, end, detail)
        self._problems += 1


class _Provisions:
    """Numbers the nodes of one act's trees in reading order, the annexes' after its own."""

    def __init__(self, rows: Rows, act_id: int) -> None:
        self._rows, self._act, self._paths, self._next = rows, act_id, Paths(), 0

    def shred(self, fields: JsonObject) -> None:
        self._nodes(plain.things(fields, "provisions"), None, None, "", "/provisions")
        for position, item in enumerate(plain.things(fields, "annexes")):
            plain.keys(item, ANNEX, "an annex")
            self._rows.add(Annex, self._act, position, *(plain.text(item, key) for key in ANNEX[:3]))
            nodes = plain.things(item, "provisions")
            self._nodes(nodes, None, position, f"anx{position + 1}/", f"/annexes/{position}/provisions")

    def _nodes(self, nodes: list[JsonObject], parent: int | None, annex: int | None, path: str, pointer: str) -> None:
        unnumbered: dict[str, int] = {}
        for index, item in enumerate(nodes):
            plain.keys(item, PROVISION, f"the provision {pointer}/{index}")
            kind, number = plain.need(item, "kind"), plain.text(item, "number")
            if number is None:
                unnumbered[kind] = unnumbered.get(kind, 0) + 1
            named = self._paths.claim(path + segment(kind, number, unnumbered.get(kind, 0)))
            position, own = self._next, f"{pointer}/{index}"
            told = (plain.text(item, "label_raw"), plain.need(item, "text"), plain.text(item, "quoted"))
            self._rows.add(Provision, self._act, position, parent, annex, named, own, kind, number, *told)
            for place, heading in enumerate(plain.texts(item, "group")):
                self._rows.add(ProvisionGroup, self._act, position, place, heading)
            self._next += 1
            self._nodes(plain.things(item, "children"), position, annex, f"{named}/", f"{own}/children")


def _note_row(pointer: str, item: JsonObject) -> Row:
    """Return a note in the order of the columns of `provenance`, less its keys; who corrected it is told elsewhere."""
    item = {key: value for key, value in item.items() if key != "corrected"}
    plain.keys(item, (*NOTE, "derived") if "derived" in item else NOTE, f"the provenance of {pointer}")
    rules = plain.texts(item, "rules")
    if not rules:
        raise ShapeError(f"the provenance of {pointer} names no rule")
    more = _json(tuple(rules[1:])) if len(rules) > 1 else None
    derived = plain.need(item, "derived") if "derived" in item else None
    place = (*plain.span(item, "span"), plain.need(item, "raw"), plain.whole(item, "page"), *_box(item))
    return (*place, rules[0], more, plain.real(item, "confidence"), derived)


def _columns(item: JsonObject, keys: tuple[str, ...], what: str) -> list[Cell]:
    plain.keys(item, keys, what)
    return [_typed(item, key) for key in keys]


def _typed(item: JsonObject, key: str) -> Cell:
    """Return a plain value of the type that its column has."""
    if key == "confidence":
        return plain.real(item, key)
    return plain.whole(item, key) if key in WHOLE else plain.text(item, key)


@lru_cache(maxsize=4096)
def _json(rules: tuple[str, ...]) -> str:
    return json.dumps(rules, ensure_ascii=False)


def _equation(item: JsonObject) -> Row:
    """Return an equation in the order of the columns of `table_equations`, less its keys."""
    plain.keys(item, EQUATION, "an equation")
    columns, failing = (json.dumps(plain.listed(item, key)) for key in ("columns", "failing"))
    counts = (plain.whole(item, "holds"), plain.whole(item, "fails"))
    return (plain.need(item, "kind"), plain.need(item, "text"), columns, *counts, failing)


def _located(item: JsonObject) -> Row:
    """Return a cell's municipality in the order of the columns of `table_municipalities`, less its keys."""
    plain.keys(item, LOCATED, "a municipality of a table")
    return (plain.whole(item, "row"), plain.whole(item, "column"), plain.need(item, "ibge"))


def _box(item: JsonObject) -> Row:
    """Return a box as four cells, all null for none."""
    if item["box"] is None:
        return _NO_BOX
    match item["box"]:
        case [int() | float() as x0, int() | float() as top, int() | float() as x1, int() | float() as bottom]:
            return (x0, top, x1, bottom)
        case other:
            raise ShapeError(f"the record has a box that is none: {other}")


def _repair_row(item: JsonObject) -> Row:
    """Return a repair in the order of the columns of `repairs`, less its keys."""
    plain.keys(item, REPAIR, "a repair")
    witnesses = plain.listed(item, "witnesses")
    listed = json.dumps(witnesses, ensure_ascii=False) if witnesses else "[]"
    strings = (plain.need(item, "raw"), plain.need(item, "before"), plain.need(item, "value"), plain.text(item, "where"))
    sure = (plain.real(item, "confidence"), plain.real(item, "cost"), listed)
    return (plain.need(item, "layer"), plain.need(item, "rule"), *plain.span(item, "span"), *strings, *sure)


def cents(value: str) -> int | None:
    """Return an exact decimal in cents; None where it has more than two places or 64 bits do not hold it.

    >>> cents("23000.00"), cents("-0.40"), cents("0.005"), cents("9" * 30 + ".00")
    (2300000, -40, None, None)
    """
    try:
        scaled = Decimal(value).scaleb(2)
        whole = int(scaled)
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise ShapeError(f"the amount {value!r} is not a decimal number") from error
    return whole if scaled == whole and abs(whole) <= _LARGEST else None
