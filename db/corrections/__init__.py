"""What people correct: laid over the reading, found again in later readings, never lost.

A correction names its value by JSON Pointer in the record *as it was read*, so that no correction
moves another's. `overlay` makes the corrected record of a reading, `anchors` finds a value again in
another reading, `applying` writes the corrected record into an act's rows and keeps the reading,
`desk` is what the store offers to people.
"""

from __future__ import annotations
