"""What lies beside the sources and tells of them: manifests of a folder, and files of single sources.

A manifest is `manifest.csv` or `manifest.json` (also `manifesto.`); its columns are rows of the table
`manifest_columns`. A file of its own is named as its source with `.json` after it, and wins over the
manifest of the folder. Nothing here is raised: what is wrong with a manifest is told and the run goes on.
"""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from unicodedata import normalize

import regex

from corpus.knowledge import rows, string, strings
from corpus.sidecar import Sidecar
from corpus.states import state_named, states
from corpus.text import fold, squeeze
from corpus.values.dates import real_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

NAMES: Final = frozenset({"manifest.csv", "manifest.json", "manifesto.csv", "manifesto.json"})
MOST_BYTES: Final = 32 * 2**20
"""Largest manifest that is read: some hundred thousand rows."""

MOST_TOLD: Final = 20
"""Rows without a file that are told one by one."""

LONGEST: Final = 300
"""Characters of the longest value."""

_ISO: Final = regex.compile(r"(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[T ].{0,20})?")
_WRITTEN: Final = regex.compile(r"(?<day>\d{1,2})[./-](?<month>\d{1,2})[./-](?<year>\d{4})")
_EDITION: Final = regex.compile(r"(?:n[º°.o]{0,2}\s?)?(?<number>\d{1,3}(?:\.\d{3})+|\d{1,6})", regex.IGNORECASE)
_YEAR: Final = regex.compile(r"(?:18|19|20)\d\d")


