"""By what a corrected value is found again in another reading of its act.

The bytes of a source stay, so the stretch of raw text on which a value rested is the surest sign.
In other bytes it is the printed text. A value's place in its list is none: a better reading finds
one item more. Nodes of provisions count as alike at any depth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from corpus.errors import SettingsError
from db.corrections.fields import spec_at
from db.keys import skeleton

if TYPE_CHECKING:
    from corpus.records import Json, JsonObject

LEAST: Final = 0.5
"""Share of two stretches that must be common, of both together, for them to be of one value."""

_DEEPER: Final = regex.compile(r"(?:/children/\*)+")
_PLACE: Final = regex.compile(r"/\d++(?=/|$)")


def anchor(reading: JsonObject, path: str, *, content_key: str) -> JsonObject:
    """Return what is kept to find a value of `reading` again.

    `at` is the pointer of the note that it hangs on, `head` where the act's heading stands.
    """
    notes = _notes(reading)
    kept: JsonObject = {"content_key": content_key, "act": extent(reading), "head": _heading(notes)}
    at = _hold(notes, path)
    if at is not None:
        note = notes[at]
        kept |= {"at": at, "span": note["span"], "raw": note["raw"]}
    return kept


def _heading(notes: dict[str, JsonObject]) -> Json:
    return notes["/type"]["span"] if "/type" in notes else None


def extent(reading: JsonObject) -> Json:
    """Return the stretch of raw text from an act's first value to its last; None where it has none."""
    spans = [(start, end) for note in _notes(reading).values() for start, end in [_span(note["span"])]]
    return [min(start for start, _ in spans), max(end for _, end in spans)] if spans else None


def common(one: Json, other: Json) -> float:
    """Return the share that two stretches have in common, of both together, 0 to 1."""
    if not isinstance(one, list) or not isinstance(other, list):
        return 0.0
    (start, end), (begin, finish) = _span(one), _span(other)
    if (start, end) == (begin, finish):
        return 1.0
    both = min(end, finish) - max(start, begin)
    return both / (max(end, finish) - min(start, begin)) if both > 0 else 0.0


def find(kept: JsonObject, path: str, reading: JsonObject, *, same_bytes: bool) -> str | None:
    """Return where a value is now in another reading of its act; None where it is not there.

    A value of the head goes with the heading: where the act is a part of another by now, it is not that one's.
    """
    if not any(token.replace("+", "").isdecimal() for token in path.split("/")):
        here, before = _heading(_notes(reading)), kept.get("head")
        return None if same_bytes and here and before and not common(here, before) else path
    at = kept.get("at")
    if not isinstance(at, str):
        return path if reaches(reading, path) else None
    found = _same(kept, at, _notes(reading), same_bytes=same_bytes)
    if found is None:
        return None
    made = _moved(path, at, found)
    return made if made is not None and reaches(reading, made) else None


def reaches(reading: JsonObject, path: str) -> bool:
    """Whether a reading has a place for `path`: its lists are long enough (an insertion may go behind the last)."""
    try:
        spec_at(path)
    except SettingsError:
        return False
    value: Json = reading
    for token in path.split("/")[1:]:
        if isinstance(value, dict):
            value = value.get(token)
        elif isinstance(value, list):
            place = int(token.split("+")[0])
            if "+" in token:
                return place <= len(value)
            if place >= len(value):
                return False
            value = value[place]
        elif value is not None:
            return False
    return True


def _hold(notes: dict[str, JsonObject], path: str) -> str | None:
    """Return the pointer of the note that a value hangs on: its own, else the first within its item.

    A new item hangs on the one before it, or where it is the first on the one behind.
    """
    above, _, token = path.rpartition("/")
    if "+" in token:
        place = int(token.split("+")[0])
        for each in (place - 1, place):
            found = _first(notes, f"{above}/{each}")
            if found is not None:
                return found
        return None
    if path in notes:
        return path
    tokens = path.split("/")
    for length in range(len(tokens), 1, -1):
        if tokens[length - 1].isdecimal():
            found = _first(notes, "/".join(tokens[:length]))
            if found is not None:
                return found
    return None


def _first(notes: dict[str, JsonObject], above: str) -> str | None:
    return next((pointer for pointer in notes if pointer == above or pointer.startswith(f"{above}/")), None)


def _same(kept: JsonObject, at: str, notes: dict[str, JsonObject], *, same_bytes: bool) -> str | None:
    """Return the pointer of the note that is the kept one now."""
    alike = [pointer for pointer in notes if shape(pointer) == shape(at)]
    if same_bytes:
        shares = [(common(kept["span"], notes[pointer]["span"]), pointer == at, pointer) for pointer in alike]
        share, _, pointer = max(shares, default=(0.0, False, ""))
        return pointer if share >= LEAST else None
    bones = skeleton(str(kept["raw"]))
    printed = [pointer for pointer in alike if skeleton(str(notes[pointer]["raw"])) == bones]
    if at in printed:
        return at
    return printed[0] if len(printed) == 1 else None


def shape(pointer: str) -> str:
    """Return a pointer without its places in lists, nodes under nodes counted as nodes.

    >>> shape("/provisions/3/children/0/text"), shape("/tables/0/rows/1/2")
    ('/provisions/*/text', '/tables/*/rows/*/*')
    """
    return _DEEPER.sub("", _PLACE.sub("/*", pointer))


def _moved(path: str, at: str, found: str) -> str | None:
    """Return `path` with the items that it shares with `at` put where those of `found` are."""
    tokens, held = path.split("/"), at.split("/")
    above, _, token = path.rpartition("/")
    if "+" in token:
        place, _, number = token.partition("+")
        depth = above.count("/") + 1
        rest = held[depth + 1 :]
        item = found.split("/")[: -len(rest)] if rest else found.split("/")
        after = int(held[depth]) < int(place)
        return "/".join((*item[:-1], f"{int(item[-1]) + after}+{number}"))
    shared = 0
    for index, (one, other) in enumerate(zip(tokens, held, strict=False), 1):
        if one != other:
            break
        if one.isdecimal():
            shared = index
    rest = held[shared:]
    item = found.split("/")[: -len(rest)] if rest else found.split("/")
    return "/".join((*item, *tokens[shared:]))


def _notes(reading: JsonObject) -> dict[str, JsonObject]:
    notes = reading["provenance"]
    return {key: each for key, each in notes.items() if isinstance(each, dict)} if isinstance(notes, dict) else {}


def _span(value: Json) -> tuple[int, int]:
    match value:
        case [int() as start, int() as end]:
            return start, end
        case _:
            return 0, 0


def value_at(reading: JsonObject, path: str) -> Json:
    """Return the value at a pointer, None where there is none."""
    value: Json = reading
    for token in path.split("/")[1:]:
        if isinstance(value, dict):
            value = value.get(token)
        elif isinstance(value, list) and token.isdecimal() and int(token) < len(value):
            value = value[int(token)]
        else:
            return None
    return value


def target_kind(path: str) -> str:
    """Return what a path is of, as the table of corrections tells: act, provision, cell or signatory."""
    tokens = path.split("/")[1:]
    if "provisions" in tokens:
        return "provision"
    return {"tables": "cell", "signatories": "signatory"}.get(tokens[0] if tokens else "", "act")
