from __future__ import annotations

import json
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from corpus import acts
from corpus.acts import Act, Found, Printed
from corpus.errors import GazetteError
from corpus.pages import Box, Document, Page, Words
from corpus.problems import Problem
from corpus.reading import Reading
from corpus.records import Record
from corpus.source import SourceDocument
from corpus.spans import NormalizedText, Span
from db import Store, plain
from db.shapes import AMOUNT, ANNEX, LISTS, NESTED, PROVISION, SIGNATORY
from db.shapes import TABLE as TABLE_KEYS
from tests.db.making import NOON, RELEASE, bare, edit, node, note, reading
from tests.db.strategies import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.records import Json, JsonObject

SHARED = Path(__file__).parents[3] / "shared"

REPAIR: JsonObject = {
    "rule": "by-series", "span": [0, 2], "raw": "Il", "before": "Il", "value": "II", "where": "/provisions/0/number",
    "confidence": 0.8, "cost": 0.0, "layer": "series", "witnesses": ["I", {"next": "III"}],
}  # fmt: skip
TABLE: JsonObject = {
    "annex": "ANEXO I", "caption": None, "columns": ["município", "valor"],
    "rows": [["Água Boa", "007"], ["Sorriso", None], [], ["Total", "7.00", "sobra"]], "total_row_indices": [3],
    "column_types": ["municipality", "money"],
    "equations": [{"kind": "group_total", "text": "total of valor", "columns": [1], "holds": 0, "fails": 1, "failing": [[3, 1]]}],
    "municipalities": [{"row": 0, "column": 0, "ibge": "5100201"}, {"row": 1, "column": 0, "ibge": "5107925"}],
}  # fmt: skip
CITED: list[list[Json]] = [["art5/par1/inc3", "art7"], [], ["art5/par1/inc3"]]
BY_HAND: list[tuple[str, JsonObject]] = [
    ("nothing but its type", bare()),
    ("provisions cited, and for whom the issuer speaks", bare(
        issuer="Prefeitura de Sinop", issuer_level="municipal", issuer_state="MT", issuer_municipality="5107909",
        references=[
            {"type": "lei", "number": str(each), "suffix": None, "year": 1990, "date": None, "issuer": None, "relation": "cites",
             "raw": "Lei", "provisions": paths}
            for each, paths in enumerate(CITED, start=1)
        ],
    )),
    ("source without lines", bare(line_start=None, line_end=None)),
    ("objects that are all null are not null", bare(publication={"gazette": None, "edition": None, "date": None})),
    ("letter", bare(
        recipient={"name": "Ana", "role": None, "organization": "Câmara"}, subject="Resposta", body=["Um.", "Dois."],
    )),
    ("stamp", bare(protocol={"number": "106", "year": 2022, "date": "2022-02-01", "time": "15:12"})),
    ("tree", bare(provisions=[
        node("artigo", "1", "caput:", [
            node("inciso", "I", children=[
                node("alinea", "a", children=[node("item", "1"), node("item", "2")]), node("alinea", "b"),
            ]),
            node("paragrafo", "1", children=[node("inciso", "I")]),
            node("inciso", "II", quoted="Art. 9º Novo texto"),
        ], group=["TÍTULO I", "CAPÍTULO II"]),
        node("clausula", None, "Publique-se"),
    ])),
    ("a label printed twice", bare(provisions=[
        node("artigo", "1"), node("artigo", "1"), node("artigo", "1~2"), node("artigo", "1"),
    ])),
    ("annex with articles beside one of prose", bare(
        provisions=[node("artigo", "1")],
        annexes=[
            {"label": "ANEXO I", "title": None, "text": "Prosa.", "provisions": []},
            {"label": None, "title": "Regulamento", "text": None, "provisions": [
                node("artigo", "1", children=[node("inciso", "I")]),
            ]},
        ],
    )),
    ("ragged table with an empty row", bare(
        tables=[TABLE, {**TABLE, "rows": [], "total_row_indices": [], "municipalities": []}],
    )),
    ("signatories", bare(signatories=[{"name": "Ana", "roles": ["Secretária", "Presidente"]}, {"name": "Rui", "roles": []}])),
    ("money beyond 64 bits", bare(amounts=[
        {"value": "99999999999999999999999.99", "currency": "BRZ", "in_words": None, "raw": "Cr$ 9"},
        {"value": "23000.00", "currency": "BRL", "in_words": "vinte e três mil reais", "raw": "R$ 23.000,00"},
        {"value": "-0.40", "currency": "reis", "in_words": None, "raw": "-$40"},
    ])),
    ("provenance in no alphabetical order", bare(provenance={"/year": note(3, 9, derived="from-date", rules=["from-date"]),
        "/number": note(0, 2, box=[0.1, 2.0, 30.5, 4.25], rules=["heading", "ordinal-mark", "o-zero"]), "": note(0, 0)})),
    ("repair of a value", bare(repairs=[REPAIR, REPAIR])),
    ("problems", bare(problems=[{"code": "no_date", "where": "/date", "span": None, "detail": "x"},
        {"code": "damaged", "where": "", "span": [1, 4], "detail": ""}])),
    ("characters of every plane", bare(text="\x01\ufeff\r\n𝔘 é e\u0301 \u2028 'x'; DROP TABLE acts --", summary="100%_\\")),
]  # fmt: skip


