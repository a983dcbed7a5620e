"""What is measured on: our own samples, and larger texts made of them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from extractors.readers.charset import decode

SEED: Final = 7
SLIPS: Final = (
    ("ção", "cdo"),
    ("ções", "cdes"),
    ("ã", "a"),
    ("á", "4"),
    ("é", "e"),
    ("rn", "m"),
    ("m", "rn"),
    ("li", "h"),
    ("º", "°"),
    ("I", "l"),
)
"""What the noise of the damaged text does: a few confusions of OCR, enough to keep the repair busy."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One of our sample sources; `transcript` is what was printed, where the text is a damaged reading of it."""

    name: str
    content: bytes
    transcript: str | None

    @property
    def damaged(self) -> bool:
        """Whether the sample is a damaged reading."""
        return self.transcript is not None


def samples() -> tuple[Sample, ...]:
    """Return our sample sources in the order of their names."""
    folder = files("corpus").joinpath("samples")
    transcripts = {each.name: each.read_text("utf-8") for each in folder.joinpath("transcripts").iterdir()}
    texts = sorted(folder.joinpath("sources").iterdir(), key=lambda each: each.name)
    return tuple(Sample(each.name, each.read_bytes(), transcripts.get(each.name)) for each in texts)


def text_of(sample: Sample) -> str:
    """Return a sample as text, in the character set that the reader of plain text tells."""
    return decode(sample.content).text


def issue(sources: tuple[Sample, ...], *, characters: int) -> str:
    """Return a text of about so many characters: acts of `sources` in turn, as in a gazette's issue."""
    parts: list[str] = []
    length = 0
    while length < characters:
        part = text_of(sources[len(parts) % len(sources)])
        parts.append(part)
        length += len(part)
    return "\n\n".join(parts)


def damage(text: str, *, share: float) -> str:
    """Return `text` with about `share` of its words misread, the same ones each time."""
    dice = random.Random(SEED)  # noqa: S311  # noise, not a secret
    return " ".join(_misread(word, dice) if dice.random() < share else word for word in text.split(" "))


def _misread(word: str, dice: random.Random) -> str:
    fitting = [slip for slip in SLIPS if slip[0] in word]
    return word.replace(*dice.choice(fitting), 1) if fitting else word
