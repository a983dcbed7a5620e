"""What can be wrong with a database, and the one line that says so."""

from __future__ import annotations

import os
import sqlite3
import threading
from typing import TYPE_CHECKING

import pytest

from corpus.errors import GazetteError, StoreError
from db import Store
from db.engine import advice, named, url_of
from tests.db.making import NOON, RELEASE, bare, reading

if TYPE_CHECKING:
    from pathlib import Path


def refused(target: str | Path, *, create: bool = True) -> str:
    with pytest.raises(StoreError) as caught:
        Store.open(target, create=create)
    message = str(caught.value)
    assert "\n" not in message
    assert caught.value.exit_code == 5
    return message


@pytest.mark.parametrize("content", [b"no database", b"%PDF-1.7\n" * 500, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes(content)
    for create in (True, False):
        message = refused(file, create=create)
        assert str(file) in message
        assert "not a database" in message or "damaged" in message
    assert file.read_bytes() == content


def test_no_folder(tmp_path: Path) -> None:
    assert "does not exist; make it" in refused(tmp_path / "none" / "acts.db")
    assert not (tmp_path / "none").exists()


def test_no_database_where_none_may_be_made(tmp_path: Path) -> None:
    assert "there is no database at" in refused(tmp_path / "acts.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_for_a_file(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path)


def test_nothing_at_all() -> None:
    assert "no database was named" in refused("")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.parametrize("which", ["file", "folder"])
def test_read_only(path: Path, which: str) -> None:
    locked = path if which == "file" else path.parent
    locked.chmod(0o500)
    try:
        assert "read-only" in refused(path)
    finally:
        locked.chmod(0o700)


@pytest.mark.parametrize("which", ["file", "folder"])
def test_read_only_as_the_system_tells_it(path: Path, which: str, monkeypatch: pytest.MonkeyPatch) -> None:
    barred = path if which == "file" else path.parent
    monkeypatch.setattr(os, "access", lambda each, _mode: each != barred)
    assert f"{barred} is read-only" in refused(path)
    Store.open(path, create=False).close()


def test_a_read_only_database_can_be_read_and_not_written(path: Path) -> None:
    with Store.open(path) as store:
        run = store.begin_run(release=RELEASE, arguments=[], started_at=NOON)
        store.load(reading(b"x", bare()), run_id=run)
    with Store.open(f"sqlite:///file:{path}?mode=ro&uri=true", create=False) as store:
        assert len(list(store.records())) == 1
        with pytest.raises(StoreError, match="is read-only; give a path"):
            store.begin_run(release=RELEASE, arguments=[], started_at=NOON)


def test_a_database_in_a_folder_that_cannot_be_written_to_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(path) as store:
        run = store.begin_run(release=RELEASE, arguments=[], started_at=NOON)
        store.load(reading(b"x", bare()), run_id=run)
    monkeypatch.setattr(os, "access", lambda each, _mode: each != path.parent)
    with Store.open(path, create=False) as store:
        assert len(list(store.records())) == 1
        assert [each.name for each in path.parent.iterdir()] == [path.name]
        with pytest.raises(StoreError, match="is read-only; give a path"):
            store.begin_run(release=RELEASE, arguments=[], started_at=NOON)


def test_what_another_user_writes_meanwhile_is_seen_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(path) as writer:
        run = writer.begin_run(release=RELEASE, arguments=[], started_at=NOON)
        writer.load(reading(b"x", bare()), run_id=run)
        monkeypatch.setattr(os, "access", lambda each, _mode: each != path.parent)
        with Store.open(path, create=False) as store:
            writer.load(reading(b"y", bare(), path="in/other.txt"), run_id=run)
            assert len(list(store.records())) == 2


def test_another_writer_holds_it_too_long(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Store.open(path, timeout=0.05) as store:
        assert list(store.sources()) == []
        with pytest.raises(StoreError, match="is locked by another program; wait"):
            store.begin_run(release=RELEASE, arguments=[], started_at=NOON)
        other.execute("ROLLBACK")
        assert store.begin_run(release=RELEASE, arguments=[], started_at=NOON) == 1
    other.close()


def test_a_writer_waits_for_another(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.2, other.execute, ["COMMIT"]).start()
    with Store.open(path, timeout=10) as store:
        assert store.begin_run(release=RELEASE, arguments=[], started_at=NOON) == 1
    other.close()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_the_disk_is_full(store: Store, run: int) -> None:
    small = reading(b"x", bare(summary="kept"))
    store.load(small, run_id=run)
    with store._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(StoreError, match="the disk is full; free some space"):
        store.load(reading(b"y", bare(text="long " * 9999), path="in/b.txt"), run_id=run)
    assert [each["summary"] for each in store.records()] == ["kept"]
    assert [row.sha256 for row in store.sources(include_superseded=True)] == [small.source.sha256]


def test_a_database_damaged_in_its_middle(path: Path) -> None:
    with Store.open(path) as store:
        run = store.begin_run(release=RELEASE, arguments=[], started_at=NOON)
        store.load(reading(b"x", *(bare(ordinal=n, text="long " * 999) for n in range(1, 30))), run_id=run)
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\xa5" * (len(content) - 8192 - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged; restore a copy"), Store.open(path) as store:
        list(store.records())


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("oracle9://host/acts", "no database is of the kind"),
        ("mysql+pymysql://host/acts", "needs the package"),
        ("://", "is not a database URL"),
        ("postgresql://ana:s3cret@[::1", "is not a database URL"),
        ("sqlite://host/acts.db", "is not a usable database URL"),
    ],
)
def test_a_url_that_leads_nowhere(url: str, said: str) -> None:
    message = refused(url)
    assert said in message
    assert "s3cret" not in message


def test_a_password_is_never_told() -> None:
    assert "s3cret" not in named(url_of("postgresql://ana:s3cret@host/acts"))
    assert url_of("postgresql://host/acts").drivername == "postgresql+psycopg"


@pytest.mark.parametrize("name", ["a b.db", "a?b.db", "a#b%20.db", "ação.db", "a'b.db", "percent%sign.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    with Store.open(str(tmp_path / name)) as store:
        store.begin_run(release=RELEASE, arguments=[], started_at=NOON)
    assert (tmp_path / name).is_file()


def test_a_database_in_memory() -> None:
    for target in (":memory:", "sqlite://"):
        with Store.open(target) as store:
            run = store.begin_run(release=RELEASE, arguments=[], started_at=NOON)
            store.load(reading(b"x", bare()), run_id=run)
            assert len(list(store.records())) == 1


def test_what_the_driver_says_comes_in_one_line() -> None:
    assert advice("acts.db", OSError("first line\nsecond line")) == "acts.db cannot be used: first line"
    assert advice("acts.db", OSError()) == "acts.db cannot be used: OSError"


def test_a_row_that_the_schema_refuses_is_no_fault_of_the_database(store: Store, run: int) -> None:
    with pytest.raises(GazetteError) as caught:
        store.load(reading(b"x", bare(year=12)), run_id=run)
    assert type(caught.value) is GazetteError
    assert "ck_acts_year" in str(caught.value)
