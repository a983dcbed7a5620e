"""Municipalities by their names, as IBGE lists them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from corpus.knowledge import records
from corpus.text import fold

if TYPE_CHECKING:
    from db.plain import Row


@cache
def _by_name() -> dict[tuple[str, str], int]:
    return {(fold(row["name"]), row["state"]): int(row["ibge"]) for row in records("municipalities")}


def municipality(name: str, state: str) -> int | None:
    """Return the IBGE code of a municipality by its name, folded, and the letters of its state; None for none.

    >>> municipality("agua boa", "MT"), municipality("agua boa", "SP")
    (5100201, None)
    """
    return _by_name().get((name, state))


def municipality_rows() -> list[Row]:
    """Return all municipalities in the order of the columns of their table."""
    return [(int(row["ibge"]), row["name"], fold(row["name"]), row["state"]) for row in records("municipalities")]
