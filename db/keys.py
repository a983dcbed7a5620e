"""Keys made of what is printed: of names, and of whole acts.

A content key names an act whose head is incomplete. It must hold while the reading gets better, so
it is made of the text without accents, marks and blanks, and with letters and figures that OCR
takes for one another made one: most repairs leave it as it was.

>>> content_key("Art. 1º Fica criado o Conselho Municipal de Saúde, órgão de caráter permanente.", anchor="") == content_key(
...     "Art. 1° Fica criado 0 Conse1ho Municipa1 de Saude, orgao de carater per manente", anchor="")
True
>>> name_key("  Secretaria  de Estado de SAÚDE. ")
'secretaria de estado de saude'
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from hashlib import sha256
from typing import Final

import regex

from corpus.text import fold

LONGEST: Final = 200
"""Characters of a key: an index of PostgreSQL holds no more than 2,700 bytes."""

_PLAIN: Final = regex.compile(r"[a-z0-9]++")
_WORD: Final = regex.compile(r"\w++")
_SHORT: Final = 60
"""Letters and figures below which a text is no witness: notices of a line or two are alike without being the same."""

_ALIKE: Final = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZoilsbzqg", b"a8cdef9h1jk1mn0p9r5tuvwxy201158299")
_DROPPED: Final = bytes(point for point in range(256) if not chr(point).isascii() or not chr(point).isalnum())


@lru_cache(maxsize=4096)
def name_key(name: str) -> str | None:
    """Return the key of a name: folded words with a blank between; None where it has no letter or figure."""
    return shortened(" ".join(_WORD.findall(fold(name)))) or None


def shortened(key: str) -> str:
    """Return a key that an index holds: a long one ends in a hash of the whole.

    >>> len(shortened("a" * 9999)), shortened("a")
    (200, 'a')
    """
    if len(key) <= LONGEST:
        return key
    return f"{key[: LONGEST - 17]}~{sha256(key.encode()).hexdigest()[:16]}"


def skeleton(text: str) -> bytes:
    """Return the letters and figures of a text, those that OCR takes for one another made one.

    >>> skeleton("Nº 10, São João.") == skeleton("N. lO SAO JOAO")
    True
    """
    plain = unicodedata.normalize("NFD", text).encode("ascii", "ignore")
    return plain.translate(_ALIKE, _DROPPED).replace(b"rn", b"m")


def content_key(text: str, *, anchor: str) -> str:
    """Return the key of an act by its text; a text too short to tell acts apart is known by its `anchor`."""
    bones = skeleton(text)
    known = bones if len(bones) >= _SHORT else bones + anchor.encode()
    return f"lavra:{sha256(known).hexdigest()[:32]}"


def likeness(one: str, other: str) -> float:
    """Return the share of words that two texts have in common, repeats counted, 0 to 1.

    >>> likeness("fica criado o conselho", "Fica criada o Conselho")
    0.75
    """
    words, others = Counter(_PLAIN.findall(fold(one))), Counter(_PLAIN.findall(fold(other)))
    total = words.total() + others.total()
    return round(2 * (words & others).total() / total, 4) if total else 0.0
