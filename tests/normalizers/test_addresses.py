"""Addresses of the net and names of files, found line by line as in the whole text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.addresses import addresses, is_address


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "escreva a obras@vale.mg.gov.br ou veja www.vale.mg.gov.br/obras\nhoje",
            ["obras@vale.mg.gov.br", "www.vale.mg.gov.br/obras"],
        ),
        ("anexo_1 e quadro.xlsx", ["anexo_1", "quadro.xlsx"]),
        ("veja\nvale.leg.br", ["vale.leg.br"]),
        ("a@b.net\n\nc@d.org", ["a@b.net", "c@d.org"]),
        ("veja quadro.zip", ["quadro.zip"]),
    ],
)
def test_found(text: str, found: list[str]) -> None:
    assert [span.of(text) for span in addresses(text)] == found


@pytest.mark.parametrize(
    "text", ["", "a/c do setor", "obras@\nvale.mg", "o fato.organizado em 3.comum", "fim.\nnet", "art. 5º, inciso II", "a _ b"]
)
def test_none(text: str) -> None:
    assert [span.of(text) for span in addresses(text)] == []


@given(st.lists(st.sampled_from(["a@b.net", " ", "\n", "x", "_", ".com", "www.", "é", "/", "."])).map("".join))
def test_a_text_holds_what_its_lines_hold(text: str) -> None:
    spans = list(addresses(text))
    assert [span.of(text) for span in spans] == [span.of(line) for line in text.split("\n") for span in addresses(line)]
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(is_address(span.of(text)) for span in spans)
