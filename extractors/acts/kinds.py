"""The types of acts, from the table `act_types`: how each is printed at the head of an act.

A heading bears what scanning does to its type: "RESOLUGAO", "PORTARlA", "LE1", "P O R T A R I A". Such
a reading is asked for apart (`damaged_type_at_start`), where the rest of the line looks like a heading.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import regex

from corpus.knowledge import rows, string, strings
from corpus.text import fold
from corpus.values.number_words import words

_CONFUSED: Final = {"i": "[i1l|!]", "l": "[l1i|!]", "o": "[o0]", "c": "[c¢g]", "g": "[gq]", "t": "[t7]", "e": "[ec]", "u": "[uv]"}
"""What scanning makes of letters in capitals, folded."""
_WIDEST: Final = 60
_MISREAD: Final = 0.8
"""Confidence of a type whose words are read as scanning left them."""


@dataclass(frozen=True, slots=True)
class ActType:
    """A row of the table: `family` is norm, letter or notice; `numberless` may stand without a number."""

    id: str
    type: str
    family: str
    numberless: bool


@dataclass(frozen=True, slots=True)
class TypeMatch:
    """A type read at the start of a folded line, and where its words end there; `short` tells an abbreviation."""

    kind: ActType
    end: int
    short: bool = False


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[str, ActType], ...]:
    """Return the printed forms, folded, with their types, the longest first."""
    found = {
        fold(printed).replace("-", " "): ActType(
            string(row, "id"), string(row, "type"), string(row, "family"), bool(row.get("numberless"))
        )
        for row in rows("act_types")
        for printed in strings(row, "printed")
    }
    return tuple(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _spelled(key: str) -> str:
    ordinal = "|".join(sorted(words("ordinal"), key=len, reverse=True))
    return regex.escape(key).replace("\\ ", "[ -]").replace("\\#", rf"(?:\d{{1,2}}\s?[ºª°o.]{{0,2}}|(?:{ordinal}))")


def _damaged(key: str) -> str:
    """Return a pattern of a form that bears confused letters, blanks between letters, and what becomes of ção."""
    parts = []
    for word in key.split(" "):
        stem, tail = (word[:-3], r"\s?[cg¢]{1,2}\s?[a-z&4@]{1,2}\s?[o0]") if word.endswith("cao") else (word, "")
        parts.append(r"\s?".join(_CONFUSED.get(letter, regex.escape(letter)) for letter in stem) + tail)
    return r"[\s-]{1,3}".join(parts)


@lru_cache(maxsize=1)
def _tables() -> dict[str, regex.Pattern[str]]:
    """Return the pattern of the printed forms by what two characters they begin with, "#" for a figure.

    Most lines are seen at once to begin none, and what begins one is held to few.
    """
    numbered = {word[:2] for word in words("ordinal")} | {"#"}
    keys: dict[str, list[str]] = {}
    for index, (key, _) in enumerate(_kinds()):
        for opening in numbered if key.startswith("#") else {key.replace(" ", between)[:2] for between in " -"}:
            keys.setdefault("#" if opening[0].isdecimal() else opening, []).append(f"(?P<t{index}>{_spelled(key)})")
    return {opening: regex.compile(rf"(?:{'|'.join(spelled)})(?![\w])") for opening, spelled in keys.items()}


@lru_cache(maxsize=1)
def _damaged_table() -> regex.Pattern[str]:
    keys = (
        (index, key) for index, (key, _) in enumerate(_kinds()) if len(key) >= len("lei") and "." not in key and "#" not in key
    )
    return regex.compile(rf"(?:{'|'.join(f'(?P<t{index}>{_damaged(key)})' for index, key in keys)})(?![\w])")


def type_at_start(folded: str) -> TypeMatch | None:
    """Return the type that a folded line begins with, None where it begins with none."""
    table = _tables().get("#" if folded[:1].isdecimal() else folded[:2])
    match = table.match(folded) if table is not None else None
    if match is None:
        return None
    key, kind = _kinds()[int((match.lastgroup or "t0")[1:])]
    return TypeMatch(kind, match.end(), short="." in key or len(key) < len("ata"))


def damaged_type_at_start(folded: str) -> TypeMatch | None:
    """Return the type whose words a folded line in capitals begins with as scanning left them, None where there is none.

    >>> match = damaged_type_at_start("p o r t a r 1 a nº 5/98")
    >>> match.kind.type if match else None
    'portaria'
    >>> damaged_type_at_start("porteiro nº 5/98")
    """
    match = _damaged_table().match(folded, 0, min(len(folded), _WIDEST), timeout=5)
    return TypeMatch(_kinds()[int((match.lastgroup or "t0")[1:])][1], match.end()) if match else None


def reading_of_type(printed: str) -> float | None:
    """Return how surely a heading's folded type words are read; None where they stand as the table prints them.

    >>> reading_of_type("portaria"), reading_of_type("portar1a"), reading_of_type("lei c0mplementar")
    (None, 0.8, 0.8)
    """
    clean = type_at_start(printed)
    damaged = damaged_type_at_start(printed) if clean is None or clean.end < len(printed) else None
    return _MISREAD if damaged and (clean is None or damaged.end > clean.end) else None


def family(type_id: str) -> str:
    """Return the family of a type (`norm` for one the table does not know)."""
    return next((kind.family for _, kind in _kinds() if kind.type == type_id), "norm")
