"""The order of the stages, as data: order is meaning, so it is written down here and nowhere else.

Layers that repair characters come first, those that take out furniture and join lines last; the
text is final before acts are cut.
"""

from __future__ import annotations

from typing import Final

CHARACTERS: Final = ("unicode", "typography", "strays", "numerals", "confusions", "words")
"""Steps that repair characters and keep the source's lines: what `lavra clean` prints."""

LAYOUT: Final = ("furniture", "lines", "spacing")
"""Steps that take out furniture, join broken lines and close up blanks: what the extractors read."""
