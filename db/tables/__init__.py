"""The schema, as typed models; `METADATA` holds all of it.

A key of what belongs to an act is the act's id and a position from 0, as JSON Pointers count;
ordinals, pages and lines count from 1. Spans are code points of the source's raw text, half-open.
Dates are ISO text, money is exact, and what is not there is null, never an empty string.
"""

from __future__ import annotations

from db.tables import acts, content, corrections, entities, links, search, sources, trace, views
from db.tables.base import Base

__all__ = ["METADATA", "acts", "content", "corrections", "entities", "links", "search", "sources", "trace", "views"]

METADATA = Base.metadata
