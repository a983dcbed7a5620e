"""Whether an act is in force on a day, as far as the database knows, and by what evidence.

An act is revoked by one that says so and has begun itself, and stays revoked when that one is
revoked in its turn: a law revives only where it is said (Decreto-Lei 4.657/1942, LINDB, art. 2º,
§ 3º). What is not sure, an ambiguous reference to revoke it above all, makes the answer unknown and
never "in force". References tell `amends` also where a part is revoked, so the two are one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import regex

from corpus.text import fold
from db.citations import incoming, outgoing, unsure
from db.entry import entry
from db.heads import heads, printings
from db.references import could_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from db.citations import Citation
    from db.driver import Driver
    from db.entry import Entry
    from db.heads import ActHead

MOST: Final = 2000
"""References to an act that are looked at; they come by weight, revocations first."""

CHANGES: Final = ("revokes", "amends", "rectifies", "republishes")
SURE: Final = 0.75
"""Below this a resolved reference contradicts itself (see `db.references.ODD_DATE`): a doubt, not a fact."""

CAVEAT: Final = "acts that are not in this database, and those whose references it could not read, are not known"
_REVIVES: Final = regex.compile(r"\b(?:repristina\w*|revigora\w*|restabelec\w+|restaura\w*|volta\w* a vigorar)\b")
_TEXT: Final = "SELECT text FROM acts WHERE id = ?"


class State(StrEnum):
    """What an act is on a day; `amended`: changed, or revoked in part, and in force as far as known."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    REVOKED = "revoked"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


