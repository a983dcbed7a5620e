from __future__ import annotations

import sqlite3
import time
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from corpus import acts
from corpus.errors import SettingsError, StoreError
from corpus.knowledge import records
from corpus.records import HIDDEN
from db import Store, describe, schema, shapes
from db.engine import url_of
from db.tables import METADATA
from db.tables.views import VIEWS
from tests.db.making import NOON, RELEASE, asked, bare, reading
from tests.db.test_ties import DERIVED, SES, act, cites, derived

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bench.postgresql import Server
    from corpus.records import Json


def made(engine: Engine) -> dict[str, list[str]]:
    """Return what SQLite keeps of each table and index, clause by clause."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    engine.dispose()
    return {
        name: sorted(line.strip().rstrip(",") for line in sql.splitlines()) for name, sql in rows if name != "alembic_version"
    }


def test_migrations_and_models_agree(blank: Path) -> None:
    engine = create_engine(f"sqlite:///{blank}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    fresh = create_engine("sqlite://")
    with fresh.connect() as connection:
        METADATA.create_all(connection)
        by_models = made_over(connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").all())
    fresh.dispose()
    by_migrations = made(engine)
    by_migrations.pop("sqlite_sequence", None)
    by_models.pop("sqlite_sequence", None)
    assert by_migrations == by_models


def test_migrations_and_models_agree_on_postgresql(postgresql: Server) -> None:
    by_migrations, by_models = (
        create_engine(url_of(postgresql.url("blank"))),
        create_engine(url_of(postgresql.create("modelled"))),
    )
    try:
        with by_migrations.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        with by_models.begin() as connection:
            METADATA.create_all(connection)
        told = [server_made(each) for each in (by_migrations, by_models)]
        assert len(told[0]) > 300
        assert told[0] == told[1]
    finally:
        by_migrations.dispose()
        by_models.dispose()
        postgresql.drop("modelled")


SERVER_MADE = """
SELECT 'column', table_name || '.' || column_name,
  concat_ws(' ', data_type, is_nullable, collation_name) FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'constraint', conrelid::regclass::text || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint
  WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'view', viewname, definition FROM pg_views WHERE schemaname = 'public'"""


def server_made(engine: Engine) -> set[tuple[object, ...]]:
    """Return what PostgreSQL keeps of columns, constraints, indexes and views."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(SERVER_MADE).all()
    return {tuple(row) for row in rows if "alembic_version" not in str(row)}


def test_down_and_up_again_on_postgresql(postgresql: Server) -> None:
    engine = create_engine(url_of(postgresql.create("updown", template="blank")))
    try:
        before = server_made(engine)
        for revision, move in (("base", command.downgrade), ("head", command.upgrade)):
            with engine.begin() as connection:
                settings = schema.config()
                settings.attributes["connection"] = connection
                move(settings, revision)
        assert server_made(engine) == before
    finally:
        engine.dispose()
        postgresql.drop("updown")


def made_over(rows: object) -> dict[str, list[str]]:
    assert isinstance(rows, list)
    return {name: sorted(line.strip().rstrip(",") for line in sql.splitlines()) for name, sql in rows}


def test_the_head_is_the_newest_migration() -> None:
    script = ScriptDirectory.from_config(schema.config())
    assert script.get_current_head() == schema.HEAD
    assert tuple(each.revision for each in reversed(list(script.walk_revisions()))) == schema.VERSIONS


def test_down_and_up_again(path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}")
    before = made(engine)
    with engine.begin() as connection:
        settings = schema.config()
        settings.attributes["connection"] = connection
        command.downgrade(settings, "base")
    assert set(made(engine)) <= {"sqlite_sequence"}
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
    assert made(engine) == before


def test_a_new_database_is_made_fast_and_at_the_head(tmp_path: Path) -> None:
    def make(name: str) -> float:
        began = time.process_time()
        Store.open(tmp_path / name).close()
        return time.process_time() - began

    assert min(make(f"{number}.db") for number in range(3)) < 0.3
    assert schema.current(tmp_path / "0.db") == schema.HEAD
    schema.check(tmp_path / "0.db")


