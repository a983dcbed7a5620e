"""Acts merged and split by people: the source is read again as they say, and stored with their word.

Its bytes are had from the file where it was found, or made of the stored text; its hash tells that they are
the same. It must have been read by this very release: else the reading would change in other ways too.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corpus.cuts import CUTS, MERGE, SPLIT, Cut, placed
from corpus.errors import DocumentError, SettingsError
from corpus.source import SourceDocument
from db.corrections.cuts import NEW, Change
from db.corrections.ledger import LIVE
from extractors.readers.scans.settings import Scanning
from pipeline.discover import discover
from pipeline.line_index import LineIndex
from pipeline.queries import find_source
from pipeline.reading import Failure, now, open_source, read_source
from pipeline.release import release
from pipeline.settings import Settings
from pipeline.streams import complain
from pipeline.workers import readers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.cuts import CutOutcome
    from corpus.reading import Reading
    from corpus.records import JsonObject
    from db.answers import ActRow
    from db.corrections.desk import Signed
    from db.store import Store

LONGEST: Final = 200
"""Characters of a printed line that are kept."""

WRONG: Final = {
    (SPLIT, "confirmed"): "an act begins there already",
    (SPLIT, "orphaned"): "no act can begin there: nothing before it is an act, and the line names no type",
    (MERGE, "confirmed"): "there is no beginning of an act to take away: nothing before it is an act",
    (MERGE, "orphaned"): "its place is not in the text that this release reads",
}
"""What is wrong with a merge or split that changes nothing."""


def place_of(store: Store, act: ActRow, kind: str, where: str | None) -> Cut:
    """Return the place that is meant: of a split as `where` tells it, of a merge where the act after `act` begins.

    `where` is a line of the source, from 1, or `@OFFSET` in code points of its raw text, or printed text that
    stands there once. Raises `SettingsError` where there is no such place.
    """
    raw = store.texts(store.source_of(act.id))[0]
    if kind == MERGE:
        if where:
            raise SettingsError("merge takes no VALUE: the act after ACT becomes part of it")
        at = _next(store, act, raw)
    else:
        at = _offset(raw, where or "")
    return _at(raw, kind, at)


def _at(raw: str, kind: str, at: int) -> Cut:
    return Cut(NEW, kind, at, raw[at : min(_line_end(raw, at), at + LONGEST)].rstrip())


def _next(store: Store, act: ActRow, raw: str) -> int:
    """Return where the act after an act begins: its line, unless another act ends on it."""
    found = store.begins(act.id, after=True)
    if found is None:
        raise SettingsError(f"no act follows {act.source}#{act.ordinal} in its source: there is nothing to merge into it")
    start = max(raw.rfind("\n", 0, found) + 1, raw.rfind("\f", 0, found) + 1)
    return start + len(raw[start:found]) - len(raw[start:found].lstrip())


def _offset(raw: str, where: str) -> int:
    if not where.strip():
        raise SettingsError("where does the other act begin? give a line, @OFFSET, or text that stands once")
    if where.isdecimal() and where.isascii():
        starts = LineIndex(raw)
        at = starts.start(int(where))
        if at is None:
            raise SettingsError(f"the source has no line {where}: it has {starts.count}")
    elif where.startswith("@") and where[1:].isdecimal() and where.isascii():
        at = int(where[1:])
    else:
        if raw.count(where) != 1:
            raise SettingsError(
                f"{where!r} stands {raw.count(where)} times in the source: give a line, @OFFSET, or text that stands once"
            )
        at = raw.index(where)
    found = next((each for each in range(at, len(raw)) if not raw[each].isspace()), None)
    if found is None:
        raise SettingsError(f"{where} is behind the end of the source, which has {len(raw)} characters")
    return found


def _line_end(raw: str, at: int) -> int:
    return next((each for each in range(at, len(raw)) if raw[each] in "\r\n\f"), len(raw))


def as_usual() -> Settings:
    """Return the settings with which a source is read again: those of a run that is told nothing."""
    scans = Scanning()
    return Settings(release=release(scans=scans.mark), scans=scans)


def number_of(store: Store, act: ActRow, field: str) -> int | None:
    """Return the number of the merge or split that is to be taken back; None where `field` names a value's correction.

    `field` is `merge` or `split`, whose newest in the act is meant, or `#NUMBER`.
    """
    sha256 = store.source_of(act.id)
    live = [each for each in store.desk.listing() if each["sha256"] == sha256 and each["state"] in LIVE and each["field"] in CUTS]
    if field in CUTS:
        live = [each for each in live if each["field"] == field and each["ordinal"] == act.ordinal]
        if not live:
            raise SettingsError(f"no {field} of {act.source}#{act.ordinal} stands; `lavra corrections` lists them")
    else:
        live = [each for each in live if f"#{each['id']}" == field]
    return int(str(live[-1]["id"])) if live else None


def recut(store: Store, act: ActRow, cut: Cut, signed: Signed, settings: Settings) -> JsonObject:
    """Merge or split acts as a cut says; return the correction as it is listed.

    Raises `SettingsError` where nothing would change, or the source cannot be read again.
    """
    signed.check()
    sha256 = store.source_of(act.id)
    reading = _read(store, sha256, (*store.cuts(sha256), cut), settings)
    told = _told(reading, NEW)
    if told.state != "active":
        raise SettingsError(WRONG[cut.kind, told.state])
    return _stored(store, reading, Change(signed, made=replace(cut, at=told.at)), settings)


def undo(store: Store, sha256: str, number: int, signed: Signed, settings: Settings) -> JsonObject:
    """Take back a merge or split; return the correction as it is listed."""
    signed.check()
    left = tuple(cut for cut in store.cuts(sha256) if cut.id != number)
    return _stored(store, _read(store, sha256, left, settings), Change(signed, undone=number), settings)


def take(store: Store, row: Mapping[str, str], signed: Signed, settings: Settings) -> str:
    """Take over a merge or split made elsewhere, a row of `lavra corrections --export`; `added`, `known` or `orphaned`.

    Its place is found by the printed line that the row's anchor has, or where there is none as `new` tells it.
    """
    sha256 = _source_of(store, row)
    if sha256 is None:
        return "orphaned"
    raw = store.texts(sha256)[0]
    anchor = json.loads(row.get("anchor") or "{}")
    if anchor.get("raw"):
        at = placed(Cut(NEW, row["field"], int(anchor["span"][0]), anchor["raw"]), raw)
    else:
        at = _offset(raw, row["new"])
    if at is None:
        return "orphaned"
    cut = _at(raw, row["field"], at)
    standing = store.cuts(sha256)
    if any((each.kind, each.at) == (cut.kind, cut.at) for each in standing):
        return "known"
    signed.check()
    reading = _read(store, sha256, (*standing, cut), settings)
    told = _told(reading, NEW)
    if told.state != "active":
        return "known" if told.state == "confirmed" else "orphaned"
    _stored(store, reading, Change(signed, made=cut), settings)
    return "added"


def _source_of(store: Store, row: Mapping[str, str]) -> str | None:
    """Return the source of an act that another database names: by its hash, else by the act's lasting name."""
    known = {each.sha256 for each in store.sources() if each.reader}
    if row.get("sha256") in known:
        return row["sha256"]
    try:
        return store.source_of(store.find_act(row["act"]).id)
    except SettingsError:
        return None


