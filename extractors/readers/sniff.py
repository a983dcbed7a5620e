"""What some bytes are, told by the bytes: never by a file's name.

The rows of `media_types.toml` are tried in order; what fits none is text, unless control bytes are
many. A text that quotes a tag or a magic number stays text, because every row speaks of the
beginning of the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import regex

from corpus.errors import KnowledgeError
from corpus.knowledge import Row, rows, string, strings

TEXT: Final = "text/plain"
BINARY: Final = "application/octet-stream"

HEAD: Final = 8 * 1024
"""Bytes at the beginning that a pattern sees."""

TAIL: Final = 64 * 1024
"""Bytes at the end that are searched beside the head (a ZIP's list of files stands there)."""

SAMPLE: Final = 1024 * 1024
"""Bytes at the beginning on which control bytes are counted."""

TOO_MANY_CONTROLS: Final = 0.02
"""Share of control bytes from which a file is no text: random bytes have a tenth, text next to none."""

_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
_LEADING: Final = b"\xef\xbb\xbf \t\r\n\f"


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table; `name` and `advice` are parts of a message to the user."""

    id: str
    media_type: str
    name: str
    advice: str
    starts: tuple[bytes, ...] = ()
    offset: int = 0
    contains: tuple[bytes, ...] = ()
    head: regex.Pattern[str] | None = None

    def fits(self, content: bytes, opening: str) -> bool:
        """Whether the bytes are of this kind (a row with neither `starts` nor `head` fits none)."""
        if self.head is not None:
            return self.head.match(opening, timeout=5) is not None
        if not any(content.startswith(magic, self.offset) for magic in self.starts):
            return False
        return not self.contains or any(part in content[:HEAD] or part in content[-TAIL:] for part in self.contains)


def _kind(row: Row) -> Kind:
    offset, head = row.get("offset", 0), string(row, "head")
    if not isinstance(offset, int):
        raise KnowledgeError(f"media_types.toml, row {row['id']}: offset must be a number")
    try:
        pattern = regex.compile(head) if head else None
    except regex.error as error:
        raise KnowledgeError(f"media_types.toml, row {row['id']}: {error}") from error
    return Kind(
        id=string(row, "id"),
        media_type=string(row, "media_type"),
        name=string(row, "name"),
        advice=string(row, "advice"),
        starts=tuple(magic.encode("latin-1") for magic in strings(row, "starts")),
        offset=offset,
        contains=tuple(part.encode("latin-1") for part in strings(row, "contains")),
        head=pattern,
    )


@lru_cache(maxsize=1)
def kinds() -> tuple[Kind, ...]:
    """Return the rows of the table, in order."""
    return tuple(_kind(row) for row in rows("media_types"))


@lru_cache(maxsize=256)
def kind(media_type: str) -> Kind:
    """Return the first row of a media type; raises `KnowledgeError` where there is none."""
    for each in kinds():
        if each.media_type == media_type:
            return each
    raise KnowledgeError(f"media_types.toml has no row for {media_type!r}: add one with its name and advice")


def _opening(content: bytes) -> str:
    """Return the beginning as characters: one a byte, or those of UTF-16 and UTF-32."""
    codec = wide(content[:HEAD])
    if codec is not None:
        return content[:HEAD].decode(codec, errors="ignore").lstrip("\ufeff \t\r\n\f")
    return content[: HEAD + 512].lstrip(_LEADING)[:HEAD].decode("latin-1")


def media_type(content: bytes) -> str:
    """Return the media type of some bytes: a row's, else `text/plain` or `application/octet-stream`.

    >>> media_type(b"%PDF-1.4 "), media_type("RESOLUÇÃO".encode()), media_type(bytes(range(32)))
    ('application/pdf', 'text/plain', 'application/octet-stream')
    """
    opening = _opening(content)
    for each in kinds():
        if each.fits(content, opening):
            return each.media_type
    return TEXT if looks_like_text(content[:SAMPLE]) else BINARY


def wide(content: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 codec the bytes are in, by byte order mark or by where the zeros stand.

    None where they are in neither. Latin text in UTF-16 has a zero in every other byte.
    """
    for mark, codec in ((b"\xff\xfe\0\0", "utf-32-le"), (b"\0\0\xfe\xff", "utf-32-be"), (b"\xff\xfe", "utf-16-le")):
        if content.startswith(mark):
            return codec
    if content.startswith(b"\xfe\xff"):
        return "utf-16-be"
    return _by_zeros(content[:HEAD]) if b"\0" in content[:HEAD] else None


def _by_zeros(head: bytes) -> str | None:
    whole = head[: len(head) // 4 * 4] or head
    shares = [whole[i::4].count(0) / max(1, len(whole[i::4])) for i in range(4)]
    often, seldom = 0.7, 0.1
    for codec, zeros in (("utf-32-le", (1, 2, 3)), ("utf-32-be", (0, 1, 2)), ("utf-16-le", (1, 3)), ("utf-16-be", (0, 2))):
        if all((shares[i] > often) if i in zeros else (shares[i] < seldom) for i in range(4)):
            return codec
    return None


def looks_like_text(content: bytes) -> bool:
    """Whether control bytes are rare, or the bytes are UTF-16 or UTF-32."""
    controls = len(content) - len(content.translate(None, _CONTROLS))
    return controls <= TOO_MANY_CONTROLS * len(content) or wide(content) is not None
