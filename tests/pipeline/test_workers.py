"""Worker processes: the same outcomes as without them, and a process that dies takes only its document with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from corpus.source import SourceDocument
from pipeline import process, workers
from pipeline.reading import Failure
from pipeline.report import Status
from pipeline.settings import Settings
from tests.pipeline.fakes import Memory, read
from tests.pipeline.test_run import CONTENTS, FAILING, go, write

if TYPE_CHECKING:
    from pathlib import Path


def test_two_workers_come_to_the_same_as_none(tmp_path: Path) -> None:
    write(tmp_path, **{f"d{i:02}": content for i, content in enumerate([*CONTENTS, *CONTENTS, "ato x\n", "ato y\n"])})
    alone, together = go(tmp_path, jobs=1), go(tmp_path, jobs=2)
    assert [(each.path, each.status, each.error, each.acts) for each in together.outcomes] == [
        (each.path, each.status, each.error, each.acts) for each in alone.outcomes
    ]
    assert together.discrepancy() is None
    assert together.count(Status.FAILED) == 2 * len(FAILING)


def test_a_worker_that_dies_fails_its_document_alone(tmp_path: Path) -> None:
    files = {f"d{i:02}": f"ato lei\nato t{i}\n" for i in range(12)}
    store = Memory()
    report = go(write(tmp_path, **{**files, "d03": "die", "d08": "die again"}), store=store, jobs=2)
    failed = [outcome.path[-7:-4] for outcome in report.failures()]
    assert failed == ["d03", "d08"]
    assert report.count(Status.LOADED) == 10
    assert all("ended by itself (exit code 9)" in error for error in store.failed.values())
    assert report.exit_code() == 70


NATIVE = "%PDF-1.4 \n"
"""What makes a text of a stand-in one that a worker reads, even where there is one job."""

DEATHS = {
    "abort": "died (SIGABRT): the file crashed a library, or needs more memory than 512 MB",
    "crash": "died (SIGSEGV): the file crashed a library, or needs more memory than 512 MB",
    "kill": "was killed: the machine ran out of memory",
    "hog": "the document needs more memory than there is",
    "endless": "it took longer than 2 s, and the worker process was ended for it; --timeout allows more",
}


@pytest.mark.parametrize("jobs", [1, 2])
def test_whatever_ends_a_worker_ends_one_document_and_no_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    monkeypatch.setattr(process, "GRACE", 0.5)
    files = {f"{at}-{name}": f"{NATIVE}{name}" for at, name in enumerate(DEATHS)}
    good = {f"{at}-good": f"{NATIVE}ato lei\nato t{at}\n" for at in range(len(DEATHS))}
    store = Memory()
    report = go(write(tmp_path, **files, **good), store=store, jobs=jobs, seconds=2.0, memory=512 * 2**20)
    assert report.count(Status.LOADED) == len(good)
    assert report.exit_code() == 6
    assert len(store.failed) == len(DEATHS)
    for path, error in store.failed.items():
        assert DEATHS[path.rpartition("-")[2].removesuffix(".txt")] in error


def test_plain_text_is_read_here_and_all_else_in_one_worker_again_and_again() -> None:
    sources = [SourceDocument.of(f"{start}core {at}".encode(), path="a") for at in range(3) for start in ("", NATIVE)]
    with workers.Alone(read, Settings("1")) as alone:
        told = [alone.submit(source)().result for source in sources]
    readers = [each.message.split()[-1] for each in told if isinstance(each, Failure)]
    assert set(readers[::2]) == {str(os.getpid())}
    assert len(set(readers[1::2])) == 1
    assert readers[1] != readers[0]


def test_a_worker_leaves_no_core_dumps_and_one_that_grew_too_large_ends() -> None:
    limited = Settings("1", memory=512 * 2**20)
    with workers.Workers(read, limited, jobs=1) as pool:
        (core, hog, after) = (pool.submit(SourceDocument.of(text, path="a"))().result for text in (b"core", b"hog", b"core"))
    assert isinstance(core, Failure)
    assert isinstance(hog, Failure)
    assert isinstance(after, Failure)
    assert "core dumps of 0 bytes" in core.message
    assert hog.code == "MemoryError"
    assert core.message.split()[-1] != after.message.split()[-1]


def test_one_in_haste_does_not_wait_for_a_slow_document() -> None:
    start = time.monotonic()
    pool = workers.Workers(read, Settings("1"), jobs=1)
    pool.submit(SourceDocument.of(b"slow", path="a"))
    while not pool.processes:
        time.sleep(0.01)
    pool.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert time.monotonic() - start < 20
    assert pool.processes == ()


SCRIPT = """
import sys
from pathlib import Path
from pipeline.workers import Workers
from pipeline.settings import Settings
from corpus.source import SourceDocument
from tests.pipeline.fakes import read

if __name__ == "__main__":
    workers = Workers(read, Settings("1"), jobs=1)
    wait = workers.submit(SourceDocument.of(b"slow", path="a"))
    workers.submit(SourceDocument.of(b"ato lei", path="b"))
    while not workers.processes:
        pass
    print(*workers.processes, flush=True)
    wait()
"""


def test_workers_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(SCRIPT, "utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment)
    assert parent.stdout is not None
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while any(map(_alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert pids
    assert not any(map(_alive, pids))


def _alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:  # noqa: PTH123
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
