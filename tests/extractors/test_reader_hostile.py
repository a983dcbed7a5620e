"""Hostile and broken files end in a clear error or a partial reading, within limits of time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import UnreadableDocumentError
from extractors.readers.markup import xml_tree
from tests.extractors import hostile

ROOT = Path(__file__).resolve().parents[2]
QUICK = 10.0
"""Seconds for one file, many times what the slowest takes."""
MEGABYTES = 1500
REFUSALS = {"UnreadableDocumentError", "UnsupportedFormatError"}


@cache
def outcomes() -> dict[str, dict[str, Any]]:
    """Read all cases in one process of bounded memory; a case that ends the process fails with all after it."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.extractors.hostile"], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    told: dict[str, dict[str, Any]] = json.loads(ended.stdout)
    return told


@pytest.mark.parametrize("name", hostile.FAIL)
def test_it_is_refused_with_a_reason(name: str) -> None:
    outcome = outcomes()[name]
    assert outcome["error"] in REFUSALS, outcome
    assert outcome["read"] == 0
    assert all(message and "\n" not in message and len(message) < 700 for message in outcome["messages"])


@pytest.mark.parametrize("name", hostile.PARTLY)
def test_it_is_read_as_far_as_it_goes(name: str) -> None:
    outcome = outcomes()[name]
    assert not outcome["error"], outcome
    assert outcome["read"] > 0


@pytest.mark.parametrize("name", hostile.FAIL | hostile.PARTLY)
def test_it_is_settled_in_time(name: str) -> None:
    assert outcomes()[name]["seconds"] < QUICK


def test_all_of_them_together_stay_in_memory() -> None:
    assert outcomes()["memory"]["megabytes"] < MEGABYTES


@pytest.mark.parametrize("doctype", [hostile.LAUGHS, hostile.OUTSIDE])
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_entities_of_a_files_own_are_refused(doctype: str, charset: str) -> None:
    content = f'<?xml version="1.0"?>{doctype}<a>&x;&a9;</a>'.encode(charset)
    with pytest.raises(UnreadableDocumentError, match="declares entities of its own"):
        xml_tree(content, sha256="0", what="the file")


@pytest.mark.parametrize(
    "content",
    [
        f'<?xml version="1.0"?><!--{" " * 300_000}-->{hostile.LAUGHS}<a b="&a9;"/>',
        f'<?xml version="1.0" encoding="UTF-7"?>{hostile.LAUGHS.replace("<!", "+ADwAIQ-")}<a b="&a9;"/>',
    ],
    ids=["behind a long prologue", "behind a character set"],
)
def test_hidden_entities_in_an_attribute_do_not_grow(content: str) -> None:
    with pytest.raises(UnreadableDocumentError):
        xml_tree(content.encode(), sha256="0", what="the file")


def test_a_document_type_elsewhere_is_not_fetched() -> None:
    content = f'<?xml version="1.0"?>{hostile.FETCHED}<a>texto</a>'.encode()
    assert "".join(map(str, xml_tree(content, sha256="0", what="the file").itertext())) == "texto"
