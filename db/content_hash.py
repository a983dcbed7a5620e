"""The hash of what a database says: the same for the same acts, wherever and whenever they were read.

It is the SHA-256 of the records of all current sources as JSON lines, in the order of source name,
hash and ordinal, keys sorted, without the release. Ids and times are in no record.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.records import JsonObject

LEFT_OUT: Final = frozenset({"release"})
"""Fields of a record that tell who read it and not what was read."""


def content_hash(records: Iterable[JsonObject]) -> str:
    """Return the hash in hexadecimal of records in their order; they may stream."""
    whole = sha256()
    for record in records:
        told = {key: value for key, value in record.items() if key not in LEFT_OUT}
        whole.update(json.dumps(told, ensure_ascii=True, sort_keys=True, allow_nan=False, separators=(",", ":")).encode("ascii"))
        whole.update(b"\n")
    return whole.hexdigest()
