"""PDFs made of texts, in one to three columns, plain and ruled; and how long their reading takes: `python -m bench.pdf`.

They are shared with the tests. Text is set in DejaVu, embedded, where the system has it (Debian's
fonts-dejavu-core), else in a built-in font.
"""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Final

import pdfplumber  # noqa: TID251  # measured beside it
import pypdfium2 as pdfium  # noqa: TID251  # measured beside it
import regex
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from rich.console import Console

from bench.measures import Row
from bench.printing import table
from bench.texts import samples, text_of
from corpus.source import SourceDocument
from extractors.readers.pdf_text import read_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

DEJAVU: Final = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
MARGIN: Final = 40.0
GUTTER: Final = 16.0
LEADING: Final = 1.25
"""Distance from line to line, in font sizes."""

_SYLLABLE: Final = regex.compile(r"(?<=[aeiou])(?=[bcdfgjlmnpqrstvz][aeiouáéíóúãõâêô])")


@lru_cache(maxsize=1)
def font() -> str:
    """Return the name of the font, made known to reportlab."""
    if not DEJAVU.exists():
        return "Times-Roman"
    pdfmetrics.registerFont(TTFont("DejaVu", str(DEJAVU)))
    return "DejaVu"


def width_of(text: str, size: float) -> float:
    """Return the points that `text` takes."""
    return float(pdfmetrics.stringWidth(text, font(), size))


@dataclass(frozen=True, slots=True)
class Setting:
    """How text is set: columns, font size (None: so that the longest line fits), and a head over all columns."""

    columns: int = 1
    size: float | None = None
    head: str | None = None
    justified: bool = True
    by_rows: bool = False
    """Whether the file draws the lines across the page and not column by column."""

    @property
    def width(self) -> float:
        """Points of a column."""
        return float((A4[0] - 2 * MARGIN - (self.columns - 1) * GUTTER) / self.columns)

    def left(self, column: int) -> float:
        """Return where a column begins."""
        return MARGIN + column * (self.width + GUTTER)


def facsimile(text: str, setting: Setting) -> bytes:
    """Return a PDF of a text with its own lines."""
    lines = [line.expandtabs(4) for line in text.removeprefix("\ufeff").splitlines()]
    return _drawn(lines, setting, justified=frozenset())


def reflowed(paragraphs: Sequence[str], setting: Setting) -> bytes:
    """Return a PDF of paragraphs, broken to the width of a column, with words cut by hyphens; a blank line after each."""
    lines: list[str] = []
    full: set[int] = set()
    for paragraph in paragraphs:
        broken = list(_broken(paragraph, setting.width, setting.size or 9.0))
        full |= set(range(len(lines), len(lines) + len(broken) - 1))
        lines += [*broken, ""]
    return _drawn(lines, setting, justified=frozenset(full if setting.justified else ()))


def _broken(paragraph: str, width: float, size: float) -> Iterator[str]:
    line = ""
    for word in paragraph.split():
        longer = f"{line} {word}" if line else word
        if width_of(longer, size) <= width:
            line = longer
            continue
        head, tail = _cut(line, word, width, size)
        yield f"{line} {head}".strip() if head else line
        line = tail
    if line:
        yield line


def _cut(line: str, word: str, width: float, size: float) -> tuple[str, str]:
    """Return what of a word fits into a line, with a hyphen, and the rest."""
    if word.isalpha() and word.islower():
        for match in reversed(list(_SYLLABLE.finditer(word))):
            head = f"{word[: match.start()]}-"
            if match.start() > 1 and width_of(f"{line} {head}", size) <= width:
                return head, word[match.start() :]
    return "", word


@dataclass(frozen=True, slots=True)
class _Place:
    page: int
    row: int
    column: int
    line: int


