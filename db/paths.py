"""Short names of provisions, for people and for queries: art5/par1u/inc3/ali1, as LexML counts them.

A label is numbered in Arabic digits, letters by their place in the alphabet; `1u` is the only one
("único"), a suffix follows a hyphen (art5-1 is Art. 5-A); a node without a number is counted
among its like and marked `n`. A path that the act repeats gets `~2`, so that it names one node.

>>> segment("inciso", "XIV", 1), segment("alinea", "c", 1), segment("paragrafo", "unico", 1)
('inc14', 'ali3', 'par1u')
>>> segment("artigo", "1-A", 1), segment("clausula", None, 2), segment("item", "2.1", 1)
('art1-1', 'cla2n', 'ite2.1')
"""

from __future__ import annotations

from corpus import paths


def segment(kind: str, number: str | None, nth: int) -> str:
    """Return one step of a path; `nth` is the node's place among its siblings of the kind without number."""
    return f"{paths.step(kind)}{nth}n" if number is None else paths.segment(kind, number)


class Paths:
    """The paths given so far in one act."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def claim(self, path: str) -> str:
        """Return `path`, or with a mark where the act already has it."""
        count = self._given[path] = self._given.get(path, 0) + 1
        if count == 1:
            return path
        marked = f"{path}~{count}"
        return self.claim(marked) if marked in self._given else self._keep(marked)

    def _keep(self, path: str) -> str:
        self._given[path] = 1
        return path
