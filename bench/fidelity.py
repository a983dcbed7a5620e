"""What a scan gives of acts, beside their text: headers, provisions, tables, of our own samples. `python -m bench.fidelity`.

Each sample is drawn as a PDF with its own lines, one column; that PDF is read by its text layer, and again
as a scan. The records of the text stand for gold.
"""

from __future__ import annotations

import sys
from contextlib import closing
from random import Random
from typing import TYPE_CHECKING, Final

import pypdfium2 as pdfium  # noqa: TID251  # draws what is measured
from rich.console import Console

from bench.measures import Row
from bench.pdf import Setting, facsimile
from bench.scans import SEED, scanned_pdf
from bench.show import table
from bench.texts import samples, text_of
from corpus.source import SourceDocument
from extractors.readers.scans.settings import Scanning
from pipeline.evaluate.outcomes import Verdict, figures
from pipeline.evaluate.scoring import score
from pipeline.learn.render import Wear, wear
from pipeline.reading import read_source
from pipeline.settings import Settings, cores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from corpus.records import JsonObject
    from pipeline.evaluate.outcomes import Outcome

TYPE_SIZE: Final = 11.0
"""Points of the type that the samples are set in, as a gazette of one column is."""

LONGEST: Final = 84
"""Characters of the longest line of a sample that fits the page so."""

WEARS: Final = {"clean, 300 dpi": Wear(), "noisy, 300 dpi": Wear(noise=0.08, specks=0.0002, blur=0.4)}


def texts() -> dict[str, str]:
    """Return the samples that are no damaged readings and whose lines fit a page of one column, by name."""
    found = {each.name: text_of(each) for each in samples() if not each.damaged}
    return {name: text for name, text in found.items() if max(map(len, text.splitlines())) <= LONGEST}


def scanned(content: bytes, how: Wear) -> bytes:
    """Return a PDF as a PDF of pictures of its pages, worn."""
    pictures = []
    with closing(pdfium.PdfDocument(content)) as document:
        for at in range(len(document)):
            with closing(document[at]) as page:
                image = page.render(scale=how.dpi / 72, grayscale=True).to_pil()
            pictures.append(wear(image, how, Random(f"{SEED} {at}")))  # noqa: S311  # wear, not a secret
    return scanned_pdf(pictures, dpi=how.dpi)


def records(name: str, content: bytes, scans: Scanning) -> list[JsonObject]:
    """Return the records of a source's acts."""
    settings = Settings(release="bench", scans=scans)
    return [{**each.fields, "source": name} for each in read_source(SourceDocument.of(content, path=name), settings).records]


def outcomes(make: Callable[[bytes], bytes], scans: Scanning) -> Iterator[Outcome]:
    """Tell how what is found in PDFs that `make` makes stands to what is found in the texts."""
    for name, text in texts().items():
        gold = records(name, text.encode(), scans)
        found = records(name, make(facsimile(text, Setting(1, TYPE_SIZE))), scans)
        yield from score(gold, found)


def fidelity(*, told: Callable[[Outcome], None] = lambda _: None) -> Iterator[Row]:
    """Tell by measure what is as from the text; `told` is given each outcome that is not."""
    scans = Scanning(engine="tesserocr", processes=cores())
    ways: list[tuple[str, Callable[[bytes], bytes]]] = [("PDF with text", lambda content: content)]
    ways += [(name, lambda content, how=how: scanned(content, how)) for name, how in WEARS.items()]  # type: ignore[misc]
    for name, make in ways:
        found = tuple(outcomes(make, scans))
        yield from _rows(name, found)
        for each in found:
            if each.verdict is not Verdict.RIGHT:
                told(each)


def _rows(name: str, found: Sequence[Outcome]) -> Iterator[Row]:
    headers = [each for each in found if each.measure.startswith("header.")]
    right = sum(each.verdict is Verdict.RIGHT for each in headers)
    yield Row("as from the text", name, 100 * right / len(headers), "%", f"{len(headers)} header fields")
    for each in figures(found):
        if not each.measure.startswith("header."):
            yield Row("as from the text", name, 100 * each.f1, "% F1", f"{each.gold} {each.measure}")


def _line(each: Outcome) -> None:
    sys.stderr.write(f"{each.source} {each.act} {each.measure} {each.key}: {each.verdict} {each.gold!r} {each.found!r}\n")


if __name__ == "__main__":
    Console(width=120).print(table(fidelity(told=_line)))
