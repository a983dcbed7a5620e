"""The canonical record: plain values, each with the raw span it rests on.

`Record.of` walks an :class:`~corpus.acts.Act`: each leaf becomes a plain JSON value at its JSON
Pointer and leaves its provenance under the same pointer. There is no other way to make a record,
so no stored value is without provenance.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from corpus.acts import Act, Found, Printed, Table
from corpus.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.pages import Document
    from corpus.problems import Problem
    from corpus.spans import Correction, NormalizedText, Span

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]

HIDDEN = frozenset({"span", "problems"})
COMPUTED = {"column_types": "table-arithmetic", "equations": "table-arithmetic", "municipalities": "table-municipality"}
"""What is found out about a table and not read in it: all of it rests on the table's own stretch."""
DECIDED = "value"
"""The `layer` of a repair that was decided on a single value, after the text was final."""


UNDECIDED = "printed"
"""The rule of a value as it stands where the rule that decided it is switched off."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is stored and exported of one act: the fields of RECORD.md, ready for JSON."""

    sha256: str
    ordinal: int
    release: str
    fields: JsonObject = field(repr=False)

    @classmethod
    def of(  # noqa: PLR0913 - a record is made of as many things
        cls,
        document: Document,
        text: NormalizedText,
        act: Act,
        *,
        ordinal: int,
        release: str,
        disabled: frozenset[str] = frozenset(),
    ) -> Record:
        """Tell one act of `document` in plain values.

        A value that was decided by a rule in `disabled` is told as it stands without that decision.
        """
        teller = _Teller(document, text, _undone(act, disabled))
        plain: JsonObject = {"source": document.name, "sha256": document.sha256, "ordinal": ordinal}
        raw = text.to_raw(act.span)
        plain["line_start"] = document.line_at(raw.start) if document.has_lines else None
        plain["line_end"] = document.line_at(max(raw.start, raw.end - 1)) if document.has_lines else None
        plain.update(teller.members(act, ""))
        plain["text"] = act.span.of(text.value).strip()
        plain["provenance"] = dict(teller.provenance)
        plain["repairs"] = [*(_repair(c) for c in text.corrections(act.span)), *teller.repairs]
        doubts = [replace(each, where=teller.where(each.span)) for each in _doubts(text, act)]
        problems = [p for p in (*act.problems, *doubts) if p.rule not in disabled]
        plain["problems"] = [_problem(p, text) for p in problems]
        plain["confidence"] = _confidence(len(problems), teller.confidences)
        plain["release"] = release
        return cls(document.sha256, ordinal, release, plain)


class _Teller:
    """Turns leaves into plain values and notes where each came from."""

    def __init__(self, document: Document, text: NormalizedText, undone: Mapping[str, frozenset[Span]]) -> None:
        self.document, self.text, self.undone = document, text, undone
        self.provenance: dict[str, Json] = {}
        self.confidences: list[float] = []
        self.repairs: list[Json] = []

    def members(self, item: object, pointer: str) -> JsonObject:
        told: JsonObject = {}
        for each in fields(item):  # type: ignore[arg-type]  # only dataclasses come here
            if each.name in HIDDEN:
                continue
            told[each.name] = self.value(getattr(item, each.name), f"{pointer}/{each.name}")
        if isinstance(item, Table):
            told["total_row_indices"] = list(item.total_row_indices)
            for name, rule in COMPUTED.items():
                if told[name]:
                    self._note(f"{pointer}/{name}", item.span, rule=rule, confidence=None, derived=True, in_raw=False)
        return told

    def value(self, item: object, pointer: str) -> Json:
        if isinstance(item, Found):
            standing = self._standing(item)
            if standing is None:
                return None
            self._found(pointer, standing)
            return plain_value(standing.value)
        if isinstance(item, Printed):
            raw = self._note(pointer, item.span, rule=item.rule, confidence=None, derived=False, in_raw=False)
            return unwrap(raw.of(self.text.raw))
        if isinstance(item, tuple):
            return [self.value(each, f"{pointer}/{index}") for index, each in enumerate(item)]
        if is_dataclass(item):
            return self.members(item, pointer)
        return plain_value(item)

    def _standing(self, item: Found[object]) -> Found[object] | None:
        """Return a leaf as it stands with some rules switched off; None where nothing stands."""
        if item.witnesses and item.rule in self.undone:
            if item.otherwise is None:
                return None
            return replace(item, value=item.otherwise, rule=UNDECIDED, derived=False, witnesses=(), otherwise=None)
        rests = item.derived and any(item.span in spans for spans in self.undone.values())
        return None if rests else item

    def where(self, span: Span | None) -> str:
        """Return the pointer of the narrowest value that rests on all of `span`; the record itself where none does."""
        if span is None:
            return ""
        raw = self.text.to_raw(span)
        found = [
            (end - start, -pointer.count("/"), pointer)
            for pointer, note in self.provenance.items()
            if isinstance(note, dict) and isinstance(note["span"], list)
            for start, end in [note["span"]]
            if isinstance(start, int) and isinstance(end, int) and start <= raw.start and raw.end <= end
        ]
        return min(found)[2] if found else ""

    def _found(self, pointer: str, item: Found[object]) -> None:
        """Note a leaf; one that was decided against what is printed is a repair as well."""
        raw = self._note(pointer, item.span, rule=item.rule, confidence=item.confidence, derived=item.derived, in_raw=item.in_raw)
        if item.witnesses:
            printed, value = raw.of(self.text.raw), plain_value(item.value)
            sure = 1.0 if item.confidence is None else item.confidence
            repair = _told(item.rule, raw, printed, printed, str(value), confidence=sure, layer=DECIDED)
            self.repairs.append({**repair, "where": pointer, "witnesses": list(item.witnesses)})

    def _note(  # noqa: PLR0913 - a leaf has as many sides
        self, pointer: str, span: Span, *, rule: str, confidence: float | None, derived: bool, in_raw: bool
    ) -> Span:
        raw = span if in_raw else self.text.to_raw(span)
        place = self.document.locate(raw)[0]
        corrections = () if in_raw else self.text.corrections(span)
        sure = min([confidence if confidence is not None else 1.0, *(c.confidence for c in corrections)])
        note: JsonObject = {
            "span": [raw.start, raw.end],
            "raw": raw.of(self.text.raw),
            "page": place.page,
            "box": list(place.box) if place.box else None,
            "rules": [rule, *dict.fromkeys(c.rule for c in corrections)],
            "confidence": round(sure, 4),
        }
        if derived:
            note["derived"] = rule
        self.provenance[pointer] = note
        self.confidences.append(sure)
        return raw


