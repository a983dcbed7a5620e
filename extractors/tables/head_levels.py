"""Headers of two levels: a label that stands once over several columns is said again over each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def spread(upper: Sequence[str], labels: Sequence[str]) -> tuple[str, ...]:
    """Return the words over each column, where those of a line over the labels are as many as times the labels come again.

    `upper` and `labels` have a string a column, empty where nothing stands.

    >>> spread(("", "2012", "", "", "2013"), ("CURSO", "META", "FEITO", "META", "FEITO"))
    ('', '2012', '2012', '2013', '2013')
    >>> spread(("", "VALOR", ""), ("NOME", "UNITÁRIO", "SOMA"))
    ('', 'VALOR', '')
    """
    told = [words for words in upper if words]
    for width in range(2, len(labels) // 2 + 1):
        first = len(labels) - width * len(told)
        block = list(labels[-width:])
        again = len(told) > 1 and first >= 0 and list(labels[first:]) == block * len(told) and len(set(block)) == width
        if again and not any(upper[:first]):
            return (*[""] * first, *(words for words in told for _ in range(width)))
    return tuple(upper)
