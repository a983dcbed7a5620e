"""Bytes of a text to its characters, and how sure that is. No byte is lost without a note.

UTF-8 is tried first, for no other text passes for it by chance. Stretches that are not UTF-8 inside
a text that otherwise is are read as Windows-1252. What is not UTF-8 at all is of one byte a
character: Windows-1252 unless the letters of Portuguese clearly say an older set.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

import regex

from extractors.readers.sniff import wide

SAMPLE: Final = 4 * 1024
"""Bytes looked at to tell one-byte character sets apart, from the first beyond ASCII on."""

OLDER: Final = ("cp850", "cp860", "mac_roman")
"""One-byte sets of old files, asked only where Windows-1252 makes little sense of the bytes."""

ENOUGH: Final = 5
"""Bytes beyond ASCII from which an older set may be told from Windows-1252."""

NAMES: Final = {"cp1252": "windows-1252", "latin-1": "iso-8859-1", "mac_roman": "macintosh"}

_C1: Final = regex.compile(rb"[\x80-\x9f]")
_HIGH: Final = regex.compile(rb"[\x80-\xff]")
_BEYOND_ASCII: Final = bytes(range(0x80, 0x100))
_WRONG_CASE: Final = regex.compile(r"(?<=[a-z])[ÁÀÂÃÉÊÍÓÔÕÚÜÇ](?=[a-z])")
_LETTER: Final = regex.compile(
    r"""(?<=[A-Za-z])[áàâãéêíóôõúüçÁÀÂÃÉÊÍÓÔÕÚÜÇ] | [áàâãéêíóôõúüçÁÀÂÃÉÊÍÓÔÕÚÜÇ](?=[A-Za-z])
      | (?<=[çÇ])[ãõÃÕ] | (?<![A-Za-z])[áàéóÁÀÉÓ](?![A-Za-z])""",
    regex.VERBOSE,
)
_SIGN: Final = regex.compile(r"(?<![a-z])[§–—“‘•·«](?![a-z] [a-z])|[”’»](?![a-z]{2})|(?<=[nN.\ds])\ ?[ºª°]|(?<=[\s.;:,])\xa0")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text, the name of its character set (IANA, lower case), and what is doubtful about it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(content: bytes) -> Decoded:
    """Return the text of some bytes, byte order mark and line ends kept.

    >>> decode("ação".encode()).encoding, decode("ação".encode("latin-1")).encoding
    ('utf-8', 'iso-8859-1')
    """
    codec = wide(content)
    if codec is not None:
        return _decode_wide(content, codec)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _decode_mixed(content)


def _decode_wide(content: bytes, codec: str) -> Decoded:
    try:
        return Decoded(content.decode(codec), codec)
    except UnicodeDecodeError as error:
        text = content.decode(codec, errors="replace")
        note = f"bytes that are not {codec} were read as {text.count(chr(0xFFFD))} replacement marks, first at byte {error.start}"
        return Decoded(text, codec, (note,))


def _cp1252(content: bytes) -> str:
    """Decode as Windows-1252; its five bytes without a character become the control characters of Latin-1."""
    return content.decode("cp1252", errors="lavra-latin1")


def _latin1_for_bad(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


def _cp1252_for_bad(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _cp1252(error.object[error.start : error.end]), error.end


codecs.register_error("lavra-latin1", _latin1_for_bad)
codecs.register_error("lavra-cp1252", _cp1252_for_bad)


def _decode_mixed(content: bytes) -> Decoded:
    """Decode what is not wholly UTF-8: UTF-8 with foreign stretches, or one byte a character."""
    sound = content.decode("utf-8", errors="ignore")
    good = _strange(sound)
    bad = _high(content) - _high(sound.encode())
    if not good or good * 4 < bad:
        return _decode_bytewise(content)
    text = content.decode("utf-8", errors="lavra-cp1252")
    note = f"{bad} bytes are not UTF-8 and were read as Windows-1252, first at byte {_first_bad(content)}"
    return Decoded(text, "utf-8", (note,))


def _high(content: bytes) -> int:
    """Return how many bytes are beyond ASCII."""
    return len(content) - len(content.translate(None, _BEYOND_ASCII))


def _strange(text: str) -> int:
    """Return how many characters are not ASCII."""
    return len(text) - len(text.encode("ascii", errors="ignore"))


def _first_bad(content: bytes) -> int:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(content)


def _decode_bytewise(content: bytes) -> Decoded:
    """Decode one byte a character, in the set that makes the most sense of a sample."""
    first = _HIGH.search(content)
    start = max(0, first.start() - 40) if first else 0
    codec, share = _bytewise_codec(content[start : start + SAMPLE])
    if codec == "cp1252" and not _C1.search(content):
        codec = "latin-1"
    name = NAMES.get(codec, codec)
    text = _cp1252(content) if codec == "cp1252" else content.decode(codec)
    notes = () if share > 1 / 2 else (f"the bytes are not UTF-8; read as {name}, which explains only {share:.0%} of them",)
    return Decoded(text, name, notes)


def _bytewise_codec(sample: bytes) -> tuple[str, float]:
    """Choose by the share of characters beyond ASCII that make sense in Portuguese; return it too."""
    own = _sense(_cp1252(sample))
    shares = {codec: _sense(sample.decode(codec)) for codec in OLDER} if own < 1 / 2 and _high(sample) >= ENOUGH else {}
    best = max(shares, key=lambda codec: shares[codec], default="cp1252")
    if shares.get(best, 0.0) > max(3 / 4, own + 1 / 3):
        return best, shares[best]
    return "cp1252", own


def _sense(text: str) -> float:
    """Return the share of non-ASCII characters that stand where Portuguese has them (1.0 where there are none)."""
    strange = _strange(text)
    if not strange:
        return 1.0
    found = len(_LETTER.findall(text)) + len(_SIGN.findall(text)) - 2 * len(_WRONG_CASE.findall(text))
    return found / strange
