"""Short names of provisions, for people and for queries: art5/par1u/inc3/ali1, as LexML counts them.

A label is numbered in Arabic digits, letters by their place in the alphabet; `1u` is the only one
("único"), a suffix follows a hyphen (art5-1 is Art. 5-A); a node without a number is counted
among its like and marked `n`. A path that the act repeats gets `~2`, so that it names one node.

>>> segment("inciso", "XIV", 1), segment("alinea", "c", 1), segment("paragrafo", "unico", 1)
('inc14', 'ali3', 'par1u')
>>> segment("artigo", "1-A", 1), segment("clausula", None, 2), segment("item", "2.1", 1)
('art1-1', 'cla2n', 'ite2.1')
"""

from __future__ import annotations

from typing import Final

import regex

from corpus.text import fold
from corpus.values.roman import parse_roman

_SHORT: Final = {"artigo": "art", "paragrafo": "par", "inciso": "inc", "alinea": "ali", "item": "ite", "clausula": "cla"}
_ODD: Final = regex.compile(r"[^a-z0-9.]+")


def segment(kind: str, number: str | None, nth: int) -> str:
    """Return one step of a path; `nth` is the node's place among its siblings of the kind without number."""
    short = _SHORT.get(kind, kind[:3])
    if number is None:
        return f"{short}{nth}n"
    return f"{short}1u" if number == "unico" else short + "-".join(_digits(kind, part) for part in number.split("-"))


def _digits(kind: str, part: str) -> str:
    """Return a label's part in digits where it is a numeral or a letter, else folded to letters and digits."""
    value = parse_roman(part) if kind == "inciso" else None
    if value is not None:
        return str(value)
    folded = fold(part)
    if len(folded) == 1 and "a" <= folded <= "z":
        return str(ord(folded) - ord("a") + 1)
    return _ODD.sub("_", folded)


class Paths:
    """The paths given so far in one act."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def claim(self, path: str) -> str:
        """Return `path`, or with a mark where the act already has it."""
        count = self._given[path] = self._given.get(path, 0) + 1
        if count == 1:
            return path
        marked = f"{path}~{count}"
        return self.claim(marked) if marked in self._given else self._keep(marked)

    def _keep(self, path: str) -> str:
        self._given[path] = 1
        return path
