"""Whether two names mean the same body, as far as those who cite each other write them."""

from __future__ import annotations

from typing import Final

from corpus.states import states
from corpus.text import fold
from db.keys import skeleton

_SMALL: Final = frozenset("a o e as os de da do das dos em na no".split())

_STATES: Final = frozenset(letters.lower() for letters in states())
"""Letters that say where, and not who."""


def agree(issuer: str, name: str | None, acronym: str | None) -> bool:
    """Whether an issuer that a reference names is an act's: by letters, or all of its words among the other's.

    >>> mine = ("Secretaria de Estado de Saúde de Goiás", "SES/GO")
    >>> [agree(each, *mine) for each in ("SES", "Secretaria de Estado da Saude", "5ecretaria de Saúde")]
    [True, True, True]
    >>> [agree(each, *mine) for each in ("Ministério da Saúde", "GO")]
    [False, False]
    """
    letters = {part for part in fold(acronym or "").replace("-", "/").split("/") if part}
    asked = {part for part in fold(issuer).replace("-", "/").split("/") if part}
    if asked <= letters and asked - _STATES:
        return True
    words, theirs = _words(issuer), _words(name or "")
    return bool(words) and (words <= theirs or (len(theirs) > 1 and theirs <= words))


def _words(name: str) -> set[bytes]:
    """Return the words of a name, letters and figures that OCR takes for one another made one."""
    return {skeleton(word) for word in fold(name).split() if word not in _SMALL} - {b""}
