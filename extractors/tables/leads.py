"""The heading of the first group of a stacked table, where headings stand over the header that is printed for each group."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.tables.groups import Heading, headings_at
from extractors.tables.labels import plays
from extractors.tables.parse import Repeat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.tables.lines import Line
    from extractors.tables.stacked import Stack


def lead_of(lines: Sequence[Line], stack: Stack, floor: int) -> Heading | None:
    """Return the heading on the line above the header, None where there is none.

    So it is where later headings stand over the header as well, and say the same of what they are. `floor` is the
    index before which the lines are another table's.
    """
    at = stack.start - 1
    later = [one for one, other in pairwise(stack.reading.items) if isinstance(one, Heading) and isinstance(other, Repeat)]
    if at < floor or not later or lines[at].boundary:
        return None
    word = lines[at].text.split(" ", 1)[0]
    if not (plays("group", lines[at].text) and any(each.name.value.startswith(word) for each in later)):
        return None
    return next((each for each in headings_at(lines, at) if each.end == stack.start), None)
