"""`lavra tables` from a source to a page, to CSV, to a workbook, and to the database's codes of municipalities."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.pipeline.conftest import Told

    Lavra = Callable[..., Told]

ACT = """PORTARIA Nº 12, DE 3 DE MAIO DE 2011

Distribui recursos aos municípios que especifica.

O SECRETÁRIO DE ESTADO DE SAÚDE, no uso de suas atribuições,

RESOLVE:

Art. 1º Distribuir os recursos constantes do Anexo Único.

Rio Branco-AC, 3 de maio de 2011.

Fulano de Tal Pereira
Secretário de Estado de Saúde

ANEXO ÚNICO

Município

População

Valor

FEIJO

32.412

16.206,00

Xapuri

16.091

8.045,50

Bujari

8.471

4.235,50

TOTAL

56.974

28.487,00
"""


@pytest.fixture
def database(lavra: Lavra, tmp_path: Path) -> Path:
    (tmp_path / "portaria.txt").write_text(ACT, "utf-8")
    assert lavra("ingest", tmp_path / "portaria.txt", "--db", tmp_path / "acts.db").code == 0
    return tmp_path / "acts.db"


def test_a_workbook_is_written(lavra: Lavra, database: Path, tmp_path: Path) -> None:
    told = lavra("tables", "1", "--db", database, "--xlsx", tmp_path / "tables.xlsx")
    assert told.code == 0, told.err
    sheet = openpyxl.load_workbook(tmp_path / "tables.xlsx")["Table 1"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[:2] == [["Município", "População", "Valor"], ["FEIJO", 32412, 16206]]
    assert sheet["A3"].comment.text == "IBGE 1200302"


def test_one_form_at_a_time(lavra: Lavra, database: Path, tmp_path: Path) -> None:
    told = lavra("tables", "1", "--db", database, "--csv", "--xlsx", tmp_path / "tables.xlsx")
    assert told.code != 0
    assert "cannot be given together" in told.err
    assert not (tmp_path / "tables.xlsx").exists()


def test_csv_and_page(lavra: Lavra, database: Path) -> None:
    assert "Xapuri,16091,8045.50\n" in lavra("tables", "1", "--db", database, "--csv").out
    assert "Xapuri 1200708" in lavra("tables", "1", "--db", database).out


def test_cells_are_found_by_their_codes(database: Path) -> None:
    query = """
        SELECT cells.value FROM table_municipalities AS named JOIN table_cells AS cells
        ON cells.act_id = named.act_id AND cells.table_position = named.table_position AND cells.row_position = named.row_position
        WHERE named.ibge = '1200302' ORDER BY cells.position
    """
    connection = sqlite3.connect(database)
    try:
        assert [value for (value,) in connection.execute(query)] == ["FEIJO", "32412", "16206.00"]
    finally:
        connection.close()
