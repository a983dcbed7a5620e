"""What was handed in: some bytes, known by their hash."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.cuts import Cut
    from corpus.sidecar import Sidecar


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One source: its sha256 is its name everywhere.

    `name` is the base name of the file, `path` where it was found; `content` its bytes; `sidecar`
    what a manifest beside it tells of it; `cuts` what people said of where its acts begin.
    """

    sha256: str
    name: str
    path: str
    content: bytes = field(repr=False)
    sidecar: Sidecar | None = None
    cuts: tuple[Cut, ...] = ()

    @classmethod
    def of(cls, content: bytes, *, path: str, sidecar: Sidecar | None = None) -> SourceDocument:
        """Name `content` by its hash."""
        name = path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
        return cls(sha256(content).hexdigest(), name, path, content, sidecar)
