"""hOCR: what Tesseract, OCRopus and Kraken write of words and where they stand, in the dress of HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import regex
from lxml import etree

from corpus.pages import Box
from extractors.readers import READERS
from extractors.readers.declared import decode_declared
from extractors.readers.markup import html_tree, text_of
from extractors.readers.placed import ASSUMED_DPI, POINTS, PageOfWords, number, recognized, share
from extractors.readers.words import Word

if TYPE_CHECKING:
    from corpus.pages import Document
    from corpus.source import SourceDocument
    from extractors.readers.markup import Element

MEDIA_TYPE: Final = "text/vnd.hocr+html"
BLOCKS: Final = frozenset({"ocr_carea", "ocr_par"})
LINES: Final = frozenset({"ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat"})

_BOX: Final = regex.compile(r"(?:^|;)\s*+bbox\s++(-?\d{1,9})\s++(-?\d{1,9})\s++(-?\d{1,9})\s++(-?\d{1,9})")
_SURE: Final = regex.compile(r"(?:^|;)\s*+x_wconf\s++([\d.]{1,12})")
_DOTS: Final = regex.compile(r"(?:^|;)\s*+scan_res\s++(\d{1,6})\s++(\d{1,6})")


@READERS.register(MEDIA_TYPE)
def read_hocr(source: SourceDocument) -> Document:
    """Return the pages of an hOCR file.

    Where a page does not tell its resolution 300 dots an inch are taken, and a note says so. Raises
    `UnreadableDocumentError` for a file without words and past the limits of `markup` and `words`.
    """
    decoded = decode_declared(source.content)
    root = html_tree(decoded.text, sha256=source.sha256)
    pages = _Pages()
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "end":
            pages.end(element)
        elif not pages.start(element):
            walker.skip_subtree()
    notes = [("encoding", note) for note in decoded.notes]
    if pages.assumed:
        notes.append(("resolution", f"{pages.assumed} pages do not tell theirs; {ASSUMED_DPI:g} dots an inch are taken"))
    return recognized(source, pages.found, media_type=MEDIA_TYPE, reader="hocr", what="the hOCR file", notes=notes)


@dataclass(slots=True)
class _Pages:
    """The pages met so far, and the scale of the last one."""

    found: list[PageOfWords] = field(default_factory=list)
    scale: tuple[float, float] = (POINTS / ASSUMED_DPI, POINTS / ASSUMED_DPI)
    assumed: int = 0
    words: int = 0
    line: Element | None = None

    def start(self, element: Element) -> bool:
        """Take up an element; answer whether to go into it."""
        classes = frozenset((element.get("class") or "").split())
        if "ocr_page" in classes:
            self._page(element.get("title") or "")
        elif "ocrx_word" in classes:
            self._word(text_of(element), element.get("title") or "")
            return False
        elif classes & LINES:
            self._current().line()
            self.line, self.words = element, 0
        elif classes & BLOCKS:
            self._current().block()
        return True

    def end(self, element: Element) -> None:
        """Take the words of a line that came without: each stands in the line's box."""
        if element is self.line:
            if not self.words:
                for text in text_of(element).split():
                    self._word(text, element.get("title") or "")
            self.line = None

    def _current(self) -> PageOfWords:
        if not self.found:
            self._page("")
        return self.found[-1]

    def _page(self, title: str) -> None:
        dots = _DOTS.search(title)
        across, down = (float(dots[1]), float(dots[2])) if dots else (0.0, 0.0)
        if across <= 0 or down <= 0:
            across = down = ASSUMED_DPI
            self.assumed += 1
        self.scale = (POINTS / across, POINTS / down)
        box = self._box(title)
        self.found.append(PageOfWords(box.x1, box.bottom) if box else PageOfWords())

    def _word(self, text: str, title: str) -> None:
        sure = _SURE.search(title)
        self.words += 1
        box = self._box(title) or Box(0.0, 0.0, 0.0, 0.0)
        self._current().word(Word(text, box, confidence=share(sure[1], whole=100) if sure else None))

    def _box(self, title: str) -> Box | None:
        found = _BOX.search(title)
        if found is None:
            return None
        x0, top, x1, bottom = (number(each) or 0.0 for each in found.groups())
        across, down = self.scale
        return Box(x0 * across, top * down, x1 * across, bottom * down)
