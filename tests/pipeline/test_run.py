"""The run: every source comes to an outcome, and the sums hold."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import SettingsError, StoreError
from db.store import Store
from pipeline.ingest import Request, Rooms, ingest
from pipeline.reading import read_source
from pipeline.report import Report, Status
from pipeline.settings import Settings
from tests.pipeline.conftest import PORTARIA
from tests.pipeline.fakes import Memory, Seen, read, unpack

if TYPE_CHECKING:
    from corpus.reading import Reading
    from corpus.records import JsonObject
    from corpus.source import SourceDocument

CONTENTS = {
    "good": "ato portaria\nato decreto\n",
    "good2": "ato lei\n",
    "empty": "sem ato\n",
    "unreadable": "unreadable",
    "bug": "bug",
    "span": "span",
    "table": "table",
    "memory": "memory",
    "unstorable": "unstorable ato lei\nato lei\n",
    "misfit": "misfit\nato lei\n",
}
FAILING = {"unreadable": 6, "bug": 70, "span": 70, "table": 4, "memory": 6, "unstorable": 70, "misfit": 70}


def go(folder: Path, *names: str, store: Memory | None = None, report: Path | None = None, **more: object) -> Report:
    """Run over files of `folder` (all of it without names)."""
    paths = [str(folder / name) for name in names] or [str(folder)]
    request = Request(paths, ":memory:", str(report) if report else None, ("ingest", *paths))
    made = Settings(**{"release": "1", "jobs": 1, **more})  # type: ignore[arg-type]
    memory = store if store is not None else Memory()
    return ingest(request, made, watcher=Seen(), rooms=Rooms(read, lambda _: memory, unpack))


def write(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        (folder / f"{name}.txt").write_text(CONTENTS.get(content, content), "utf-8")
    return folder


@pytest.mark.parametrize(("content", "code"), [("good", 0), ("empty", 0), *FAILING.items()])
def test_one_document_has_its_exit_code_and_the_others_are_loaded(tmp_path: Path, content: str, code: int) -> None:
    store = Memory()
    report = go(write(tmp_path, a="good", b=content, c="good2"), store=store)
    assert report.exit_code() == code
    assert report.discrepancy() is None
    assert report.count(Status.LOADED) == (2 if code else 2 + (content != "good"))
    assert report.count(Status.FAILED) == len(store.failed) == bool(code)
    assert store.runs[0]["exit_code"] == code


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("unreadable", "the file is hostile"),
        ("bug", "internal error: ValueError: a list was empty"),
        ("unstorable", "internal error: TypeError: no such column"),
        ("misfit", "internal error: GazetteError: the record's 'year' is str, not an integer"),
    ],
)
def test_the_error_is_stored_and_a_bug_leaves_its_traceback(tmp_path: Path, content: str, message: str) -> None:
    store = Memory()
    report = go(write(tmp_path, a=content), store=store)
    (outcome,) = report.failures()
    assert outcome.error == message == store.failed[str(tmp_path / "a.txt")]
    assert (outcome.traceback is not None) == (outcome.exit_code == 70)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(CONTENTS)), st.booleans()), min_size=1, max_size=8),
    st.integers(0, 3),
)
def test_the_equation_holds_for_any_mix(mix: list[tuple[str, bool]], missing: int) -> None:
    """Good, bad, doubled, unchanged, missing: each source has one outcome, as often as files were asked for."""
    with tempfile.TemporaryDirectory() as name:
        folder, store = Path(name), Memory()
        early = [i for i, (_, before) in enumerate(mix) if before]
        write(folder, **{f"d{i}": content for i, (content, _) in enumerate(mix)})
        if early:
            go(folder, *(f"d{i}.txt" for i in early), store=store)
        report = go(folder, *(f"d{i}.txt" for i in range(len(mix))), *(f"no{i}" for i in range(missing)), store=store)
    good = [content for content, _ in mix if content not in FAILING]
    loaded_before = {content for content, before in mix if before} - set(FAILING)
    assert report.discrepancy() is None
    assert report.sources == len(mix) + missing == len(report.outcomes)
    assert report.count(Status.LOADED) == len(set(good) - loaded_before)
    assert report.count(Status.UNCHANGED) == len(good) - len(set(good) - loaded_before)
    assert report.count(Status.FAILED) == len(mix) - len(good) + missing
    codes = {FAILING.get(content, 0) for content, _ in mix} | ({2} if missing else set())
    assert report.exit_code() == next((code for code in (70, 4, 6, 2) if code in codes), 0)


def test_a_lost_outcome_is_noticed() -> None:
    report = Report("1", "db", (), "now", sources=3, left=1)
    assert "3 sources, but 0 loaded + 0 unchanged + 0 failed + 1 left" in (report.discrepancy() or "")
    assert report.exit_code() == 70


def test_the_same_bytes_under_two_names_are_read_once(tmp_path: Path) -> None:
    store = Memory()
    report = go(write(tmp_path, a="good", b="good"), store=store)
    (names,) = store.names.values()
    assert names == {str(tmp_path / "a.txt"), str(tmp_path / "b.txt")}
    assert [outcome.status for outcome in report.outcomes] == [Status.LOADED, Status.UNCHANGED]
    assert report.acts().total() == 2


def test_the_same_bad_bytes_under_two_names_fail_twice(tmp_path: Path) -> None:
    store = Memory()
    assert go(write(tmp_path, a="bug", b="bug"), store=store).count(Status.FAILED) == 2
    assert len(store.failed) == 2


def test_a_newer_release_reads_again(tmp_path: Path) -> None:
    store = Memory()
    write(tmp_path, a="good")
    assert go(tmp_path, store=store).count(Status.LOADED) == 1
    assert go(tmp_path, store=store).count(Status.UNCHANGED) == 1
    assert go(tmp_path, store=store, release="2").count(Status.LOADED) == 1


def test_a_database_that_cannot_even_take_an_error_ends_the_run(tmp_path: Path) -> None:
    store, told = Memory(), tmp_path / "report.json"
    (tmp_path / "in").mkdir()
    folder = write(tmp_path / "in", a="good", b="disk full", c="good2")
    with pytest.raises(StoreError, match="disk is full"):
        go(folder, store=store, report=told)
    written = json.loads(told.read_text("utf-8"))
    totals = written["totals"]
    assert [totals[key] for key in ("sources", "loaded", "unchanged", "failed", "left")] == [3, 1, 0, 0, 2]
    assert written["exit_code"] == 5 == store.runs[0]["exit_code"]
    assert written["error"] == "the disk is full"


def test_a_database_that_fails_ends_the_run_though_it_could_take_the_error(tmp_path: Path) -> None:
    """It is not the document's fault, so nothing is stored against it."""
    store, told = Memory(), tmp_path / "report.json"
    (tmp_path / "in").mkdir()
    with pytest.raises(StoreError, match="is locked"):
        go(write(tmp_path / "in", a="good", b="locked", c="good2"), store=store, report=told)
    totals = json.loads(told.read_text("utf-8"))["totals"]
    assert [totals[key] for key in ("sources", "loaded", "unchanged", "failed", "left")] == [3, 1, 0, 0, 2]
    assert not store.failed
    assert store.runs[0]["exit_code"] == 5


