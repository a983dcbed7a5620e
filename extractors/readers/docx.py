"""DOCX: the paragraphs and tables of a Word document, with the numbers that Word counts (ECMA-376, part 1).

Left out are what is deleted, hidden or struck through, and the feet of pages; the head of the first
page, where letterheads stand, opens the text. A page ends where the document breaks it itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import TYPE_CHECKING, Final

from lxml import etree

from corpus.errors import UnreadableDocumentError
from extractors.readers import READERS
from extractors.readers.cells import MAX_COLUMNS, Spanning, is_tabulated, plain_rows
from extractors.readers.docx_numbering import Numbering, value, whole
from extractors.readers.flow import Flow, flowing, last, one_line, raised
from extractors.readers.markup import children, first, local, name_of, text_of, xml_tree
from extractors.readers.zipped import open_zip, part

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile

    from corpus.pages import Document
    from corpus.source import SourceDocument
    from extractors.readers.markup import Element

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIN: Final = "word/document.xml"
WRAPS: Final = frozenset(
    {"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "body", "txbxContent", "hdr", "footnote"}
)
"""Elements that hold blocks."""
UNSEEN: Final = frozenset(
    {"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "txbxContent", "footnoteReference"}
)
"""Elements of a paragraph whose text is not the paragraph's."""
OFF: Final = frozenset({"0", "false", "off"})


@READERS.register(MEDIA_TYPE)
def read_docx(source: SourceDocument) -> Document:
    """Return a Word document as pages.

    Raises `UnreadableDocumentError` for a damaged or encrypted file, one without its main part or
    without text, and past the limits of `zipped` and `markup`.
    """
    with open_zip(source.content, sha256=source.sha256, what="the Word document") as archive:
        parts = _Parts(archive, source.sha256)
        main = parts.tree(MAIN)
        if main is None:
            raise UnreadableDocumentError(f"the Word document has no part {MAIN}", sha256=source.sha256)
        text = _Text(Flow(sha256=source.sha256), _numbering(parts))
        for each in (*_heads(parts, main), main):
            text.blocks(each)
        notes = parts.tree("word/footnotes.xml")
        for note in children(notes, "footnote") if notes is not None else ():
            if local(note, "type") is None:
                text.blocks(note)
    struck = (("struck", f"{text.struck} stretches that are struck through were left out"),) if text.struck else ()
    return flowing(source, text.flow.pages(), media_type=MEDIA_TYPE, reader="docx", notes=struck)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a package."""

    archive: ZipFile
    sha256: str

    def tree(self, name: str) -> Element | None:
        content = part(self.archive, name, sha256=self.sha256)
        return None if content is None else xml_tree(content, sha256=self.sha256, what=f"the part {name}")


def _numbering(parts: _Parts) -> Numbering:
    numbering = Numbering()
    lists, styles = parts.tree("word/numbering.xml"), parts.tree("word/styles.xml")
    if lists is not None:
        numbering.read_lists(lists)
    if styles is not None:
        numbering.read_styles(styles)
    return numbering


def _heads(parts: _Parts, main: Element) -> Iterator[Element]:
    """Tell the head of the document's first page."""
    section = next(main.iter("{*}sectPr"), None)
    related = parts.tree("word/_rels/document.xml.rels")
    if section is None or related is None:
        return
    targets = {each.get("Id"): each.get("Target") or "" for each in children(related, "Relationship")}
    asked = {local(each, "type"): targets.get(local(each, "id")) for each in children(section, "headerReference")}
    target = asked.get("first") if first(section, "titlePg") is not None else asked.get("default")
    head = parts.tree(normpath(join("word", target)).lstrip("/")) if target else None
    if head is not None:
        yield head


