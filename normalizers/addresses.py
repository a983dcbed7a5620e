"""What is an address of the net or the name of a file, and so neither read as words nor mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from corpus.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS: Final = (
    *("@", "://", "www.", ".br", "_", ".pdf", ".doc", ".htm", ".php", ".com"),
    *(".gov", ".org", ".net", ".edu", ".jus", ".leg", ".mil", ".asp", ".xls", ".txt", ".zip"),
)
"""One of these stands in every address: lines without them are not searched."""
_SIGN: Final = regex.compile("|".join(map(regex.escape, _SIGNS)))
_ADDRESS: Final = regex.compile(
    r"""
      [\w.+-]++@[\w-]++(?:[.][\w-]++)+
    | (?:https?|ftp)://\S++ | (?<!\w)www[.]\S++
    | (?<!\w)[\w-]++(?:[.][\w-]++)*?[.](?:gov|com|org|net|edu|jus|leg|mil)(?:[.]br)?(?!\w)(?:/\S*+)?
    | (?<!\w)[\w-]++[.](?:pdf|docx?|html?|php|aspx?|xlsx?|txt|zip)(?!\w)
    | (?<!\w)[\p{L}\d]++(?:_[\p{L}\d]++)+
    """,
    regex.VERBOSE,
)


def is_address(word: str) -> bool:
    """Whether a word between blanks is, or holds, an address or the name of a file.

    >>> is_address("licitacao@obras.ba.gov.br"), is_address("edital_n6.pdf"), is_address("fim.Com"), is_address("a/c")
    (True, True, False, False)
    """
    return _SIGN.search(word) is not None and _ADDRESS.search(word) is not None


def addresses(text: str) -> Iterator[Span]:
    """Give the spans of the addresses in `text`, in order."""
    for start, end in sorted({line for sign in _SIGNS for line in _lines_with(sign, text)}):
        yield from (Span(*found.span()) for found in _ADDRESS.finditer(text, start, end))


def _lines_with(sign: str, text: str) -> Iterator[tuple[int, int]]:
    """Give where the lines of `text` stand that hold `sign`: no address goes over a line's end."""
    at = text.find(sign)
    while at >= 0:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield text.rfind("\n", 0, at) + 1, end
        at = text.find(sign, end)
