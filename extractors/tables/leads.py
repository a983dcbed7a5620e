"""The heading of the first group of a stacked table, where headings stand over the header that is printed for each group."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from extractors.tables.groups import Heading, headings_at
from extractors.tables.labels import plays
from extractors.tables.parse import MOST_OF_HEADING
from extractors.tables.run_items import Repeat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.tables.lines import Line
    from extractors.tables.stacked import Stack

FIELDS: Final = ("number", "count")


def lead_of(lines: Sequence[Line], stack: Stack, floor: int) -> tuple[int, Heading] | None:
    """Return the heading over the header with the index of its first line, None where there is none.

    So it is where later headings stand over the header as well, say the same of what they are, and have the same parts
    (a number, a count). `floor` is the index before which the lines are another table's.
    """
    later = [one for one, other in pairwise(stack.reading.items) if isinstance(one, Heading) and isinstance(other, Repeat)]
    if not later:
        return None
    for at in range(stack.start - 1, max(floor, stack.start - MOST_OF_HEADING) - 1, -1):
        if lines[at].boundary:
            return None
        for heading in headings_at(lines, at):
            if heading.end == stack.start and _is_like(heading, later):
                return at, heading
    return None


def _is_like(heading: Heading, later: Sequence[Heading]) -> bool:
    word = heading.name.value.split(" ", 1)[0]
    worded = plays("group", heading.name.value) and any(each.name.value.startswith(word) for each in later)
    return worded and all(
        (getattr(heading, field) is None) == (getattr(each, field) is None) for each in later for field in FIELDS
    )
