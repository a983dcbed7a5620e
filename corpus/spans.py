"""Spans, edits, layers: how a repaired text remembers where each character came from.

Offsets are Unicode code points, half-open, from 0. A normalizer answers with edits over the text
it was given; a :class:`Layer` applies them; :class:`NormalizedText` is the raw text with its
layers, and walks any span of the final text back to the raw span it rests on.

>>> text = NormalizedText("Salde  publica").with_layer("words", [Edit(Span(0, 5), "Saúde", "u-l")])
>>> text = text.with_layer("spacing", [Edit(Span(5, 7), " ", "spaces")])
>>> text.value
'Saúde publica'
>>> text.to_raw(Span(6, 13))
Span(start=7, end=14)
>>> [c.rule for c in text.corrections(Span(0, 5))]
['u-l']
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from corpus.errors import SpanError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.problems import Problem


class Span(NamedTuple):
    """A half-open stretch of code points."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Code points covered."""
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the stretch of `text` that this span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """Return the same stretch, `by` code points further on."""
        return Span(self.start + by, self.end + by)

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two have a code point in common."""
        return self.start < other.end and other.start < self.end


class Edit(NamedTuple):
    """One repair: the stretch `span` of the text before it reads `new` after it.

    `rule` is the stable id of the row or step that decided; `confidence` is 0 to 1; `cost` is the
    channel cost in nats where a noisy-channel step decided, else 0.
    """

    span: Span
    new: str
    rule: str
    confidence: float = 1.0
    cost: float = 0.0


class Correction(NamedTuple):
    """An edit as the user sees it: told in raw offsets.

    `before` is the text the layer was given, `after` what it made of it, `raw` the raw text under
    it. `layer` is the name of the step.
    """

    layer: str
    rule: str
    span: Span
    raw: str
    before: str
    after: str
    confidence: float
    cost: float


@dataclass(frozen=True)
class Layer:
    """One step's edits over `before`.

    Edits are kept sorted and apart; `doubts` are what the step left open, by spans of `before`.
    Raises `SpanError` for an edit that is empty (to insert,
    replace a neighbour), overlaps another or falls outside.
    """

    name: str
    before: str
    edits: tuple[Edit, ...]
    doubts: tuple[Problem, ...] = ()

    def __post_init__(self) -> None:
        last = 0
        for edit in self.edits:
            if not last <= edit.span.start < edit.span.end <= len(self.before):
                message = f"layer {self.name}: {edit} is empty, overlaps or lies outside"
                raise SpanError(message)
            last = edit.span.end

    @cached_property
    def after(self) -> str:
        """The text with the edits applied."""
        parts: list[str] = []
        at = 0
        for edit in self.edits:
            parts += (self.before[at : edit.span.start], edit.new)
            at = edit.span.end
        return "".join([*parts, self.before[at:]])

    @cached_property
    def _starts(self) -> list[int]:
        return [edit.span.start for edit in self.edits]

    @cached_property
    def _after_starts(self) -> list[int]:
        """Where each edit's new text begins in `after`."""
        starts, moved = [], 0
        for edit in self.edits:
            starts.append(edit.span.start + moved)
            moved += len(edit.new) - edit.span.length
        return starts

    @cached_property
    def _after_ends(self) -> list[int]:
        return [start + len(edit.new) for start, edit in zip(self._after_starts, self.edits, strict=True)]

    def distance(self, span: Span) -> int | None:
        """Return by how much a span of `after` that no edit touches was moved; None for one that edits touch, or an empty one.

        Most spans are such: they are mapped by one look.
        """
        start, end = span
        at = bisect_right(self._after_starts, start)
        if start >= end or (at < len(self.edits) and self._after_starts[at] < end):
            return None
        if at == 0:
            return 0
        ended = self._after_ends[at - 1]
        return self.edits[at - 1].span.end - ended if start >= ended else None

    def _origin(self, at: int, *, end: bool) -> int:
        """Map one offset of `after` to `before`; inside new text, to the edit's near or far bound."""
        index = bisect_right(self._after_starts, at) - 1
        if index < 0:
            return at
        edit, start = self.edits[index], self._after_starts[index]
        if at < start + len(edit.new):
            return edit.span.end if end else edit.span.start
        return edit.span.end + at - start - len(edit.new)

    def to_before(self, span: Span) -> Span:
        """Map a span of `after` to the span of `before` it rests on."""
        by = self.distance(span)
        if by is not None:
            return Span(span.start + by, span.end + by)
        start = self._origin(span.start, end=False)
        if span.end <= span.start:
            return Span(start, start)
        last = self._origin(span.end - 1, end=True)
        inside = self._inside(span.end - 1)
        return Span(start, max(start, last if inside else last + 1))

    def _inside(self, at: int) -> bool:
        index = bisect_right(self._after_starts, at) - 1
        return index >= 0 and at < self._after_starts[index] + len(self.edits[index].new)

    def to_after(self, span: Span) -> Span:
        """Map a span of `before` to the span of `after` that answers for it."""
        return Span(self._image(span.start, end=False), self._image(span.end, end=True))

    def _image(self, at: int, *, end: bool) -> int:
        index = (bisect_left if end else bisect_right)(self._starts, at) - 1
        if index < 0:
            return at
        edit, start = self.edits[index], self._after_starts[index]
        if at < edit.span.end or (end and at == edit.span.end):
            return start + len(edit.new) if end else start
        return start + len(edit.new) + at - edit.span.end

    def touching(self, span: Span) -> tuple[Edit, ...]:
        """Return the edits whose new text meets `span` of `after` (deletions inside it included)."""
        found = []
        index = max(0, bisect_left(self._after_starts, span.start) - 1)
        for at in range(index, len(self.edits)):
            edit, start = self.edits[at], self._after_starts[at]
            if start >= span.end:
                break
            end = start + len(edit.new)
            if end > span.start and (edit.new or start > span.start):
                found.append(edit)
        return tuple(found)


