"""PDF with a text layer: words with boxes, in reading order; ruled tables as rows of cells between bars.

A page whose text layer is missing or poor goes to `scans`, which draws and recognizes it and keeps the
better reading; one that stays empty is told in a note. A PDF without any page that can be read is refused.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.errors import UnreadableDocumentError
from corpus.pages import Document, Origin, Page, Taken
from extractors.readers import scanner
from extractors.readers.page_furniture import furniture_of
from extractors.readers.pdf_cells import grids, rows_of
from extractors.readers.pdf_flow import has_breaks
from extractors.readers.pdf_layout import blocks_of
from extractors.readers.pdf_open import is_cut, opened, opened_page
from extractors.readers.pdf_order import known_blocks, ordered, runs
from extractors.readers.pdf_pictures import picture_share
from extractors.readers.pdf_quality import HIDDEN, Judgement, Layer, judge
from extractors.readers.pdf_segments import Material, segments_of
from extractors.readers.pdf_tables import TableFinder, census
from extractors.readers.pdf_words import layer_text, page_words, upright
from extractors.readers.scans.legibility import legibility
from extractors.readers.scans.settings import Scanning
from extractors.readers.words import Run, page_text, text_of_runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    import pypdfium2 as pdfium

    from corpus.pages import Box, Words
    from corpus.source import SourceDocument
    from extractors.readers.pdf_cells import Grid
    from extractors.readers.pdf_layout import Block
    from extractors.readers.pdf_tables import Census, Ruled
    from extractors.readers.pdf_words import PageWords
    from extractors.readers.words import Word

MAX_BYTES: Final = 512 * 1024 * 1024
"""Largest PDF that is read."""

JUDGED: Final = 120
"""Words of a page, evenly spread, on which its text layer is judged."""

FEW: Final = 60
"""Words up to which a page is looked at for a picture of the whole page under them."""

TOLD: Final = 12
"""Page numbers that a note names; more are counted."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as it was read, what its layer is worth, and what went wrong on it ("" for nothing).

    `doubtful` says that some of its lines may stand in columns and be read across them, `picture` the
    share of the page that a picture covers (told where there are few words only), `failed` whether its
    recognition failed and left it empty.
    """

    page: Page
    judgement: Judgement
    trouble: str = ""
    doubtful: bool = False
    picture: float = 0.0
    failed: bool = False

    @property
    def is_read(self) -> bool:
        """Whether there is text that could be read, from the layer or the picture."""
        return self.judgement.layer.is_read or bool(self.page.text.strip())


class LaidOut(NamedTuple):
    """The text of a page, its words in it, and whether its order is doubtful."""

    text: str
    words: Words
    doubtful: bool


class Judged(NamedTuple):
    """A page that was looked at and not read: number, size in points, its layer, its pictures, pdfium's own text."""

    number: int
    width: float
    height: float
    judgement: Judgement
    pictures: int
    text: str


class SeenPage(NamedTuple):
    """Where the reader sees blocks of text, in reading order, and ruled tables."""

    blocks: tuple[Box, ...]
    tables: tuple[Box, ...]


@scanner("application/pdf")
def read_pdf(source: SourceDocument, scans: Scanning = Scanning()) -> Document:  # noqa: B008  # it is frozen
    """Return the pages of a PDF.

    Raises `UnreadableDocumentError` for a PDF that cannot be opened, that is past a limit, or of
    which no page has text that can be read; `ToolMissingError` where pages must be recognized and
    no engine is installed.
    """
    try:
        read = _with_scans(source.content, tuple(read_pages(source.content)), scans)
    except UnreadableDocumentError as error:
        raise UnreadableDocumentError(str(error), sha256=source.sha256, page=error.page) from error
    if not any(each.is_read for each in read):
        raise UnreadableDocumentError(_refusal(read), sha256=source.sha256)
    pages = tuple(each.page for each in read)
    return Document(
        sha256=source.sha256,
        name=source.name,
        media_type="application/pdf",
        reader="pdf-text",
        pages=pages,
        furniture=furniture_of(pages),
        has_lines=False,
        notes=(*_layer_notes(read), *_order_notes(read), *_trouble_notes(read), *_file_notes(source.content)),
    )


def _with_scans(content: bytes, read: tuple[ReadPage, ...], scans: Scanning) -> tuple[ReadPage, ...]:
    """Return the pages, those without a good layer recognized."""
    if all(each.judgement.layer in {Layer.SOUND, Layer.BLANK} and not each.picture for each in read):
        return read
    from extractors.readers.scans.pdf_pages import is_wanted, recognized_pages  # noqa: PLC0415  # loads OpenCV

    return recognized_pages(content, read, settings=scans) if any(map(is_wanted, read)) else read


def read_pages(content: bytes) -> Iterator[ReadPage]:
    """Tell the pages of a PDF one by one, each closed before the next is opened; raises as `read_pdf` does."""
    with _checked(content) as document, closing(TableFinder(content)) as finder:
        for number in range(1, len(document) + 1):
            with opened_page(document, number) as page:
                yield _read_page(page, number, finder)


