from __future__ import annotations

from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

import pytest

from db import Store
from tests.db.making import NOON, RELEASE

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables and nothing in them, made once."""
    made = tmp_path_factory.mktemp("blank") / "blank.db"
    Store.open(made).close()
    return made


@pytest.fixture
def path(tmp_path: Path, blank: Path) -> Path:
    return Path(copyfile(blank, tmp_path / "acts.db"))


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened


@pytest.fixture
def run(store: Store) -> int:
    return store.begin_run(release=RELEASE, arguments=["ingest", "in"], started_at=NOON)
