"""Text in, edits out. One module a step; the order is `pipeline.stages`.

A normalizer is a function `(text, context) -> tuple[Edit, ...]`, registered by its step name. It
never returns text; its edits are sorted and apart, over the text it was given; run on its own
result it has nothing more to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from corpus.context import Context
from corpus.registry import Registry
from corpus.spans import Edit

if TYPE_CHECKING:
    from corpus.problems import Problem

Normalizer: TypeAlias = Callable[[str, Context], tuple[Edit, ...]]

NORMALIZERS: Final[Registry[Normalizer]] = Registry("normalizer", "normalizers")

Doubter: TypeAlias = "Callable[[str, Context], tuple[Problem, ...]]"

DOUBTS: Final[Registry[Doubter]] = Registry("list of doubts", "normalizers")
"""What a step leaves open, under the step's name: problems with spans of the text the step is given.

A step without doubts registers none; on clean text there are none.
"""


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
