"""The words of Portuguese and how common they are: wordfreq's forms with our own tables on top.

wordfreq lists what people type, so `nao`, `publico` and `saude` are in it. A form whose twin (the
same letters, other accents) is `_DOMINANT` times commoner is taken for such a slip and left out;
where both are real words (secretaria, secretária) both stay, and neighbours decide.

Costs are nats: minus the logarithm of the share of running words.
"""

from __future__ import annotations

import gc
import math
from bisect import bisect_left
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex
import wordfreq

from corpus.knowledge import records, rows, string, strings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FOLD: Final = str.maketrans("áàâãäéèêëíïóòôõöúùüçñÁÀÂÃÉÊÍÓÔÕÚÜÇ", "aaaaaeeeeiiooooouuucnAAAAEEIOOOUUC")
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzáàâãéêíóôõúüç")
_DOMINANT: Final = 12.0
"""How many times commoner a twin must be for a form to count as a typing slip."""
_EUROPEAN: Final = regex.compile(r"[éó](?=[mn][aeiouáéíóú])")
_BRAZILIAN: Final = str.maketrans("éó", "êô")
_CITY: Final = math.log(5e6)
_WORDS: Final = regex.compile(r"[^\W\d_]{3,}+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words in lower case with their costs, and ways to find them.

    `costs` maps a word to its cost in nats; `twins` maps folded letters to the words written with
    them, commonest first; `ordered` is all words in code-point order, `ahead` what they begin with,
    up to `SHORT` letters (the empty beginning among them), each with the letters that may come next;
    `endings` are their last `ENDING` letters.
    """

    costs: Mapping[str, float]
    twins: Mapping[str, tuple[str, ...]]
    ordered: tuple[str, ...]
    ahead: Mapping[str, str]
    endings: frozenset[str]

    @classmethod
    def of(cls, costs: Mapping[str, float], twins: Mapping[str, tuple[str, ...]] | None = None) -> Lexicon:
        """Return the lexicon of the words of `costs`."""
        ordered = tuple(sorted(costs))
        return cls(costs, twins or {}, ordered, _ahead(ordered), frozenset([word[-ENDING:] for word in ordered]))

    def same_letters(self, word: str) -> tuple[str, ...]:
        """Return the words that differ from `word` (lower case) in accents only, commonest first."""
        folded = word if word.isascii() else word.translate(FOLD)
        found = self.twins.get(folded)
        if found is None:
            return (folded,) if folded in self.costs else ()
        return found

    def begins(self, prefix: str) -> bool:
        """Whether some word begins with `prefix`."""
        if len(prefix) <= SHORT:
            return prefix in self.ahead
        at = bisect_left(self.ordered, prefix)
        return at < len(self.ordered) and self.ordered[at].startswith(prefix)


ENDING: Final = 3
SHORT: Final = 6
"""Beginnings up to this length are kept in a map; longer ones are looked up in the ordered words."""


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon, built on first use and kept for the life of the process."""
    with _kept_for_good():
        return _built()


@contextmanager
def _kept_for_good() -> Iterator[None]:
    """Keep the collector of cycles from what is built within: it would walk a million objects, over and over, to find none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if enabled:
            gc.enable()


def _built() -> Lexicon:
    shares = {
        word: share
        for word, share in wordfreq.get_frequency_dict("pt", wordlist="large").items()
        if word[0] != "ç" and _LETTERS.issuperset(word)
    }
    _dull_european(shares)
    _add_domain(shares)
    twins = _without_slips(shares)
    return Lexicon.of({word: -math.log(share) for word, share in shares.items()}, twins)


def _ahead(ordered: Iterable[str]) -> dict[str, str]:
    """Return the beginnings of sorted words with the letters after each."""
    ahead = {"": ""}
    for word in ordered:
        head = word[:SHORT]
        known = len(head)
        while head[:known] not in ahead:
            known -= 1
        letters, letter = ahead[head[:known]], word[known : known + 1]
        if not letters.endswith(letter):
            ahead[head[:known]] = letters + letter
        for at in range(known + 1, len(head) + 1):
            ahead[head[:at]] = word[at : at + 1]
    return ahead


def _dull_european(shares: dict[str, float]) -> None:
    """Make the forms of Portugal (acção, facto) seldomer where the form without the mute letter is commoner."""
    for mute, sounded in (("cç", "ç"), ("pç", "ç"), ("ct", "t"), ("pt", "t")):
        for word in [word for word in shares if mute in word]:
            if shares.get(word.replace(mute, sounded), 0.0) > shares[word]:
                shares[word] *= _EUROPEAN_SHARE


_EUROPEAN_SHARE: Final = 0.03


def _add_domain(shares: dict[str, float]) -> None:
    """Raise the words of our own tables to at least the share their row tells (per million words)."""
    for row in rows("domain_words"):
        share = float(string(row, "per_million")) / 1e6
        for word in " ".join(strings(row, "words")).split():
            shares[word] = max(shares.get(word, 0.0), share)
    for record in records("municipalities"):
        for word in _WORDS.findall(record["name"].lower()):
            shares[word] = max(shares.get(word, 0.0), 2e-7)


def _without_slips(shares: dict[str, float]) -> dict[str, tuple[str, ...]]:
    """Take typing slips and European twins out of `shares`; return the words by folded letters where two remain."""
    words = list(shares)
    folded = "\n".join(words).translate(FOLD).split("\n")
    groups: dict[str, list[str]] = {}
    for word, plain in zip(words, folded, strict=True):
        if word != plain:
            groups.setdefault(plain, []).append(word)
    for plain, group in groups.items():
        if plain in shares:
            group.append(plain)
    return {plain: _real_twins(group, shares) for plain, group in groups.items()}


def _real_twins(group: list[str], shares: dict[str, float]) -> tuple[str, ...]:
    if len(group) == 1:
        return (group[0],)
    group.sort(key=lambda word: (-shares[word], word))
    best = shares[group[0]]
    members = frozenset(group)
    kept = []
    for word in group:
        brazilian = _EUROPEAN.sub(lambda found: found[0].translate(_BRAZILIAN), word)
        european = brazilian != word and brazilian in members
        if european or (word != group[0] and best >= _DOMINANT * shares[word] and word not in _real()):
            continue
        kept.append(word)
    for word in members.difference(kept):
        del shares[word]
    return tuple(kept)


@lru_cache(maxsize=1)
def _real() -> frozenset[str]:
    """Words that stay although a twin is far commoner, because context can tell them apart."""
    return frozenset(word for row in rows("context_words") for word in strings(row, "forms"))


def shared(words: Iterable[str]) -> frozenset[str]:
    """Return those of `words` (lower case) that are in the lexicon."""
    costs = lexicon().costs
    return frozenset(word for word in words if word in costs)
