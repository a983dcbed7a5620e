"""Manifests beside the sources: read, joined, and never the end of a run."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.acts import Act, Found, Publication
from corpus.knowledge import rows, string, strings
from corpus.sidecar import Sidecar
from corpus.source import SourceDocument
from corpus.spans import Span
from pipeline.attested import attested
from pipeline.discover import discover
from pipeline.manifests import READ_AS
from pipeline.reading import read_source
from pipeline.report import Status
from pipeline.settings import Settings
from tests.pipeline.conftest import PORTARIA
from tests.pipeline.test_run import go

if TYPE_CHECKING:
    from corpus.records import JsonObject

VALUES = [
    (string(row, "kind"), value, name == "examples")
    for row in rows("manifest_columns")
    for name in ("examples", "counterexamples")
    for value in strings(row, name)
]


@pytest.mark.parametrize(("kind", "value", "readable"), VALUES)
def test_the_table_tells_which_values_can_be_read(kind: str, value: str, readable: bool) -> None:  # noqa: FBT001
    assert (READ_AS[kind](value) is not None) is readable


def sidecars(folder: Path, *names: str) -> dict[str, Sidecar]:
    found = discover([str(folder / name) for name in names] or [str(folder)])
    assert not found.unreached
    return {Path(path).name: each for path, each in found.sidecars.items()}


def faults(folder: Path) -> list[str]:
    return [each.reason for each in discover([str(folder)]).unreached]


def put(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, "utf-8")
    return folder


ROW = "DOE/MT", "28315", date(2022, 8, 24), "Seção 1", "MT", 2022


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("manifest_csv", "file,gazette,edition,date,section,state\na.txt,DOE/MT,28.315,2022-08-24,Seção 1,MT\n"),
        ("manifest_csv", "\ufeffArquivo;Diário;Edição;Data;Seção;UF\r\na.txt;DOE/MT;nº 28315;24/08/2022;Seção 1;Mato Grosso\r\n"),
        ("manifesto_csv", "uf\tdata\tjornal\tarquivo\tnumero\tcaderno\tnota\nmt\t24.8.2022\tDOE/MT\ta.txt\t28315\tSeção 1\tx\n"),
        (
            "manifest_json",
            '[{"file":"a.txt","gazette":"DOE/MT","edition":28315,"date":"2022-08-24","section":"Seção 1","state":"MT"}]',
        ),
        ("manifest_json", '{"a.txt":{"gazette":"DOE/MT","edition":"28315","date":"2022-08-24","section":"Seção 1","uf":"MT"}}'),
        (
            "a_txt_json",
            '{"gazette":"DOE/MT","edition":"28315","date":"2022-08-24T00:00:00","section":"Seção 1","uf":"MT","x":[1]}',
        ),
    ],
)
def test_a_manifest_in_any_form_tells_the_same(tmp_path: Path, name: str, content: str) -> None:
    put(tmp_path, a_txt="ato lei", **{name: content})
    (told,) = sidecars(tmp_path).values()
    assert (told.gazette, told.edition, told.date, told.section, told.state, told.year) == ROW
    assert told.faults == ()


def test_a_file_named_outright_has_its_row_and_manifests_are_no_sources(tmp_path: Path) -> None:
    put(
        tmp_path,
        a_txt="x",
        b_txt="y",
        b_txt_json='{"edition": 7}',
        c_json="{}",
        manifest_csv="file,edition\na.txt,3\ngone.txt,4\n",
    )
    assert sidecars(tmp_path, "a.txt")["a.txt"].edition == "3"
    assert sidecars(tmp_path, "b.txt")["b.txt"].edition == "7"
    assert [Path(path).name for path in discover([str(tmp_path)]).files] == ["a.txt", "b.txt", "c.json"]


def test_the_nearest_is_believed_and_what_two_rows_contradict_is_not(tmp_path: Path) -> None:
    put(
        tmp_path,
        d__a_txt="x",
        d__b_txt="x",
        manifest_csv="file,edition\nd/a.txt,1\nd/b.txt,1\nd/b.txt,2\n",
        d__manifest_csv="file,edition\na.txt,3\n",
    )
    told = sidecars(tmp_path)
    assert told["a.txt"].edition == "3"
    assert told["b.txt"].edition is None
    assert told["b.txt"].faults == ("manifest.csv, line 4: edition is 2, but 1 in manifest.csv, line 3",)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("file,date\ngone.pdf,2022-01-01\n", "manifest.csv, line 2: names 'gone.pdf', and there is no such file in its folder"),
        (
            "file,date\n../../etc/passwd,\n",
            "manifest.csv, line 2: names '../../etc/passwd', and there is no such file in its folder",
        ),
        ("file,date\n,2022-01-01\n", "manifest.csv, line 2: no file is named"),
        ("name,date\na.txt,2022-01-01\n", "the manifest cannot be read: no column names the files (file, arquivo)"),
        ("", "the manifest cannot be read: no column names the files (file, arquivo)"),
        ('file,date\n"a.txt,2022', "the manifest cannot be read: unexpected end of data"),
    ],
)
def test_what_is_wrong_with_a_manifest_is_told_and_the_run_goes_on(tmp_path: Path, content: str, told: str) -> None:
    put(tmp_path, a_txt="ato lei", manifest_csv=content)
    assert faults(tmp_path) == [told]
    report = go(tmp_path)
    assert (report.count(Status.LOADED), report.count(Status.FAILED), report.exit_code()) == (1, 1, 2)


@pytest.mark.parametrize("content", ["{", "[1]", '"a"', "[" * 100_000, "\udc80"])
@pytest.mark.parametrize("name", ["manifest.json", "a.txt.json"])
def test_broken_json_is_told(tmp_path: Path, content: str, name: str) -> None:
    put(tmp_path, a_txt="ato lei")
    (tmp_path / name).write_bytes(content.encode("utf-8", "surrogateescape"))
    (told,) = faults(tmp_path)
    assert "cannot be read: " in told


def test_many_rows_without_a_file_are_counted(tmp_path: Path) -> None:
    put(tmp_path, a_txt="x", manifest_csv="file\n" + "".join(f"{at}.pdf\n" for at in range(50)))
    told = faults(tmp_path)
    assert (len(told), told[-1]) == (21, "manifest.csv: 30 more rows name no file in its folder")


def test_values_that_cannot_be_read_are_left_out_and_told(tmp_path: Path) -> None:
    put(tmp_path, a_txt="x", manifest_csv="file,date,state,edition,year\na.txt,31/02/2020,XX,5,1999\n")
    told = sidecars(tmp_path)["a.txt"]
    assert (told.date, told.state, told.edition, told.year) == (None, None, "5", 1999)
    assert told.faults == ("manifest.csv, line 2: '31/02/2020' is no date", "manifest.csv, line 2: 'XX' is no state")


def test_another_row_is_another_reading() -> None:
    settings = Settings("1")
    kinds = [Sidecar("a", edition="1"), Sidecar("b", edition="1"), Sidecar("a", edition="2"), None]
    releases = [settings.release_for(SourceDocument.of(b"x", path="x", sidecar=each)) for each in kinds]
    assert releases[0] == releases[1] != releases[2] != releases[3] == "1"


def record(text: str, sidecar: Sidecar | None) -> JsonObject:
    reading = read_source(SourceDocument.of(text.encode(), path="a.txt", sidecar=sidecar), Settings("1"))
    return reading.records[0].fields


FULL = Sidecar("manifest.csv, line 2", "DOE/MT", "28315", date(2022, 8, 24), "Seção 1", "MT", 2022)


def test_what_the_text_does_not_say_comes_from_the_manifest_and_says_so() -> None:
    plain, told = record(PORTARIA, None), record(PORTARIA, FULL)
    assert plain["publication"] is None
    assert told["publication"] == {"gazette": "DOE/MT", "edition": "28315", "date": "2022-08-24"}
    notes = told["provenance"]
    assert isinstance(notes, dict)
    for pointer in ("/publication/gazette", "/publication/edition", "/publication/date", "/section"):
        note = notes[pointer]
        assert isinstance(note, dict)
        assert (note["derived"], note["rules"], note["raw"], note["confidence"]) == ("manifest", ["manifest"], "", 0.9)
    same = {name for name in plain if plain[name] == told[name]}
    assert set(plain) - same == {"publication", "section", "provenance", "confidence", "release"}


def an_act(day: date | None = None, out: Publication | None = None) -> Act:
    at = Span(3, 8)
    return Act(Span(3, 90), Found("portaria", at, "x"), date=Found(day, at, "x") if day else None, publication=out)


def out(edition: str | None, day: date | None) -> Publication:
    at = Span(4, 6)
    return Publication(None, Found(edition, at, "x") if edition else None, Found(day, at, "x") if day else None)


@pytest.mark.parametrize(
    ("act", "where"),
    [
        (an_act(out=out("27", None)), "/publication/edition"),
        (an_act(out=out("28315", date(2022, 8, 25))), "/publication/date"),
        (an_act(date(2022, 8, 25)), "/date"),
    ],
)
def test_what_text_and_manifest_contradict_is_a_problem_and_the_text_stands(act: Act, where: str) -> None:
    told = attested(act, FULL)
    assert told.publication == act.publication
    assert [problem.where for problem in told.problems] == [where]
    assert {problem.code for problem in told.problems} == {"manifest_conflict"}


@pytest.mark.parametrize("act", [an_act(date(2022, 8, 24)), an_act(out=out("028.315", None)), an_act(out=out(None, FULL.date))])
def test_what_agrees_is_filled_up(act: Act) -> None:
    told = attested(act, FULL)
    assert not told.problems
    assert told.publication is not None
    assert told.publication.gazette == Found("DOE/MT", Span(3, 3), "manifest", 0.9, derived=True)
    if act.publication is not None:
        assert told.publication.edition == (act.publication.edition or Found("28315", Span(3, 3), "manifest", 0.9, derived=True))


def test_year_and_state_steer_repairs_only_where_the_text_is_silent() -> None:
    from pipeline.repair import repair  # noqa: PLC0415

    assert [(context.year, context.state) for context in (
        repair("sem nada")[1], repair("sem nada", sidecar=FULL)[1], repair("Recife/PE, 3 de maio de 1999", sidecar=FULL)[1]
    )] == [(None, None), (2022, "MT"), (1999, "PE")]  # fmt: skip


def test_a_whole_run_stores_what_the_manifest_tells(tmp_path: Path) -> None:
    from db.store import Store  # noqa: PLC0415
    from pipeline.ingest import Request, ingest  # noqa: PLC0415
    from tests.pipeline.fakes import Seen  # noqa: PLC0415

    sources = tmp_path / "in"
    sources.mkdir()
    (sources / "a.txt").write_text(PORTARIA, "utf-8")
    (sources / "a.txt.json").write_text(json.dumps({"edition": "28315", "date": "31/31/2022"}), "utf-8")
    database = str(tmp_path / "a.db")
    for expected in (Status.LOADED, Status.UNCHANGED):
        report = ingest(Request([str(sources)], database, None, ()), Settings("1"), watcher=Seen())
        assert [outcome.status for outcome in report.outcomes] == [expected]
    (sources / "a.txt.json").write_text(json.dumps({"edition": "28316"}), "utf-8")
    report = ingest(Request([str(sources)], database, None, ()), Settings("1"), watcher=Seen())
    assert [outcome.status for outcome in report.outcomes] == [Status.LOADED]
    with Store.open(database) as store:
        (stored,) = store.records()
    assert stored["publication"] == {"gazette": None, "edition": "28316", "date": None}