@pytest.fixture(scope="module")
def kept() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "kept.db") as opened:
        yield opened


def there_and_back(store: Store, *fields: JsonObject) -> None:
    run = store.begin_run(release=RELEASE, arguments=[], started_at=NOON)
    given_ = reading(repr(fields).encode("utf-8"), *fields, path="in/a.txt")
    store.load(given_, run_id=run)
    expected = [record.fields for record in given_.records]
    found = [store.record(store.find_act(f"{given_.source.sha256}#{each.ordinal}").id) for each in given_.records]
    assert found == expected
    assert [json.dumps(each) for each in found] == [json.dumps(each) for each in expected], "keys in another order"


@pytest.mark.parametrize("fields", [pytest.param(fields, id=label) for label, fields in BY_HAND])
def test_a_record_comes_back_as_it_went_in(store: Store, fields: JsonObject) -> None:
    there_and_back(store, fields)
    assert [each["ordinal"] for each in store.records()] == [1]


@pytest.mark.parametrize("fields", [bare(text="a\0b"), bare(summary="\0"), bare(recitals=["\0"])])
def test_a_character_nul(store: Store, engine: str, run: int, fields: JsonObject) -> None:
    """PostgreSQL has no such character: the source alone is refused."""
    if engine == "sqlite":
        there_and_back(store, fields)
        return
    with pytest.raises(GazetteError, match=r"a value cannot be stored: .*NUL") as caught:
        store.load(reading(b"x", fields), run_id=run)
    assert caught.value.exit_code == 70
    assert not list(store.sources(include_superseded=True))


def test_all_of_them_at_once(store: Store) -> None:
    there_and_back(store, *({**fields, "ordinal": ordinal} for ordinal, (_, fields) in enumerate(BY_HAND, start=1)))
    assert [each["ordinal"] for each in store.records()] == list(range(1, len(BY_HAND) + 1))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records(1), records(2))
def test_any_two_records_come_back(kept: Store, first: JsonObject, second: JsonObject) -> None:
    there_and_back(kept, first, second)


def found(value: str, at: int = 0) -> Found[str]:
    return Found(value, Span(at, at + len(value)), "test", 0.9)


def test_a_record_made_of_an_act_comes_back(store: Store, run: int) -> None:
    raw = "PORTARIA Nr 5\nArt. 1o Fica pago R$ 2,50.\fANEXO"
    source = SourceDocument.of(raw.encode(), path="in/made.txt")
    words = Words((Span(0, 8),), (Box(1.5, 2.5, 30.0, 12.0),), (0.9,))
    pages = (Page(1, "PORTARIA Nr 5\nArt. 1o Fica pago R$ 2,50.", 595.0, 842.0, words), Page(2, "ANEXO"))
    document = Document(source.sha256, source.name, "application/pdf", "test", pages, has_lines=False)
    text = NormalizedText(document.raw).with_layer("typography", [edit(9, 11, "nº"), edit(20, 21, "º")])
    act = Act(
        Span(0, len(text.value)),
        Found("portaria", Span(0, 8), "type"),
        number=found("5", 12),
        year=Found(2020, Span(12, 13), "year", derived=True),
        date=Found(date(2020, 1, 2), Span(0, 8), "date"),
        number_raw=Printed(Span(9, 13)),
        provisions=(acts.Provision("artigo", found("1", 19), Printed(Span(14, 21)), found("Fica pago R$ 2,50.", 22)),),
        amounts=(acts.Amount(Found(Decimal("2.50"), Span(32, 39), "money"), found("BRL"), None, Printed(Span(32, 39))),),
        tables=(acts.Table(None, None, (found("a"),), ((found("1"),), (None,)), (1,)),),
        problems=(Problem("no_signature", "/signatories", Span(0, 3), "none"),),
    )
    record = Record.of(document, text, act, ordinal=1, release=RELEASE)
    assert record.fields["repairs"]
    whole = Reading(source, document, text, 0.25, (record,), (), RELEASE, NOON)
    store.load(whole, run_id=run)
    assert json.dumps(store.record(1)) == json.dumps(record.fields)
    assert store.texts(source.sha256) == (raw, text.value)


