"""The door to lxml: trees of HTML and XML from bytes that nobody vouches for.

No entity is resolved, no DTD is loaded, nothing is fetched; depth and number of tags are bounded
before a tree is walked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import regex
from lxml import etree

from corpus.errors import UnreadableDocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

Element: TypeAlias = "_Element"

MAX_BYTES: Final = 64 * 1024 * 1024
MAX_TAGS: Final = 2_000_000
"""Most tags of one file, closing ones included: a tree of them takes some 300 MB."""

_RESOURCE: Final = "ERR_RESOURCE_LIMIT"


def html_tree(text: str, *, sha256: str) -> Element:
    """Return the tree of an HTML text, mended as browsers do. Raises `UnreadableDocumentError` past a limit."""
    content = regex.sub(r"\A\s*<\?xml[^>]*>", "", text.replace("\0", "")).encode("utf-8", errors="replace")
    _check(content, sha256)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableDocumentError(f"the HTML cannot be read: {error}", sha256=sha256) from error
    _refuse_depth(parser, sha256)
    if root is None:
        raise UnreadableDocumentError("the HTML holds no element", sha256=sha256)
    return root


def xml_tree(content: bytes, *, sha256: str, what: str) -> Element:
    """Return the tree of an XML file, `what` naming it for messages.

    Raises `UnreadableDocumentError` for what is not well formed, for a file that declares entities of
    its own (none of our formats has any: it is an attack or a mistake) and past a limit.
    """
    _check(content, sha256)
    if b"<!ENTITY" in content or b"<\0!\0E\0N\0T" in content or b"\0<\0!\0E\0N\0T" in content:
        raise UnreadableDocumentError(f"{what} declares entities of its own: that is not read", sha256=sha256)
    parser = etree.XMLParser(  # not huge: that would take the parser's own guard off, and UTF-7 hides marks from ours
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        told = " ".join(str(error).split())[:200]
        raise UnreadableDocumentError(f"{what} is not well formed: {told}", sha256=sha256) from error


def _check(content: bytes, sha256: str) -> None:
    if len(content) > MAX_BYTES:
        most = f"{MAX_BYTES / 2**20:.0f} MB"
        raise UnreadableDocumentError(
            f"the file has {len(content) / 2**20:.1f} MB of marks; at most {most} are read", sha256=sha256
        )
    if (found := content.count(b"<")) > MAX_TAGS:
        raise UnreadableDocumentError(f"the file has {found} tags; at most {MAX_TAGS} are read", sha256=sha256)


def _refuse_depth(parser: etree.HTMLParser, sha256: str) -> None:
    """Raise `UnreadableDocumentError` where the parser gave up: what it left out it does not tell."""
    for entry in parser.error_log:
        if entry.type_name == _RESOURCE:
            told = " ".join(str(entry.message).split(", ", maxsplit=1)[0].split())
            raise UnreadableDocumentError(f"the HTML is past a limit of the parser: {told}", sha256=sha256)


def name_of(element: Element) -> str:
    """Return the local name of an element, "" for what is none (an unresolved entity).

    >>> name_of(etree.XML("<a:p xmlns:a='x'/>"))
    'p'
    """
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: Element) -> str:
    """Return all text of an element and of what is in it."""
    return "".join(map(str, element.itertext()))


def local(element: Element, name: str) -> str | None:
    """Return the attribute of that local name, whatever its namespace; None where there is none."""
    found = element.get(name)
    if found is not None:
        return str(found)
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def children(element: Element, *names: str) -> Iterator[Element]:
    """Tell the children of those local names, in order."""
    return (child for child in element if name_of(child) in names)


def first(element: Element, name: str) -> Element | None:
    """Return the first child of a local name."""
    return next(children(element, name), None)
