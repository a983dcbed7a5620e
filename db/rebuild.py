"""Rows to records: the JSON that went in, put together again, for a batch of acts at a time."""

from __future__ import annotations

import gc
import json
from collections import defaultdict
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from sqlalchemy import Integer, bindparam, select

from db.shapes import EQUATION, HEADER, ISSUER, KEYS, LISTS, LOCATED, OBJECTS, STRINGS
from db.tables.acts import Act, ActIssuer, Signatory
from db.tables.content import (
    ActReference,
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
from db.tables.corrections import CorrectedAct
from db.tables.sources import Source
from db.tables.trace import ActRepair, Problem, Provenance, Repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    from sqlalchemy import BindParameter, Connection, Row, Select

    from corpus.records import Json, JsonObject
    from db.tables.base import Base

    Found: TypeAlias = "dict[int, list[Row[*tuple[Json, ...]]]]"

REPAIR_COLUMNS: Final = (
    Repair.rule, Repair.span_start, Repair.span_end, Repair.raw, Repair.before, Repair.value, Repair.pointer,
    Repair.confidence, Repair.cost, Repair.layer, Repair.witnesses,
)  # fmt: skip
PROBLEM_COLUMNS: Final = (Problem.code, Problem.pointer, Problem.span_start, Problem.span_end, Problem.detail)


def rebuild(connection: Connection, ids: Sequence[int], *, uncorrected: bool = False) -> list[JsonObject]:
    """Return the records of some acts, in the order of `ids`; acts that are not there are left out.

    What people corrected is told corrected, or with `uncorrected` as it was read.
    """
    kept = CorrectedAct.reading if uncorrected else CorrectedAct.record
    known = {row[0]: row[1] for row in connection.execute(select(CorrectedAct.act_id, kept).where(CorrectedAct.act_id.in_(ids)))}
    with _unswept():
        batch = _Batch(connection, [act_id for act_id in ids if act_id not in known] if known else ids)
        there = (act_id for act_id in ids if act_id in known or act_id in batch.header)
        return [json.loads(known[act_id]) if act_id in known else batch.record(act_id) for act_id in there]


@contextmanager
def _unswept() -> Iterator[None]:
    """Let the collector of garbage rest: records are trees, of which it finds nothing, and to look takes as long as to build."""
    busy = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if busy:
            gc.enable()


class _Batch:
    """All rows of some acts, read table by table and grouped by act."""

    def __init__(self, connection: Connection, ids: Sequence[int]) -> None:
        self._connection, self._ids = connection, ids
        columns = [getattr(Act, key) for key in HEADER]
        heads = select(Act.id, Source.name, Source.sha256, Source.release, Act.ordinal, *columns).join(Source)
        self.header = {row[0]: row for row in connection.execute(heads.where(Act.id.in_(ids)))}
        self.flat = {shape.name: self._rows(shape.model, *shape.keys) for shape in (*OBJECTS, *STRINGS, *LISTS)}
        self.cited = self._rows(ReferenceProvision, "reference", "path")
        self.issuers = self._rows(ActIssuer, "level", "state", "municipality")
        self.signatories = self._rows(Signatory, "name")
        self.roles = self._rows(SignatoryRole, "signatory", "role")
        self.provisions = self._rows(Provision, "position", "parent", "annex", "kind", "number", "label_raw", "text", "quoted")
        self.groups = self._rows(ProvisionGroup, "provision", "heading")
        self.annexes = self._rows(Annex, "label", "title", "text")
        self.tables = self._rows(ActTable, "annex", "caption")
        self.columns = self._rows(TableColumn, "table_position", "name", "type")
        self.equations = self._rows(TableEquation, "table_position", *EQUATION)
        self.table_rows = self._rows(TableRow, "table_position", "total")
        self.cells = self._rows(TableCell, "table_position", "row_position", "value")
        self.located = self._rows(TableMunicipality, "table_position", "row_position", "cell_position", "ibge")
        self.amounts = self._rows(Amount, "value", "currency", "in_words", "raw")
        self.problems = self._found(_problems())
        self.repairs = self._found(_repairs())
        self.notes = self._found(_notes())

    def _rows(self, model: type[Base], *names: str) -> Found:
        return self._found(_of_acts(model, *names))

    def _found(self, query: Select[*tuple[Json, ...]]) -> Found:
        """Return the rows by act, as the driver gives them: no column of them is another type to SQLAlchemy."""
        found: Found = defaultdict(list)
        for row in self._connection.execute(query, {"ids": self._ids}).cursor.fetchall():
            found[row[0]].append(row)
        return found

    def record(self, act_id: int) -> JsonObject:
        """Return one act's record, its keys in the record's order."""
        _, source, sha256, release, ordinal, *values = self.header[act_id]
        told: JsonObject = dict(zip(HEADER, values, strict=True))
        told |= {"source": source, "sha256": sha256, "release": release, "ordinal": ordinal}
        for shape in OBJECTS:
            rows = self.flat[shape.name].get(act_id, [])
            told[shape.name] = dict(zip(shape.keys, rows[0][1:], strict=True)) if rows else None
        for shape in STRINGS:
            told[shape.name] = [row[1] for row in self.flat[shape.name].get(act_id, [])]
        for shape in LISTS:
            told[shape.name] = [dict(zip(shape.keys, row[1:], strict=True)) for row in self.flat[shape.name].get(act_id, [])]
        told["references"] = self._references(act_id)
        told |= dict(zip(ISSUER, next(iter(self.issuers.get(act_id, [])), (None,) * 4)[1:], strict=True))
        told["provisions"], told["annexes"] = self._provisions(act_id)
        told["signatories"] = self._signatories(act_id)
        told["tables"] = self._tables(act_id)
        told["amounts"] = [
            {"value": value, "currency": currency, "in_words": words, "raw": raw}
            for _, value, currency, words, raw in self.amounts.get(act_id, [])
        ]
        told["provenance"] = {str(row[1]): _note(row[2:]) for row in self.notes.get(act_id, [])}
        told["repairs"] = [tell_repair(row[1:]) for row in self.repairs.get(act_id, [])]
        told["problems"] = [tell_problem(row[1:]) for row in self.problems.get(act_id, [])]
        return {key: told[key] for key in KEYS}

    def _references(self, act_id: int) -> list[Json]:
        """Return the acts named, each with the provisions cited of it."""
        shape = next(each for each in LISTS if each.model is ActReference)
        cited = _parted((row[1], row[2]) for row in self.cited.get(act_id, []))
        rows = self.flat[shape.name].get(act_id, [])
        return [{**dict(zip(shape.keys, row[1:], strict=True)), "provisions": cited[index]} for index, row in enumerate(rows)]

    def _signatories(self, act_id: int) -> list[Json]:
        roles = _parted((row[1], row[2]) for row in self.roles.get(act_id, []))
        return [{"name": row[1], "roles": roles[index]} for index, row in enumerate(self.signatories.get(act_id, []))]

    def _provisions(self, act_id: int) -> tuple[Json, Json]:
        """Return the act's own tree and its annexes with theirs."""
        groups = _parted((row[1], row[2]) for row in self.groups.get(act_id, []))
        children: dict[Json, list[Json]] = defaultdict(list)
        tops: dict[Json, list[Json]] = defaultdict(list)
        for _, position, parent, annex, kind, number, label, text, quoted in self.provisions.get(act_id, []):
            node: Json = {
                "kind": kind, "number": number, "label_raw": label, "text": text, "quoted": quoted,
                "group": groups[position], "children": children[position],
            }  # fmt: skip
            (tops[annex] if parent is None else children[parent]).append(node)
        annexes: list[Json] = [
            {"label": label, "title": title, "text": text, "provisions": tops[index]}
            for index, (_, label, title, text) in enumerate(self.annexes.get(act_id, []))
        ]
        return tops[None], annexes

    def _tables(self, act_id: int) -> list[Json]:
        columns = _parted((row[1], row[2]) for row in self.columns.get(act_id, []))
        types = _parted((row[1], row[3]) for row in self.columns.get(act_id, []) if row[3] is not None)
        equations = _parted((row[1], _equation(row[2:])) for row in self.equations.get(act_id, []))
        cells = _parted(((row[1], row[2]), row[3]) for row in self.cells.get(act_id, []))
        located = _parted((row[1], dict(zip(LOCATED, row[2:], strict=True))) for row in self.located.get(act_id, []))
        totals = _parted((row[1], row[2]) for row in self.table_rows.get(act_id, []))
        return [
            {
                "annex": annex,
                "caption": caption,
                "columns": columns[table],
                "rows": [cells[table, row] for row in range(len(totals[table]))],
                "total_row_indices": [row for row, total in enumerate(totals[table]) if total],
                "column_types": types[table],
                "equations": equations[table],
                "municipalities": located[table],
            }
            for table, (_, annex, caption) in enumerate(self.tables.get(act_id, []))
        ]


def _equation(row: Sequence[Json]) -> JsonObject:
    """Return an equation from a row of its columns; those that are lists are kept as JSON."""
    told = dict(zip(EQUATION, row, strict=True))
    return told | {key: json.loads(str(told[key])) for key in ("columns", "failing")}


def _parted(pairs: Iterable[tuple[object, Json]]) -> dict[object, list[Json]]:
    """Group values by what they belong to, in order."""
    found: dict[object, list[Json]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


IDS: Final[BindParameter[int]] = bindparam("ids", type_=Integer(), expanding=True)
"""The acts of a batch. Queries are made once: to make one for each batch takes longer than to run it."""


@cache
def _of_acts(model: type[Base], *names: str) -> Select[*tuple[Json, ...]]:
    table = model.__table__
    query = select(table.c.act_id, *(table.c[name] for name in names))
    return query.where(table.c.act_id.in_(IDS)).order_by(*table.primary_key)


@cache
def _problems() -> Select[*tuple[Json, ...]]:
    query = select(Problem.act_id, *PROBLEM_COLUMNS).where(Problem.act_id.in_(IDS))
    return query.order_by(Problem.source_id, Problem.position)


@cache
def _repairs() -> Select[*tuple[Json, ...]]:
    joined = (Repair.source_id == ActRepair.source_id) & (Repair.position == ActRepair.repair)
    query = select(ActRepair.act_id, *REPAIR_COLUMNS).join(Repair, joined)
    return query.where(ActRepair.act_id.in_(IDS)).order_by(ActRepair.act_id, ActRepair.position)


@cache
def _notes() -> Select[*tuple[Json, ...]]:
    places = (Provenance.page, Provenance.x0, Provenance.top, Provenance.x1, Provenance.bottom)
    rules = (Provenance.rule, Provenance.repaired_by, Provenance.confidence, Provenance.derived)
    spans = (Provenance.span_start, Provenance.span_end, Provenance.raw)
    query = select(Provenance.act_id, Provenance.pointer, *spans, *places, *rules)
    return query.where(Provenance.act_id.in_(IDS)).order_by(Provenance.act_id, Provenance.position)


def _note(row: Sequence[Json]) -> JsonObject:
    start, end, raw, page, x0, top, x1, bottom, rule, others, confidence, derived = row
    note: JsonObject = {
        "span": [start, end],
        "raw": raw,
        "page": page,
        "box": None if x0 is None else [x0, top, x1, bottom],
        "rules": [rule, *_listed(str(others))] if others else [rule],
        "confidence": confidence,
    }
    return note if derived is None else {**note, "derived": derived}


@lru_cache(maxsize=4_096)
def _listed(stored: str) -> tuple[str, ...]:
    """Return the strings of a JSON list: few lists, mostly of rules, stand in most rows."""
    return tuple(json.loads(stored))


def tell_repair(row: Sequence[Json]) -> JsonObject:
    """Return a repair from a row of `REPAIR_COLUMNS`."""
    rule, start, end, raw, before, value, where, confidence, cost, layer, witnesses = row
    return {
        "rule": rule, "span": [start, end], "raw": raw, "before": before, "value": value, "where": where,
        "confidence": confidence, "cost": cost, "layer": layer, "witnesses": [*_listed(str(witnesses))],
    }  # fmt: skip


def tell_problem(row: Sequence[Json]) -> JsonObject:
    """Return a problem from a row of `PROBLEM_COLUMNS`."""
    code, where, start, end, detail = row
    return {"code": code, "where": where, "span": None if start is None else [start, end], "detail": detail}
