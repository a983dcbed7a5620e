"""Several at once, and a kill at any moment: whole sources only, and none lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

import psycopg
import pytest

from corpus.errors import StoreError
from db import Outcome, Store
from tests.db.making import NOON, RELEASE, asked, bare, node, note, reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.postgresql import Server
    from corpus.reading import Reading
    from corpus.records import JsonObject

ROOT = Path(__file__).parents[2]
LOADER = """
import sys
from db import Store
from tests.db.test_together import whole, begin
target, start, stop = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with Store.open(target) as store:
    run = begin(store)
    print("ready", flush=True)
    for number in range(start, stop):
        store.load(whole(number), run_id=run)
"""

HALF = """
import os, sys
from db import Store, schema
real = schema._migrate
def half(connection):
    real(connection)
    os.kill(os.getpid(), 9)
schema._migrate = half
Store.open(sys.argv[1])
"""

FULL = """
import resource, sys
from corpus.errors import StoreError
from db import Store
from tests.db.test_together import whole, begin
with Store.open(sys.argv[1]) as store:
    run = begin(store)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
    for number in range(5000):
        try:
            store.load(whole(number), run_id=run)
        except StoreError as error:
            print(number, error)
            sys.exit(error.exit_code)
"""
"""Loads until a file may grow no more, as on a full disk."""


def begin(store: Store) -> int:
    return store.begin_run(release=RELEASE, arguments=[], started_at=NOON)


def table() -> JsonObject:
    """Return a table of one cell."""
    told: JsonObject = {"annex": None, "caption": None, "columns": ["a"], "rows": [["1"]], "total_row_indices": []}
    return {**told, "column_types": [], "equations": [], "municipalities": []}


def whole(number: int, acts: int = 3) -> Reading:
    """Return a reading whose rows are easy to count: every act has three provisions, two notes, one cell."""
    return reading(
        f"source {number}".encode(),
        *(
            bare(
                ordinal=ordinal,
                summary=str(number),
                provisions=[node("artigo", "1", children=[node("inciso", "I"), node("inciso", "II")])],
                provenance={"/type": note(0, 1), "/summary": note(1, 2)},
                tables=[table()],
            )
            for ordinal in range(1, acts + 1)
        ),
        path=f"in/{number}.txt",
    )


def check_whole(target: str) -> int:
    """Assert that only whole sources are there and return how many."""
    tables = (
        "sources",
        "source_names",
        "source_texts",
        "pages",
        "acts",
        "act_identities",
        "provisions",
        "provenance",
        "table_cells",
    )
    counts = ", ".join(f"(SELECT count(*) FROM {table}) AS {table}" for table in tables)  # noqa: S608
    with Store.open(target) as store:
        told = asked(store, f"SELECT {counts}")[0]  # one statement: a server may still end what a killed client began
        counted = {table: int(str(count)) for table, count in zip(tables, told, strict=True)}
        states = {row[0] for row in asked(store, "SELECT DISTINCT status FROM sources")}
        if "://" not in target:
            assert asked(store, "PRAGMA integrity_check") == [("ok",)]
            assert asked(store, "PRAGMA foreign_key_check") == []
    many = counted["sources"]
    assert counted == {
        "sources": many, "source_names": many, "source_texts": many, "pages": many, "acts": 3 * many,
        "act_identities": 3 * many, "provisions": 9 * many, "provenance": 6 * many, "table_cells": 3 * many,
    }  # fmt: skip
    assert states <= {"loaded"}
    return many


def loader(target: str, start: int, stop: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", LOADER, target, str(start), str(stop)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def test_threads_that_share_a_store_lose_nothing(store: Store, target: str) -> None:
    run = begin(store)
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda number: store.load(whole(number), run_id=run), range(24)))
    assert outcomes == [Outcome.LOADED] * 24
    assert check_whole(target) == 24


def test_threads_with_the_same_source_load_it_once(store: Store, target: str) -> None:
    run = begin(store)
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda _: store.load(whole(1), run_id=run), range(8)))
    assert sorted(outcomes) == [Outcome.LOADED] + [Outcome.UNCHANGED] * 7
    assert check_whole(target) == 1


def empty(engine: str, request: pytest.FixtureRequest) -> str:
    """Return a database without tables."""
    if engine == "sqlite":
        return str(request.getfixturevalue("tmp_path") / "new.db")
    running: Server = request.getfixturevalue("postgresql")
    with suppress(psycopg.errors.InvalidCatalogName):
        running.drop("empty")
    return running.create("empty")


def test_two_processes_make_one_new_database_and_lose_nothing(engine: str, request: pytest.FixtureRequest) -> None:
    target = empty(engine, request)
    loaders = [loader(target, 0, 25), loader(target, 15, 40)]
    assert [each.communicate()[0] for each in loaders] == ["ready\n", "ready\n"]
    assert [each.returncode for each in loaders] == [0, 0]
    assert check_whole(target) == 40


def killed_after(target: str, start: int, seconds: float) -> None:
    process = loader(target, start, start + 5000)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()


def kills(target: str, other: str, times: int) -> None:
    """Kill a loader at random moments, on top of what stands; a run to the end then makes what one alone makes."""
    chance, start = random.Random(times), 0  # noqa: S311  # moments, not secrets
    for _ in range(times):
        killed_after(target, start, chance.uniform(0.005, 0.15))
        many = check_whole(target)
        assert many >= start
        with Store.open(target) as store:
            again = store.load(whole(max(0, many - 1)), run_id=begin(store))
            assert again is (Outcome.UNCHANGED if many else Outcome.LOADED)
        start = max(1, many)
    assert start > 1
    hashes = []
    for each in (target, other):
        with Store.open(each) as store:
            run = begin(store)
            for number in range(start + 1):
                store.load(whole(number), run_id=run)
            hashes.append(store.content_hash())
    assert check_whole(target) == start + 1
    assert hashes[0] == hashes[1]


def test_a_kill_leaves_whole_sources_only(fresh: Callable[[], str]) -> None:
    kills(fresh(), fresh(), 5)


@pytest.mark.soak
def test_many_kills_leave_whole_sources_only(fresh: Callable[[], str]) -> None:
    kills(fresh(), fresh(), 50)


def test_a_kill_while_the_tables_are_made_leaves_an_empty_database(engine: str, request: pytest.FixtureRequest) -> None:
    target = empty(engine, request)
    done = subprocess.run([sys.executable, "-c", HALF, target], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    with Store.open(target) as store:
        assert list(store.sources()) == []


def test_a_file_that_may_grow_no_more(path: Path) -> None:
    """The limit is met by the log, or by the file itself; either way whole sources stand, and the next run goes on."""
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path), str(path.stat().st_size + 400_000)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 5, done.stderr
    number, _, message = done.stdout.strip().partition(" ")
    assert "the disk" in message
    assert message.startswith(str(path))
    assert check_whole(str(path)) == int(number) > 0
    with Store.open(path) as store:
        assert store.load(whole(int(number)), run_id=begin(store)) is Outcome.LOADED


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
def test_a_full_disk(tmp_path: Path, blank: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", small], check=False, capture_output=True).returncode:
        pytest.skip("nothing may be mounted here")
    try:
        path = Path(copyfile(blank, small / "acts.db"))
        loaded, said = 0, ""
        with Store.open(path) as store:
            run = begin(store)
            try:
                for loaded in range(5000):
                    store.load(whole(loaded), run_id=run)
            except StoreError as error:
                said = str(error)
        assert "cannot grow: the disk is full; free some space" in said
        assert check_whole(str(path)) == loaded > 0
    finally:
        subprocess.run(["umount", small], check=True)
