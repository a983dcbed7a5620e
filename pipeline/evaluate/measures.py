"""Gold act and found act, measure by measure: each value compared becomes one outcome.

A measure is told only where gold has its field at all, so that gold may be partial. Items that gold
marks ``optional`` count neither found nor missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

import regex

from pipeline.evaluate.outcomes import Outcome, Verdict
from pipeline.evaluate.pairing import pair_by_key, pair_by_likeness
from pipeline.evaluate.same import (
    LONG_PROSE,
    act_type,
    empty,
    number,
    objects,
    readings,
    same_body,
    same_parts,
    same_place,
    same_prose,
    same_text,
    shown,
    values,
    whole,
    words,
)
from pipeline.evaluate.table_measures import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from corpus.records import Json, JsonObject

Same: TypeAlias = "Callable[[Json, Json], bool]"
Measure: TypeAlias = "Callable[[Case], Iterator[Outcome]]"
Node: TypeAlias = "tuple[str, JsonObject]"

CLOSING: Final = regex.compile(r"\W*+(?:registr|publi|cumpr|d[eê]-se)\p{L}*+", regex.IGNORECASE)
"""A closing formula, which as last clausula is tolerated."""

TOLD_APART: Final = frozenset({"amends", "revokes", "answers"})
"""Relations that are held to the letter; the others are told as one of them or as `cites`."""
UNITED: Final = {"regulates": "cites", "republishes": "cites", "rectifies": "amends"}
BOUNDS: Final = 3
"""Lines by which an act's first or last may be off: blank lines, a page's foot."""

HEADER: Final[dict[str, Same]] = {
    "type": lambda gold, found: act_type(gold) == act_type(found),
    "number": lambda gold, found: whole(gold) == whole(found),
    "number_suffix": lambda gold, found: words(gold) == words(found),
    "year": same_text,
    "issuer": same_body,
    "date": same_text,
    "place": same_place,
    "publication": partial(same_parts, keys=("edition", "date")),
    "summary": same_prose,
    "subject": same_prose,
    "recipient": partial(same_parts, keys=("name",)),
    "protocol": partial(same_parts, keys=("number", "year", "date")),
}
"""The fields of the head and when each is right."""


@dataclass(frozen=True, slots=True)
class Case:
    """A gold act and the act found for it, {} where none was."""

    source: str
    act: str
    gold: JsonObject
    found: JsonObject

    def outcome(self, measure: str, key: str, gold: Json, found: Json, *, right: bool) -> Outcome | None:
        """Return the outcome of one value; None where neither side has any."""
        if empty(gold) and empty(found):
            return None
        verdict = Verdict.WRONG
        if right:
            verdict = Verdict.RIGHT
        elif empty(gold) or empty(found):
            verdict = Verdict.EXTRA if empty(gold) else Verdict.MISSING
        return Outcome(measure, self.source, self.act, key, verdict, shown(gold), shown(found))


def compare(case: Case) -> Iterator[Outcome]:
    """Give every outcome of one pair of acts."""
    for measure in MEASURES:
        yield from measure(case)


def header(case: Case) -> Iterator[Outcome]:
    """Compare the fields of the head; any accepted reading is right."""
    for name, same in HEADER.items():
        if name not in case.gold:
            continue
        found = case.found.get(name)
        accepted = [
            gold for gold in readings(case.gold, name) if empty(gold) == empty(found) and (empty(gold) or same(gold, found))
        ]
        gold = accepted[0] if accepted else case.gold[name]
        told = case.outcome(f"header.{name}", "", gold, found, right=bool(accepted) and not empty(found))
        if told is not None:
            yield told


def bounds(case: Case) -> Iterator[Outcome]:
    """Compare where the act begins and ends, in lines."""
    gold, found = ([act.get("line_start"), act.get("line_end")] for act in (case.gold, case.found))
    if all(isinstance(line, int) for line in gold):
        near = all(isinstance(a, int) and isinstance(b, int) and abs(a - b) <= BOUNDS for a, b in zip(gold, found, strict=True))
        told = case.outcome("acts.bounds", "", gold, None if None in found else found, right=near)
        if told is not None:
            yield told


def prose(name: str, case: Case) -> Iterator[Outcome]:
    """Compare a list of paragraphs."""
    if name in case.gold:
        yield from _texts(case, name, values(case.gold, name), values(case.found, name), least=None)


def _texts(case: Case, measure: str, gold: Iterable[Json], found: Iterable[Json], *, least: float | None) -> Iterator[Outcome]:
    like = same_prose if least is None else partial(same_prose, least=least)
    for index, (a, b) in enumerate(pair_by_likeness(gold, found, like)):
        at = f"+{shown(b)}" if a is None else str(index)
        told = case.outcome(measure, at, a, b, right=a is not None and b is not None)
        if told is not None:
            yield told


def provisions(case: Case) -> Iterator[Outcome]:
    """Compare the tree by its paths, the text of each node, and the unnumbered clauses."""
    if "provisions" not in case.gold:
        return
    gold, found = list(_nodes(objects(case.gold, "provisions"))), list(_nodes(objects(case.found, "provisions")))
    for a, b in pair_by_key(_numbered(gold), _numbered(found), lambda node: node[0]):
        yield from _node(case, a, b)
    yield from _texts(case, "provisions.clauses", _clauses(gold), _clauses(found), least=LONG_PROSE)


def _node(case: Case, gold: Node | None, found: Node | None) -> Iterator[Outcome]:
    path = (gold or found or ("", {}))[0]
    a, b = (_wording(node[1]) if node else None for node in (gold, found))
    both = gold is not None and found is not None
    for measure, right in (("provisions.tree", both), ("provisions.text", both and same_prose(a, b))):
        told = case.outcome(measure, path, f"{path} {a}" if gold else None, f"{path} {b}" if found else None, right=right)
        if told is not None:
            yield told


def _wording(node: JsonObject) -> str:
    """Return a node's text with the wording that it quotes; marks of a new wording aside."""
    return f"{node.get('text') or ''} {node.get('quoted') or ''}".replace("(NR)", " ").replace("'", "").replace('"', "")


