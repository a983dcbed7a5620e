"""The comparisons themselves: gold agrees with itself, and no field can be spoilt without being told."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import pytest

from corpus.pages import Document, Page
from corpus.spans import NormalizedText
from tests.samples.compare import FIELDS, Pair, readings, same
from tests.samples.test_samples import DAMAGED, NAMES, gold
from tests.samples.trace import astray

if TYPE_CHECKING:
    from corpus.records import JsonObject


def pair(act: JsonObject, found: JsonObject, *, damaged: bool = False) -> Pair:
    return Pair(act, found, damaged, "Município Equipes")


@pytest.mark.parametrize("name", NAMES)
def test_gold_agrees_with_itself(name: str) -> None:
    for act in gold(name):
        for field, compare in FIELDS.items():
            assert list(compare(pair(act, act, damaged=name in DAMAGED))) == [], field


def spoilt(act: JsonObject, name: str) -> JsonObject:
    """Return a copy of an act with one field taken away, or filled where it was empty."""
    other = copy.deepcopy(act)
    fills: JsonObject = {
        "recitals": ["x"], "body": ["x"], "signatories": [{"name": "x", "roles": []}], "annexes": [{"label": "x"}],
        "references": [{"type": "lei", "number": "1", "relation": "cites"}], "amounts": [{"value": "1.00", "currency": "BRL"}],
        "tables": [{"columns": [], "rows": []}], "provisions": [{"kind": "artigo", "number": "99", "text": "x"}],
        "labelled": [{"label": "x", "value": "x"}], "parties": [{"name": "x"}], "publication": {"date": "2000-01-01"},
        "recipient": {"name": "x"}, "protocol": {"number": "1"},
    }  # fmt: skip
    told = other.get(name)
    spare = isinstance(told, list) and all(isinstance(each, dict) and each.get("optional") for each in told)
    other[name] = None if told and not spare and None not in readings(act, name) else fills.get(name, "x")
    return other


TOP = (
    *("type", "number", "number_suffix", "year", "number_raw", "issuer", "issuer_acronym", "section", "organ", "place", "date"),
    *("summary", "subject", "process", "term", "publication", "recipient", "protocol", "preamble", "enacting_formula"),
    *("recitals", "body", "provisions", "references", "amounts", "tables", "labelled", "parties"),
)


@pytest.mark.parametrize("field", TOP)
def test_a_spoilt_field_is_told(field: str) -> None:
    for name in NAMES:
        for act in gold(name):
            if not {"labelled", "parties", "section", "organ"} & {field} or act.get(field):
                assert list(FIELDS[field](pair(act, spoilt(act, field)))), (name, field)


def test_each_node_label_and_text_counts() -> None:
    (act,) = gold("rs_decreto_2016")
    for field, key in (("provisions.text", "text"), ("provisions.label", "label_raw"), ("provisions.quoted", "quoted")):
        other = copy.deepcopy(act)
        node = other["provisions"][0]["children"][0]  # type: ignore[index,call-overload]  # the sample has them
        node[key] = "x"  # type: ignore[index,call-overload]  # likewise
        assert len(list(FIELDS[field](pair(act, other)))) == 1


@pytest.mark.parametrize(
    ("one", "other", "damaged", "expected"),
    [
        ("Art. 1° “x” – y", 'Art. 1º "x" -  y', False, True),
        ("a\N{NO-BREAK SPACE}b", "a b", False, True),
        ("publicação", "publicacão", False, False),
        ("o prazo de sessenta dias contados da publicação desta Resolução no Diário Oficial do Estado",
         "o prazo de sessenta dias contados da publicacão desta Resolução no Diário Oficial do Estado", True, True),
        ("o prazo de 60 dias contados da publicação desta Resolução no Diário Oficial do Estado",
         "o prazo de 80 dias contados da publicação desta Resolução no Diário Oficial do Estado", True, False),
        (None, "", False, False),
        (None, None, False, True),
    ],
)  # fmt: skip
def test_sameness(one: str | None, other: str | None, expected: bool, damaged: bool) -> None:  # noqa: FBT001  # a table's row
    assert same(one, other, damaged=damaged) is expected


RAW = "PORTARIA Nº 7, de 3 de maio de 1998\nLei nº 12\n"
DOCUMENT = Document("ab" * 32, "x.txt", "text/plain", "plain", (Page(1, RAW),))


@pytest.mark.parametrize(
    ("field", "value", "span", "raw", "expected"),
    [
        ("number", "7", [12, 13], "7", 0),
        ("number", "7", [12, 13], "8", 1),
        ("number", "8", [12, 13], "7", 1),
        ("number", "7", [24, 28], "maio", 1),
        ("date", "1998-05-03", [15, 35], "de 3 de maio de 1998", 0),
        ("date", "1998-05-04", [15, 35], "de 3 de maio de 1998", 1),
        ("year", 1998, [31, 35], "1998", 0),
        ("year", 1997, [31, 35], "1998", 1),
        ("type", "portaria", [0, 8], "PORTARIA", 0),
        ("place", "Juara", [0, 8], "PORTARIA", 1),
    ],
)
def test_a_value_that_its_span_does_not_show_is_told(
    field: str, value: str | int, span: list[int], raw: str, expected: int
) -> None:
    note: JsonObject = {"span": [*span], "raw": raw, "rules": ["x"]}
    record: JsonObject = {field: value, "provenance": {f"/{field}": note}}
    assert len(list(astray(record, DOCUMENT, NormalizedText(RAW)))) == expected


def test_a_value_without_provenance_is_told() -> None:
    assert list(astray({"number": "7", "provenance": {}}, DOCUMENT, NormalizedText(RAW))) == ["/number: no provenance"]
