"""Wording of another norm quoted inside an act: which paragraphs it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from extractors.acts.labels import label_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.acts.paragraphs import Paragraph

OPENS: Final = regex.compile(r"[“\"«„]|''")
CLOSES: Final = regex.compile(r"(?:[”\"»]|'')\s*(?:[.;,]|\((?:NR|AC|VETADO|REVOGADO)\)|\s|e)*$", regex.IGNORECASE)
ANNOUNCES: Final = regex.compile(
    r"(?:redacao|vigor\w*|acrescid\w+|acrescent\w+|inclu\w+|alterac\w+|altera\w*|seguinte\w*|forma|dispositivos?|modificac\w+|lei|artigos?|paragrafos?|incisos?)[^.;]{0,120}:\s*$"
)
DOTS: Final = regex.compile(r"[.…_ ]{6,}$")


def quotations(parts: Sequence[Paragraph]) -> dict[int, int]:
    """Return the quoted stretches among paragraphs: index of the first → index past the last."""
    found: dict[int, int] = {}
    index = 1
    while index < len(parts):
        end = _quoted_until(parts, index)
        if end is not None:
            found[index] = end
            index = end
        else:
            index += 1
    return found


def _quoted_until(parts: Sequence[Paragraph], index: int) -> int | None:
    """Return the index past the last paragraph of the quotation that begins at `index`, None where none does."""
    before, part = parts[index - 1], parts[index]
    if OPENS.match(part.text):
        if not before.text.rstrip().endswith(":") and label_at(part.text) is None:
            return None
        return _closed(parts, index)
    if ANNOUNCES.search(before.folded):
        return _unquoted(parts, index)
    return None


def _closed(parts: Sequence[Paragraph], index: int) -> int | None:
    """Return the index past the paragraph that closes the quotation opened at `index`."""
    for at in range(index, min(len(parts), index + 400)):
        body = parts[at].text[1:] if at == index else parts[at].text
        if CLOSES.search(body) and not (at + 1 < len(parts) and _reopens(parts[at + 1])):
            return at + 1
    return _until_own(parts, index)


def _reopens(part: Paragraph) -> bool:
    """Whether the next paragraph goes on quoting with a mark of its own."""
    return bool(OPENS.match(part.text)) and label_at(part.text) is not None


def _until_own(parts: Sequence[Paragraph], index: int) -> int | None:
    """Return where the act's own articles go on, for a quotation that nobody closes."""
    due = _own_before(parts, index) + 1
    for at in range(index + 1, len(parts)):
        label = label_at(parts[at].text)
        if label is not None and label.kind == "artigo" and label.value == due and not OPENS.match(parts[at].text):
            return at
    return index + 1


def _own_before(parts: Sequence[Paragraph], index: int) -> int:
    for at in range(index - 1, -1, -1):
        label = label_at(parts[at].text)
        if label is not None and label.kind == "artigo" and not OPENS.match(parts[at].text):
            return label.value
    return 0


def _unquoted(parts: Sequence[Paragraph], index: int) -> int | None:
    """Return the end of wording announced but not in quotation marks: an article out of sequence, dotted lines."""
    label = label_at(parts[index].text)
    dotted = DOTS.fullmatch(parts[index].text) is not None
    own = _own_before(parts, index)
    if not dotted and (label is None or label.kind != "artigo" or label.value in {own + 1, own} or own == 0):
        return None
    for at in range(index + 1, len(parts)):
        other = label_at(parts[at].text)
        if other is not None and other.kind == "artigo" and other.value == own + 1:
            return at
    return None
