"""How much of the damage of simulated pages the repair undoes: `python -m bench.pages`.

The pages are of text that the channel never learnt from. What Tesseract read on them is kept beside
the tests; `--fresh` draws and reads them anew (`--record` keeps that), `--seed` draws others. Of what
is left the nature is told; `--learning --show` lists it too, on pages of the texts the channel learnt
from, which are there to be looked at: those held out are not.
"""

from __future__ import annotations

import argparse
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import regex
from rapidfuzz.distance import Levenshtein
from rich.console import Console

from bench.measures import Row
from bench.mistakes import Mistake, mistakes
from bench.show import table
from pipeline.learn.recognize import LANGUAGES
from pipeline.learn.simulate import LEVELS, SEED, Pair, pairs
from pipeline.repair import cleaned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

RECORDED: Final = Path(__file__).parent.parent / "tests" / "pipeline" / "learn" / "recorded"
_HYPHEN: Final = regex.compile(r"[-\u00ad¬][ \t]*+\n\s*+")
_ALIKE: Final = str.maketrans(dict.fromkeys("“”„\"'’‘´`", "'") | dict.fromkeys("–—−", "-") | {"°": "º"})


@dataclass(frozen=True, slots=True)
class Score:
    """Wrong characters of one page before and after the repair, its printed characters, and what is left wrong."""

    page: Pair
    before: int
    after: int
    characters: int
    left: tuple[Mistake, ...] = ()


def recorded() -> Iterator[Pair]:
    """Give the recorded pages in the order of their names, each by each reader."""
    for path in sorted(RECORDED.glob("*.true.txt")):
        name = path.name.removesuffix(".true.txt")
        for language in LANGUAGES:
            raw = (RECORDED / f"{name}.{language}.txt").read_text("utf-8")
            yield Pair(name, path.read_text("utf-8"), raw, language, name.rpartition("-")[2], "")


def record(pages: Iterable[Pair]) -> Iterator[Pair]:
    """Keep the pages beside the tests, and pass them on."""
    RECORDED.mkdir(exist_ok=True)
    for page in pages:
        (RECORDED / f"{page.name}.true.txt").write_text(page.truth, "utf-8")
        (RECORDED / f"{page.name}.{page.language}.txt").write_text(page.raw, "utf-8")
        yield page


def score(page: Pair) -> Score:
    """Repair a page and count its wrong characters; white space, kinds of quotes and dashes, hyphens at line ends aside."""
    truth, raw, mended = (running(text) for text in (page.truth, page.raw, cleaned(page.raw)[0].value))
    before, after = (Levenshtein.distance(truth, text) for text in (raw, mended))
    return Score(page, before, after, len(truth), tuple(mistakes(truth, mended)))


def running(text: str) -> str:
    """Return `text` as one line, in the form in which it is compared."""
    return " ".join(_HYPHEN.sub("", unicodedata.normalize("NFC", text)).translate(_ALIKE).split())


def simulated() -> Iterator[Row]:
    """Measure the recorded pages."""
    yield from pages([score(page) for page in recorded()])


def pages(scores: Sequence[Score]) -> Iterator[Row]:
    """Tell, by reader and level of wear, the characters wrong before and after, what is undone, and pages made worse."""
    for language in LANGUAGES:
        for level in (*LEVELS, "all"):
            here = [each for each in scores if each.page.language == language and level in {each.page.level, "all"}]
            if here:
                yield from _rows(f"{language}, {level}", here)
        yield from _left(language, [each for each in scores if each.page.language == language])


def _left(language: str, scores: Sequence[Score]) -> Iterator[Row]:
    """Tell what is left wrong by its nature, the most characters first."""
    found = [mistake for each in scores for mistake in each.left]
    characters: Counter[str] = Counter()
    for mistake in found:
        characters[mistake.nature] += mistake.characters
    times = Counter(mistake.nature for mistake in found)
    for nature, count in characters.most_common():
        yield Row("left wrong", f"{language}, {nature}", count, "characters", f"{times[nature]} places")


def _rows(subject: str, scores: list[Score]) -> Iterator[Row]:
    before, after = sum(each.before for each in scores), sum(each.after for each in scores)
    size = sum(each.characters for each in scores)
    yield Row("characters wrong", f"{subject}, raw", 100 * before / size, "%", f"{len(scores)} pages")
    yield Row("characters wrong", f"{subject}, repaired", 100 * after / size, "%", f"{len(scores)} pages")
    yield Row("undone", subject, 100 * (1 - after / before) if before else 0.0, "%", f"{before} wrong characters")
    yield Row("made worse", subject, sum(each.after > each.before for each in scores), "pages", f"{len(scores)} pages")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--fresh", action="store_true", help="draw the pages and read them with Tesseract now")
    parser.add_argument("--record", action="store_true", help="the same, and keep what was read beside the tests")
    parser.add_argument("--learning", action="store_true", help="with --fresh: the pages the channel learns from")
    parser.add_argument("--show", action="store_true", help="with --learning: list what is left wrong")
    parser.add_argument("--cache", metavar="FOLDER", help="with --fresh: keep what Tesseract read there")
    parser.add_argument("--seed", type=int, default=SEED, help="with --fresh: wear the pages otherwise")
    asked = parser.parse_args()
    found = recorded()
    if asked.fresh or asked.record:
        found = pairs(held_out=not asked.learning, seed=asked.seed, cache=Path(asked.cache) if asked.cache else None)
    scores = [score(page) for page in (record(found) if asked.record else found)]
    console = Console(width=120)
    console.print(table(pages(scores)))
    if asked.show and asked.learning:
        for each in scores:
            for mistake in each.left:
                console.print(f"{each.page.name}.{each.page.language} {mistake.nature}: {mistake.around}", markup=False)


if __name__ == "__main__":
    main()
