"""The character set of a file that may say it: byte order mark, the bytes themselves, the declaration, a guess."""

from __future__ import annotations

import codecs
from typing import Final

import regex

from extractors.readers.charset import Decoded, decode
from extractors.readers.sniff import wide

HEAD: Final = 4096
"""Bytes in which a page must declare its character set (four times what the HTML standard asks)."""

_DECLARED: Final = regex.compile(
    rb"""(?: <meta\b[^>]{0,300}?\bcharset\s*+=\s*+["']?\s*+ | \A\W{0,4}<\?xml\b[^>]{0,100}?\bencoding\s*+=\s*+["'] )
    ([A-Za-z][\w.:-]{1,30})""",
    regex.VERBOSE | regex.IGNORECASE,
)

AS_BROWSERS: Final = {"iso8859-1": "cp1252", "ascii": "cp1252"}
"""Sets that a browser reads as their superset (WHATWG Encoding Standard, 4.2)."""

READ: Final = frozenset("utf-8 cp1252 iso8859-1 ascii iso8859-15 cp850 cp860 cp437 mac-roman iso8859-2 cp1250".split())
"""Sets that a declaration may ask for; others of those that exist (UTF-7) let a file hide what it says."""


def declared(content: bytes) -> str | None:
    """Return the Python name of the character set that a page declares, None where there is none that is read.

    >>> declared(b'<meta charset="ISO-8859-1">'), declared(b"<meta charset=utf-7>"), declared(b"<p>")
    ('iso8859-1', None, None)
    """
    found = _DECLARED.search(content[:HEAD])
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    return name if name in READ else None


def decode_declared(content: bytes, *, header: str | None = None) -> Decoded:
    """Return the text of a page or a part of a message without its byte order mark.

    What is UTF-8 is read so whatever is declared: no other text passes for it by chance. `header` is
    what a header outside the bytes declares; it goes before what stands inside.
    """
    if wide(content) is not None:
        return _unmarked(decode(content))
    asked = declared(b'<meta charset="' + header.encode("ascii", errors="replace") + b'">') if header else None
    codec = asked or declared(content)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _unmarked(_decode_as(content, codec) if codec else decode(content))
    note = f"the page declares {codec}, its bytes are UTF-8"
    strange = codec not in (None, "utf-8") and not text.isascii()
    return _unmarked(Decoded(text, "utf-8", (note,) if strange else ()))


def _decode_as(content: bytes, codec: str) -> Decoded:
    if codec == "utf-8":
        return decode(content)
    as_read = AS_BROWSERS.get(codec, codec)
    try:
        text = content.decode(as_read, errors="lavra-latin1" if as_read == "cp1252" else "strict")
    except UnicodeDecodeError:
        guessed = decode(content)
        return Decoded(guessed.text, guessed.encoding, (*guessed.notes, f"the page declares {codec}, its bytes are not"))
    return Decoded(text, {"iso8859-1": "iso-8859-1", "cp1252": "windows-1252"}.get(codec, codec))


def _unmarked(decoded: Decoded) -> Decoded:
    return Decoded(decoded.text.removeprefix("\ufeff"), decoded.encoding, decoded.notes)
