"""ODT: the paragraphs, lists and tables of an OpenDocument text (OASIS OpenDocument 1.2 and 1.3, part 1 and 3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import regex
from lxml import etree

from corpus.errors import UnreadableDocumentError
from extractors.readers import READERS
from extractors.readers.cells import MAX_COLUMNS, Spanning, is_tabulated, plain_rows
from extractors.readers.docx_numbering import whole
from extractors.readers.flow import Flow, flowing, last, one_line, raised
from extractors.readers.markup import children, local, name_of, xml_tree
from extractors.readers.odt_styles import Lists, Styles
from extractors.readers.zipped import open_zip, part

if TYPE_CHECKING:
    from corpus.pages import Document
    from corpus.source import SourceDocument
    from extractors.readers.markup import Element

MEDIA_TYPE: Final = "application/vnd.oasis.opendocument.text"
UNSEEN: Final = frozenset(
    {"annotation", "note-citation", "tracked-changes", "hidden-text", "hidden-paragraph", "ruby-text", "title", "desc"}
)
ASIDE: Final = frozenset({"note-body", "text-box"})
"""Elements in a paragraph that hold blocks of their own."""
MOST_BLANKS: Final = 1000
"""Blanks that one element stands for."""
MOST_REPEATED: Final = 1000
"""Rows of a table with those that are one row repeated; a sheet's empty rest is a million."""

_WHITE: Final = regex.compile(r"[ \t\r\n]+")


@READERS.register(MEDIA_TYPE)
def read_odt(source: SourceDocument) -> Document:
    """Return an OpenDocument text as pages; one ends where a style of the document breaks it.

    Raises `UnreadableDocumentError` for a damaged or encrypted file, one without its content or
    without text, and past the limits of `zipped` and `markup`.
    """
    with open_zip(source.content, sha256=source.sha256, what="the OpenDocument text") as archive:
        if b"encryption-data" in (part(archive, "META-INF/manifest.xml", sha256=source.sha256) or b""):
            raise UnreadableDocumentError("the OpenDocument text is encrypted: save it without a password", sha256=source.sha256)
        content, styles = (part(archive, name, sha256=source.sha256) for name in ("content.xml", "styles.xml"))
    if content is None:
        raise UnreadableDocumentError("the OpenDocument text has no part content.xml", sha256=source.sha256)
    root = xml_tree(content, sha256=source.sha256, what="the part content.xml")
    looks = Styles()
    if styles is not None:
        looks.read(xml_tree(styles, sha256=source.sha256, what="the part styles.xml"))
    looks.read(root)
    text = _Text(Flow(sha256=source.sha256), looks, Lists(looks.lists))
    for body in children(root, "body"):
        for each in children(body, "text"):
            text.blocks(each)
    struck = (("struck", f"{text.struck} stretches that are struck through were left out"),) if text.struck else ()
    return flowing(source, text.flow.pages(), media_type=MEDIA_TYPE, reader="odt", notes=struck)


