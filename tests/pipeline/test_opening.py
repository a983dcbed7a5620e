"""Archives in a run: their members are its sources, and what is refused is stored and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.readers import containers
from pipeline.report import Report, Status
from tests.extractors.formats import zipped
from tests.extractors.hostile import FAIL
from tests.pipeline.fakes import Memory
from tests.pipeline.test_run import go

if TYPE_CHECKING:
    from pathlib import Path


def paths(report: Report, status: Status, folder: Path) -> list[str]:
    return [each.path.removeprefix(f"{folder}/") for each in report.outcomes if each.status == status]


@pytest.mark.parametrize("jobs", [1, 2])
def test_members_are_sources_of_the_run(tmp_path: Path, jobs: int) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"x.txt": "ato lei\n", "y/z.txt": "ato decreto\n", ".hidden": "ato lei\n"}))
    (tmp_path / "b.txt").write_text("ato edital\n")
    store = Memory()
    report = go(tmp_path, store=store, jobs=jobs)
    assert report.discrepancy() is None
    assert (report.sources, report.left, report.exit_code()) == (3, 0, 0)
    assert paths(report, Status.LOADED, tmp_path) == ["a.zip!/x.txt", "a.zip!/y/z.txt", "b.txt"]
    assert report.acts() == {"lei": 1, "decreto": 1, "edital": 1}
    again = go(tmp_path, store=store)
    assert again.count(Status.UNCHANGED) == again.sources == 3


def test_a_member_known_from_elsewhere_is_not_read_twice(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"x.txt": "ato lei\n"}))
    (tmp_path / "b.txt").write_text("ato lei\n")
    store = Memory()
    report = go(tmp_path, store=store)
    assert (report.count(Status.LOADED), report.count(Status.UNCHANGED)) == (1, 1)
    (names,) = store.names.values()
    assert names == {f"{tmp_path}/a.zip!/x.txt", f"{tmp_path}/b.txt"}


def test_refused_members_are_told_one_by_one_and_stored_with_the_archive(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"../x.txt": "ato lei\n", "/y.txt": "", "z.txt": "ato lei\n", "w.txt": "unreadable"}))
    store = Memory()
    report = go(tmp_path, store=store)
    assert report.discrepancy() is None
    assert (report.sources, report.exit_code()) == (4, 6)
    assert paths(report, Status.FAILED, tmp_path) == ["a.zip!/../x.txt", "a.zip!//y.txt", "a.zip!/w.txt"]
    assert store.failed.keys() == {f"{tmp_path}/a.zip", f"{tmp_path}/a.zip!/w.txt"}
    assert store.failed[f"{tmp_path}/a.zip"].startswith("2 of its members were set aside; ../x.txt: its name leads out")


@pytest.mark.parametrize(
    "name", ["zip-cut", "zip-encrypted", "zip-empty", "tar-cut", "gzip-bomb", "eml-nested", "zip-overlapping"]
)
def test_a_hostile_archive_is_one_stored_failure(tmp_path: Path, name: str) -> None:
    (tmp_path / "a").write_bytes(FAIL[name]())
    (tmp_path / "b.txt").write_text("ato lei\n")
    store = Memory()
    report = go(tmp_path, store=store)
    assert report.discrepancy() is None
    assert (report.count(Status.LOADED), report.left, report.exit_code()) == (1, 0, 6)
    assert list(store.failed) == [f"{tmp_path}/a"]


def test_a_stop_inside_an_archive_leaves_it_for_the_next_run(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": "ato lei\n", "b.txt": "stop", "c.txt": "ato decreto\n"}))
    report = go(tmp_path)
    assert report.discrepancy() is None
    assert (report.stopped, report.left) == ("SIGTERM", 1)


def test_a_member_over_the_limit_of_the_run_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": b"ato lei\n" + b"x" * 20_000}))
    store = Memory()
    report = go(tmp_path, store=store, max_bytes=10_000)
    assert report.exit_code() == 6
    assert "--max-megabytes" in store.failed[f"{tmp_path}/a.zip"]


def test_an_unforeseen_exception_is_the_archives_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise AttributeError("of a library")

    monkeypatch.setitem(containers._OPENERS, "application/zip", broken)
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": "ato lei\n"}))
    (tmp_path / "b.txt").write_text("ato lei\n")
    report = go(tmp_path)
    assert (report.count(Status.LOADED), report.count(Status.FAILED)) == (1, 1)
