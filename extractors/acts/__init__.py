"""Normalized text to acts: boundaries, headings, body, signatures, annexes."""
