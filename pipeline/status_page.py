"""Whether an act is in force, told to people and to programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from db.force import Change, State, When
from pipeline.graph_forms import citation_told
from pipeline.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.records import Json, JsonObject
    from db.entry import Entry
    from db.force import Status
    from db.heads import ActHead

_DONE: Final = {
    "revokes": "revoked (whole) by",
    "amends": "partly revoked or amended by",
    "rectifies": "rectified by",
    "republishes": "republished by",
}


def told(status: Status) -> str:
    """Return a status for people, the answer in the first line, the evidence beneath it."""
    return "".join(f"{visible(line)}\n" for line in _lines(status))


def _lines(status: Status) -> Iterator[str]:
    yield f"{status.act.name}, {status.act.date or 'without a date'} ({status.act.printed})"
    yield f"on {status.on.isoformat()}: {_answer(status)}"
    yield from (f"  because {reason}" for reason in status.reasons)
    yield f"begins: {_begins(status.entry)}"
    for change in status.changes:
        yield from _change(change)
    yield from (f"note: {note}" for note in status.notes)


def _answer(status: Status) -> str:
    if status.state is State.UNKNOWN:
        return "unknown"
    if status.state is State.NOT_YET:
        return "not yet in force"
    relation = {State.REVOKED: "revokes", State.AMENDED: "amends"}.get(status.state)
    counted = [each for each in status.changes if each.relation == relation and each.when is When.BEGUN and not each.doubts]
    by = ", ".join(dict.fromkeys(_dated(each.by) for each in counted))
    if status.state is State.REVOKED:
        return f"{_DONE['revokes']} {by}"
    known = "in force as far as known"
    return f"{known}, {_DONE['amends']} {by}" if by else known


def _dated(by: Sequence[ActHead]) -> str:
    return f"{by[0].name} of {by[0].date or 'unknown date'}"


def _begins(entry: Entry) -> str:
    day = "not known" if entry.begins is None else entry.begins.isoformat()
    if entry.clause is None:
        return f"{day}, no clause found"
    return f"{day}, act {entry.act_id}{entry.pointer}: {entry.clause}"


def _change(change: Change) -> Iterator[str]:
    when = {When.BEGUN: "", When.LATER: " (after that day)", When.UNSURE: " (it is not known from when)"}[change.when]
    sure = "perhaps " if change.doubts else ""
    yield f"{sure}{_DONE[change.relation]} {_dated(change.by)}{when}, begins {_begins(change.entry)}"
    yield from (f"  doubt: {doubt}" for doubt in change.doubts)
    where = {each.id: each.printed for each in change.by}
    for each in change.citations:
        how = f"resolved by {each.evidence}, {each.confidence:.2f}" if each.confidence is not None else "not resolved"
        yield f'  {where[each.act_id]}{each.pointer}: "{each.raw}" ({how})'


def as_json(status: Status) -> str:
    """Return a status as one JSON document, with all of its evidence."""
    acts: list[Json] = [_head(each) for each in status.printings]
    changes: list[Json] = [_change_told(each) for each in status.changes]
    told: JsonObject = {
        "act": _head(status.act),
        "on": status.on.isoformat(),
        "state": status.state.value,
        "answer": _answer(status),
        "reasons": list(status.reasons),
        "entry": _entry(status.entry),
        "printings": acts,
        "changes": changes,
        "notes": list(status.notes),
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n"


def _head(head: ActHead) -> JsonObject:
    named: JsonObject = {"id": head.id, "key": head.key, "name": head.name, "source": head.source, "ordinal": head.ordinal}
    return {**named, "date": head.date, "published": head.published}


def _entry(entry: Entry) -> JsonObject:
    days: JsonObject = {
        "begins": None if entry.begins is None else entry.begins.isoformat(),
        "surely": None if entry.surely is None else entry.surely.isoformat(),
    }
    how: JsonObject = {"basis": entry.basis, "from_signing": entry.from_signing, "partial": entry.partial}
    return {**days, **how, "clause": entry.clause, "act_id": entry.act_id, "pointer": entry.pointer}


def _change_told(change: Change) -> JsonObject:
    by: list[Json] = [_head(each) for each in change.by]
    references: list[Json] = [citation_told(each) for each in change.citations]
    told: JsonObject = {"relation": change.relation, "when": change.when.value, "doubts": list(change.doubts)}
    return {**told, "by": by, "entry": _entry(change.entry), "references": references}
