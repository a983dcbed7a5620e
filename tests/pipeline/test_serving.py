"""`lavra serve`: Datasette over a database of our own, asked by its own client; nothing can be written."""

from __future__ import annotations

import asyncio
import json
import socket
import sqlite3
import sys
from contextlib import closing
from itertools import product
from shutil import copyfile
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest

from corpus.errors import SettingsError, StoreError
from db import Store
from db import readonly as module
from db.content_hash import content_hash
from db.readonly import acts_index, connected, readonly
from db.tables.views import VIEWS
from pipeline import serving
from pipeline.web_metadata import NAME, metadata
from pipeline.web_queries import QUERIES, SEARCH, SEARCH_PROVISIONS
from tests.db.making import NOON, RELEASE, node
from tests.db.test_ties import SES, act, cites, load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from corpus.records import Json
    from tests.pipeline.conftest import Told

    Lavra = Callable[..., Told]

pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

INDEX = """CREATE VIRTUAL TABLE acts_fts USING fts5(type, summary, text, content='acts', content_rowid='id',
tokenize='unicode61 remove_diacritics 2')"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which one act revokes another, and one reference leads nowhere; with an index over acts."""
    path = tmp_path_factory.mktemp("served") / "a b?#%.db"
    told: list[Json] = [{"name": "Ana Sá", "roles": ["Secretária"]}]
    with Store.open(path) as store:
        run = store.begin_run(release=RELEASE, arguments=["ingest"], started_at=NOON)
        load(store, run, b"one", act("1", 2020, SES, date="2020-01-10", signatories=told, summary="Aprova a reabilitação"))
        gone = cites("1", 2020, relation="revokes") + cites("8080", 1990, type="lei")
        orders: list[Json] = [node("artigo", "1", "Fica criado o Conselho Estadual"), node("artigo", "2", "Vigora já.")]
        load(store, run, b"two", act("2", 2021, SES, date="2021-01-10", references=gone, provisions=orders, summary='<b>"x"</b>'))
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'acts_fts'").fetchone()
        if found is None:
            connection.execute(INDEX)
            connection.execute("INSERT INTO acts_fts (acts_fts) VALUES ('rebuild')")
            connection.commit()
    return path


def get(path: Path, *addresses: str) -> list[tuple[int, str]]:
    """Return the status and text of pages, one after another from one server."""

    async def asked() -> list[tuple[int, str]]:
        served = serving.application(str(path))
        await served.invoke_startup()
        answers = [await served.client.get(each) for each in addresses]
        for each in served.databases.values():
            each.close()
        return [(each.status_code, each.text) for each in answers]

    return asyncio.run(asked())


def rows(path: Path, query: str, **parameters: str) -> list[dict[str, object]]:
    address = f"/{NAME}/{query}.json?{urlencode({**parameters, '_shape': 'array'})}"
    ((status, text),) = get(path, address)
    assert status == 200, text
    found: list[dict[str, object]] = json.loads(text)
    return found


def everything(path: Path) -> list[str]:
    with closing(connected(readonly(path))) as connection:
        listed = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'")
        return sorted(str(name) for (name,) in listed)


def test_every_page_is_there(made: Path) -> None:
    names = everything(made)
    assert {view.name for view in VIEWS} <= set(names)
    addresses = ["/", f"/{NAME}", "/-/metadata.json", *(f"/{NAME}/{name}" for name in names)]
    addresses += [f"/{NAME}/{each.name}" for each in (*QUERIES, SEARCH, SEARCH_PROVISIONS)]
    assert [
        (address, status) for address, (status, _) in zip(addresses, get(made, *addresses), strict=True) if status != 200
    ] == []


def test_views_and_questions_come_first(made: Path) -> None:
    ((_, page),) = get(made, f"/{NAME}")
    places = [page.index(f'href="/{NAME}/{name}"') for name in (*(view.name for view in VIEWS), QUERIES[0].name, "acts")]
    assert places == sorted(places)
    assert '"hidden": true' in json.dumps(serving.configuration(str(made)))


@pytest.mark.parametrize(
    ("query", "parameters", "column", "values"),
    [
        ("acts_by_year", {"type": "portaria"}, "year", [2020, 2021]),
        ("acts_by_year", {"type": "lei"}, "year", []),
        ("who_signed_what", {"name": "Ana"}, "role", ["Secretária"]),
        ("who_signed_what", {"name": "' OR 1=1 --"}, "role", []),
        ("what_revoked_what", {"year": "2021"}, "state", ["resolved"]),
        ("what_revoked_what", {"year": "2020"}, "state", []),
        ("references_not_resolved", {"type": ""}, "number", ["8080"]),
        ("open_problems", {"code": "none"}, "code", []),
        ("amounts_by_municipality", {"municipality": "sinop"}, "cents", []),
        ("search_acts", {"words": "reabilitacao"}, "number", ["1"]),
        ("search_acts", {"words": 'REABILITAÇÃO " OR NEAR( *'}, "number", []),
        ("search_acts", {"words": ""}, "number", []),
        ("search_provisions", {"words": "CRIADO conselho"}, "path", ["art1"]),
        ("search_provisions", {"words": 'x" OR NEAR( *'}, "path", []),
    ],
)
def test_questions_are_answered(
    made: Path, query: str, parameters: dict[str, str], column: str, values: Sequence[object]
) -> None:
    assert [row[column] for row in rows(made, query, **parameters)] == values


def test_a_table_is_searched(made: Path) -> None:
    found = rows(made, "acts_flat", _search="reabilitacao")
    assert [row["number"] for row in found] == ["1"]
    assert [row["path"] for row in rows(made, "provisions_flat", _search="conselho")] == ["art1"]
    assert rows(made, "provisions_flat", _search='"; DROP TABLE acts; --') == []


