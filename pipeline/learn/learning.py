"""From pages or pairs of files to the table: what `lavra learn-confusions` does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corpus.errors import KnowledgeError, SettingsError
from corpus.knowledge import records
from pipeline.atomic import check_writable
from pipeline.learn.align import align, word_pairs
from pipeline.learn.fit import Share, count, fit, widest, write
from pipeline.learn.recognize import LANGUAGES, engine
from pipeline.learn.simulate import pairs
from pipeline.reading import open_source
from pipeline.settings import MAX_BYTES
from pipeline.streams import output

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.learn.align import WordPair

PRIOR: Final = "channel_prior"
"""Table of glyphs that look alike, written by hand: what simulated pages are smoothed with."""
SHIPPED: Final = "channel"
"""The table that the repair goes by: what an archive's own pairs are smoothed with."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """How pages are made: seed of the dice, how many (None: all), folder that keeps readings (None: nothing kept)."""

    seed: int
    pages: int | None = None
    cache: str | None = None


def learn(paths: tuple[str, ...], *, out: str, simulation: Simulation | None) -> None:
    """Write the table to `out` and tell what it was made of.

    Raises `SettingsError` for paths that are no pairs or cannot be read or written, `ToolMissingError`
    where pages cannot be drawn or read.
    """
    if (simulation is not None) == bool(paths):
        raise SettingsError("name pairs of files (RAW TRUE ...), or ask for --simulate: one of the two")
    check_writable(out)
    rows = from_pages(simulation) if simulation is not None else from_files(paths)
    write(rows, out)
    output().write(f"{out}: {len(rows)} rows, {sum(row.times for row in rows)} sightings\n")


def from_files(paths: Sequence[str]) -> tuple[Share, ...]:
    """Return the table learnt from files in turn as read and as printed."""
    if len(paths) % 2:
        raise SettingsError(f"{paths[-1]}: a text as read must be followed by the one as printed")
    found = [pair for raw, truth in zip(paths[::2], paths[1::2], strict=True) for pair in word_pairs(_text(raw), _text(truth))]
    return fit(count(align(found)), prior=shares(SHIPPED))


def from_pages(simulation: Simulation) -> tuple[Share, ...]:
    """Return the table learnt from our own texts, printed, worn and read with the data of each language.

    A source was read by one reader, so each reader's shares are fitted apart, and of each the
    largest is kept; what one source's reader does is found from the source itself.
    """
    found: dict[str, list[WordPair]] = {language: [] for language in LANGUAGES}
    cache = None if simulation.cache is None else Path(simulation.cache)
    names = set()
    for page in pairs(held_out=False, seed=simulation.seed, pages=simulation.pages, cache=cache):
        found[page.language] += word_pairs(page.raw, page.truth)
        names.add(page.typeface)
    words = sum(map(len, found.values()))
    output().write(f"seed {simulation.seed}, tesseract {engine()}, {', '.join(sorted(names))}: {words} words read\n")
    return widest(fit(count(align(each)), prior=shares(PRIOR)) for each in found.values())


def shares(table: str) -> Mapping[tuple[str, str], float]:
    """Return a table's shares by printed and read. Raises `KnowledgeError` for one that is no share."""
    found = {(row["printed"], row["read"]): float(row["share"]) for row in records(table)}
    wrong: Iterable[tuple[str, str]] = (pair for pair, share in found.items() if not 0 < share < 1)
    for printed, read in wrong:
        raise KnowledgeError(f"{table}.csv: {printed!r} read {read!r}: the share must lie between 0 and 1")
    return found


def _text(path: str) -> str:
    from extractors.readers import read  # noqa: PLC0415  # loads the readers

    if not Path(path).is_file():
        raise SettingsError(f"{path}: {'this is no file' if Path(path).exists() else 'no such file'}")
    return read(open_source(path, max_bytes=MAX_BYTES)).raw
