"""A reading with corrections laid over it: the corrected record, each corrected value marked as such.

All paths of corrections are of the reading. An item put into a list has the path of the item before
which it goes and a number of its own, as `/signatories/2+1`; so the items of the reading keep theirs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corpus.cuts import CUTS
from db.corrections.fields import RECORD, Listing, Spec, Thing, blank

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from corpus.records import Json, JsonObject

RULE: Final = "correction"
"""The rule of a value that a person corrected."""

_NOWHERE: Final[dict[str, Json]] = {"span": [0, 0], "raw": "", "page": 1, "box": None}


@dataclass(frozen=True, slots=True)
class Correction:
    """A row of `corrections`; `old` and `new` are JSON texts, None for what is not there.

    `anchor` is what `db.corrections.anchors` made, empty where nothing is known.
    """

    id: int
    kind: str
    act_key: str
    sha256: str | None
    ordinal: int | None
    path: str
    old: str | None
    new: str | None
    anchor: JsonObject
    why: str
    author: str
    made_at: str
    state: str
    replaces: int | None

    @property
    def inserts(self) -> bool:
        """Whether it puts an item into a list."""
        return "+" in self.path.rpartition("/")[2]

    @property
    def deletes(self) -> bool:
        """Whether it takes an item out of a list."""
        return self.new is None and self.path != ""

    @property
    def value(self) -> Json:
        """What is right."""
        return None if self.new is None else json.loads(self.new)

    @property
    def operation(self) -> str:
        """What it does: set, null, insert, delete, merge, split, or accept for a doubt about the whole act that somebody saw."""
        if self.kind in CUTS:
            return self.kind
        if self.path == "":
            return "accept"
        if self.inserts:
            return "insert"
        return "delete" if self.deletes else "null" if self.new == "null" else "set"

    def told(self, old: Json) -> JsonObject:
        """Return what a record says of it; `old` is what the reading has."""
        return {"by": self.author, "why": self.why, "when": self.made_at, "old": old}


@dataclass(frozen=True, slots=True)
class Laid:
    """A corrected record; `places` gives for each pointer into it the pointer into the reading.

    `gone` are pointers into the reading to what was taken out.
    """

    record: JsonObject
    places: Mapping[str, str]
    gone: frozenset[str]

    def own(self, pointer: str) -> str:
        """Return where in the reading a pointer into the record is."""
        return _translated(pointer, self.places) or pointer

    def shown(self, pointer: str) -> str | None:
        """Return where in the record a pointer into the reading is, None where its item was taken out."""
        return _shown(pointer, {own: shown for shown, own in self.places.items()}, self.gone)


def overlay(reading: JsonObject, corrections: Sequence[Correction]) -> Laid:
    """Lay corrections over a reading, which is left as it is; those whose place is not there do nothing."""
    walk = _Walk(corrections)
    told: JsonObject = dict(reading)
    for name, spec in RECORD.fields.items():
        told[name] = walk.value(reading[name], f"/{name}", f"/{name}", spec)
    notes = reading["provenance"]
    now = {own: shown for shown, own in walk.places.items()}
    told["provenance"] = _notes(notes if isinstance(notes, dict) else {}, walk, now)
    for name in ("problems", "repairs"):
        told[name] = [_pointing(each, now, frozenset(walk.deletes)) for each in _listed(reading[name])]
    return Laid(told, walk.places, frozenset(walk.deletes))


def _pointing(item: Json, now: Mapping[str, str], gone: frozenset[str]) -> Json:
    """Return a problem or repair that tells where its value is now; where it was taken out, the record as a whole."""
    where = item.get("where") if isinstance(item, dict) else None
    if not isinstance(item, dict) or not isinstance(where, str) or not where:
        return item
    return {**item, "where": _shown(where, now, gone) or ""}


class _Walk:
    """One walk over a reading; notes what was done where."""

    def __init__(self, corrections: Sequence[Correction]) -> None:
        self.sets = {each.path: each for each in corrections if not each.inserts and not each.deletes and each.path}
        self.deletes = {each.path: each for each in corrections if each.deletes and not each.inserts}
        self.inserts: dict[str, list[tuple[int, int, Correction]]] = {}
        for each in corrections:
            if each.inserts:
                above, _, token = each.path.rpartition("/")
                place, number = map(int, token.split("+"))
                self.inserts.setdefault(above, []).append((place, number, each))
        self.places: dict[str, str] = {}
        self.marked: list[tuple[str, Correction, Json, Json]] = []
        self.gone: list[tuple[str, Correction, Json]] = []

    def value(self, value: Json, own: str, shown: str, spec: Spec) -> Json:
        """Return the value at `own` of the reading as it is to be, at `shown` of the record."""
        self.places[shown] = own
        change = self.sets.get(own)
        if change is not None:
            self.marked.append((shown, change, change.value, value))
            value = change.value
        if isinstance(spec, Thing):
            return self._thing(value, own, shown, spec)
        if isinstance(spec, Listing) and isinstance(value, list):
            return self._list(value, own, shown, spec)
        return value

    def _thing(self, value: Json, own: str, shown: str, spec: Thing) -> Json:
        if value is None and any(path.startswith(f"{own}/") for path in self.sets):
            value = blank(spec)
        if not isinstance(value, dict):
            return value
        told = {
            key: self.value(each, f"{own}/{key}", f"{shown}/{key}", spec.fields[key]) if key in spec.fields else each
            for key, each in value.items()
        }
        return self._table(told, own, shown) if "total_row_indices" in told else told

    def _list(self, value: list[Json], own: str, shown: str, spec: Listing) -> list[Json]:
        made: list[Json] = []
        waiting = sorted(self.inserts.get(own, ()), key=lambda each: each[:2])
        for place in range(len(value) + 1):
            for _, _, change in (each for each in waiting if each[0] == place or (each[0] > place == len(value))):
                self._put(change, f"{shown}/{len(made)}")
                made.append(change.value)
            if place == len(value):
                break
            change_here = self.deletes.get(f"{own}/{place}")
            if change_here is not None:
                self.gone.append((shown, change_here, value[place]))
            else:
                made.append(self.value(value[place], f"{own}/{place}", f"{shown}/{len(made)}", spec.item))
        return made

    def _put(self, change: Correction, shown: str) -> None:
        self.marked.append((shown, change, change.value, None))
        self.places[shown] = change.path
        for pointer, _ in leaves(change.value, ""):
            self.places[f"{shown}{pointer}"] = f"{change.path}{pointer}"

    def _table(self, told: JsonObject, own: str, shown: str) -> JsonObject:
        """Let what points to rows of a table point to where they are now; a corrected cell is located no more."""
        rows = told["rows"]
        now: dict[Json, int] = {}
        for place in range(len(rows) if isinstance(rows, list) else 0):
            before = self.places[f"{shown}/rows/{place}"].rpartition("/")[2]
            if before.isdecimal():
                now[int(before)] = place
        totals, located, equations = (told[key] for key in ("total_row_indices", "municipalities", "equations"))
        told["total_row_indices"] = [now[each] for each in _listed(totals) if each in now]
        told["municipalities"] = [
            {**each, "row": now[each["row"]]}
            for each in _listed(located)
            if isinstance(each, dict) and each["row"] in now and f"{own}/rows/{each['row']}/{each['column']}" not in self.sets
        ]
        told["equations"] = [
            {**each, "failing": _moved(each["failing"], now)} for each in _listed(equations) if isinstance(each, dict)
        ]
        return told


def _moved(failing: Json, now: Mapping[Json, int]) -> list[Json]:
    return [[now[each[0]], *each[1:]] for each in _listed(failing) if isinstance(each, list) and each[0] in now]


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def leaves(value: Json, pointer: str) -> Iterator[tuple[str, Json]]:
    """Yield the single values in a value, with their pointers."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, f"{pointer}/{key}")
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from leaves(each, f"{pointer}/{place}")
    else:
        yield pointer, value


