"""Several at once, and a kill at any moment: whole sources only, and none lost."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db import Outcome, Store
from tests.db.making import NOON, RELEASE, bare, node, note, reading

if TYPE_CHECKING:
    from corpus.reading import Reading
    from corpus.records import JsonObject

ROOT = Path(__file__).parents[2]
LOADER = """
import sys
from db import Store
from tests.db.test_together import whole, begin
path, start, stop = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with Store.open(path) as store:
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


def check_whole(path: Path) -> int:
    """Assert that only whole sources are there and return how many."""
    connection = sqlite3.connect(path)
    counted = {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
        for table in ("sources", "source_names", "source_texts", "pages", "acts", "provisions", "provenance", "table_cells")
    }
    sound = connection.execute("PRAGMA integrity_check").fetchone()[0], connection.execute("PRAGMA foreign_key_check").fetchall()
    states = {row[0] for row in connection.execute("SELECT DISTINCT status FROM sources")}
    connection.close()
    assert sound == ("ok", [])
    many: int = counted["sources"]
    assert counted == {
        "sources": many, "source_names": many, "source_texts": many, "pages": many,
        "acts": 3 * many, "provisions": 9 * many, "provenance": 6 * many, "table_cells": 3 * many,
    }  # fmt: skip
    assert states <= {"loaded"}
    return many


def loader(path: Path, start: int, stop: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", LOADER, str(path), str(start), str(stop)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def test_threads_that_share_a_store_lose_nothing(store: Store, path: Path) -> None:
    run = begin(store)
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda number: store.load(whole(number), run_id=run), range(24)))
    assert outcomes == [Outcome.LOADED] * 24
    assert check_whole(path) == 24


def test_threads_with_the_same_source_load_it_once(store: Store, path: Path) -> None:
    run = begin(store)
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda _: store.load(whole(1), run_id=run), range(8)))
    assert sorted(outcomes) == [Outcome.LOADED] + [Outcome.UNCHANGED] * 7
    assert check_whole(path) == 1


def test_two_processes_make_one_new_database_and_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    loaders = [loader(path, 0, 25), loader(path, 15, 40)]
    assert [each.communicate()[0] for each in loaders] == ["ready\n", "ready\n"]
    assert [each.returncode for each in loaders] == [0, 0]
    assert check_whole(path) == 40


def killed_after(path: Path, start: int, seconds: float) -> None:
    process = loader(path, start, start + 5000)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()


def kills(path: Path, times: int) -> None:
    chance, start = random.Random(times), 0  # noqa: S311  # moments, not secrets
    for _ in range(times):
        killed_after(path, start, chance.uniform(0.005, 0.15))
        with Store.open(path) as store:
            many = check_whole(path)
            assert many >= start
            assert len(list(store.records())) == 3 * many
            again = store.load(whole(max(0, many - 1)), run_id=begin(store))
            assert again is (Outcome.UNCHANGED if many else Outcome.LOADED)
        start = max(1, many)
    assert start > 1


def test_a_kill_leaves_whole_sources_only(path: Path) -> None:
    kills(path, 3)


@pytest.mark.soak
def test_many_kills_leave_whole_sources_only(path: Path) -> None:
    kills(path, 60)


def test_a_kill_while_the_tables_are_made_leaves_an_empty_database(tmp_path: Path) -> None:
    path = tmp_path / "half.db"
    done = subprocess.run([sys.executable, "-c", HALF, str(path)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    with Store.open(path) as store:
        assert list(store.sources()) == []
