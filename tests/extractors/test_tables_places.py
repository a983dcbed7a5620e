"""Municipalities in tables: linked to IBGE codes, told apart by their states, repaired only where one explains them."""

from __future__ import annotations

import pytest
import regex

from corpus.acts import Found, Table
from corpus.knowledge import Row, rows, string, strings
from corpus.municipalities import cut_short, named
from corpus.spans import Span
from extractors.tables.channel import cost_of
from extractors.tables.places import Placed, locate

ACRE = ("Acrelândia", "Brasiléia", "Bujari", "Capixaba", "Feijó", "Xapuri")


def table(*listed: tuple[str | None, ...], types: tuple[str, ...] = ("municipality",)) -> Table:
    def cell(value: str | None) -> Found[str] | None:
        return None if value is None else Found(value, Span(0, 1), "test", 0.9)

    columns = tuple(Found(f"c{at}", Span(0, 1), "test") for at in range(len(types)))
    return Table(None, None, columns, tuple(tuple(map(cell, row)) for row in listed), (), Span(0, 1), types)


def located(*listed: tuple[str | None, ...], types: tuple[str, ...] = ("municipality",), state: str | None = None) -> Placed:
    return locate(table(*listed, types=types), state=state, damaged=True, where="/tables/0")


def codes(placed: Placed) -> list[tuple[int, str]]:
    return [(each.row, each.ibge) for each in placed.table.municipalities]


def names(placed: Placed) -> list[str | None]:
    return [None if row[0] is None else row[0].value for row in placed.table.rows]


def test_names_keep_their_spelling_and_get_their_codes() -> None:
    placed = located(("FEIJO",), ("Xapuri",), ("brasileia",))
    assert codes(placed) == [(0, "1200302"), (1, "1200708"), (2, "1200104")]
    assert names(placed) == ["FEIJO", "Xapuri", "brasileia"]


@pytest.mark.parametrize(
    ("listed", "state", "expected"),
    [
        ([("Bonito",)], None, []),
        ([("Bonito",)], "MS", [(0, "5002209")]),
        ([("Bonito/BA",)], None, [(0, "2904050")]),
        ([("Bonito (PE)",)], "MS", [(0, "2602308")]),
        ([("Bonito",), ("Miranda",), ("Aquidauana",)], None, [(0, "5002209"), (1, "5005608"), (2, "5001102")]),
        ([("Sta. Rosa do Purus",), ("Feijó",), ("Xapuri",)], None, [(0, "1200435"), (1, "1200302"), (2, "1200708")]),
        ([("Cidade Nenhuma",), ("Xapuri",)], None, [(1, "1200708")]),
    ],
)  # fmt: skip
def test_the_state_tells_names_apart(listed: list[tuple[str]], state: str | None, expected: list[tuple[int, str]]) -> None:
    assert codes(located(*listed, state=state)) == expected


def test_letters_of_a_state_in_the_row_tell() -> None:
    listed = [("Bonito", "MS"), ("Bonito", "PA"), ("Santa Inês", "PB")]
    assert codes(located(*listed, types=("municipality", "text"))) == [(0, "5002209"), (1, "1501600"), (2, "2513356")]


def test_a_code_in_the_row_tells_and_one_of_another_is_a_problem() -> None:
    listed = [("Bonito", "260230"), ("Xapuri", "1200302")]
    placed = located(*listed, types=("municipality", "code"))
    assert codes(placed) == [(0, "2602308"), (1, "1200708")]
    assert [(each.code, each.where) for each in placed.problems] == [("code_mismatch", "/tables/0/rows/1/1")]
    assert "1200302 is the code of Feijó" in placed.problems[0].detail


@pytest.mark.parametrize(
    ("read", "value"),
    [
        ("Plécido de Castro", "Plácido de Castro"),
        ("Sena Madure1ra", "Sena Madureira"),
        ("TARAUACÉ", "TARAUACÁ"),
        ("Plácido do Castro", "Plácido do Castro"),
        ("Seringal Velho", "Seringal Velho"),
        ("Qfhj", "Qfhj"),
    ],
)
def test_only_what_the_channel_explains_is_repaired(read: str, value: str) -> None:
    placed = located(*((name,) for name in (*ACRE, read)))
    assert names(placed)[-1] == value
    cell = placed.table.rows[-1][0]
    assert cell is not None
    assert bool(cell.witnesses) == (read != value)
    assert len(codes(placed)) == len(ACRE) + (read != value)


def test_a_clean_source_keeps_its_names() -> None:
    placed = locate(table(*((name,) for name in (*ACRE, "Plécido de Castro"))), state="AC", damaged=False, where="/tables/0")
    assert names(placed)[-1] == "Plécido de Castro"
    assert len(codes(placed)) == len(ACRE)


