"""What `--db` names: a SQLite file or a database URL, and the files that belong to it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import regex

PASSWORD: Final = regex.compile(r"(://[^:/@\s]*+:)[^@\s]*+(@)")
"""The password of `scheme://user:password@host`."""

SQLITE: Final = regex.compile(r"sqlite(?:\+\w+)?:///(?!:memory:)([^?]+)")

COMPANIONS: Final = ("", "-wal", "-shm", "-journal", ".lock")
"""What SQLite and the lock put beside the database file."""


def sqlite_file(target: str) -> Path | None:
    """Return the file of a SQLite target, None for another database or one in memory.

    >>> sqlite_file("sqlite:///gazettes.db")
    PosixPath('gazettes.db')
    >>> sqlite_file("postgresql://host/gazettes") is None
    True
    """
    if "://" not in target:
        return None if target == ":memory:" else Path(target)
    found = SQLITE.fullmatch(target.partition("?")[0])
    return Path(found[1]) if found else None


def own_files(target: str) -> frozenset[str]:
    """Return the absolute paths of the database's own files, which are never sources."""
    file = sqlite_file(target)
    return frozenset() if file is None else frozenset(f"{file.absolute()}{suffix}" for suffix in COMPANIONS)


def redacted(text: str) -> str:
    """Return `text` with the passwords of its URLs taken out: for reports and messages.

    >>> redacted("postgresql://ana:s3cret@host/gazettes")
    'postgresql://ana:***@host/gazettes'
    """
    return PASSWORD.sub(r"\1***\2", text)
