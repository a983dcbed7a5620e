from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError

from corpus.errors import SettingsError, StoreError
from corpus.problems import Problem
from corpus.spans import Span
from db.tables.search import modelled
from tests.db.making import NOON, asked, bare, edit, reading, rows_of, sha

if TYPE_CHECKING:
    from corpus.records import JsonObject
    from db import Store

HEADS = [
    bare(
        type="portaria", number="240", year=2022, date="2022-04-06", place="Cuiabá-MT",
        issuer="Secretaria de Estado de Saúde de Mato Grosso", issuer_acronym="GBSES",
    ),
    bare(
        ordinal=2, type="resolucao", number="5", number_suffix="A", year=1996,
        issuer="Conselho Estadual de Saúde", issuer_acronym="CES/MT",
    ),
    bare(ordinal=3, type="oficio", number="1", year=2022, issuer="100% Município_de São João", issuer_acronym="SMS-GS", problems=[
        {"code": "no_date", "where": "/date", "span": None, "detail": ""}]),
    bare(ordinal=4, type="oficio"),
]  # fmt: skip


@pytest.fixture
def filled(store: Store, run: int) -> Store:
    store.load(reading(b"heads", *HEADS, path="in/heads.txt"), run_id=run)
    return store


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [1, 2, 3, 4]),
        ({"type": "oficio"}, [3, 4]),
        ({"type": "Oficio"}, []),
        ({"type": "ofic%"}, []),
        ({"year": 2022}, [1, 3]),
        ({"year": 2022, "type": "portaria"}, [1]),
        ({"year": 1822}, []),
        ({"issuer": "saude"}, [1, 2]),
        ({"issuer": "SAÚDE"}, [1, 2]),
        ({"issuer": "sau\u0301de"}, [1, 2]),
        ({"issuer": " conselho estadual "}, [2]),
        ({"issuer": "gbses"}, [1]),
        ({"issuer": "ces"}, [2]),
        ({"issuer": "CES/MT"}, [2]),
        ({"issuer": "mt"}, [2]),
        ({"issuer": "sms"}, [3]),
        ({"issuer": "gs"}, [3]),
        ({"issuer": "bses"}, []),
        ({"issuer": "%"}, [3]),
        ({"issuer": "_"}, [3]),
        ({"issuer": "s%e"}, []),
        ({"issuer": "\\"}, []),
        ({"issuer": "'; DROP TABLE acts; --"}, []),
        ({"issuer": "ministerio"}, []),
    ],
)
def test_acts_are_filtered(filled: Store, asked: dict[str, str | int], found: list[int]) -> None:
    assert [act.ordinal for act in filled.acts(**asked)] == found  # type: ignore[arg-type]  # one table for three types


def test_a_head_is_told(filled: Store) -> None:
    act = next(filled.acts(type="resolucao"))
    assert (act.source, act.number, act.suffix, act.year, act.date, act.problems) == ("heads.txt", "5", "A", 1996, None, 0)
    assert [act.problems for act in filled.acts()] == [0, 0, 1, 0]


@pytest.mark.parametrize("key", ["2", "heads.txt#2", "in/heads.txt#2", f"{sha(b'heads')}#2", f"{sha(b'heads')[:8].upper()}#2"])
def test_an_act_is_found(filled: Store, key: str) -> None:
    assert filled.find_act(key).ordinal == 2


