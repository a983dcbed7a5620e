"""Corrections of where acts begin: merges and splits.

They lie over no value but over the reading of a whole source: whoever reads it is told them
(`cuts_of`), and tells what became of each. A row's path is `/cuts/OFFSET` in the raw text that was
read last; `new_value` is the printed line, `old_value` the acts that stood there before. It hangs on the
act in which the place lies now, or that ends there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.cuts import CUTS, SPLIT, Cut, CutOutcome
from corpus.errors import SettingsError
from db.corrections import ledger
from db.corrections.overlay import Correction

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.records import Json, JsonObject
    from db.corrections.desk import Signed
    from db.driver import Driver

NEW: Final = 0
"""The id of a cut that is not stored yet."""

_ACTS: Final = """
SELECT a.id, a.ordinal, i.key, a.type, a.number, a.year, min(n.span_start), max(n.span_end)
FROM acts AS a JOIN sources AS s ON s.id = a.source_id JOIN act_identities AS i ON i.act_id = a.id
LEFT JOIN provenance AS n ON n.act_id = a.id
WHERE s.sha256 = ? GROUP BY a.id, a.ordinal, i.key, a.type, a.number, a.year ORDER BY a.ordinal"""
_AFTER: Final = """
SELECT b.id FROM acts AS a JOIN acts AS b ON b.source_id = a.source_id AND b.ordinal = a.ordinal + 1 WHERE a.id = ?"""
_BEGINS: Final = """
SELECT span_start FROM provenance WHERE act_id = ? AND pointer IN ('/number', '/type') ORDER BY pointer LIMIT 1"""


class Change(NamedTuple):
    """One cut more, signed, or one less: the correction with the number `undone`."""

    signed: Signed
    made: Cut | None = None
    undone: int | None = None


class _Act(NamedTuple):
    ordinal: int
    key: str
    start: int
    told: JsonObject


def cuts_of(driver: Driver, sha256: str, path: str | None) -> tuple[Cut, ...]:
    """Return what people said of where acts begin in some bytes, or in those that `path` held so far."""
    if not ledger.any_there(driver):
        return ()
    before = () if path is None else _held(driver, path)
    return tuple(_cut(each) for sha in dict.fromkeys((sha256, *before)) for each in ledger.cuts(driver, sha))


def _held(driver: Driver, path: str) -> tuple[str, ...]:
    query = (
        "SELECT s.sha256 FROM source_names AS n JOIN sources AS s ON s.id = n.source_id WHERE n.path = ? AND n.state = 'current'"
    )
    return tuple(str(row[0]) for row in driver.all(query, path))


def _cut(change: Correction) -> Cut:
    return Cut(change.id, change.kind, _at(change), str(change.anchor.get("raw") or ""))


def _at(change: Correction) -> int:
    return int(change.path.rpartition("/")[2])


def begins(driver: Driver, act_id: int, *, after: bool) -> int | None:
    """Return where the heading of an act, or of the act `after` it, stands in the raw text; None where there is none."""
    if after:
        found = driver.one(_AFTER, act_id)
        if found is None:
            return None
        act_id = int(str(found[0]))
    told = driver.one(_BEGINS, act_id)
    return None if told is None else int(str(told[0]))


def write(driver: Driver, sha256: str, change: Change, told: Sequence[CutOutcome]) -> tuple[Correction, tuple[CutOutcome, ...]]:
    """Store a cut, or take one back, before the reading that has it so; return it, and the outcomes with its number.

    Raises `SettingsError` where somebody else said something of the source meanwhile.
    """
    standing = {each.id for each in ledger.cuts(driver, sha256)}
    if standing - {change.undone} != {each.id for each in told} - {NEW}:
        raise SettingsError("somebody else merged or split acts of this source meanwhile; run again")
    if change.undone is not None:
        return _withdrawn(driver, change.undone, change.signed), tuple(told)
    cut = change.made
    if cut is None:
        raise ValueError(change)
    acts = _acts(driver, sha256)
    home = _home(acts, cut.kind, cut.at)
    if home is None:
        raise SettingsError("this source has no acts")
    old: list[Json] = [act.told for act in _touched(acts, cut)]
    anchor: JsonObject = {"span": [cut.at, cut.at + len(cut.raw)], "raw": cut.raw}
    signed = change.signed
    made = ledger.put(
        driver,
        Correction(
            0, cut.kind, home.key, sha256, home.ordinal, f"/cuts/{cut.at}", ledger.dumped(old), ledger.dumped(cut.raw), anchor,
            signed.why, signed.by, signed.when, "active", None,
        ),
    )  # fmt: skip
    return made, tuple(each._replace(id=made.id) if each.id == NEW else each for each in told)


def _withdrawn(driver: Driver, number: int, signed: Signed) -> Correction:
    change = ledger.by_id(driver, number)
    if change is None or change.kind not in CUTS or change.state not in ledger.LIVE:
        raise SettingsError(f"#{number} is no merge or split that stands")
    gone = replace(change, state="withdrawn", anchor={**change.anchor, "withdrawn": ledger.word(signed)})
    ledger.stands(driver, gone)
    return gone


def settle(driver: Driver, sha256: str, told: Iterable[CutOutcome]) -> dict[int, str]:
    """Write how it is with each cut now that a reading is stored, and on which act it hangs; return the states by number.

    A cut of this source that the reading was not told of is orphaned until the next one.
    """
    outcomes = {each.id: each for each in told}
    known = {each.id: each for each in ledger.cuts(driver, sha256)} if outcomes or ledger.any_there(driver) else {}
    known |= {number: found for number in outcomes.keys() - known.keys() if (found := ledger.by_id(driver, number)) is not None}
    if not known:
        return {}
    acts = _acts(driver, sha256)
    states = {}
    for number, change in sorted(known.items()):
        outcome = outcomes.get(number, CutOutcome(number, "orphaned", _at(change)))
        home = _home(acts, change.kind, outcome.at)
        if home is None or outcome.state == "orphaned":
            ledger.stands(driver, replace(change, state="orphaned"))
            states[number] = "orphaned"
            continue
        ends = outcome.at + len(str(change.anchor.get("raw") or ""))
        moved = replace(
            change, state=outcome.state, sha256=sha256, path=f"/cuts/{outcome.at}",
            anchor={**change.anchor, "span": [outcome.at, ends]}, act_key=home.key, ordinal=home.ordinal,
        )  # fmt: skip
        ledger.stands(driver, moved)
        states[number] = outcome.state
    return states


def _acts(driver: Driver, sha256: str) -> list[_Act]:
    found = []
    for _, ordinal, key, kind, number, year, start, end in driver.all(_ACTS, sha256):
        told: JsonObject = {
            "ordinal": ordinal, "key": key, "type": kind, "number": number, "year": year,
            "span": None if start is None else [start, end],
        }  # fmt: skip
        found.append(_Act(int(str(ordinal)), str(key), int(str(start or 0)), told))
    return found


def _home(acts: Sequence[_Act], kind: str, at: int) -> _Act | None:
    """Return the act in which a place lies: of a split the one before it, where there is one; None where there are no acts."""
    before = [act for act in acts if act.start < at or (kind != SPLIT and act.start == at)]
    return next(iter((before or acts[:1])[-1:]), None)


def _touched(acts: Sequence[_Act], cut: Cut) -> list[_Act]:
    """Return the acts that a cut replaces: the one it lies in; of a merge also the one before that."""
    before = [act for act in acts if act.start <= cut.at] or list(acts[:1])
    return before[-1:] if cut.kind == SPLIT else before[-2:]