class When(StrEnum):
    """Whether something has begun on the day that is asked about."""

    BEGUN = "begun"
    LATER = "later"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Change:
    """What another act does to the act, by its printings; `when` is whether it has begun, `doubts` why it may not count."""

    relation: str
    by: tuple[ActHead, ...]
    entry: Entry
    when: When
    citations: tuple[Citation, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """The answer: `reasons` tells why it is unknown, `notes` what must be known to trust it; `changes` is the evidence."""

    act: ActHead
    printings: tuple[ActHead, ...]
    on: date
    state: State
    entry: Entry
    reasons: tuple[str, ...]
    changes: tuple[Change, ...]
    notes: tuple[str, ...]


def status(driver: Driver, act_id: int, *, on: date) -> Status:
    """Return what an act is on a day. The act must be there."""
    found = heads(driver, printings(driver, act_id))
    head = next(each for each in found if each.id == act_id)
    begins = entry(driver, found, head)
    changes = (*_changes(driver, found, head, on), *_perhaps(driver, found, head, on))
    restored = tuple(note for change in changes for note in _undone(driver, change, found, on))
    state, reasons = _state(_when(begins, head, on), begins, changes, tuple(why for why, doubt in restored if doubt))
    notes = (*_entry_notes(begins), *(why for why, _ in restored), *_term(driver, head), CAVEAT)
    return Status(head, found, on, state, begins, reasons, changes, tuple(dict.fromkeys(notes)))


def _state(began: When, begins: Entry, changes: Sequence[Change], restored: Sequence[str]) -> tuple[State, tuple[str, ...]]:
    """Return the state and, where it is unknown, why."""
    revoking = [each for each in changes if each.relation == "revokes" and each.when is not When.LATER]
    if restored:
        return State.UNKNOWN, tuple(restored)
    if any(each.when is When.BEGUN and not each.doubts for each in revoking):
        return State.REVOKED, ()
    if began is When.LATER:
        return State.NOT_YET, ()
    doubts = [why for each in revoking for why in each.doubts or (f"it is not known when {_named(each.by)} began",)]
    if doubts:
        return State.UNKNOWN, tuple(dict.fromkeys(f"it may be revoked: {why}" for why in doubts))
    if began is When.UNSURE:
        return State.UNKNOWN, (_unsure_why(begins),)
    amended = any(each.relation == "amends" and each.when is When.BEGUN and not each.doubts for each in changes)
    return (State.AMENDED if amended else State.IN_FORCE), ()


def _unsure_why(begins: Entry) -> str:
    if begins.basis == "unread":
        return "its clause of entry into force is not understood"
    if begins.basis == "none" and begins.begins is not None:
        return "it does not say when it begins: as a law it would 45 days after its publication (LINDB, art. 1º)"
    return "its date is not known"


def _when(begins: Entry, head: ActHead, on: date) -> When:
    """Return whether an act has begun on a day; by its year where no date is known."""
    if begins.begins is not None:
        if on < begins.begins:
            return When.LATER
        return When.BEGUN if begins.surely is not None and begins.surely <= on else When.UNSURE
    if head.date is not None and on.isoformat() < head.date:
        return When.LATER
    if head.date is None and head.year is not None and on.year != head.year:
        if on.year < head.year:
            return When.LATER
        return When.BEGUN if begins.basis in ("publication", "signing", "none") else When.UNSURE
    return When.UNSURE


def _changes(driver: Driver, found: Sequence[ActHead], head: ActHead, on: date) -> Iterator[Change]:
    """Yield what other acts do to an act, what weighs most first, the printings of one act as one."""
    own = {each.id for each in found}
    told, _ = incoming(driver, sorted(own), limit=MOST)
    listed = [each for each in told if each.relation in CHANGES and each.act_id not in own]
    yield from _grouped(driver, listed, head, on)


def _perhaps(driver: Driver, found: Sequence[ActHead], head: ActHead, on: date) -> Iterator[Change]:
    """Yield what other acts do to one of several acts, this one being among those that could be meant."""
    own = {each.id for each in found}
    told = unsure(driver, type=head.type, number=head.number, relations=("revokes", "amends"))
    listed = [each for each in told if each.act_id not in own and own & could_mean(driver, each.act_id, each.position)]
    yield from _grouped(driver, listed, head, on)


def _grouped(driver: Driver, citations: Sequence[Citation], head: ActHead, on: date) -> Iterator[Change]:
    groups: dict[tuple[str, tuple[int, ...]], list[Citation]] = {}
    known: dict[int, tuple[int, ...]] = {}
    for each in citations:
        if each.act_id not in known:
            members = printings(driver, each.act_id)
            known |= dict.fromkeys(members, members)
        groups.setdefault((each.relation, known[each.act_id]), []).append(each)
    for (relation, members), told in groups.items():
        by = heads(driver, members)
        first = next(each for each in by if each.id == told[0].act_id)
        begins = entry(driver, by, first)
        doubts = tuple(_doubts(head, first, told))
        yield Change(relation, by, begins, _when(begins, first, on), tuple(told), doubts)


def _doubts(head: ActHead, by: ActHead, told: Sequence[Citation]) -> Iterator[str]:
    """Yield why what an act says may not concern the one that is asked about."""
    best = max(told, key=lambda each: (each.target_id is not None, each.confidence or 0.0))
    if best.target_id is None:
        several = f"one of {best.candidates} acts" if best.candidates > 1 else "an act that may be another"
        yield f"{by.name} names {several}"
    elif best.confidence is None or best.confidence < SURE:
        yield f"{by.name} names another date"
    early = by.date < head.date if by.date and head.date else bool(by.year and head.year and by.year < head.year)
    if early:
        yield f"{by.name} is older than the act itself"


def _undone(driver: Driver, change: Change, found: Sequence[ActHead], on: date) -> Iterator[tuple[str, bool]]:
    """Yield what follows from the revocation of an act that revokes: a note, and whether the answer is in doubt for it."""
    if change.relation != "revokes" or change.doubts or change.when is When.LATER:
        return
    own, by = {each.id for each in found}, {each.id for each in change.by}
    told, _ = incoming(driver, sorted(by), limit=MOST)
    for each in _grouped(driver, [one for one in told if one.relation == "revokes" and one.act_id not in by], change.by[0], on):
        if each.when is When.LATER:
            continue
        name, gone = _named(each.by), _named(change.by)
        if own & {head.id for head in each.by}:
            yield f"{name} and {gone} revoke each other", True
        elif each.entry.begins is None or change.entry.begins is None or each.entry.begins <= change.entry.begins:
            yield f"{name} revokes {gone}, perhaps before that one began", True
        elif _revives(driver, each.by, own):
            yield f"{name} revokes {gone}, names the act and speaks of restoring: read it", True
        else:
            rule = "which revives what that one had revoked only where it says so (LINDB, art. 2º, § 3º)"
            yield f"{gone} was itself revoked by {name}, {rule}", False


def _revives(driver: Driver, by: Sequence[ActHead], own: set[int]) -> bool:
    """Whether an act that revokes speaks of restoring, and names the act (or one whose name is not resolved)."""
    ids = [each.id for each in by]
    named, _ = outgoing(driver, ids, limit=MOST)
    if not any(each.target_id is None or each.target_id in own for each in named):
        return False
    texts = (driver.one(_TEXT, each) for each in ids)
    return any(row is not None and _REVIVES.search(fold(str(row[0]))) is not None for row in texts)


def _entry_notes(begins: Entry) -> Iterator[str]:
    if begins.from_signing and begins.begins is not None:
        yield "its day of publication is not known: the day of signing stands for it"
    if begins.basis == "none" and begins.begins is not None:
        yield "no clause of entry into force was found"
    if begins.partial:
        yield "its clause of entry into force says more (exceptions, effects): read it"


def _term(driver: Driver, head: ActHead) -> Iterator[str]:
    row = driver.one("SELECT term FROM acts WHERE id = ?", head.id)
    if row is not None and row[0] is not None:
        yield f"it states a term of its own: {row[0]}"


def _named(by: Sequence[ActHead]) -> str:
    return by[0].name
