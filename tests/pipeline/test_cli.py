"""The commands, each once round: what they answer, how it looks to a person and to a program."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.exports import csv_columns
from tests.pipeline.conftest import DAMAGED, DECRETO, PORTARIA, Told

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.records import Json, JsonObject

    Lavra = Callable[..., Told]

ROOT = Path(__file__).parents[2]
COMMANDS = ("ingest", "export", "show", "sources", "acts", "problems", "repairs", "clean", "rules", "evaluate")


def process(*arguments: object, **more: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, check=False)  # type: ignore[arg-type]


@pytest.fixture
def database(lavra: Lavra, acts: Path, tmp_path: Path) -> Path:
    """A database of two sources."""
    told = lavra("ingest", acts, "--db", tmp_path / "acts.db")
    assert told.code == 0, told.err
    return tmp_path / "acts.db"


def json_lines(out: str) -> list[JsonObject]:
    return [json.loads(line) for line in out.splitlines()]


# Help, version, what is loaded for them


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(lavra: Lavra, command: str) -> None:
    told = lavra(command, "--help")
    assert told.code == 0
    assert f"  lavra {command}" in told.out[told.out.index("Examples:") :]
    assert "\b" not in told.out


def test_the_help_names_every_command(lavra: Lavra) -> None:
    told = lavra("--help")
    assert all(f"\n  {command} " in told.out for command in (*COMMANDS, "db"))
    assert "..." not in told.out[told.out.index("Commands:") :]


@pytest.mark.parametrize("arguments", [[], ["db"]])
def test_no_command_is_answered_by_the_help(lavra: Lavra, arguments: list[str]) -> None:
    told = lavra(*arguments)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("Usage: ")
    assert "Commands:" in told.err
    assert "..." not in told.err[told.err.index("Commands:") :]


def test_the_version_is_the_release(lavra: Lavra) -> None:
    told = lavra("--version")
    assert told.code == 0
    assert told.out.startswith("lavra 0.")
    assert "+" in told.out


LOADED = "import sys; from pipeline.__main__ import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"


@pytest.mark.parametrize("arguments", [["--help"], ["ingest", "--help"], ["--version"], ["nonsense"]])
def test_the_heavy_libraries_load_only_where_they_are_used(arguments: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", LOADED, *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert {"typer", "pipeline"} <= loaded
    assert not loaded & {"sqlalchemy", "alembic", "rich", "spacy", "numpy", "wordfreq", "ftfy", "dateparser", "regex", "db"}


# Ingest


def test_a_model_that_is_missing_is_told_before_a_source_is_read(lavra: Lavra, acts: Path, tmp_path: Path) -> None:
    told = lavra("ingest", acts, "--db", tmp_path / "none.db", "--spacy-model", "pt_none")
    assert (told.code, told.out) == (2, "")
    assert "no model 'pt_none' is installed here" in told.err
    assert not (tmp_path / "none.db").exists()


def test_a_second_run_changes_nothing(lavra: Lavra, acts: Path, database: Path) -> None:
    before = lavra("export", "--db", database).out
    told = lavra("ingest", acts, "--db", database)
    assert told.code == 0
    assert "2: 0 loaded, 2 unchanged" in told.out
    assert lavra("export", "--db", database).out == before


def test_the_database_and_the_report_are_no_sources(lavra: Lavra, acts: Path) -> None:
    report = acts / "report.json"
    for _ in range(2):
        assert lavra("ingest", acts, "--db", acts / "acts.db", "--report", report).code == 0
    assert json.loads(report.read_text("utf-8"))["totals"]["sources"] == 2


def test_workers_store_what_one_process_stores(lavra: Lavra, acts: Path, tmp_path: Path) -> None:
    for number in range(4):
        (acts / f"copy-{number}.txt").write_text(PORTARIA.replace("17", str(20 + number)), "utf-8")
    for jobs in (1, 2):
        assert lavra("ingest", acts, "--db", tmp_path / f"{jobs}.db", "--jobs", jobs).code == 0
    assert lavra("export", "--db", tmp_path / "1.db").out == lavra("export", "--db", tmp_path / "2.db").out


def test_a_rule_that_is_switched_off_makes_no_repair(lavra: Lavra, acts: Path, tmp_path: Path) -> None:
    (acts / "ato.txt").write_text(PORTARIA.replace("Nº", "N°"), "utf-8")
    rules = []
    for off in ([], ["--disable", "typography-number-sign"]):
        assert lavra("ingest", acts / "ato.txt", "--db", tmp_path / "acts.db", "--quiet", *off).code == 0
        listed = lavra("repairs", "ato.txt", "--db", tmp_path / "acts.db", "--format", "jsonl").out
        rules.append({str(each["rule"]) for each in json_lines(listed)})
    assert rules[0] - rules[1] == {"typography-number-sign"}


def test_a_source_that_failed_is_loaded_once_it_can_be(
    lavra: Lavra, acts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("extractors.readers.plain.MAX_LINE", 50)
        patched.setattr("extractors.readers.plain.MAX_BYTES", 50)
        assert lavra("ingest", acts, "--db", tmp_path / "acts.db", "--quiet").code == 6
    assert lavra("ingest", acts, "--db", tmp_path / "acts.db", "--quiet") == (0, "", "")
    stored = json_lines(lavra("sources", "--db", tmp_path / "acts.db", "--format", "jsonl").out)
    assert [(each["status"], each["error"]) for each in stored] == [("loaded", None)] * 2


def test_the_environment_may_name_the_database(
    lavra: Lavra, database: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert lavra("acts").code == 5
    monkeypatch.setenv("LAVRA_DB", str(database))
    assert lavra("acts").code == 0


def test_quiet_says_nothing_where_all_is_well(lavra: Lavra, acts: Path, tmp_path: Path) -> None:
    assert lavra("ingest", acts, "--db", tmp_path / "acts.db", "--quiet") == (0, "", "")


def test_names_that_are_no_utf8(lavra: Lavra, acts: Path, tmp_path: Path) -> None:
    strange = os.fsdecode(os.fsencode(acts) + b"/se\xe7\xe3o.txt")
    Path(strange).write_text(PORTARIA.replace("17", "18"), "utf-8")
    assert lavra("ingest", acts, "--db", tmp_path / "acts.db", "--report", tmp_path / "r.json").code == 0
    assert json_lines(lavra("export", "--db", tmp_path / "acts.db").out)[-1]["source"] == "se%E7%E3o.txt"
    assert len(json.loads((tmp_path / "r.json").read_text("utf-8"))["outcomes"]) == 3


def test_sigterm_ends_a_run_after_its_document(acts: Path, tmp_path: Path) -> None:
    for number in range(150):
        (acts / f"{number:03}.txt").write_text(PORTARIA.replace("17", str(number)), "utf-8")
    report = tmp_path / "report.json"
    arguments = ["ingest", str(acts), "--db", str(tmp_path / "acts.db"), "--report", str(report), "--jobs", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.Popen([sys.executable, "-m", "pipeline", *arguments], env=environment, stderr=subprocess.PIPE, text=True)
    assert run.stderr is not None
    assert "reading 152 sources" in run.stderr.readline()
    time.sleep(0.2)
    run.send_signal(signal.SIGTERM)
    rest = run.stderr.read()
    run.stderr.close()
    assert run.wait(timeout=30) == 143
    assert "Traceback" not in rest
    told = json.loads(report.read_text("utf-8"))
    assert told["stopped_by"] == "SIGTERM"
    totals = told["totals"]
    assert totals["left"] > 0
    assert totals["loaded"] + totals["failed"] + totals["left"] == 152
    assert totals["loaded"] == len(process("sources", "--db", tmp_path / "acts.db", "--format", "jsonl").stdout.splitlines())


# Export


def test_the_export_is_the_records(lavra: Lavra, database: Path) -> None:
    records = json_lines(lavra("export", "--db", database).out)
    assert [(each["source"], each["type"], each["number"], each["year"]) for each in records] == [
        ("decreto.txt", "decreto", "233", 2020),
        ("portaria.txt", "portaria", "17", 2019),
    ]
    assert all(each["provenance"] and each["text"] for each in records)


def test_an_export_to_a_file_is_whole_or_not_at_all(lavra: Lavra, database: Path, tmp_path: Path) -> None:
    out = tmp_path / "acts.jsonl"
    out.write_text("old", "utf-8")
    assert lavra("export", "--db", tmp_path / "none.db", "-o", out).code == 5
    assert out.read_text("utf-8") == "old"
    assert lavra("export", "--db", database, "-o", out) == (0, "", "")
    assert out.read_text("utf-8") == lavra("export", "--db", database).out


def test_the_csv_has_a_line_for_each_act(lavra: Lavra, database: Path, tmp_path: Path) -> None:
    out = tmp_path / "acts.csv"
    assert lavra("export", "--db", database, "--format", "csv", "-o", out) == (0, "", "")
    rows = list(csv.DictReader(io.StringIO(out.read_bytes().decode("utf-8"), newline="")))
    assert tuple(rows[0]) == csv_columns()
    assert [row["number"] for row in rows] == ["233", "17"]
    assert [row["n_amounts"] for row in rows] == ["1", "0"]
    printed = process("export", "--db", database, "--format", "csv").stdout
    assert printed == out.read_bytes()
    assert printed.count(b"\r\n") == 3
    assert b"\r\r" not in printed


def test_no_spreadsheet_runs_what_a_source_says(lavra: Lavra, acts: Path, tmp_path: Path) -> None:
    (acts / "=cmd.txt").write_text(PORTARIA.replace("17", "19"), "utf-8")
    assert lavra("ingest", acts / "=cmd.txt", "--db", tmp_path / "acts.db").code == 0
    (row,) = csv.DictReader(io.StringIO(lavra("export", "--db", tmp_path / "acts.db", "--format", "csv").out))
    assert row["source"] == "'=cmd.txt"
    (record,) = json_lines(lavra("export", "--db", tmp_path / "acts.db").out)
    assert record["source"] == "=cmd.txt"


# Lists and pages


@pytest.mark.parametrize("command", [["sources"], ["acts"], ["problems"], ["repairs", "decreto.txt"]])
def test_lists_are_told_in_three_forms(lavra: Lavra, database: Path, command: list[str]) -> None:
    as_json = json_lines(lavra(*command, "--db", database, "--format", "jsonl").out)
    as_tsv = lavra(*command, "--db", database).out.splitlines()
    assert len(as_tsv) == len(as_json) + 1
    assert all(line.count("\t") == as_tsv[0].count("\t") for line in as_tsv)
    for row in as_json:
        assert set(as_tsv[0].split("\t")) <= set(row)
    as_table = lavra(*command, "--db", database, "--format", "table")
    assert as_table.code == 0
    assert as_table.out.strip()


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ([], ["233", "17"]),
        (["--type", "portaria"], ["17"]),
        (["--year", "2020"], ["233"]),
        (["--type", "portaria", "--year", "2020"], []),
        (["--issuer", "varzea nova"], ["233", "17"]),
        (["--issuer", "ministerio"], []),
    ],
)
def test_acts_that_are_asked_for(lavra: Lavra, database: Path, asked: list[str], numbers: list[str]) -> None:
    listed = json_lines(lavra("acts", "--db", database, "--format", "jsonl", *asked).out)
    assert [each["number"] for each in listed] == numbers


@pytest.mark.parametrize("key", ["portaria.txt#1", "2"])
def test_a_page_tells_where_its_header_is_printed(lavra: Lavra, database: Path, key: str) -> None:
    told = lavra("show", key, "--db", database)
    assert told.code == 0
    assert "portaria 17/2019 — act 1 of portaria.txt" in told.out
    line = next(line for line in told.out.splitlines() if line.startswith("│ number "))
    start = PORTARIA.index("17")
    assert f"p. 1, line 2, {start}-{start + 2}" in line
    assert "artigo 1: " in told.out
    assert "Joana Prado Leme" in told.out


@pytest.mark.parametrize("fate", ["gone", "other"])
def test_a_page_needs_no_file(lavra: Lavra, acts: Path, database: Path, fate: str) -> None:
    before = lavra("show", "portaria.txt#1", "--db", database)
    assert "p. 1, line 2, " in before.out
    if fate == "gone":
        (acts / "portaria.txt").unlink()
    else:
        (acts / "portaria.txt").write_text("outro texto", "utf-8")
    assert lavra("show", "portaria.txt#1", "--db", database) == before


def test_a_page_counts_the_lines_of_the_raw_text(lavra: Lavra, tmp_path: Path) -> None:
    """Of the repaired text, whose lines are joined and whose line ends are shorter, the number would be another."""
    wrapped = PORTARIA.replace("para compor a comissão", "para com-\npor a\ncomissão")
    raw = (wrapped + "\n\n" + DECRETO).replace("\n", "\r\n")
    (tmp_path / "dois.txt").write_bytes(raw.encode())
    assert lavra("ingest", tmp_path / "dois.txt", "--db", tmp_path / "acts.db").code == 0
    (tmp_path / "dois.txt").unlink()
    told = lavra("show", "dois.txt#2", "--db", tmp_path / "acts.db").out
    assert f"line {raw[: raw.index('233')].count(chr(10)) + 1}, {raw.index('233')}-" in told


# Repairs


@pytest.fixture
def damaged(lavra: Lavra, tmp_path: Path) -> Path:
    """A database of one source, with line ends of an old machine and signs for ordinals."""
    source = tmp_path / "ato.txt"
    source.write_bytes(DAMAGED.replace("\n", "\r\n").encode())
    assert lavra("ingest", source, "--db", tmp_path / "acts.db").code == 0
    source.unlink()
    return tmp_path / "acts.db"


def ints(value: Json) -> list[int]:
    assert isinstance(value, list)
    return [each for each in value if isinstance(each, int)]


def test_repairs_tell_rule_place_and_change(lavra: Lavra, damaged: Path) -> None:
    raw = DAMAGED.replace("\n", "\r\n")
    listed = json_lines(lavra("repairs", "ato.txt", "--db", damaged, "--format", "jsonl").out)
    assert {"words-accent", "typography-number-sign", "unicode-cr", "hyphen-join"} <= {str(each["rule"]) for each in listed}
    for each in listed:
        start, end = ints(each["span"])
        assert raw[start:end] == each["raw"]
        assert each["line"] == raw.count("\n", 0, start) + 1
    (sign,) = [each for each in listed if each["rule"] == "typography-number-sign"]
    assert (sign["line"], sign["before"], sign["after"], sign["cost"]) == (2, "°", "º", 0)
    names = lavra("repairs", "ato.txt", "--db", damaged).out.splitlines()[0].split("\t")
    assert names[:7] == ["rule", "span", "line", "before", "after", "cost", "confidence"]


@pytest.mark.parametrize(
    ("asked", "rules"),
    [
        (["--rule", "typography-number-sign"], {"typography-number-sign"}),
        (["--rule", "typography-number-sign", "--rule", "hyphen-join"], {"typography-number-sign", "hyphen-join"}),
        (["--rule", "unicode-cr", "--below", "1"], set()),
        (["--below", "0"], set()),
        (["--rule", "nonsense"], set()),
    ],
)
def test_repairs_that_are_asked_for(lavra: Lavra, damaged: Path, asked: list[str], rules: set[str]) -> None:
    listed = json_lines(lavra("repairs", "ato.txt", "--db", damaged, "--format", "jsonl", *asked).out)
    assert {each["rule"] for each in listed} == rules


def test_repairs_that_are_not_sure(lavra: Lavra, damaged: Path) -> None:
    every = json_lines(lavra("repairs", "ato.txt", "--db", damaged, "--format", "jsonl").out)
    some = json_lines(lavra("repairs", "ato.txt", "--db", damaged, "--format", "jsonl", "--below", "0.995").out)
    assert 0 < len(some) < len(every)
    assert some == [each for each in every if float(str(each["confidence"])) < 0.995]


@pytest.mark.parametrize(
    ("asked", "told"), [(["--below", "1.5"], "--below must be from 0 to 1"), (["--below", "much"], "--below")]
)
def test_repairs_below_what(lavra: Lavra, damaged: Path, asked: list[str], told: str) -> None:
    answer = lavra("repairs", "ato.txt", "--db", damaged, *asked)
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err


def test_repairs_of_what_could_not_be_read(lavra: Lavra, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(64))
    assert lavra("ingest", tmp_path / "a.bin", "--db", tmp_path / "acts.db").code == 6
    told = lavra("repairs", "a.bin", "--db", tmp_path / "acts.db")
    assert (told.code, told.out) == (2, "")
    assert "could not be read" in told.err


# Clean


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        (b"PORTARIA N\xc2\xb0 17\nArt. 1\xc2\xba Fica\n", "PORTARIA Nº 17\nArt. 1º Fica\n"),
        ("Ementa: nº 3\r\nsem linha final".encode(), "Ementa: nº 3\nsem linha final"),
        ("Inscrição em latim nº 1\n".encode("latin-1"), "Inscrição em latim nº 1\n"),
        ("uma lei  complemen-\ntar, e só\n\n\n".encode(), "uma lei  complemen-\ntar, e só\n\n\n"),
    ],
)
def test_clean_repairs_characters_and_keeps_lines(lavra: Lavra, tmp_path: Path, raw: bytes, cleaned: str) -> None:
    (tmp_path / "ato.txt").write_bytes(raw)
    assert lavra("clean", tmp_path / "ato.txt") == (0, cleaned, "")


# Streams


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "latin-1"}]
)
def test_output_is_utf8_whatever_the_locale(database: Path, tmp_path: Path, locale: dict[str, str]) -> None:
    done = process("export", "--db", database, **locale)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "VÁRZEA NOVA" in done.stdout.decode("utf-8").upper()
    missing = process("clean", tmp_path / "não.txt", **locale)
    assert missing.returncode == 2


@pytest.mark.parametrize("command", ["export", "acts --format table", "show 1"])
def test_a_reader_that_goes_away_is_no_error(database: Path, command: str) -> None:
    pieces = [sys.executable, "-m", "pipeline", *command.split(), "--db", str(database)]
    closed, end = os.pipe()
    os.close(closed)
    done = subprocess.run(pieces, stdout=end, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    os.close(end)
    assert (done.returncode, done.stderr) == (141, b"")


def test_the_report_is_written_when_nobody_reads_the_summary(acts: Path, tmp_path: Path) -> None:
    closed, end = os.pipe()
    os.close(closed)
    arguments = ["ingest", str(acts), "--db", str(tmp_path / "acts.db"), "--report", str(tmp_path / "r.json")]
    subprocess.run([sys.executable, "-m", "pipeline", *arguments], stdout=end, stderr=end, cwd=ROOT, check=False)
    os.close(end)
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["totals"]["loaded"] == 2


# Schema


def test_the_schema_is_told_checked_and_brought_up(lavra: Lavra, database: Path, tmp_path: Path) -> None:
    version = lavra("db", "current", "--db", database).out.strip()
    assert lavra("db", "check", "--db", database).out.startswith(f"{version}: ")
    assert lavra("db", "upgrade", "--db", database).out.strip() == version
    assert lavra("db", "upgrade", "--db", tmp_path / "new.db").out.strip() == version
    assert lavra("db", "check", "--db", tmp_path / "new.db").code == 0


def test_a_copy_exports_the_same_and_has_the_same_hash(lavra: Lavra, database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    told = lavra("db", "copy", database, copy)
    assert (told.code, told.out[:10]) == (0, "2 sources,")
    hashes = [lavra("db", "hash", "--db", each).out.strip() for each in (database, copy)]
    assert hashes[0] == hashes[1]
    assert len(hashes[0]) == 64
    assert lavra("export", "--db", copy).out == lavra("export", "--db", database).out != ""
    again = lavra("db", "copy", database, copy)
    assert (again.code, again.out) == (5, "")
    assert "is not empty" in again.err
    assert lavra("db", "copy", tmp_path / "none.db", tmp_path / "other.db").code == 5
    assert not (tmp_path / "other.db").exists()


def test_a_run_and_an_upgrade_wait_for_no_one(lavra: Lavra, acts: Path, database: Path) -> None:
    from pipeline.lock import locked  # noqa: PLC0415

    with locked(str(database)):
        for command in (["ingest", acts], ["db", "upgrade"]):
            told = lavra(*command, "--db", database)
            assert told.code == 75
            assert f"process {os.getpid()}" in told.err
        assert lavra("acts", "--db", database).code == 0
