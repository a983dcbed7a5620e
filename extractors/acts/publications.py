"""Where each act came out: lines that were taken out as page furniture, read again for what they tell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from itertools import takewhile
from operator import itemgetter
from typing import TYPE_CHECKING, Final, TypeVar

import regex

from corpus.acts import Act, Found, Publication
from corpus.furniture import dateline, is_paged_gazette_head, publication
from corpus.spans import Span
from corpus.states import state_named, state_of_place, states
from corpus.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.spans import Correction, NormalizedText
    from corpus.states import State

T = TypeVar("T")

FURNITURE: Final = "furniture"
PUBLICATION: Final = "furniture-publication"
HEAD: Final = "furniture-running_head"
ISSUE: Final = 3
"""Running heads that make an issue of a text; a page or two may be copied from anywhere."""

AGREED: Final = 0.8
"""Share of the running heads that must tell the same."""

BESIDE: Final = 3
"""Line breaks, at most, between the two lines of a masthead."""

FOOT: Final = ("furniture-page", "furniture-running", "furniture-print", "furniture-recurring")
SAYS_PUBLISHED: Final = regex.compile(r"\W*(?:re)?publicad|\W*disponibilizad|\W*este\stexto")
OF_STATE: Final = regex.compile(r"d\.?\s?o\.?\s?e\.?$|doe$|d\.?\s?o\.?$|diario\soficial(?:\sdo\sestado.*)?$")
OF_UNION: Final = regex.compile(r"d\.?\s?o\.?\s?u\.?$|dou$|diario\soficial\sda\suniao$")
REPAIRED: Final = 0.9
"""Confidence of what stands in a line with repaired characters."""
UNACCENTED: Final = regex.compile(r"(?<=\bDI)A(?=RIO\b)|(?<=\b[Dd]i)a(?=rio\b)")
"""What OCR leaves of Diário."""
ITS_STATE: Final = regex.compile(r"diario\soficial\sdo\sestado\sd[aeo]\s(?P<name>\p{L}[\p{L}\s]+)$")
NAMES_STATE: Final = regex.compile(r"(?:estado\sd[aeo]\s|/|\bd[aeo]\s)(?P<name>\p{L}[\p{L}\s]+)$")


@dataclass(frozen=True, slots=True)
class FurnitureLine:
    """A line that was taken out of a text: `at` is what of the text answers for it, `own` whether an act before it has it.

    A page's foot belongs to the act before it ("foot"), and so does a line that says that it was published ("told").
    """

    line: Correction
    at: Span
    own: str


def furniture_of(text: NormalizedText) -> tuple[FurnitureLine, ...]:
    """Return the lines that were taken out of a text, in order."""
    return tuple(FurnitureLine(c, text.from_raw(c.span), _own(c)) for c in text.corrections() if c.layer == FURNITURE)


def _own(line: Correction) -> str:
    if line.rule.startswith(FOOT):
        return "foot"
    return "told" if line.rule.startswith(PUBLICATION) and SAYS_PUBLISHED.match(fold(line.before)) else ""


def extended(text: NormalizedText, span: Span, limit: int, furniture: Sequence[FurnitureLine], *, last: bool) -> Span:
    """Return an act's span with the furniture after it that is its own, line break included.

    `limit` is where the next act begins, `last` whether there is none: a foot under the last act is none's.
    """
    after = text.to_raw(Span(span.end - 1, span.end)).end
    first = bisect_left(furniture, after, key=lambda each: each.line.span.start)
    end = span.end
    for each in furniture[first:]:
        if each.at.end > limit:
            break
        if each.own == "told" or (each.own and not last):
            end = max(end, min(each.at.end + 1, limit))
    return Span(span.start, end)


def publications(text: NormalizedText, spans: Sequence[Span], furniture: Sequence[FurnitureLine]) -> list[Publication | None]:
    """Return where each act came out: a line over the first act tells of it, any other of the act before."""
    found: list[Publication | None] = [None] * len(spans)
    repaired = text.upto(takewhile(lambda name: name != FURNITURE, (layer.name for layer in text.layers)))
    told_of = [each.line for each in furniture if each.line.rule.startswith((HEAD, PUBLICATION))]
    lines = [(line.span, _told(line, repaired)) for line in told_of]
    whole, alone = dict(_dated(lines)), {span.start: out for span, out in lines}
    for each in furniture:
        if not each.line.rule.startswith(PUBLICATION):
            continue
        index = max(0, bisect_right(spans, each.at.start, key=_start) - 1)
        told = whole.get(each.line.span.start) or alone.get(each.line.span.start)
        if told is not None and found[index] is None:
            found[index] = told
    if None in found:
        paged = {each.line.span.start for each in furniture if each.line.rule.startswith(HEAD) or _is_masthead(each.line)}
        heads = [(at, out) for at, out in whole.items() if at in paged or out is not alone[at]]
        heads = _mastheads(heads, text.to_raw(spans[0]).start)
        return [out or _head_over(text.to_raw(span).start, heads) for out, span in zip(found, spans, strict=True)]
    return found


def _start(span: Span) -> int:
    return span.start


def _is_masthead(line: Correction) -> bool:
    """Whether a line reads as the head of a gazette's page, and not as the note that an act came out."""
    return is_paged_gazette_head(line.before.strip()) and SAYS_PUBLISHED.match(fold(line.before)) is None