def _drawn(lines: Sequence[str], setting: Setting, *, justified: frozenset[int]) -> bytes:
    size = setting.size or min(10.0, *(9.0 * setting.width / max(1.0, width_of(line, 9.0)) for line in lines))
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    step = size * LEADING
    top = A4[1] - MARGIN - (2 * step if setting.head else 0)
    rows = min(int((top - MARGIN) / step), -(-len(lines) // setting.columns))
    places = [_Place(at // (rows * setting.columns), at % rows, at // rows % setting.columns, at) for at in range(len(lines))]
    if setting.by_rows:
        places.sort(key=lambda place: (place.page, place.row, place.column))
    page = -1
    for place in places:
        if place.page != page:
            page = _new_page(canvas, setting, size, before=page)
        y = top - (place.row + 1) * step
        _line(
            canvas,
            lines[place.line],
            (setting.left(place.column), y),
            size,
            width=setting.width if place.line in justified else None,
        )
    canvas.save()
    return stream.getvalue()


def _new_page(canvas: Canvas, setting: Setting, size: float, *, before: int) -> int:
    if before >= 0:
        canvas.showPage()
    canvas.setFont(font(), size)
    if setting.head:
        canvas.drawString(MARGIN, A4[1] - MARGIN - size, setting.head)
    return before + 1


def _line(canvas: Canvas, line: str, at: tuple[float, float], size: float, *, width: float | None) -> None:
    """Draw a line; where `width` says so, its blanks are stretched to fill it."""
    x, y = at
    words = line.split()
    if width is None or len(words) < 2:  # noqa: PLR2004
        indent = len(line) - len(line.lstrip(" "))
        canvas.drawString(x + width_of(" " * indent, size), y, line.lstrip(" "))
        return
    blank = (width - sum(width_of(word, size) for word in words)) / (len(words) - 1)
    for word in words:
        canvas.drawString(x, y, word)
        x += width_of(word, size) + blank


def ruled(rows: Sequence[Sequence[str]], *, above: str = "", below: str = "", size: float = 9.0, pages: int = 1) -> bytes:
    """Return a PDF of a ruled table between two lines of text, as often as `pages` says."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    columns = max(map(len, rows))
    width, height = (A4[0] - 2 * MARGIN) / columns, size * 1.8
    for _ in range(pages):
        canvas.setFont(font(), size)
        top = A4[1] - MARGIN - 3 * size
        canvas.drawString(MARGIN, top + size, above)
        for at in range(len(rows) + 1):
            canvas.line(MARGIN, top - at * height, MARGIN + columns * width, top - at * height)
        for at in range(columns + 1):
            canvas.line(MARGIN + at * width, top, MARGIN + at * width, top - len(rows) * height)
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                canvas.drawString(MARGIN + across * width + 3, top - (down + 1) * height + size * 0.5, cell)
        canvas.drawString(MARGIN, top - (len(rows) + 2) * height, below)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


# --- how long reading takes

SIZES: Final = {1: 9.0, 2: 8.0, 3: 7.0}
"""Font sizes by columns, as gazettes print."""

ROUNDS: Final = 9
RULED_PAGES: Final = 5
TABLE: Final = (
    ("Cargo", "Vagas", "Valor mensal"),
    *((f"Agente de nível {at}", str(at), f"1.2{at:02},00") for at in range(10, 40)),
)


def pdfs() -> Iterator[Row]:
    """Tell what reading costs beside pdfium's own text, and with ruled tables beside pdfplumber's own tables."""
    text = "\n".join(text_of(each) for each in samples() if not each.damaged)
    paragraphs = [line for line in text.splitlines() if line.strip()]
    for columns, size in SIZES.items():
        for justified in (True, False):
            subject = f"{columns} column{'s' if columns > 1 else ''}, {'justified' if justified else 'ragged'}"
            content = reflowed(paragraphs, Setting(columns, size, justified=justified))
            yield from _beside(content, subject, bare_text, "pypdfium2 text")
    yield from _beside(ruled(TABLE, above="Quadro de cargos", pages=RULED_PAGES), "ruled tables", bare_tables, "extract_tables")


def _beside(content: bytes, subject: str, bare: Callable[[bytes], int], base: str) -> Iterator[Row]:
    source = SourceDocument.of(content, path="bench.pdf")
    pages = len(read_pdf(source).pages)
    theirs, ours = [], []
    for _ in range(ROUNDS):
        theirs.append(_seconds(lambda: bare(content)))
        ours.append(_seconds(lambda: read_pdf(source)))
    yield Row("pdf read", subject, median(ours) / pages * 1000, "ms a page")
    yield Row("pdf read", subject, median(ours) / median(theirs), "x", base)


def _seconds(call: Callable[[], object]) -> float:
    """Return the processor's seconds of a call: those of others on the machine do not count."""
    start = process_time()
    call()
    return process_time() - start


def bare_text(content: bytes) -> int:
    """Take the text of all pages with pypdfium2 and nothing more; return its characters."""
    characters = 0
    with closing(pdfium.PdfDocument(content)) as document:
        for at in range(len(document)):
            with closing(document[at]) as page, closing(page.get_textpage()) as layer:
                characters += len(layer.get_text_range())
    return characters


def bare_tables(content: bytes) -> int:
    """Take the tables of all pages with pdfplumber and nothing more; return how many there are."""
    found = 0
    with pdfplumber.open(BytesIO(content)) as document:
        for page in document.pages:
            found += len(page.extract_tables())
            page.close()
    return found


if __name__ == "__main__":
    Console(width=None if sys.stdout.isatty() else 140).print(table(pdfs()))
