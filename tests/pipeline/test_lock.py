"""One run at a time for each database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from corpus.errors import StoreError
from pipeline.lock import LockHeldError, lock_path, locked

if TYPE_CHECKING:
    from pathlib import Path

HOLDER = """
import sys, time
from pipeline.lock import locked
with locked(sys.argv[1]):
    print("held", flush=True)
    time.sleep(60)
"""


def hold(target: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, target], stdout=subprocess.PIPE, text=True, env=environment)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    holder.stdout.close()
    return holder


def test_a_second_run_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    target = str(tmp_path / "acts.db")
    holder = hold(target)
    try:
        with pytest.raises(LockHeldError, match=rf"another run .*process {holder.pid} on .* since 20") as raised, locked(target):
            pass
        assert raised.value.exit_code == 75
    finally:
        holder.kill()
        holder.wait()


def test_the_lock_of_a_killed_run_does_not_block(tmp_path: Path) -> None:
    target = str(tmp_path / "acts.db")
    holder = hold(target)
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert lock_path(target) == tmp_path / "acts.db.lock"
    assert (tmp_path / "acts.db.lock").exists()
    with locked(target):
        pass


def test_nothing_is_left_behind_and_the_lock_can_be_taken_again(tmp_path: Path) -> None:
    target = str(tmp_path / "acts.db")
    for _ in range(2):
        with locked(target):
            assert [path.name for path in tmp_path.iterdir()] == ["acts.db.lock"]
        assert not list(tmp_path.iterdir())


def test_an_error_inside_lets_go(tmp_path: Path) -> None:
    target = str(tmp_path / "acts.db")
    with pytest.raises(KeyError), locked(target):
        raise KeyError
    with locked(target):
        pass


def test_other_databases_do_not_wait(tmp_path: Path) -> None:
    with locked(str(tmp_path / "a.db")), locked(str(tmp_path / "b.db")):
        pass


@pytest.mark.parametrize("target", ["sqlite:///{}/acts.db", "{}/acts.db"])
def test_a_url_of_the_file_and_the_file_have_one_lock(tmp_path: Path, target: str) -> None:
    with locked(str(tmp_path / "acts.db")), pytest.raises(LockHeldError), locked(target.format(tmp_path)):
        pass


@pytest.mark.parametrize(("target", "shared"), [(":memory:", False), ("sqlite://", False), ("postgresql://host/acts", True)])
def test_what_is_shared_has_a_lock(target: str, shared: bool) -> None:  # noqa: FBT001
    assert (lock_path(target) is not None) == shared


@pytest.mark.parametrize("folder", ["missing", "file"])
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(StoreError, match="cannot lock") as raised, locked(str(tmp_path / folder / "acts.db")):
        pass
    assert raised.value.exit_code == 5


def test_a_link_in_the_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("x", "utf-8")
    (tmp_path / "acts.db.lock").symlink_to(tmp_path / "precious")
    with pytest.raises(StoreError, match="cannot lock"), locked(str(tmp_path / "acts.db")):
        pass
    assert (tmp_path / "precious").read_text("utf-8") == "x"
