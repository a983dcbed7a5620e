"""Damage that keeps the accents: strokes confused by a reader that knows Portuguese (e for c, rn for m).

Such a reader leaves words that no list holds and that one cheap confusion explains. Authors' slips
are seldom of that kind, so a few in a hundred are a sign.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import wordfreq

from normalizers.channel import plain
from normalizers.choices import choices
from normalizers.verdicts import at_first

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from normalizers.channel import Step

_SHORTEST: Final = 4
_STRANGE: Final = 0.005
"""Share of words that no list holds from which on they are looked at one by one."""
_LEAST: Final = 3
"""Confused words below which there is no sign."""
_BELIEVED: Final = 0.9
LOOKED_AT: Final = 60
"""Strange words that are asked for a sign."""
_UNSEEN: Final = 4.0
"""Damaged words for each that is long enough, in small letters and plain to see."""


@lru_cache(maxsize=1)
def _forms() -> Mapping[str, float]:
    found: Mapping[str, float] = wordfreq.get_frequency_dict("pt", wordlist="large")
    return found


def stroke_damage(found: Counter[str]) -> float:
    """Return the share of words whose strokes were confused, 0 to 1; 0 where too few show it.

    `found` counts the words of a text, those cut at line ends made whole.
    """
    words = found.total()
    forms = _forms()
    strange = {word: times for word, times in found.items() if len(word) >= _SHORTEST and _is_strange(word, forms)}
    if sum(strange.values()) < max(_LEAST, _STRANGE * words):
        return 0.0
    confused = sum(times for word, times in strange.items() if _is_confused(word))
    return min(1.0, _UNSEEN * confused / words) if confused >= _LEAST else 0.0


def confused(found: Counter[str]) -> int:
    """Return how many of the words in `found` are none and have a confused stroke; some strange ones are asked, not all."""
    forms = _forms()
    strange = [word for word in found if len(word) > _SHORTEST and _is_strange(word, forms)]
    return sum(map(_is_confused, strange[:LOOKED_AT]))


def _is_strange(word: str, forms: Mapping[str, float]) -> bool:
    """Whether a word of small letters, one digit among them at most, is in no list."""
    return word not in forms and word[0].islower() and word.lower() == word and sum(map(str.isdigit, word)) <= 1


@lru_cache(maxsize=20_000)
def _is_confused(word: str) -> bool:
    options = choices(word)
    if len(options) == 1:
        return False
    verdict = at_first(options)
    return verdict.confidence > _BELIEVED and any(map(_is_stroke, verdict.choice.steps))


def _is_stroke(step: Step) -> bool:
    """Whether a step is more than a lost accent."""
    return plain(step.printed) != step.read
