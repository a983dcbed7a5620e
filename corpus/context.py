"""What a normalizer may know beside the text it is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.spans import Span


@dataclass(frozen=True, slots=True)
class Context:
    """Frozen surroundings of one source's repair.

    `damage` is the estimated share of damaged words, 0 to 1 (below `corpus.context.CLEAN` the
    text counts as clean and only sure typographic fixes are made). `year` and `state` (two-letter
    code) are guesses from the text, None where it does not say. `disabled` holds rule ids that are
    switched off: no edit with one of them is made. `furniture` are lines, in offsets of the text that
    the step is given, which the reader tells for page furniture by their place; only the step that takes
    furniture out may use them. `scanned` tells that the text shows marks which a reader of scans makes
    and no author: there what is no word may be mended even if few words are. `graves` is how many à and às the
    source bore before any step gave one back, None where nobody counted.
    """

    damage: float = 0.0
    year: int | None = None
    state: str | None = None
    disabled: frozenset[str] = field(default=frozenset())
    furniture: tuple[Span, ...] = ()
    scanned: bool = False
    graves: int | None = None

    @property
    def clean(self) -> bool:
        """Whether the text counts as undamaged."""
        return self.damage < CLEAN

    @property
    def untouched(self) -> bool:
        """Whether nothing at all tells that a reader of scans was at work."""
        return self.clean and not self.scanned


CLEAN = 0.01