def test_an_act_is_found_by_its_urn(filled: Store) -> None:
    urn = "urn:lex:br;mato.grosso:secretaria.saude:portaria:2022-04-06;240"
    assert filled.find_act(urn).ordinal == 1


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("9", "no act is named '9'; there are 4 acts: heads.txt#1, heads.txt#2"),
        ("9" * 40, "no act is named"),
        ("heads.txt#9", "no act is named 'heads.txt#9'; there are 4 acts"),
        (f"heads.txt#{'9' * 40}", "no act is named"),
        ("other.txt#1", "no act is named 'other.txt#1'"),
        ("%#1", "no act is named"),
        ("____#1", "no act is named"),
        ("#1", "no act is named"),
        ("heads.txt", "give an act's id, its URN or content key, or SOURCE#ordinal"),
        ("heads.txt#", "give an act's id"),
        ("heads.txt#x", "give an act's id"),
        ("heads.txt#²", "give an act's id"),
        ("", "give an act's id"),
        ("urn:lex:br:none", "no act is named"),
    ],
)
def test_an_act_is_not_found(filled: Store, key: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        filled.find_act(key)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_one_name_for_two_sources_is_ambiguous(filled: Store, run: int) -> None:
    filled.load(reading(b"more", bare(), path="other/heads.txt"), run_id=run)
    with pytest.raises(SettingsError, match=r"names 2 acts; give one of their ids: 1, 5"):
        filled.find_act("heads.txt#1")
    assert filled.find_act("other/heads.txt#1").id == 5


def test_a_name_means_the_source_that_holds_it_now(filled: Store, run: int) -> None:
    filled.load(reading(b"more", bare(), path="in/heads.txt"), run_id=run)
    assert filled.find_act("heads.txt#1").id == 5
    assert filled.find_act(f"{sha(b'heads')[:10]}#1").id == 1
    assert filled.find_act("1").id == 1


def test_nothing_to_find_in_an_empty_database(store: Store) -> None:
    with pytest.raises(SettingsError, match="the database holds no acts"):
        store.find_act("1")
    with pytest.raises(SettingsError, match="no act has the id 1"):
        store.record(1)


def test_a_printed_twice_act_is_ambiguous_by_its_urn(filled: Store, run: int) -> None:
    filled.load(reading(b"again", HEADS[0], path="in/again.txt"), run_id=run)
    with pytest.raises(SettingsError, match="names 2 acts"):
        filled.find_act("urn:lex:br;mato.grosso:secretaria.saude:portaria:2022-04-06;240")


def test_repairs_and_problems_of_a_source(store: Store, run: int) -> None:
    repair: JsonObject = {
        "rule": "ordinal-mark", "span": [6, 7], "raw": "o", "before": "o", "value": "º", "where": None,
        "confidence": 0.97, "cost": 1.5, "layer": "typography", "witnesses": [],
    }  # fmt: skip
    late: JsonObject = {**repair, "rule": "series", "where": "/provisions/0/number", "witnesses": ["II"]}
    problem: JsonObject = {"code": "no_date", "where": "/date", "span": [0, 1], "detail": "none"}
    told = reading(
        b"O 1o 2o 3o\n",
        bare(repairs=[repair, late], problems=[problem]),
        edits=[edit(3, 4, "ººº"), edit(6, 7, "º"), edit(9, 10, "")],
        problems=[Problem("encoding", "", Span(5, 6), "x"), Problem("no_acts", "", None, "y")],
    )
    store.load(told, run_id=run)
    found = list(store.repairs(told.source.sha256))
    assert [(each["ordinal"], each["rule"], each["span"], each["value"]) for each in found] == [
        (None, "ordinal-mark", [3, 4], "ººº"),
        (1, "ordinal-mark", [6, 7], "º"),
        (1, "series", [6, 7], "º"),
        (None, "ordinal-mark", [9, 10], ""),
    ]
    assert store.record(1)["repairs"] == [repair, late]
    key = {"source": "a.txt", "sha256": told.source.sha256}
    assert list(store.problems()) == [
        {**key, "ordinal": None, "code": "encoding", "where": "", "span": [3, 4], "detail": "x"},
        {**key, "ordinal": None, "code": "no_acts", "where": "", "span": None, "detail": "y"},
        {**key, "ordinal": 1, **problem},
    ]
    assert [row.problems for row in store.sources()] == [3]
    with pytest.raises(StoreError, match="holds no source with the hash"):
        list(store.repairs("0" * 64))


def test_the_text_of_a_source_that_failed_is_not_there(store: Store, run: int) -> None:
    store.fail(sha256=sha(b"x"), path="in/a.txt", size=1, error="cut", code="unreadable", run_id=run)
    with pytest.raises(StoreError, match="could not be read"):
        store.texts(sha(b"x"))


def test_reading_sees_the_database_as_it_was(filled: Store, run: int) -> None:
    seen = filled.records()
    assert next(seen)["ordinal"] == 1
    filled.load(reading(b"new", bare(), path="in/heads.txt"), run_id=run)
    assert [each["ordinal"] for each in seen] == [2, 3, 4]
    assert len(list(filled.records())) == 1


NODE = "INSERT INTO provisions VALUES ({}, 5, {}, {}, 'art1', '/', 'artigo', '1', NULL, '', NULL)"
PROVENANCE = "INSERT INTO provenance VALUES (1, '/x', 0, {}, {}, '', {}, 0, 0, 1, 1, 'r', NULL, {}, NULL)"
NONSENSE = [
    ("an act of no source", "UPDATE acts SET source_id = 99 WHERE id = 1", "FOREIGN KEY"),
    ("a provision of no act", NODE.format(99, "NULL", "NULL"), "FOREIGN KEY"),
    ("a provision under none", NODE.format(1, "4", "NULL"), "FOREIGN KEY"),
    ("a provision under itself", NODE.format(1, "5", "NULL"), "parent"),
    ("a provision of no annex", NODE.format(1, "NULL", "3"), "FOREIGN KEY"),
    ("a cell of no row", "INSERT INTO table_cells VALUES (1, 0, 0, 0, 'x')", "FOREIGN KEY"),
    ("a role of nobody", "INSERT INTO signatory_roles VALUES (1, 7, 0, 'x', NULL)", "FOREIGN KEY"),
    ("a status that is none", "UPDATE sources SET status = 'read'", "status"),
    ("loaded without a reader", "UPDATE sources SET reader = NULL", "loaded"),
    ("failed with a reader", "UPDATE sources SET status = 'failed'", "failed"),
    ("an error without its code", "UPDATE sources SET error = 'x'", "error_code"),
    ("a hash that is none", "UPDATE sources SET sha256 = 'x'", "sha256"),
    ("damage beyond all", "UPDATE sources SET damage = 1.1", "damage"),
    ("two sources of the same bytes", "UPDATE sources SET sha256 = (SELECT max(sha256) FROM sources)", "UNIQUE"),
    ("ordinal 0", "UPDATE acts SET ordinal = 0 WHERE id = 1", "ordinal"),
    ("an ordinal twice", "UPDATE acts SET ordinal = 1 WHERE id = 2", "UNIQUE"),
    ("a span in disorder", PROVENANCE.format(5, 4, 1, 1), "span"),
    ("a span before the text", PROVENANCE.format(-1, 4, 1, 1), "span"),
    ("a page before the first", PROVENANCE.format(1, 4, 0, 1), "page"),
    ("more than sure", PROVENANCE.format(1, 4, 1, 2), "confidence"),
    ("half a span", "UPDATE problems SET span_start = 1", "span"),
    ("money without decimals", "INSERT INTO amounts VALUES (1, 0, '15', 1500, 'BRL', NULL, '')", "value"),
    ("money without currency", "INSERT INTO amounts VALUES (1, 0, '15.00', 1500, '', NULL, '')", "currency"),
    ("two readings of a path", "INSERT INTO source_names VALUES (2, 'in/heads.txt', 'heads.txt', 'current', '')", "UNIQUE"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "said"), [pytest.param(*case, id=label) for label, *case in NONSENSE])
def test_nonsense_cannot_be_written(filled: Store, run: int, statement: str, said: str) -> None:
    filled.load(reading(b"other", bare(), path="in/other.txt"), run_id=run)
    with filled._engine.connect() as connection, pytest.raises(IntegrityError, match=f"(?i){said}"):
        connection.exec_driver_sql(statement)


def test_all_of_a_source_goes_with_it(filled: Store) -> None:
    with filled._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM sources")
        tables = inspect(connection).get_table_names()
    left = {table for table in tables if modelled(table, "table", None) and rows_of(filled, table)}
    assert left == {"runs", "meta", "alembic_version", "municipalities", "bodies"}
    indexes = ("acts_fts_docsize", "provisions_fts_docsize", "act_search", "provision_search")
    assert [table for table in indexes if table in tables and rows_of(filled, table)] == []


def test_a_new_name_has_the_hour_it_was_seen(filled: Store) -> None:
    filled.add_name(sha(b"heads"), path="in/again.txt")
    seen = {str(path): str(when) for path, when in asked(filled, "SELECT path, first_seen FROM source_names")}
    assert seen["in/heads.txt"] == NOON
    assert seen["in/again.txt"].endswith("+00:00")
