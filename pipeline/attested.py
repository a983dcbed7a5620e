"""What a manifest tells of a source, joined to its acts where the text itself says nothing.

A value whose only witness is the manifest is derived by the rule `manifest` and rests on an empty
span where its act begins: nothing of it is printed. Where text and manifest contradict each other,
the text stands and the contradiction is a problem.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from corpus.acts import Found, Publication
from corpus.problems import Problem
from corpus.spans import Span
from corpus.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.acts import Act
    from corpus.sidecar import Sidecar

T = TypeVar("T")

RULE: Final = "manifest"
CONFIDENCE: Final = 0.9
"""A person typed it, or a script took it from a file's name; the page would say it better."""


def attested(act: Act, sidecar: Sidecar) -> Act:
    """Return an act with what the manifest adds to it, and with a problem for what it contradicts."""
    problems = tuple(_contradictions(act, sidecar))
    if problems:
        return replace(act, problems=(*act.problems, *problems))
    at = Span(act.span.start, act.span.start)
    out = act.publication or Publication(None, None, None)
    told = Publication(
        out.gazette or _found(sidecar.gazette, at),
        out.edition or _found(sidecar.edition, at),
        out.date or _found(sidecar.date, at),
    )
    is_told = told != Publication(None, None, None)
    return replace(act, publication=told if is_told else None, section=act.section or _found(sidecar.section, at))


def _found(value: T | None, at: Span) -> Found[T] | None:
    return None if value is None else Found(value, at, RULE, CONFIDENCE, derived=True)


def _contradictions(act: Act, sidecar: Sidecar) -> Iterator[Problem]:
    """Tell what is printed otherwise, and a gazette that is older than its act."""
    out = act.publication
    edition = out.edition.value if out is not None and out.edition is not None else None
    if edition and sidecar.edition and _bare(edition) != _bare(sidecar.edition):
        yield _conflict("/publication/edition", sidecar, sidecar.edition, edition)
    if out is not None and out.date is not None and sidecar.date is not None and out.date.value != sidecar.date:
        yield _conflict("/publication/date", sidecar, sidecar.date.isoformat(), out.date.value.isoformat())
    elif act.date is not None and sidecar.date is not None and act.date.value > sidecar.date:
        yield _conflict("/date", sidecar, sidecar.date.isoformat(), f"{act.date.value.isoformat()}, the act's own and later")


def _bare(edition: str) -> str:
    return fold(edition).replace(".", "").lstrip("0")


def _conflict(where: str, sidecar: Sidecar, told: str, printed: str) -> Problem:
    return Problem("manifest_conflict", where, None, f"{sidecar.origin} says {told}, the text {printed}", RULE)
