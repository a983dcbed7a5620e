"""Full-text search: what is asked, and the acts (or provisions) that answer, the best first."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Integer, Text, bindparam, cast, column, func, literal_column, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY

from corpus.errors import SettingsError
from db import asking, nearby
from db.asking import WORD
from db.driver import Driver
from db.excerpts import Excerpt, excerpt, sought
from db.narrowing import Conditions, Narrowed, conditions_of
from db.tables.acts import Act
from db.tables.content import Provision
from db.tables.links import ActIdentity
from db.tables.sources import Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regex import Pattern
    from sqlalchemy import CTE, ColumnElement, Connection, FromClause, Row, Select

    from db.asking import Words

WEIGHTS: Final = "4.0, 4.0, 3.0, 6.0, 6.0, 1.0"
"""What a find in type, number, issuer, summary, subject and text of an act weighs (bm25)."""
RANKS: Final = "'{0.1, 0.2, 0.6, 0.8}'::real[]"
"""The same on PostgreSQL: stems, text, summary and subject, type and number and issuer."""
PLACES: Final = 1_048_576
"""Provisions that an act can have: a rowid of `provisions_fts` is the act's id times this, plus the position."""
FACETS: Final = 20
"""Values of a facet that are told at most."""
MEANT: Final = 3
"""Other wordings that are tried."""
_LARGEST: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: `words` as `db.asking` tells, and what the acts are narrowed to.

    With `provisions`, single provisions answer and not whole acts. With `near`, words that look
    like those asked for count too. `limit` and `offset` are the page.
    """

    words: str
    narrowed: Narrowed = Narrowed()  # noqa: RUF009  # frozen
    provisions: bool = False
    near: bool = False
    facets: bool = False
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """An act that answers, or a provision of it (then `path` is its path); the greater `score`, the better."""

    act_id: int
    key: str
    source: str
    ordinal: int
    type: str
    number: str | None
    suffix: str | None
    year: int | None
    date: str | None
    issuer: str | None
    summary: str | None
    path: str | None
    score: float
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Facet:
    """How many answers have this `value` of `name` (type, year, issuer; None where it is not there)."""

    name: str
    value: str | int | None
    count: int


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of answers, the counts where they were asked for, and where there are none, what may have been meant."""

    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...] = ()
    meant: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


def search(connection: Connection, question: Question) -> Answer:
    """Return what answers to a question.

    Raises `SettingsError`, telling what to give, where nothing or too much is asked, or a filter cannot be.
    """
    if not 0 < question.limit <= _LARGEST or not 0 <= question.offset <= _LARGEST:
        raise SettingsError("a page has at least one answer, and begins at none or after some: mend limit and offset")
    words = asking.asked(question.words)
    where = conditions_of(connection, question.narrowed)
    alike: dict[str, tuple[str, ...]] = {}
    with Driver(connection) as driver:
        if question.near:
            alike = _alike(driver, words)
            words = words.also(alike)
        found = _found(connection, question, words, where)
        if found.hits or question.offset:
            near = tuple(dict.fromkeys(each for some in alike.values() for each in some))
            return Answer(found.hits, found.facets, near=near)
        meant = () if question.near else _meant(connection, driver, question, words, where)
    return Answer((), meant=meant)


@dataclass(frozen=True, slots=True)
class _Found:
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...] = ()


def _found(connection: Connection, question: Question, words: Words, where: Conditions) -> _Found:
    stems = _stems(connection, words)
    every = _every(connection, question, words, stems)
    told = {**where.values, "typed": asking.fts5(words), "most": question.limit, "before": question.offset}
    pattern = sought(words.wanted, stems.values())
    hits = tuple(
        _hit(row, pattern) for row in connection.execute(_paged(every, where.each, provisions=question.provisions), told)
    )
    facets = _facets(connection, every, where.each, told) if question.facets and hits else ()
    return _Found(hits, facets)


# --- the index


def _every(connection: Connection, question: Question, words: Words, stems: Mapping[str, str]) -> CTE:
    """Return the query for all that the index finds: `act_id`, `position` and `score`."""
    if connection.dialect.name == "postgresql":
        name = "provision_search" if question.provisions else "act_search"
        index = table(name, column("act_id"), column("position"), column("document"))
        typed: ColumnElement[str] = cast(asking.tsquery(words, stems), TSQUERY)
        ranked = func.ts_rank(literal_column(RANKS), index.c.document, typed, 1)
        position = index.c.position if question.provisions else literal_column("0")
        query = select(index.c.act_id, position.label("position"), ranked.label("score"))
        return query.where(index.c.document.op("@@")(typed)).cte("hits")
    return _matched(provisions=question.provisions)


@lru_cache(maxsize=2)
def _matched(*, provisions: bool) -> CTE:
    """Return the query on SQLite, made once: its words are a parameter, `typed`."""
    name = "provisions_fts" if provisions else "acts_fts"
    index = table(name, column("rowid"))
    rowid = index.c.rowid
    places: tuple[ColumnElement[int], ...] = (rowid, literal_column("0"))
    score: ColumnElement[float] = -literal_column(f"bm25(acts_fts, {WEIGHTS})")
    if provisions:
        places = (rowid.op("/")(PLACES), rowid % PLACES)
        score = -literal_column("bm25(provisions_fts)")
    query = select(places[0].label("act_id"), places[1].label("position"), score.label("score")).select_from(index)
    return query.where(literal_column(name).op("MATCH")(bindparam("typed", type_=Text()))).cte("hits").prefix_with("MATERIALIZED")