def _mastheads(heads: Sequence[tuple[int, Publication]], first: int) -> list[tuple[int, Publication]]:
    """Return what the running heads of an issue tell, each with where it stands; none where they do not agree.

    Some may be misread; one issue has one edition and one date. Of a page or two only a masthead over the
    first act, which begins at `first` of the raw text, is believed.
    """
    if len(heads) < ISSUE:
        heads = [(at, out) for at, out in heads if at < first]
    editions = _agreed([out.edition.value for _, out in heads if out.edition is not None])
    dates = _agreed([out.date.value for _, out in heads if out.date is not None])
    return [
        (at, out)
        for at, out in heads
        if (out.edition is None or out.edition.value in editions) and (out.date is None or out.date.value in dates)
    ]


def _dated(lines: Sequence[tuple[Span, Publication | None]]) -> list[tuple[int, Publication]]:
    """Return the heads that name a gazette; one without date has that of the line with the day of the week next to it."""
    heads = []
    for index, (span, out) in enumerate(lines):
        if out is None or out.gazette is None:
            continue
        beside = (lines[i] for i in (index - 1, index + 1) if 0 <= i < len(lines))
        near = (other for at, other in beside if max(at.start - span.end, span.start - at.end) <= BESIDE)
        dated = next((other for other in near if other is not None and other.gazette is None), None)
        heads.append((span.start, replace(out, date=dated.date) if out.date is None and dated is not None else out))
    return heads


def _agreed(values: Sequence[T]) -> frozenset[T]:
    """Return the value that nearly all are, as a set; an empty one where there is none."""
    return frozenset(value for value, count in Counter(values).items() if count >= AGREED * len(values))


def _head_over(at: int, heads: Sequence[tuple[int, Publication]]) -> Publication | None:
    """Return what the last head before an offset tells, else the first one after it."""
    index = max(0, bisect_right(heads, at, key=itemgetter(0)) - 1)
    return heads[index][1] if heads else None


def _told(line: Correction, repaired: NormalizedText) -> Publication | None:
    """Return what a line tells, read as `repaired` has it; the leaves have spans of the raw text."""
    told = publication(line.before.strip()) or dateline(line.before.strip())
    if told is None:
        return None
    start = repaired.from_raw(line.span).start + len(line.before) - len(line.before.lstrip())

    def leaf(value: object, span: Span | None) -> object:
        if value is None or span is None:
            return None
        raw = repaired.to_raw(span.shift(start))
        sure = None if raw.of(repaired.raw) == span.of(line.before.strip()) else REPAIRED
        return Found(value, raw, line.rule, sure, in_raw=True)

    gazette = UNACCENTED.sub(lambda match: "Á" if match[0] == "A" else "á", told.gazette) if told.gazette else None
    return Publication(
        leaf(gazette, told.gazette_span),  # type: ignore[arg-type]  # the leaf keeps the value's type
        leaf(told.edition, told.edition_span),  # type: ignore[arg-type]
        leaf(told.date, told.date_span),  # type: ignore[arg-type]
    )


def with_gazette(act: Act) -> Act:
    """Return an act whose gazette, printed as "D.O." or in full, has its usual letters ("DOE/MT").

    The state is the act's own: of its letters, its place of signing or its issuer's name. Where
    none says it, the gazette stays as printed; so does that of a running head that does not name its
    state itself, for in an issue stand acts of many bodies.
    """
    if act.publication is None or act.publication.gazette is None:
        return act
    gazette = act.publication.gazette
    folded = fold(gazette.value).strip()
    named = ITS_STATE.match(folded)
    own = state_named(named["name"]) if named else None
    if gazette.rule.startswith(HEAD) and own is None:
        return act
    state = own or state_of(act)
    if OF_UNION.match(folded):
        value = "DOU"
    elif (own is not None or OF_STATE.match(folded)) and state is not None:
        value = f"DOE/{state.letters}"
    else:
        return act
    letters = replace(gazette, value=value, derived=value != gazette.value, confidence=0.9)
    return replace(act, publication=replace(act.publication, gazette=letters))


def state_of(act: Act) -> State | None:
    """Return the state an act is of, None where nothing in its head says so."""
    letters = act.issuer_acronym.value.rpartition("/")[2] if act.issuer_acronym else ""
    place = state_of_place(act.place.value) if act.place else None
    named = NAMES_STATE.search(fold(act.issuer.value)) if act.issuer else None
    return states().get(letters) or place or (state_named(named["name"]) if named else None)
