"""What it takes to get from what is printed to a value: the fewer and likelier the slips, the cheaper."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ONE_DIGIT: Final = 1.0
NEXT_DIGIT: Final = 1.2
SWAPPED: Final = 1.5
LOST: Final = 1.9
SIGN: Final = 1.5
UNKNOWN: Final = 1.0
"""What a value costs for a cell of which nothing can be read."""
NEVER: Final = float("inf")
MOST_DIGITS: Final = 2


@lru_cache(maxsize=50_000)
def slip(printed: int, value: int, least: int) -> float:
    """Return what it takes to misread `value` as `printed`; `least` digits are always written ("0,86" has three).

    Up to two digits changed, two neighbours swapped, one lost or put in; anything else is never a slip.

    >>> slip(31594, 31544, 3), slip(816, 8116, 3), slip(12, 21, 2), slip(100, 999, 3) == NEVER, slip(7, 7, 1)
    (1.0, 1.9, 1.5, True, 0.0)
    """
    if printed == value:
        return 0.0
    if (printed < 0) != (value < 0):
        return SIGN if printed == -value else NEVER
    one, other = str(abs(printed)).zfill(least), str(abs(value)).zfill(least)
    changed = _changed(one, other) if len(one) == len(other) else NEVER
    if changed < LOST:
        return changed
    one, other = str(abs(printed)), str(abs(value))
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    lost = len(longer) == len(shorter) + 1 and any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    return LOST if lost else changed


def _changed(one: str, other: str) -> float:
    apart = [at for at, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]
    if len(apart) == MOST_DIGITS and apart[1] == apart[0] + 1 and one[apart[0]] == other[apart[1]]:
        swapped = one[apart[1]] == other[apart[0]]
        if swapped:
            return SWAPPED
    return ONE_DIGIT + NEXT_DIGIT * (len(apart) - 1) if len(apart) <= MOST_DIGITS else NEVER


def variants(printed: int, least: int) -> Iterator[int]:
    """Tell every value that one changed digit or two swapped ones make of `printed`."""
    digits = str(abs(printed)).zfill(least)
    sign = -1 if printed < 0 else 1
    for at, old in enumerate(digits):
        for new in "0123456789":
            if new != old and not (new == "0" and at == 0 and len(digits) > least):
                yield sign * int(digits[:at] + new + digits[at + 1 :])
    for at, (left, right) in enumerate(pairwise(digits)):
        if left != right:
            yield sign * int(digits[:at] + right + left + digits[at + 2 :])