@dataclass(frozen=True)
class NormalizedText:
    """The raw text of a document and the layers of edits made over it."""

    raw: str
    layers: tuple[Layer, ...] = field(default=())

    @property
    def value(self) -> str:
        """The text after all layers."""
        return self.layers[-1].after if self.layers else self.raw

    def with_layer(self, name: str, edits: Iterable[Edit], doubts: Iterable[Problem] = ()) -> NormalizedText:
        """Return this text with one more layer; the same object where there are neither edits nor doubts."""
        layer = Layer(name, self.value, tuple(sorted(edits)), tuple(doubts))
        if not layer.edits and not layer.doubts:
            return self
        return NormalizedText(self.raw, (*self.layers, layer))

    def doubts(self) -> tuple[Problem, ...]:
        """Return what the steps left open, by spans of `value`."""
        found: list[Problem] = []
        for layer in self.layers:
            found = [replace(each, span=each.span and layer.to_after(each.span)) for each in (*found, *layer.doubts)]
        return tuple(found)

    def to_raw(self, span: Span) -> Span:
        """Map a span of `value` to the raw span it rests on."""
        for layer in reversed(self.layers):
            span = layer.to_before(span)
        return span

    def from_raw(self, span: Span) -> Span:
        """Map a raw span to the span of `value` that answers for it (empty where it was taken out)."""
        for layer in self.layers:
            span = layer.to_after(span)
        return span

    def printed(self, span: Span) -> str:
        """Return the raw text under a span of `value`."""
        return self.to_raw(span).of(self.raw)

    def corrections(self, span: Span | None = None) -> tuple[Correction, ...]:
        """Return the edits under a span of `value` (all without one), in order of the raw text."""
        found: list[Correction] = []
        for depth in range(len(self.layers) - 1, -1, -1):
            layer = self.layers[depth]
            by = None if span is None else layer.distance(span)
            if span is not None and by is not None:
                span = Span(span.start + by, span.end + by)
                continue
            edits = layer.edits if span is None else layer.touching(span)
            found += (self._told(depth, edit) for edit in edits)
            span = None if span is None else layer.to_before(span)
        return tuple(sorted(found, key=lambda c: c.span))

    def _told(self, depth: int, edit: Edit) -> Correction:
        span = edit.span
        for layer in reversed(self.layers[:depth]):
            span = layer.to_before(span)
        layer = self.layers[depth]
        return Correction(
            layer.name, edit.rule, span, span.of(self.raw), edit.span.of(layer.before), edit.new, edit.confidence, edit.cost
        )

    def upto(self, names: Iterable[str]) -> NormalizedText:
        """Return this text with only the leading layers whose names are in `names`."""
        wanted, kept = set(names), []
        for layer in self.layers:
            if layer.name not in wanted:
                break
            kept.append(layer)
        return NormalizedText(self.raw, tuple(kept))
