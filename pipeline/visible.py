"""Text made safe and plain to see: what has no shape of its own is told by its number."""

from __future__ import annotations

from typing import Final

import regex

UNSEEN: Final = regex.compile(r"[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}")
"""Controls (a terminal obeys them), marks of direction, private and unassigned characters, odd blanks."""


def visible(text: str) -> str:
    r"""Return `text` with every character that cannot be seen, or that a terminal would obey, told by its number.

    >>> visible("a\u00a0b\x1b[2J c\r")
    'a‹A0›b‹1B›[2J c‹0D›'
    """
    return UNSEEN.sub(lambda found: f"‹{ord(found[0]):02X}›", text)
