"""The neighbourhood of an act: what it cites, amends, revokes, and what does so to it.

Printings of one act are one node, or apart and tied by `same_as`. A reference that leads to no act
of the database, or of which it is not sure which it means, is a leaf with the name it prints: two
leaves are never taken for one act, since nothing shows that they are. Cycles are fine; a large
neighbourhood is cut, what weighs least first, and a note says how much was left out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from corpus.errors import SettingsError
from db.citations import RELATIONS, incoming, outgoing
from db.heads import heads, marks, printings, share

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.citations import Citation
    from db.driver import Driver
    from db.heads import ActHead

NODES: Final = 200
"""Nodes of a graph where no other limit is given."""
DEEPEST: Final = 20
LARGEST: Final = 20_000
"""No graph is deeper, none larger."""

_LINKS: Final = """
SELECT act_id, other_id, evidence, likeness FROM act_links
WHERE relation = 'same_as' AND act_id IN ({0}) AND other_id IN ({0}) ORDER BY act_id, other_id"""


class Direction(StrEnum):
    """Which references are followed: those that acts make, those that are made to them, or both."""

    IN = "in"
    OUT = "out"
    BOTH = "both"


class Same(StrEnum):
    """How printings of one act are shown."""

    MERGED = "merged"
    LINKED = "linked"


@dataclass(frozen=True, slots=True)
class Node:
    """An act, by its printings; or, with none, what a reference names that leads to no act.

    `id` counts from n0, the act that was asked for. `depth` is how many references away it is.
    `candidates` of a leaf counts the acts of the database that could be meant.
    """

    id: str
    depth: int
    name: str
    type: str
    number: str | None
    suffix: str | None
    year: int | None
    date: str | None
    issuer: str | None
    printings: tuple[ActHead, ...]
    candidates: int


@dataclass(frozen=True, slots=True)
class Edge:
    """What one node does to another, with the references that say so.

    `relation` is a reference's, or `same_as`, which has `evidence` and `likeness` in their place.
    """

    source: str
    target: str
    relation: str
    citations: tuple[Citation, ...] = ()
    evidence: str | None = None
    likeness: float | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes, nearest first, the first being the act that was asked for; the edges; what was left out, for people."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    notes: tuple[str, ...]


def neighbourhood(  # noqa: PLR0913 - what is asked of a graph
    driver: Driver,
    act_id: int,
    *,
    depth: int = 1,
    direction: Direction = Direction.BOTH,
    same: Same = Same.MERGED,
    limit: int = NODES,
) -> Graph:
    """Return what lies within `depth` references of an act, at most `limit` nodes of it.

    Raises `SettingsError` where depth or limit cannot be.
    """
    if not 0 <= depth <= DEEPEST:
        raise SettingsError(f"a graph has a depth from 0 to {DEEPEST}, not {depth}")
    if not 1 <= limit <= LARGEST:
        raise SettingsError(f"a graph has from 1 to {LARGEST} nodes, not {limit}")
    walk = _Walk(driver, direction, same, limit)
    frontier = walk.admit(act_id, 0)
    for near in range(1, depth + 1):
        frontier = [each for node in frontier for each in walk.expand(node, near)]
    return walk.graph(act_id)


class _Walk:
    """A walk from act to act, by breadth; nodes have the numbers in which they were met until the end."""

    def __init__(self, driver: Driver, direction: Direction, same: Same, limit: int) -> None:
        self._driver, self._direction, self._same, self._limit = driver, direction, same, limit
        self._nodes: list[Node] = []
        self._node_of: dict[int, int] = {}
        self._leaves: dict[tuple[object, ...], int] = {}
        self._edges: dict[tuple[int, int, str], dict[tuple[int, int], Citation]] = {}
        self._ties: dict[tuple[int, int], tuple[str, float | None]] = {}
        self._unread: dict[int, int] = {}
        self._refused: Counter[str] = Counter()

    def admit(self, act_id: int, depth: int) -> list[int]:
        """Return the new nodes of an act and its printings: none where it is known, or where the graph is full."""
        if act_id in self._node_of:
            return []
        members = printings(self._driver, act_id)
        groups = [members] if self._same is Same.MERGED else [(each,) for each in members]
        groups.sort(key=lambda group: act_id not in group)
        fresh = []
        for group in groups:
            if len(self._nodes) >= self._limit:
                self._refused["acts"] += 1
                continue
            fresh.append(self._put(_of_acts(heads(self._driver, group), act_id, depth)))
            self._node_of |= dict.fromkeys(group, fresh[-1])
        if self._same is Same.LINKED and len(members) > 1:
            self._tie(members)
        return fresh

    def _tie(self, members: tuple[int, ...]) -> None:
        for one, other, evidence, likeness in self._driver.all(_LINKS.format(marks(members)), *members, *members):
            ends = self._node_of.get(int(str(one))), self._node_of.get(int(str(other)))
            if ends[0] is not None and ends[1] is not None:
                self._ties[ends[0], ends[1]] = (str(evidence), share(likeness))

    def expand(self, at: int, depth: int) -> list[int]:
        """Follow the references of a node; return the nodes that are new."""
        fresh: list[int] = []
        acts = [head.id for head in self._nodes[at].printings]
        ways = {
            Direction.OUT: (outgoing,),
            Direction.IN: (incoming,),
            Direction.BOTH: (outgoing, incoming),
        }[self._direction]
        for way in ways if acts else ():
            found, count = way(self._driver, acts, limit=self._limit)
            if count > len(found):
                self._unread[at] = self._unread.get(at, 0) + count - len(found)
            for each in found:
                fresh += self._follow(at, each, depth, out=way is outgoing)
        return fresh

    def _follow(self, at: int, citation: Citation, depth: int, *, out: bool) -> list[int]:
        """Draw one reference from or to a node; return the nodes that it made."""
        other = citation.target_id if out else citation.act_id
        fresh: list[int] = []
        if other is None:
            end = self._leaf(at, citation, depth)
        else:
            fresh = self.admit(other, depth)
            end = self._node_of.get(other)
        if end is None:
            self._refused["references"] += 1
        elif end != at:
            ends = (at, end) if out else (end, at)
            self._edges.setdefault((*ends, citation.relation), {})[citation.act_id, citation.position] = citation
        return fresh

    def _leaf(self, at: int, citation: Citation, depth: int) -> int | None:
        """Return the leaf of a reference, the same for all printings of the act that makes it; None where the graph is full."""
        one = citation
        said = (at, one.type, one.number, one.suffix, one.year, one.date, one.issuer, None if one.number else one.raw)
        known = self._leaves.get(said)
        if known is not None or len(self._nodes) >= self._limit:
            return known
        head = (one.type, one.number, one.suffix, one.year, one.date, one.issuer)
        made = self._put(Node("", depth, one.name, *head, printings=(), candidates=one.candidates))
        self._leaves[said] = made
        return made

    def _put(self, node: Node) -> int:
        self._nodes.append(node)
        return len(self._nodes) - 1

    def graph(self, act_id: int) -> Graph:
        """Return what was met, in an order that does not hang on how it was met."""
        first = self._node_of[act_id]
        order = sorted(range(len(self._nodes)), key=lambda at: (at != first, *_place(self._nodes[at]), at))
        number = {at: f"n{place}" for place, at in enumerate(order)}
        edges = [
            Edge(number[one], number[other], relation, tuple(said for _, said in sorted(told.items())))
            for (one, other, relation), told in self._edges.items()
        ]
        edges += [
            Edge(number[one], number[other], "same_as", (), evidence, likeness)
            for (one, other), (evidence, likeness) in self._ties.items()
        ]
        nodes = tuple(replace(self._nodes[at], id=number[at]) for at in order)
        return Graph(nodes, tuple(sorted(edges, key=_drawn)), tuple(self._notes(number)))

    def _notes(self, number: dict[int, str]) -> Iterable[str]:
        if self._refused:
            told = " and ".join(f"{count} {name}" for name, count in sorted(self._refused.items()))
            yield f"the graph is cut at {self._limit} nodes: {told} are left out (raise --limit, or lower --depth)"
        for at, count in sorted(self._unread.items(), key=lambda item: int(number[item[0]][1:])):
            yield f"{count} more references of or to {number[at]} are not read (raise --limit)"


def _of_acts(found: tuple[ActHead, ...], act_id: int, depth: int) -> Node:
    """Return the node of an act's printings: called as the one that was asked for is, or else the first."""
    head = next((each for each in found if each.id == act_id), found[0])
    return Node(
        "", depth, head.name, head.type, head.number, head.suffix, head.year, head.date, head.acronym or head.issuer,
        printings=tuple(sorted(found, key=lambda each: (each.source, each.ordinal, each.id))), candidates=0,
    )  # fmt: skip


def _place(node: Node) -> tuple[object, ...]:
    """Return what puts nodes in order: nearest first, acts before leaves, by their heads."""
    number = node.number or ""
    figure = int(number) if number.isascii() and number.isdigit() else -1
    key = node.printings[0].key or "" if node.printings else ""
    where = node.printings[0].printed if node.printings else ""
    head = (node.type, node.year or 0, figure, number, node.suffix or "", node.date or "", node.issuer or "")
    return (node.depth, not node.printings, *head, key, where)


def _drawn(edge: Edge) -> tuple[int, int, int]:
    ranked = RELATIONS.index(edge.relation) if edge.relation in RELATIONS else len(RELATIONS)
    return int(edge.source[1:]), int(edge.target[1:]), ranked
