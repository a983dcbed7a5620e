"""Short hands for the tests of normalizers."""

from __future__ import annotations

from corpus.spans import Edit, Span


def edit(start: int, end: int, new: str, rule: str = "rule") -> Edit:
    """Return an edit by plain offsets."""
    return Edit(Span(start, end), new, rule)