def plain_value(value: object) -> Json:
    """Return a leaf as JSON has it: dates in ISO, money as a string with two decimals."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    message = f"no plain form for {type(value).__name__}"
    raise TypeError(message)


def unwrap(raw: str) -> str:
    r"""Return printed text on one line, a word hyphenated at a line end left as it stands.

    >>> unwrap("Lei n° 22, de 09 de no-\nvembro")
    'Lei n° 22, de 09 de novembro'
    """
    lines = raw.split("\n")
    joined = lines[0].rstrip()
    for line in lines[1:]:
        part = line.strip()
        if joined.endswith("-") and joined[-2:-1].isalpha() and part[:1].islower():
            joined = joined[:-1] + part
        else:
            joined = f"{joined} {part}"
    return squeeze(joined)


def _repair(correction: Correction) -> JsonObject:
    c = correction
    return _told(c.rule, c.span, c.raw, c.before, c.after, confidence=c.confidence, cost=c.cost, layer=c.layer)


def _told(  # noqa: PLR0913 - a repair has as many parts
    rule: str, span: Span, raw: str, before: str, after: str, *, confidence: float, layer: str, cost: float = 0.0
) -> JsonObject:
    return {
        "rule": rule,
        "span": list(span),
        "raw": raw,
        "before": before,
        "value": after,
        "where": None,
        "confidence": confidence,
        "cost": cost,
        "layer": layer,
        "witnesses": [],
    }


def _problem(problem: Problem, text: NormalizedText) -> JsonObject:
    span: Json = None if problem.span is None else list(text.to_raw(problem.span))
    return {"code": problem.code, "where": problem.where, "span": span, "detail": problem.detail}


def _doubts(text: NormalizedText, act: Act) -> Iterator[Problem]:
    """Give what the repair left open in an act, each doubt once."""
    told: set[str] = set()
    for each in text.doubts():
        if each.span is not None and act.span.covers(each.span) and each.detail not in told:
            told.add(each.detail)
            yield each


def _undone(item: object, disabled: frozenset[str]) -> Mapping[str, frozenset[Span]]:
    """Return the rules in `disabled` that decided a value of `item`, with the spans of those values."""
    if not disabled:
        return {}
    spans: dict[str, set[Span]] = {}
    for leaf in _leaves(item):
        if leaf.witnesses and leaf.rule in disabled:
            spans.setdefault(leaf.rule, set()).add(leaf.span)
    return {rule: frozenset(found) for rule, found in spans.items()}


def _leaves(item: object) -> Iterator[Found[object]]:
    """Give the values of an act, however deep."""
    if isinstance(item, Found):
        yield item
    elif isinstance(item, tuple):
        for each in item:
            yield from _leaves(each)
    elif is_dataclass(item):
        for each in fields(item):
            yield from _leaves(getattr(item, each.name))


def _confidence(problems: int, confidences: list[float]) -> float:
    """Mean of the leaves, less a tenth for each problem, never below 0."""
    mean = sum(confidences) / len(confidences) if confidences else 0.0
    return round(max(0.0, mean - 0.1 * problems), 4)