def _told(reading: Reading, number: int) -> CutOutcome:
    return next(each for each in reading.cuts if each.id == number)


def _stored(store: Store, reading: Reading, change: Change, settings: Settings) -> JsonObject:
    """Store a reading as a run of its own."""
    run = store.begin_run(release=settings.release, arguments=["correct"], started_at=now())
    listed, code = None, 1
    try:
        listed = store.recut(reading, change, run_id=run)
        code = 0
    finally:
        counts = {"sources": 1, "loaded": 1, "acts": len(reading.records)} if listed else {}
        store.finish_run(run, finished_at=now(), counts=counts, exit_code=code)
    orphaned = store.corrected(run).get("orphaned", 0)
    if orphaned:
        complain(
            f"lavra: {orphaned} corrections have nothing left to correct now; `lavra corrections --state orphaned` lists them"
        )
    return listed


def _read(store: Store, sha256: str, cuts: tuple[Cut, ...], settings: Settings) -> Reading:
    """Read a source again, with acts cut as told."""
    source = replace(_source(store, sha256, settings), cuts=cuts)
    with readers(read_source, settings, files=1) as reader:
        result = reader.submit(source)().result
    if isinstance(result, Failure):
        raise SettingsError(f"{source.path} cannot be read again: {result.message}")
    return result


def _source(store: Store, sha256: str, settings: Settings) -> SourceDocument:
    """Return the bytes of a source with what a manifest beside it tells; raises `SettingsError` where they are not to be had."""
    row = find_source(store, sha256)
    found = _of_file(row.path, sha256, settings) or _of_text(store.texts(sha256)[0], row.encoding, sha256, row.path)
    if found is None:
        raise SettingsError(
            f"{row.path} is not there any more, or holds other bytes: it must be read again to merge or split its acts"
        )
    ours = settings.release_for(found)
    if row.release != ours:
        raise SettingsError(f"{row.path} was read by the release {row.release}, this is {ours}: run `lavra ingest` on it first")
    return found


def _of_file(path: str, sha256: str, settings: Settings) -> SourceDocument | None:
    if not Path(path).is_file():
        return None
    try:
        sidecar = discover([path]).sidecars.get(os.path.abspath(path))  # noqa: PTH100  # as `discover` names it
        found = open_source(path, max_bytes=settings.max_bytes, sidecar=sidecar)
    except DocumentError:
        return None
    return found if found.sha256 == sha256 else None


def _of_text(raw: str, encoding: str | None, sha256: str, path: str) -> SourceDocument | None:
    try:
        found = SourceDocument.of(raw.encode(encoding or "utf-8"), path=path)
    except (UnicodeEncodeError, LookupError):
        return None
    return found if found.sha256 == sha256 else None
