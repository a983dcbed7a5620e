"""Scans made of texts, and what OCR makes of them: right characters, digits of tables, order, time. `python -m bench.scans`.

Beside it stand the bare `tesseract` command, and a bare loop of pypdfium2 and tesserocr, on the same pages.
"""

from __future__ import annotations

import subprocess
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Final

import numpy as np
import pypdfium2 as pdfium  # noqa: TID251  # measured beside it
import regex
from rapidfuzz.distance import Levenshtein
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from rich.console import Console

from bench.measures import Row
from bench.pdf import SIZES, Setting, reflowed, ruled
from bench.show import table
from bench.texts import samples, text_of
from extractors.readers.scans.parallel import reader_of, recognized_all
from extractors.readers.scans.rasters import Raster
from extractors.readers.scans.settings import Scanning
from pipeline.learn.render import Wear, wear
from pipeline.settings import cores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PIL import Image

SEED: Final = 1822
WORDS: Final = 280
"""Words of a page of prose."""

WEARS: Final = {
    "clean, 300 dpi": Wear(),
    "clean, 200 dpi": Wear(dpi=200),
    "clean, 150 dpi": Wear(dpi=150),
    "skewed by 1.4, 300 dpi": Wear(skew=1.4),
    "skewed by -3, 200 dpi": Wear(dpi=200, skew=-3.0),
    "noisy, 300 dpi": Wear(noise=0.14, specks=0.0004, blur=0.6),
    "noisy, 200 dpi": Wear(dpi=200, noise=0.1, specks=0.0004, blur=0.6),
    "two levels, 300 dpi": Wear(threshold=150, blur=0.5),
    "two levels, 200 dpi": Wear(dpi=200, threshold=150),
    "two levels, worn, 300 dpi": Wear(threshold=140, noise=0.2, specks=0.0006, blur=0.8, skew=-0.5),
    "uneven light, 300 dpi": Wear(shade=0.55, noise=0.04),
    "bleed-through, 300 dpi": Wear(bleed=0.25, noise=0.03),
}
"""How pages fare, from clean to worn."""

CELL: Final = regex.compile(r"\d[\d.,]*")
_BLANKS: Final = regex.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its name, the PDF it is drawn from, the words that stand on it in reading order."""

    name: str
    content: bytes = field(repr=False)
    truth: str = field(repr=False)

    def raster(self, how: Wear, *, seed: int = SEED) -> Raster:
        """Return the first page as a scan."""
        return Raster(np.asarray(self.picture(how, seed=seed), dtype=np.uint8), float(how.dpi))

    def picture(self, how: Wear, *, seed: int = SEED) -> Image.Image:
        """Return the first page as a picture that was worn."""
        with closing(pdfium.PdfDocument(self.content)) as document, closing(document[0]) as page:
            image = page.render(scale=how.dpi / 72, grayscale=True).to_pil()
        return wear(image, how, Random(f"{seed} {self.name}"))  # noqa: S311  # wear, not a secret


def prose(columns: int, *, words: int = WORDS) -> Sheet:
    """Return a page of paragraphs of our own samples, with a head over all columns."""
    taken: list[str] = []
    for paragraph in _paragraphs():
        if sum(len(each.split()) for each in taken) >= words:
            break
        taken.append(paragraph)
    head = "DIÁRIO OFICIAL DO ESTADO    ANO LXXIV    TERÇA-FEIRA, 3 DE MAIO DE 1966    NÚMERO 21.987"
    content = reflowed(taken, Setting(columns, SIZES[columns], head=head))
    return Sheet(f"{columns} column{'s' if columns > 1 else ''}", content, "\n".join((head, *taken)))


def _paragraphs() -> list[str]:
    """Return paragraphs of prose: lines of our samples that are long enough to be broken."""
    lines = (line.strip() for each in samples() if not each.damaged for line in text_of(each).splitlines())
    return [line for line in lines if len(line.split()) >= 5]  # noqa: PLR2004  # shorter ones are cells and names


def budget(*, rows: int = 26, with_rules: bool = True) -> Sheet:
    """Return a page with a table of amounts, with rules or without."""
    dice = Random(SEED)  # noqa: S311
    cells = [["Código", "Especificação", "Dotação", "Empenhado", "Saldo"]]
    names = ("Pessoal civil", "Material de consumo", "Serviços de terceiros", "Obras e instalações", "Encargos diversos")
    for at in range(rows):
        spent, granted = dice.randrange(10_000, 9_000_000), dice.randrange(9_000_000, 90_000_000)
        amounts = [f"{each / 100:,.2f}".translate(str.maketrans(",.", ".,")) for each in (granted, spent, granted - spent)]
        cells.append([f"3.1.{at // 9}.{at % 9}.{dice.randrange(10, 99)}", names[at % len(names)], *amounts])
    above, below = "Quadro demonstrativo da despesa por elementos", "Secretaria da Fazenda, 31 de dezembro de 1972"
    truth = "\n".join([above, *(" ".join(row) for row in cells), below])
    if with_rules:
        return Sheet("ruled table", ruled(cells, above=above, below=below), truth)
    return Sheet("table without rules", _unruled(cells, above=above, below=below), truth)


def _unruled(cells: Sequence[Sequence[str]], *, above: str, below: str) -> bytes:
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=1)
    canvas.setFont("Times-Roman", 9)
    canvas.drawString(60, 770, above)
    for down, row in enumerate(cells):
        y = 740 - 14 * down
        canvas.drawString(60, y, row[0])
        canvas.drawString(125, y, row[1])
        for across, amount in enumerate(row[2:]):
            canvas.drawRightString(340 + 95 * across, y, amount)
    canvas.drawString(60, 720 - 14 * len(cells), below)
    canvas.save()
    return made.getvalue()


def scanned_pdf(pictures: Sequence[Image.Image], *, dpi: int) -> bytes:
    """Return a PDF that shows pictures and nothing else."""
    made = BytesIO()
    canvas = Canvas(made, invariant=1)
    for each in pictures:
        size = each.width * 72 / dpi, each.height * 72 / dpi
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(each), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


# --- figures


def joined(text: str) -> str:
    """Return a text as it is compared: without blanks, hyphens at the ends of lines and the bars of tables."""
    whole = regex.sub(r"(?<=\p{L})-\s*\n\s*(?=\p{Ll})", "", text)
    return _BLANKS.sub("", whole.replace("|", ""))


def wrong(text: str, truth: str) -> float:
    """Return the share of the truth's characters that are wrong."""
    want = joined(truth)
    return Levenshtein.distance(joined(text), want) / len(want)


