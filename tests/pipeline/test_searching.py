"""`lavra search`: from texts to what is shown of an answer."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from db.asking import Term
from db.excerpts import WIDTH, Excerpt, excerpt, sought
from pipeline.searching import COLUMNS
from tests.pipeline.conftest import DECRETO, PORTARIA

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.pipeline.conftest import Told

    Lavra = Callable[..., Told]


@pytest.fixture
def database(tmp_path: Path, lavra: Lavra) -> str:
    for name, text in (("portaria", PORTARIA), ("decreto", DECRETO)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    target = str(tmp_path / "acts.db")
    done = lavra("ingest", str(tmp_path / "portaria.txt"), str(tmp_path / "decreto.txt"), "--db", target)
    assert done.code == 0, done.err
    return target


def test_jsonl_has_the_snippet_as_printed_and_its_marks(database: str, lavra: Lavra) -> None:
    done = lavra("search", "comissao inventario", "--db", database, "--format", "jsonl", "--facets")
    row, *facets = map(json.loads, done.out.splitlines())
    assert done.code == 0
    assert (row["type"], row["number"], row["source"]) == ("portaria", "17", "portaria.txt")
    assert {row["snippet"][start:end] for start, end in row["marks"]} == {"comissão", "inventário"}
    assert {"facet": "type", "value": "portaria", "count": 1} in facets


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_rows_have_every_column_and_counts_stand_aside(database: str, lavra: Lavra, form: str, delimiter: str) -> None:
    done = lavra("search", "prefeito", "municipal", "--db", database, "--format", form, "--facets", "--limit", "1")
    told = list(csv.DictReader(io.StringIO(done.out), delimiter=delimiter))
    assert len(told) == 1
    assert tuple(told[0]) == COLUMNS
    assert "«" in told[0]["snippet"]
    assert "type: decreto (1), portaria (1)" in done.err


def test_a_list_is_coloured_on_a_terminal_alone(database: str, lavra: Lavra, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = lavra("search", "inventario", "--db", database, "--format", "table").out
    assert "portaria 17 2019-03-04" in plain
    assert "\x1b" not in plain
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr("pipeline.streams.Output.isatty", lambda _: True)
    assert "\x1b[1;33minventário\x1b[0m" in lavra("search", "inventario", "--db", database).out


def test_what_the_terminal_would_obey_is_shown(tmp_path: Path, lavra: Lavra) -> None:
    (tmp_path / "a.txt").write_text(PORTARIA.replace("comissão", "comi\x1b[2Jssão"), "utf-8")
    lavra("ingest", str(tmp_path / "a.txt"), "--db", str(tmp_path / "a.db"))
    for form in ("table",):
        assert "\x1b" not in lavra("search", "inventario", "--db", str(tmp_path / "a.db"), "--format", form).out


FILTERED = [
    (("--type", "decreto"), ["decreto.txt"]),
    (("--from", "2020"), ["decreto.txt"]),
    (("--to", "2019-12"), ["portaria.txt"]),
    (("--issuer", "varzea nova"), ["decreto.txt", "portaria.txt"]),
    (("--amount-min", "10.000"), ["decreto.txt"]),
    (("--amount-min", "1", "--amount-max", "100"), []),
    (("--source", "portaria.txt"), ["portaria.txt"]),
    (("--where", "year=2019"), ["portaria.txt"]),
    (("--offset", "2"), []),
]


@pytest.mark.parametrize(("options", "expected"), FILTERED)
def test_options_narrow(database: str, lavra: Lavra, options: tuple[str, ...], expected: list[str]) -> None:
    done = lavra("search", "prefeito", "--db", database, "--format", "jsonl", *options)
    assert sorted(json.loads(line)["source"] for line in done.out.splitlines()) == expected
    assert ("act answers" in done.err or "acts answer" in done.err) is not bool(expected)


def test_provisions_have_their_path(database: str, lavra: Lavra) -> None:
    done = lavra("search", "credito suplementar", "--db", database, "--format", "jsonl", "--provisions")
    assert [json.loads(line)["path"] for line in done.out.splitlines()] == ["art1"]


def test_near_words_are_proposed_and_taken_where_asked(database: str, lavra: Lavra) -> None:
    assert "did you mean: inventario" in lavra("search", "inventaroi", "--db", database).err
    done = lavra("search", "inventaroi", "--db", database, "--format", "jsonl", "--near")
    assert json.loads(done.out)["source"] == "portaria.txt"
    assert "near words that count too: inventario" in done.err


@pytest.mark.parametrize(
    "arguments", [("",), ("--", "-nada"), ("x", "--from", "ontem"), ("x", "--municipality", "Xanadu"), ("x", "--limit", "0")]
)
def test_what_cannot_be_asked_is_one_line_and_exit_2(database: str, lavra: Lavra, arguments: tuple[str, ...]) -> None:
    done = lavra("search", "--db", database, *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1


EXCERPTS = [
    ("curto e fundo", [Term(("fundo",))], "curto e fundo", ["fundo"]),
    ("a\n\n  FUNDO\tda saúde", [Term(("fundo", "da", "saude"))], "a FUNDO da saúde", ["FUNDO da saúde"]),
    ("fundos", [Term(("fundo",))], "fundos", []),
    ("fundos", [Term(("fundo",), prefix=True)], "fundos", ["fundos"]),
    ("", [Term(("fundo",))], "", []),
    ("a.b (fundo)", [Term(("fundo",)), Term(("a", "b"))], "a.b (fundo)", ["a.b", "fundo"]),
]


@pytest.mark.parametrize(("text", "terms", "shown", "marked"), EXCERPTS)
def test_an_excerpt_marks_whole_words(text: str, terms: list[Term], shown: str, marked: list[str]) -> None:
    made = excerpt(text, sought(terms))
    assert made.text == shown
    assert [made.text[start:end] for start, end in made.marks] == marked


@pytest.mark.parametrize("before", [0, 10, 1000])
@pytest.mark.parametrize("after", [0, 10, 1000])
def test_an_excerpt_of_a_long_text_is_short_and_around_what_was_found(before: int, after: int) -> None:
    text = f"{'palavra ' * before}leitos de UTI{' outra' * after}"
    made = excerpt(text, sought([Term(("leitos",)), Term(("uti",))]))
    assert [made.text[start:end] for start, end in made.marks] == ["leitos", "UTI"]
    assert len(made.text) < WIDTH * 1.5
    assert made.text.startswith("…") is (before > 100)
    assert made.text.endswith("…") is (after > 100)
    assert Excerpt("abc", ((1, 2),)).marked("[", "]") == "a[b]c"
