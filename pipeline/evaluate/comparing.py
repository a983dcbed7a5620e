"""Two runs over the same gold: what the later one gained, lost and changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.evaluate.outcomes import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Turn(StrEnum):
    """What became of one value between two runs."""

    GAINED = "gained"
    LOST = "lost"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One value that the later run reads otherwise; an outcome is None where that run had nothing to compare."""

    turn: Turn
    before: Outcome | None
    after: Outcome | None

    @property
    def any(self) -> Outcome:
        """Either side, the later first: measure, source, act and key are the same on both."""
        told = self.after or self.before
        if told is None:
            raise ValueError("a change has at least one side")
        return told


def changes(before: Iterable[Outcome], after: Iterable[Outcome]) -> Iterator[Change]:
    """Give the values whose verdict turned right or ceased to be, and wrong ones that are wrong in another way.

    An extra value that is gone is a gain; a new one is a loss.
    """
    old, new = ({(each.measure, each.source, each.act, each.key): each for each in side} for side in (before, after))
    for key in {**old, **new}:
        turn = _turn(old.get(key), new.get(key))
        if turn is not None:
            yield Change(turn, old.get(key), new.get(key))


def _turn(before: Outcome | None, after: Outcome | None) -> Turn | None:
    was, now = _good(before), _good(after)
    if was != now:
        return Turn.GAINED if now else Turn.LOST
    if not now and before is not None and after is not None and before.found != after.found:
        return Turn.CHANGED
    return None


def _good(outcome: Outcome | None) -> bool:
    """Whether there is nothing to complain of; what was not compared is an extra value that is not there."""
    return outcome is None or outcome.verdict == Verdict.RIGHT
