"""Tables as workbooks: values with their types, marks as colours, nothing that runs."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from corpus.errors import SettingsError
from pipeline.tables_page import guarded
from pipeline.tables_workbook import FILLS, workbook
from tests.pipeline.test_tables_page import RECORD

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from corpus.records import JsonObject

TYPED: JsonObject = {
    "source": "a.txt",
    "tables": [
        {
            "annex": None,
            "caption": "=1+1",
            "columns": ["Código", "Dia", "%", "Qtd.", "Valor", "Quociente", "Nota"],
            "rows": [
                ["0123", "03/05/2019", "12.5", "1200", "-0.40", "0.333", "=2+2"],
                ["9", "31/02/2019", "isento", None, "12345678901234567.89", "1", "@cmd"],
                ["1", "01/01/1850", "1", "2", "3.00", "4", "http://exemplo.gov.br"],
            ],
            "total_row_indices": [2],
            "column_types": ["code", "date", "percent", "integer", "money", "quotient", "text"],
            "equations": [],
            "municipalities": [{"row": 0, "column": 6, "ibge": "3550308"}],
        }
    ],
}


def opened(record: JsonObject, *, table: int | None = None) -> Workbook:
    return openpyxl.load_workbook(BytesIO(workbook(record, table=table)))


@pytest.mark.parametrize(
    ("place", "value", "shown"),
    [
        ("A3", "0123", "General"),
        ("B3", datetime(2019, 5, 3), "dd/mm/yyyy"),  # noqa: DTZ001
        ("C3", 12.5, '#,##0.00##"%"'),
        ("D3", 1200, "#,##0"),
        ("E3", -0.4, "#,##0.00"),
        ("F3", 0.333, "#,##0.00##"),
        ("G3", "=2+2", "General"),
        ("B4", "31/02/2019", "General"),
        ("C4", "isento", "General"),
        ("D4", None, "General"),
        ("E4", "12345678901234567.89", "General"),
        ("G4", "@cmd", "General"),
        ("B5", "01/01/1850", "General"),
        ("G5", "http://exemplo.gov.br", "General"),
    ],
)
def test_cells_have_their_types(place: str, value: object, shown: str) -> None:
    cell = opened(TYPED)["Table 1"][place]
    assert cell.value == value
    assert cell.number_format == shown
    assert cell.hyperlink is None
    assert cell.data_type != "f"


def test_totals_are_bold_and_codes_are_told() -> None:
    sheet = opened(TYPED)["Table 1"]
    assert sheet["A5"].font.bold
    assert not sheet["A3"].font.bold
    assert sheet["G3"].comment.text == "IBGE 3550308"
    assert sheet["A1"].value == "=1+1"
    assert sheet["A1"].data_type == "s"


def test_marks_are_colours_with_comments() -> None:
    sheet = opened(RECORD, table=1)["Table 1"]
    fills = {place: sheet[place].fill.start_color.rgb for place in ("B3", "B4", "B5", "B7", "A3")}
    repaired, contradicted, doubtful = (f"FF{FILLS[mark][1:]}" for mark in FILLS)
    assert fills == {"B3": repaired, "B4": contradicted, "B5": doubtful, "B7": doubtful, "A3": "00000000"}
    assert sheet["B3"].comment.text == "repaired, and proved\n371836 is 3718.36: A + B = C; total of Valor"
    assert "1.120,00 would satisfy both" in sheet["B4"].comment.text
    assert sheet["A3"].comment is None


def test_every_table_is_a_sheet_and_notes_follow() -> None:
    book = opened(RECORD)
    assert book.sheetnames == ["Table 1", "Table 2", "Notes"]
    notes = [tuple(cell.value for cell in row) for row in book["Notes"].iter_rows()]
    assert ("1", "", "total of Valor: holds 0, fails 1") in notes
    assert ("1", "row 2, column 1", "damaged: '150' does not fit its column") in notes


def test_a_workbook_is_the_same_each_time() -> None:
    assert workbook(RECORD) == workbook(RECORD)


def test_a_table_that_is_not_there_is_told() -> None:
    with pytest.raises(SettingsError, match="no table 3"):
        workbook(RECORD, table=3)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+55 65", "'+55 65"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("\t=1", "'\t=1"),
        ("-0.40", "-0.40"),
        ("-1234", "-1234"),
        ("+5.5", "+5.5"),
        ("1=1", "1=1"),
        ("", ""),
        ("Una", "Una"),
    ],
)
def test_no_cell_of_csv_is_a_formula(cell: str, written: str) -> None:
    assert guarded(cell) == written
