"""Typefaces of Debian packages, found where the system keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from corpus.errors import ToolMissingError

FOLDERS: Final = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("~/.local/share/fonts"),
    Path("~/.fonts"),
    Path("/Library/Fonts"),
)


@dataclass(frozen=True, slots=True)
class Typeface:
    """A typeface: its name, the name of its file, the Debian package that has it."""

    name: str
    file: str
    package: str


TYPEFACES: Final = (
    Typeface("Liberation Serif", "LiberationSerif-Regular.ttf", "fonts-liberation"),
    Typeface("Liberation Sans", "LiberationSans-Regular.ttf", "fonts-liberation"),
    Typeface("Liberation Mono", "LiberationMono-Regular.ttf", "fonts-liberation"),
    Typeface("Liberation Serif Bold", "LiberationSerif-Bold.ttf", "fonts-liberation"),
    Typeface("DejaVu Serif", "DejaVuSerif.ttf", "fonts-dejavu"),
    Typeface("DejaVu Sans", "DejaVuSans.ttf", "fonts-dejavu"),
    Typeface("FreeSerif", "FreeSerif.ttf", "fonts-freefont-ttf"),
    Typeface("FreeMono Bold", "FreeMonoBold.ttf", "fonts-freefont-ttf"),
)
"""Kin of what gazettes were set in: Times, Helvetica, a typewriter, and wider faces of the same classes."""


def installed(folders: tuple[Path, ...] = FOLDERS) -> tuple[tuple[Typeface, Path], ...]:
    """Return those of `TYPEFACES` that are installed, in the order of that table, each with its file.

    Raises `ToolMissingError`, naming the packages, where there are none.
    """
    files = _files(folders)
    found = tuple((face, files[face.file]) for face in TYPEFACES if face.file in files)
    if not found:
        packages = " ".join(sorted({face.package for face in TYPEFACES}))
        raise ToolMissingError(f"no typeface to draw pages with was found; install some: apt-get install {packages}")
    return found


@lru_cache(maxsize=4)
def _files(folders: tuple[Path, ...]) -> dict[str, Path]:
    wanted = {face.file for face in TYPEFACES}
    present = [folder.expanduser() for folder in folders]
    return {
        path.name: path for folder in present if folder.is_dir() for path in sorted(folder.rglob("*.ttf")) if path.name in wanted
    }
