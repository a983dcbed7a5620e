"""What people said of where acts begin, brought to the headings that were found.

A place is a paragraph: one in whose middle an act is said to begin is parted there. A split makes a
heading of what stands there, as far as it reads as one; where it does not, the act has the type of
the act that it was cut from, as a guess with a problem. A merge drops the heading there. They are
taken in the order in which they were made, so that a later one has the last word.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.cuts import MERGE, CutOutcome, placed
from corpus.spans import Span
from corpus.text import capitals
from extractors.acts.boundaries import BODY, SECTION
from extractors.acts.headings import NUMBER, Heading, heading_at, numbered
from extractors.acts.kinds import damaged_type_at_start, type_at_start
from extractors.acts.paragraphs import Paragraph, paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.cuts import Cut
    from corpus.spans import NormalizedText
    from extractors.acts.boundaries import Stretch

UNDER: Final = 6
"""Lines from where an act is said to begin in which its heading is looked for: a letterhead may stand over it."""


class Place(NamedTuple):
    """A cut at its paragraph, None where its place is not in this text; `at` is its offset in the raw text."""

    cut: Cut
    paragraph: int | None
    at: int


def parted(text: NormalizedText, parts: Sequence[Paragraph], cuts: Sequence[Cut]) -> tuple[list[Paragraph], list[Place]]:
    """Return the paragraphs, those in whose middle an act is said to begin parted, and the place of each cut."""
    raw = [placed(cut, text.raw) for cut in cuts]
    there = [None if at is None else text.from_raw(Span(at, at + 1)).start for at in raw]
    own = list(parts)
    for cut, at in zip(cuts, there, strict=True):
        if at is not None and cut.kind != MERGE:
            own = [piece for part in own for piece in _pieces(text.value, part, at)]
    found = [None if at is None else next((i for i, part in enumerate(own) if at < part.span.end), None) for at in there]
    return own, [Place(cut, index, cut.at if at is None else at) for cut, index, at in zip(cuts, found, raw, strict=True)]


def _pieces(text: str, part: Paragraph, at: int) -> tuple[Paragraph, ...]:
    before, after = text[part.span.start : at].rstrip(), text[at : part.span.end]
    if not part.span.start < at < part.span.end or not before or not after.strip():
        return (part,)
    start = at + len(after) - len(after.lstrip())
    first = replace(paragraph(text, Span(part.span.start, part.span.start + len(before))), gap=part.gap)
    return first, paragraph(text, Span(start, part.span.end))


def recut(
    parts: Sequence[Paragraph], found: Sequence[Stretch], places: Sequence[Place]
) -> tuple[list[Heading], list[CutOutcome]]:
    """Return the headings as people want them, and what became of each cut.

    `found` are the acts that the text tells by itself.
    """
    heads = {stretch.start: stretch.heading for stretch in found}
    told = []
    for cut, index, at in places:
        if index is None:
            told.append(CutOutcome(cut.id, "orphaned", at))
            continue
        standing = next((start for start, head in heads.items() if min(start, head.first) <= index < head.last), None)
        if cut.kind == MERGE:
            done = standing is not None and min(heads) < standing
            if done and standing is not None:
                del heads[standing]
            told.append(CutOutcome(cut.id, "active" if done else "confirmed", at))
        elif standing is not None and index in {standing, heads[standing].first}:
            told.append(CutOutcome(cut.id, "confirmed", at))
        else:
            made = _made(parts, index, heads)
            told.append(CutOutcome(cut.id, "orphaned" if made is None else "active", at))
            if made is not None:
                heads = dict(sorted({**heads, index: replace(made, start=index)}.items()))
    return list(heads.values()), told


def _made(parts: Sequence[Paragraph], index: int, heads: Mapping[int, Heading]) -> Heading | None:
    """Return the heading of the act that is said to begin at a paragraph; None for one of no type under no act."""
    stop = min([start for start in heads if start > index], default=len(parts))
    for at in range(index, min(index + UNDER, stop)):
        head = heading_at(parts, at) or _plain(parts[at], at)
        if head is not None:
            return head
        if not (capitals(parts[at].text) or BODY.match(parts[at].folded) or SECTION.match(parts[at].folded)):
            break
    over = [head for start, head in heads.items() if start < index]
    part = parts[index]
    return Heading(index, index + 1, over[-1].kind, part.span, None, part.span, assumed=True) if over else None


def _plain(part: Paragraph, index: int) -> Heading | None:
    """Return a line that begins with a type and a number as a heading, though it does not look like one."""
    match = type_at_start(part.folded) or damaged_type_at_start(part.folded)
    number = NUMBER.match(part.folded, match.end) if match is not None else None
    if match is None or (number is None and not (match.kind.numberless and capitals(part.text[: match.end]))):
        return None
    if number is None:
        return Heading(index, index + 1, match.kind, part.part(0, match.end), None, _rest(part, match.end))
    stands = numbered(part, match.end, capital=True, letter=False)
    past, rest = (number.end(), _rest(part, number.end())) if stands is None else stands
    return Heading(index, index + 1, match.kind, part.part(0, match.end), part.part(match.end, past), rest)


def _rest(part: Paragraph, start: int) -> Span | None:
    return part.part(start) if part.text[start:].strip() else None
