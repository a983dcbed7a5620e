"""Regions in tables: repaired in a damaged source where what the source itself says explains them, and only there."""

from __future__ import annotations

from collections import Counter

import pytest

from corpus.acts import Found, Table
from corpus.decisions import TABLE_REGION
from corpus.spans import Span
from extractors.tables.regions import given_names, with_regions


def table(*names: str | None, header: str = "Região", totals: tuple[int, ...] = ()) -> Table:
    def found(value: str | None) -> Found[str] | None:
        return None if value is None else Found(value, Span(0, 1), "test", 0.9)

    column = Found(header, Span(0, 1), "test")
    return Table(None, None, (column,), tuple((found(name),) for name in names), totals, Span(0, 1), ("text",))


def read(*names: str | None, text: str = "", header: str = "Região", totals: tuple[int, ...] = ()) -> list[str | None]:
    (made,) = with_regions((table(*names, header=header, totals=totals),), text)
    return [None if row[0] is None else row[0].value for row in made.rows]


@pytest.mark.parametrize(
    ("names", "text", "expected"),
    [
        (("Itatiaia", "Itatiaia", "[tatiaia"), "", ["Itatiaia", "Itatiaia", "Itatiaia"]),
        (("Vale do Jord&o",), "na Região de Saúde do Vale do Jordão, os", ["Vale do Jordão"]),
        (("VALE DO JORD&O",), "a Regional Vale do Jordão", ["VALE DO JORDÃO"]),
        (("Vale do Jord&o",), "", ["Vale do Jord&o"]),
        (("Alto Pardo", "Alto Prado"), "a Regional Alto Pardo e a Regional Alto Prado", ["Alto Pardo", "Alto Prado"]),
        (("Serrana",), "a Região Litorânea", ["Serrana"]),
        ((None, "A", "Total"), "a Região Totais", [None, "A", "Total"]),
    ],
)
def test_names(names: tuple[str | None, ...], text: str, expected: list[str | None]) -> None:
    assert read(*names, text=text) == expected


@pytest.mark.parametrize("header", ["Nome", "Município", "Religião", "Cargo"])
def test_other_columns_are_left_alone(header: str) -> None:
    assert read("Itatiaia", "Itatiaia", "[tatiaia", header=header)[2] == "[tatiaia"


def test_totals_are_left_alone() -> None:
    assert read("Itatiaia", "Itatiaia", "[tatiaia", totals=(2,))[2] == "[tatiaia"


def test_two_that_explain_it_alike_leave_it_as_printed() -> None:
    assert read("Serra &", text="a Região Serra á; a Região Serra ã") == ["Serra &"]


def test_a_repair_tells_what_decided_and_what_was_printed() -> None:
    (made,) = with_regions((table("Itatiaia", "Itatiaia", "[tatiaia"),), "")
    cell = made.rows[2][0]
    assert cell is not None
    assert (cell.rule, cell.otherwise) == (TABLE_REGION, "[tatiaia")
    assert cell.witnesses


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a Região de Saúde do Vale Sereno", ["Vale Sereno"]),
        ("Microrregião Alto Pardo e Polo de Serra Nova", ["Alto Pardo", "Serra Nova"]),
        ("na região norte do Estado", []),
        ("a Região, que é vasta", []),
        ("o polo passivo da ação", []),
    ],
)
def test_names_given_in_prose(text: str, names: list[str]) -> None:
    assert given_names(text) == Counter(names)
