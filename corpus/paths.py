"""Short names of provisions, for people and for queries: art5/par1u/inc3/ali1, as LexML counts them.

A label is numbered in Arabic digits, letters by their place in the alphabet; `1u` is the only one
("único"), a suffix follows a hyphen (art5-1 is Art. 5-A). The same names serve an act's own
provisions and those of other acts that it cites.

>>> segment("inciso", "XIV"), segment("alinea", "c"), segment("paragrafo", "unico")
('inc14', 'ali3', 'par1u')
>>> segment("artigo", "1-A"), segment("item", "2.1")
('art1-1', 'ite2.1')
"""

from __future__ import annotations

from typing import Final

import regex

from corpus.text import fold
from corpus.values.roman import parse_roman

_SHORT: Final = {"artigo": "art", "paragrafo": "par", "inciso": "inc", "alinea": "ali", "item": "ite", "clausula": "cla"}
_ODD: Final = regex.compile(r"[^a-z0-9.]+")


def step(kind: str) -> str:
    """Return the three letters of a kind of provision."""
    return _SHORT.get(kind, kind[:3])


def segment(kind: str, number: str) -> str:
    """Return one step of a path, of a provision with a number."""
    short = step(kind)
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