@dataclass(slots=True)
class _Text:
    """Brings blocks into the flow."""

    flow: Flow
    numbering: Numbering
    struck: int = 0
    boxes: list[Element] = field(default_factory=list)

    def blocks(self, root: Element) -> None:
        """Add the blocks below `root`, and those of the text boxes met in them."""
        waiting = [root]
        while waiting:
            element = waiting.pop()
            name = name_of(element)
            if name == "p":
                self.paragraph(element)
                waiting += reversed(self._taken())
            elif name == "tbl":
                waiting += reversed(self.table(element))
            elif name in WRAPS or element is root:
                waiting += reversed(list(element))

    def _taken(self) -> list[Element]:
        boxes, self.boxes = self.boxes, []
        return boxes

    def paragraph(self, element: Element) -> None:
        """Add a paragraph with the number that is shown before it."""
        properties = first(element, "pPr")
        if properties is not None and _on(first(properties, "pageBreakBefore")):
            self.flow.page()
        text = self.inline(element)
        label = self.numbering.label(properties) if text.strip() else ""
        self.flow.text(f"{label} " if label else "")
        for number, page in enumerate(text.split("\f")):
            if number:
                self.flow.page()
            self._lines(page)
        self.flow.block()

    def _lines(self, text: str) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self.flow.line()
            self.flow.text(line, verbatim=True)

    def table(self, element: Element) -> list[Element]:
        """Add a table; return the blocks of one that is only laid out, to be added in their turn."""
        rows = [list(children(row, "tc")) for row in children(element, "tr")]
        nested = any(each is not element for each in element.iter("{*}tbl"))
        spanning = [] if nested else [[self._cell(cell) for cell in row] for row in rows]
        spanning = _merged(spanning)
        if nested or not is_tabulated(spanning):
            return [block for row in rows for cell in row for block in cell if name_of(block) != "tcPr"]
        captions, plain = plain_rows(spanning)
        self.flow.blocks(captions)
        self.flow.rows(plain)
        return []

    def _cell(self, cell: Element) -> Spanning:
        """Return a cell; one that goes on from the row above spans no row."""
        text = " ".join(self.inline(each) for each in cell.iter("{*}p"))
        properties = first(cell, "tcPr")
        wide = None if properties is None else value(first(properties, "gridSpan"))
        merge = None if properties is None else first(properties, "vMerge")
        goes_on = merge is not None and value(merge) != "restart"
        return Spanning(one_line(text), columns=min(whole(wide, default=1), MAX_COLUMNS), rows=0 if goes_on else 1)

    def inline(self, paragraph: Element) -> str:
        r"""Return the text of a paragraph, its breaks as \n and \f; text boxes in it are set aside."""
        told: list[str] = []
        walker = etree.iterwalk(paragraph, events=("start",))
        for _, element in walker:
            name = name_of(element)
            if name == "txbxContent":
                self.boxes.append(element)
            if name in UNSEEN or (name == "r" and self._unseen(element)):
                walker.skip_subtree()
            elif name == "t":
                told.append(_raised(element, last(told)))
            else:
                told.append(_sign(element, name))
        return "".join(told)

    def _unseen(self, run: Element) -> bool:
        properties = first(run, "rPr")
        if properties is None:
            return False
        if _on(first(properties, "strike")) or _on(first(properties, "dstrike")):
            self.struck += 1
            return True
        return _on(first(properties, "vanish"))


def _sign(element: Element, name: str) -> str:
    """Return what an element of a run stands for."""
    if name == "br":
        return "\f" if local(element, "type") == "page" else "\n"
    return {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "sym": " "}.get(name, "")


def _raised(element: Element, before: str) -> str:
    run = element.getparent()
    properties = None if run is None else first(run, "rPr")
    high = None if properties is None else value(first(properties, "vertAlign"))
    text = text_of(element)
    return raised(text, before=before) if high == "superscript" else text


def _on(element: Element | None) -> bool:
    return element is not None and (value(element) or "") not in OFF


def _merged(rows: list[list[Spanning]]) -> list[list[Spanning]]:
    """Return the rows with merged cells as one cell of several rows, where it begins."""
    told = [list(row) for row in rows]
    open_at: dict[int, tuple[int, int]] = {}
    for down, row in enumerate(rows):
        at = 0
        for index, cell in enumerate(row):
            if cell.rows == 0 and at in open_at:
                above, place = open_at[at]
                begun = told[above][place]
                told[above][place] = Spanning(begun.text, begun.columns, begun.rows + 1, begun.label)
            else:
                open_at[at] = (down, index)
            at += cell.columns
    return [[cell for cell in row if cell.rows > 0] for row in told]
