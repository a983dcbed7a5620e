"""What is an address of the net or the name of a file, and so neither read as words nor mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from corpus.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS: Final = ("@", "://", "www.", ".br", "_", ".pdf", ".doc", ".htm", ".php", ".com")
"""One of these stands in every address: a text without them is not searched."""
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
    return any(sign in word for sign in _SIGNS) and _ADDRESS.search(word) is not None


def addresses(text: str) -> Iterator[Span]:
    """Give the spans of the addresses in `text`, in order."""
    if any(sign in text for sign in _SIGNS):
        yield from (Span(*found.span()) for found in _ADDRESS.finditer(text))
