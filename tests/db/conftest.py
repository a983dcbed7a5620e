from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db import Store
from tests.db.making import NOON, RELEASE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "acts.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened


@pytest.fixture
def run(store: Store) -> int:
    return store.begin_run(release=RELEASE, arguments=["ingest", "in"], started_at=NOON)
