"""Text in, edits out. One module a step; the order is `pipeline.stages`.

A normalizer is a function `(text, context) -> tuple[Edit, ...]`, registered by its step name. It
never returns text; its edits are sorted and apart, over the text it was given; run on its own
result it has nothing more to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple, TypeAlias

from corpus.context import Context
from corpus.registry import Registry
from corpus.spans import Edit

Normalizer: TypeAlias = Callable[[str, Context], tuple[Edit, ...]]

NORMALIZERS: Final[Registry[Normalizer]] = Registry("normalizer", "normalizers")


class Rule(NamedTuple):
    """What an edit may name as its rule: the id, the table or module that decides, what it does.

    `example` is of the table's row, "" where there is none.
    """

    id: str
    origin: str
    meaning: str
    example: str = ""


RULES: Final[Registry[Callable[[], Iterable[Rule]]]] = Registry("list of rules", "normalizers")
"""The rules of each module that makes edits, registered beside them under the module's name; `rules.known` has all."""
