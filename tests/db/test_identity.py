"""What a source is, which reading a path gives, and what happens when either changes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import StoreError
from db import Outcome, Store
from tests.db.making import LATER, NOON, RELEASE, bare, edit, node, note, reading, rows_of, sha

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW = b"PORTARIA 1\n", b"PORTARIA 2\n"


def told(store: Store, *, all_of_them: bool = False) -> dict[str, str]:
    """Return the status of sources by the beginning of their hash."""
    return {row.sha256: row.status for row in store.sources(include_superseded=all_of_them)}


def fail(store: Store, run: int, content: bytes, path: str = "in/a.txt", error: str = "cut short") -> None:
    store.fail(sha256=sha(content), path=path, size=len(content), error=error, code="unreadable", run_id=run)


def test_loading_again_changes_nothing(store: Store, run: int) -> None:
    again = reading(OLD, bare(summary="x"))
    assert not store.known(sha(OLD), release=RELEASE)
    assert store.load(again, run_id=run) is Outcome.LOADED
    before = list(store.records()), list(store.sources()), list(store.acts())
    assert store.known(sha(OLD), release=RELEASE)
    assert store.load(again, run_id=run) is Outcome.UNCHANGED
    assert (list(store.records()), list(store.sources()), list(store.acts())) == before


def test_same_bytes_under_two_names_are_one_source(store: Store, run: int) -> None:
    store.load(reading(OLD, bare()), run_id=run)
    store.add_name(sha(OLD), path="other/b.txt")
    store.add_name(sha(OLD), path="other/b.txt")
    assert store.load(reading(OLD, bare(), path="third/c.txt"), run_id=run) is Outcome.UNCHANGED
    (row,) = store.sources()
    assert set(row.names) == {"a.txt", "b.txt", "c.txt"}
    assert row.path == "in/a.txt"
    assert [each["source"] for each in store.records()] == ["a.txt"]


def test_new_bytes_under_an_old_path_supersede(store: Store, run: int) -> None:
    store.load(reading(OLD, bare(summary="old")), run_id=run)
    store.load(reading(NEW, bare(summary="new")), run_id=run)
    assert told(store) == {sha(NEW): "loaded"}
    assert told(store, all_of_them=True) == {sha(OLD): "superseded", sha(NEW): "loaded"}
    assert [act.summary for act in store.acts()] == ["new"]
    assert {act.summary for act in store.acts(include_superseded=True)} == {"old", "new"}
    assert [each["summary"] for each in store.records()] == ["new"]
    assert len(list(store.records(include_superseded=True))) == 2
    assert not store.known(sha(OLD), release=RELEASE)


def test_a_superseded_source_with_another_path_stays(store: Store, run: int) -> None:
    store.load(reading(OLD, bare()), run_id=run)
    store.add_name(sha(OLD), path="in/b.txt")
    store.load(reading(NEW, bare()), run_id=run)
    assert told(store) == {sha(OLD): "loaded", sha(NEW): "loaded"}
    old = next(row for row in store.sources() if row.sha256 == sha(OLD))
    assert (old.names, old.path) == (("b.txt",), "in/b.txt")


@pytest.mark.parametrize("way", ["load", "add_name", "later release"])
def test_superseded_bytes_that_come_back_are_current_again(store: Store, run: int, way: str) -> None:
    store.load(reading(OLD, bare(summary="old")), run_id=run)
    store.load(reading(NEW, bare(summary="new")), run_id=run)
    if way == "add_name":
        store.add_name(sha(OLD), path="in/a.txt")
    else:
        again = reading(OLD, bare(summary="old"), release=RELEASE if way == "load" else LATER)
        assert store.load(again, run_id=run) is Outcome.LOADED
    assert told(store, all_of_them=True) == {sha(OLD): "loaded", sha(NEW): "superseded"}
    assert [each["summary"] for each in store.records()] == ["old"]


def test_add_name_supersedes_what_the_path_held(store: Store, run: int) -> None:
    store.load(reading(OLD, bare(), path="in/a.txt"), run_id=run)
    store.load(reading(NEW, bare(), path="in/b.txt"), run_id=run)
    store.add_name(sha(OLD), path="in/b.txt")
    assert told(store, all_of_them=True) == {sha(OLD): "loaded", sha(NEW): "superseded"}


def test_a_name_of_unknown_bytes_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="holds no source"):
        store.add_name(sha(OLD), path="in/a.txt")


def test_a_later_release_replaces_all_rows_and_keeps_ids(store: Store, run: int) -> None:
    first = reading(
        OLD, bare(provisions=[node("artigo", "1")], provenance={"/number": note(0, 1)}), bare(ordinal=2), edits=[edit(0, 1, "p")]
    )
    store.load(first, run_id=run)
    ids = [act.id for act in store.acts()]
    later = reading(OLD, bare(summary="better"), release=LATER)
    assert store.load(later, run_id=run) is Outcome.LOADED
    assert [act.id for act in store.acts()] == ids[:1]
    assert [each["summary"] for each in store.records(include_superseded=True)] == ["better"]
    assert not list(store.repairs(sha(OLD)))
    assert store.known(sha(OLD), release=LATER)
    assert not store.known(sha(OLD), release=RELEASE)
    assert rows_of(store, "provisions") == rows_of(store, "provenance") == rows_of(store, "repairs") == 0


def test_a_failure_is_stored_and_told(store: Store, run: int) -> None:
    fail(store, run, OLD)
    (row,) = store.sources()
    assert (row.status, row.error, row.error_code, row.names, row.size) == ("failed", "cut short", "unreadable", ("a.txt",), 11)
    assert (row.acts, row.reader, row.media_type, row.release, row.loaded_at) == (0, "", "", RELEASE, NOON)
    assert not store.known(sha(OLD), release=RELEASE)
    fail(store, run, OLD, error="cut shorter")
    assert [row.error for row in store.sources()] == ["cut shorter"]


def test_a_failed_source_that_loads_later_is_loaded(store: Store, run: int) -> None:
    fail(store, run, OLD)
    assert store.load(reading(OLD, bare()), run_id=run) is Outcome.LOADED
    (row,) = store.sources()
    assert (row.status, row.error, row.error_code, row.acts) == ("loaded", None, None, 1)


def test_a_failure_does_not_lose_the_older_reading_of_its_path(store: Store, run: int) -> None:
    store.load(reading(OLD, bare(summary="old")), run_id=run)
    fail(store, run, NEW)
    assert told(store) == {sha(OLD): "loaded", sha(NEW): "failed"}
    assert [each["summary"] for each in store.records()] == ["old"]
    store.load(reading(b"third", bare(summary="third")), run_id=run)
    assert told(store) == {sha(b"third"): "loaded"}
    assert told(store, all_of_them=True) == {sha(OLD): "superseded", sha(NEW): "superseded", sha(b"third"): "loaded"}


def test_bytes_read_at_another_path_are_read_where_they_failed(store: Store, run: int) -> None:
    fail(store, run, OLD, "in/a.txt")
    with pytest.raises(StoreError, match="holds no source"):
        store.add_name(sha(OLD), path="in/b.txt")
    store.load(reading(OLD, bare(), path="in/b.txt"), run_id=run)
    (row,) = store.sources()
    assert (row.status, set(row.names)) == ("loaded", {"a.txt", "b.txt"})


def test_a_second_failure_at_a_path_takes_the_place_of_the_first(store: Store, run: int) -> None:
    fail(store, run, OLD)
    fail(store, run, NEW)
    assert told(store) == {sha(NEW): "failed"}
    fail(store, run, OLD)
    assert told(store) == {sha(OLD): "failed"}


def test_the_old_bytes_back_at_a_path_end_the_failure_there(store: Store, run: int) -> None:
    store.load(reading(OLD, bare()), run_id=run)
    fail(store, run, NEW)
    store.add_name(sha(OLD), path="in/a.txt")
    assert told(store) == {sha(OLD): "loaded"}


def test_bytes_that_a_later_release_fails_on_keep_their_reading(store: Store, run: int) -> None:
    store.load(reading(OLD, bare(summary="old")), run_id=run)
    later = store.begin_run(release=LATER, arguments=[], started_at=NOON)
    fail(store, later, OLD)
    (row,) = store.sources()
    assert (row.status, row.error, row.release, row.acts) == ("loaded", "cut short", RELEASE, 1)
    assert not store.known(sha(OLD), release=LATER)


def test_a_failure_without_words_still_says_its_code(store: Store, run: int) -> None:
    fail(store, run, OLD, error="")
    assert [row.error for row in store.sources()] == ["unreadable"]


CONTENTS, PATHS = (b"x", b"y", b"z"), ("in/a.txt", "in/b.txt")
STEP = st.tuples(
    st.sampled_from(["load", "name", "fail"]),
    st.sampled_from(CONTENTS),
    st.sampled_from(PATHS),
    st.sampled_from([RELEASE, LATER]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(STEP, min_size=1, max_size=8))
def test_whatever_happens_a_path_gives_the_last_good_bytes_it_held(
    tmp_path_factory: pytest.TempPathFactory, blank: Path, steps: list[tuple[str, bytes, str, str]]
) -> None:
    copy = tmp_path_factory.mktemp("steps") / "acts.db"
    copy.write_bytes(blank.read_bytes())
    good: dict[str, bytes] = {}
    failed: dict[str, bytes] = {}
    read: set[bytes] = set()
    with Store.open(copy) as store:
        for kind, content, path, release in steps:
            run = store.begin_run(release=release, arguments=[], started_at=NOON)
            if kind == "load":
                store.load(reading(content, bare(), path=path, release=release), run_id=run)
                read.add(content)
            elif kind == "name" and content in read:
                store.add_name(sha(content), path=path)
            elif kind == "fail":
                fail(store, run, content, path)
            if content in read:
                good |= {where: each for where, each in failed.items() if each == content} | {path: content}
            if content in read or kind == "fail":
                failed[path] = content
            failed = {where: each for where, each in failed.items() if each not in read}
        rows = list(store.sources(include_superseded=True))
        assert {row.sha256 for row in rows if row.status == "loaded"} == {sha(content) for content in good.values()}
        assert {row.sha256 for row in rows if row.status == "failed"} == {sha(content) for content in failed.values()}
        assert all(row.reader for row in rows if row.sha256 in map(sha, read))
        for row in rows:
            mine = {path for path, content in good.items() if sha(content) == row.sha256}
            assert row.status != "loaded" or mine >= {row.path}
            assert row.status != "failed" or (row.error and row.sha256 not in map(sha, read))
        assert len(list(store.records())) == len(set(good.values()))


def test_records_come_by_name_hash_and_ordinal(store: Store, run: int) -> None:
    for content, path in ((b"3", "q/b.txt"), (b"1", "q/c.txt"), (b"2", "p/b.txt"), (b"4", "q/a.txt")):
        store.load(reading(content, bare(ordinal=2), bare(ordinal=1), path=path), run_id=run)
    keys = [(str(each["source"]), str(each["sha256"]), int(str(each["ordinal"]))) for each in store.records()]
    assert len(keys) == 8
    assert all(before < after for before, after in pairwise(keys))
    assert [(act.source, act.ordinal) for act in store.acts()] == [(source, ordinal) for source, _, ordinal in keys]


def test_runs_keep_their_figures(store: Store) -> None:
    run = store.begin_run(release=RELEASE, arguments=["ingest", "é"], started_at=NOON)
    store.finish_run(run, finished_at=NOON, counts={"acts": 2, "failed": 0}, exit_code=6)
    assert rows_of(store, 'runs WHERE exit_code = 6 AND arguments = \'["ingest", "é"]\'') == 1
    assert rows_of(store, "run_counts WHERE name = 'acts' AND count = 2") == 1
    with pytest.raises(StoreError, match="no run 99"):
        store.finish_run(99, finished_at=NOON, counts={}, exit_code=0)
