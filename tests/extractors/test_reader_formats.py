"""The same text in every format gives the same acts; and what each format has of its own."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

import corpus
from corpus.records import Record
from corpus.source import SourceDocument
from extractors.acts import find_acts
from extractors.readers import read
from pipeline.repair import repair
from tests.extractors import formats

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCES = files(corpus).joinpath("samples/sources")
NAMES = sorted(each.name for each in SOURCES.iterdir() if each.name.endswith(".txt"))
SAME = (
    "type",
    "number",
    "number_suffix",
    "year",
    "issuer",
    "date",
    "place",
    "summary",
    "signatories",
    "provisions",
    "references",
    "tables",
)
"""Fields that must come out alike; offsets, lines and pages differ by nature."""

WRITERS: dict[str, tuple[Callable[[str], bytes], Callable[[str], str]]] = {
    "html": (formats.html, formats.squeezed),
    "html-latin": (lambda text: formats.html(text, charset="iso-8859-1"), formats.squeezed),
    "html-pre": (formats.html_pre, str),
    "docx": (formats.docx, str),
    "odt": (formats.odt, str),
    "hocr": (formats.hocr, formats.in_columns),
    "alto": (formats.alto, formats.in_columns),
    "page": (formats.page_xml, formats.in_columns),
}
"""How a text is written, and what of its blanks the format can hold."""


def acts_of(content: bytes) -> list[dict[str, object]]:
    document = read(SourceDocument.of(content, path="gazeta.bin"))
    text, _ = repair(document.raw)
    told = [
        Record.of(document, text, act, ordinal=at, release="t").fields for at, act in enumerate(find_acts(text).acts, start=1)
    ]
    return [{name: each[name] for name in SAME} for each in told]


@cache
def plain(name: str) -> str:
    raw = read(SourceDocument.of(SOURCES.joinpath(name).read_bytes(), path=name)).raw
    return formats.in_blocks(raw.removeprefix("\ufeff"))


@cache
def expected(name: str, held: Callable[[str], str]) -> str:
    return json.dumps(acts_of(held(plain(name)).encode()), sort_keys=True)


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_sample_gives_the_same_acts_in_every_format(name: str, form: str) -> None:
    write, held = WRITERS[form]
    assert json.dumps(acts_of(write(plain(name))), sort_keys=True) == expected(name, held)