def _nodes(tree: Iterable[JsonObject], path: str = "") -> Iterator[Node]:
    for node in tree:
        here = f"{path}/{node.get('kind')}:{str(node.get('number') or '').lower()}"
        yield here, node
        yield from _nodes(objects(node, "children"), here)


def _numbered(nodes: Iterable[Node]) -> Iterator[Node]:
    return (node for node in nodes if node[1].get("kind") != "clausula")


def _clauses(nodes: Iterable[Node]) -> Iterator[Json]:
    texts = (node.get("text") for _, node in nodes if node.get("kind") == "clausula")
    return (text for text in texts if not CLOSING.match(str(text)))


def signatories(case: Case) -> Iterator[Outcome]:
    """Compare who signed, and as what."""
    yield from _items(case, "signatories", "signatories.name", lambda item: words(item.get("name")))
    yield from _items(case, "signatories", "signatories.role", _signature)


def _signature(item: JsonObject) -> tuple[str, ...]:
    return (words(item.get("name")), *map(words, values(item, "roles")))


def references(case: Case) -> Iterator[Outcome]:
    """Compare the norms named, and of those gold is sure about what the act does to them."""
    yield from _items(case, "references", "references", _norm)
    free = {
        _norm(item)
        for item in objects(case.gold, "references")
        if item.get("optional") or _relation(item) in values(item, "accept_relation")
    }
    if "references" not in case.gold:
        return
    gold = [item for item in objects(case.gold, "references") if _relation(item) in TOLD_APART]
    found = [item for item in objects(case.found, "references") if _relation(item) in TOLD_APART and _norm(item) not in free]
    told_apart = Case(case.source, case.act, {"references": [*gold]}, {"references": [*found]})
    yield from _items(told_apart, "references", "references.relation", lambda item: (*_norm(item), _relation(item)))


def _norm(item: JsonObject) -> tuple[str, ...]:
    return (act_type(item.get("type")), whole(item.get("number")), words(item.get("suffix")), whole(item.get("year")))


def _relation(item: JsonObject) -> str:
    relation = str(item.get("relation"))
    return UNITED.get(relation, relation)


def amounts(case: Case) -> Iterator[Outcome]:
    """Compare amounts of money by value and currency."""
    yield from _items(case, "amounts", "amounts", lambda item: (number(item.get("value")), item.get("currency") or "BRL"))


def annexes(case: Case) -> Iterator[Outcome]:
    """Compare the annexes by label, and their prose."""
    yield from _items(case, "annexes", "annexes", lambda item: words(item.get("label")))
    if "annexes" in case.gold:
        gold, found = (
            [each["text"] for each in objects(side, "annexes") if each.get("text")] for side in (case.gold, case.found)
        )
        yield from _texts(case, "annexes.text", gold, found, least=LONG_PROSE)


def _items(case: Case, name: str, measure: str, key: Callable[[JsonObject], Hashable]) -> Iterator[Outcome]:
    """Compare a list of objects as a set with repeats."""
    if name not in case.gold:
        return
    pairs = pair_by_key(_sure_first(case.gold, name), objects(case.found, name), key)
    for index, (a, b) in enumerate(pairs):
        if a is not None and a.get("optional"):
            continue
        at = f"+{key(b or {})}" if a is None else str(index)
        told = case.outcome(measure, at, _told(a), _told(b), right=a is not None and b is not None)
        if told is not None:
            yield told


def _sure_first(act: JsonObject, name: str) -> list[JsonObject]:
    return sorted(objects(act, name), key=lambda item: bool(item.get("optional")))


def _told(item: JsonObject | None) -> Json:
    """Return an item in short: as printed where it says so, else its first values."""
    if item is None:
        return None
    chosen = ("name", "roles", "label", "type", "number", "suffix", "year", "relation", "value", "currency")
    return {key: item[key] for key in chosen if not empty(item.get(key))} or "(without a name)"


MEASURES: Final[tuple[Measure, ...]] = (
    header,
    bounds,
    partial(prose, "recitals"),
    provisions,
    signatories,
    references,
    amounts,
    annexes,
    lambda case: tables(case.source, case.act, case.gold, case.found),
)
"""Every measure of an act, in the order of a report."""

ORDER: Final = (
    "acts",
    "acts.bounds",
    *(f"header.{name}" for name in HEADER),
    *("recitals", "provisions.tree", "provisions.text", "provisions.clauses"),
    *("signatories.name", "signatories.role", "references", "references.relation", "amounts", "annexes", "annexes.text"),
    *("tables.cells", "tables.rows", "tables.totals"),
)
"""What is measured, in the order of a report."""