@dataclass(slots=True)
class _Text:
    """Brings blocks into the flow."""

    flow: Flow
    styles: Styles
    lists: Lists
    struck: int = 0
    asides: list[Element] = field(default_factory=list)
    label: str = ""

    def blocks(self, root: Element) -> None:
        """Add the blocks below `root`, without recursion."""
        waiting: list[tuple[str, Element]] = [("in", root)]
        while waiting:
            step, element = waiting.pop()
            name = name_of(element)
            if step == "out":
                self.lists.leave()
            elif name in ("p", "h"):
                self.paragraph(element)
                waiting += [("in", each) for each in reversed(self._taken())]
            elif name == "table":
                waiting += [("in", each) for each in reversed(self.table(element))]
            elif name not in UNSEEN:
                if name == "list":
                    self.lists.enter(element)
                    waiting.append(("out", element))
                elif name == "list-item":
                    self.label = self.lists.item(element)
                waiting += [("in", each) for each in reversed(list(element))]

    def _taken(self) -> list[Element]:
        asides, self.asides = self.asides, []
        return asides

    def paragraph(self, element: Element) -> None:
        """Add a paragraph, the number of its item before it."""
        style = local(element, "style-name")
        if self.styles.has(style, "page-before"):
            self.flow.page()
        text = self.inline(element)
        label, self.label = self.label, ""
        self.flow.text(f"{label} " if label and text.strip() else "")
        for number, line in enumerate(text.split("\n")):
            if number:
                self.flow.line()
            self.flow.text(line, verbatim=True)
        self.flow.block()
        if self.styles.has(style, "page-after"):
            self.flow.page()

    def table(self, element: Element) -> list[Element]:
        """Add a table; return the blocks of one that is only laid out, to be added in their turn."""
        rows = list(element.iter("{*}table-row"))
        cells = [list(children(row, "table-cell", "covered-table-cell")) for row in rows]
        nested = any(each is not element for each in element.iter("{*}table"))
        spanning = [] if nested else self._rows(rows, cells)
        if nested or not is_tabulated(spanning):
            return [block for row in cells for cell in row for block in cell]
        captions, plain = plain_rows(spanning)
        self.flow.blocks(captions)
        self.flow.rows(plain)
        return []

    def _rows(self, rows: list[Element], cells: list[list[Element]]) -> list[list[Spanning]]:
        told: list[list[Spanning]] = []
        for row, found in zip(rows, cells, strict=True):
            line = self._row(found, label=_is_head(row))
            times = whole(local(row, "number-rows-repeated"), default=1) if any(cell.text for cell in line) else 1
            told += [line] * min(times, max(1, MOST_REPEATED - len(told)))
        return told

    def _row(self, cells: list[Element], *, label: bool) -> list[Spanning]:
        """Return the cells of a row; those covered by another are not told again."""
        line: list[Spanning] = []
        for cell in cells:
            if name_of(cell) == "covered-table-cell":
                continue
            text = one_line(" ".join(self.inline(each) for each in cell.iter("{*}p", "{*}h")))
            wide = min(whole(local(cell, "number-columns-spanned"), default=1), MAX_COLUMNS)
            tall = whole(local(cell, "number-rows-spanned"), default=1)
            times = min(whole(local(cell, "number-columns-repeated"), default=1), MAX_COLUMNS - len(line))
            line += [Spanning(text, wide, tall, label)] * times
        return line

    def inline(self, paragraph: Element) -> str:
        r"""Return the text of a paragraph, broken lines as \n; notes and text boxes in it are set aside."""
        told: list[str] = []
        walker = etree.iterwalk(paragraph, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                if element is not paragraph:
                    told.append(_white(element.tail))
            elif not self._enter(element, told, whole_of=paragraph):
                walker.skip_subtree()
        return "".join(told)

    def _enter(self, element: Element, told: list[str], *, whole_of: Element) -> bool:
        name = name_of(element)
        if name in ASIDE:
            self.asides.append(element)
        if name in UNSEEN or name in ASIDE:
            return False
        if name == "span" and self.styles.has(local(element, "style-name"), "struck"):
            self.struck += 1
            return False
        if name == "span" and self.styles.has(local(element, "style-name"), "raised"):
            told.append(raised("".join(map(str, element.itertext())), before=last(told)))
            return False
        if element is not whole_of:
            told.append(_sign(element, name))
        told.append(_white(element.text))
        return True


def _sign(element: Element, name: str) -> str:
    """Return what an element without text stands for."""
    if name == "s":
        return " " * min(whole(local(element, "c"), default=1), MOST_BLANKS)
    return {"tab": "\t", "line-break": "\n"}.get(name, "")


def _white(text: str | None) -> str:
    """Return text with its runs of white space made one blank: more are told by elements (OpenDocument 1.2, 6.1.2)."""
    return _WHITE.sub(" ", text or "")


def _is_head(row: Element) -> bool:
    parent = row.getparent()
    return parent is not None and name_of(parent) == "table-header-rows"