def page_count(content: bytes) -> int:
    """Return how many pages a PDF has; raises as `read_pdf` does."""
    with _checked(content) as document:
        return len(document)


def judged_pages(content: bytes, *, most: int | None = None) -> Iterator[Judged]:
    """Tell what the text layers of a PDF's pages are worth, without putting words in order; raises as `read_pdf` does.

    Of more than `most` pages so many are looked at, evenly spread from the first to the last.
    """
    with _checked(content) as document:
        for number in spread(len(document), most=most):
            with opened_page(document, number) as page:
                text, hidden = layer_text(page, number)
                seen = census(page)
                judgement = _judged(text.split(), hidden=hidden, painted=seen.painted)
                width, height = page.get_size()
                yield Judged(number, width, height, judgement, seen.pictures, text)


def spread(pages: int, *, most: int | None) -> tuple[int, ...]:
    """Return page numbers evenly spread over `pages`, the first and the last among them; all for no `most`.

    >>> spread(9, most=3), spread(2, most=3)
    ((1, 5, 9), (1, 2))
    """
    if most is None or pages <= most:
        return tuple(range(1, pages + 1))
    return tuple(1 + round(at * (pages - 1) / max(1, most - 1)) for at in range(most))


def seen_page(content: bytes, number: int) -> SeenPage:
    """Return what the reader sees on page `number`, from 1; raises as `read_pdf` does, and for a page there is not."""
    with _checked(content) as document, closing(TableFinder(content)) as finder:
        if not 1 <= number <= len(document):
            raise UnreadableDocumentError(f"the PDF has no page {number}; it has {len(document)}")
        with opened_page(document, number) as page:
            found = page_words(page, number)
            placed = grids(found, _tables(finder, number, census(page))[0])
        hidden = len(found.hidden) / max(1, len(found.texts))
        _, blocks = _with_tables(found, placed, keep_hidden=hidden >= HIDDEN)
        return SeenPage(tuple(block.box for block in blocks), tuple(grid.box for grid in placed))


