"""Raw and true text laid side by side: which letters were printed, which glyphs were read for them.

Words are paired first. Within a pair the cut into stretches (one or two printed letters, one to three
glyphs) is the cheapest under costs that are learnt from the very pairs, in a few rounds, from a
first guess that knows only that a letter without its accent is still much the same letter.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

import regex
from rapidfuzz.distance import Levenshtein

from normalizers.channel import settled
from normalizers.lexicon import FOLD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_HYPHEN: Final = regex.compile(r"(?<=\p{L})[-¬\u00ad][ \t]*+\n\s*+(?=\S)")
_MARGINS: Final = " .,;:!?()\"'“”‘’«»—–-_*~`"
_LETTERS: Final = regex.compile(r"[\p{Lu}\p{Ll}]++")
_GAP: Final = 0.6
"""What a word without a partner costs, where two words with nothing in common cost 1."""
_KIN: Final = 0.5
"""Distance up to which two words are taken for the same, as a share of the longer one."""
_ROUNDS: Final = 4
_TRUST: Final = 6.0
"""How many sightings the first guess of a share is worth."""
_SHAPES: Final = (((1, 1), 0.0), ((1, 2), 1.0), ((2, 1), 2.5), ((1, 3), 2.0))
"""Letters printed and glyphs read of one stretch, and what the shape costs in nats: else long ones would eat their neighbours."""
_VOWELS: Final = frozenset("aeiouáàâãéêíóôõúü")
_CONSONANTS: Final = frozenset("bcçfghjklmnpqrstvwxyz")
_STRANGE: Final = 2.0
"""Nats by which a vowel for a consonant is dearer at first (d stands for many a vowel)."""


class WordPair(NamedTuple):
    """A printed word, in small letters but for a capital I at its head, and the glyphs read for it."""

    printed: str
    read: str


class Stretch(NamedTuple):
    """Letters printed and the glyphs read for them."""

    printed: str
    read: str


class Aligned(NamedTuple):
    """A word pair cut into stretches, and how often it was seen."""

    stretches: tuple[Stretch, ...]
    times: int


def running(text: str) -> list[str]:
    """Return the words of `text`, parted by white space, those hyphenated over a line end made whole."""
    return _HYPHEN.sub("", unicodedata.normalize("NFC", text).replace("\r\n", "\n")).split()


def word_pairs(raw: str, truth: str) -> Iterator[WordPair]:
    """Give each printed word of letters beside what was read for it; those without a likely partner are left out.

    >>> list(word_pairs("a Comissdo aprovou", "A Comissão aprovou,"))
    [WordPair(printed='a', read='a'), WordPair(printed='comissão', read='comissdo'), WordPair(printed='aprovou', read='aprovou')]
    """
    for token, true_token in _tokens(running(raw), running(truth)):
        read, printed = token.strip(_MARGINS), true_token.strip(_MARGINS)
        parts = [*zip(read.split("-"), printed.split("-"), strict=False)]
        if read.count("-") != printed.count("-"):
            continue
        for part, true in parts:
            if part and _LETTERS.fullmatch(true) and (true.islower() or true.isupper() or true[1:].islower()):
                yield WordPair(_small(true, part), settled(part))


def _small(word: str, read: str) -> str:
    """Return the word in small letters, but for a capital I at the head of small ones that was read as something else."""
    return "I" + word[1:] if word[0] == "I" != read[0] and word[1:].islower() else word.lower()


def _tokens(raw: Sequence[str], truth: Sequence[str]) -> Iterator[tuple[str, str]]:
    for step in Levenshtein.opcodes(raw, truth):
        mine, theirs = raw[step.src_start : step.src_end], truth[step.dest_start : step.dest_end]
        if step.tag == "equal":
            yield from zip(mine, theirs, strict=True)
        elif step.tag == "replace":
            yield from _partners(mine, theirs)


def _partners(raw: Sequence[str], truth: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give the likeliest partners of two runs of words, in order (the least total distance)."""
    best: list[list[float]] = [[_GAP * column for column in range(len(truth) + 1)]]
    for row, mine in enumerate(raw, start=1):
        best.append([_GAP * row])
        for column, theirs in enumerate(truth, start=1):
            paired = best[row - 1][column - 1] + _distance(mine, theirs)
            best[row].append(min(paired, best[row - 1][column] + _GAP, best[row][column - 1] + _GAP))
    found = []
    row, column = len(raw), len(truth)
    while row and column:
        distance = _distance(raw[row - 1], truth[column - 1])
        if math.isclose(best[row][column], best[row - 1][column - 1] + distance):
            row, column = row - 1, column - 1
            if distance <= _KIN:
                found.append((raw[row], truth[column]))
        elif math.isclose(best[row][column], best[row - 1][column] + _GAP):
            row -= 1
        else:
            column -= 1
    yield from reversed(found)


