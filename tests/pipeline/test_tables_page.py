"""The tables of an act for the eye and as CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from corpus.errors import SettingsError
from pipeline import tables_page
from pipeline.tables_page import show, write_csv

if TYPE_CHECKING:
    from corpus.records import JsonObject

WHERE = "/tables/0/rows"
TABLE: JsonObject = {
    "annex": "ANEXO I",
    "caption": "Obras [por lote]",
    "columns": ["Lugar", "Valor, em reais"],
    "rows": [["Una", "3718.36"], ["Ipê", "1720.00"], ["Avaré", "150"], ["Tatuí", None], ["TOTAL", "9000.00"]],
    "total_row_indices": [4],
    "column_types": ["municipality", "money"],
    "equations": [
        {"kind": "group_total", "text": "total of Valor", "columns": [1], "holds": 0, "fails": 1, "failing": [[4, 1]]},
        {"kind": "sum", "text": "A + B = C", "columns": [1], "holds": 5, "fails": 0, "failing": []},
    ],
}
RECORD: JsonObject = {
    "tables": [TABLE, {"annex": None, "caption": None, "columns": ["X"], "rows": [["1"]], "total_row_indices": []}],
    "repairs": [
        {"where": f"{WHERE}/0/1", "raw": "371836", "value": "3718.36", "witnesses": ["A + B = C", "total of Valor"]},
        {"where": None, "raw": "Avare", "value": "Avaré", "witnesses": []},
        {"where": "/number", "raw": "Il", "value": "II", "witnesses": []},
    ],
    "problems": [
        {"code": "sum_mismatch", "where": f"{WHERE}/1/1", "detail": "fails by 600; 1.120,00 would satisfy both"},
        {"code": "damaged", "where": f"{WHERE}/2/1", "detail": "'150' does not fit its column"},
        {"code": "no_date", "where": "/date", "detail": "none"},
    ],
    "provenance": {f"{WHERE}/4/1": {"confidence": 0.4}, f"{WHERE}/0/0": {"confidence": 0.9}},
}


@pytest.fixture
def page(capsys: pytest.CaptureFixture[str]) -> str:
    show(RECORD)
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "expected",
    [
        "Table 1: ANEXO I – Obras [por lote]",
        "municipality",
        "* 3718.36",
        "! 1720.00",
        "? 150",
        "? 9000.00",
        "* repaired, and proved",
        "! legible, but its equations ask for another value",
        "* row 0 (Una), Valor, em reais: 371836 is 3718.36: A + B = C; total of Valor",
        "= total of Valor: fails 1 of 1",
        "= A + B = C: holds 5",
        "sum_mismatch, row 1 (Ipê), Valor, em reais: fails by 600; 1.120,00 would satisfy both",
        "Table 2",
    ],
)
def test_a_page_tells_what_is_known_of_the_cells(page: str, expected: str) -> None:
    assert expected in page


@pytest.mark.parametrize("absent", ["* Una", "? Una", "no_date", "row None", "None", "is II"])
def test_a_page_tells_nothing_else(page: str, absent: str) -> None:
    assert absent not in page


def test_one_table_alone(capsys: pytest.CaptureFixture[str]) -> None:
    show(RECORD, table=2)
    out = capsys.readouterr().out
    assert "Table 2" in out
    assert "Table 1" not in out
    assert "repaired" not in out


def test_a_wide_table_is_not_folded_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    long = "Secretaria de Estado " * 9
    show({"tables": [{**TABLE, "columns": [long, "Valor"], "rows": [[long, "1.00"]], "equations": []}]})
    assert long.strip() in capsys.readouterr().out


def test_csv_holds_the_plain_values() -> None:
    out = io.StringIO()
    write_csv(RECORD, out, table=1)
    rows = list(csv.reader(io.StringIO(out.getvalue())))
    assert rows[0] == ["Lugar", "Valor, em reais"]
    assert rows[1:] == [["Una", "3718.36"], ["Ipê", "1720.00"], ["Avaré", "150"], ["Tatuí", ""], ["TOTAL", "9000.00"]]


@pytest.mark.parametrize(
    ("record", "table", "message"),
    [
        (RECORD, None, "has 2 tables: say which by --table 1 to 2"),
        (RECORD, 3, "no table 3: --table must be from 1 to 2"),
        (RECORD, 0, "no table 0"),
        ({"tables": []}, None, "the act has no table"),
    ],
)
def test_what_cannot_be_shown_is_told(record: JsonObject, table: int | None, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        write_csv(record, io.StringIO(), table=table)


def test_a_table_without_types_or_equations_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    show({"tables": [{"columns": ["A"], "rows": [["1"], [None]], "total_row_indices": []}]})
    assert "Table 1" in capsys.readouterr().out


@pytest.mark.parametrize("sign", [mark.sign for mark in tables_page.MARKS])
def test_signs_tell_without_colours(page: str, sign: str) -> None:
    assert f"\n{sign} " in page
