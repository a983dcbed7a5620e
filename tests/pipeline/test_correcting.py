"""`lavra correct`, `lavra corrections` and `lavra review`, as a person at a keyboard uses them."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from db import Store
from pipeline.correcting import COLUMNS
from pipeline.reviewing import marked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.pipeline.conftest import Told

ANA = ("--by", "ana", "--why", "seen")
PORTARIA = "portaria.txt#1"


@pytest.fixture
def db(lavra: Callable[..., Told], acts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of two acts."""
    monkeypatch.delenv("LAVRA_BY", raising=False)
    path = tmp_path / "acts.db"
    assert lavra("ingest", acts, "--db", path).code == 0
    return path


@pytest.fixture
def correct(lavra: Callable[..., Told], db: Path) -> Callable[..., Told]:
    """Correct an act, or fail."""
    return lambda *words: lavra("correct", *words, "--db", db)


def records(told: Told) -> dict[str, dict[str, object]]:
    found = (json.loads(line) for line in told.out.splitlines())
    return {str(each["source"]): each for each in found}


def test_a_correction_is_shown_listed_and_taken_back(lavra: Callable[..., Told], db: Path, correct: Callable[..., Told]) -> None:
    read = lavra("export", "--db", db).out
    assert correct(PORTARIA, "number", "18", *ANA).err == "#1 active: /number of portaria.txt#1\n"
    assert correct(PORTARIA, "art2", "Esta Portaria vigora já.", *ANA).code == 0
    page = lavra("show", PORTARIA, "--db", db).out
    assert "portaria 18/2019" in page
    assert "/number: 18 (read: 17), by ana" in page
    assert "vigora já" in page
    assert "18/2019" not in lavra("show", PORTARIA, "--uncorrected", "--db", db).out
    assert "\t18\t" in lavra("acts", "--db", db).out
    assert records(lavra("export", "--db", db))["portaria.txt"]["number"] == "18"
    assert lavra("export", "--uncorrected", "--db", db).out == read
    listed = [json.loads(line) for line in lavra("corrections", "--format", "jsonl", "--db", db).out.splitlines()]
    assert [(each["field"], each["old"], each["new"], each["by"]) for each in listed] == [
        ("/number", "17", "18", "ana"),
        ("/provisions/1/text", listed[1]["old"], "Esta Portaria vigora já.", "ana"),
    ]
    assert lavra("corrections", "--state", "withdrawn", "--db", db).out.count("\n") == 1
    assert correct(PORTARIA, "number", "--undo", "--by", "rui").err == "#1 withdrawn: /number of portaria.txt#1\n"
    assert correct(PORTARIA, "art2", "--undo", "--by", "rui").code == 0
    assert lavra("export", "--db", db).out == read


WRONG = [
    (("number",), "give the VALUE"),
    (("number", "18", "--null"), "--null takes no VALUE"),
    (("number", "--null", "--delete"), "one thing at a time: --null, --delete"),
    (("number", "18", "--by", "ana"), "why"),
    (("number", "18", "--why", "seen"), "who says so"),
    (("number", "18", "--by", " ", "--why", "seen"), "--by is empty"),
    (("date", "9 de julho", *ANA), "yyyy-mm-dd"),
    (("nothing", "x", *ANA), "no field that can be corrected"),
    (("number", "--undo", "--by", "ana"), "no correction of 'number' stands"),
]


@pytest.mark.parametrize(("words", "told"), WRONG)
def test_what_is_wrong_is_told_in_a_line(correct: Callable[..., Told], words: tuple[str, ...], told: str) -> None:
    answer = correct(PORTARIA, *words)
    assert answer.code == 2
    assert told in answer.err
    assert answer.err.count("\n") == 1


