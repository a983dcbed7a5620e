"""All rules that an edit may name: what `--disable` knows and `lavra rules` lists."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from corpus.errors import KnowledgeError
from normalizers import RULES, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@cache
def known() -> Mapping[str, Rule]:
    """Return the rules by id, sorted; raises `KnowledgeError` where two have the same."""
    found: dict[str, Rule] = {}
    for rule in sorted(_all()):
        if rule.id in found:
            raise KnowledgeError(f"two rules are called {rule.id!r}, in {found[rule.id].origin} and {rule.origin}: rename one")
        found[rule.id] = rule
    return MappingProxyType(found)


def _all() -> Iterator[Rule]:
    for _, rules in RULES:
        yield from rules()
