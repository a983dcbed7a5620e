"""HTML pages: what a reader of the page reads, without its menus.

Each block is a line with a blank line after it. Left out are scripts and forms, what the page
hides, menus and the like (by element, by role, by the words of `html_furniture.toml`, by being
nothing but links), and what is struck through: sites that keep a law up to date strike out the
wording that is no longer in force.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import regex
from lxml import etree

from corpus.errors import UnreadableDocumentError
from extractors.readers import READERS
from extractors.readers.declared import decode_declared
from extractors.readers.flow import Flow, flowing, raised
from extractors.readers.html_menus import Menus
from extractors.readers.html_tables import rows_of
from extractors.readers.markup import html_tree, name_of, text_of
from extractors.readers.numbering import shown

if TYPE_CHECKING:
    from corpus.pages import Document
    from corpus.source import SourceDocument
    from extractors.readers.markup import Element

MEDIA_TYPE: Final = "text/html"

NEVER: Final = tuple(
    """script style noscript template head title svg math iframe object embed applet canvas audio video map select
    option datalist button input textarea noframes""".split()
)
"""Elements without text for the reader of a page."""

BLOCKS: Final = frozenset(
    """address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p section summary table tbody td tfoot th thead tr
    ul""".split()
)
STRUCK: Final = frozenset({"s", "strike", "del"})

_HIDDEN: Final = regex.compile(r"display\s*+:\s*+none|visibility\s*+:\s*+hidden", regex.IGNORECASE)
_STRUCK: Final = regex.compile(r"text-decoration[\w-]*+\s*+:[^;]{0,60}?line-through", regex.IGNORECASE)
_BLANKS: Final = regex.compile(r"[ \t\r\n\f]+")
_WHOLE: Final = regex.compile(r"-?[0-9]{1,6}")


@READERS.register(MEDIA_TYPE)
def read_html(source: SourceDocument) -> Document:
    """Return an HTML page as a document of one page.

    Raises `UnreadableDocumentError` for a page without text (a set of frames, a program that would
    fetch it) and for one past the limits of `markup`.
    """
    decoded = decode_declared(source.content)
    root = html_tree(decoded.text, sha256=source.sha256)
    etree.strip_elements(root, *NEVER, with_tail=False)
    walk = _Walk(Flow(sha256=source.sha256), Menus(root))
    walk.through(root)
    try:
        pages = walk.flow.pages()
    except UnreadableDocumentError as error:
        raise UnreadableDocumentError(
            f"{error}; save the page from a browser that shows its text", sha256=source.sha256
        ) from error
    notes = [*(("encoding", note) for note in decoded.notes), *walk.notes()]
    return flowing(source, pages, media_type=MEDIA_TYPE, reader="html", encoding=decoded.encoding, notes=notes)


@dataclass(slots=True)
class _Walk:
    """One pass over a tree, without recursion: hostile pages nest two thousand deep."""

    flow: Flow
    menus: Menus
    struck: int = 0
    dropped: int = 0
    inside_pre: int = 0
    lists: list[tuple[str, int]] = field(default_factory=list)

    def through(self, root: Element) -> None:
        """Add the text of `root` to the flow."""
        walker, passed_over = etree.iterwalk(root, events=("start", "end")), None
        for event, element in walker:
            if event == "start":
                if not self._enter(element):
                    passed_over = element
                    walker.skip_subtree()
                continue
            if element is not passed_over:
                self._leave(element)
            if element is not root:
                self._text(element.tail)

    def _enter(self, element: Element) -> bool:
        """Begin an element; answer whether to go into it."""
        name = name_of(element)
        if name in BLOCKS or name == "pre":
            self.flow.block()
        if self._unseen(element, name):
            return False
        if name == "br":
            self.flow.line()
        elif name == "sup":
            self.flow.text(raised(text_of(element), before=self.flow.before))
            return False
        elif name == "table" and (rows := rows_of(element)) is not None:
            self._table(rows)
            return False
        elif name in ("ol", "ul"):
            self.lists.append((element.get("type") or "1", _whole(element.get("start"), default=1)) if name == "ol" else ("", 0))
        elif name == "li" and self.lists and self.lists[-1][0]:
            self._item(element)
        self.inside_pre += name == "pre"
        self._text(element.text)
        return True

    def _item(self, element: Element) -> None:
        """Add the number that a browser shows before an item of a numbered list."""
        form, number = self.lists[-1]
        number = _whole(element.get("value"), default=number)
        if "list-style" not in (element.get("style") or ""):
            self.flow.text(f"{shown(number, form)}. ")
        self.lists[-1] = (form, number + 1)

    def _table(self, rows: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]) -> None:
        captions, lines = rows
        self.flow.blocks(captions)
        self.flow.rows(lines)

    def _unseen(self, element: Element, name: str) -> bool:
        style = element.get("style") or ""
        if element.get("hidden") is not None or _HIDDEN.search(style):
            return True
        if name in STRUCK or _STRUCK.search(style):
            self.struck += 1
            return True
        if self.menus.has(element, name):
            self.dropped += 1
            return True
        return False

    def _leave(self, element: Element) -> None:
        name = name_of(element)
        self.inside_pre -= name == "pre"
        if name in BLOCKS or name == "pre":
            self.flow.block()
        if name in ("ol", "ul"):
            self.lists.pop()

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if not self.inside_pre:
            self.flow.text(_BLANKS.sub(" ", text))
            return
        first, *others = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
        self.flow.text(first, verbatim=True)
        for line in others:
            self.flow.line()
            self.flow.text(line, verbatim=True)

    def notes(self) -> list[tuple[str, str]]:
        """Return what was left out that a reader might miss."""
        notes = []
        if self.struck:
            notes.append(("struck", f"{self.struck} stretches that the page strikes through were left out"))
        if self.dropped:
            notes.append(("furniture", f"{self.dropped} menus and other furniture of the page were left out"))
        return notes


def _whole(told: str | None, *, default: int) -> int:
    """Return an attribute as a whole number of at most six digits."""
    digits = (told or "").strip()
    return int(digits) if _WHOLE.fullmatch(digits) else default
