"""What people correct: laid over the reading, marked, found again in later readings, taken back without a trace."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import SettingsError
from db import Store
from db.corrections.desk import Signed, Wish
from tests.db.making import LATER, NOON, RELEASE, asked, bare, node, note, reading, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from corpus.records import Json, JsonObject

ANA = Signed("ana", "the scan says so", "2024-06-01T10:00:00+00:00")
RUI = Signed("rui", "I rang them up", "2024-06-02T10:00:00+00:00")
TEXT = "PORTARIA N. 12 de 4 de marco de 2019, que designa a comissao de inventario do municipio de Varzea Nova e seus membros."
CONTENT = TEXT.encode()


def portaria(**fields: Json) -> JsonObject:
    """Return an act with a little of everything, each value with its stretch."""
    told: JsonObject = {
        "text": TEXT,
        "number": "12",
        "year": 2019,
        "date": "2019-03-04",
        "summary": "Designa.",
        "issuer": "Prefeitura Municipal de Várzea Nova",
        "provisions": [
            node("artigo", "1", "um", [node("inciso", "I", "a"), node("inciso", "II", "b")]),
            node("artigo", "2", "dois"),
        ],
        "signatories": [{"name": "Ana Lirna", "roles": ["Prefeita"]}, {"name": "Rui Sá", "roles": []}],
        "tables": [
            {
                "annex": None, "caption": None, "columns": ["nome", "valor"],
                "rows": [["A", "1.00"], ["B", "2.00"], ["Total", "3.00"]], "total_row_indices": [2],
                "column_types": ["name", "money"], "equations": [],
                "municipalities": [{"row": 1, "column": 0, "ibge": "5100201"}],
            }
        ],
        "references": [
            {
                "type": "lei", "number": "8080", "suffix": None, "year": 1990, "date": None, "issuer": None,
                "relation": "cites", "raw": "Lei 8080/90", "provisions": [],
            }
        ],
        "amounts": [{"value": "12.00", "currency": "BRL", "in_words": None, "raw": "R$ 12,00"}],
        "provenance": notes(),
    }  # fmt: skip
    return {**bare(), **told, **fields}


def notes() -> JsonObject:
    pointers = (
        "/type", "/number", "/year", "/date", "/summary", "/provisions/0/text", "/provisions/0/children/0/text",
        "/provisions/0/children/1/text", "/provisions/1/text", "/signatories/0/name", "/signatories/0/roles/0",
        "/signatories/1/name", *(f"/tables/0/rows/{row}/{cell}" for row in range(3) for cell in range(2)),
        "/references/0/number", "/references/0/year", "/amounts/0/value",
    )  # fmt: skip
    return {pointer: note(3 * place, 3 * place + 3, raw=f"r{place}") for place, pointer in enumerate(pointers)}


def lines(store: Store) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in store.records())


def load(store: Store, *acts: JsonObject, content: bytes = CONTENT, release: str = RELEASE, path: str = "in/a.txt") -> None:
    run = store.begin_run(release=release, arguments=["in"], started_at=NOON)
    store.load(reading(content, *acts, release=release, path=path), run_id=run)


def set_to(value: Json) -> Wish:
    return Wish("set", value)


def states(store: Store) -> list[Json]:
    return [each["state"] for each in store.desk.listing()]


def at(record: JsonObject, pointer: str) -> Json:
    value: Json = record
    for token in pointer.split("/")[1:]:
        value = value[token] if isinstance(value, dict) else value[int(token)]  # type: ignore[index]
    return value


def only(store: Store) -> JsonObject:
    (record,) = store.records()
    return record


# --- one correction

SCALARS: list[tuple[str, Json, str, Json]] = [
    ("number", "15", "/number", "15"),
    ("/date", "2019-03-05", "/date", "2019-03-05"),
    ("year", "2018", "/year", 2018),
    ("publication/date", "2019-03-06", "/publication/date", "2019-03-06"),
    ("art1", "uma", "/provisions/0/text", "uma"),
    ("art1/inc2", "bê", "/provisions/0/children/1/text", "bê"),
    ("art1/inc2/number", "III", "/provisions/0/children/1/number", "III"),
    ("/tables/0/rows/1/1", "2.50", "/tables/0/rows/1/1", "2.50"),
    ("signatories/0/name", "Ana Lima", "/signatories/0/name", "Ana Lima"),
    ("/references/0/relation", "revokes", "/references/0/relation", "revokes"),
    ("/amounts/0/value", "120.00", "/amounts/0/value", "120.00"),
    ("/signatories/0/roles/0", "Vice-Prefeita", "/signatories/0/roles/0", "Vice-Prefeita"),
]


@pytest.mark.parametrize(("field", "typed", "pointer", "value"), SCALARS)
def test_a_value_is_corrected_and_marked(path: Path, field: str, typed: Json, pointer: str, value: Json) -> None:
    with Store.open(path) as store:
        load(store, portaria())
        before = only(store)
        old = None if pointer.startswith("/publication") else at(before, pointer)
        made = store.desk.correct("1", field, set_to(typed), ANA)
        assert (made["field"], made["new"], made["state"]) == (pointer, value, "active")
        after = only(store)
        assert at(after, pointer) == value
        noted = at({"n": after["provenance"]}, "/n")
        assert isinstance(noted, dict)
        told = noted[pointer]
        assert isinstance(told, dict)
        assert told["confidence"] == 1.0
        assert told["corrected"] == {"by": "ana", "why": ANA.why, "when": ANA.when, "old": old}
        assert store.record(1, uncorrected=True) == before
        assert list(store.records(uncorrected=True)) == [before]
        assert after.keys() == before.keys()


def test_the_rows_say_what_is_right(store: Store) -> None:
    load(store, portaria())
    for field, typed, _, _ in SCALARS:
        store.desk.correct("1", field, set_to(typed), ANA)
    assert asked(store, "SELECT number, year, date FROM acts_flat") == [("15", 2018, "2019-03-05")]
    assert asked(store, "SELECT text FROM provisions WHERE path = 'art1'") == [("uma",)]
    assert asked(store, "SELECT value FROM table_cells WHERE row_position = 1 AND position = 1") == [("2.50",)]
    assert asked(store, "SELECT persons.name FROM signatories JOIN persons ON persons.key = person ORDER BY position") == [
        ("Ana Lima",),
        ("Rui Sá",),
    ]
    assert asked(store, "SELECT rule, confidence FROM provenance WHERE pointer = '/number'") == [("correction", 1.0)]
    assert [act.number for act in store.acts(year=2018)] == ["15"]
    assert [record["number"] for record in store.records(where=["number=15"])] == ["15"]


REFUSED = [
    ("number", set_to("1 2"), "number without blanks"),
    ("date", set_to("04/03/2019"), "yyyy-mm-dd"),
    ("date", set_to("2019-02-30"), "yyyy-mm-dd"),
    ("year", set_to("19"), "four digits"),
    ("type", Wish("null"), "cannot be null"),
    ("type", set_to("Portaria Nº"), "snake case"),
    ("art1", Wish("null"), "cannot be null"),
    ("art9", set_to("x"), "no field"),
    ("colour", set_to("x"), "no field that can be corrected"),
    ("confidence", set_to("1"), "no field that can be corrected"),
    ("/provenance", set_to("x"), "no field that can be corrected"),
    ("/signatories/7/name", set_to("x"), "counted from 0"),
    ("/signatories", set_to("x"), "is a list"),
    ("/signatories", Wish("delete"), "no item of a list"),
    ("/tables/0/rows/0/0", Wish("delete"), "no item of a list"),
    ("/tables/0/columns/0", Wish("delete"), "no item of a list"),
    ("/tables/0/rows/-", Wish("insert", ["C"]), "2 cells"),
    ("/tables/-", Wish("insert", {}), "keeps its length"),
    ("/signatories/9", Wish("insert", {"name": "x"}), "2 items"),
    ("/signatories/0", Wish("insert", {"nome": "x"}), "an object of name, roles"),
    ("/signatories/0", Wish("insert", "x"), "give it as JSON"),
    ("/signatories/0", Wish("insert", {"roles": []}), "cannot be null"),
    ("/number", Wish("insert", "x"), "no place in a list"),
    ("/references/0/relation", set_to("kills"), "one of cites"),
    ("/amounts/0/value", set_to("12,00"), "two decimals"),
    ("number", set_to("12"), "says that already"),
    ("number", set_to(""), "without blanks"),
    ("summary", set_to("  "), "not empty"),
]


@pytest.mark.parametrize(("field", "wish", "told"), REFUSED)
def test_what_is_no_correction_is_refused(path: Path, field: str, wish: Wish, told: str) -> None:
    with Store.open(path) as store:
        load(store, portaria())
        before = lines(store)
        with pytest.raises(SettingsError, match=told):
            store.desk.correct("1", field, wish, ANA)
        assert lines(store) == before
        assert store.desk.listing() == []


# --- lists


def test_items_are_put_in_and_taken_out(store: Store) -> None:
    load(store, portaria())
    desk = store.desk
    desk.correct("1", "/signatories/-", Wish("insert", {"name": "Eva Paz", "roles": ["Secretária"]}), ANA)
    desk.correct("1", "/signatories/0", Wish("delete"), ANA)
    desk.correct("1", "/signatories/0", Wish("insert", {"name": "Ivo Reis"}), ANA)
    desk.correct("1", "/signatories/1/name", set_to("Rui de Sá"), RUI)
    desk.correct("1", "/signatories/2/name", set_to("Eva da Paz"), RUI)
    told = only(store)
    assert told["signatories"] == [
        {"name": "Ivo Reis", "roles": []}, {"name": "Rui de Sá", "roles": []}, {"name": "Eva da Paz", "roles": ["Secretária"]},
    ]  # fmt: skip
    noted = told["provenance"]
    assert isinstance(noted, dict)
    assert "/signatories/0/roles/0" not in noted
    assert {"/signatories/0/name", "/signatories/1/name", "/signatories/2/roles/0", "/signatories"} <= noted.keys()
    desk.correct("1", "/signatories/2", Wish("delete"), RUI)
    assert len(at(only(store), "/signatories")) == 2  # type: ignore[arg-type]


def test_rows_of_a_table_move_with_what_points_to_them(store: Store) -> None:
    load(store, portaria())
    store.desk.correct("1", "/tables/0/rows/0", Wish("delete"), ANA)
    store.desk.correct("1", "/tables/0/rows/1", Wish("insert", '["C", null]'), ANA)
    store.desk.correct("1", "/tables/0/rows/1", Wish("insert", ["D", "4.00"]), ANA)
    table = at(only(store), "/tables/0")
    assert isinstance(table, dict)
    assert table["rows"] == [["B", "2.00"], ["C", None], ["D", "4.00"], ["Total", "3.00"]]
    assert table["total_row_indices"] == [3]
    assert table["municipalities"] == [{"row": 0, "column": 0, "ibge": "5100201"}]
    store.desk.correct("1", "/tables/0/rows/0/0", set_to("Bela"), ANA)
    assert at(only(store), "/tables/0/municipalities") == []


# --- history


def test_two_people_correct_one_field(store: Store) -> None:
    load(store, portaria())
    store.desk.correct("1", "number", set_to("15"), ANA)
    store.desk.correct("1", "number", set_to("16"), RUI)
    first, second = store.desk.listing()
    assert (first["state"], first["by"], first["old"], first["new"]) == ("replaced", "ana", "12", "15")
    assert (second["state"], second["by"], second["old"], second["replaces"]) == ("active", "rui", "15", first["id"])
    assert at(only(store), "/provenance")["/number"]["corrected"]["old"] == "12"  # type: ignore[index,call-overload]
    gone = store.desk.undo("1", "number", RUI)
    assert gone["state"] == "withdrawn"
    assert only(store)["number"] == "15"
    assert states(store) == ["active", "withdrawn"]
    assert [each["id"] for each in store.desk.listing(state="active", by="ana", act="1")] == [first["id"]]
    store.desk.undo("1", f"#{first['id']}", RUI)
    assert only(store)["number"] == "12"
    with pytest.raises(SettingsError, match="no correction"):
        store.desk.undo("1", "number", RUI)


CHANGES = st.sampled_from(
    [
        *((field, set_to(typed)) for field, typed, _, _ in SCALARS),
        ("number", Wish("null")),
        ("/signatories/0", Wish("delete")),
        ("/signatories/-", Wish("insert", {"name": "Eva", "roles": ["x"]})),
        ("/provisions/0", Wish("delete")),
        ("/provisions/0/children/1", Wish("insert", {"kind": "inciso", "number": "I-A", "text": "novo"})),
        ("/tables/0/rows/1", Wish("delete")),
        ("/references/0", Wish("delete")),
        ("/recitals/0", Wish("insert", "considerando")),
        ("/protocol/time", set_to("10:30")),
    ]
)


@given(changes=st.lists(CHANGES, max_size=5))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_corrected_and_undone_leaves_no_trace(path: Path, changes: Sequence[tuple[str, Wish]]) -> None:
    with Store.open(path) as store:
        load(store, portaria(), portaria(ordinal=2, number="7"))
        before, hashed, rows = lines(store), store.content_hash(), rows_of(store, "provenance")
        made = []
        for field, wish in changes:
            try:
                made.append(store.desk.correct("1", field, wish, ANA)["id"])
            except SettingsError:
                continue
        for number in reversed(made):
            held = {each["id"] for each in store.desk.listing(act="1") if each["state"] == "active"}
            if number in held:
                store.desk.undo("1", f"#{number}", RUI)
        assert lines(store) == before
        assert store.content_hash() == hashed
        assert rows_of(store, "provenance") == rows
        assert rows_of(store, "corrected_acts") == 0


def test_who_corrected_does_not_count_in_the_hash(fresh: Callable[[], str]) -> None:
    hashes = set()
    for signed in (ANA, RUI):
        with Store.open(fresh()) as store:
            load(store, portaria())
            read = store.content_hash()
            store.desk.correct("1", "number", set_to("15"), signed)
            hashes.add(store.content_hash())
            assert store.content_hash() != read
    assert len(hashes) == 1


# --- later readings


def moved(*, first: JsonObject) -> JsonObject:
    """Return the notes of an act whose first signatory is new: the others one place further."""
    told = notes()
    made: JsonObject = {}
    for pointer, each in told.items():
        if pointer.startswith("/signatories/"):
            _, _, place, rest = pointer.split("/", 3)
            made[f"/signatories/{int(place) + 1}/{rest}"] = each
        else:
            made[pointer] = each
    return {**made, "/signatories/0/name": first}


def test_a_later_release_gets_the_correction_again(store: Store) -> None:
    load(store, portaria())
    store.desk.correct("1", "number", set_to("15"), ANA)
    store.desk.correct("1", "/signatories/0/name", set_to("Ana Lima"), ANA)
    people: list[Json] = [{"name": "Zoé", "roles": []}, {"name": "Ana Lirna", "roles": []}, {"name": "Rui Sá", "roles": []}]
    load(store, portaria(number="I2", signatories=people, provenance=moved(first=note(200, 203))), release=LATER)
    told = only(store)
    assert told["number"] == "15"
    assert [each["name"] for each in told["signatories"]] == ["Zoé", "Ana Lima", "Rui Sá"]  # type: ignore[index,union-attr,call-overload]
    assert states(store) == ["active", "active"]
    assert at(store.record(1, uncorrected=True), "/number") == "I2"


def test_a_reading_that_says_the_same_confirms(store: Store) -> None:
    load(store, portaria())
    store.desk.correct("1", "number", set_to("15"), ANA)
    load(store, portaria(number="15"), release=LATER)
    assert states(store) == ["confirmed"]
    assert "corrected" not in at(only(store), "/provenance")["/number"]  # type: ignore[index,call-overload,operator]
    load(store, portaria(number="l5"), release="0.3.0")
    assert states(store) == ["active"]
    assert only(store)["number"] == "15"


def test_what_is_not_there_any_more_is_orphaned(store: Store) -> None:
    load(store, portaria())
    store.desk.correct("1", "/signatories/1/name", set_to("Rui de Sá"), ANA)
    few = {pointer: each for pointer, each in notes().items() if not pointer.startswith("/signatories/1")}
    load(store, portaria(signatories=[{"name": "Ana Lima", "roles": []}], provenance=few), release=LATER)
    assert states(store) == ["orphaned"]
    assert len(at(only(store), "/signatories")) == 1  # type: ignore[arg-type]
    load(store, portaria(), release="0.3.0")
    assert states(store) == ["active"]
    load(store, release="0.4.0")
    assert states(store) == ["orphaned"]


def test_a_deletion_is_confirmed_where_the_item_is_gone(store: Store) -> None:
    load(store, portaria())
    store.desk.correct("1", "/signatories/1", Wish("delete"), ANA)
    few = {pointer: each for pointer, each in notes().items() if not pointer.startswith("/signatories/1")}
    load(store, portaria(signatories=[{"name": "Ana Lirna", "roles": []}], provenance=few), release=LATER)
    assert states(store) == ["confirmed"]
    load(store, portaria(), release="0.3.0")
    assert states(store) == ["active"]
    assert len(at(only(store), "/signatories")) == 1  # type: ignore[arg-type]


def test_an_insertion_keeps_its_neighbour(store: Store) -> None:
    load(store, portaria())
    store.desk.correct("1", "/signatories/1", Wish("insert", {"name": "Eva"}), ANA)
    people: list[Json] = [{"name": "Zoé", "roles": []}, {"name": "Ana Lirna", "roles": []}, {"name": "Rui Sá", "roles": []}]
    load(store, portaria(signatories=people, provenance=moved(first=note(200, 203))), release=LATER)
    assert [each["name"] for each in only(store)["signatories"]] == ["Zoé", "Ana Lirna", "Eva", "Rui Sá"]  # type: ignore[index,union-attr,call-overload]
    people.insert(2, {"name": "Eva", "roles": []})
    load(store, portaria(signatories=people, provenance=moved(first=note(200, 203))), release="0.3.0")
    assert states(store) == ["confirmed"]
    assert len(at(only(store), "/signatories")) == 4  # type: ignore[arg-type]


def test_an_act_that_moved_in_its_source_takes_its_corrections_along(store: Store) -> None:
    load(store, portaria())
    store.desk.correct("1", "number", set_to("15"), ANA)
    other = bare(text="outra coisa", number="1", provenance={"/number": note(900, 901)})
    load(store, other, {**portaria(), "ordinal": 2}, release=LATER)
    assert [record["number"] for record in store.records()] == ["1", "15"]
    assert [each["ordinal"] for each in store.desk.listing()] == [2]


def test_new_bytes_of_an_act_take_its_corrections_over_and_give_them_back(store: Store) -> None:
    load(store, portaria())
    store.desk.correct("1", "number", set_to("15"), ANA)
    store.desk.correct("1", "/signatories/0/name", set_to("Ana Lima"), ANA)
    load(store, portaria(), content=CONTENT + b" ")
    assert only(store)["number"] == "15"
    assert at(only(store), "/signatories/0/name") == "Ana Lima"
    load(store, bare(text="nada disso"), content=b"other")
    assert states(store) == ["orphaned", "orphaned"]
    assert only(store)["number"] is None
    load(store, portaria())
    assert states(store) == ["active", "active"]
    assert only(store)["number"] == "15"


def test_printings_of_one_act_are_corrected_each_for_itself(store: Store) -> None:
    load(store, portaria())
    load(store, portaria(), content=CONTENT + b" ", path="in/b.txt")
    store.desk.correct("1", "number", set_to("15"), ANA)
    assert [record["number"] for record in store.records()] == ["15", "12"]
    store.desk.correct("2", "number", set_to("15"), RUI)
    store.desk.correct("2", "summary", set_to("x"), RUI)
    store.desk.correct("1", "summary", set_to("y"), RUI)
    assert [(record["number"], record["summary"]) for record in store.records()] == [("15", "y"), ("15", "x")]


def test_a_copy_has_all_corrections(store: Store, fresh: Callable[[], str]) -> None:
    load(store, portaria())
    store.desk.correct("1", "number", set_to("15"), ANA)
    store.desk.correct("1", "/signatories/0", Wish("delete"), ANA)
    target = fresh()
    store.copy(target)
    with Store.open(target) as copy:
        assert lines(copy) == lines(store)
        assert copy.desk.listing() == store.desk.listing()
        copy.desk.undo("1", "number", RUI)
        load(copy, portaria(), release=LATER)
        assert only(copy)["number"] == "12"
        assert len(at(only(copy), "/signatories")) == 1  # type: ignore[arg-type]


def test_a_reference_that_is_corrected_is_resolved_anew(store: Store) -> None:
    load(store, portaria())
    cited = bare(type="lei", number="9090", year=1990, date="1990-09-19", issuer="Presidência da República", text="Lei.")
    load(store, cited, content=b"lei", path="in/lei.txt")
    assert rows_of(store, "reference_targets") == 0
    store.desk.correct("1", "/references/0/date", set_to("1990-09-19"), ANA)
    store.desk.correct("1", "/references/0/number", set_to("9090"), ANA)
    assert asked(store, "SELECT act_id, target_id FROM reference_targets") == [(1, 2)]
    store.desk.undo("1", "/references/0/number", ANA)
    assert rows_of(store, "reference_targets") == 0


# --- review and exchange


def test_the_queue_points_into_the_record_as_it_is_shown(store: Store) -> None:
    """An item that was put in or taken out moves the others: what is doubted of one is never asked of its neighbour."""
    doubt: JsonObject = {"code": "unresolved_name", "where": "/signatories/1/name", "span": [33, 36], "detail": "d"}
    gone: JsonObject = {"code": "label_slip", "where": "/provisions/1", "span": [24, 27], "detail": "d"}
    sure = {**notes(), "/signatories/0/name": note(27, 30, confidence=0.2)}
    load(store, portaria(problems=[doubt, gone], provenance=sure))
    store.desk.correct("1", "/signatories/0", Wish("insert", {"name": "Eva Paz"}), ANA)
    store.desk.correct("1", "/provisions/1", Wish("delete"), ANA)
    asked_of = [(each["field"], each["value"]) for each in store.desk.queue(below=0.5)]
    assert asked_of == [("/signatories/2/name", "Rui Sá"), ("/signatories/1/name", "Ana Lirna")]
    told = only(store)
    assert [at(told, f"/problems/{place}/where") for place in range(2)] == ["/signatories/2/name", ""]
    store.desk.accept("1", "/signatories/2/name", ANA)
    store.desk.correct("1", "/signatories/1/name", set_to("Ana Lima"), ANA)
    assert list(store.desk.queue(below=0.5)) == []
    assert [each["name"] for each in only(store)["signatories"]] == ["Eva Paz", "Ana Lima", "Rui Sá"]  # type: ignore[union-attr,index,call-overload]


def test_the_queue_has_problems_first_then_the_least_sure(store: Store) -> None:
    told = notes() | {"/year": note(6, 9, confidence=0.4), "/date": note(9, 12, confidence=0.3)}
    problem: JsonObject = {"code": "date_conflict", "where": "/number", "span": [3, 6], "detail": "two dates"}
    load(store, portaria(provenance=told, problems=[problem]))
    queue = list(store.desk.queue(below=0.5))
    assert [(each["field"], each["problem"]) for each in queue] == [
        ("/number", "date_conflict"),
        ("/date", None),
        ("/year", None),
    ]
    assert (queue[1]["value"], queue[1]["confidence"], queue[1]["span"]) == ("2019-03-04", 0.3, [9, 12])
    store.desk.accept("1", "/date", ANA)
    store.desk.correct("1", "/number", set_to("15"), ANA)
    assert [each["field"] for each in list(store.desk.queue(below=0.5))] == ["/year"]
    assert [each["field"] for each in list(store.desk.queue(below=0.5, limit=0))] == []
    load(store, portaria(provenance=told, date="2019-03-05"), release=LATER)
    assert only(store)["date"] == "2019-03-04"
    with pytest.raises(SettingsError, match="from 0 to 1"):
        list(store.desk.queue(below=2))


def test_corrections_are_carried_to_another_database(fresh: Callable[[], str]) -> None:
    with Store.open(fresh()) as one, Store.open(fresh()) as other:
        for store in (one, other):
            load(store, portaria())
        one.desk.correct("1", "number", set_to("15"), ANA)
        one.desk.correct("1", "/signatories/-", Wish("insert", {"name": "Eva"}), ANA)
        one.desk.correct("1", "/signatories/0", Wish("delete"), ANA)
        other.desk.correct("1", "date", set_to("2019-03-09"), RUI)

        def carry() -> list[str]:
            rows = one.desk.listing(state="active")
            return [other.desk.take(row, Wish(str(row["operation"]), row["new"]), ANA) for row in rows]

        assert carry() == ["added"] * 3
        assert carry() == ["known"] * 3
        assert only(other)["number"] == "15"
        assert at(only(other), "/signatories") == at(only(one), "/signatories")
        one.desk.correct("1", "date", set_to("2019-03-07"), ANA)
        (row,) = [each for each in one.desk.listing() if each["field"] == "/date"]
        assert other.desk.take(row, set_to(row["new"]), ANA) == "conflict"
        assert only(other)["date"] == "2019-03-09"
        assert other.desk.take(row, set_to(row["new"]), ANA, force=True) == "added"
        assert only(other)["date"] == "2019-03-07"
        assert other.desk.take({**row, "act": "lavra:00", "sha256": "ff"}, set_to("x"), ANA) == "orphaned"
