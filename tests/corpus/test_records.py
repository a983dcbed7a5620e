"""The one way from an act to its record: plain values, each leading back to the raw text."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

import pytest

from corpus.acts import (
    Act,
    Amount,
    Annex,
    Found,
    Labelled,
    Party,
    Printed,
    Protocol,
    Provision,
    Publication,
    Recipient,
    Reference,
    Signatory,
    Table,
)
from corpus.pages import Box, Document, Page, Words
from corpus.problems import Problem
from corpus.records import Record
from corpus.spans import Edit, NormalizedText, Span

RAW = (
    "Fls. 7\nPORTARIA N° 09-B/2003\nO Prefeito de Arraial Novo, conside-\nrando a Lei n° 41, de 2 de maio de 1999,\n"
    "Art. l° Fica pago R$ 1.250,5O a quem de direito.\fArraial Novo, 5 de junho de 2003.\nIVO BRAGA\nPrefeito\n\n"
)


def text() -> NormalizedText:
    """Repair the raw text by hand: characters first, then the page number out and the lines joined."""
    characters = [
        Edit(Span(RAW.index("° 09"), RAW.index("° 09") + 1), "º", "ordinal-mark", 0.99),
        Edit(Span(RAW.index("l° Fica"), RAW.index("l° Fica") + 2), "1º", "l-for-1", 0.8, 1.5),
        Edit(Span(RAW.index("O a quem"), RAW.index("O a quem") + 1), "0", "o-for-0", 0.7),
    ]
    made = NormalizedText(RAW).with_layer("characters", characters)
    value = made.value
    layout = [
        Edit(Span(0, len("Fls. 7")), "", "furniture-folio"),
        Edit(Span(value.index("-\nrando"), value.index("-\nrando") + 2), "", "join"),
        Edit(Span(value.index("\nArt."), value.index("\nArt.") + 1), "\n\n", "paragraph"),
    ]
    return made.with_layer("lines", layout)


TEXT = text()
DOCUMENT = Document(
    "ab" * 32,
    "exemplo.txt",
    "text/plain",
    "plain",
    tuple(Page(n, part) for n, part in enumerate(RAW.split("\f"), start=1)),
    "utf-8",
)


def span(printed: str) -> Span:
    """Return where `printed` stands in the repaired text."""
    at = TEXT.value.index(printed)
    return Span(at, at + len(printed))


def found(printed: str, rule: str = "row", confidence: float | None = None) -> Found[str]:
    return Found(printed, span(printed), rule, confidence)


def act() -> Act:
    """An act with every kind of leaf."""
    dated = Found(date(2003, 6, 5), span("5 de junho de 2003"), "date")
    article = Provision(
        "artigo", Found("1", span("1º"), "label"), Printed(span("Art. 1º")), found("Fica pago R$ 1.250,50 a quem de direito."),
        group=(found("Arraial"),),
        children=(Provision("paragrafo", None, None, found("a quem de direito")),),
    )  # fmt: skip
    return Act(
        span=Span(TEXT.value.index("PORTARIA"), len(TEXT.value)),
        type=Found("portaria", span("PORTARIA"), "type-portaria"),
        number=Found("9", span("09"), "number"),
        number_suffix=found("B"),
        number_raw=Printed(span("Nº 09-B/2003"), "number"),
        year=Found(2003, span("2003"), "number"),
        issuer=found("Prefeito de Arraial Novo"),
        place=found("Arraial Novo"),
        date=dated,
        section=Found("Fls. 7", Span(0, 6), "furniture-folio", in_raw=True),
        publication=Publication(None, None, Found(date(2003, 6, 5), span("5 de junho de 2003"), "same-day", derived=True)),
        recipient=Recipient(found("IVO BRAGA"), found("Prefeito"), None),
        protocol=Protocol(None, None, None, None),
        preamble=found("O Prefeito de Arraial Novo, considerando a Lei n° 41, de 2 de maio de 1999,"),
        recitals=(found("a Lei n° 41"),),
        provisions=(article,),
        body=(found("Fica pago"),),
        labelled=(Labelled(found("Art."), found("1º")),),
        parties=(Party(found("IVO BRAGA"), cnpj=None),),
        signatories=(Signatory(found("IVO BRAGA", confidence=0.6), (found("Prefeito"),)),),
        annexes=(Annex(None, found("Arraial"), provisions=(article,)),),
        tables=(
            Table(None, None, (found("Art."), found("Lei")), ((found("1º"), None), (None, found("41"))), total_row_indices=(1,)),
        ),
        references=(
            Reference(
                found("Lei"),
                found("41"),
                None,
                Found(1999, span("1999"), "ref"),
                None,
                None,
                found("Lei"),
                Printed(span("considerando a Lei n° 41")),
            ),
        ),
        amounts=(
            Amount(Found(Decimal("1250.5"), span("R$ 1.250,50"), "money"), found("R$"), None, Printed(span("R$ 1.250,50"))),
        ),
        problems=(Problem("no_date", "/date", span("R$ 1.250,50"), "for the test"), Problem("no_acts", "", None, "no place")),
    )


Told: TypeAlias = dict[str, Any]
"""A record as it comes back from JSON."""


def record_of(it: Act, *, document: Document = DOCUMENT, text: NormalizedText = TEXT) -> Told:
    told: Told = json.loads(json.dumps(Record.of(document, text, it, ordinal=3, release="0.1.0").fields, allow_nan=False))
    return told


@pytest.fixture(scope="module")
def plain() -> Told:
    return record_of(act())


def note(plain: Told, pointer: str) -> Told:
    told: Told = plain["provenance"][pointer]
    return told


def leaves(value: object, pointer: str = "") -> Told:
    """Return every value that is not a container, by JSON Pointer."""
    if isinstance(value, dict):
        return {p: leaf for key, each in value.items() for p, leaf in leaves(each, f"{pointer}/{key}").items()}
    if isinstance(value, list):
        return {p: leaf for at, each in enumerate(value) for p, leaf in leaves(each, f"{pointer}/{at}").items()}
    return {} if value is None else {pointer: value}


ABOUT = (
    "source",
    "sha256",
    "ordinal",
    "line_start",
    "line_end",
    "text",
    "provenance",
    "repairs",
    "problems",
    "confidence",
    "release",
)


def test_every_value_has_its_provenance_and_every_provenance_its_value(plain: Told) -> None:
    values = leaves({key: value for key, value in plain.items() if key not in ABOUT})
    told = {p for p in values if not p.endswith("/kind") and "/total_row_indices/" not in p}
    assert told == set(plain["provenance"])
    assert len(told) > 40


def test_every_provenance_points_into_the_raw_text(plain: Told) -> None:
    for pointer in plain["provenance"]:
        told = note(plain, pointer)
        start, end = told["span"]
        assert 0 <= start < end <= len(RAW)
        assert RAW[start:end] == told["raw"]
        assert told["page"] == DOCUMENT.page_at(start).number
        assert told["rules"]


def test_the_record_is_json_and_comes_back_the_same(plain: Told) -> None:
    assert Record.of(DOCUMENT, TEXT, act(), ordinal=3, release="0.1.0").fields == plain


CONTRACT = (
    "source",
    "sha256",
    "ordinal",
    "line_start",
    "line_end",
    "type",
    "number",
    "number_suffix",
    "year",
    "number_raw",
    "issuer",
    "issuer_acronym",
    "section",
    "organ",
    "place",
    "date",
    "publication",
    "summary",
    "subject",
    "recipient",
    "protocol",
    "preamble",
    "recitals",
    "enacting_formula",
    "provisions",
    "body",
    "labelled",
    "parties",
    "process",
    "term",
    "signatories",
    "annexes",
    "tables",
    "references",
    "amounts",
    "text",
    "provenance",
    "repairs",
    "problems",
    "confidence",
)


def test_the_record_has_the_fields_of_the_contract(plain: Told) -> None:
    assert [name for name in CONTRACT if name not in plain] == []
    assert set(plain) - set(CONTRACT) == {"release", "issuer_level", "issuer_state", "issuer_municipality"}


@pytest.mark.parametrize(
    ("pointer", "keys"),
    [
        ("publication", {"gazette", "edition", "date"}),
        ("recipient", {"name", "role", "organization"}),
        ("protocol", {"number", "year", "date", "time"}),
        ("provisions/0", {"kind", "number", "label_raw", "text", "quoted", "group", "children"}),
        ("labelled/0", {"label", "value"}),
        ("signatories/0", {"name", "roles"}),
        ("annexes/0", {"label", "title", "text", "provisions"}),
        ("tables/0", {"annex", "caption", "columns", "rows", "total_row_indices", "column_types", "equations", "municipalities"}),
        ("references/0", {"type", "number", "suffix", "year", "date", "issuer", "relation", "raw", "provisions"}),
        ("amounts/0", {"value", "currency", "in_words", "raw"}),
    ],
)
def test_the_parts_have_the_fields_of_the_contract(plain: Told, pointer: str, keys: set[str]) -> None:
    value: Any = plain
    for step in pointer.split("/"):
        value = value[int(step)] if isinstance(value, list) else value[step]
    assert set(value) == keys


@pytest.mark.parametrize(
    ("pointer", "raw", "rules", "confidence"),
    [
        pytest.param("/number", "09", ["number"], 1.0, id="untouched"),
        pytest.param("/number_raw", "N° 09-B/2003", ["number", "ordinal-mark"], 0.99, id="a repair under it"),
        pytest.param("/provisions/0/number", "l°", ["label", "l-for-1"], 0.8, id="a repair is all of it"),
        pytest.param("/signatories/0/name", "IVO BRAGA", ["row"], 0.6, id="the finder's own doubt"),
        pytest.param("/amounts/0/value", "R$ 1.250,5O", ["money", "o-for-0"], 0.7, id="figures"),
        pytest.param("/references/0/raw", "conside-\nrando a Lei n° 41", ["printed", "join"], 1.0, id="over two lines"),
        pytest.param("/section", "Fls. 7", ["furniture-folio"], 1.0, id="in raw offsets, taken out of the text"),
    ],
)
def test_provenance(plain: Told, pointer: str, raw: str, rules: list[str], confidence: float) -> None:
    told = note(plain, pointer)
    assert (told["raw"], told["rules"], told["confidence"]) == (raw, rules, confidence)
    assert "derived" not in told


def test_a_derived_value_says_by_which_rule(plain: Told) -> None:
    told = note(plain, "/publication/date")
    assert (told["derived"], told["raw"]) == ("same-day", "5 de junho de 2003")


def test_plain_values(plain: Told) -> None:
    assert (plain["date"], plain["year"], plain["number"]) == ("2003-06-05", 2003, "9")
    assert plain["number_raw"] == "N° 09-B/2003"
    assert leaves(plain["amounts"])["/0/value"] == "1250.50"
    assert leaves(plain["references"])["/0/raw"] == "considerando a Lei n° 41"
    assert leaves(plain["provisions"])["/0/label_raw"] == "Art. l°", "as printed, the repair notwithstanding"
    assert plain["tables"][0]["rows"] == [["1º", None], [None, "41"]]
    assert plain["tables"][0]["total_row_indices"] == [1]
    assert plain["protocol"] == {"number": None, "year": None, "date": None, "time": None}


def test_lines_are_those_of_the_source_without_the_blank_end(plain: Told) -> None:
    assert plain["line_start"] == 2
    trimmed = replace(act(), span=Span(act().span.start, len(TEXT.value.rstrip())))
    assert record_of(trimmed)["line_end"] == 7


def test_a_source_without_lines_has_none() -> None:
    paged = replace(DOCUMENT, has_lines=False)
    told = record_of(act(), document=paged)
    assert (told["line_start"], told["line_end"]) == (None, None)


def test_text_is_the_repaired_stretch(plain: Told) -> None:
    told = plain["text"]
    assert told.startswith("PORTARIA Nº 09-B/2003")
    assert told.endswith("Prefeito")
    assert "considerando" in told
    assert "Fls." not in told


def test_problems_are_told_in_raw_offsets(plain: Told) -> None:
    one, two = plain["problems"]
    start = RAW.index("R$ 1.250,5O")
    assert one == {"code": "no_date", "where": "/date", "span": [start, start + 11], "detail": "for the test"}
    assert two["span"] is None


def test_repairs_are_told_in_raw_offsets_and_only_those_of_the_act(plain: Told) -> None:
    repairs = plain["repairs"]
    assert [r["rule"] for r in repairs] == ["ordinal-mark", "join", "paragraph", "l-for-1", "o-for-0"]
    for repair in repairs:
        start, end = repair["span"]
        assert RAW[start:end] == repair["raw"]


@pytest.mark.parametrize(("confidence", "told"), [(None, 1.0), (0.9, 0.9), (0.0, 0.0)])
def test_a_value_decided_against_its_print_is_a_repair_with_witnesses(confidence: float | None, told: float) -> None:
    decided = Found("10", span("09-B"), "number-by-date", confidence, witnesses=("the date", "the next act"))
    plain = record_of(replace(act(), number=decided))
    repair = plain["repairs"][-1]
    start = RAW.index("09-B")
    assert repair == {
        "rule": "number-by-date", "span": [start, start + 4], "raw": "09-B", "before": "09-B", "value": "10", "where": "/number",
        "confidence": told, "cost": 0.0, "layer": "value", "witnesses": ["the date", "the next act"],
    }  # fmt: skip
    assert len(plain["repairs"]) == len(record_of(act())["repairs"]) + 1


def test_confidence_sinks_with_doubt_and_problems() -> None:
    sure = replace(act(), problems=(), signatories=())
    doubtful = replace(sure, number=Found("9", span("09"), "number", 0.1))
    problematic = replace(sure, problems=act().problems)
    whole, less, least = (float(str(record_of(each)["confidence"])) for each in (sure, doubtful, problematic))
    assert 0 <= least < less < whole <= 1


def test_confidence_is_never_below_nothing() -> None:
    hopeless = replace(act(), problems=act().problems * 10)
    assert record_of(hopeless)["confidence"] == 0.0


def test_boxes_come_from_the_words() -> None:
    words = Words((Span(0, 7),), (Box(1.0, 2.0, 3.0, 4.0),), (0.5,))
    document = Document("cd" * 32, "a.pdf", "application/pdf", "pdf", (Page(1, "DECRETO", 100.0, 100.0, words),), has_lines=False)
    only = Act(Span(0, 7), Found("decreto", Span(0, 7), "type"))
    told = record_of(only, document=document, text=NormalizedText("DECRETO"))
    assert note(told, "/type")["box"] == [1.0, 2.0, 3.0, 4.0]
