"""What is asked of the database; nothing here opens a connection or writes."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

import regex
from sqlalchemy import func, or_, select

from corpus.errors import SettingsError
from corpus.text import fold
from db.answers import ActRow, SourceRow
from db.names import base
from db.rebuild import PROBLEM_COLUMNS, REPAIR_COLUMNS, tell_problem, tell_repair
from db.shred import parted
from db.tables.acts import Act
from db.tables.links import ActIdentity
from db.tables.sources import Source, SourceName
from db.tables.trace import ActRepair, Problem, Repair

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, RowMapping, Select

    from corpus.records import JsonObject

_PREFIX: Final = regex.compile(r"[0-9a-f]{4,64}")
"""What may be the beginning of a source's hash."""

_SHOWN: Final = 5
"""How many candidates a message names."""

_LARGEST: Final = 2**31 - 1
"""No id and no ordinal is greater."""


def source_rows(connection: Connection, *, superseded: bool) -> Iterator[SourceRow]:
    """Yield the sources by name and hash, those that other bytes took the place of only where asked."""
    names: dict[int, list[tuple[str, str]]] = {}
    listed = select(SourceName.source_id, SourceName.state, SourceName.path)
    for source_id, state, path in connection.execute(listed.order_by(SourceName.first_seen, SourceName.path)):
        names.setdefault(source_id, []).append((state, path))
    acts = select(func.count()).where(Act.source_id == Source.id).scalar_subquery()
    problems = select(func.count()).where(Problem.source_id == Source.id).scalar_subquery()
    query = select(Source.__table__, acts.label("acts"), problems.label("problems")).order_by(Source.name, Source.sha256)
    if not superseded:
        query = query.where(Source.status != "superseded")
    for row in connection.execute(query).mappings():
        yield _source_row(row, names.get(row["id"], []))


def _source_row(told: RowMapping, paths: Sequence[tuple[str, str]]) -> SourceRow:
    """Return one source; `paths` are its states and paths as they were first seen."""
    standing = [path for state, path in paths if state != "past"] or [path for _, path in paths]
    return SourceRow(
        id=told["id"],
        sha256=told["sha256"],
        names=tuple(dict.fromkeys(base(path) for path in standing)),
        path=standing[0] if standing else told["name"],
        media_type=told["media_type"] or "",
        reader=told["reader"] or "",
        encoding=told["encoding"],
        size=told["size"],
        release=told["release"],
        status=told["status"],
        acts=told["acts"],
        problems=told["problems"],
        damage=told["damage"],
        error=told["error"],
        error_code=told["error_code"],
        loaded_at=told["loaded_at"],
    )


def act_rows(
    connection: Connection,
    *,
    kind: str | None = None,
    year: int | None = None,
    issuer: str | None = None,
    superseded: bool = False,
) -> Iterator[ActRow]:
    """Yield acts in the order of records, those that fit all that is given; `kind` is the act's type."""
    query = _ordered(_heads(), superseded=superseded)
    if kind is not None:
        query = query.where(Act.type == kind)
    if year is not None:
        query = query.where(Act.year == year)
    if issuer is not None:
        query = query.where(issued_by(issuer))
    for row in connection.execute(query).mappings():
        yield ActRow(**row)


def issued_by(issuer: str) -> ColumnElement[bool]:
    """Return the condition that an act's issuer holds `issuer`, or its acronym has it as a part; case and accents aside."""
    folded = fold(unicodedata.normalize("NFC", issuer)).strip()
    return or_(
        Act.issuer_folded.contains(folded, autoescape=True),
        Act.acronym_folded.contains(parted(folded), autoescape=True),
    )


def act_ids(connection: Connection, *, superseded: bool, where: Sequence[ColumnElement[bool]] = ()) -> list[int]:
    """Return the ids of the acts that meet all conditions, in the order of records: source name, hash, ordinal."""
    query = select(Act.id).join(Source).where(*where)
    return list(connection.execute(_ordered(query, superseded=superseded)).scalars())


def _heads() -> Select[*tuple[object, ...]]:
    """Return the query for heads of acts, its columns named as `ActRow` names them."""
    problems = select(func.count()).where(Problem.act_id == Act.id).scalar_subquery().label("problems")
    suffix = Act.number_suffix.label("suffix")
    named = (Act.id, Source.name.label("source"), Act.ordinal, Act.type, Act.number, suffix, Act.year, Act.date)
    return select(*named, Act.issuer, Act.summary, Act.urn, problems).join(Source)


