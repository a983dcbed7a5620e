"""All gold against all that was found."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pipeline.evaluate.measures import Case, compare
from pipeline.evaluate.outcomes import Outcome, Verdict
from pipeline.evaluate.pairing import pair_acts, same_head
from pipeline.evaluate.same import empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.records import JsonObject

NOTHING: Final[JsonObject] = {
    name: [] for name in ("recitals", "provisions", "signatories", "references", "amounts", "annexes", "tables")
}
"""A gold act that has none of what an extra act was given."""


def score(gold: Iterable[JsonObject], found: Iterable[JsonObject]) -> Iterator[Outcome]:
    """Give every outcome, source by source in the order of gold; sources without gold are left aside."""
    wanted, had = _by_source(gold), _by_source(found)
    for source, acts in wanted.items():
        yield from _source(source, acts, had.get(source, []))


def _by_source(records: Iterable[JsonObject]) -> dict[str, list[JsonObject]]:
    sources: dict[str, list[JsonObject]] = defaultdict(list)
    for record in records:
        sources[str(record.get("source"))].append(record)
    return sources


def _source(source: str, gold: list[JsonObject], found: list[JsonObject]) -> Iterator[Outcome]:
    pairs, extra = pair_acts(gold, found)
    for act, other in pairs:
        name = named(act)
        yield _act(source, name, act, other)
        yield from compare(Case(source, name, act, other or {}))
    for act in extra:
        yield Outcome("acts", source, named(act, mark="+"), "", Verdict.EXTRA, None, named(act))
        yield from compare(Case(source, named(act, mark="+"), NOTHING, act))


def _act(source: str, name: str, gold: JsonObject, found: JsonObject | None) -> Outcome:
    if found is None:
        return Outcome("acts", source, name, "", Verdict.MISSING, name, None)
    verdict = Verdict.RIGHT if same_head(gold, found) else Verdict.WRONG
    return Outcome("acts", source, name, "", verdict, name, named(found))


def named(act: JsonObject, *, mark: str = "") -> str:
    """Return what a report calls an act.

    >>> named({"ordinal": 2, "type": "portaria", "number": "5", "number_suffix": "A", "year": 1996})
    '#2 portaria 5-A/1996'
    """
    number = "-".join(str(act[key]) for key in ("number", "number_suffix") if not empty(act.get(key)))
    year = "" if empty(act.get("year")) else f"/{act['year']}"
    return f"#{act.get('ordinal')}{mark} {act.get('type') or 'act'} {number or 's/n'}{year}"
