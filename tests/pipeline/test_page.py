"""One act as a page, the CSV of headers, the summary of a run: all that a record may hold is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import regex

from pipeline import summary
from pipeline.page import show
from pipeline.report import Outcome, Report, Status

if TYPE_CHECKING:
    from corpus.records import JsonObject

RAW = "linha um\nEXTRATO DE CONTRATO 7\nlinha três"


def note(span: tuple[int, int], **more: float | str) -> JsonObject:
    return {"span": list(span), "raw": RAW[slice(*span)], "page": 1, "box": None, "rules": ["a", "b"], "confidence": 0.5, **more}


RECORD: JsonObject = {
    "source": "a.txt",
    "sha256": "ab" * 32,
    "ordinal": 2,
    "line_start": 2,
    "line_end": 3,
    "type": "extrato",
    "number": "7",
    "number_suffix": "A",
    "year": 1999,
    "publication": {"gazette": "DOE", "edition": None, "date": "1999-02-03"},
    "recipient": None,
    "recitals": ["primeiro [tadba]"],
    "provisions": [
        {"kind": "artigo", "number": "1", "text": "Ordena:", "quoted": None, "group": ["TÍTULO I"], "children": []},
        {
            "kind": "artigo",
            "number": "2",
            "text": "Altera",
            "quoted": "Nova redação",
            "group": ["TÍTULO I"],
            "children": [{"kind": "inciso", "number": "I", "text": "de dentro", "quoted": None, "group": [], "children": []}],
        },
    ],
    "labelled": [{"label": "Objeto", "value": "compra de papel"}],
    "parties": [{"name": "Papelaria Aurora", "part": "contratada", "cnpj": "11.222.333/0001-81", "cpf": None}],
    "signatories": [{"name": "Ana Lima", "roles": ["Secretária", "Presidente"]}, {"name": "Rui Sá", "roles": []}],
    "annexes": [
        {"label": "ANEXO I", "title": "Normas", "text": "texto do anexo", "provisions": []},
        {"label": "ANEXO II", "title": None, "text": None, "provisions": [{"kind": "artigo", "number": "1", "text": "do anexo"}]},
    ],
    "tables": [
        {"annex": None, "caption": None, "columns": ["A", "B"], "rows": [["1", None], ["1", "2"]], "total_row_indices": [1]}
    ],
    "references": [
        {"type": "lei", "number": "8", "suffix": None, "year": 1990, "issuer": None, "relation": "cites", "raw": "Lei 8/90"}
    ],
    "amounts": [{"value": "12.50", "currency": "BRL", "raw": "R$ 12,50"}],
    "problems": [{"code": "no_signature", "where": "/signatories", "span": [9, 16], "detail": "none"}],
    "repairs": [{"rule": "x"}],
    "confidence": 0.75,
    "release": "1+2",
    "provenance": {"/type": note((9, 16)), "/number": note((29, 30)), "/year": note((0, 8), derived="year-of-date")},
}


@pytest.mark.parametrize(
    "expected",
    [
        "extrato 7A/1999 — act 2 of a.txt, lines 2 to 3",
        "p. 1, line 2, 9-16",
        "(derived from) linha um",
        "publication/date",
        "primeiro [tadba]",
        "TÍTULO I",
        "artigo 2: Altera",
        "“Nova redação”",
        "inciso I: de dentro",
        "Objeto: compra de papel",
        "Papelaria Aurora, part contratada, cnpj 11.222.333/0001-81",
        "Ana Lima (Secretária, Presidente)",
        "- Rui Sá",
        "ANEXO I – Normas",
        "texto do anexo",
        "Annex ANEXO II (1)",
        "(no caption): 2 rows (1 of totals) of 2 columns: A, B",
        "cites lei 8/1990  [Lei 8/90]",
        "BRL 12.50  [R$ 12,50]",
        "no_signature /signatories at 9-16: none",
        "1 repairs; confidence 0.75; release 1+2",
    ],
)
def test_a_page_tells_all_that_a_record_holds(capsys: pytest.CaptureFixture[str], expected: str) -> None:
    show(RECORD, raw=RAW)
    assert expected in capsys.readouterr().out


def test_a_page_does_without_values(capsys: pytest.CaptureFixture[str]) -> None:
    show(RECORD, raw=RAW)
    out = capsys.readouterr().out
    assert "recipient" not in out
    assert "edition" not in out
    show({"source": "a.txt", "type": "aviso", "ordinal": 1}, raw="")
    assert "aviso — act 1 of a.txt" in capsys.readouterr().out


def report(failures: int) -> Report:
    made = Report("1", "db", (), "now", sources=failures + 2, left=1, stopped="SIGINT")
    made.outcomes = [Outcome("a.txt", "0", Status.LOADED, {"lei": 2, "ata": 3}, {"no_date": 1}, 7)]
    made.outcomes += [Outcome(f"f{i}.txt", None, Status.FAILED, error="it is empty", exit_code=6) for i in range(failures)]
    return made


def person_at(monkeypatch: pytest.MonkeyPatch, *, out: bool, err: bool, columns: int = 120) -> None:
    """Let a person see the streams."""
    monkeypatch.setattr("pipeline.streams.Output.isatty", lambda _: out)
    monkeypatch.setattr("pipeline.summary.sys.stderr.isatty", lambda: err)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm")


@pytest.mark.parametrize("person", [True, False])
def test_the_summary(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, person: bool) -> None:  # noqa: FBT001
    person_at(monkeypatch, out=person, err=False)
    made = report(12)
    made.seconds = 75.0
    summary.summarize(made)
    out = capsys.readouterr().out
    for told in (
        "14: 1 loaded, 12 failed, 1 left",
        "5: ata 3, lei 2",
        "1: no_date 1",
        "f9.txt: it is empty",
        "and 2 more",
        "by SIGINT",
        "1 min 15 s",
    ):
        assert told in out
    assert "f10.txt" not in out


@pytest.mark.parametrize(
    ("out", "err", "again"), [(True, True, False), (True, False, True), (False, True, True), (False, False, True)]
)
def test_failures_are_not_told_twice_on_one_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *, out: bool, err: bool, again: bool
) -> None:
    person_at(monkeypatch, out=out, err=err)
    summary.summarize(report(2))
    told = capsys.readouterr().out
    assert ("f1.txt: it is empty" in told) == again
    assert "2 failed" in told


def test_a_run_that_loads_nothing_says_nothing_of_acts() -> None:
    made = Report("1", "db", (), "now", sources=1)
    made.outcomes = [Outcome("a.txt", "0", Status.UNCHANGED)]
    assert summary.rows(made) == [("sources", "1: 0 loaded, 1 unchanged"), ("time", "0.0 s")]


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_a_name_and_its_count_stay_together(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    made = report(0)
    counts = {f"tipo_{letter}": number for number, letter in enumerate("abcdefghijkl", start=1)}
    made.outcomes = [Outcome("a.txt", "0", Status.LOADED, counts)]
    person_at(monkeypatch, out=True, err=True, columns=columns)
    summary.summarize(made)
    told = regex.sub(r"\x1b\[[\d;]*m", "", capsys.readouterr().out)
    assert all(f"{name} {count}" in told for name, count in counts.items())
    assert max(map(len, told.splitlines())) <= columns