MISSHAPEN: list[tuple[str, dict[str, Json]]] = [
    ("a number that is no text", {"number": 5}),
    ("a year that is no integer", {"year": "1996"}),
    ("a year that is true", {"year": True}),
    ("a year of two digits", {"year": 96}),
    ("an empty number", {"number": ""}),
    ("a date in words", {"date": "1 de maio"}),
    ("a type in capitals", {"type": "Portaria"}),
    ("no type", {"type": None}),
    ("lines in disorder", {"line_start": 5, "line_end": 4}),
    ("one line alone", {"line_start": 5, "line_end": None}),
    ("confidence above 1", {"confidence": 1.5}),
    ("a recital that is no text", {"recitals": [None]}),
    ("recitals that are none", {"recitals": None}),
    ("a party without its part", {"parties": [{"name": "Ana"}]}),
    ("a kind of provision that is none", {"provisions": [node("caput", "1")]}),
    ("an amount that is no number", {"amounts": [{"value": "1,50", "currency": "BRL", "in_words": None, "raw": ""}]}),
    ("an amount of one decimal", {"amounts": [{"value": "1.5", "currency": "BRL", "in_words": None, "raw": ""}]}),
    ("an amount as a float", {"amounts": [{"value": 1.5, "currency": "BRL", "in_words": None, "raw": ""}]}),
    ("no currency", {"amounts": [{"value": "1.50", "currency": "", "in_words": None, "raw": ""}]}),
    ("a cell that is a number", {"tables": [{**TABLE, "rows": [[1]], "total_row_indices": []}]}),
    ("types for other columns", {"tables": [{**TABLE, "column_types": ["money"]}]}),
    ("an equation without its columns", {"tables": [{**TABLE, "equations": [{"kind": "sum", "text": "a = b"}]}]}),
    ("a municipality without its code", {"tables": [{**TABLE, "municipalities": [{"row": 0, "column": 0}]}]}),
    ("a code cut short", {"tables": [{**TABLE, "municipalities": [{"row": 0, "column": 0, "ibge": "510020"}]}]}),
    ("a total that is no row", {"tables": [{**TABLE, "total_row_indices": [4]}]}),
    ("totals in disorder", {"tables": [{**TABLE, "total_row_indices": [3, 1]}]}),
    ("a span in disorder", {"provenance": {"/number": note(5, 4)}}),
    ("a span of one end", {"provenance": {"/number": {**note(5, 5), "span": [5]}}}),
    ("a page 0", {"provenance": {"/number": note(0, 1, page=0)}}),
    ("a box of three sides", {"provenance": {"/number": note(0, 1, box=[1, 2, 3])}}),
    ("a box inside out", {"provenance": {"/number": note(0, 1, box=[3, 2, 1, 4])}}),
    ("no rule", {"provenance": {"/number": note(0, 1, rules=[])}}),
    ("a relation that is none", {"references": [{"type": "lei", "number": "1", "suffix": None, "year": None, "date": None,
        "issuer": None, "relation": "mentions", "raw": "Lei 1", "provisions": []}]}),
    ("a level that is none", {"issuer_level": "regional"}),
    ("a state that is none", {"issuer_state": "Mato Grosso"}),
    ("half of a surrogate pair", {"text": "\ud800"}),
]  # fmt: skip


@pytest.mark.parametrize("fields", [pytest.param(fields, id=label) for label, fields in MISSHAPEN])
def test_a_record_of_no_sense_is_refused_whole(store: Store, run: int, fields: dict[str, Json]) -> None:
    with pytest.raises(GazetteError) as caught:
        store.load(reading(b"x", bare(), bare(ordinal=2, **fields)), run_id=run)
    assert caught.value.exit_code == 70
    assert "\n" not in str(caught.value)
    assert not list(store.sources(include_superseded=True))


def test_a_field_that_the_schema_does_not_know_is_refused(store: Store, run: int) -> None:
    with pytest.raises(GazetteError, match="colour"):
        store.load(reading(b"x", {**bare(), "colour": "red"}), run_id=run)


def test_two_acts_of_one_ordinal_are_refused(store: Store, run: int) -> None:
    with pytest.raises(GazetteError, match="ordinal"):
        store.load(reading(b"x", bare(), bare()), run_id=run)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is absent")
def test_gold_records_come_back(store: Store) -> None:
    told: list[JsonObject] = []
    for file in sorted((SHARED / "gold").glob("*.json")):
        for fields in json.loads(file.read_text("utf-8")):
            told.append(bare(**_record(fields), ordinal=len(told) + 1))
    assert len(told) > 1
    there_and_back(store, *told)


KNOWN: dict[str, tuple[str, ...]] = {
    "signatories": SIGNATORY,
    "annexes": ANNEX,
    "tables": TABLE_KEYS,
    "amounts": AMOUNT,
    **{shape.name: (*shape.keys, *NESTED.get(shape.name, ())) for shape in LISTS},
}


LISTED = {"provisions", "column_types", "equations", "municipalities"}


def _record(gold: JsonObject) -> JsonObject:
    """Return a gold record without what only the scorer reads, and with what it leaves out."""
    told = {key: value for key, value in gold.items() if key in bare() and key not in {"source", "ordinal"}}
    for name, keys in KNOWN.items():
        items = plain.things(told, name) if name in told else []
        told[name] = [{key: each.get(key, [] if key in LISTED else None) for key in keys} for each in items]
    return {**told, "provisions": [_node(each) for each in plain.things(told, "provisions")]}


def _node(gold: JsonObject) -> JsonObject:
    told: JsonObject = {"label_raw": None, "quoted": None, "group": [], **gold}
    return {**{key: told[key] for key in PROVISION}, "children": [_node(each) for each in plain.things(told, "children")]}
