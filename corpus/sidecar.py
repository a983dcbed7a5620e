"""What a file beside a source says of it: where and when the gazette came out."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date as day


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The row of a manifest, or the file of its own, that tells of one source; None for what it does not tell.

    `origin` says which ("manifest.csv, line 4"). `edition` is digits without thousands points where it
    is a number, `state` two letters, `year` that of `date` where there is one. `faults` are values that
    could not be read, told for a person; they are left out.
    """

    origin: str
    gazette: str | None = None
    edition: str | None = None
    date: day | None = None
    section: str | None = None
    state: str | None = None
    year: int | None = None
    faults: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Eight hexadecimal digits over what is told: another manifest is another reading."""
        return sha256(repr(astuple(self)[1:]).encode()).hexdigest()[:8]
