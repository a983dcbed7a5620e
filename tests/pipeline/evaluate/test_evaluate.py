"""Gold against what was found: what counts as the same, which is which, how it is told."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import SettingsError
from pipeline.evaluate.comparing import Turn, changes
from pipeline.evaluate.load import found_records, gold_records
from pipeline.evaluate.outcomes import Figure, Outcome, Verdict, figures
from pipeline.evaluate.pairing import pair_acts, pair_rows
from pipeline.evaluate.report import Evaluation, html, markdown
from pipeline.evaluate.same import number, same_body, same_cell, same_place, same_prose
from pipeline.evaluate.scoring import score

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corpus.records import Json, JsonObject
    from tests.pipeline.conftest import Told

    Lavra = Callable[..., Told]

ACT: JsonObject = {
    "source": "gazette.txt",
    "ordinal": 1,
    "line_start": 1,
    "line_end": 20,
    "type": "portaria",
    "number": "17",
    "number_suffix": None,
    "year": 2019,
    "issuer": "Prefeitura Municipal de Várzea Nova",
    "date": "2019-03-04",
    "place": "Várzea Nova",
    "publication": None,
    "summary": "Designa servidora para a comissão de inventário.",
    "recitals": ["a necessidade de contar os bens"],
    "provisions": [
        {
            "kind": "artigo",
            "number": "1",
            "text": "Designar a servidora para compor a comissão:",
            "quoted": None,
            "children": [{"kind": "inciso", "number": "I", "text": "até dezembro;", "quoted": None, "children": []}],
        },
        {"kind": "clausula", "number": None, "text": "Esta portaria vigora desde já.", "quoted": None, "children": []},
    ],
    "signatories": [{"name": "Antônio Reis Cardim", "roles": ["Prefeito"]}],
    "references": [
        {"type": "lei", "number": "1050", "suffix": None, "year": 2010, "relation": "cites"},
        {"type": "portaria", "number": "3", "suffix": None, "year": 2018, "relation": "revokes"},
    ],
    "amounts": [{"value": "12500.00", "currency": "BRL"}],
    "annexes": [{"label": "ANEXO I", "title": None, "text": "Modelo de termo de guarda."}],
    "tables": [
        {
            "columns": ["item", "valor"],
            "rows": [["mesa", "10.00"], ["banco", "20.00"], ["Total", "30.00"]],
            "total_row_indices": [2],
        }
    ],
}


def changed(**fields: Json) -> JsonObject:
    """Return the act with other values."""
    return {**copy.deepcopy(ACT), **fields}


def wrong(gold: JsonObject, *found: JsonObject) -> list[tuple[str, str]]:
    """Return measure and verdict of all that is not right."""
    outcomes = score([gold], found)
    return [(each.measure, each.verdict.value) for each in outcomes if each.verdict != Verdict.RIGHT]


def test_an_act_against_itself_is_right_in_every_measure() -> None:
    outcomes = list(score([ACT], [copy.deepcopy(ACT)]))
    assert {each.verdict for each in outcomes} == {Verdict.RIGHT}
    counts = {each.measure: each.right for each in figures(outcomes)}
    assert counts["provisions.tree"] == 2
    assert counts["provisions.clauses"] == 1
    assert counts["references"] == 2
    assert counts["references.relation"] == 1
    assert counts["tables.cells"] == 6
    assert counts["tables.totals"] == 1
    assert "header.publication" not in counts


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"number": "18"}, [("acts", "wrong"), ("header.number", "wrong")]),
        ({"type": "decreto"}, [("acts", "wrong"), ("header.type", "wrong")]),
        ({"issuer": None}, [("header.issuer", "missing")]),
        ({"issuer": "Câmara Municipal de Várzea Nova"}, [("header.issuer", "wrong")]),
        ({"publication": {"edition": "12", "date": None}}, [("header.publication", "extra")]),
        ({"summary": "Designa servidor para comissão de compras."}, [("header.summary", "wrong")]),
        ({"line_end": 30}, [("acts.bounds", "wrong")]),
        ({"recitals": []}, [("recitals", "missing")]),
        ({"recitals": ["a necessidade de contar os bens", "outra razão"]}, [("recitals", "extra")]),
        (
            {"signatories": [{"name": "ANTONIO REIS CARDIM", "roles": []}]},
            [("signatories.role", "missing"), ("signatories.role", "extra")],
        ),
        ({"amounts": [{"value": "12500.01", "currency": "BRL"}]}, [("amounts", "missing"), ("amounts", "extra")]),
        ({"annexes": []}, [("annexes", "missing"), ("annexes.text", "missing")]),
        ({"annexes": [*[{"label": None, "text": None}], *ACT["annexes"]]}, [("annexes", "extra")]),  # type: ignore[misc]
        ({"references": []}, [("references", "missing")] * 2 + [("references.relation", "missing")]),
    ],
)
def test_what_differs_is_told_in_its_measure_alone(fields: JsonObject, expected: list[tuple[str, str]]) -> None:
    assert wrong(ACT, changed(**fields)) == expected


@pytest.mark.parametrize(
    "fields",
    [
        {"number": "017"},
        {"issuer": "PREFEITURA DE VARZEA NOVA"},
        {"place": "Várzea Nova – BA"},
        {"summary": "Designa  servidora para a comissão de inventário"},
        {"line_start": 3},
        {"amounts": [{"value": "12.500,00", "currency": None}]},
        {"tables": [{"rows": [["Mesa", "10,00"], ["banco", "20"], [None, "30.00"]], "total_row_indices": [2]}]},
    ],
)
def test_what_a_record_may_write_otherwise_is_right(fields: JsonObject) -> None:
    told = wrong(ACT, changed(**fields))
    assert [each for each in told if not each[0].startswith("tables")] == []


def test_an_accepted_reading_is_right() -> None:
    gold = changed(accept={"date": ["2019-03-05"], "number": ["18"]})
    assert wrong(gold, changed(date="2019-03-05", number="18")) == []
    assert wrong(gold, changed(date="2019-03-06")) == [("header.date", "wrong")]


def test_an_optional_item_counts_neither_way() -> None:
    items = [*ACT["references"], {"type": "lei", "number": "9", "year": 1990, "relation": "cites", "optional": True}]  # type: ignore[misc]
    gold = changed(references=items)
    assert wrong(gold, copy.deepcopy(ACT)) == []
    assert wrong(gold, copy.deepcopy(gold)) == []


def test_partial_gold_measures_what_it_has() -> None:
    gold: JsonObject = {"source": "gazette.txt", "ordinal": 1, "type": "portaria", "number": "17", "year": 2019}
    assert {each.measure for each in score([gold], [ACT])} == {"acts", "header.type", "header.number", "header.year"}


def test_an_act_that_was_not_found_lacks_everything_and_one_too_many_has_too_much() -> None:
    missing = wrong(ACT)
    assert ("acts", "missing") in missing
    assert ("provisions.tree", "missing") in missing
    extra = wrong(ACT, copy.deepcopy(ACT), changed(ordinal=2, number="99", line_start=40, line_end=50))
    assert {verdict for _, verdict in extra} == {"extra"}
    assert ("acts", "extra") in extra


def test_sources_without_gold_are_left_aside() -> None:
    assert wrong(ACT, copy.deepcopy(ACT), changed(source="other.txt", number="1")) == []


def test_acts_are_paired_by_head_before_their_place() -> None:
    first, second = changed(number="1", line_start=1, line_end=10), changed(number="2", ordinal=2, line_start=11, line_end=20)
    pairs, extra = pair_acts([first, second], [second, first])
    assert [other and other["number"] for _, other in pairs] == ["1", "2"]
    assert extra == []


def test_an_act_of_wrong_number_is_paired_by_its_lines() -> None:
    pairs, extra = pair_acts([ACT], [changed(number="71", line_start=2), changed(number="8", line_start=60, line_end=70)])
    assert [other and other["number"] for _, other in pairs] == ["71"]
    assert [each["number"] for each in extra] == ["8"]


@pytest.mark.parametrize(
    ("gold", "found", "pairs"),
    [
        ([["a", "1"], ["b", "2"]], [["a", "1"], ["b", "2"]], [(0, 0), (1, 1)]),
        ([["a", "1"], ["b", "2"]], [["b", "2"]], [(1, 0)]),
        ([["a", "1", "5"], ["b", "2", "6"]], [["x", "y", "z"], ["b", "3", "6"]], [(1, 1)]),
        ([["a", "1"]], [], []),
    ],
)
def test_rows_are_paired_in_order(gold: list[list[Json]], found: list[list[Json]], pairs: list[tuple[int, int]]) -> None:
    assert pair_rows(gold, found) == pairs


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ("1.234,50", "1234.5", True),
        ("R$ 10,00", "10", True),
        ("001", "1", True),
        (None, "–", True),
        ("", "0", False),
        ("12,5%", "12.50", True),
        ("Água Boa", "AGUA BOA", True),
        ("1234.50", "1234.51", False),
        ("Total", None, False),
    ],
)
def test_cells(gold: Json, found: Json, *, same: bool) -> None:
    assert same_cell(gold, found) is same


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ("Secretaria de Estado da Fazenda", "Secretaria da Fazenda", True),
        ("Secretaria da Fazenda", "Secretaria de Saúde", False),
        ("Câmara", "Câmara dos Deputados em Sessão Conjunta", False),
        ("Conselho de Ética", "", False),
    ],
)
def test_bodies(gold: str, found: str, *, same: bool) -> None:
    assert same_body(gold, found) is same


def test_prose_never_differs_in_a_digit() -> None:
    long = "o valor de 10 reais " * 20
    assert same_prose(long, long.replace("reais", "reaes", 1))
    assert not same_prose(long, long.replace("10", "11", 1), least=0.5)
    assert not same_place("Cuiabá", None)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_a_number_is_the_same_in_both_ways_of_writing(value: object) -> None:
    plain = f"{value:.2f}"
    brazilian = f"{value:,.2f}".translate(str.maketrans(".,", ",."))
    assert number(plain) == number(brazilian)
    assert same_cell(plain, brazilian)


@given(st.lists(st.sampled_from(list(Verdict)), min_size=1, max_size=30))
def test_figures_are_shares(verdicts: list[Verdict]) -> None:
    (figure,) = figures(Outcome("m", "s", "#1", str(at), verdict) for at, verdict in enumerate(verdicts))
    assert 0 <= figure.precision <= 1
    assert 0 <= figure.recall <= 1
    assert min(figure.precision, figure.recall) <= figure.f1 + 1e-9
    assert figure.right <= min(figure.gold, figure.found)


def test_nothing_against_nothing_is_whole() -> None:
    assert Figure("m", 0, 0, 0).f1 == 1


# --- two runs


def test_gained_lost_and_changed() -> None:
    before = list(score([ACT], [changed(issuer=None, date="2019-03-05", summary="Outra coisa.")]))
    after = list(score([ACT], [changed(date="2019-03-06", place=None)]))
    told = {(each.any.measure, each.turn) for each in changes(before, after)}
    assert told == {
        ("header.issuer", Turn.GAINED),
        ("header.summary", Turn.GAINED),
        ("header.place", Turn.LOST),
        ("header.date", Turn.CHANGED),
    }


def test_two_equal_runs_have_no_changes() -> None:
    run = list(score([ACT], [changed(issuer=None)]))
    assert list(changes(run, run)) == []


def test_an_extra_value_that_is_gone_is_a_gain() -> None:
    before = list(score([ACT], [changed(recitals=[*ACT["recitals"], "mais um"])]))  # type: ignore[misc]
    after = list(score([ACT], [copy.deepcopy(ACT)]))
    assert [(each.any.measure, each.turn) for each in changes(before, after)] == [("recitals", Turn.GAINED)]
    assert [each.turn for each in changes(after, before)] == [Turn.LOST]


# --- reading and telling


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "gazette.json").write_text(json.dumps([ACT]), "utf-8")
    return folder


def lines(path: Path, *records: JsonObject) -> Path:
    path.write_text("".join(f"{json.dumps(each)}\n" for each in records), "utf-8")
    return path


def test_gold_is_read_as_list_object_and_lines(tmp_path: Path) -> None:
    for name, text in {"a.json": json.dumps([ACT]), "b.json": json.dumps(ACT), "c.jsonl": f"{json.dumps(ACT)}\n\n"}.items():
        (tmp_path / name).write_text(text, "utf-8")
        assert gold_records([str(tmp_path / name)]) == [ACT]
    assert len(gold_records([str(tmp_path)])) == 3
    assert list(found_records(str(tmp_path / "a.json"), sources={"none.txt"})) == []


@pytest.mark.parametrize("text", ["", "[1]", '{"ordinal": 1}', "not json", '{"source": 3}'])
def test_gold_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "gold.json").write_text(text, "utf-8")
    with pytest.raises(SettingsError):
        gold_records([str(tmp_path / "gold.json")])


def test_a_folder_without_gold_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no \.json"):
        gold_records([str(tmp_path)])
    with pytest.raises(SettingsError, match="cannot read"):
        gold_records([str(tmp_path / "none.json")])


def test_a_report_shows_markup_as_text() -> None:
    outcomes = tuple(score([ACT], [changed(issuer="<b>Conselho</b> | *A*")]))
    evaluation = Evaluation(outcomes, "Evaluation of <x>")
    page = "".join(html(evaluation))
    assert "&lt;b&gt;Conselho&lt;/b&gt;" in page
    assert "<b>" not in page
    assert page.count("<table>") == 2
    told = "".join(markdown(evaluation))
    assert r"\| \*A\*" in told
    assert "## Measures" in told
    assert "## Not right in gazette.txt" in told


def test_the_command_scores_a_database(lavra: Lavra, acts: Path, tmp_path: Path) -> None:
    database = tmp_path / "acts.db"
    assert lavra("ingest", acts, "--db", database).code == 0
    export = tmp_path / "acts.jsonl"
    assert lavra("export", "--db", database, "-o", export).code == 0
    records = [json.loads(line) for line in export.read_text("utf-8").splitlines()]
    gold = lines(tmp_path / "gold.jsonl", *records)
    told = lavra("evaluate", gold, "--db", database, "--format", "jsonl")
    rows = [json.loads(line) for line in told.out.splitlines()]
    assert {row["f1"] for row in rows} == {1.0}
    spoilt = lines(tmp_path / "spoilt.jsonl", *({**each, "date": None} for each in records))
    misses = lavra("evaluate", gold, "--records", spoilt, "--misses", "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["measure"] for line in misses] == ["header.date"] * len(records)
    turned = lavra("evaluate", gold, "--records", spoilt, "--against", database, "--changes", "--format", "jsonl")
    assert {json.loads(line)["turn"] for line in turned.out.splitlines()} == {"lost"}
    without = lavra("evaluate", "--db", database, "--against", spoilt, "--format", "jsonl")
    assert {json.loads(line)["turn"] for line in without.out.splitlines()} == {"gained"}


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_the_command_writes_a_report(lavra: Lavra, gold: Path, tmp_path: Path, suffix: str) -> None:
    found, report = lines(tmp_path / "found.jsonl", changed(place=None)), tmp_path / f"report{suffix}"
    told = lavra("evaluate", gold, "--records", found, "--against", lines(tmp_path / "old.jsonl", ACT), "--report", report)
    assert told.code == 0, told.err
    page = report.read_text("utf-8")
    assert "header.place" in page
    assert "lost" in page


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "--against"),
        (["{gold}", "--records", "none.jsonl"], "cannot read"),
        (["{gold}", "--records", "{gold}/gazette.json", "--report", "report.pdf"], ".html"),
    ],
)
def test_the_command_refuses(lavra: Lavra, gold: Path, arguments: list[str], message: str) -> None:
    told = lavra("evaluate", *(each.format(gold=gold) for each in arguments))
    assert told.code == 2
    assert message in told.err
