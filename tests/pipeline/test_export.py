"""Whole tables out, and the conditions by which acts are chosen."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest
import regex
from openpyxl import load_workbook

from db.dump import INTERNAL
from db.store import Store
from db.tables import METADATA
from db.where import FIELDS, conditions

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.pipeline.conftest import Told

    Lavra = Callable[..., Told]


@pytest.fixture
def database(lavra: Lavra, acts: Path, tmp_path: Path) -> Path:
    """A database of a portaria of 2019 and a decreto of 2020."""
    assert lavra("ingest", acts, "--db", tmp_path / "acts.db").code == 0
    return tmp_path / "acts.db"


TABLES = sorted(METADATA.tables.keys() - INTERNAL)


def package(folder: Path) -> dict[str, dict[str, object]]:
    told = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return {resource["path"]: resource for resource in told["resources"]}


@pytest.mark.parametrize("form", ["tables", "parquet"])
def test_every_table_is_a_file_that_the_package_describes(lavra: Lavra, database: Path, tmp_path: Path, form: str) -> None:
    folder = tmp_path / "out"
    told = lavra("export", "--db", database, "--format", form, "-o", folder)
    assert told.code == 0, told.err
    resources = package(folder)
    assert {path.name for path in folder.iterdir()} == {*resources, "datapackage.json"}
    assert len(resources) == len(TABLES)
    assert resources["acts.csv" if form == "tables" else "acts.parquet"]["rows"] == 2
    for resource in resources.values():
        schema = resource["schema"]
        assert isinstance(schema, dict)
        assert all(field["description"] for field in schema["fields"])


def test_csv_and_parquet_hold_the_same(lavra: Lavra, database: Path, tmp_path: Path) -> None:
    for form in ("tables", "parquet"):
        assert lavra("export", "--db", database, "--format", form, "-o", tmp_path / form).code == 0
    for name in TABLES:
        with (tmp_path / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            head, *rows = csv.reader(stream)
        table = pq.read_table(tmp_path / "parquet" / f"{name}.parquet")
        assert table.column_names == head
        columns = [column.to_pylist() for column in table.columns]
        assert [["" if cell is None else str(cell) for cell in row] for row in zip(*columns, strict=True)] == rows


CASTS: dict[str, Callable[[str], object]] = {
    "integer": int,
    "number": float,
    "string": str,
    "boolean": lambda cell: {"True": True, "False": False}[cell],
}
"""What a cell of each type must be, by the defaults of Table Schema."""


def test_the_package_holds_what_it_promises(lavra: Lavra, tmp_path: Path) -> None:
    """What a validator of data packages checks: names, headers, types, required cells, keys and what they lead to."""
    samples, folder = Path(__file__).parents[2] / "corpus" / "samples" / "sources", tmp_path / "out"
    db = tmp_path / "samples.db"
    assert lavra("ingest", samples, "--db", db, "--quiet").code == 0
    correct = ("correct", "mt_pagina_2012.txt#1", "term", "um ano", "--why", "w", "--by", "ana", "--db", db)
    assert lavra(*correct).code == 0
    assert lavra("export", "--db", db, "--format", "tables", "-o", folder).code == 0
    resources: dict[str, Any] = package(folder)
    assert all(regex.fullmatch("[-a-z0-9._]+", resource["name"]) for resource in resources.values())
    held = {resource["name"]: _checked(folder / path, resource) for path, resource in resources.items()}
    for resource in resources.values():
        assert len(held[resource["name"]]) == resource["rows"]
        for key in resource["schema"]["foreignKeys"]:
            other = held[key["reference"]["resource"] or resource["name"]]
            known = {tuple(row[name] for name in key["reference"]["fields"]) for row in other}
            asked = {tuple(row[name] for name in key["fields"]) for row in held[resource["name"]]}
            assert {each for each in asked if "" not in each} <= known, (resource["name"], key)


def _checked(file: Path, resource: dict[str, Any]) -> list[dict[str, str]]:
    """Return the rows of a table, each cell of which is as its schema says."""
    fields = resource["schema"]["fields"]
    with file.open(encoding="utf-8", newline="") as stream:
        head, *cells = csv.reader(stream)
    assert head == [field["name"] for field in fields]
    assert not [name for name in head if name.endswith("_folded")]
    rows = [dict(zip(head, row, strict=True)) for row in cells]
    for field in fields:
        cells_of = [row[field["name"]] for row in rows]
        assert "" not in cells_of or "constraints" not in field, (file.name, field)
        assert [CASTS[field["type"]](cell) for cell in cells_of if cell] or True
    keys = [tuple(row[name] for name in resource["schema"]["primaryKey"]) for row in rows]
    assert len(set(keys)) == len(keys)
    return rows


def test_the_tables_of_many_acts_are_one_workbook(lavra: Lavra, tmp_path: Path) -> None:
    db, out = tmp_path / "samples.db", tmp_path / "tables.xlsx"
    lavra("ingest", Path(__file__).parents[2] / "corpus" / "samples" / "sources", "--db", db, "--quiet")
    told = lavra("export", "--db", db, "--format", "xlsx", "-o", out)
    assert told.code == 0, told.err
    with Store.open(db, create=False) as store:
        tables = [(record, table) for record in store.records() for table in record["tables"]]  # type: ignore[union-attr]
    book = load_workbook(out)
    assert book.sheetnames == ["Tables", *(str(each) for each in range(1, len(tables) + 1)), "Notes"]
    assert len(tables) > 1
    listed = list(book["Tables"].iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in listed] == [record["type"] for record, _ in tables]
    for number, (_, table) in enumerate(tables, 1):
        assert [cell.value for cell in book[str(number)][2]] == table["columns"]  # type: ignore[index,call-overload]
    again = tmp_path / "again.xlsx"
    lavra("export", "--db", db, "--format", "xlsx", "-o", again)
    assert again.read_bytes() == out.read_bytes()
    assert "name it by -o" in lavra("export", "--db", db, "--format", "xlsx").err
    assert lavra("export", "--db", db, "--format", "xlsx", "-o", again, "--where", "type=apostila", "--mask-personal").code == 0
    assert load_workbook(again).sheetnames == ["Tables", "Notes"]


@pytest.mark.parametrize("form", ["tables", "akn", "markdown"])
def test_the_same_database_gives_the_same_bytes(lavra: Lavra, database: Path, tmp_path: Path, form: str) -> None:
    for name in ("a", "b"):
        assert lavra("export", "--db", database, "--format", form, "-o", tmp_path / name).code == 0
    first = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "b").iterdir()}
    assert first


@pytest.mark.parametrize(("form", "suffix"), [("akn", ".xml"), ("markdown", ".md")])
def test_each_act_is_a_file(lavra: Lavra, database: Path, tmp_path: Path, form: str, suffix: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    assert lavra("export", "--db", database, "--format", form, "-o", folder, "--where", "type=decreto").code == 0
    (file,) = folder.iterdir()
    assert file.suffix == suffix
    assert "crédito suplementar" in file.read_text("utf-8")


def test_what_is_there_is_not_written_over(lavra: Lavra, database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", "utf-8")
    told = lavra("export", "--db", database, "--format", "akn", "-o", folder)
    assert told.code == 2
    assert "not an empty folder" in told.err
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.endswith(".tmp")) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "akn"], "name a new one by -o"),
        (["--format", "parquet", "-o", "out", "--where", "year=2019"], "whole tables"),
        (["--where", "kind=portaria"], "fields: type"),
        (["--where", "year=many"], "give a number"),
        (["--where", "date>=2019-02-30"], "yyyy-mm-dd"),
        (["--where", "type"], "no condition"),
    ],
)
def test_what_cannot_be_done_is_refused(lavra: Lavra, database: Path, arguments: list[str], message: str) -> None:
    told = lavra("export", "--db", database, *arguments)
    assert (told.code, told.out) == (2, "")
    assert message in told.err


@pytest.mark.parametrize(
    ("where", "types"),
    [
        ([], ["decreto", "portaria"]),
        (["type=portaria"], ["portaria"]),
        (["type!=portaria"], ["decreto"]),
        (["year>=2020"], ["decreto"]),
        (["year<2020", "type=decreto"], []),
        (["date<=2019-03"], []),
        (["date<=2019-03-04"], ["portaria"]),
        (["date>=2019-03"], ["decreto", "portaria"]),
        (["issuer~varzea nova"], ["decreto", "portaria"]),
        (["issuer~câmara"], []),
        (["type ~ DEC"], ["decreto"]),
        (["suffix="], ["decreto", "portaria"]),
        (["suffix!="], []),
        (["confidence>0"], ["decreto", "portaria"]),
        (["source~%"], []),
        (["type=x' OR '1'='1"], []),
    ],
)
def test_conditions_choose_acts(database: Path, where: list[str], types: list[str]) -> None:
    with Store.open(database, create=False) as store:
        assert sorted(str(record["type"]) for record in store.records(where=where)) == types


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_can_be_asked_for(name: str) -> None:
    assert len(conditions([f"{name}=1996", f"{name}!="])) == 2
