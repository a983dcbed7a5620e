"""A PostgreSQL server of our own, for tests and bench: made in a temporary folder, reached by a socket, gone afterwards.

`initdb` refuses root, so that a run as root makes the server belong to an ordinary user.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final

import psycopg

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTINGS: Final = (
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "shared_buffers=64MB",
    "autovacuum=off", "max_connections=40", "wal_level=minimal", "max_wal_senders=0",
)  # fmt: skip
"""Nothing of this server is to outlive a power cut; it is to be fast."""

_USERS: Final = ("postgres", "nobody")
_PATIENCE: Final = 30.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: the folder of its socket, and its owner."""

    folder: Path
    user: str

    def url(self, database: str) -> str:
        """Return the URL of a database."""
        return f"postgresql://{self.user}@/{database}?host={self.folder}"

    def connect(self, database: str) -> psycopg.Connection:
        """Return a connection of the driver, each statement its own transaction."""
        return psycopg.connect(host=str(self.folder), user=self.user, dbname=database, autocommit=True)

    def create(self, database: str, *, template: str = "template0") -> str:
        """Make a database like another; return its URL."""
        with self.connect("postgres") as connection:
            connection.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"'.encode())
        return self.url(database)

    def drop(self, database: str) -> None:
        """Drop a database, whoever is connected to it."""
        with self.connect("postgres") as connection:
            connection.execute(f'DROP DATABASE "{database}" WITH (FORCE)'.encode())


def programs() -> Path | None:
    """Return the folder of a server's programs, the newest; None where there are none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda each: float(each.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def server() -> Iterator[Server]:
    """Give a server of its own; raises `RuntimeError` where there are no programs or it does not start."""
    place = programs()
    if place is None:
        raise RuntimeError("no programs of a PostgreSQL server: scripts/postgresql.sh installs them")
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        if owner is not None:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        user = owner.pw_name if owner is not None else pwd.getpwuid(os.getuid()).pw_name
        data = folder / "data"
        _run(place / "initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-U", user, owner=owner)
        with _started(place, folder, owner) as running:
            _wait(running, folder, user)
            yield Server(folder, user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> pwd.struct_passwd | None:
    """Return the ordinary user to run as, None where this process is one."""
    if os.geteuid() != 0:
        return None
    names = {each.pw_name: each for each in pwd.getpwall()}
    return next(names[name] for name in _USERS if name in names)


def _as(owner: pwd.struct_passwd | None) -> dict[str, int]:
    return {} if owner is None else {"user": owner.pw_uid, "group": owner.pw_gid}


def _run(*command: object, owner: pwd.struct_passwd | None) -> None:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, cwd="/", **_as(owner))  # type: ignore[call-overload]  # its keywords are ints
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed: {done.stderr.strip()}")


@contextmanager
def _started(place: Path, folder: Path, owner: pwd.struct_passwd | None) -> Iterator[subprocess.Popen[bytes]]:
    """Give the running server, and end it at once: its data are thrown away."""
    settings = [word for each in SETTINGS for word in ("-c", each)]
    command = [str(place / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *settings]
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd="/", **_as(owner))  # type: ignore[call-overload]
    try:
        yield running
    finally:
        running.send_signal(signal.SIGQUIT)
        try:
            running.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def _wait(running: subprocess.Popen[bytes], folder: Path, user: str) -> None:
    """Wait until the server answers."""
    until = monotonic() + _PATIENCE
    while True:
        try:
            psycopg.connect(host=str(folder), user=user, dbname="postgres").close()
        except psycopg.OperationalError as error:
            if running.poll() is not None or monotonic() > until:
                told = (folder / "log").read_text("utf-8", "replace")
                raise RuntimeError(f"the PostgreSQL server did not start: {told[-500:]}") from error
            sleep(0.02)
        else:
            return