@contextmanager
def _checked(content: bytes) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF that is not too large."""
    if len(content) > MAX_BYTES:
        told = f"the PDF has {len(content) / 2**20:.0f} MB; at most {MAX_BYTES // 2**20} are read: split it into several files"
        raise UnreadableDocumentError(told)
    with opened(content) as document:
        yield document


def _read_page(page: pdfium.PdfPage, number: int, finder: TableFinder) -> ReadPage:
    """Read one page."""
    found, seen = page_words(page, number), census(page)
    hidden = len(found.hidden) / max(1, len(found.texts))
    judgement = _judged(found.texts, hidden=hidden, painted=seen.painted)
    origin = Origin(Taken.LAYER, judgement.layer.value, legibility(" ".join(_some(found.texts))))
    if not judgement.layer.is_read:
        return ReadPage(Page(number, "", found.width, found.height, origin=origin), judgement)
    tables, trouble = _tables(finder, number, seen)
    text, words, doubtful = laid_out(found, grids(found, tables), keep_hidden=hidden >= HIDDEN)
    picture = picture_share(page) if seen.pictures and len(found.texts) <= FEW else 0.0
    read = Page(number, text, found.width, found.height, words, origin)
    return ReadPage(read, judgement, trouble, doubtful, picture)


def _judged(words: Sequence[str], *, hidden: float, painted: bool) -> Judgement:
    """Judge the words of a page, some of them for all."""
    return judge(" ".join(_some(words)), hidden=hidden, painted=painted)


def _some(words: Sequence[str]) -> Sequence[str]:
    return words[:: -(-len(words) // JUDGED) or 1]


def _tables(finder: TableFinder, number: int, seen: Census) -> tuple[tuple[Ruled, ...], str]:
    """Return the ruled tables of a page, and what went wrong: then its words are read as they stand."""
    if not seen.gridded:
        return (), ""
    try:
        return finder.tables(number), ""
    except (UnreadableDocumentError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001  # pdfminer raises whatever it meets in a damaged page
        return (), f"its ruled tables could not be told ({type(error).__name__})"


def laid_out(found: PageWords, placed: tuple[Grid, ...], *, keep_hidden: bool) -> LaidOut:
    """Return the text of a page; the words of each table stand where the table stands."""
    if not (placed or found.turned or found.hidden or found.shown):
        texts, boxes = found.texts, found.boxes
        plain = Material(texts, boxes, found.joined, found.begun, width=found.width)
        blocks = blocks_of(segments_of(plain, range(len(texts))), plain)
        page = text_of_runs(Run(texts[first:last], boxes[first:last], gap) for first, last, gap in runs(plain, blocks))
        return LaidOut(*page, _is_doubtful(page[0], blocks))
    told: list[Word] = []
    pending = ""
    material, blocks = _with_tables(found, placed, keep_hidden=keep_hidden)
    for piece in _pieces(found, placed, ordered(material, blocks), keep_hidden=keep_hidden):
        if isinstance(piece, str):
            pending = pending.rstrip("\n") + piece if piece.startswith("\n") else pending + piece
        else:
            told.append(piece._replace(gap=pending) if pending else piece)
            pending = ""
    page = page_text(told, tail=pending.rstrip())
    return LaidOut(*page, _is_doubtful(page[0], blocks))


def _is_doubtful(text: str, blocks: Sequence[Block]) -> bool:
    """Whether lines may have been read across columns; where nothing stands side by side, nothing is doubtful."""
    if any(block.doubtful for block in blocks):
        return True
    side_by_side = any(block.beside or any(len(line.segments) > 1 for line in block.lines) for block in blocks)
    return side_by_side and has_breaks(text)


def _with_tables(found: PageWords, placed: tuple[Grid, ...], *, keep_hidden: bool) -> tuple[Material, tuple[Block, ...]]:
    """Return what is put in order, tables after the words, and its blocks."""
    seen = found if placed else upright(found)
    tabled = {at for grid in placed for row in grid.rows for cell in row for at in cell}
    left_out = tabled | seen.turned
    if not keep_hidden:
        left_out |= found.hidden
    count = len(found.texts)
    none, all_ = (False,) * len(placed), (True,) * len(placed)
    material = Material(
        (*found.texts, *("" for _ in placed)),
        (*seen.boxes, *(grid.box for grid in placed)),
        (*found.joined, *none),
        (*found.begun, *all_),
        frozenset(range(count, count + len(placed))),
        found.parts,
        seen.width,
    )
    left = [at for at in range(count + len(placed)) if at not in left_out]
    blocks = known_blocks(material, left) if found.parts else blocks_of(segments_of(material, left), material)
    return material, tuple(blocks)


def _pieces(
    found: PageWords, placed: tuple[Grid, ...], order: Iterator[tuple[int, str]], *, keep_hidden: bool
) -> Iterator[Word | str]:
    """Tell words in reading order, and what stands between them that no word carries."""
    seen = found if placed else upright(found)
    tabled = {at for grid in placed for row in grid.rows for cell in row for at in cell}
    count = len(found.texts)
    for at, gap in order:
        if at < count:
            yield found.word(at, gap)
        else:
            yield from rows_of(placed[at - count], found)
    yield from _turned(found, seen.turned - tabled - (frozenset() if keep_hidden else found.hidden))


def _turned(found: PageWords, turned: AbstractSet[int]) -> Iterator[Word]:
    """Tell what runs upwards or downwards, at the end: a line for what the file has in a row."""
    last = -2
    for at in sorted(turned):
        yield found.word(at, " " if at == last + 1 else "\n\n")
        last = at


def _refusal(read: tuple[ReadPage, ...]) -> str:
    """Return why no page could be read."""
    layers = {each.judgement.layer for each in read}
    count = f"{len(read)} pages" if len(read) > 1 else "page"
    if troubles := [each.trouble for each in read if each.failed]:
        return f"the PDF's {count} could not be recognized: {troubles[0]}"
    if Layer.GARBLED in layers:
        return f"the text layer of the PDF's {count} is garbled, and OCR read no word on it: hand in a better copy"
    if Layer.MISSING in layers:
        return f"the PDF is a scan, and OCR read no word on its {count}: scan it again, at 300 dpi"
    return f"the PDF's {count} have nothing on them: hand in the original file"


def _layer_notes(read: tuple[ReadPage, ...]) -> tuple[tuple[str, str], ...]:
    """Return a note for each kind of layer that is less than sound, with its pages."""
    told = []
    for layer in (Layer.HIDDEN, Layer.MISENCODED, Layer.GARBLED, Layer.MISSING):
        for what, pages in _told_pages([each for each in read if each.judgement.layer is layer]).items():
            told.append(("text-layer", f"{_numbers(pages)}: {layer.value}{what}"))
    return tuple(told)


def _order_notes(read: tuple[ReadPage, ...]) -> tuple[tuple[str, str], ...]:
    pages = [each.page.number for each in read if each.doubtful]
    told = "lines were read across that may stand in columns"
    return (("reading-order", f"{_numbers(pages)}: {told}"),) if pages else ()


def _told_pages(read: list[ReadPage]) -> dict[str, list[int]]:
    """Return for what is to be told of pages their numbers."""
    told: dict[str, list[int]] = {}
    for each in read:
        by_ocr = each.page.origin is not None and each.page.origin.taken is Taken.OCR
        what = "; read by OCR" if by_ocr else "" if each.is_read else "; not read"
        told.setdefault(what, []).append(each.page.number)
    return told


def _trouble_notes(read: tuple[ReadPage, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(("tables", f"page {each.page.number}: {each.trouble}") for each in read if each.trouble)


def _file_notes(content: bytes) -> tuple[tuple[str, str], ...]:
    if is_cut(content):
        return (("structure", "the end mark of the PDF is missing: it may be cut short, and pages may be lost"),)
    return ()


def _numbers(pages: list[int]) -> str:
    """Return page numbers for a message.

    >>> _numbers([3]), _numbers([1, 2])
    ('page 3', 'pages 1, 2')
    """
    named = ", ".join(map(str, pages[:TOLD]))
    more = f" and {len(pages) - TOLD} more" if len(pages) > TOLD else ""
    return f"page{'s' if len(pages) > 1 else ''} {named}{more}"
