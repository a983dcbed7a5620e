"""Case and accents folded away, for comparing; never for storing."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Return `text` in lower case without accents, one character for each of its own.

    Code points that fold to several (ß, ﬁ) or to none stay as they are, so that offsets hold.

    >>> fold("Resolução Nº 3ª")
    'resolucao nº 3ª'
    """
    return "".join(map(_fold_char, text))


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    lower = char.lower()
    base = "".join(c for c in unicodedata.normalize("NFD", lower) if not unicodedata.combining(c))
    return base if len(base) == 1 else char


def squeeze(text: str) -> str:
    r"""Return `text` with every run of white space as one blank, none at the ends.

    >>> squeeze("  a \\n b ")
    'a b'
    """
    return " ".join(text.split())


def capitals(text: str) -> bool:
    """Whether every letter is a capital (º and ª, which Python takes for small letters, aside).

    >>> capitals("PORTARIA Nº 3ª"), "Nº".isupper(), capitals("12/3")
    (True, False, False)
    """
    return text.translate(_ORDINALS).isupper()


_ORDINALS = {ord("º"): None, ord("ª"): None}