def _stems(connection: Connection, words: Words) -> dict[str, str]:
    """Return what PostgreSQL makes of the words that are looked for, by the word in lower case; nothing on SQLite."""
    if connection.dialect.name != "postgresql":
        return {}
    single = sorted({term.single.lower() for term in words.wanted if term.single is not None})
    query = text("SELECT word, (ts_lexize('portuguese_stem', word))[1] FROM unnest(string_to_array(:words, ' ')) AS word")
    return {word: stem for word, stem in connection.execute(query, {"words": " ".join(single)}) if stem and "'" not in stem}


# --- the page


@lru_cache(maxsize=64)
def _paged(every: CTE, where: tuple[ColumnElement[bool], ...], *, provisions: bool) -> Select[*tuple[Any, ...]]:
    """Return the query for a page of what is found; `most` and `before` are its parameters.

    It is kept, for to make one takes as long as to run it: on SQLite by what `Conditions` says of `each`.
    """
    some = _ranked(every, where)
    page = some.limit(bindparam("most", type_=Integer())).offset(bindparam("before", type_=Integer())).subquery("page")
    heads = (Act.id, ActIdentity.key, Source.name, Act.ordinal, Act.type, Act.number, Act.number_suffix)
    more = (Act.year, Act.date, Act.issuer, Act.summary, page.c.score)
    told = Provision.text if provisions else Act.text
    path = Provision.path if provisions else literal_column("NULL")
    query = select(*heads, *more, path.label("path"), told.label("told")).select_from(page)
    query = query.join(Act, Act.id == page.c.act_id).join(Source, Source.id == Act.source_id)
    query = query.join(ActIdentity, ActIdentity.act_id == Act.id)
    if provisions:
        query = query.join(Provision, (Provision.act_id == page.c.act_id) & (Provision.position == page.c.position))
    return query.order_by(*_order(page))


def _ranked(every: CTE, where: Sequence[ColumnElement[bool]]) -> Select[*tuple[Any, ...]]:
    """Return the query for what is found and meets the conditions, the best first.

    On SQLite the conditions are tried on the best first, until a page is full: to look up all acts that have
    a word takes longer than to find them. What is ordered within stays so: nothing is joined to it, and a
    query with a limit (here none, -1) is never flattened into another.
    """
    if every is _matched(provisions=False) or every is _matched(provisions=True):
        best = select(every).order_by(*_order(every)).limit(literal_column("-1")).subquery("best")
        meets = select(Act.id).join(Source, Source.id == Act.source_id).where(Act.id == best.c.act_id)
        return select(best).where(meets.where(Source.status == "loaded", *where).exists())
    return _current(select(every.c.act_id, every.c.position, every.c.score), every, where).order_by(*_order(every))


def _order(found: FromClause) -> tuple[ColumnElement[Any], ...]:
    """Return the order of answers: the best first, of equal ones the first loaded."""
    return found.c.score.desc(), found.c.act_id, found.c.position


def _hit(row: Row[*tuple[Any, ...]], pattern: Pattern[str]) -> Hit:
    act_id, key, source, ordinal, kind, number, suffix, year, date, issuer, summary, score, path, told = row
    head = (act_id, key, source, ordinal, kind, number, suffix, year, date, issuer, summary, path)
    return Hit(*head, score=float(f"{score:.6g}"), excerpt=excerpt(told or "", pattern))


def _current(query: Select[*tuple[Any, ...]], every: CTE, where: Sequence[ColumnElement[bool]]) -> Select[*tuple[Any, ...]]:
    joined = query.select_from(every).join(Act, Act.id == every.c.act_id).join(Source, Source.id == Act.source_id)
    return joined.where(Source.status == "loaded", *where)


def _facets(
    connection: Connection, every: CTE, where: Sequence[ColumnElement[bool]], asked: Mapping[str, str | int]
) -> tuple[Facet, ...]:
    """Return how many answers there are by type, year and issuer, the most first."""
    told = []
    for name, of in (("type", Act.type), ("year", Act.year), ("issuer", Act.issuer)):
        many = func.count().label("many")
        query = _current(select(of, many), every, where).group_by(of).order_by(many.desc(), of)
        told += [Facet(name, value, count) for value, count in connection.execute(query.limit(FACETS), asked)]
    return tuple(told)


# --- words that look alike


def _alike(driver: Driver, words: Words) -> dict[str, tuple[str, ...]]:
    singles = dict.fromkeys(term.single for term in words.wanted if term.single is not None)
    return {word: nearby.near(driver, word) for word in singles}


def _meant(connection: Connection, driver: Driver, question: Question, words: Words, where: Conditions) -> tuple[str, ...]:
    """Return what may have been meant, for each of which there is an answer: one word at a time, and all of them at once."""
    alike = _alike(driver, words)
    known = {word for word in alike if _is_there(connection, question, word)}
    doubtful = {word: near for word, near in alike.items() if near and word not in known}
    tried = []
    for at in range(MEANT):
        changed = {word: near[min(at, len(near) - 1)] for word, near in doubtful.items()}
        typed = WORD.sub(lambda found: changed.get(found[0], found[0]), unicodedata.normalize("NFC", question.words))  # noqa: B023
        if changed and typed not in tried:
            tried.append(typed)
    one = replace(question, limit=1, facets=False)
    return tuple(typed for typed in tried if _found(connection, one, asking.asked(typed), where).hits)


def _is_there(connection: Connection, question: Question, word: str) -> bool:
    one = replace(question, limit=1, offset=0, facets=False)
    return bool(_found(connection, one, asking.Words(((asking.Term((word,)),),)), Conditions()).hits)
