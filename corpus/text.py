"""Case and accents folded away, for comparing; never for storing."""

from __future__ import annotations

import unicodedata


class _Folding(dict[int, str]):
    """Code points folded when first met."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        base = "".join(c for c in unicodedata.normalize("NFD", char.lower()) if not unicodedata.combining(c))
        self[point] = base if len(base) == 1 else char
        return self[point]


_FOLDED = _Folding()


def fold(text: str) -> str:
    """Return `text` in lower case without accents, one character for each of its own.

    Code points that fold to several (ß, ﬁ) or to none stay as they are, so that offsets hold.

    >>> fold("Resolução Nº 3ª")
    'resolucao nº 3ª'
    """
    return text.translate(_FOLDED)


def squeeze(text: str) -> str:
    r"""Return `text` with every run of white space as one blank, none at the ends.

    >>> squeeze("  a \n b ")
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
