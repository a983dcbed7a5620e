"""What is asked of the database, as rows to list."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from corpus.errors import SettingsError
from corpus.problems import OF_THE_TEXT
from pipeline.line_index import LineIndex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from corpus.records import Json, JsonObject
    from db.answers import SourceRow
    from db.store import Store

SOURCE_COLUMNS: Final = ("id", "name", "status", "acts", "problems", "damage", "size", "sha256", "release", "error")
ACT_COLUMNS: Final = ("id", "source", "ordinal", "type", "number", "suffix", "year", "date", "issuer", "problems", "summary")
PROBLEM_COLUMNS: Final = ("source", "ordinal", "code", "where", "span", "detail")
REPAIR_COLUMNS: Final = ("rule", "span", "line", "before", "after", "cost", "confidence", "layer", "where", "detail")
DOUBT_COLUMNS: Final = ("rule", "span", "line", "before", "detail")
DOUBT: Final = "doubt"
"""The `layer` of what the repair left open, where it is listed among repairs."""

SHORTEST_PREFIX: Final = 4
"""Digits of a sha256 that are taken for one."""


def source_rows(store: Store) -> Iterator[JsonObject]:
    """Give every source; its first name stands for all under `name`."""
    for row in store.sources():
        told: JsonObject = {**asdict(row), "names": list(row.names), "damage": round(row.damage, 4)}
        yield {"name": row.names[0] if row.names else row.path, **told}


def act_rows(store: Store, *, type: str | None, year: int | None, issuer: str | None) -> Iterator[JsonObject]:  # noqa: A002
    """Give the acts that answer to all that is asked."""
    return (asdict(row) for row in store.acts(type=type, year=year, issuer=issuer))


def problem_rows(store: Store) -> Iterator[JsonObject]:
    """Give every problem, of sources and of acts."""
    return store.problems()


def repair_rows(store: Store, key: str, *, rules: Collection[str] = (), below: float | None = None) -> Iterator[JsonObject]:
    """Give the repairs of one source in the order of its text: all, or those of `rules` less sure than `below`.

    Raises `SettingsError` where `key` is not one source, or `below` is no confidence.
    """
    sha256, raw = _repaired(store, key, below=below)
    lines = LineIndex(raw)
    return (
        _repair(row, lines)
        for row in store.repairs(sha256)
        if (not rules or row["rule"] in rules) and (below is None or _number(row["confidence"]) < below)
    )


def doubt_rows(store: Store, key: str, *, rules: Collection[str] = (), below: float | None = None) -> Iterator[JsonObject]:
    """Give what the repair of one source left open, in the order of its text: all, or those whose code is among `rules`.

    They are told as repairs are: the code as the rule, what is printed as what was before, nothing after
    it, and 0 as confidence, so that none is below 0. Raises what `repair_rows` raises.
    """
    sha256, raw = _repaired(store, key, below=below)
    lines = LineIndex(raw)
    told = (row for row in store.problems(sha256) if row["code"] in OF_THE_TEXT and (not rules or row["code"] in rules))
    found = [_doubt(row, raw, lines) for row in told if below != 0]
    yield from sorted(found, key=lambda row: _spanned(row["span"]) or (0, 0))


def _repaired(store: Store, key: str, *, below: float | None) -> tuple[str, str]:
    """Return the hash and the raw text of a source that was repaired; raises `SettingsError` as `repair_rows` says."""
    if below is not None and not 0 <= below <= 1:
        raise SettingsError(f"--below must be from 0 to 1, not {below:g}")
    source = find_source(store, key)
    if not source.reader:
        raise SettingsError(f"{key!r} could not be read, so nothing was repaired: {source.error}")
    return source.sha256, store.texts(source.sha256)[0]


def _doubt(row: JsonObject, raw: str, lines: LineIndex) -> JsonObject:
    span = _spanned(row["span"])
    line, before = (lines.at(span[0]), raw[slice(*span)]) if span else (None, None)
    told: JsonObject = {
        "rule": row["code"],
        "span": row["span"],
        "line": line,
        "before": before,
        "after": None,
        "confidence": 0.0,
    }
    return {**told, "layer": DOUBT, **{name: row[name] for name in ("ordinal", "where", "detail")}}


def _spanned(span: Json) -> tuple[int, int] | None:
    """Return a span as it is stored as offsets; None where there is none."""
    match span:
        case [int(start), int(end)]:
            return start, end
        case _:
            return None


def _repair(row: JsonObject, lines: LineIndex) -> JsonObject:
    """Tell a repair as `lavra repairs` does: with its line, and what the record calls `value` as what came after."""
    span = row["span"]
    start = span[0] if isinstance(span, list) and isinstance(span[0], int) else 0
    told: JsonObject = {"rule": row["rule"], "span": span, "line": lines.at(start), "before": row["before"]}
    rest = {key: value for key, value in row.items() if key not in {*told, "value"}}
    return {**told, "after": row["value"], **rest}


def _number(value: Json) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0


def find_source(store: Store, key: str) -> SourceRow:
    """Return the source called `key`: name, path, id or the start of its sha256.

    Raises `SettingsError`, saying what there is, where none or several answer to it. A reading
    that was superseded answers only where no other does.
    """
    found = [row for row in store.sources(include_superseded=True) if _answers(row, key)]
    live = [row for row in found if row.status != "superseded"] or found
    if len(live) == 1:
        return live[0]
    if not live:
        raise SettingsError(f"no source is called {key!r}; `lavra sources` lists them")
    several = ", ".join(f"{row.path} ({row.sha256[:12]})" for row in live[:5])
    raise SettingsError(f"{len(live)} sources are called {key!r}: {several}; give the start of the sha256")


def _answers(row: SourceRow, key: str) -> bool:
    if key in row.names or key in (row.path, str(row.id)):
        return True
    return len(key) >= SHORTEST_PREFIX and row.sha256.startswith(key.lower())


def raw_text(store: Store, record: JsonObject) -> str:
    """Return the raw text of a record's source, as it was read; the file itself may be gone."""
    return store.texts(str(record["sha256"]))[0]
