"""No text, however made, takes more than a bounded time for each of its characters, and none takes it for ever."""

from __future__ import annotations

import gc
import sys
from itertools import cycle, islice
from time import process_time
from typing import TYPE_CHECKING, Final

import pytest
import regex

from bench.floor import floor_seconds
from corpus.source import SourceDocument
from extractors.acts import find_acts
from pipeline.reading import Failure, attempt, read_source
from pipeline.repair import repair
from pipeline.settings import Settings
from tests.pipeline.hostile_texts import PLACES, UNITS, hostile

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.reading import Reading

TIMES: Final = 4
MOST_GROWTH: Final = 6.0
"""How much more four times the text may take: linear work takes 4, quadratic 16."""
MOST_FLOORS: Final = 1500
"""Passes of the floor's thirty patterns that any text may take; a usual one takes some tens, and lists of mentions hundreds."""
LEAST: Final = 0.3
"""Seconds under which growth is not told from noise."""
SMALL, LARGE, LONGEST_LINE = 1_500, 12_500, 1_000_000

ONCE: Final = tuple(zip(cycle(PLACES), UNITS, strict=False))
"""Every unit once, the places in turn."""
AGAIN: Final = tuple(zip(islice(cycle(PLACES), len(PLACES) // 2, None), UNITS, strict=False))
"""Every unit in another place, for the long tests."""


def whole(text: str) -> None:
    """Do to a text what is done to a document's."""
    repaired, _ = repair(text)
    find_acts(repaired)


def calls(work: Callable[[], None]) -> int:
    """Count the calls that `work` makes, of Python's functions and of C's: the same on every machine."""
    count = 0

    def told(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(told)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def seconds(text: str) -> float:
    """Return the processor's seconds, without those of the collector of garbage, which grow with all that is alive."""
    gc.disable()
    try:
        start = process_time()
        whole(text)
        return process_time() - start
    finally:
        gc.enable()


@pytest.mark.parametrize(("place", "unit"), ONCE)
def test_the_work_grows_as_the_text_does(place: str, unit: str) -> None:
    small, large = hostile(place, unit, SMALL), hostile(place, unit, SMALL * TIMES)
    for text in (small, large):
        whole(text)  # tables are loaded, words are looked up
    few, many = calls(lambda: whole(small)), calls(lambda: whole(large))
    assert many < MOST_GROWTH * few + 10_000


def test_quadratic_work_would_be_seen() -> None:
    def compared(size: int) -> None:
        for at in range(size):
            for _ in range(at):
                abs(at)

    assert calls(lambda: compared(800)) > MOST_GROWTH * calls(lambda: compared(200)) + 10_000


@pytest.mark.soak
@pytest.mark.parametrize(("place", "unit"), AGAIN)
def test_the_time_grows_as_the_text_does(place: str, unit: str) -> None:
    small, large = hostile(place, unit, LARGE), hostile(place, unit, LARGE * TIMES)
    seconds(small[:1000])
    least = min(seconds(small) for _ in range(2))
    most = min(seconds(large) for _ in range(2))
    assert most < max(LEAST, MOST_GROWTH * least)
    assert most < max(LEAST, MOST_FLOORS * floor_seconds(large, passes=1))


@pytest.mark.soak
@pytest.mark.parametrize("unit", [unit for unit in UNITS if "\n" not in unit and "\f" not in unit])
def test_a_line_of_a_million_characters(unit: str) -> None:
    text = hostile("body", unit, LONGEST_LINE)
    assert seconds(text) < MOST_FLOORS * floor_seconds(text, passes=1)


def test_a_pattern_that_runs_away_is_stopped_by_the_deadline() -> None:
    """The clock rings within a search too: no pattern is beyond the document's time."""
    runs_away = regex.compile(r"^(?:a|aa|aaa|[ab]a)+$")

    def read(source: SourceDocument, settings: Settings) -> Reading:
        runs_away.match("a" * 200 + "!")
        return read_source(source, settings)

    result = attempt(read, SourceDocument.of(b"a", path="a.txt"), Settings(release="1", seconds=0.2)).result
    assert isinstance(result, Failure)
    assert result.code == "UnreadableDocumentError"
    assert "--timeout" in result.message


def test_a_pattern_that_passes_its_own_time_sets_the_document_aside() -> None:
    def read(_source: SourceDocument, _settings: Settings) -> Reading:
        raise TimeoutError("regex timed out")

    result = attempt(read, SourceDocument.of(b"a", path="a.txt"), Settings(release="1")).result
    assert isinstance(result, Failure)
    assert result.code == "UnreadableDocumentError"
    assert result.exit_code == 6
