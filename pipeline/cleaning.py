"""The whole of `lavra clean`: one file, its characters repaired, its lines as they are."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import SettingsError
from pipeline.reading import open_source
from pipeline.repair import cleaned
from pipeline.settings import MAX_BYTES
from pipeline.streams import output


def print_cleaned(path: str, *, disabled: frozenset[str]) -> None:
    """Print the repaired text of one file. Raises `SettingsError` for no file, `DocumentError` for no text."""
    from extractors.readers import read  # noqa: PLC0415  # loads the readers

    if not Path(path).is_file():
        raise SettingsError(f"{path}: {'this is no file' if Path(path).exists() else 'no such file'}")
    document = read(open_source(path, max_bytes=MAX_BYTES))
    text, _ = cleaned(document.raw, disabled=disabled)
    output().write(text.value)
