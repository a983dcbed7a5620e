"""Ruled tables of a PDF page: where rules cross as those of a table do, pdfplumber finds the cells.

pdfplumber takes fifty times as long as pdfium, so a page is handed to it only where pdfium's path
objects show a grid: three horizontal and three vertical rules that cross in nine points.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.pages import Box
from extractors.readers.pdf_open import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pypdfium2 as pdfium

MOST_PATHS: Final = 20_000
"""Path objects of a page that are looked at; a drawing has more, a table does not."""

THIN: Final = 3.0
"""Points up to which a path is a rule."""

SHORT: Final = 6.0
"""Points under which it is a dot or a dash."""

GRID: Final = 9
"""Points in which the rules of the smallest table cross: two rows of two cells."""

DEEPEST: Final = 4
"""Forms within forms that are looked into."""

_SEGMENTS: Final = 50
"""Segments of one path that are looked at for curves: a coat of arms has them, rules do not."""


class Ruled(NamedTuple):
    """A ruled table: the box around it, and for each row the boxes of its cells (None: part of a merged cell)."""

    box: Box
    rows: tuple[tuple[Box | None, ...], ...]


class Census(NamedTuple):
    """What stands on a page besides text: whether anything is painted, whether rules cross as a table's do, pictures."""

    painted: bool
    gridded: bool
    pictures: int


def census(page: pdfium.PdfPage) -> Census:
    """Return what the objects of a page tell."""
    rules = _Rules()
    rules.take_page(page)
    return Census(rules.painted, rules.gridded, rules.pictures)


class _Rules:
    """Gathers the rules of a page."""

    def __init__(self) -> None:
        self.across: set[tuple[float, float, float]] = set()
        self.down: set[tuple[float, float, float]] = set()
        self.left = MOST_PATHS
        self.pictures = 0
        self.painted = False
        self.whole_grid = False

    def take_page(self, page: pdfium.PdfPage) -> None:
        from ctypes import c_int, c_void_p, cast  # noqa: PLC0415

        from pypdfium2 import raw  # noqa: PLC0415

        handle = cast(page.raw, c_void_p).value
        get = plain(raw.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
        kind_of = plain(raw.FPDFPageObj_GetType, c_int, c_void_p)
        for at in range(min(raw.FPDFPage_CountObjects(page.raw), MOST_PATHS)):
            kind = kind_of(get(handle, at))
            if kind != raw.FPDF_PAGEOBJ_TEXT:
                self._take(raw.FPDFPage_GetObject(page.raw, at), kind, depth=0)

    def _take(self, item: object, kind: int, *, depth: int) -> None:
        from pypdfium2 import raw  # noqa: PLC0415

        self.painted = self.painted or kind != raw.FPDF_PAGEOBJ_TEXT
        self.left -= 1
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            self.pictures += 1
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self._take_path(item)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            for at in range(min(raw.FPDFFormObj_CountObjects(item), max(0, self.left))):
                inner = raw.FPDFFormObj_GetObject(item, at)
                inner_kind = raw.FPDFPageObj_GetType(inner)
                if inner_kind != raw.FPDF_PAGEOBJ_TEXT:
                    self._take(inner, inner_kind, depth=depth + 1)

    def _take_path(self, item: object) -> None:
        from ctypes import c_float  # noqa: PLC0415

        from pypdfium2 import raw  # noqa: PLC0415

        edges = [c_float() for _ in range(4)]
        if not raw.FPDFPageObj_GetBounds(item, *edges):
            return
        x0, y0, x1, y1 = (edge.value for edge in edges)
        if y1 - y0 <= THIN and x1 - x0 >= SHORT:
            self.across.add((y0, x0, x1))
        elif x1 - x0 <= THIN and y1 - y0 >= SHORT:
            self.down.add((x0, y0, y1))
        elif x1 - x0 >= SHORT and y1 - y0 >= SHORT:
            self._take_box(item, x0, y0, x1, y1)

    def _take_box(self, item: object, x0: float, y0: float, x1: float, y1: float) -> None:
        from pypdfium2 import raw  # noqa: PLC0415

        segments = raw.FPDFPath_CountSegments(item)
        kinds = {raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(item, at)) for at in range(min(segments, _SEGMENTS))}
        if raw.FPDF_SEGMENT_BEZIERTO in kinds:
            return
        self.across |= {(y0, x0, x1), (y1, x0, x1)}
        self.down |= {(x0, y0, y1), (x1, y0, y1)}
        self.whole_grid = self.whole_grid or segments >= GRID + 3

    @property
    def gridded(self) -> bool:
        """Whether the rules cross as those of a table do."""
        if self.whole_grid:
            return True
        if len({round(y) for y, _, _ in self.across}) < 3 or len({round(x) for x, _, _ in self.down}) < 3:  # noqa: PLR2004
            return False
        crossings = set()
        for y, left, right in sorted(self.across):
            for x, low, high in self.down:
                if left - THIN <= x <= right + THIN and low - THIN <= y <= high + THIN:
                    crossings.add((round(x), round(y)))
                    if len(crossings) >= GRID and _spread(crossings):
                        return True
        return False


def _spread(crossings: set[tuple[int, int]]) -> bool:
    """Whether points stand in three rows and three columns."""
    return len({x for x, _ in crossings}) >= 3 and len({y for _, y in crossings}) >= 3  # noqa: PLR2004


class TableFinder:
    """Finds the ruled tables of one PDF; it is parsed when the first page with a grid asks."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._plumber: object | None = None

    def tables(self, number: int) -> tuple[Ruled, ...]:
        """Return the tables of page `number`, from 1. Raises whatever pdfplumber does on a damaged page."""
        import pdfplumber  # noqa: PLC0415  # heavy, and only pages with rules need it

        if self._plumber is None:
            self._plumber = pdfplumber.open(BytesIO(self._content))
        page = self._plumber.pages[number - 1]  # type: ignore[attr-defined]  # pdfplumber is untyped
        try:
            left, top = page.bbox[:2]
            return tuple(_ruled(table, left, top) for table in page.find_tables())
        finally:
            page.close()

    def close(self) -> None:
        """Let go of the parsed file."""
        if self._plumber is not None:
            self._plumber.close()  # type: ignore[attr-defined]
            self._plumber = None


def _ruled(table: object, left: float, top: float) -> Ruled:
    rows = tuple(tuple(_moved(cell, left, top) for cell in row.cells) for row in table.rows)  # type: ignore[attr-defined]
    box = _moved(table.bbox, left, top)  # type: ignore[attr-defined]
    assert box is not None  # noqa: S101
    return Ruled(box, rows)


def _moved(box: Sequence[float] | None, left: float, top: float) -> Box | None:
    return None if box is None else Box(box[0] - left, box[1] - top, box[2] - left, box[3] - top)
