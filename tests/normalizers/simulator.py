"""A reader that knows no accents, made for the tests: its shares are its own, not those of `channel.csv`."""

from __future__ import annotations

import random
import unicodedata
from typing import Final

_READ: Final = {
    "ã": "a 4 é & d i ä",
    "õ": "o d 6 é B f 0",
    "ç": "c g ¢ q s ¢c gc",
    "á": "a 4 é d A",
    "â": "a 4 é A",
    "à": "a & a",
    "ê": "é e & 6",
    "í": "i f l",
    "ó": "6 é o d 0",
    "ô": "6 o é d",
    "ú": "u ti t i a U l",
    "é": "é é é e",
    "ü": "u ii",
}
_STROKES: Final = (
    ("rn", "m"), ("m", "rn"), ("l", "1"), ("l", "I"), ("I", "l"), ("o", "0"), ("h", "b"), ("e", "c"), ("c", "e"),
    ("n", "u"), ("t", "l"), ("f", "t"), ("i", "l"), ("S", "5"), ("cl", "d"), ("nh", "rih"), ("li", "h"),
)  # fmt: skip


def misread(text: str, seed: int, *, strokes: float = 0.002, kept: float = 0.0) -> str:
    """Return `text` as a bad reader gives it: `kept` is the share of accents it knows, `strokes` of other slips."""
    chance = random.Random(seed)  # noqa: S311  a test wants the same numbers each time
    mix = {letter: _mix(chance, glyphs.split()) for letter, glyphs in _READ.items()}
    read, at = [], 0
    while at < len(text):
        letter = text[at]
        slips = [pair for pair in _STROKES if text.startswith(pair[0], at)] if chance.random() < strokes else []
        if letter.lower() in mix:
            read.append(letter if chance.random() < kept else _accent(chance, letter, mix))
            at += 1
        elif slips:
            slip = chance.choice(slips)
            read.append(slip[1])
            at += len(slip[0])
        else:
            read.append(letter)
            at += 1
    return "".join(read)


def _mix(chance: random.Random, glyphs: list[str]) -> tuple[list[str], list[float]]:
    chosen = [glyphs[0], *chance.sample(glyphs, chance.randint(1, min(3, len(glyphs))))]
    return chosen, [chance.random() ** 1.5 + 0.05 for _ in chosen]


def _accent(chance: random.Random, letter: str, mix: dict[str, tuple[list[str], list[float]]]) -> str:
    if letter.isupper():
        return unicodedata.normalize("NFD", letter)[0]
    glyphs, weights = mix[letter]
    return chance.choices(glyphs, weights)[0]
