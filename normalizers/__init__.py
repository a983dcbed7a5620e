"""Text in, edits out. One module a step; the order is `pipeline.stages`.

A normalizer is a function `(text, context) -> tuple[Edit, ...]`, registered by its step name. It
never returns text; its edits are sorted and apart, over the text it was given; run on its own
result it has nothing more to do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from corpus.context import Context
from corpus.registry import Registry
from corpus.spans import Edit

Normalizer: TypeAlias = Callable[[str, Context], tuple[Edit, ...]]

NORMALIZERS: Final[Registry[Normalizer]] = Registry("normalizer", "normalizers")
