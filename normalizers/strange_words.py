"""What is no word, on pages read so well that they count as clean: mended one by one, where one word alone explains it.

Here only words of small letters are asked that no list holds, in no spelling and by no ending; the
words around them are left alone, for on such a page they are right.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import wordfreq

from corpus.knowledge import records
from corpus.spans import Edit, Span
from normalizers import RULES, Rule
from normalizers.blanks import joined
from normalizers.channel import lost_accents
from normalizers.choices import Choice, choices
from normalizers.lexicon import lexicon
from normalizers.near_words import near
from normalizers.orthography import is_old, modern
from normalizers.tokens import tokens, word_edits
from normalizers.verdicts import Verdict, at_first, bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from corpus.context import Context
    from normalizers.tokens import Token

_SHORTEST: Final = 4
_SURE: Final = 0.93
_ALONE: Final = 0.9
"""Share of belief the best word must have among all that explain the glyphs."""
_COST: Final = 8.0
"""Channel cost in nats up to which a word is explained."""
_COMMON: Final = 15.0
"""Cost in nats up to which the word meant must be common."""
_ACCENT: Final = 0.9
_NEAR: Final = 0.86
_HABIT: Final = 2
"""Times a word without its accent may stand in a source: more is the author's way to write it."""


@lru_cache(maxsize=1)
def _forms() -> Mapping[str, float]:
    found: Mapping[str, float] = wordfreq.get_frequency_dict("pt", wordlist="large")
    return found


def strange_words(text: str, context: Context) -> tuple[Edit, ...]:
    """Return the repairs of what is no word in `text`, which counts as clean but was read from scans."""
    found = tokens(text)
    old = is_old((token.text.lower() for token in found), context)
    glued = dict(_cut(text, found))
    times = Counter(token.text for token in found)
    edits: list[Edit] = []
    for at, token in enumerate(found):
        if at in glued or at - 1 in glued:
            edits += [glued[at]] if at in glued else []
            continue
        verdict = None if old and token.text.isalpha() else _asked(token.text)
        if verdict is not None and not (bare(verdict.choice) and times[token.text] > _HABIT):
            belief = (round(verdict.confidence, 4), round(verdict.cost, 3))
            edits += word_edits(
                token,
                verdict.choice.word,
                verdict.choice.steps,
                rule=verdict.rule if verdict.rule == "words-near" else "words-strange",
                belief=belief,
            )
    return tuple(edit for edit in edits if edit.rule not in context.disabled)


def _cut(text: str, found: Sequence[Token]) -> Iterator[tuple[int, Edit]]:
    """Give the words cut by a blank, by index of their first half: neither half, or one of four letters and more, is a word."""
    costs = lexicon().costs
    words = [token.text.lower() for token in found]
    for at, (first, second) in enumerate(pairwise(found)):
        if second.start != first.end + 1 or text[first.end] != " " or words[at + 1] in costs or not second.text.islower():
            continue
        whole = joined(found, [None] * len(found), words, at) if first.text.islower() and second.text.isalpha() else None
        if whole is not None:
            yield at, Edit(Span(first.start, second.end), whole, "words-cut", _ACCENT)


@lru_cache(maxsize=20_000)
def _asked(read: str) -> Verdict | None:
    """Return what is meant by `read`; None where it is a word, may be one, or several words explain it."""
    if len(read) < _SHORTEST or not read.islower() or not (read[0] + read[-1]).isalpha() or sum(map(str.isdigit, read)) > 1:
        return None
    costs = lexicon().costs
    if read in costs:
        return None
    twins = lexicon().same_letters(read)
    if twins:
        return _accented(read, twins)
    if read in _forms() or _is_old(read) or _made(read):
        return None
    return _explained(read) or nearest(read)


def _explained(read: str) -> Verdict | None:
    options = choices(read)
    verdict = at_first(options) if len(options) > 1 else None
    if verdict is None or not verdict.choice.steps or verdict.confidence < _SURE or verdict.apart < _ALONE:
        return None
    known = lexicon().costs.get(verdict.choice.word, _COMMON) < _COMMON
    return verdict if known and verdict.cost <= _COST else None


def nearest(read: str) -> Verdict | None:
    """Return what is near to `read`, which the channel does not explain; None where it may be a word."""
    if not read.islower() or read in lexicon().costs or read in _forms() or _is_old(read) or _made(read):
        return None
    choice = near(read)
    return None if choice is None else Verdict(choice, _NEAR, 0.0, "words-near")


def _accented(read: str, twins: tuple[str, ...]) -> Verdict | None:
    """Return the word with its accents where all it lost are dots of an i taken for the accent: what readers of Portuguese do."""
    if len(twins) > 1 or not read.isascii():
        return None
    choice = Choice(twins[0], lost_accents(read, twins[0]), 0.0)
    return Verdict(choice, _ACCENT, 0.0, "words-accent") if all(step.printed == "í" for step in choice.steps) else None


def _is_old(read: str) -> bool:
    """Whether `read` is a word of today under an old spelling."""
    later, _ = modern(read)
    return later != read and bool(lexicon().same_letters(later))


def _made(read: str) -> bool:
    """Whether `read` is a word with a prefix, or the plural or diminutive of one."""
    costs = lexicon().costs
    if any(read.startswith(prefix) and read[len(prefix) :] in costs for prefix in _prefixes()):
        return True
    return any(read.endswith(ending) and read.removesuffix(ending) + base in costs for ending, base in _INFLECTED)


@lru_cache(maxsize=1)
def _prefixes() -> tuple[str, ...]:
    return tuple(record["prefix"] for record in records("prefixes"))


_INFLECTED: Final = (
    ("s", ""),
    ("es", ""),
    ("áveis", "ável"),
    ("íveis", "ível"),
    ("ável", "ar"),
    ("ível", "er"),
    ("ível", "ir"),
    ("amente", "o"),
    ("mente", ""),
    ("as", "o"),
    ("a", "o"),
    ("am", "ar"),
    ("em", "er"),
    ("em", "ir"),
    ("ados", "ar"),
    ("adas", "ar"),
    ("ada", "ar"),
    ("ado", "ar"),
    ("idos", "ir"),
    ("idas", "ir"),
    ("ida", "ir"),
    ("ido", "er"),
    ("ando", "ar"),
    ("endo", "er"),
    ("indo", "ir"),
    ("aram", "ar"),
    ("eram", "er"),
    ("iram", "ir"),
    ("aria", "ar"),
    ("eria", "er"),
    ("iria", "ir"),
    ("arem", "ar"),
    ("erem", "er"),
    ("irem", "ir"),
    ("ização", "izar"),
    ("ção", "r"),
    ("ções", "r"),
    ("dor", "r"),
    ("dores", "r"),
    ("dora", "r"),
    ("arão", "ar"),
    ("erão", "er"),
    ("irão", "ir"),
    ("ará", "ar"),
    ("erá", "er"),
    ("irá", "ir"),
)
"""Endings, and what stands for each in the word that the list holds."""


@RULES.register("strange_words")
def rules() -> tuple[Rule, ...]:
    """Return the rules of this module."""
    return (
        Rule(
            "words-near", "strange_words.py", "what is no word, by the one common word that is a letter or a pair of strokes away"
        ),
        Rule(
            "words-strange",
            "strange_words.py",
            "what is no word, on a page otherwise read well, by the one word that explains it",
        ),
    )
