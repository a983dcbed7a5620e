from __future__ import annotations

from itertools import count
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

import pytest

from bench.postgresql import Server, programs, server
from db import Store
from tests.db.making import NOON, RELEASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NUMBERS = count()


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables and nothing in them, made once."""
    made = tmp_path_factory.mktemp("blank") / "blank.db"
    Store.open(made).close()
    return made


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server of this session's own, with a database `blank` that has its tables."""
    if programs() is None:
        pytest.skip("no programs of a PostgreSQL server: scripts/postgresql.sh installs them")
    with server() as running:
        Store.open(running.create("blank")).close()
        running.create("kept", template="blank")
        yield running


@pytest.fixture
def path(tmp_path: Path, blank: Path) -> Path:
    """A SQLite file with its tables."""
    return Path(copyfile(blank, tmp_path / "acts.db"))


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """The name of each engine in turn."""
    return str(request.param)


@pytest.fixture
def fresh(engine: str, request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """Makes databases with their tables, on each engine in turn."""
    if engine == "sqlite":
        folder: Path = request.getfixturevalue("tmp_path")
        made: Path = request.getfixturevalue("blank")
        yield lambda: str(copyfile(made, folder / f"acts{next(_NUMBERS)}.db"))
        return
    running: Server = request.getfixturevalue("postgresql")
    names: list[str] = []

    def give() -> str:
        names.append("kept" if not names else f"acts{next(_NUMBERS)}")
        return running.url(names[-1]) if names == ["kept"] else running.create(names[-1], template="blank")

    yield give
    if names:
        _empty(running)
    for name in names[1:]:
        running.drop(name)


def _empty(running: Server) -> None:
    """Make the kept database as it was: ten times as fast as to make another."""
    with running.connect("kept") as connection, connection.transaction():
        for table in ("sources", "corrections", "runs", "issues", "gazettes", "bodies", "persons", "roles", "search_words"):
            connection.execute(f"DELETE FROM {table}".encode())  # noqa: S608
        for table in ("sources", "runs", "acts", "corrections"):
            connection.execute(f"ALTER SEQUENCE {table}_id_seq RESTART".encode())


@pytest.fixture
def target(fresh: Callable[[], str]) -> str:
    """A database with its tables, on each engine in turn."""
    return fresh()


@pytest.fixture
def store(target: str) -> Iterator[Store]:
    with Store.open(target) as opened:
        yield opened


@pytest.fixture
def run(store: Store) -> int:
    return store.begin_run(release=RELEASE, arguments=["ingest", "in"], started_at=NOON)
