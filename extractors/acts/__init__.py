"""Normalized text to acts: boundaries, headings, body, signatures, annexes.

In: the repaired text of a source, one paragraph a line. Out: its acts in order, every value with
the span it rests on, and the doubts about the source as a whole.
"""

from extractors.acts.acts import ActsFinding, find_acts

__all__ = ["ActsFinding", "find_acts"]
