"""Names of persons whose accents a reader dropped: given back by a table, where the source shows that it dropped them all."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from corpus.knowledge import rows, strings
from normalizers import RULES, Rule
from normalizers.channel import lost_accents, plain
from normalizers.choices import Choice, regular
from normalizers.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from normalizers.tokens import Token

_LOST: Final = 0.6
"""Share of lost accents from which on a bare name says nothing about how its bearer writes it."""
_CONFIDENCE: Final = 0.86


@lru_cache(maxsize=1)
def accented_names() -> Mapping[str, str]:
    """Return the names of `accented_names.toml` (lower case) by their letters without accents."""
    words = [word for row in rows("accented_names") for word in " ".join(strings(row, "words")).split()]
    return {plain(word): word for word in words}


def restored(found: Sequence[Token], *, lost: float) -> Mapping[int, Verdict]:
    """Return, by index of the token, the names that are read with their accents; none where the source kept accents.

    `lost` is the share of accents that the source lost, 0 to 1.
    """
    if lost < _LOST:
        return {}
    names = accented_names()
    verdicts = {
        read: _verdict(read, names[read.lower()])
        for read in {token.text for token in found}
        if read[0].isupper() and read.isascii() and read.lower() in names and regular(read)
    }
    return {at: verdicts[token.text] for at, token in enumerate(found) if token.text in verdicts}


def _verdict(read: str, name: str) -> Verdict:
    return Verdict(Choice(name, lost_accents(read, name), 0.0), _CONFIDENCE, 0.0, "name-accent")


@RULES.register("accented_names")
def rules() -> tuple[Rule, ...]:
    """Return the one rule of this module."""
    return (Rule("name-accent", "accented_names.py", "the accents of a person's name given back, in a source that lost all"),)
