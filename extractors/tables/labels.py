"""The parts that lines play in tables, as `table_shapes.toml` knows them."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

import regex

from corpus.errors import KnowledgeError
from corpus.knowledge import rows, string

TABLE: Final = "table_shapes"


@cache
def patterns(part: str) -> tuple[regex.Pattern[str], ...]:
    """Return the patterns of one part; raises `KnowledgeError` where the table knows no such part."""
    found = tuple(regex.compile(string(row, "pattern")) for row in rows(TABLE) if row.get("part") == part)
    if not found:
        known = sorted({string(row, "part") for row in rows(TABLE)})
        raise KnowledgeError(f"{TABLE}.toml has no part {part!r}; known: {', '.join(known)}")
    return found


@lru_cache(maxsize=200_000)
def plays(part: str, text: str) -> bool:
    """Whether a line (squeezed, on its own) plays that part.

    >>> plays("total", "TOTAL DA REGIÃO"), plays("total", "Total a receber")
    (True, False)
    """
    return any(pattern.search(text) for pattern in patterns(part))
