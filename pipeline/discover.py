"""Paths in, files out: what a run is to read, and what it could not reach."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from dataclasses import dataclass, field
from fnmatch import fnmatch
from glob import glob, has_magic
from typing import TYPE_CHECKING, Final

from pipeline.manifests import is_manifest, is_sidecar, told_by_file, told_by_manifest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from corpus.sidecar import Sidecar

TEMPORARY: Final = ("~$*", "*.tmp", "*.part", "*.crdownload", "*~", "#*#")
"""Names of files that an office program, a browser or an editor is still writing."""


@dataclass(frozen=True, slots=True)
class Unreached:
    """A path that was asked for and cannot be read, with the reason."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """Files to read, as absolute paths, sorted, each once; and the paths that could not be reached.

    `sidecars` are what manifests tell of files, by their paths.
    """

    files: tuple[str, ...]
    unreached: tuple[Unreached, ...]
    sidecars: Mapping[str, Sidecar] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many sources were asked for."""
        return len(self.files) + len(self.unreached)


@dataclass(slots=True)
class _Walk:
    """Folders seen so far (by device and inode, so that a loop of links ends), and what was found."""

    exclude: frozenset[str]
    files: dict[str, str] = field(default_factory=dict)
    beside: dict[str, None] = field(default_factory=dict)
    unreached: list[Unreached] = field(default_factory=list)
    folders: set[tuple[int, int]] = field(default_factory=set)
    met: int = 0

    def add_named(self, path: str) -> None:
        """Add what the user named: a file whatever its name, a folder with all below it."""
        try:
            mode = os.stat(path).st_mode  # noqa: PTH116  # surrogates in names survive in str paths
        except OSError as error:
            self.unreached.append(Unreached(path, _reason(error)))
            return
        if stat.S_ISDIR(mode):
            self.add_named_folder(path)
        elif stat.S_ISREG(mode):
            self.add_file(path)
        else:
            self.unreached.append(Unreached(path, "neither a file nor a folder"))

    def add_file(self, path: str) -> None:
        if path in self.exclude:
            return
        self.met += 1
        if _names_many(path) or is_sidecar(path):
            self.beside[path] = None
        else:
            self.files.setdefault(os.path.realpath(path), path)

    def add_named_folder(self, path: str) -> None:
        """Add a folder; one that adds nothing, not even a failure, is a failure itself."""
        before, failures = self.met, len(self.unreached)
        self.add_folder(path)
        if (before, failures) == (self.met, len(self.unreached)):
            self.unreached.append(Unreached(path, "the folder holds no file to read"))

    def add_folder(self, path: str) -> None:
        """Add all files below; what an earlier path brought counts as met, a link back into this one does not."""
        waiting, earlier = [path], frozenset(self.folders)
        while waiting:
            folder = waiting.pop()
            try:
                found = os.stat(folder)  # noqa: PTH116
                key = (found.st_dev, found.st_ino)
                self.met += key in earlier
                if key not in self.folders:
                    self.folders.add(key)
                    waiting += self._sort_out(sorted(os.scandir(folder), key=lambda entry: entry.name))
            except OSError as error:
                self.unreached.append(Unreached(folder, _reason(error)))

    def _sort_out(self, entries: Sequence[os.DirEntry[str]]) -> list[str]:
        """Add the files of a folder; return its folders. Links to nowhere, pipes and devices are passed over."""
        folders = []
        for entry in entries:
            if passed_over(entry.name):
                continue
            try:
                if entry.is_dir():
                    folders.append(entry.path)
                elif entry.is_file():
                    self.add_file(entry.path)
            except OSError as error:
                if error.errno != errno.ELOOP:
                    self.unreached.append(Unreached(entry.path, _reason(error)))
        return folders


def discover(paths: Iterable[str], *, exclude: Iterable[str] = ()) -> Discovery:
    """Return the files under `paths`: files, folders with all below them, quoted patterns.

    Inside folders and patterns hidden and temporary files are passed over; a file named outright
    never is. `exclude` holds absolute paths that are never sources (the database, the report).
    """
    walk = _Walk(frozenset(exclude))
    for path in paths:
        for named in _expanded(path):
            walk.add_named(os.path.abspath(named))  # noqa: PTH100  # links stay as they were named
    sidecars, faults = _told(walk)
    return Discovery(tuple(sorted(walk.files.values())), (*walk.unreached, *faults), sidecars)


def _told(walk: _Walk) -> tuple[Mapping[str, Sidecar], list[Unreached]]:
    """Return what manifests and files beside them tell of the files that were found, and what is wrong with them.

    Of a manifest that was not itself under the paths nothing is wrong: it may speak of files nobody asked for.
    """
    sidecars: dict[str, Sidecar] = {}
    faults = []
    for path in _in_order(walk):
        told = told_by_manifest(path) if _names_many(path) else told_by_file(path)
        sidecars |= {walk.files[real]: each for real, each in told.sidecars.items() if real in walk.files}
        if path in walk.beside:
            faults += [Unreached(*fault) for fault in told.faults]
    return sidecars, faults


def _in_order(walk: _Walk) -> list[str]:
    """Return manifests, then the files that tell of one source: who comes later is believed.

    Outer folders come before inner ones.
    """
    folders = {os.path.dirname(path) for path in walk.files.values()}  # noqa: PTH120
    manifests = {path for folder in folders for path in _manifests(folder)} | {path for path in walk.beside if _names_many(path)}
    singles = {f"{path}.json" for path in walk.files.values()} | {path for path in walk.beside if not _names_many(path)}
    own = (path for path in sorted(singles) if path not in walk.exclude and is_sidecar(path))
    return [*sorted(manifests - walk.exclude, key=lambda path: (path.count(os.sep), path)), *own]


def _names_many(path: str) -> bool:
    return is_manifest(os.path.basename(path))  # noqa: PTH119


def _manifests(folder: str) -> Iterator[str]:
    """Tell the manifests of a folder."""
    with suppress(OSError):
        yield from (os.path.join(folder, name) for name in os.listdir(folder) if is_manifest(name))  # noqa: PTH118, PTH208


def _expanded(path: str) -> Iterator[str]:
    if os.path.lexists(path) or not has_magic(path):
        yield path
        return
    found = [each for each in glob(path, recursive=True) if not passed_over(os.path.basename(each))]  # noqa: PTH119, PTH207
    yield from found or [path]


def passed_over(name: str) -> bool:
    """Whether a file or folder of this name is hidden or temporary.

    >>> [name for name in (".git", "~$ato.txt", "ato.txt.part", "ato.txt") if not passed_over(name)]
    ['ato.txt']
    """
    return name.startswith(".") or any(fnmatch(name, pattern) for pattern in TEMPORARY)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def printable(path: str) -> str:
    r"""Return `path` as text that can be stored: bytes that are no UTF-8 as in a URL.

    >>> printable("ato-\udce9.txt")
    'ato-%E9.txt'
    """
    return "".join(f"%{ord(char) - 0xDC00:X}" if 0xDC80 <= ord(char) <= 0xDCFF else char for char in path)  # noqa: PLR2004
