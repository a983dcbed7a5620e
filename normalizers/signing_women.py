"""Secretária, the woman who signs, and not secretaria, the body: told by her name over the word, or before it on its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from normalizers import RULES, Rule
from normalizers.channel import lost_accents, plain
from normalizers.choices import Choice
from normalizers.verdicts import Verdict
from normalizers.word_classes import is_a

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from normalizers.tokens import Token

_LOST: Final = 0.6
"""Share of lost accents from which on the bare word says nothing."""
_CONFIDENCE: Final = 0.9
_OFFICES: Final = {"secretaria": "secretária", "subsecretaria": "subsecretária"}
_OF_BODIES: Final = frozenset("municipal estadual federal geral conjunta executiva regional nacional interna".split())
"""Words of a body's name, and of no woman's."""
_REACH: Final = 120
"""Code points before the word in which her name must begin."""
_NAME: Final = regex.compile(
    r"""
    (?:^|\n)[ \t]*+ (?: (?:ass\.?|\(a+\)|as\)|Dr[aª]\.?|Prof[aª]\.?) [ \t:]*+ )?+
    (?P<first>\p{Lu}\p{L}++)
    (?: [ \t]++ (?: d[aeo]s?|e|D[AEO]S?|E ) (?=[ \t]) | [ \t]++ \p{Lu}(?:[\p{L}'’-]++|\.) ){1,7}
    (?: [ \t]*+\n[ \t]*+ | [ \t]*+[-–—,][ \t]*+ )
    """,
    regex.VERBOSE,
)
"""A name alone on its line, the word under it; or before it, after a stroke or comma."""


def signing(text: str, found: Sequence[Token], *, lost: float) -> Mapping[int, Verdict]:
    """Return, by index of the token, the words that are the office of the woman who signs.

    `lost` is the share of accents that the source lost, 0 to 1: where it kept some, what is printed stays.
    """
    if lost < _LOST:
        return {}
    return {
        at: _verdict(token.text)
        for at, token in enumerate(found)
        if token.text.lower() in _OFFICES and token.text[0].isupper() and _follows_her(text, token.start)
    }


def _follows_her(text: str, at: int) -> bool:
    begun = text.rfind("\n", 0, max(0, at - 1))
    name = _NAME.fullmatch(text, max(0, begun, at - _REACH), at) or _over(text, at)
    if name is None:
        return False
    return is_a(plain(name["first"].lower()), "woman") and not any(each in _OF_BODIES for each in name[0].lower().split())


def _over(text: str, at: int) -> regex.Match[str] | None:
    """Return the name on the line over the word, where the word opens its own."""
    line = text.rfind("\n", 0, at)
    if line < 0 or text[line:at].strip():
        return None
    above = text.rfind("\n", 0, line)
    return _NAME.fullmatch(text, max(0, above), at) if at - max(0, above) <= _REACH else None


def _verdict(read: str) -> Verdict:
    word = _OFFICES[read.lower()]
    return Verdict(Choice(word, lost_accents(read, word), 0.0), _CONFIDENCE, 0.0, "signing-woman")


@RULES.register("signing_women")
def rules() -> tuple[Rule, ...]:
    """Return the one rule of this module."""
    return (Rule("signing-woman", "signing_women.py", "Secretária under a woman's name, in a source that lost all accents"),)
