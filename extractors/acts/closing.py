"""The end of an act: closing formulas, place and date, signatures; what comes after is an annex.

Signatures may stand one under another or side by side, name above role or below it, stamped and
typed twice, "(Original assinado)" between; an appointment under a name is no role.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.acts import Found, Signatory
from corpus.spans import Span
from corpus.text import fold
from extractors.acts.labels import label_at
from extractors.acts.signatories import signatories
from extractors.acts.signature_marks import CLOSING, IMPRINT, NAMES_ACTS, PUBLISHER, STANDS_FOR, Mark, goes_on, leads, marks_of
from extractors.fields.places import DATED, LONGEST, signing_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.acts.paragraphs import Paragraph


@dataclass(frozen=True, slots=True)
class Closing:
    """How an act ends; `first` is the index of the first paragraph that orders nothing any more.

    `bodies` are bodies named among the signatures; `after` is what follows the last signature.
    """

    first: int
    signing: Span | None
    signatories: tuple[Signatory, ...]
    bodies: tuple[Found[str], ...]
    appointments: tuple[Span, ...]
    after: tuple[Paragraph, ...]


def closing(parts: Sequence[Paragraph]) -> Closing:
    """Return how the operative paragraphs `parts` end."""
    start = _signing_at(parts)
    if start is None:
        start = _block_at(parts)
    if start is None:
        return Closing(_before_formulas(parts, len(parts)), None, (), (), (), ())
    signing = parts[start].span if _is_signing(parts[start]) else None
    first, end = start + (signing is not None), len(parts)
    marks: list[Mark] = []
    for index in range(first, len(parts)):
        found = marks_of(parts[index]) or _beside(parts, index, marks)
        if not found:
            end = index
            break
        marks += found
    if signing is not None and not any(mark.kind == "name" for mark in marks):
        above = _signed_above(parts, start)
        marks = [*(mark for part in parts[above:start] for mark in marks_of(part)), *marks]
        start = above
    after = tuple(parts[end:])
    return Closing(
        _before_formulas(parts, start),
        signing,
        signatories(marks),
        tuple(Found(m.text, m.span, "body-line") for m in marks if m.kind == "body"),
        tuple(m.span for m in marks if m.kind == "appointment" or NAMES_ACTS.match(fold(m.text))),
        after,
    )


def without_imprint(parts: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs without the gazette's imprint: "Publicado por:", the name under it, the code."""
    names = {i + 1 for i, part in enumerate(parts) if PUBLISHER.fullmatch(part.folded)}
    return [part for i, part in enumerate(parts) if i not in names and not IMPRINT.match(part.folded)]


def _beside(parts: Sequence[Paragraph], index: int, marks: Sequence[Mark]) -> list[Mark]:
    """Return what a line says by the lines beside it: the rest of the role over it, the office of the name under it."""
    under = bool(marks) and marks[-1].kind in {"role", "tail"}
    tail = goes_on(parts[index], parts[index - 1]) if under else None
    office = leads(parts[index]) if index + 1 < len(parts) else None
    if office is not None and not any(mark.kind == "name" for mark in marks_of(parts[index + 1])):
        office = None
    return [mark for mark in (tail, office) if mark is not None][:1]


def _is_signing(part: Paragraph) -> bool:
    may = len(part.text) <= LONGEST and DATED.search(part.text) is not None
    return may and label_at(part.text) is None and signing_line(part.text, Span(0, len(part.text))) is not None


def _signing_at(parts: Sequence[Paragraph]) -> int | None:
    """Return the index of the line with place and date: the last one that a name follows, else the last."""
    found = [i for i, part in enumerate(parts) if _is_signing(part)]
    signed = [i for i in found if any(m.kind == "name" for p in parts[i + 1 : i + 6] for m in marks_of(p))]
    if signed:
        return signed[0]
    return found[-1] if found else None


def _block_at(parts: Sequence[Paragraph]) -> int | None:
    """Return where a block of signatures begins that no line with place and date opens."""
    tail = _Tail(parts)
    for index, part in enumerate(parts):
        if not any(m.kind in {"name", "role"} for m in marks_of(part)):
            continue
        block = [m.kind for p in parts[index : index + 3] for m in marks_of(p)]
        last = index + 1 == len(parts)
        begin = _over_stamps(parts, index)
        if (
            "name" in block
            and ("role" in block or last or index + 2 >= len(parts))
            and (not begin or parts[begin - 1].text.rstrip().endswith((".", "!", ",", ")")) or tail.stands_apart(begin))
        ):
            return begin
    return None


class _Tail:
    """The lines of signatures alone that end the paragraphs, sought once."""

    def __init__(self, parts: Sequence[Paragraph]) -> None:
        self._parts = parts

    def stands_apart(self, begin: int) -> bool:
        """Whether such lines go from `begin` to the end, a blank line before them and a role among them."""
        return self._parts[begin].gap > 1 and self._begins <= begin <= self._last_role

    @cached_property
    def _begins(self) -> int:
        """The first of the lines."""
        count = len(self._parts)
        return next((at + 1 for at in range(count - 1, -1, -1) if not marks_of(self._parts[at])), 0)

    @cached_property
    def _last_role(self) -> int:
        roles = (at for at in range(len(self._parts) - 1, -1, -1) if any(m.kind == "role" for m in marks_of(self._parts[at])))
        return next(roles, -1)


def _signed_above(parts: Sequence[Paragraph], signing: int) -> int:
    """Return where the signatures stand right over the line with place and date, `signing` itself where none do."""
    above = signing
    while above > 0 and label_at(parts[above - 1].text) is None and marks_of(parts[above - 1]):
        above -= 1
    names = (i for i in range(above, signing) if any(mark.kind == "name" for mark in marks_of(parts[i])))
    return next(names, signing)


def _over_stamps(parts: Sequence[Paragraph], index: int) -> int:
    """Return `index` moved before the headings of signatures over it ("REPRESENTAÇÃO ESTADUAL")."""
    while index > 0 and STANDS_FOR.match(parts[index - 1].folded):
        index -= 1
    return index


def signed_at(parts: Sequence[Paragraph], start: int) -> int | None:
    """Return the index, from `start` on, at which a block of signatures begins; None where there is none."""
    at = _block_at(parts[start:])
    return start + at if at is not None else None


def _before_formulas(parts: Sequence[Paragraph], end: int) -> int:
    """Return `end` moved before closing formulas ("Registre-se, publique-se, cumpra-se")."""
    while end > 0 and CLOSING.match(parts[end - 1].folded):
        end -= 1
    return end
