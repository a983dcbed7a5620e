"""Clean texts of odd kinds (capitals, lists, old and foreign spelling, addresses, codes): nothing is mended in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.repair import SURE, cleaned

TEXTS = sorted((Path(__file__).parent / "clean").glob("*.txt"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_nothing_but_sure_signs_is_mended(path: Path) -> None:
    text, context = cleaned(path.read_text("utf-8"))
    mended = {layer.name: [edit.new for edit in layer.edits] for layer in text.layers if layer.name not in SURE}
    assert mended == {}
    assert context.clean
