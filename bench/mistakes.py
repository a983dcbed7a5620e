"""What is still wrong on a page, sorted by the nature of what is wrong: what to mend next."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

import regex
from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapidfuzz.distance import Opcode

_NEAR: Final = 2
"""Right characters between two wrong stretches up to which they are one mistake."""
_AROUND: Final = 14
_WORD: Final = regex.compile(r"\S*$")
_REST: Final = regex.compile(r"^\S*")
_ORDINAL: Final = frozenset("ºª")
_MARKS: Final = regex.compile(r"[^\p{L}\p{N}\s]*")


class Mistake(NamedTuple):
    """One wrong stretch: its nature, the characters that are wrong, what was printed and what stands there now."""

    nature: str
    characters: int
    printed: str
    read: str
    around: str


def mistakes(truth: str, text: str) -> Iterator[Mistake]:
    """Give what is wrong in `text` against `truth`, in order; neighbouring wrong characters are one mistake."""
    for group in _groups(truth, text):
        printed, read = truth[group[0].src_start : group[-1].src_end], text[group[0].dest_start : group[-1].dest_end]
        head, tail = truth[: group[0].src_start], truth[group[-1].src_end :]
        characters = sum(max(op.src_end - op.src_start, op.dest_end - op.dest_start) for op in group)
        around = f"{head[-_AROUND:]}[{printed}>{read}]{tail[:_AROUND]}"
        left, right = _WORD.findall(head)[0], _REST.findall(tail)[0]
        yield Mistake(nature(left + printed + right, printed, read), characters, printed, read, around)


def _groups(truth: str, text: str) -> Iterator[list[Opcode]]:
    group: list[Opcode] = []
    for op in Levenshtein.opcodes(truth, text):
        if op.tag == "equal":
            continue
        if group and op.src_start - group[-1].src_end > _NEAR:
            yield group
            group = []
        group.append(op)
    if group:
        yield group


def nature(word: str, printed: str, read: str) -> str:
    """Return what kind of mistake it is to have `read` for `printed` within `word`.

    >>> nature("não", "ã", "a"), nature("1º", "º", "2"), nature("casa,", ",", "."), nature("vista", "", " ")
    ('accent', 'ordinal', 'mark', 'blank')
    """
    if not printed.strip() and not read.strip():
        return "blank"
    return _sign(printed, read) or _figure(word, printed, read) or _letters(word, printed, read)


def _sign(printed: str, read: str) -> str:
    """Return the nature of a mistake in marks; "" where letters or figures are wrong."""
    if "§" in printed:
        return "§"
    if _MARKS.fullmatch(printed.replace(" ", "")) and _MARKS.fullmatch(read.replace(" ", "")):
        return "mark" if printed.strip() else "stray"
    return ""


def _figure(word: str, printed: str, read: str) -> str:
    """Return the nature of a mistake in a number; "" where a word is wrong."""
    if not _ORDINAL.isdisjoint(printed) or not _ORDINAL.isdisjoint(read):
        return "ordinal"
    figures = any(map(str.isdigit, printed)) or (any(map(str.isdigit, word)) and not any(map(str.isalpha, printed)))
    return "figure" if figures else ""


def _letters(word: str, printed: str, read: str) -> str:
    """Return the nature of a mistake in a word."""
    if word.strip(".,;:()\"'-").lower() in {"à", "às"}:
        return "crase"
    if not any(map(str.isalpha, printed)):
        return "stray"
    name = " name" if word.lstrip("(\"'")[:1].isupper() and not word.isupper() else ""
    if _plain(printed) != _plain(read):
        return f"letters{name}"
    return f"case{name}" if printed.lower() == read.lower() else f"accent{name}"


def _bare(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def _plain(text: str) -> str:
    return _bare(text).lower()
