"""Pages to learn from and pages to be judged on: clean text, typefaces and wear drawn by seeded dice."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING, Final

from pipeline.learn.recognize import LANGUAGES, remembered, require
from pipeline.learn.render import Print, Wear, compose, draw, wear
from pipeline.learn.typefaces import installed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEVELS: Final = ("light", "medium", "heavy")
SEED: Final = 1822
_WORDS: Final = 210
"""Words of a page, about."""
_LEARNING_TIMES: Final = 6
"""How often each stretch of text is printed: twice at each level of wear."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A page: what was printed, what was read, by which language's data, at which level of wear, in what type."""

    name: str
    truth: str
    raw: str
    language: str
    level: str
    typeface: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page before it is read: its lines as set, how, and how it is worn; `seed` is that of its own dice."""

    name: str
    lines: tuple[str, ...]
    setting: Print
    typeface: str
    level: str
    wear: Wear
    seed: str


def texts(*, held_out: bool) -> tuple[tuple[str, str], ...]:
    """Return our own clean texts by name: those the channel learns from, or those it never does."""
    folder = files("corpus").joinpath("training")
    if held_out:
        folder = folder.joinpath("held_out")
    found = sorted((each for each in folder.iterdir() if each.name.endswith(".txt")), key=lambda each: each.name)
    return tuple((each.name.removesuffix(".txt"), each.read_text("utf-8")) for each in found)


def stretches(text: str, *, words: int = _WORDS) -> tuple[str, ...]:
    """Return `text` cut between paragraphs into pages of about so many words."""
    pages: list[list[str]] = [[]]
    count = 0
    for paragraph in text.strip().split("\n\n"):
        if count >= words:
            pages.append([])
            count = 0
        pages[-1].append(paragraph)
        count += len(paragraph.split())
    if len(pages) > 1 and count < words // 3:
        tail = pages.pop()
        pages[-1] += tail
    return tuple("\n".join(page) for page in pages)


def worn(level: str, dice: Random) -> Wear:
    """Return how a page of this level of wear fares. Raises `ValueError` for a level that is not one of `LEVELS`."""
    if level not in LEVELS:
        raise ValueError(f"no such level of wear: {level}; there are {', '.join(LEVELS)}")
    grade = LEVELS.index(level)
    return Wear(
        dpi=(300, 200, dice.choice((150, 200)))[grade],
        blur=round(dice.uniform(*((0.3, 1.2), (0.8, 1.8), (1.2, 2.2))[grade]), 2),
        skew=round(dice.uniform(-0.4, 0.4) * (1 + grade) / 2, 2),
        noise=round(dice.uniform(*((0.0, 0.06), (0.04, 0.12), (0.08, 0.16))[grade]), 2),
        specks=dice.choice((0.0, 0.0, 0.0002)),
        bleed=dice.choice((0.0, 0.05, 0.1)) if grade else 0.0,
        shade=dice.choice((0.0, 0.1, 0.2)),
        spread=dice.choice((0, 0, 1)) if grade == 0 else 0,
        threshold=dice.choice((None, 130, 160)),
    )


def sheets(*, held_out: bool, seed: int = SEED, pages: int | None = None) -> Iterator[Sheet]:
    """Give the pages to be printed, at most `pages` of them, each with dice of its own.

    Text to learn from is printed at every level of wear; a held-out stretch once.
    """
    faces = installed()
    size = _WORDS // 2 if held_out else _WORDS
    parts = [(name, part) for name, text in texts(held_out=held_out) for part in stretches(text, words=size)]
    rounds = 1 if held_out else _LEARNING_TIMES
    plan = [(name, part, number, turn) for turn in range(rounds) for number, (name, part) in enumerate(parts)]
    for name, part, number, turn in plan[:pages]:
        mark = f"{seed} {'held out' if held_out else 'learn'} {number} {turn}"
        dice = Random(mark)  # noqa: S311  # wear, not a secret
        level = LEVELS[(number + turn) % len(LEVELS)]
        face, path = faces[dice.randrange(len(faces))]
        setting = Print(path, dice.choice((9.0, 10.0, 11.0, 12.0)), dice.choice((3.4, 5.2, 6.4)))
        how = worn(level, dice)
        yield Sheet(f"{name}-{number:02}-{level}", compose(part, setting), setting, face.name, level, how, mark)


def read_sheet(sheet: Sheet, *, language: str, cache: Path | None) -> Pair:
    """Print, wear and read one page."""
    dpi = sheet.wear.dpi
    image = wear(draw(sheet.lines, sheet.setting, dpi=dpi), sheet.wear, Random(sheet.seed))  # noqa: S311
    raw = remembered(image, language=language, dpi=dpi, cache=cache)
    return Pair(sheet.name, "\n".join(sheet.lines) + "\n", raw, language, sheet.level, sheet.typeface)


def pairs(*, held_out: bool, seed: int = SEED, pages: int | None = None, cache: Path | None = None) -> Iterator[Pair]:
    """Give each page read with `eng` and with `por`. Raises `ToolMissingError` before the first where a tool is missing."""
    require()
    for sheet in sheets(held_out=held_out, seed=seed, pages=pages):
        for language in LANGUAGES:
            yield read_sheet(sheet, language=language, cache=cache)
