"""E-mail messages (RFC 5322, MIME): the body and what is attached, as files."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from typing import TYPE_CHECKING, Final

import regex

from corpus.errors import UnreadableDocumentError
from extractors.readers.declared import decode_declared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corpus.source import SourceDocument

MAX_PARTS: Final = 2_000
MAX_DEPTH: Final = 60
"""Parts within parts; the parser of the standard library goes one call deeper with each."""

_NAMELESS: Final = regex.compile(r"[/\\\x00-\x1f]+")
_BOUNDARY: Final = regex.compile(rb"\bboundary\s*+=", regex.IGNORECASE)


def message_parts(source: SourceDocument) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Tell the body (HTML before plain text, where it comes as both) and the attachments of a message, with names.

    Texts are handed on as UTF-8. Pictures inside the body are left out. Raises
    `UnreadableDocumentError` for a message of too many parts.
    """
    if len(_BOUNDARY.findall(source.content)) > MAX_DEPTH:
        raise UnreadableDocumentError(f"the message has more than {MAX_DEPTH} parts within parts", sha256=source.sha256)
    message = message_from_bytes(source.content, policy=policy.compat32.clone(raise_on_defect=False))
    parts = list(_leaves(message))
    if len(parts) > MAX_PARTS:
        raise UnreadableDocumentError(f"the message has more than {MAX_PARTS} parts", sha256=source.sha256)
    bodies = [part for part in parts if _is_body(part)]
    form = "html" if any(part.get_content_subtype() == "html" for part in bodies) else "plain"
    text = "\n\n".join(_text(part) for part in bodies if part.get_content_subtype() == form)
    if text.strip():
        yield ("body.html" if form == "html" else "body.txt"), text.encode
    names: set[str] = set()
    for number, part in enumerate(parts, start=1):
        if part not in bodies and not _is_picture(part):
            yield _name(part, number, names), lambda part=part: _content(part)  # type: ignore[misc]


def _leaves(message: Message) -> Iterator[Message]:
    """Tell the parts that hold something; a message inside is one of them."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            waiting += [each for each in reversed(inside) if isinstance(each, Message)]
        elif part.get_content_maintype() != "multipart":
            yield part


def _is_body(part: Message) -> bool:
    text = part.get_content_type() in ("text/plain", "text/html")
    return text and part.get_content_disposition() != "attachment" and not part.get_filename()


def _is_picture(part: Message) -> bool:
    """Whether it is a picture of the body: a logo, a signature."""
    return part.get_content_maintype() == "image" and (
        part.get("Content-ID") is not None or part.get_content_disposition() == "inline"
    )


def _text(part: Message) -> str:
    return decode_declared(_content(part), header=str(part.get_content_charset() or "") or None).text


def _content(part: Message) -> bytes:
    inside = part.get_payload()
    if isinstance(inside, list):
        return b"\n".join(each.as_bytes() for each in inside if isinstance(each, Message))
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _name(part: Message, number: int, names: set[str]) -> str:
    """Return the name of an attachment, told apart from those before it."""
    told = _NAMELESS.sub("_", _decoded(part)).strip(". ")
    ending = {"message/rfc822": ".eml", "text/html": ".html", "text/plain": ".txt"}.get(part.get_content_type(), "")
    name = told or f"part-{number}{ending}"
    while name in names:
        name = f"{number}-{name}"
    names.add(name)
    return name


def _decoded(part: Message) -> str:
    """Return the file name of a part as its headers tell it, its encoded words decoded."""
    modern = EmailMessage(policy=policy.default)
    for header in ("Content-Disposition", "Content-Type"):
        if part.get(header) is not None:
            modern[header] = regex.sub(r"[\r\n]+", " ", str(part[header]))
    return modern.get_filename() or ""
