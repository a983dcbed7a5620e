"""Bad input: one clear line, the right exit code, no traceback; and in a batch the others are loaded."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.pipeline.conftest import DECRETO, PORTARIA, Told

if TYPE_CHECKING:
    from collections.abc import Callable

    Lavra = Callable[..., Told]

BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n ", "empty"),
    "marks.txt": (b"\xef\xbb\xbf\r\n", "empty"),
    "binary.txt": (bytes(range(256)) * 40, "binary|bytes"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "image|picture"),
    "archive.txt": (b"PK\x03\x04" + bytes(200), "ZIP|archive"),
}


def one_clear_line(err: str, pattern: str = "") -> bool:
    """Whether one line was told, and no traceback."""
    import regex  # noqa: PLC0415

    lines = err.strip().splitlines()
    return len(lines) == 1 and "Traceback" not in err and regex.search(pattern, lines[0]) is not None


@pytest.mark.parametrize("name", BAD)
def test_a_bad_document_is_set_aside_and_the_others_are_loaded(lavra: Lavra, acts: Path, tmp_path: Path, name: str) -> None:
    content, pattern = BAD[name]
    (acts / name).write_bytes(content)
    told = lavra("ingest", acts, "--db", tmp_path / "acts.db", "--quiet", "--report", tmp_path / "report.json")
    assert told.code == 6
    assert one_clear_line(told.err, f"(?i)failed .*{name}: .*({pattern})")
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert {key: report["totals"][key] for key in ("sources", "loaded", "failed")} == {"sources": 3, "loaded": 2, "failed": 1}
    stored = [json.loads(line) for line in lavra("sources", "--db", tmp_path / "acts.db", "--format", "jsonl").out.splitlines()]
    assert {each["name"]: each["status"] for each in stored} == {
        "decreto.txt": "loaded",
        "portaria.txt": "loaded",
        name: "failed",
    }
    assert all(bool(each["error"]) == (each["name"] == name) for each in stored)


@pytest.mark.parametrize("name", BAD)
def test_clean_tells_why_it_cannot(lavra: Lavra, tmp_path: Path, name: str) -> None:
    content, pattern = BAD[name]
    (tmp_path / name).write_bytes(content)
    told = lavra("clean", tmp_path / name)
    assert (told.code, told.out) == (6, "")
    assert one_clear_line(told.err, f"(?i)^lavra: .*({pattern})")


def test_a_very_long_line(lavra: Lavra, acts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.readers.plain.MAX_LINE", 5_000)
    (acts / "long.txt").write_text("palavra " * 1_000, "utf-8")
    told = lavra("ingest", acts, "--db", tmp_path / "acts.db", "--quiet", "--jobs", 1)
    assert told.code == 6
    assert one_clear_line(told.err, r"failed .*long\.txt: .*line")


def test_a_file_over_the_limit(lavra: Lavra, acts: Path, tmp_path: Path) -> None:
    (acts / "large.txt").write_text(PORTARIA * 100, "utf-8")
    told = lavra("ingest", acts, "--db", tmp_path / "acts.db", "--quiet", "--max-megabytes", "0.01")
    assert told.code == 6
    assert one_clear_line(told.err, r"failed .*large\.txt: .*larger than 0\.01 MB")


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("no/such.txt", "nothing to read: .*no/such.txt: no such file"),
        ("*.pdf", r"nothing to read: .*\*\.pdf: no such file"),
        ("hollow", "nothing to read: .*hollow: the folder holds no file to read"),
        ("hidden", "nothing to read: .*hidden: the folder holds no file to read"),
    ],
)
def test_nothing_to_read(lavra: Lavra, tmp_path: Path, path: str, pattern: str) -> None:
    (tmp_path / "hollow").mkdir()
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / ".ato.txt").write_text(PORTARIA, "utf-8")
    told = lavra("ingest", tmp_path / path, "--db", tmp_path / "acts.db")
    assert told.code == 2
    assert one_clear_line(told.err, f"^lavra: {pattern}")
    assert not (tmp_path / "acts.db").exists()


def test_a_missing_path_among_others(lavra: Lavra, acts: Path, tmp_path: Path) -> None:
    told = lavra("ingest", acts, tmp_path / "missing.txt", "--db", tmp_path / "acts.db", "--quiet")
    assert told.code == 2
    assert one_clear_line(told.err, r"failed .*missing\.txt: no such file")
    assert len(lavra("sources", "--db", tmp_path / "acts.db", "--format", "tsv").out.splitlines()) == 3


@pytest.mark.parametrize("content", [b"this is no database " * 50, DECRETO.encode(), b"\x00" * 5000])
@pytest.mark.parametrize("command", ["ingest", "export", "acts", "sources", "problems"])
def test_a_database_that_is_none(lavra: Lavra, acts: Path, tmp_path: Path, content: bytes, command: str) -> None:
    database = tmp_path / "acts.db"
    database.write_bytes(content)
    told = lavra(command, *([acts] if command == "ingest" else []), "--db", database)
    assert told.code == 5
    assert one_clear_line(told.err, r"^lavra: .*acts\.db")
    assert database.read_bytes() == content


def test_a_database_of_another_program(lavra: Lavra, acts: Path, tmp_path: Path) -> None:
    database = tmp_path / "theirs.db"
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = database.read_bytes()
    told = lavra("ingest", acts, "--db", database)
    assert told.code == 5
    assert one_clear_line(told.err, r"^lavra: .*theirs\.db")
    assert database.read_bytes() == before


@pytest.mark.parametrize("command", ["export", "acts", "sources", "problems", "show 1", "repairs x", "db check", "db current"])
def test_a_database_that_is_missing(lavra: Lavra, tmp_path: Path, command: str) -> None:
    told = lavra(*command.split(), "--db", tmp_path / "acts.db")
    assert told.code == 5
    assert one_clear_line(told.err, r"^lavra: .*acts\.db")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("folder", ["missing", "file", "/proc/self"])
def test_a_database_in_a_folder_that_cannot_be_written(lavra: Lavra, acts: Path, tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    told = lavra("ingest", acts, "--db", tmp_path / folder / "acts.db")
    assert told.code == 5
    assert one_clear_line(told.err, r"^lavra: .*acts\.db")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(lavra: Lavra, acts: Path, tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0o555)
    told = lavra("ingest", acts, "--db", tmp_path / "shut" / "acts.db")
    assert told.code == 5
    assert one_clear_line(told.err, "permission denied")


@pytest.mark.parametrize("report", ["missing/report.json", "", "file/report.json"])
def test_a_report_that_cannot_be_written_is_told_before_the_work(lavra: Lavra, acts: Path, tmp_path: Path, report: str) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    told = lavra("ingest", acts, "--db", tmp_path / "acts.db", "--report", f"{tmp_path}/{report}")
    assert told.code == 2
    assert one_clear_line(told.err, "^lavra: cannot write")
    assert not (tmp_path / "acts.db").exists()


@pytest.mark.parametrize(
    ("arguments", "pattern"),
    [
        (["ingest"], "Missing argument 'PATH"),
        (["ingest", "x", "--jobs", "many"], "--jobs"),
        (["ingest", "x", "--jobs", "0"], "--jobs must be 1 or more"),
        (["ingest", "x", "--timeout", "0"], "--timeout"),
        (["ingest", "x", "--max-megabytes", "-1"], "--max-megabytes"),
        (["export", "--format", "xml"], "xml"),
        (["acts", "--year", "mil"], "--year"),
        (["nonsense"], "nonsense"),
        (["clean", "no-such-file.txt"], "no-such-file.txt: no such file"),
        (["clean", "/"], "/: this is no file"),
    ],
)
def test_wrong_usage(lavra: Lavra, arguments: list[str], pattern: str) -> None:
    told = lavra(*arguments)
    assert told.code == 2
    assert one_clear_line(told.err, f"^lavra: .*{pattern}")


@pytest.mark.parametrize(
    ("arguments", "pattern"),
    [
        (["show", "999"], "999"),
        (["show", "nowhere.txt#1"], "nowhere.txt#1"),
        (["show", "decreto.txt#9"], "decreto.txt#9"),
        (["show", "anything"], "anything"),
        (["repairs", "nowhere.txt"], "nowhere.txt"),
    ],
)
def test_what_the_database_does_not_hold(lavra: Lavra, acts: Path, tmp_path: Path, arguments: list[str], pattern: str) -> None:
    lavra("ingest", acts, "--db", tmp_path / "acts.db")
    told = lavra(*arguments, "--db", tmp_path / "acts.db")
    assert told.code == 2
    assert one_clear_line(told.err, f"^lavra: .*{pattern}")


def test_a_bug_is_one_line_and_a_traceback_only_where_asked(
    lavra: Lavra, acts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_path: str) -> None:
        raise KeyError("oops")

    monkeypatch.setattr("pipeline.ingest.discover", broken)
    told = lavra("ingest", acts, "--db", tmp_path / "acts.db")
    assert told.code == 70
    assert one_clear_line(told.err, "^lavra: internal error: ")
    assert "Traceback" in lavra("--debug", "ingest", acts, "--db", tmp_path / "acts.db").err
    monkeypatch.setenv("LAVRA_DEBUG", "1")
    assert "Traceback" in lavra("ingest", acts, "--db", tmp_path / "acts.db").err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [("ingest missing.txt", 2), ("ingest empty.txt", 6), ("export --db nothing.db", 5), ("clean empty.txt", 6)],
)
def test_the_same_as_a_process_of_its_own(tmp_path: Path, arguments: str, code: int) -> None:
    (tmp_path / "empty.txt").touch()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "pipeline", *arguments.split()]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert any(line.startswith(("lavra: ", "failed ")) for line in done.stderr.splitlines())