def test_an_empty_file_gets_its_tables(tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"
    empty.touch()
    assert schema.current(empty) is None
    with pytest.raises(StoreError, match="is empty"):
        schema.check(empty)
    with pytest.raises(StoreError, match="is empty"):
        Store.open(empty, create=False)
    assert schema.upgrade(empty) == schema.HEAD
    assert schema.upgrade(str(empty)) == schema.HEAD
    assert schema.current(f"sqlite:///{empty}") == schema.HEAD


@pytest.mark.parametrize("found", ["9999", "0002_of_tomorrow"])
def test_a_newer_schema_is_refused(path: Path, found: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (found,))
    connection.close()
    before = path.read_bytes()
    for attempt in (Store.open, schema.upgrade, schema.check):
        with pytest.raises(StoreError, match=f"schema {found}, unknown to this release.*newer release"):
            attempt(path)
    assert schema.current(path) == found
    assert path.read_bytes() == before


def test_an_older_schema_is_refused_until_upgraded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head = schema.HEAD
    monkeypatch.setattr(schema, "HEAD", "9998")
    monkeypatch.setattr(schema, "VERSIONS", (*schema.VERSIONS, "9998"))
    for attempt in (Store.open, schema.check):
        with pytest.raises(StoreError, match=f"older schema {head}, this release reads 9998: upgrade"):
            attempt(path)


OF_THE_FIRST = """
PRAGMA foreign_keys = OFF;
INSERT INTO act_tables (act_id, position) VALUES (1, 0);
INSERT INTO table_columns (act_id, table_position, position, name) VALUES (1, 0, 0, 'valor'), (1, 0, 1, 'total');
"""


def test_what_a_first_database_holds_is_kept(tmp_path: Path) -> None:
    """Tables loaded before columns had types keep their columns; their types are not known."""
    old = tmp_path / "old.db"
    engine = create_engine(f"sqlite:///{old}")
    with engine.begin() as connection:
        settings = schema.config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0001")
    engine.dispose()
    raw = sqlite3.connect(old)
    raw.executescript(OF_THE_FIRST)
    raw.close()
    assert schema.upgrade(old) == schema.HEAD
    raw = sqlite3.connect(old)
    kept = raw.execute("SELECT position, name, type FROM table_columns ORDER BY position").fetchall()
    raw.close()
    assert kept == [(0, "valor", None), (1, "total", None)]


def test_an_older_database_is_brought_up_with_all_that_it_says(target: str) -> None:
    """A database of the third schema: its acts get names, bodies, ties; what they say is as it was."""
    signed: Json = [{"name": "Ana Lima", "roles": ["Secretária", "Presidente"]}]
    issue: Json = {"gazette": "DOE/MT", "edition": "28315", "date": None}
    with Store.open(target) as store:
        run = store.begin_run(release=RELEASE, arguments=[], started_at=NOON)
        cited = act("5", 2020, SES, date="2020-01-02", signatories=signed, publication=issue)
        for name, fields in (("cited", cited), ("again", cited), ("citing", act("9", 2021, SES, references=cites("5", 2020)))):
            store.load(reading(name.encode(), fields, path=f"in/{name}.txt"), run_id=run)
        told, hashed = derived(store), store.content_hash()
        with store._engine.begin() as connection:
            settings = schema.config()
            settings.attributes["connection"] = connection
            command.downgrade(settings, "0003")
    with pytest.raises(StoreError, match=f"older schema 0003, this release reads {schema.HEAD}: upgrade"):
        Store.open(target)
    assert schema.upgrade(target) == schema.HEAD
    with Store.open(target) as store:
        assert derived(store) == told
        assert all(told[: len(DERIVED) - 2])
        assert store.content_hash() == hashed
        assert asked(store, "SELECT count(*) FROM municipalities") == [(len(records("municipalities")),)]


STRANGERS = [
    ("another program's", "CREATE TABLE users (id INTEGER); INSERT INTO users VALUES (1)"),
    (
        "another program's, migrated by Alembic",
        "CREATE TABLE alembic_version (version_num TEXT); CREATE TABLE users (id INTEGER)",
    ),
    (
        "another program's with a meta of its own",
        "CREATE TABLE alembic_version (version_num TEXT); CREATE TABLE meta (name TEXT)",
    ),
    ("a table of our name", "CREATE TABLE acts (id INTEGER)"),
]


@pytest.mark.parametrize("script", [pytest.param(script, id=label) for label, script in STRANGERS])
@pytest.mark.parametrize("create", [True, False])
def test_a_strangers_database_is_refused_and_left_alone(tmp_path: Path, script: str, create: bool) -> None:  # noqa: FBT001
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.executescript(script)
    connection.close()
    before = other.read_bytes()
    with pytest.raises(StoreError, match="another program's database"):
        Store.open(other, create=create)
    with pytest.raises(StoreError, match="another program's database"):
        schema.upgrade(other)
    assert other.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["other.db"]


def test_a_database_without_a_version_is_refused(path: Path) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("DELETE FROM alembic_version")
    connection.close()
    with pytest.raises(StoreError, match="no single schema version"):
        Store.open(path)


def test_alembic_alone_migrates_too(tmp_path: Path) -> None:
    from argparse import Namespace  # noqa: PLC0415

    settings = schema.config()
    settings.cmd_opts = Namespace(x=[f"url={tmp_path / 'own.db'}"])
    command.upgrade(settings, "head")
    assert schema.current(tmp_path / "own.db") == schema.HEAD
    with pytest.raises(SettingsError, match="not as a script"):
        command.upgrade(settings, "head", sql=True)


def test_every_field_of_an_act_has_its_place() -> None:
    names = {each.name for each in fields(acts.Act)} - HIDDEN
    around = {"source", "sha256", "ordinal", "line_start", "line_end", "text", "provenance", "repairs", "problems", "confidence"}
    assert {*shapes.KEYS} == {*bare()} == names | around | {"release"}
    inside = {shape.name: shape.keys for shape in (*shapes.OBJECTS, *shapes.LISTS)}
    inside |= {"provision": shapes.PROVISION, "signatory": shapes.SIGNATORY, "annex": shapes.ANNEX, "amount": shapes.AMOUNT}
    inside |= {"table": shapes.TABLE}
    types = {
        "publication": acts.Publication, "recipient": acts.Recipient, "protocol": acts.Protocol, "labelled": acts.Labelled,
        "parties": acts.Party, "references": acts.Reference, "provision": acts.Provision, "signatory": acts.Signatory,
        "annex": acts.Annex, "amount": acts.Amount, "table": acts.Table,
    }  # fmt: skip
    assert inside == {name: tuple(each.name for each in fields(kind) if each.name not in HIDDEN) for name, kind in types.items()}


def test_every_column_is_told_and_nothing_else() -> None:
    told = describe.columns_told()
    columns = {name: {column.name for column in table.columns} for name, table in METADATA.tables.items()}
    for table, names in columns.items():
        for name in names:
            assert describe.told(table, name)
    for table, described in told.items():
        known = set().union(*columns.values()) if table == "any" else columns[table]
        assert set(described) <= known, table


def test_the_document_is_current() -> None:
    document = (Path(__file__).parents[2] / "docs" / "database.md").read_text("utf-8")
    assert describe.rewritten(document) == document, "run: python -m db.describe docs/database.md"
    with pytest.raises(SettingsError, match="lacks the line"):
        describe.rewritten("# nothing")


def test_the_queries_in_the_document_run(store: Store) -> None:
    document = (Path(__file__).parents[2] / "docs" / "database.md").read_text("utf-8")
    script = document.partition("```sql\n")[2].partition("```")[0]
    statements = [each for each in script.split(";") if each.strip()]
    assert len(statements) > 5
    for statement in statements:
        asked(store, statement.replace("%", "%%") if store._engine.dialect.name == "postgresql" else statement)


@pytest.mark.parametrize("view", [view.name for view in VIEWS])
def test_a_view_is_told_column_by_column(store: Store, view: str) -> None:
    with store._engine.connect() as connection:
        names = list(connection.exec_driver_sql(f"SELECT * FROM {view}").keys())  # noqa: S608
    document = (Path(__file__).parents[2] / "docs" / "database.md").read_text("utf-8")
    chapter = document.partition(f"### {view}\n")[2].partition("\n##")[0]
    assert chapter.strip().endswith(", ".join(f"`{name}`" for name in names))
