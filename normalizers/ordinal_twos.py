"""A 2 read for º after the number of an article or paragraph: `Art. 12, Art. 22, Art. 32` are the first three.

The glyph alone says nothing, for articles 12 and 22 exist; their order does. A label is mended where
the one before it and the one after it are its neighbours as ordinals, and not as they stand. So are
`Art. 1.2, Art. 2.2`, where the point of `1.º` was kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from corpus.spans import Edit, Span
from normalizers import RULES, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LABEL: Final = regex.compile(
    r"^[ \t]*(?:(?P<article>Art[.:,]?|Artigo)|§)[ ]"
    r"(?P<number>\d[.]2(?=[ ](?:[-–—][ ]?)?\p{Lu})|\d{1,4})(?P<mark>[º°]?)(?P<end>[ ]?[-–—.:]?)(?![\d.,]*\d|/)",
    regex.MULTILINE,
)
_ELSEWHERE: Final = regex.compile(r"(?<!\p{L})[Nn]2[ ]\d")
"""The same reading of the same mark, where nothing else can be meant."""
_NEEDED: Final = 1
_CONFIDENCE: Final = 0.92


class _Label(NamedTuple):
    number: int
    ordinal: int | None
    end: int
    article: bool

    @property
    def meant(self) -> int:
        return self.number if self.ordinal is None else self.ordinal


def two_edits(text: str) -> Iterator[Edit]:
    """Give the repairs of labels whose º was read as a 2; rule id `ordinal-two`."""
    labels = [_label(match) for match in _LABEL.finditer(text)]
    if not any(label.ordinal for label in labels):
        return
    sure: list[int] = []
    open_ended: list[int] = []
    for run in _runs(labels):
        for before, label, after in zip((None, *run), run, (*run[1:], None), strict=False):
            if not _may_be_ordinal(before, label):
                continue
            if after is not None and after.meant == label.meant + 1 and after.number != label.number + 1:
                sure.append(label.end)
            elif (after is None or after.meant == 1) and label.ordinal != 1:
                open_ended.append(label.end)
    if len(_ELSEWHERE.findall(text)) + len(sure) >= _NEEDED:
        sure += open_ended
    yield from (Edit(Span(end - 1, end), "º", "ordinal-two", _CONFIDENCE) for end in sorted(sure))


def _may_be_ordinal(before: _Label | None, label: _Label) -> bool:
    """Whether the label comes next after `before` as an ordinal, and not as it stands (12 after 11 or 10)."""
    if label.ordinal is None:
        return False
    if before is None:
        return label.ordinal == 1
    if before.number == label.number - 1 or (before.ordinal is None and before.number == label.number - 2):
        return False
    return label.ordinal in {1, before.meant + 1}


def _label(match: regex.Match[str]) -> _Label:
    number = match["number"].replace(".", "")
    bare = (
        len(number) == len("12")
        and number[1] == "2"
        and number[0] != "0"
        and not match["mark"]
        and not match["end"].strip(" -–—")
    )
    return _Label(int(number), int(number[0]) if bare else None, match.end("number"), match["article"] is not None)


def _runs(labels: Sequence[_Label]) -> Iterator[list[_Label]]:
    """Give the articles in order, and the paragraphs between two articles."""
    yield [label for label in labels if label.article]
    run: list[_Label] = []
    for label in labels:
        if label.article:
            yield run
            run = []
        else:
            run.append(label)
    yield run


@RULES.register("ordinal_twos")
def rules() -> tuple[Rule, ...]:
    """Return the one rule of this module."""
    return (
        Rule(
            "ordinal-two",
            "ordinal_twos.py",
            "a 2 read for the ordinal mark of an article or paragraph, by its place in the sequence",
        ),
    )
