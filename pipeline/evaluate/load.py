"""Gold and what was found, from files and databases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corpus.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from corpus.records import JsonObject

SQLITE: Final = b"SQLite format 3\0"
"""How a SQLite file begins."""


def gold_records(paths: Iterable[str]) -> list[JsonObject]:
    """Read gold: files with a JSON list of records, one record or JSON lines, and folders of such files.

    Raises `SettingsError` for what is not there or is no record; nothing is skipped silently.
    """
    records = [record for path in paths for file in _files(Path(path)) for record in _records(file)]
    if not records:
        raise SettingsError("there is no gold record in what was named")
    return records


def found_records(target: str, *, sources: Collection[str] | None = None) -> Iterator[JsonObject]:
    """Give the records of a database (file or URL) or of an export as JSON lines; of `sources` alone where these are given."""
    records = _stored(target) if _is_database(target) else _records(Path(target))
    return (record for record in records if sources is None or record.get("source") in sources)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(each for each in path.rglob("*.json*") if each.suffix in {".json", ".jsonl"} and not each.name.startswith("."))
    if not found:
        raise SettingsError(f"{path}: no .json or .jsonl file is in this folder")
    return found


def _is_database(target: str) -> bool:
    if "://" in target:
        return True
    try:
        with Path(target).open("rb") as stream:
            return stream.read(len(SQLITE)) == SQLITE
    except OSError as error:
        raise SettingsError(f"cannot read {target}: {(error.strerror or str(error)).lower()}") from error


def _stored(target: str) -> Iterator[JsonObject]:
    from db.store import Store  # noqa: PLC0415  # loads SQLAlchemy

    with Store.open(target, create=False) as store:
        yield from store.records()


def _records(file: Path) -> Iterator[JsonObject]:
    """Give the records of a file: a JSON list, one object, or one object a line."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot read {file}: {error}") from error
    try:
        whole = json.loads(text)
    except ValueError:
        yield from _lines(file, text)
        return
    for place, record in enumerate(whole if isinstance(whole, list) else [whole], 1):
        yield _checked(record, f"{file}, record {place}")


def _lines(file: Path, text: str) -> Iterator[JsonObject]:
    for place, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except ValueError as error:
                raise SettingsError(f"{file}, line {place}: neither JSON nor JSON lines: {error}") from error
            yield _checked(record, f"{file}, line {place}")


def _checked(record: object, where: str) -> JsonObject:
    if not isinstance(record, dict) or not isinstance(record.get("source"), str):
        raise SettingsError(f"{where}: a record is an object with a `source`")
    return record
