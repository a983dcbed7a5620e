from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from db.exports import csv_columns, flat, guarded, write_csv, write_jsonl
from tests.db.making import bare
from tests.db.strategies import records

if TYPE_CHECKING:
    from corpus.records import Json, JsonObject


def as_csv(*told: JsonObject) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    assert write_csv(told, out) == len(told)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


@settings(max_examples=50, deadline=None)
@given(records())
def test_json_lines_are_the_records(record: JsonObject) -> None:
    out = io.StringIO()
    assert write_jsonl([record, record], out) == 2
    lines = out.getvalue().splitlines()
    assert len(lines) == 2
    assert list(map(json.loads, lines)) == [record, record]
    assert [list(json.loads(line)) for line in lines] == [list(record)] * 2


def test_json_lines_keep_their_letters_and_their_lines() -> None:
    out = io.StringIO()
    write_jsonl([bare(text="ação\u2028\u2029\x85\n")], out)
    assert "ação\\u2028\\u2029\\u0085\\n" in out.getvalue()
    assert out.getvalue().count("\n") == 1


def test_no_records_no_lines() -> None:
    out = io.StringIO()
    assert write_jsonl([], out) == 0
    assert out.getvalue() == ""
    assert as_csv() == []


def test_a_number_that_json_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        write_jsonl([bare(confidence=float("nan"))], io.StringIO())


def test_csv_is_an_act_a_row() -> None:
    told = bare(
        number="5", year=1996, summary='aspas "e", vírgulas;\nlinhas', recitals=["a", "b"],
        publication={"gazette": "DOE/MT", "edition": "28315", "date": None},
        protocol=None, signatories=[{"name": "Ana", "roles": []}], problems=[],
    )  # fmt: skip
    first, second = as_csv(told, bare(ordinal=2))
    assert (first["number"], first["year"], first["summary"]) == ("5", "1996", 'aspas "e", vírgulas;\nlinhas')
    assert (first["publication_gazette"], first["publication_edition"], first["publication_date"]) == ("DOE/MT", "28315", "")
    assert (first["protocol_number"], first["n_recitals"], first["n_signatories"], first["n_problems"]) == ("", "2", "1", "0")
    assert (second["ordinal"], second["number"]) == ("2", "")
    assert "text" not in first


@settings(max_examples=50, deadline=None)
@given(records())
def test_every_cell_of_the_csv_comes_from_the_record(record: JsonObject) -> None:
    (row,) = as_csv(record)
    cells = flat(record)
    assert list(row) == list(csv_columns())
    for name in csv_columns():
        expected = guarded(cells[name])
        assert row[name] == ("" if expected is None else str(expected))
        assert row[name][:1] not in {"=", "+", "@", "\t", "\r"}


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+55 65", "'+55 65"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("a=1", "a=1"),
        ("'=1", "'=1"),
        ("", ""),
        (" =1", " =1"),
        (-1, -1),
        (None, None),
    ],
)
def test_no_cell_is_run_as_a_formula(cell: Json, safe: Json) -> None:
    assert guarded(cell) == safe