def amounts_kept(text: str, truth: str) -> float:
    """Return the share of the truth's digits that stand in numbers that were read whole."""
    want, got = Counter(CELL.findall(truth)), Counter(CELL.findall(text))
    digits = {number: sum(map(str.isdigit, number)) for number in want}
    return sum(min(count, got[number]) * digits[number] for number, count in want.items()) / sum(
        count * digits[number] for number, count in want.items()
    )


def digits_kept(text: str, truth: str) -> float:
    """Return the share of the truth's digits that are found in the text, in their order."""
    want, got = ("".join(filter(str.isdigit, each)) for each in (truth, text))
    return 1 - Levenshtein.distance(got, want) / len(want)


def in_order(text: str, truth: str, *, words: int = 3) -> float:
    """Return the share of places where what follows in the truth follows in the text: runs of words, found by their letters."""
    want = regex.findall(r"\w{4,}", truth)
    found = joined(text)
    places = [found.find("".join(want[at : at + words])) for at in range(0, len(want) - words, words)]
    known = [place for place in places if place >= 0]
    return sum(one < two for one, two in pairwise(known)) / max(1, len(known) - 1)


def read_by_us(sheets: Sequence[Raster], settings: Scanning) -> list[str]:
    """Return the texts of pages as the reader makes them."""
    return [getattr(each, "text", "") for each in recognized_all(sheets, settings=settings)]


def read_by_command(pictures: Sequence[Image.Image], dpi: Sequence[int], *, jobs: int = 1) -> tuple[list[str], float]:
    """Return what the bare command reads, and its wall seconds, so many processes at once."""
    with TemporaryDirectory() as folder:
        paths = []
        for number, each in enumerate(pictures):
            paths.append(Path(folder) / f"{number:03}.png")
            each.save(paths[-1])
        start = perf_counter()
        calls: list[subprocess.Popen[bytes]] = []
        for path, dots in zip(paths, dpi, strict=True):
            while sum(call.poll() is None for call in calls) >= jobs:
                next(call for call in calls if call.poll() is None).wait()
            command = ["tesseract", str(path), str(path.with_suffix("")), "-l", "por", "--dpi", str(dots), "txt", "tsv"]
            environment = {"OMP_THREAD_LIMIT": "1", "PATH": "/usr/local/bin:/usr/bin:/bin"}
            calls.append(subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL))
        for call in calls:
            call.wait()
        seconds = perf_counter() - start
        return [path.with_suffix(".txt").read_text("utf-8") for path in paths], seconds


