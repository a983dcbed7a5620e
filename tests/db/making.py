"""Readings and records made for tests: no extractor is asked."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from corpus.pages import Document, Page
from corpus.reading import Reading
from corpus.records import Record
from corpus.source import SourceDocument
from corpus.spans import Edit, NormalizedText, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.problems import Problem
    from corpus.records import Json, JsonObject
    from db import Store

RELEASE = "0.1.0"
LATER = "0.2.0"
NOON = "2024-05-06T12:00:00+00:00"
HEX = "0123456789abcdef"


def asked(store: Store, query: str) -> list[tuple[object, ...]]:
    """Return what the store's database answers to a query of ours."""
    with store._engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def rows_of(store: Store, table: str) -> int:
    """Return how many rows there are of a table, or of a table with a condition."""
    return int(str(asked(store, f"SELECT count(*) FROM {table}")[0][0]))  # noqa: S608


def sha(content: bytes) -> str:
    return sha256(content).hexdigest()


def bare(*, ordinal: int = 1, **fields: Json) -> JsonObject:
    """Return a record with nothing in it but what is given; source, hash and release come with `reading`."""
    empty: JsonObject = {
        "source": "", "sha256": "", "ordinal": ordinal, "line_start": 1, "line_end": 1,
        "type": "portaria", "number": None, "number_suffix": None, "number_raw": None, "year": None,
        "issuer": None, "issuer_acronym": None, "issuer_level": None, "issuer_state": None,
        "issuer_municipality": None, "section": None, "organ": None, "place": None, "date": None,
        "publication": None, "summary": None, "subject": None, "recipient": None, "protocol": None,
        "preamble": None, "recitals": [], "enacting_formula": None, "provisions": [], "body": [],
        "labelled": [], "parties": [], "process": None, "term": None, "signatories": [], "annexes": [],
        "tables": [], "references": [], "amounts": [], "text": "", "provenance": {}, "repairs": [],
        "problems": [], "confidence": 1.0, "release": "",
    }  # fmt: skip
    unknown = set(fields) - set(empty)
    assert not unknown, unknown
    return {**empty, **fields}


def node(kind: str, number: str | None, text: str = "x", children: Sequence[Json] = (), **more: Json) -> JsonObject:
    told: JsonObject = {"kind": kind, "number": number, "label_raw": None, "text": text, "quoted": None, "group": []}
    return {**told, **more, "children": list(children)}


def note(start: int, end: int, **more: Json) -> JsonObject:
    told: JsonObject = {"span": [start, end], "raw": "r", "page": 1, "box": None, "rules": ["found"], "confidence": 0.9}
    return {**told, **more}


def reading(  # noqa: PLR0913  # one for each part of a reading
    content: bytes = b"PORTARIA 1\n",
    *records: JsonObject,
    path: str = "in/a.txt",
    release: str = RELEASE,
    edits: Sequence[Edit] = (),
    problems: Sequence[Problem] = (),
    pages: Sequence[Page] | None = None,
    damage: float = 0.0,
) -> Reading:
    """Return a reading of `content` whose records are those given, their source, hash and release filled in."""
    source = SourceDocument.of(content, path=path)
    told = tuple(pages) if pages is not None else (Page(1, content.decode()),)
    document = Document(source.sha256, source.name, "text/plain", "plain", told, "utf-8")
    text = NormalizedText(document.raw).with_layer("typography", edits)
    filled = tuple(_filled(each, source, release) for each in records)
    return Reading(source, document, text, damage, filled, tuple(problems), release, NOON)


def _filled(fields: JsonObject, source: SourceDocument, release: str) -> Record:
    ordinal = fields["ordinal"]
    assert isinstance(ordinal, int)
    return Record(source.sha256, ordinal, release, {**fields, "source": source.name, "sha256": source.sha256, "release": release})


def edit(start: int, end: int, new: str, rule: str = "ordinal-mark") -> Edit:
    return Edit(Span(start, end), new, rule, 0.97, 1.5)
