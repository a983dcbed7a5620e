"""Worker processes: the same outcomes as without them, and a process that dies takes only its document with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from pipeline.report import Status
from tests.pipeline.fakes import Memory
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
    assert all("worker process" in error for error in store.failed.values())
    assert report.exit_code() == 70


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
    import multiprocessing
    while not workers._pool._processes:
        pass
    print(*workers._pool._processes, flush=True)
    wait()
"""


def test_workers_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(SCRIPT, "utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment)
    assert parent.stdout is not None
    workers = [int(pid) for pid in parent.stdout.readline().split()]
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while any(map(_alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert workers
    assert not any(map(_alive, workers))


def _alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:  # noqa: PTH123
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