def test_a_later_release_keeps_what_was_corrected(
    lavra: Callable[..., Told], db: Path, acts: Path, correct: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole way: the release changes, the sources are read again, the correction stands."""
    assert correct(PORTARIA, "number", "18", *ANA).code == 0
    assert correct("decreto.txt#1", "/signatories/0/name", "Antônio R. Cardim", *ANA).code == 0
    monkeypatch.setattr("pipeline.release.release", lambda *_, **__: "9.9.9")
    assert lavra("ingest", acts, "--db", db).code == 0
    with Store.open(db) as store:
        assert {row.release for row in store.sources()} == {"9.9.9"}
    told = records(lavra("export", "--db", db))
    assert told["portaria.txt"]["number"] == "18"
    assert told["decreto.txt"]["signatories"][0]["name"] == "Antônio R. Cardim"  # type: ignore[index]


# --- carried by CSV


def test_corrections_travel_as_csv(
    lavra: Callable[..., Told], db: Path, acts: Path, correct: Callable[..., Told], tmp_path: Path
) -> None:
    correct(PORTARIA, "number", "18", *ANA)
    correct(PORTARIA, "summary", "=HYPERLINK(1)\r\nlinha 2", *ANA)
    correct(PORTARIA, "place", "'aspas", *ANA)
    correct(PORTARIA, "issuer", "--null", *ANA)
    correct(PORTARIA, "/signatories/-", '{"name": "Eva Paz"}', "--insert", *ANA)
    correct("decreto.txt#1", "/signatories/0", "--delete", *ANA)
    file, other = tmp_path / "ours.csv", tmp_path / "other.db"
    assert lavra("corrections", "--export", file, "--db", db).err.startswith("6 corrections written to ")
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    assert tuple(rows[0]) == COLUMNS
    assert not [cell for row in rows[1:] for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert lavra("ingest", acts, "--db", other).code == 0
    assert lavra("corrections", "--import", file, "--db", other).err == "6 added\n"
    assert lavra("export", "--db", other).out == lavra("export", "--db", db).out
    assert lavra("corrections", "--import", file, "--db", other).err == "6 known\n"
    assert lavra("corrections", "--import", file, "--db", db).err == "6 known\n"
    assert lavra("db", "hash", "--db", db).out.split()[0] == lavra("db", "hash", "--db", other).out.split()[0]


def written(path: Path, *rows: dict[str, str]) -> Path:
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, ["act", "field", "new", "why", "by"])
    table.writeheader()
    table.writerows(rows)
    path.write_text(out.getvalue(), "utf-8")
    return path


def test_a_file_by_hand_is_taken_and_its_slips_are_told(
    lavra: Callable[..., Told], db: Path, correct: Callable[..., Told], tmp_path: Path
) -> None:
    correct(PORTARIA, "number", "18", *ANA)
    row = {"act": PORTARIA, "field": "number", "new": "19", "why": "w", "by": "rui"}
    file = written(
        tmp_path / "by_hand.csv",
        row,
        {**row, "field": "date", "new": "2019-03-05"},
        {**row, "field": "date", "new": "05/03/2019"},
        {**row, "act": "nowhere.txt#1"},
        {**row, "act": "decreto.txt#1", "new": "233"},
    )
    told = lavra("corrections", "--import", file, "--db", db)
    assert told.code == 2
    assert "line 2: number of portaria.txt#1 is corrected otherwise here" in told.err
    assert "line 4: " in told.err
    assert "line 5: number of nowhere.txt#1 is not in this database" in told.err
    assert "2 added, 1 conflict, 1 orphaned, 1 wrong" in told.err
    assert records(lavra("export", "--db", db))["portaria.txt"]["number"] == "18"
    assert records(lavra("export", "--db", db))["portaria.txt"]["date"] == "2019-03-05"
    lavra("corrections", "--import", file, "--force", "--db", db)
    assert records(lavra("export", "--db", db))["portaria.txt"]["number"] == "19"


@pytest.mark.parametrize(
    ("content", "told"), [(b"a,b\n1,2\n", "lacks the columns act, field"), (b"\xff\xfe,", "not UTF-8"), (None, "cannot read")]
)
def test_a_file_that_is_none_is_refused(
    lavra: Callable[..., Told], db: Path, tmp_path: Path, content: bytes | None, told: str
) -> None:
    file = tmp_path / "odd.csv"
    if content is not None:
        file.write_bytes(content)
    answer = lavra("corrections", "--import", file, "--db", db)
    assert answer.code == 2
    assert told in answer.err


# --- review


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Type some lines at the next command."""
    return lambda *lines: monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def queue(lavra: Callable[..., Told], db: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in lavra("review", "--below", "1", "--format", "jsonl", "--db", db).out.splitlines()]


def test_the_queue_is_walked(lavra: Callable[..., Told], db: Path, typed: Callable[..., None]) -> None:
    with Store.open(db) as store, store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE provenance SET confidence = 0.3 WHERE pointer = '/number'")
        connection.exec_driver_sql("UPDATE provenance SET confidence = 0.2 WHERE pointer = '/date'")
    dates_first = [each["field"] for each in queue(lavra, db)][:4]
    assert dates_first == ["/date", "/date", "/number", "/number"]
    typed("x", "a", "c", "9 de março", "seen", "c", "2019-03-09", "seen", "s", "q")
    told = lavra("review", "--below", "0.5", "--by", "ana", "--db", db)
    assert told.code == 0
    assert "one of a, c, s, q" in told.out
    assert "yyyy-mm-dd" in told.out
    assert "⟦" in told.out
    assert told.out.endswith("\n1 accepted, 1 corrected, 1 skipped\n")
    assert [each["field"] for each in queue(lavra, db)][:2] == ["/number", "/number"]
    assert records(lavra("export", "--db", db))["portaria.txt"]["date"] == "2019-03-09"
    typed()
    assert lavra("review", "--below", "0.5", "--by", "ana", "--db", db).out.endswith("0 accepted, 0 corrected, 0 skipped\n")
    assert lavra("review", "--db", db).code == 2


def test_the_queue_is_listed_for_programs(lavra: Callable[..., Told], db: Path) -> None:
    rows = queue(lavra, db)
    assert rows
    assert all(isinstance(each["context"], list) and each["line"] for each in rows if each["span"])
    told = lavra("review", "--below", "1", "--limit", "1", "--format", "tsv", "--db", db).out
    assert told.count("\n") == 2
    assert lavra("review", "--below", "7", "--by", "ana", "--db", db).code == 2


@pytest.mark.parametrize(
    ("raw", "span", "shown"),
    [
        ("a\nb\nc\nd", (2, 3), ["a", "⟦b⟧", "c"]),
        ("só", (0, 2), ["⟦só⟧"]),
        ("a\nb", (0, 3), ["⟦a", "b⟧"]),
        ("", (0, 0), ["⟦⟧"]),
        ("a", None, []),
        ("x" * 500, (250, 251), ["…" + "x" * 80 + "⟦x⟧" + "x" * 77 + "…"]),
    ],
)
def test_the_stretch_is_marked_in_its_lines(raw: str, span: tuple[int, int] | None, shown: list[str]) -> None:
    assert marked(raw, span) == shown


def test_a_long_stretch_is_cut_in_the_middle() -> None:
    told = marked("\n".join(map(str, range(100))), (0, 200))
    assert len(told) == 13
    assert "…" in told