class Fault(NamedTuple):
    """What is wrong with a manifest as a whole, or with a row that names no source: path and reason."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """What manifests tell: sidecars by the real path of the source, and what is wrong."""

    sidecars: Mapping[str, Sidecar] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def is_manifest(name: str) -> bool:
    """Whether a file of this name is the manifest of its folder.

    >>> [name for name in ("manifest.csv", "Manifesto.JSON", "manifest.txt", "ato.json") if is_manifest(name)]
    ['manifest.csv', 'Manifesto.JSON']
    """
    return name.lower() in NAMES


def is_sidecar(path: str) -> bool:
    """Whether a file tells of the one beside it whose name it has, with `.json` after it."""
    return path.lower().endswith(".json") and not is_manifest(os.path.basename(path)) and os.path.isfile(path[:-5])  # noqa: PTH113, PTH119


def told_by_manifest(path: str) -> Told:
    """Read the manifest of a folder; a row whose file there is not is a fault."""
    sidecars: dict[str, Sidecar] = {}
    faults: list[Fault] = []
    folder, name = os.path.split(path)
    try:
        found = tuple(_rows(name, _text(path)))
    except (ValueError, OSError, RecursionError, csv.Error) as error:
        return Told({}, (Fault(path, f"the manifest cannot be read: {_reason(error)}"),))
    missing = 0
    for place, row in found:
        origin, named = f"{name}, {place}", squeeze(row.get("file", ""))
        target = _inside(folder, named)
        if target is None:
            missing += 1
            if missing <= MOST_TOLD:
                faults.append(Fault(path, f"{origin}: {_told_path(named)}"))
        else:
            told = _sidecar(origin, row)
            sidecars[target] = _merged(sidecars[target], told) if target in sidecars else told
    if missing > MOST_TOLD:
        faults.append(Fault(path, f"{name}: {missing - MOST_TOLD} more rows name no file in its folder"))
    return Told(sidecars, tuple(faults))


def told_by_file(path: str) -> Told:
    """Read the file that tells of the one source whose name it has."""
    name = os.path.basename(path)  # noqa: PTH119
    try:
        return Told({os.path.realpath(path[:-5]): _single(name, _text(path))})
    except (ValueError, OSError, RecursionError) as error:
        return Told({}, (Fault(path, f"what it says of {name[:-5]} cannot be read: {_reason(error)}"),))


def _single(name: str, text: str) -> Sidecar:
    """Return what a file tells of the source whose name it has; raises `ValueError` where it tells nothing."""
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("it holds no JSON object")  # noqa: TRY004  # told like what json raises
    return _sidecar(name, _fields(found))


def told_in_archive(manifests: Mapping[str, bytes]) -> Told:
    """Read the manifests and the files of single sources in an archive, by their paths; what they tell is by path too.

    Whether there is a member of that path only who unpacks the archive knows.
    """
    sidecars: dict[str, Sidecar] = {}
    faults: list[Fault] = []
    for path, content in sorted(manifests.items(), key=lambda each: (not is_manifest(each[0].rpartition("/")[2]), each[0])):
        folder, _, name = path.rpartition("/")
        try:
            if is_manifest(name):
                for place, row in _rows(name, _decoded(content)):
                    named = read_path(squeeze(row.get("file", "")))
                    if named is None:
                        faults.append(Fault(path, f"{name}, {place}: no file is named"))
                        continue
                    target, told = f"{folder}/{named}", _sidecar(f"{name}, {place}", row)
                    sidecars[target] = _merged(sidecars[target], told) if target in sidecars else told
            else:
                sidecars[path[: -len(".json")]] = _single(name, _decoded(content))
        except (ValueError, RecursionError, csv.Error) as error:
            faults.append(Fault(path, f"the manifest cannot be read: {_reason(error)}"))
    return Told(sidecars, tuple(faults))


def _rows(name: str, text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Tell the rows of a manifest, each with its place; raises `ValueError` where it is none."""
    if name.lower().endswith(".json"):
        yield from _json_rows(text)
        return
    head = text.partition("\n")[0]
    delimiter = max(";\t,", key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    columns = [_field(name) for name in next(reader, [])]
    if "file" not in columns:
        raise ValueError("no column names the files (file, arquivo)")
    for row in reader:
        if any(cell.strip() for cell in row):
            cells = zip(columns, row, strict=False)
            yield f"line {reader.line_num}", {name: cell for name, cell in cells if name is not None}


def _json_rows(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Tell the objects of a list, or of an object whose keys are the files."""
    found = json.loads(text)
    if isinstance(found, dict):
        found = [{"file": name, **each} for name, each in found.items() if isinstance(each, dict)]
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise ValueError("it is neither a list of objects nor an object of them")
    for at, each in enumerate(found, start=1):
        yield f"entry {at}", _fields(each)


def _fields(item: Mapping[str, object]) -> dict[str, str]:
    """Return the fields of a JSON object that are known, as text."""
    told = {_field(name): value for name, value in item.items()}
    return {name: str(value) for name, value in told.items() if name is not None and isinstance(value, (str, int))}


def _text(path: str) -> str:
    """Return a manifest's text."""
    with Path(path).open("rb") as stream:
        return _decoded(stream.read(MOST_BYTES + 1))


def _decoded(content: bytes) -> str:
    """Return the text of a manifest's bytes: UTF-8, else as Windows writes it."""
    if len(content) > MOST_BYTES:
        raise ValueError(f"it is larger than {MOST_BYTES // 2**20} MB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


@cache
def _columns() -> dict[str, str]:
    return {fold(name): str(row["id"]) for row in rows("manifest_columns") for name in strings(row, "names")}


@cache
def _kinds() -> dict[str, str]:
    return {str(row["id"]): string(row, "kind") for row in rows("manifest_columns")}


def _field(name: str) -> str | None:
    """Return the field that a column's name stands for."""
    return _columns().get("_".join(fold(name).split()))


def _inside(folder: str, named: str) -> str | None:
    """Return the real path of a file that a manifest names; None for none, and for one outside its folder."""
    if not read_path(named):
        return None
    for form in (named, normalize("NFC", named), normalize("NFD", named)):
        target = os.path.realpath(os.path.join(folder, form))  # noqa: PTH118
        if os.path.isfile(target) and target.startswith(os.path.realpath(folder) + os.sep):  # noqa: PTH113
            return target
    return None


def _told_path(named: str) -> str:
    if not named:
        return "no file is named"
    return f"names {named[:LONGEST]!r}, and there is no such file in its folder"


def _sidecar(origin: str, row: Mapping[str, str]) -> Sidecar:
    """Return what a row tells; a value that cannot be read is a fault of its own."""
    values: dict[str, object] = {}
    faults = []
    for name, cell in row.items():
        printed = squeeze(cell)
        if name == "file" or not printed:
            continue
        value = READ_AS[_kinds()[name]](printed)
        if value is None:
            faults.append(f"{origin}: {printed[:60]!r} is no {name}")
        else:
            values[name] = value
    told = replace(Sidecar(origin, faults=tuple(faults)), **values)  # type: ignore[arg-type]  # READ_AS gives what each field holds
    return told if told.date is None else _dated(told, told.date)


def _dated(told: Sidecar, day: date) -> Sidecar:
    """Return it with the year of its date; another year is a fault."""
    if told.year not in {None, day.year}:
        told = replace(told, faults=(*told.faults, f"{told.origin}: the year {told.year} is not that of {day.isoformat()}"))
    return replace(told, year=day.year)


def _merged(before: Sidecar, after: Sidecar) -> Sidecar:
    """Return what two rows tell of one file; where they disagree neither is believed."""
    faults = [*before.faults, *after.faults]
    values: dict[str, object] = {}
    for name in ("gazette", "edition", "date", "section", "state", "year"):
        first, second = getattr(before, name), getattr(after, name)
        if first is not None and second is not None and first != second:
            faults.append(f"{after.origin}: {name} is {second}, but {first} in {before.origin}")
        else:
            values[name] = first if first is not None else second
    return replace(Sidecar(before.origin, faults=tuple(faults)), **values)  # type: ignore[arg-type]  # as in both


def read_path(printed: str) -> str | None:
    """Return a path that stays in the folder."""
    leads_out = ".." in printed.replace("\\", "/").split("/") or os.path.isabs(printed)  # noqa: PTH117
    return None if leads_out or not printed.strip() or "\0" in printed else printed


def read_text(printed: str) -> str | None:
    """Return a name."""
    return squeeze(printed)[:LONGEST] or None


def read_edition(printed: str) -> str | None:
    """Return an edition's number, digits without thousands points; as it is written where there is more to it.

    >>> read_edition("nº 28.315"), read_edition("412-A"), read_edition("de segunda")
    ('28315', '412-A', None)
    """
    match = _EDITION.fullmatch(printed.strip())
    if match is not None:
        return match["number"].replace(".", "").lstrip("0") or None
    return squeeze(printed)[:LONGEST] if any(char.isdigit() for char in printed) else None


def read_date(printed: str) -> date | None:
    """Return a date, in ISO form or day, month, year.

    >>> read_date("24/08/2022").isoformat(), read_date("2022-02-30")
    ('2022-08-24', None)
    """
    match = _ISO.fullmatch(printed.strip()) or _WRITTEN.fullmatch(printed.strip())
    return real_date(int(match["year"]), int(match["month"]), int(match["day"])) if match else None


def read_state(printed: str) -> str | None:
    """Return the letters of a state, told by letters or name."""
    letters = printed.strip().upper()
    if letters in states():
        return letters
    named = state_named(printed)
    return named.letters if named is not None and named.name == fold(squeeze(printed)) else None


def read_year(printed: str) -> int | None:
    """Return a year of four digits."""
    return int(printed) if _YEAR.fullmatch(printed.strip()) else None


READ_AS: Final[dict[str, Callable[[str], object]]] = {
    "path": read_path,
    "text": read_text,
    "number": read_edition,
    "date": read_date,
    "state": read_state,
    "year": read_year,
}


def _reason(error: Exception) -> str:
    told = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return squeeze(str(told))[:LONGEST].lower()