def scans() -> Iterator[Row]:
    """Tell figures by level of wear, beside those of the bare command, then the time."""
    settings = Scanning(processes=cores())
    sheets = (prose(1), prose(2), prose(3), budget(), budget(with_rules=False))
    for name, how in WEARS.items():
        pictures = [sheet.picture(how) for sheet in sheets]
        ours = read_by_us([Raster(np.asarray(each, dtype=np.uint8), float(how.dpi)) for each in pictures], settings)
        bare, _ = read_by_command(pictures, [how.dpi] * len(pictures), jobs=cores())
        yield from _figures(name, "scan read", sheets, ours)
        yield from _figures(name, "bare tesseract", sheets, bare)
    yield from times()


def _figures(name: str, who: str, sheets: Sequence[Sheet], texts: Sequence[str]) -> Iterator[Row]:
    text = [(each, sheet.truth) for each, sheet in zip(texts, sheets, strict=True) if "table" not in sheet.name]
    tables = [(each, sheet.truth) for each, sheet in zip(texts, sheets, strict=True) if "table" in sheet.name]
    yield Row(who, name, 100 * sum(wrong(*each) for each in text) / len(text), "% characters wrong", "prose")
    yield Row(who, name, 100 * sum(in_order(*each) for each in text) / len(text), "% in order", "prose")
    yield Row(who, name, 100 * sum(digits_kept(*each) for each in tables) / len(tables), "% digits in order", "tables")
    yield Row(who, name, 100 * sum(amounts_kept(*each) for each in tables) / len(tables), "% in whole numbers", "tables")


def times(*, copies: int = 2) -> Iterator[Row]:
    """Tell wall time beside the bare command, and beside a bare loop with the library where it is installed."""
    sheets = [prose(1), prose(2), prose(3), budget()] * copies
    pictures = [sheet.picture(Wear(noise=0.02), seed=at) for at, sheet in enumerate(sheets)]
    rasters = [Raster(np.asarray(each, dtype=np.uint8), 300.0) for each in pictures]
    for jobs in dict.fromkeys((1, cores())):
        ours = _seconds(lambda jobs=jobs: read_by_us(rasters, Scanning(processes=jobs)))  # type: ignore[misc]
        _, bare = read_by_command(pictures, [300] * len(pictures), jobs=jobs)
        yield Row("scan read", f"{jobs} at once", ours / len(pictures), "s a page")
        yield Row("scan read", f"{jobs} at once", ours / bare, "x", "bare tesseract")
    yield from _fast(pictures)


def _fast(pictures: Sequence[Image.Image]) -> Iterator[Row]:
    try:
        import tesserocr  # noqa: PLC0415, TID251
    except ImportError:
        return
    from extractors.readers.pdf_text import read_pdf  # noqa: PLC0415
    from extractors.readers.scans.engines.by_library import data_folders  # noqa: PLC0415

    content = scanned_pdf(pictures, dpi=300)
    settings = Scanning(engine="tesserocr")
    reader_of(settings)

    def bare() -> None:
        with closing(pdfium.PdfDocument(content)) as document, tesserocr.PyTessBaseAPI(path=data_folders()[0], lang="por") as api:
            for at in range(len(document)):
                with closing(document[at]) as page:
                    api.SetImage(page.render(scale=300 / 72, grayscale=True).to_pil())
                    api.GetUTF8Text()
                    api.GetTSVText(0)

    from corpus.source import SourceDocument  # noqa: PLC0415

    theirs = _seconds(bare)
    ours = _seconds(lambda: read_pdf(SourceDocument.of(content, path="scan.pdf"), settings))
    yield Row("scan read", "PDF, tesserocr", ours / len(pictures), "s a page")
    yield Row("scan read", "PDF, tesserocr", ours / theirs, "x", "bare pypdfium2 and tesserocr")


def _seconds(call: Callable[[], object]) -> float:
    start = perf_counter()
    call()
    return perf_counter() - start


if __name__ == "__main__":
    Console(width=120).print(table(scans()))
