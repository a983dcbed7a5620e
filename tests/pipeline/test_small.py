"""Settings, release, targets, cells: what is small."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.errors import SettingsError
from pipeline import release as releases
from pipeline.formats import Format
from pipeline.listing import cell, list_rows
from pipeline.page import at
from pipeline.progress import Bar, Failures, Lines, failure_line, watcher
from pipeline.reading import Failure, one_line
from pipeline.report import Outcome, Status
from pipeline.settings import FEW, Settings, cores
from pipeline.target import own_files, redacted, sqlite_file

if TYPE_CHECKING:
    from corpus.records import JsonObject


@pytest.mark.parametrize(
    ("jobs", "files", "expected"),
    [(None, 1, 1), (None, FEW, 1), (None, FEW + 1, cores()), (3, 100, 3), (3, 2, 2), (1, 10_000, 1), (8, 0, 1)],
)
def test_how_many_processes_read(jobs: int | None, files: int, expected: int) -> None:
    assert Settings("1", jobs=jobs).jobs_for(files) == expected


@pytest.mark.parametrize("wrong", [{"jobs": 0}, {"jobs": -2}, {"seconds": 0.0}, {"seconds": -1.0}, {"max_bytes": 0}])
def test_settings_that_make_no_sense(wrong: dict[str, int]) -> None:
    with pytest.raises(SettingsError, match="--"):
        Settings("1", **wrong)  # type: ignore[arg-type]


def test_a_change_in_a_table_or_in_code_is_another_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "table.toml"
    monkeypatch.setattr(releases, "_deciding", lambda: iter([table]))
    hashes = []
    for content in ("a = 1", "a = 2", "a = 1"):
        table.write_text(content, "utf-8")
        releases.tables_hash.cache_clear()
        hashes.append(releases.release())
    releases.tables_hash.cache_clear()
    assert hashes[0] == hashes[2] != hashes[1]


def test_the_deciding_files_are_code_and_tables_of_three_rooms() -> None:
    files = {path.as_posix() for path in releases._deciding()}
    for each in ("corpus/knowledge/municipalities.csv", "corpus/records.py", "pipeline/stages.py", "normalizers/unicode.py"):
        assert any(path.endswith(each) for path in files)
    assert not any(
        "/samples/" in path.partition("corpus")[2] or path.endswith(("pipeline/cli.py", "db/store.py")) for path in files
    )


def test_rules_that_are_off_are_another_release() -> None:
    plain, off = releases.release(), releases.release(frozenset({"words", "a"}))
    assert off == f"{plain}.without.a.words"


@pytest.mark.parametrize(
    ("target", "file"),
    [
        ("acts.db", "acts.db"),
        ("sqlite:///acts.db", "acts.db"),
        ("sqlite:////srv/acts.db", "/srv/acts.db"),
        ("sqlite+pysqlite:///acts.db?timeout=3", "acts.db"),
        (":memory:", None),
        ("sqlite://", None),
        ("sqlite:///:memory:", None),
        ("postgresql://host/acts", None),
    ],
)
def test_the_file_of_a_target(target: str, file: str | None) -> None:
    assert sqlite_file(target) == (None if file is None else Path(file))
    assert len(own_files(target)) == (0 if file is None else 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("postgresql://ana:s3c:ret@host/acts", "postgresql://ana:***@host/acts"),
        ("--db=postgresql+psycopg://ana:x@h", "--db=postgresql+psycopg://ana:***@h"),
        ("postgresql://ana@host/acts", "postgresql://ana@host/acts"),
        ("acts.db", "acts.db"),
        ("mail: ana@host", "mail: ana@host"),
    ],
)
def test_passwords_are_taken_out(text: str, expected: str) -> None:
    assert redacted(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, ""), ("", ""), (" ", " "), (0, "0"), ("a\tb", r"a\tb"), ("-\n", r"-\n"), (r"a\nb", r"a\\nb"), (["é", 1], '["é", 1]')],
)
def test_cells_lose_nothing(value: object, expected: str) -> None:
    assert cell(value) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pointer", "value"), [("/a", 1), ("/b/0/c", 2), ("/b/1", None), ("/x/y", None), ("/a/b", None), ("/b/c", None)]
)
def test_pointers(pointer: str, value: object) -> None:
    assert at({"a": 1, "b": [{"c": 2}]}, pointer) == value


def test_messages_are_one_line_of_bearable_length() -> None:
    assert one_line("a\n  b") == "a b"
    assert len(one_line("x" * 10_000)) == 500
    assert "\n" not in Failure.of(ValueError("a\nb")).message


def test_who_watches(capsys: pytest.CaptureFixture[str]) -> None:
    assert isinstance(watcher(quiet=True), Failures)
    assert isinstance(watcher(quiet=False), Lines)
    failed = Outcome("a.txt", None, Status.FAILED, error="it is empty")
    for each in (Failures(), Lines(), Bar()):
        each.began(2)
        each.settled(Outcome("b.txt", None, Status.LOADED))
        each.settled(failed)
        each.ended()
        assert "failed a.txt: it is empty" in capsys.readouterr().err


def test_lines_tell_rate_and_time_to_go(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 0.0, 10.0, 20.0, 20.0, 20.0])
    monkeypatch.setattr("pipeline.progress.monotonic", lambda: next(clock))
    lines = Lines()
    lines.began(10)
    for _ in range(2):
        lines.settled(Outcome("b.txt", None, Status.LOADED))
    assert capsys.readouterr().err.splitlines() == ["reading 10 sources", "2 of 10 sources, 0.1 a second, about 80 s to go"]


@pytest.mark.parametrize(
    ("format", "shown"), [(Format.TABLE, "a‹1B›[2Jb"), (Format.TSV, "a\x1b[2Jb"), (Format.JSONL, "a\\u001b[2Jb")]
)
def test_a_table_makes_no_terminal_obey(capsys: pytest.CaptureFixture[str], format: Format, shown: str) -> None:  # noqa: A002
    row: JsonObject = {"before": "a\x1b[2Jb"}
    list_rows([row], ("before",), format=format, nothing="")
    assert shown in capsys.readouterr().out


def test_a_failure_is_told_in_plain_sight() -> None:
    outcome = Outcome.failed("a\x1b[2J.txt", Failure("E", "it is\u202e empty", 6), sha256=None)
    assert failure_line(outcome) == "failed a‹1B›[2J.txt: it is‹202E› empty"