def _notes(notes: JsonObject, walk: _Walk, now: Mapping[str, str]) -> JsonObject:
    """Return the provenance: notes of the reading under their new pointers, those of corrections in their place."""
    told: JsonObject = {}
    for pointer, note in notes.items():
        shown = _shown(pointer, now, walk.deletes)
        if shown is not None:
            told[shown] = note
    for shown, change, value, old in walk.marked:
        for pointer, _ in leaves(value, ""):
            if pointer and _at(value, pointer) is None:
                continue
            told[f"{shown}{pointer}"] = _marked(told.get(f"{shown}{pointer}"), notes, change, old)
    for shown, change, old in walk.gone:
        before = value_of(told, shown, "corrected", "old")
        told[shown] = _marked(None, notes, change, [*_listed(before), old])
    return told


def value_of(value: Json, *keys: str) -> Json:
    """Return what lies under keys of objects within one another, None where there is nothing."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _at(value: Json, pointer: str) -> Json:
    for token in pointer.split("/")[1:]:
        value = value[token] if isinstance(value, dict) else _listed(value)[int(token)]
    return value


def _shown(pointer: str, now: Mapping[str, str], gone: Container[str]) -> str | None:
    """Return where a pointer of the reading is in the record, None where its item was taken out."""
    if any(path in gone for path in _paths(pointer)):
        return None
    return _translated(pointer, now) or pointer


def _translated(pointer: str, places: Mapping[str, str]) -> str | None:
    """Return a pointer by the nearest item over it whose place is known, None where none is."""
    return next((places[path] + pointer[len(path) :] for path in _paths(pointer) if path in places), None)


def _paths(pointer: str) -> list[str]:
    """Return a pointer and those of what it lies in, the innermost first."""
    tokens = pointer.split("/")
    return ["/".join(tokens[:length]) for length in range(len(tokens), 1, -1)]


def _marked(own: Json, notes: JsonObject, change: Correction, old: Json) -> JsonObject:
    """Return a corrected value's note: its own place where it had one, else that of what is nearest."""
    place = own if isinstance(own, dict) else near(notes, change.path) or {}
    note: JsonObject = {key: place.get(key, standing) for key, standing in _NOWHERE.items()}
    note |= {"rules": [RULE], "confidence": 1.0}
    if not isinstance(own, dict) and change.old != change.new:
        note["derived"] = RULE
    return {**note, "corrected": change.told(old)}


def near(notes: JsonObject, path: str) -> JsonObject | None:
    """Return the note of the first value that stands under the same item as `path`, or else the record's first."""
    tokens = path.partition("+")[0].split("/")
    for length in range(len(tokens), 0, -1):
        above = "/".join(tokens[:length])
        for pointer, note in notes.items():
            if isinstance(note, dict) and (pointer == above or pointer.startswith(f"{above}/")):
                return note
    return None
