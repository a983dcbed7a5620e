"""What may be a label of a stacked table's header, what surely is, and what tells that one was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from extractors.tables.cells import Kind
from extractors.tables.labels import plays

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractors.tables.lines import Line

LEFT_OUT: Final = 0.3
"""What it tells against a header that a short line stands right above it: it may be a label left out."""
SURELY_LEFT_OUT: Final = 5.0
LONGEST_LABEL: Final = 90
LONGEST_KNOWN: Final = 40
_PERIOD: Final = regex.compile(r"\d{1,2}/\d{2,4}|(?:19|20)\d\d|\d{1,2}[ºª]|0?\d{1,2}")
_BARE: Final = regex.compile(r"\d{1,2}[ºª]?")
_NUMBERED: Final = regex.compile(r"\d{1,3}\s?[.)]\s?\p{L}")
SENTENCE_END: Final = regex.compile(r"(?<=\p{L}{4}|\))\.$|[;:]$")
_SHORTENED: Final = regex.compile(r"(?:\p{L}[\p{L}.]*+\s){0,2}\p{Lu}\p{L}{1,4}\.|\d{1,2}[ºª°]\s\p{L}{2,5}\.")


def between_prose(lines: Sequence[Line], parts: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Part index ranges where a sentence stands over labels, the first a known one: another table begins there."""
    for start, stop in parts:
        begun = start
        for at in range(start, stop - 2):
            ends = len(lines[at].text) > LONGEST_LABEL and lines[at].text[-1] in ".:"
            if ends and is_known(lines[at + 1].text) and is_label(lines[at + 2]) and len(lines[at + 2].text) <= LONGEST_KNOWN:
                yield begun, at
                begun = at + 1
        yield begun, stop


def left_out(lines: Sequence[Line], header: int, start: int) -> float:
    """What it tells against a header that begins at `header`: a line above it that may be a label, or surely is."""
    if header <= start or not is_label(lines[header - 1]):
        return 0.0
    return SURELY_LEFT_OUT if is_known(lines[header - 1].text) else LEFT_OUT


def are_labels(lines: Sequence[Line], labels: Sequence[tuple[int, int]]) -> bool:
    """Whether bare numbers among the labels are a series: one alone is the first row's."""
    bare = [at for at, (begun, _) in enumerate(labels) if _BARE.fullmatch(lines[begun].text)]
    return all(at - 1 in bare or at + 1 in bare for at in bare)


def is_label(line: Line) -> bool:
    """Whether a line may be a label: no sentence, no numbered item, of figures only what names a period."""
    if line.kind is Kind.TEXT:
        ends = SENTENCE_END.search(line.text) and not (_SHORTENED.fullmatch(line.text) or is_known(line.text))
        return len(line.text) <= LONGEST_LABEL and not ends and not _NUMBERED.match(line.text)
    return bool(_PERIOD.fullmatch(line.text))


def is_known(label: str) -> bool:
    """Whether a line surely is a label: its words are known."""
    parts = ("label", "code_label", "order_label", "measure_label")
    return len(label) <= LONGEST_KNOWN and label[-1:] not in (":", ";") and any(plays(part, label) for part in parts)
