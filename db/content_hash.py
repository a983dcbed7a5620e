"""The hash of what a database says: the same for the same acts, wherever and whenever they were read.

It is the SHA-256 of the records of all current sources as JSON lines, in the order of source name,
hash and ordinal, keys sorted, without the release. Ids and times of loading are in no record. What
people corrected counts with its right value; who corrected it, when and why does not.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.records import Json, JsonObject

LEFT_OUT: Final = frozenset({"release"})
"""Fields of a record that tell who read it and not what was read."""


def content_hash(records: Iterable[JsonObject]) -> str:
    """Return the hash in hexadecimal of records in their order; they may stream."""
    whole = sha256()
    for record in records:
        told = {key: value for key, value in record.items() if key not in LEFT_OUT}
        told["provenance"] = _unsigned(told.get("provenance"))
        whole.update(json.dumps(told, ensure_ascii=True, sort_keys=True, allow_nan=False, separators=(",", ":")).encode("ascii"))
        whole.update(b"\n")
    return whole.hexdigest()


def _unsigned(notes: Json) -> Json:
    """Return provenance without the word of who corrected a value; that it was corrected is told by its rule."""
    if not isinstance(notes, dict):
        return notes
    return {
        pointer: {key: value for key, value in note.items() if key != "corrected"}
        if isinstance(note, dict) and "corrected" in note
        else note
        for pointer, note in notes.items()
    }