def test_what_a_source_says_is_escaped(made: Path) -> None:
    ((_, page),) = get(made, f"/{NAME}/acts_flat")
    assert '<b>"x"</b>' not in page
    assert "&lt;b&gt;" in page


WRITES = ["DELETE FROM acts", "INSERT INTO meta VALUES ('a', 'b')", "ATTACH 'x.db' AS x", "PRAGMA query_only = OFF", "VACUUM"]


@pytest.mark.parametrize("sql", WRITES)
def test_nothing_is_written(made: Path, sql: str) -> None:
    with Store.open(made, create=False) as store:
        before = content_hash(store.records())
    ((status, _),) = get(made, f"/{NAME}?sql={quote(sql)}")
    assert status == 400
    with Store.open(made, create=False) as store:
        assert content_hash(store.records()) == before


def test_only_what_reads_is_answered_and_the_rest_refused_plainly(made: Path) -> None:
    writing = ("POST", "PUT", "PATCH", "DELETE", "TRACE", "XYZ")
    addresses = ("/", f"/{NAME}", f"/{NAME}/acts", f"/{NAME}/open_problems", "/-/messages", "/-/x?y=%00")

    async def asked() -> None:
        served = serving.application(str(made))
        for method, address in product(writing, addresses):
            answer = await served.client.request(method, address, data={"sql": "DELETE FROM acts"})
            assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS"), (method, address)
            assert answer.text == "this is served read-only: ask by GET\n"
        for method in ("GET", "HEAD"):
            assert (await served.client.request(method, f"/{NAME}/acts.json")).status_code == 200
        served.databases[NAME].close()

    asyncio.run(asked())


def test_the_server_cannot_write_even_where_it_would(made: Path) -> None:
    async def tries() -> None:
        served = serving.application(str(made))
        with pytest.raises(sqlite3.OperationalError):
            await served.databases[NAME].execute_fn(lambda connection: connection.execute("DELETE FROM acts"))
        with pytest.raises(PermissionError):
            await served.databases[NAME].execute_write("DELETE FROM acts")
        served.databases[NAME].close()

    asyncio.run(tries())


def test_what_is_loaded_meanwhile_is_seen(made: Path, tmp_path: Path) -> None:
    path = copyfile(made, tmp_path / "live.db")

    async def asked() -> list[int]:
        served = serving.application(str(path))
        address = f"/{NAME}.json?sql=select+count(*)+as+n+from+acts_flat&_shape=array"
        counts = [(await served.client.get(address)).json()[0]["n"]]
        with Store.open(path) as store:
            run = store.begin_run(release=RELEASE, arguments=["ingest"], started_at=NOON)
            load(store, run, b"more", act("3", 2022, SES))
            counts.append((await served.client.get(address)).json()[0]["n"])
        served.databases[NAME].close()
        return counts

    assert asyncio.run(asked()) == [2, 3]


def test_a_file_whose_log_cannot_be_shared_is_opened_as_it_stands(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = module._version

    def no_log(uri: str) -> str | None:
        if "mode=ro" in uri:
            raise sqlite3.OperationalError("unable to open database file")
        return real(uri)

    monkeypatch.setattr(module, "_version", no_log)
    assert readonly(made).endswith("?immutable=1")
    log = made.with_name(f"{made.name}-wal")
    log.write_bytes(b"newest rows")
    try:
        with pytest.raises(StoreError, match="cannot be opened"):
            readonly(made)
    finally:
        log.unlink()


@pytest.mark.parametrize(
    ("target", "error", "told"),
    [
        ("postgresql://host/acts", SettingsError, "lavra db copy"),
        ("no.db", StoreError, "no database at"),
        ("text.db", StoreError, "is not a database"),
        ("other.db", StoreError, "not a database of lavra"),
        ("old.db", StoreError, "schema"),
    ],
)
def test_what_cannot_be_served(tmp_path: Path, made: Path, target: str, error: type[Exception], told: str) -> None:
    (tmp_path / "text.db").write_text("no database at all, but long enough to be read as one" * 20)
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE x (y)")
        other.commit()
    with closing(sqlite3.connect(copyfile(made, tmp_path / "old.db"))) as old:
        old.execute("UPDATE alembic_version SET version_num = '0000'")
        old.commit()
    with pytest.raises(error, match=told):
        serving.application(target if "://" in target else str(tmp_path / target))


def test_without_an_index_there_is_no_search(made: Path) -> None:
    assert acts_index(readonly(made)) == "acts_fts"
    assert "search_acts" not in json.dumps(metadata("a.db", None))
    assert "fts_table" not in json.dumps(metadata("a.db", None))


def test_the_command_checks(lavra: Lavra, made: Path) -> None:
    told = lavra("serve", "--check", "--db", made)
    assert told.code == 0, told.err
    shown = json.loads(told.out)
    assert shown["settings"]["allow_download"] is False
    assert set(shown["metadata"]["databases"][NAME]["queries"]) == {each.name for each in (*QUERIES, SEARCH, SEARCH_PROVISIONS)}


def test_without_the_extra_it_says_so(lavra: Lavra, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    told = lavra("serve", "--db", made)
    assert told.code == 2
    assert "lavra[web]" in told.err


def test_a_port_that_is_taken_is_told(lavra: Lavra, made: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        told = lavra("serve", "--db", made, "--port", taken.getsockname()[1])
    assert told.code == 2
    assert "cannot be had" in told.err
