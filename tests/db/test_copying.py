"""A database carried whole to another, and the hash of what it says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from corpus.errors import GazetteError, StoreError
from db import Store
from db.batches import ROWS
from db.tables import METADATA
from tests.db.making import LATER, NOON, RELEASE, asked, bare, node, reading, rows_of, sha
from tests.db.test_round_trip import BY_HAND
from tests.db.test_ties import SES, act, cites

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bench.postgresql import Server


def fill(store: Store) -> None:
    """Load a little of everything: superseded, failed, tied, corrected."""
    run = store.begin_run(release=RELEASE, arguments=["é"], started_at=NOON)
    store.load(reading(b"old", act("4", 2019, SES), path="in/p.txt"), run_id=run)
    fields = [{**each, "ordinal": at} for at, (_, each) in enumerate(BY_HAND, start=1)]
    store.load(reading(b"new", *fields, path="in/p.txt"), run_id=run)
    store.load(reading(b"cited", act("5", 2020, SES), path="in/é.txt"), run_id=run)
    store.load(reading(b"citing", act("9", 2021, SES, references=cites("5", 2020)), path="in/Z.txt"), run_id=run)
    store.load(reading(b"again", act("5", 2020, SES), path="in/a.txt"), run_id=run)
    many = [node("artigo", str(number)) for number in range(ROWS + 5)]
    store.load(reading(b"many", bare(provisions=[*many]), path="in/many.txt"), run_id=run)
    store.fail(sha256=sha(b"bad"), path="in/bad.txt", size=3, error="cut", code="cut", run_id=run)
    store.finish_run(run, finished_at=NOON, counts={"acts": 4}, exit_code=6)
    with store._engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO corrections (id, target_kind, act_key, path, new_value, why, author, made_at, state) "
            "VALUES (7, 'act', 'k', '/number', '\"5\"', 'seen', 'ana', 'now', 'active')"
        )


def other(engine: str, request: pytest.FixtureRequest) -> str:
    """Return an empty database of the other engine."""
    if engine == "postgresql":
        return str(request.getfixturevalue("tmp_path") / "other.db")
    running: Server = request.getfixturevalue("postgresql")
    if ("other",) in bases(running):
        running.drop("other")
    return running.create("other")


def bases(running: Server) -> list[tuple[object, ...]]:
    with running.connect("postgres") as connection:
        return connection.execute("SELECT datname FROM pg_database").fetchall()


@pytest.mark.parametrize("to", ["same", "other"])
def test_a_copy_is_the_same_in_every_row_and_byte(
    store: Store, fresh: Callable[[], str], engine: str, request: pytest.FixtureRequest, to: str
) -> None:
    fill(store)
    target = fresh() if to == "same" else other(engine, request)
    counts = store.copy(target)
    with Store.open(target, create=False) as copy:
        assert [json.dumps(each) for each in copy.records()] == [json.dumps(each) for each in store.records()]
        assert [*copy.records(include_superseded=True)] == [*store.records(include_superseded=True)]
        assert [*copy.sources(include_superseded=True)] == [*store.sources(include_superseded=True)]
        assert copy.content_hash() == store.content_hash()
        for table in METADATA.tables:
            assert rows_of(copy, table) == rows_of(store, table) == counts.get(table, 1), table
            key = ", ".join(f'"{column.name}"' for column in METADATA.tables[table].primary_key.columns)
            rows = [asked(each, f"SELECT * FROM {table} ORDER BY {key}") for each in (store, copy)]  # noqa: S608
            assert rows[0] == rows[1], table


def test_a_copy_goes_on_where_the_first_stood(store: Store, engine: str, request: pytest.FixtureRequest) -> None:
    fill(store)
    target = other(engine, request)
    store.copy(target)
    with Store.open(target) as copy:
        for each in (store, copy):
            assert each.begin_run(release=LATER, arguments=[], started_at=NOON) == 2
        copy.load(reading(b"more", act("7", 2022, SES), path="in/more.txt"), run_id=2)
        store.load(reading(b"more", act("7", 2022, SES), path="in/more.txt"), run_id=2)
        assert [row.id for row in copy.acts()] == [row.id for row in store.acts()]
        assert copy.content_hash() == store.content_hash()


def test_nothing_is_copied_over_what_stands(store: Store, fresh: Callable[[], str]) -> None:
    fill(store)
    target = fresh()
    store.copy(target)
    with pytest.raises(StoreError, match=r"is not empty \(it has runs, sources, corrections\); give"):
        store.copy(target)


def test_a_copy_that_fails_leaves_nothing(path: Path, postgresql: Server) -> None:
    target = postgresql.create("refusing")
    try:
        with Store.open(path) as store:
            run = store.begin_run(release=RELEASE, arguments=[], started_at=NOON)
            store.load(reading(b"x", bare(text="a\0b")), run_id=run)
            with pytest.raises(GazetteError, match="NUL"):
                store.copy(target)
        with Store.open(target) as copy:
            assert not list(copy.sources(include_superseded=True))
            assert rows_of(copy, "runs") == 0
    finally:
        postgresql.drop("refusing")


ORDERS = [("a", "b", "c"), ("c", "b", "a")]


@pytest.mark.parametrize("names", ORDERS)
def test_the_hash_is_of_what_is_said(store: Store, run: int, names: tuple[str, ...]) -> None:
    """Order of loading, ids, times, releases do not count; a single letter does."""
    for name in names:
        store.load(reading(name.encode(), bare(summary=name), path=f"in/{name}.txt"), run_id=run)
    first = store.content_hash()
    store.load(reading(b"b", bare(summary="b"), path="in/b.txt", release=LATER), run_id=run)
    store.add_name(sha(b"a"), path="elsewhere/a.txt")
    assert store.content_hash() == first
    store.load(reading(b"b", bare(summary="B"), path="in/b.txt", release="0.3.0"), run_id=run)
    assert store.content_hash() != first


def test_the_hash_is_the_same_in_any_order(fresh: Callable[[], str]) -> None:
    hashes = set()
    for names in ORDERS:
        with Store.open(fresh()) as store:
            run = store.begin_run(release=RELEASE, arguments=[], started_at=NOON)
            for name in names:
                store.load(reading(name.encode(), bare(summary=name), path=f"in/{name}.txt"), run_id=run)
            hashes.add(store.content_hash())
    assert len(hashes) == 1


def test_the_hash_of_nothing(store: Store) -> None:
    assert store.content_hash() == sha(b"")