def _distance(read: str, printed: str) -> float:
    return Levenshtein.normalized_distance(read.translate(FOLD).lower(), printed.translate(FOLD).lower())


def align(pairs: Iterable[WordPair]) -> tuple[Aligned, ...]:
    """Return the pairs cut into stretches, like ones together; a pair that no cut explains is left out."""
    times = Counter(pairs)
    costs: Mapping[Stretch, float] = {}
    found: tuple[Aligned, ...] = ()
    for _ in range(_ROUNDS):
        cuts = ((_cut(pair, costs), count) for pair, count in times.items())
        found = tuple(Aligned(stretches, count) for stretches, count in cuts if stretches)
        costs = _costs(found)
    return found


def _costs(found: Iterable[Aligned]) -> Mapping[Stretch, float]:
    """Return what each stretch costs, in nats, after what was found; the first guess counts as some sightings."""
    seen: Counter[Stretch] = Counter()
    printed: Counter[str] = Counter()
    for stretches, times in found:
        for stretch in stretches:
            seen[stretch] += times
            printed[stretch.printed] += times
    return {
        stretch: -math.log((count + _TRUST * math.exp(-_guess(*stretch))) / (printed[stretch.printed] + _TRUST))
        for stretch, count in seen.items()
    }


def _guess(printed: str, read: str) -> float:
    """Return a first cost in nats: a letter is likelier read as itself, without its accent, as one glyph."""
    if printed == read:
        return 0.05
    if printed == read.lower() or printed.translate(FOLD) == read.translate(FOLD):
        return 1.0
    if printed.translate(FOLD) in read.translate(FOLD) or read.translate(FOLD) in printed.translate(FOLD):
        return 3.0 + len(read) + _strange(printed, read)
    return 2.0 + 1.5 * (len(printed) + len(read) - 1) + _strange(printed, read)


def _strange(printed: str, read: str) -> float:
    vowel = any(glyph in _VOWELS for glyph in read)
    consonant = any(glyph in _CONSONANTS for glyph in read)
    return _STRANGE if (printed in _CONSONANTS and vowel) or (printed in _VOWELS and consonant) else 0.0


_Path = tuple["_Path | None", Stretch]


def _cut(pair: WordPair, costs: Mapping[Stretch, float]) -> tuple[Stretch, ...]:
    """Return the cheapest cut of the pair; empty where it has none."""
    printed, read = pair
    if printed == read:
        return tuple(map(Stretch, printed, read))
    best: dict[tuple[int, int], tuple[float, _Path | None]] = {(0, 0): (0.0, None)}
    for row in range(len(printed)):
        for column in range(len(read)):
            here = best.get((row, column))
            if here is None:
                continue
            for (tall, wide), shape in _SHAPES:
                stretch = Stretch(printed[row : row + tall], read[column : column + wide])
                if len(stretch.printed) < tall or len(stretch.read) < wide:
                    continue
                there = (row + tall, column + wide)
                cost = here[0] + shape + costs.get(stretch, _guess(*stretch))
                if there not in best or cost < best[there][0]:
                    best[there] = (cost, (here[1], stretch))
    return _walked(best.get((len(printed), len(read)), (0.0, None))[1])


def _walked(path: _Path | None) -> tuple[Stretch, ...]:
    found = []
    while path is not None:
        path, stretch = path
        found.append(stretch)
    return tuple(reversed(found))
