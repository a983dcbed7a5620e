"""Numbers that a program counts and shows before items: of lists in pages and in office documents."""

from __future__ import annotations

from typing import Final

from corpus.values.roman import to_roman

LETTERS: Final = 26
MOST_ROMAN: Final = 3999


def shown(number: int, form: str) -> str:
    """Return how an item's number is shown; `form` is `1`, `a`, `A`, `i` or `I`, anything else counts as `1`.

    After z comes aa, then bb, as word processors count.

    >>> shown(4, "I"), shown(28, "a"), shown(4, "1"), shown(0, "a")
    ('IV', 'bb', '4', '0')
    """
    if form in ("a", "A") and number > 0:
        letter = chr(ord(form) + (number - 1) % LETTERS)
        return letter * ((number - 1) // LETTERS % 10 + 1)
    if form in ("i", "I") and 0 < number <= MOST_ROMAN:
        roman = to_roman(number)
        return roman.lower() if form == "i" else roman
    return str(number)
