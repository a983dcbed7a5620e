"""Records to rows and back: the one door to the database.

In goes a :class:`corpus.reading.Reading`, through :meth:`Store.load`; out come rows, and records
equal to those that went in. `db.schema` keeps the tables at their version, `db.exports` writes
records as JSON lines or CSV.
"""

from __future__ import annotations

from db.answers import ActRow, Outcome, SourceRow
from db.store import Store

__all__ = ["ActRow", "Outcome", "SourceRow", "Store"]
