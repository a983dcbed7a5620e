"""Columns of figures that only a blank parts: cut where what they hold leaves one way, and else left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import regex

from corpus.spans import Span
from extractors.tables.gaps import Piece
from extractors.tables.glued import unglued
from tests.extractors.tables_found import cells_of, columns_of, found_in, only

if TYPE_CHECKING:
    from collections.abc import Iterator

GLUED = {
    "in every line": (
        """\
Posto    População Valor
Serra    92.410 41.584,50
Vale    158.902 71.505,90
Brejo    71.330 32.098,50
TOTAL    322.642 145.188,90""",
        ["Posto", "População", "Valor"],
        [["Serra", "92410", "41584.50"], ["Vale", "158902", "71505.90"], ["Brejo", "71330", "32098.50"],
         ["TOTAL", "322642", "145188.90"]],
    ),
    "in some lines": (
        """\
Posto    Cargo    Quantidade Valor (R$)
Serra    Copeira    12    1.584,50
Vale    Motorista    158 71.505,90
Brejo    Vigia    3    98,50""",
        ["Posto", "Cargo", "Quantidade", "Valor (R$)"],
        [["Serra", "Copeira", "12", "1584.50"], ["Vale", "Motorista", "158", "71505.90"], ["Brejo", "Vigia", "3", "98.50"]],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GLUED)
def test_glued_figures_stand_in_their_columns(name: str) -> None:
    text, columns, cells = GLUED[name]
    table = only(found_in([text]))
    assert columns_of(table) == columns
    assert cells_of(table) == cells


@pytest.mark.parametrize(
    "text",
    [
        "Posto    Valor\nSerra    12 500\nVale    158 902\nBrejo    71 330",
        "Posto    Valor\nSerra    1 092 410,00\nVale    158 902,00\nBrejo    71 330,50",
        "Posto    Telefone\nSerra    3333-4444 3333-4445\nVale    3333-1111 3333-1112",
        "Posto    Valor\nSerra    92.410\nVale    158.902\nBrejo    71.330",
        "Posto    Leis citadas\nSerra    12 15\nVale    7 9 11\nBrejo    3",
        "Posto    Artigos\nSerra    12 15\nVale    7 9\nBrejo    3 4",
        "Serra    12 15,00\nVale    7 9,00\nBrejo    3 4,00",
        "Posto    População Valor\nSerra    410 1.584,50\nVale    1.505,90\nBrejo    330 2.098,50",
        "Posto    População Valor Saldo\nSerra    410 1.584,50\nVale    902 1.505,90",
        "População Valor\n410 1.584,50\n902 1.505,90",
        "",
    ],
)
def test_what_may_be_one_cell_or_has_no_one_label_is_not_cut(text: str) -> None:
    assert unglued(text, [*_cut(text)]) is None


def _cut(text: str) -> Iterator[tuple[Piece, ...]]:
    start = 0
    for line in text.split("\n"):
        pieces = [(each.start() + start, each.end() + start) for each in regex.finditer(r"\S+(?: \S+)*", line)]
        yield tuple(Piece(Span(*each), each[0] - start, each[1] - start) for each in pieces)
        start += len(line) + 1