def test_a_short_list_proves_no_repair() -> None:
    assert names(located(("Xapuri",), ("Feijó",), ("Plécido de Castro",), state="AC"))[-1] == "Plécido de Castro"


def test_a_code_proves_a_repair_in_a_short_list() -> None:
    listed = [("Xapuri", "1200708"), ("Plécido de Castro", "1200385")]
    assert names(located(*listed, types=("municipality", "code")))[-1] == "Plácido de Castro"


def test_totals_and_empty_cells_are_no_municipalities() -> None:
    assert codes(located((None,), ("TOTAL",), ("Xapuri",))) == [(2, "1200708")]


def test_other_columns_are_left() -> None:
    assert codes(located(("Xapuri", "Feijó"), types=("text", "name"))) == []


@pytest.mark.parametrize(("read", "printed"), [("Poxoréo", "Poxoréu"), ("Vila Flor", "Vila Flora"), ("Belo", "Bela")])
def test_other_spellings_are_no_misreadings(read: str, printed: str) -> None:
    assert cost_of(read, printed) is None


def test_short_words_are_read_in_full() -> None:
    assert [each.name for each in named("S. José dos Pinhais")] == ["São José dos Pinhais"]
    assert [each.name for each in named("N. S. do Livramento")] == ["Nossa Senhora do Livramento"]
    assert named("S. Nenhum") == ()


@pytest.mark.parametrize(
    ("printed", "state", "ibge"),
    [
        ("Chap. dos Guimarães", "MT", "5103007"),
        ("N. Sra. do Livramento", "MT", "5106109"),
        ("N.SRA. DO LIVRAMENTO", "MT", "5106109"),
        ("S. José dos Quatro Marcos", "MT", "5107107"),
        ("S. J. dos Quatro Marcos", "MT", "5107107"),
        ("Sto. Antônio do Leverger", "MT", "5107800"),
        ("Gal. Carneiro", "MT", "5103908"),
        ("V. B. da Santíssima Trindade", "MT", "5105507"),
        ("Gov. Celso Ramos", "SC", "4206009"),
        ("Mal. Cândido Rondon", "PR", "4114609"),
        ("Cach. de Goiás", "GO", "5204201"),
        ("Chap. dos Guimarães (MT)", None, "5103007"),
        ("V. Grande", "MT", "5108402"),
        ("S. Rita", "PB", "2513703"),
        ("B. J. da Serra", "BA", "2903953"),
    ],
)
def test_cut_words_link_to_the_one_municipality_they_fit(printed: str, state: str | None, ibge: str) -> None:
    placed = located((printed,), state=state)
    assert codes(placed) == [(0, ibge)]
    assert names(placed) == [printed]


@pytest.mark.parametrize(
    ("printed", "state"),
    [
        ("S. João", "PB"),
        ("B. J. da Lapada", "BA"),
        ("S. F.", "MT"),
        ("S. J. do Rio", "SP"),
        ("Chap. dos Guimarães", "GO"),
        ("Chap. dos Guimarães/GO", "MT"),
        ("Chap. do Norte e Sul", "MG"),
        ("Chap dos Guimarães", "MT"),
        ("Sec. Municipal", "MT"),
        ("Dist. de Bonsucesso", "MT"),
        ("Gal.", "MT"),
        ("...", "MT"),
        ("", "MT"),
    ],
)
def test_cut_words_that_fit_none_or_several_link_to_nothing(printed: str, state: str) -> None:
    assert codes(located((printed,), state=state)) == []


def test_a_column_of_cut_names_tells_its_state() -> None:
    listed = [("Chap. dos Guimarães",), ("Cuiabá",), ("Sinop",), ("N. Sra. do Livramento",), ("Gal. Carneiro",)]
    assert [code for _, code in codes(located(*listed, state="MT"))] == ["5103007", "5103403", "5107909", "5106109", "5103908"]


@pytest.mark.parametrize("state", [None, "MT", "MG"])
def test_cut_names_are_those_of_the_state_asked_for(state: str | None) -> None:
    assert {place.state for place in cut_short("Sto. Antônio do L.", state)} <= ({state} if state else {"MT", "PR"})


@pytest.mark.parametrize("row", rows("shortened_places"), ids=lambda row: str(row["id"]))
def test_a_short_word_finds_its_examples_and_leaves_its_counterexamples(row: Row) -> None:
    pattern = regex.compile(string(row, "pattern"), regex.IGNORECASE)
    assert [each for each in strings(row, "examples") if not pattern.search(each)] == []
    assert [each for each in strings(row, "counterexamples") if pattern.search(each)] == []
