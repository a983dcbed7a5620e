"""Whole tables out, and the conditions by which acts are chosen."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from db.store import Store
from db.tables import METADATA
from db.where import FIELDS, conditions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.pipeline.conftest import Told

    Lavra = Callable[..., Told]


@pytest.fixture
def database(lavra: Lavra, acts: Path, tmp_path: Path) -> Path:
    """A database of a portaria of 2019 and a decreto of 2020."""
    assert lavra("ingest", acts, "--db", tmp_path / "acts.db").code == 0
    return tmp_path / "acts.db"


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
    assert len(resources) == len(METADATA.tables)
    assert resources["acts.csv" if form == "tables" else "acts.parquet"]["rows"] == 2
    for resource in resources.values():
        schema = resource["schema"]
        assert isinstance(schema, dict)
        assert all(field["description"] for field in schema["fields"])


def test_csv_and_parquet_hold_the_same(lavra: Lavra, database: Path, tmp_path: Path) -> None:
    for form in ("tables", "parquet"):
        assert lavra("export", "--db", database, "--format", form, "-o", tmp_path / form).code == 0
    for name in METADATA.tables:
        with (tmp_path / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            head, *rows = csv.reader(stream)
        table = pq.read_table(tmp_path / "parquet" / f"{name}.parquet")
        assert table.column_names == head
        columns = [column.to_pylist() for column in table.columns]
        assert [["" if cell is None else str(cell) for cell in row] for row in zip(*columns, strict=True)] == rows


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