def test_a_record_without_a_place_in_the_schema_sets_its_source_aside(tmp_path: Path) -> None:
    """With the real database: of that source nothing is stored but the error, all others are loaded."""
    (tmp_path / "in").mkdir()
    for number, name in enumerate(("a", "odd", "z"), start=1):
        (tmp_path / "in" / f"{name}.txt").write_text(PORTARIA.replace("17", str(number)), "utf-8")
    request = Request([str(tmp_path / "in")], str(tmp_path / "acts.db"), None, ())
    report = ingest(request, Settings("1", jobs=1), watcher=Seen(), rooms=Rooms(_read_oddly, Store.open))
    assert [outcome.status for outcome in report.outcomes] == [Status.LOADED, Status.FAILED, Status.LOADED]
    assert (report.exit_code(), report.outcomes[1].code) == (70, "ShapeError")
    with Store.open(tmp_path / "acts.db", create=False) as store:
        assert [(row.names, row.status, row.acts) for row in store.sources()] == [
            (("a.txt",), "loaded", 1),
            (("odd.txt",), "failed", 0),
            (("z.txt",), "loaded", 1),
        ]
        assert [record["number"] for record in store.records()] == ["1", "3"]


def _read_oddly(source: SourceDocument, made: Settings) -> Reading:
    """Read a source; the record of one of them has a year of another type."""
    reading = read_source(source, made)
    if source.name != "odd.txt":
        return reading
    records = tuple(replace(each, fields={**each.fields, "year": "2019"}) for each in reading.records)
    return replace(reading, records=records)


