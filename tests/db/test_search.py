"""Full-text search, on both engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import GazetteError, SettingsError
from db import Store
from db.driver import Driver
from db.narrowing import Narrowed
from db.nearby import near
from db.search import Answer, Question
from tests.db.making import LATER, asked, bare, node, reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.records import JsonObject

SES = "SECRETARIA DE ESTADO DE SAÚDE"


def money(value: str, currency: str = "BRL") -> JsonObject:
    return {"value": value, "currency": currency, "in_words": None, "raw": value}


def table(city: str) -> JsonObject:
    return {
        "annex": None, "caption": None, "columns": ["município"], "rows": [[city]], "total_row_indices": [],
        "column_types": ["municipality"], "equations": [], "municipalities": [{"row": 0, "column": 0, "ibge": "5105101"}],
    }  # fmt: skip


ACTS: dict[str, JsonObject] = {
    "reabilita": bare(
        type="portaria", number="240", year=2022, date="2022-04-06", issuer=SES, issuer_acronym="SES/MT", place="Cuiabá-MT",
        summary="Aprova o cofinanciamento da reabilitação física.",
        text="PORTARIA Nº 240/2022\nAprova o cofinanciamento da reabilitação física.\nArt. 1º Repassar ao fundo de saúde.",
        provisions=[node("artigo", "1", "Repassar ao fundo municipal de saúde.")],
        amounts=[money("12000.50")],
    ),
    "hospital": bare(
        type="portaria", number="7", year=2020, date="2020-01-31", issuer=SES, issuer_acronym="SES/MT",
        text="PORTARIA Nº 7\nHabilita o hospital. O cofinanciamento, nas reabilitações, cessa.",
        amounts=[money("900.00"), money("50000.00", "BRZ")],
    ),
    "decreto": bare(
        type="decreto", number="31", year=2021, issuer="GOVERNO DO ESTADO", place="Juara-MT",
        text="DECRETO Nº 31\nDispõe sobre a saúde do trabalhador em Juara e a contratação de médicos.",
        provisions=[node("artigo", "1", "Os médicos trabalham."), node("artigo", "2", "Este decreto entra em vigor.")],
    ),
    "danos": bare(type="aviso", text="AVISO\nO cofinanciarnento da obra; a casa-forte; sub-rogação; item 3."),
}  # fmt: skip


@pytest.fixture
def full(store: Store, run: int) -> Store:
    for name, fields in ACTS.items():
        store.load(reading(name.encode(), fields, path=f"in/{name}.txt"), run_id=run)
    return store


def names(answer: Answer) -> list[str]:
    return [hit.source.removesuffix(".txt") for hit in answer.hits]


FOUND: list[tuple[str, set[str]]] = [
    ("cofinanciamento", {"reabilita", "hospital"}),
    ("COFINANCIAMENTO Física", {"reabilita"}),
    ("saude", {"reabilita", "hospital", "decreto"}),
    ("saúde", {"reabilita", "hospital", "decreto"}),
    ('"fundo de saúde"', {"reabilita"}),
    ('"saúde de fundo"', set()),
    ('"fundo de sau*', set()),
    ("reabilita*", {"reabilita", "hospital"}),
    ('"fundo de sau"*', {"reabilita"}),
    ("cofinanciamento -hospital", {"reabilita"}),
    ('saúde -"fundo de" -hospital', {"decreto"}),
    ("decreto OR aviso", {"decreto", "danos"}),
    ("decreto | aviso", {"decreto", "danos"}),
    ("saúde hospital OR juara", {"hospital", "decreto"}),
    ("OR decreto OR", {"decreto"}),
    ("240/2022", {"reabilita"}),
    ("2022/240", set()),
    ("nº", {"reabilita", "hospital", "decreto"}),
    ("sub-rogacao", {"danos"}),
    ("casa forte", {"danos"}),
    ("“fundo de saúde”", {"reabilita"}),
    ("nada", set()),
    ("médico*", {"decreto"}),
]


@pytest.mark.parametrize(("typed", "expected"), FOUND)
def test_words_find_acts(full: Store, typed: str, expected: set[str]) -> None:
    assert set(names(full.search(Question(typed)))) == expected


NARROWED: list[tuple[Narrowed, set[str]]] = [
    (Narrowed(type="portaria"), {"reabilita", "hospital"}),
    (Narrowed(type="Decreto"), {"decreto"}),
    (Narrowed(issuer="SES"), {"reabilita", "hospital"}),
    (Narrowed(issuer="%"), set()),
    (Narrowed(since="2021"), {"reabilita", "decreto"}),
    (Narrowed(since="2021-06"), {"reabilita", "decreto"}),
    (Narrowed(until="2020-01"), {"hospital"}),
    (Narrowed(until="2020-01-30"), set()),
    (Narrowed(since="2021", until="2021"), {"decreto"}),
    (Narrowed(municipality="Juara"), {"decreto"}),
    (Narrowed(municipality="juara/mt"), {"decreto"}),
    (Narrowed(municipality="5105101"), {"decreto"}),
    (Narrowed(municipality="Cuiabá (MT)"), {"reabilita"}),
    (Narrowed(amount_min="10000"), {"reabilita", "hospital"}),
    (Narrowed(amount_min="10.000,00", currency="brl"), {"reabilita"}),
    (Narrowed(amount_max="900"), {"hospital"}),
    (Narrowed(amount_min="901", amount_max="12000.49"), set()),
    (Narrowed(source="hospital.txt"), {"hospital"}),
    (Narrowed(where=("year>=2021", "number=240")), {"reabilita"}),
    (Narrowed(where=("issuer~governo",)), {"decreto"}),
]


@pytest.mark.parametrize(("narrowed", "expected"), NARROWED)
def test_filters_narrow(full: Store, narrowed: Narrowed, expected: set[str]) -> None:
    assert set(names(full.search(Question("saúde OR cofinanciamento", narrowed)))) == expected


def test_a_municipality_of_a_cell_counts(store: Store, run: int) -> None:
    fields = bare(text="Repasse aos municípios.", tables=[table("Juara")])
    store.load(reading(b"cells", fields, path="in/cells.txt"), run_id=run)
    assert names(store.search(Question("repasse", Narrowed(municipality="Juara")))) == ["cells"]
    assert not store.search(Question("repasse", Narrowed(municipality="Sinop"))).hits


REFUSED: list[tuple[Question, str]] = [
    (Question(""), "no word"),
    (Question("  \t "), "no word"),
    (Question("😀 ... '"), "no word"),
    (Question("-hospital"), "only what is to be lacking"),
    (Question("a " * 65), "65 words are too many"),
    (Question("x" * 201), "more than 200 letters"),
    (Question("x " * 2000), "4,000 characters"),
    (Question("a", limit=0), "at least one"),
    (Question("a", offset=-1), "at least one"),
    (Question("a", limit=2**40), "at least one"),
    (Question("a", Narrowed(since="ontem")), "'ontem' is no date"),
    (Question("a", Narrowed(since="2021-13")), "is no date"),
    (Question("a", Narrowed(until="2021-02-30")), "is no date"),
    (Question("a", Narrowed(until="0000")), "is no date"),
    (Question("a", Narrowed(amount_min="muito")), "is no amount"),
    (Question("a", Narrowed(amount_max="-1")), "is no amount"),
    (Question("a", Narrowed(municipality="Xanadu")), "no municipality is called"),
    (Question("a", Narrowed(source="nada.txt")), "no source is called"),
    (Question("a", Narrowed(where=("cor=azul",))), "is no condition"),
    (Question("a", Narrowed(issuer="a\0b")), "a character that no text has"),
    (Question("a", Narrowed(type="\udc80")), "a character that no text has"),
]


@pytest.mark.parametrize(("question", "told"), REFUSED)
def test_what_cannot_be_asked_is_told(full: Store, question: Question, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        full.search(question)


HOSTILE = [
    '"', '""', '"a', "a*b", "*", "a**", "^a", "a:b", "{a b}: c", "NEAR(a b, 2)", "a AND OR NOT b", "NOT", "(a", "a)", "a + b",
    "'; DROP TABLE acts; --", "\\", "%", "_", "a' OR '1'='1", "a & b | !c", "a <-> b", "a:*ABCD", "saúde\0fundo", "ﬁm ß ½ ²",
    "\ud800saude", "النص 文字 ", "e\u0301", "́", "a\u200bb", "acts_fts", "$1 ? :x %s {0}", "--a", "- a", "a -", "OR", "|||",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_give_answers_or_one_clear_error(full: Store, typed: str) -> None:
    _fine(full, typed)
    _fine(full, f"saúde {typed}")
    _fine(full, f"{typed} -{typed} OR {typed}*")
    assert asked(full, "SELECT count(*) FROM acts") == [(len(ACTS),)]


def _fine(store: Store, typed: str) -> None:
    try:
        for near_too, provisions in ((False, False), (True, False), (False, True)):
            store.search(Question(typed, near=near_too, provisions=provisions, facets=True))
    except SettingsError as error:
        assert "word" in str(error)  # noqa: PT017  # either will do


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\"*-|' ORaeç\0")), max_size=30))
def test_any_text_can_be_asked(full: Store, typed: str) -> None:
    _fine(full, typed)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_text_can_narrow(full: Store, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["type", "issuer", "since", "until", "municipality", "amount_min", "currency", "source"]))
    with_name = {name: data.draw(st.text(max_size=20))}
    try:
        full.search(Question("saúde", Narrowed(**with_name)))  # type: ignore[arg-type]
    except GazetteError as error:
        assert isinstance(error, SettingsError)  # noqa: PT017


def test_summary_and_heading_weigh_more_than_the_body(store: Store, run: int) -> None:
    filler = "palavra outra ainda " * 20
    store.load(reading(b"body", bare(text=f"{filler} leitos {filler}"), path="in/body.txt"), run_id=run)
    told = bare(summary="Dos leitos.", text=f"Dos leitos. {filler} {filler}")
    store.load(reading(b"summary", told, path="in/summary.txt"), run_id=run)
    answer = store.search(Question("leitos"))
    assert names(answer) == ["summary", "body"]
    assert answer.hits[0].score > answer.hits[1].score > 0


def test_pages_part_the_answers_without_loss(full: Store) -> None:
    whole = names(full.search(Question("saúde OR cofinanciamento")))
    pages = [names(full.search(Question("saúde OR cofinanciamento", limit=1, offset=at))) for at in range(len(whole) + 1)]
    assert [name for page in pages for name in page] == whole
    assert pages[-1] == []


def test_what_meets_the_conditions_is_the_whole_answer_without_the_rest(store: Store, run: int) -> None:
    for number in range(1, 25):
        kind, year = ("portaria", "decreto")[number % 2], 2018 + number % 5
        text = f"ATO {number}\n" + "saúde " * (number // 4 + 1) + "obra " * (number % 7)
        fields = bare(type=kind, number=str(number), year=year, text=text)
        store.load(reading(str(number).encode(), fields, path=f"in/{number}.txt"), run_id=run)
    whole = store.search(Question("saúde", limit=50)).hits
    assert [hit.score for hit in whole] == sorted((hit.score for hit in whole), reverse=True)
    for kind, since, until in (("portaria", "2019", None), ("decreto", None, "2020"), ("portaria", "2022", "2022")):
        narrowed = Narrowed(type=kind, since=since, until=until)
        wanted = [
            hit
            for hit in whole
            if hit.type == kind and hit.year is not None and int(since or 0) <= hit.year <= int(until or 9999)
        ]
        told = [store.search(Question("saúde", narrowed, limit=3, offset=at)).hits for at in range(0, 15, 3)]
        assert wanted
        assert [hit for page in told for hit in page] == wanted


def test_excerpts_mark_what_was_found(full: Store) -> None:
    (hit,) = full.search(Question('"fundo de saúde" reabilitacao')).hits
    marked = [hit.excerpt.text[start:end] for start, end in hit.excerpt.marks]
    assert marked == ["reabilitação", "fundo de saúde"]
    assert "\n" not in hit.excerpt.text
    assert "«fundo de saúde»" in hit.excerpt.marked("«", "»")
    assert hit.key.startswith(("urn:", "lavra:"))


def test_provisions_answer_one_by_one(full: Store) -> None:
    answer = full.search(Question("médicos", provisions=True))
    assert [(hit.source, hit.path) for hit in answer.hits] == [("decreto.txt", "art1")]
    assert not full.search(Question("contratação", provisions=True)).hits


def test_facets_count_every_answer(full: Store) -> None:
    told = full.search(Question("saúde", facets=True, limit=1)).facets
    assert [(each.value, each.count) for each in told if each.name == "type"] == [("portaria", 2), ("decreto", 1)]
    assert {(each.value, each.count) for each in told if each.name == "year"} == {(2022, 1), (2020, 1), (2021, 1)}
    assert (SES, 2) in {(each.value, each.count) for each in told if each.name == "issuer"}
    assert full.search(Question("saúde")).facets == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("cofinanciamemto", "cofinanciamento"), ("saude contrataçao medicox", "saude contrataçao medicos"), ("qqqqqqqq", None)],
)
def test_where_nothing_is_found_near_words_are_told(full: Store, typed: str, meant: str | None) -> None:
    answer = full.search(Question(typed))
    assert not answer.hits
    assert (answer.meant[0] if answer.meant else None) == meant


def test_near_words_find_damaged_ones(full: Store) -> None:
    assert "danos" not in names(full.search(Question("cofinanciamento")))
    answer = full.search(Question("cofinanciamento", near=True))
    assert set(names(answer)) == {"reabilita", "hospital", "danos"}
    assert "cofinanciarnento" in answer.near


def test_words_that_look_alike_are_found_without_the_servers_extension(full: Store) -> None:
    """A server without pg_trgm answers alike, more slowly."""
    with full._engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("DROP EXTENSION IF EXISTS pg_trgm CASCADE")
        with Driver(connection) as driver:
            assert near(driver, "cofinanciamento") == ("cofinanciarnento",)
            assert near(driver, "ab") == near(driver, "") == ()


# --- kept in step


def ids(store: Store) -> list[tuple[object, ...]]:
    return asked(store, "SELECT id FROM acts ORDER BY id")


def whole(store: Store) -> None:
    """Assert that the indexes hold what the tables hold."""
    if store._engine.dialect.name == "sqlite":
        with store._engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO acts_fts (acts_fts, rank) VALUES ('integrity-check', 1)")
            rows = connection.exec_driver_sql("SELECT count(*) FROM provisions_fts_docsize").scalar()
            assert rows == connection.exec_driver_sql("SELECT count(*) FROM provisions").scalar()
        return
    assert asked(store, "SELECT act_id FROM act_search ORDER BY act_id") == ids(store)
    both = "SELECT act_id, position FROM {} ORDER BY act_id, position"
    assert asked(store, both.format("provision_search")) == asked(store, both.format("provisions"))


def test_a_later_reading_takes_the_place_of_the_earlier(full: Store, run: int) -> None:
    fields: JsonObject = {
        **ACTS["decreto"],
        "text": "DECRETO Nº 31\nDos vigilantes.",
        "provisions": [node("artigo", "1", "Vigiar.")],
    }
    full.load(reading(b"decreto", fields, path="in/decreto.txt", release=LATER), run_id=run)
    assert not full.search(Question("juara")).hits
    assert not full.search(Question("vigor", provisions=True)).hits
    assert names(full.search(Question("vigiar", provisions=True))) == names(full.search(Question("vigilantes"))) == ["decreto"]
    whole(full)


def test_superseded_bytes_are_left_out_and_come_back(full: Store, run: int) -> None:
    full.load(reading(b"new bytes", bare(text="Outra coisa."), path="in/decreto.txt"), run_id=run)
    assert not full.search(Question("juara")).hits
    full.load(reading(b"decreto", ACTS["decreto"], path="in/decreto.txt"), run_id=run)
    assert names(full.search(Question("juara"))) == ["decreto"]
    whole(full)


def test_what_is_deleted_or_changed_by_hand_is_so_in_the_index(full: Store) -> None:
    with full._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM sources WHERE name = 'decreto.txt'")
        connection.exec_driver_sql("UPDATE acts SET summary = 'Cuida de papagaios.' WHERE number = '7'")
        connection.exec_driver_sql("UPDATE provisions SET text = 'Pagar.'")
    assert not full.search(Question("juara")).hits
    assert names(full.search(Question("papagaios"))) == ["hospital"]
    assert names(full.search(Question("pagar", provisions=True))) == ["reabilita"]
    whole(full)


def test_a_copy_answers_alike(full: Store, fresh: Callable[[], str]) -> None:
    target = fresh()
    full.copy(target)
    with Store.open(target) as other:
        assert names(other.search(Question("cofinanciamento"))) == names(full.search(Question("cofinanciamento")))
        assert other.search(Question("cofinanciamemto")).meant
        whole(other)


def test_a_reading_that_is_refused_leaves_no_word(full: Store, run: int) -> None:
    wrong = bare(text="Papagaios.", confidence=7.0)
    with pytest.raises(GazetteError):
        full.load(reading(b"wrong", wrong, path="in/wrong.txt"), run_id=run)
    assert not full.search(Question("papagaios")).hits
    assert asked(full, "SELECT * FROM search_words WHERE word = 'papagaios'") == []
    whole(full)


def test_a_very_long_text_is_found_by_its_words(store: Store, run: int) -> None:
    text = "começo " + " ".join(f"palavra{number}" for number in range(120_000)) + " fim"
    store.load(reading(b"long", bare(text=text), path="in/long.txt"), run_id=run)
    assert names(store.search(Question("começo palavra77"))) == ["long"]
