"""Whether a text was read from scans at all: signs that only a machine leaves, however few words are wrong.

A page read with the data of its own language has so few wrong words that it counts as clean. That it
was read, and not typed, is told by the marks of dust (`strays`), by glyphs and labels that nobody
writes (`reader_signs.toml`), and by words that no list holds and one confused stroke explains.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from corpus.errors import KnowledgeError
from corpus.knowledge import rows, string, strings
from normalizers.damage import words_of
from normalizers.strays import dust
from normalizers.strokes import LOOKED_AT, confused

if TYPE_CHECKING:
    from collections.abc import Mapping

_LEAST: Final = 1.5
"""Signs that a source must show,"""
_SLIPS: Final = 2
"""Confused words that count for one sign: an author's slip may look like one."""
_PER: Final = 7000
"""and one for so many code points: two pages. A typist's slips are seldomer."""


class Sign(NamedTuple):
    """One row: its pattern, what it counts, and strings of which one stands in each match (none: it is always asked)."""

    pattern: regex.Pattern[str]
    weight: float
    needs: tuple[str, ...]

    def weigh(self, text: str) -> float:
        """Return what the sign counts in `text`, which begins with a line break."""
        if self.needs and not any(needed in text for needed in self.needs):
            return 0.0
        return self.weight * len(self.pattern.findall(text))


@lru_cache(maxsize=1)
def sign_patterns() -> Mapping[str, Sign]:
    """Return the signs of `reader_signs.toml` by id.

    Raises `KnowledgeError` for a pattern that does not compile.
    """
    found = {}
    for row in rows("reader_signs"):
        try:
            pattern = regex.compile(string(row, "pattern"), regex.VERBOSE | regex.MULTILINE)
        except regex.error as error:
            raise KnowledgeError(f"reader_signs.toml, {row['id']}: the pattern does not compile: {error}") from error
        found[string(row, "id")] = Sign(pattern, float(string(row, "weight", "1")), strings(row, "needs"))
    return found


def is_scanned(text: str) -> bool:
    r"""Whether `text` shows that it was read from scans by a machine.

    >>> is_scanned("O prazo será contado da publica- .\nção deste ato. vedada a prorrogação ¢ a renúncia.")
    True
    >>> is_scanned("O prazo será contado da publicação deste ato, vedada a prorrogação.")
    False
    """
    least = max(_LEAST, len(text) / _PER)
    lines = f"\n{text}"
    seen = dust(text) + sum(sign.weigh(lines) for sign in sign_patterns().values())
    if seen >= least or not seen or seen + LOOKED_AT // _SLIPS < least:
        return seen >= least
    return seen + confused(words_of(text)) // _SLIPS >= least