def test_a_signal_lets_the_document_end_and_leaves_the_rest(tmp_path: Path) -> None:
    store = Memory()
    report = go(write(tmp_path, a="good", b="stop now\nato lei\n", c="good2"), store=store)
    assert [Path(outcome.path).stem for outcome in report.outcomes] == ["a", "b"]
    assert (report.left, report.stopped, report.exit_code()) == (1, "SIGTERM", 143)
    assert report.discrepancy() is None
    assert store.runs[0]["exit_code"] == 143
    assert go(tmp_path, "c.txt", store=store).exit_code() == 0


def test_who_asks_a_run_to_end_is_answered(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    go(write(tmp_path, a="stop now\nato lei\n", b="good"))
    assert capfd.readouterr().err == "\nlavra: SIGTERM: ending after this document; again to end at once\n"


def test_a_signal_during_the_last_document_changes_nothing(tmp_path: Path) -> None:
    report = go(write(tmp_path, a="good", b="stop now\nato lei\n"))
    assert (report.left, report.stopped, report.exit_code()) == (0, None, 0)


def test_a_document_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    report = go(write(tmp_path, a="slow", b="good"), seconds=0.05)
    assert [outcome.status for outcome in report.outcomes] == [Status.FAILED, Status.LOADED]
    assert "took longer than 0.05 s" in str(report.outcomes[0].error)
    assert report.exit_code() == 6


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    store = Memory()
    report = go(write(tmp_path, a="good", b="x" * 1000), store=store, max_bytes=100)
    assert [outcome.status for outcome in report.outcomes] == [Status.LOADED, Status.FAILED]
    assert report.outcomes[1].sha256 is None
    assert "larger than" in str(report.outcomes[1].error)
    assert report.exit_code() == 6


def test_nothing_to_read_is_told_before_a_database_is_made(tmp_path: Path) -> None:
    store, told = Memory(), tmp_path / "report.json"
    with pytest.raises(SettingsError, match=r"nothing to read: .*no1: no such file.*; .*no2"):
        go(tmp_path, "no1", "no2", store=store, report=told)
    assert not store.runs
    written = json.loads(told.read_text("utf-8"))
    assert (written["exit_code"], written["totals"]["failed"], written["totals"]["sources"]) == (2, 2, 2)


def test_the_report_file_tells_each_source(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    told = tmp_path / "report.json"
    go(write(tmp_path / "in", a="good", b="bug", c="good"), report=told)
    written: JsonObject = json.loads(told.read_text("utf-8"))
    outcomes = written["outcomes"]
    assert isinstance(outcomes, list)
    assert [each["outcome"] for each in outcomes if isinstance(each, dict)] == ["loaded", "failed", "unchanged"]
    assert written["acts_by_type"] == {"decreto": 1, "portaria": 1}
    assert written["problems_by_code"] == {"no_signature": 2}
    assert written["finished_at"] is not None
    assert "Traceback" in str(outcomes[1])


def test_passwords_do_not_reach_the_report(tmp_path: Path) -> None:
    write(tmp_path, a="good")
    url, told = "postgresql://ana:s3cret@nowhere/acts", tmp_path / "report.json"
    request = Request([str(tmp_path / "a.txt")], url, str(told), ("ingest", "--db", url))
    ingest(request, Settings("1", jobs=1), watcher=Seen(), rooms=Rooms(read, lambda _: Memory()))
    assert "s3cret" not in told.read_text("utf-8")
    assert "postgresql://ana:***@nowhere/acts" in told.read_text("utf-8")
