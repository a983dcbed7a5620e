"""The types of acts, from the table `act_types`: how each is printed at the head of an act."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from corpus.knowledge import rows, string, strings
from corpus.text import fold


@dataclass(frozen=True, slots=True)
class ActType:
    """A row of the table: `family` is norm, letter or notice; `numberless` may stand without a number."""

    id: str
    type: str
    family: str
    numberless: bool


@dataclass(frozen=True, slots=True)
class TypeMatch:
    """A type read at the start of a folded line, and where its words end there."""

    kind: ActType
    end: int


@lru_cache(maxsize=1)
def _table() -> tuple[regex.Pattern[str], dict[str, ActType]]:
    kinds: dict[str, ActType] = {}
    for row in rows("act_types"):
        kind = ActType(string(row, "id"), string(row, "type"), string(row, "family"), bool(row.get("numberless")))
        kinds.update({_key(printed): kind for printed in strings(row, "printed")})
    ordered = sorted(kinds, key=len, reverse=True)
    spelled = "|".join(regex.escape(key).replace("\\ ", "[ -]") for key in ordered)
    return regex.compile(rf"({spelled})(?![\w])"), kinds


def _key(printed: str) -> str:
    return fold(printed).replace("-", " ")


def type_at_start(folded: str) -> TypeMatch | None:
    """Return the type that a folded line begins with, None where it begins with none."""
    pattern, kinds = _table()
    match = pattern.match(folded)
    return TypeMatch(kinds[match[1].replace("-", " ")], match.end()) if match else None


def family(type_id: str) -> str:
    """Return the family of a type (`norm` for one the table does not know)."""
    return next((kind.family for kind in _table()[1].values() if kind.type == type_id), "norm")
