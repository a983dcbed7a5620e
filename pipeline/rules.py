"""The rules of repair: which there are, and those that a command line switches off."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from corpus.decisions import DECISIONS
from corpus.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from corpus.decisions import Decision
    from corpus.records import JsonObject
    from normalizers import Rule

RULE_COLUMNS: Final = ("rule", "origin", "meaning")

NEAREST: Final = 3
"""Names that a message offers for a misspelt one."""


def every_rule() -> Mapping[str, Rule | Decision]:
    """Return the rules of repair and those that decide single values, by id."""
    from normalizers.rules import known  # noqa: PLC0415  # loads every normalizer

    found: dict[str, Rule | Decision] = {**known(), **{decision.id: decision for decision in DECISIONS}}
    return dict(sorted(found.items()))


def rule_rows() -> Iterator[JsonObject]:
    """Give every rule with the table or module that decides and what it does."""
    for rule in every_rule().values():
        yield {"rule": rule.id, "origin": rule.origin, "meaning": rule.meaning, "example": rule.example}


def switched_off(names: Iterable[str] | None) -> frozenset[str]:
    """Return the rules called `names`; raises `SettingsError`, telling the nearest, where there is none of that name."""
    off = frozenset(names or ())
    if off:
        known = every_rule().keys()
        unknown = sorted(off - known)
        if unknown:
            raise SettingsError("; ".join(_unknown(name, known) for name in unknown) + "; `lavra rules` lists all")
    return off


def _unknown(name: str, rules: Iterable[str]) -> str:
    """Say that a name is no rule, and which come near: those like it, else those it is a part of."""
    known = list(rules)
    near = get_close_matches(name, known, n=NEAREST) or [rule for rule in known if name and name in rule][:NEAREST]
    return f"no rule is called {name!r}" + (f" (nearest: {', '.join(near)})" if near else "")
