"""Which release reads: the version, and a hash of all code and tables that can change a record.

A source loaded by this very release has nothing to gain from being read again; one row more in a
table makes another release, and the next run reads every source anew.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOMS: Final = ("corpus", "normalizers", "extractors")
"""The rooms whose code and tables decide what a record says."""

STEPS: Final = ("stages.py", "repair.py", "surroundings.py", "reading.py", "attested.py", "manifests.py")
"""The modules of this room that do."""

SUFFIXES: Final = frozenset({".py", ".toml", ".csv", ".json"})


def numbered() -> str:
    """Return the installed version, "0" where the project runs without being installed."""
    try:
        return version("lavra")
    except PackageNotFoundError:
        return "0"


def release(disabled: frozenset[str] = frozenset(), *, scans: str = "", model: str = "") -> str:
    """Return the release that reads with the rules `disabled` switched off.

    `scans` marks a way of reading pictures, `model` the model that is asked about people; "" for the usual ones.

    >>> release().count("+"), release(frozenset({"b", "a"})).endswith(".without.a.b")
    (1, True)
    """
    changed = (
        *(("scans", scans) if scans else ()),
        *(("model", model) if model else ()),
        *(("without", *sorted(disabled)) if disabled else ()),
    )
    return ".".join((f"{numbered()}+{tables_hash()}", *changed))


@lru_cache(maxsize=1)
def tables_hash() -> str:
    """Return the first 8 hexadecimal digits over the names and bytes of all deciding files."""
    digest = sha256()
    for path in _deciding():
        digest.update(f"{path.parent.name}/{path.name}\0".encode())
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:8]


def _deciding() -> Iterator[Path]:
    for room in ROOMS:
        spec = find_spec(room)
        for folder in (spec and spec.submodule_search_locations) or ():
            top = Path(folder)
            files = (path for path in top.rglob("*") if path.suffix in SUFFIXES)
            yield from sorted(path for path in files if "samples" not in path.relative_to(top).parts)
    here = Path(__file__).parent
    yield from (here / name for name in STEPS)