def _ordered(query: Select[*tuple[object, ...]], *, superseded: bool) -> Select[*tuple[object, ...]]:
    current = query if superseded else query.where(Source.status == "loaded")
    return current.order_by(Source.name, Source.sha256, Act.ordinal)


def find(connection: Connection, key: str) -> ActRow:
    """Return the one act that `key` names: its id, its URN or content key, or SOURCE#ordinal.

    SOURCE is a name or path, or at least four digits of the hash. Raises `SettingsError`, naming
    what there is, where no act is meant or several are.
    """
    named, mark, ordinal = key.rpartition("#")
    if key.isdecimal() and key.isascii():
        condition: ColumnElement[bool] = Act.id == min(int(key), _LARGEST)
    elif key.startswith("urn:"):
        condition = (Act.urn == key) & (Source.status == "loaded")
    elif key.startswith("lavra:"):
        condition = Act.id.in_(select(ActIdentity.act_id).where(ActIdentity.key == key)) & (Source.status == "loaded")
    elif mark and ordinal.isdecimal() and ordinal.isascii():
        condition = Act.source_id.in_(sources_named(connection, named)) & (Act.ordinal == min(int(ordinal), _LARGEST))
    else:
        raise SettingsError(f"{key!r} names no act: give an act's id, its URN or content key, or SOURCE#ordinal")
    query = _heads().where(condition).order_by(Source.name, Act.id)
    found = [ActRow(**row) for row in connection.execute(query).mappings()]
    if len(found) == 1:
        return found[0]
    if found:
        raise SettingsError(f"{key!r} names {len(found)} acts; give one of their ids: {_some([str(act.id) for act in found])}")
    raise SettingsError(f"no act is named {key!r}; {_there_is(connection)}")


def sources_named(connection: Connection, named: str) -> list[int]:
    """Return the ids of the sources that a name, path or beginning of a hash means; current ones go first."""
    by_name = select(SourceName.source_id).where(or_(SourceName.name == named, SourceName.path == named))
    queries = [
        by_name.where(SourceName.state == "current"),
        select(Source.id).where(Source.name == named, Source.status == "loaded"),
    ]
    if _PREFIX.fullmatch(named.lower()):
        queries.append(select(Source.id).where(Source.sha256.startswith(named.lower())))
    for query in queries:
        found = sorted(set(connection.execute(query).scalars()))
        if found:
            return found
    return []


def _there_is(connection: Connection) -> str:
    """Return what there is, for one who asked for what there is not."""
    listed = [f"{act.source}#{act.ordinal}" for act in act_rows(connection)]
    return f"there are {len(listed)} acts: {_some(listed)}" if listed else "the database holds no acts"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (", ..." if len(names) > _SHOWN else "")


def repair_rows(connection: Connection, sha256: str) -> Iterator[JsonObject]:
    """Yield a source's repairs in order of the raw text, with the ordinal of the act they lie under, else null."""
    under = (
        select(func.min(Act.ordinal))
        .join(ActRepair, ActRepair.act_id == Act.id)
        .where(ActRepair.source_id == Repair.source_id, ActRepair.repair == Repair.position)
        .scalar_subquery()
    )
    query = select(under, *REPAIR_COLUMNS).join(Source).where(Source.sha256 == sha256)
    for ordinal, *row in connection.execute(query.order_by(Repair.span_start, Repair.span_end, Repair.position)):
        yield {"ordinal": ordinal, **tell_repair(row)}


def problem_rows(connection: Connection, only: str | None = None) -> Iterator[JsonObject]:
    """Yield the problems of current sources and their acts (`ordinal` null for the source as a whole).

    With `only`, the sha256 of a source, those of that one, current or not.
    """
    query = select(Source.name, Source.sha256, Act.ordinal, *PROBLEM_COLUMNS).select_from(Problem)
    query = query.join(Source, Source.id == Problem.source_id).outerjoin(Act, Act.id == Problem.act_id)
    chosen = Source.status == "loaded" if only is None else Source.sha256 == only
    current = query.where(chosen).order_by(Source.name, Source.sha256, Problem.position)
    for source, sha256, ordinal, *row in connection.execute(current):
        yield {"source": source, "sha256": sha256, "ordinal": ordinal, **tell_problem(row)}
