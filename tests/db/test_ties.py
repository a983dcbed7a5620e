"""What follows from acts: lasting names, bodies, the same act in two sources, what references lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import Store
from db.deriving import everything
from db.driver import Driver
from db.engine import writes
from db.references import Candidate, choose
from tests.db.making import LATER, NOON, RELEASE, asked, bare, reading, rows_of, sha

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from corpus.records import Json, JsonObject

SES = {"issuer": "Secretaria de Estado de Saúde de Mato Grosso", "issuer_acronym": "SES/MT", "place": "Cuiabá-MT"}
SINOP = {"issuer": "Prefeitura Municipal de Sinop", "issuer_acronym": None, "place": "Sinop-MT"}
JUARA = {"issuer": "Prefeitura Municipal de Juara", "issuer_acronym": None, "place": "Juara-MT"}
UNION = {"issuer": "Ministério da Saúde", "issuer_acronym": "GM/MS", "place": "Brasília-DF"}
BODY = "O Secretário resolve aprovar o regulamento interno da comissão de avaliação dos hospitais do interior do estado"


def act(number: str, year: int, who: Mapping[str, str | None], *, date: str | None = None, **more: Json) -> JsonObject:
    told: JsonObject = {
        "type": "portaria",
        "number": number,
        "year": year,
        "date": date,
        "text": f"{BODY} {number} {year}",
        **who,
    }
    return {**bare(), **told, **more}


def cites(number: str, year: int | None, *, date: str | None = None, issuer: str | None = None, **more: Json) -> list[Json]:
    told: JsonObject = {"type": "portaria", "number": number, "suffix": None, "year": year, "date": date, "issuer": issuer}
    return [{**told, "relation": "cites", "raw": "x", "provisions": [], **more}]


def load(store: Store, run: int, content: bytes, *acts: JsonObject, path: str | None = None, release: str = RELEASE) -> None:
    numbered = [{**each, "ordinal": at} for at, each in enumerate(acts, start=1)]
    where = path or f"in/{content.decode()}.txt"
    store.load(reading(content, *numbered, path=where, release=release), run_id=run)


def graph(store: Store) -> list[tuple[object, ...]]:
    return asked(store, "SELECT state, target_id, candidates, evidence FROM reference_graph ORDER BY act_id, position")


# What references lead to


@pytest.mark.parametrize("first", ["cited", "citing"])
def test_a_reference_finds_its_act_whichever_comes_first(store: Store, run: int, first: str) -> None:
    acts = {"cited": act("5", 2020, SES), "citing": act("9", 2021, SES, references=cites("5", 2020))}
    for name in ("cited", "citing") if first == "cited" else ("citing", "cited"):
        load(store, run, name.encode(), acts[name])
    target = store.find_act("cited.txt#1").id
    assert graph(store) == [("resolved", target, 1, "own_issuer")]


CITED = act("5", 2020, SES, date="2020-03-04")
CASES: list[tuple[str, list[JsonObject], list[Json], tuple[str, int, str | None]]] = [
    ("issuer named by its letters", [CITED], cites("5", 2020, issuer="SES"), ("resolved", 1, "issuer")),
    ("issuer named in other words", [CITED], cites("5", 2020, issuer="Secretaria Estadual de Saúde"), ("absent", 0, None)),
    ("another issuer named", [CITED], cites("5", 2020, issuer="Secretaria de Fazenda"), ("absent", 0, None)),
    ("by its date", [CITED, act("5", 2020, UNION, date="2020-05-05")], cites("5", 2020, date="2020-03-04"),
        ("resolved", 2, "date")),
    ("two could be meant", [CITED, act("5", 2020, UNION)], cites("5", 2020), ("ambiguous", 2, None)),
    ("the one that is named", [CITED, act("5", 2020, UNION)], cites("5", 2020, issuer="Ministério da Saúde"),
        ("resolved", 1, "issuer")),
    ("another year", [CITED], cites("5", 2019), ("absent", 0, None)),
    ("another suffix", [CITED], cites("5", 2020, suffix="A"), ("absent", 0, None)),
    ("no year, only one of its number", [CITED], cites("5", None), ("resolved", 1, "own_issuer")),
    ("a date that is another", [CITED], cites("5", 2020, date="2020-03-05"), ("ambiguous", 1, None)),
    ("another state's body", [act("5", 2020, {**SES, "issuer": "Secretaria de Estado de Saúde de Goiás", "place": "Goiânia-GO",
        "issuer_acronym": "SES/GO"})], cites("5", 2020), ("absent", 0, None)),
    ("a municipality's act, cited by the state", [act("5", 2020, SINOP)], cites("5", 2020), ("absent", 0, None)),
    ("an act of nobody knows whom", [act("5", 2020, {"issuer": None})], cites("5", 2020), ("ambiguous", 1, None)),
    ("a federal act without its issuer", [act("5", 2020, UNION)], cites("5", 2020), ("ambiguous", 1, None)),
]  # fmt: skip


@pytest.mark.parametrize(("acts", "refers", "found"), [pytest.param(*case, id=label) for label, *case in CASES])
def test_what_a_reference_leads_to(
    store: Store, run: int, acts: list[JsonObject], refers: list[Json], found: tuple[str, int, str | None]
) -> None:
    for at, each in enumerate(acts):
        load(store, run, str(at).encode(), each)
    load(store, run, b"citing", act("9", 2021, SES, references=refers))
    ((state, target, candidates, evidence),) = graph(store)
    assert (state, candidates, evidence) == found
    assert (target is not None) == (state == "resolved")


TO_2013 = act("118", 2012, SES, date="2012-03-01")
SAME_DAY = cites("113", 2012, date="2012-03-01")
NOT_YET = cites("118", 2072, issuer="SES")
MISREAD: list[tuple[str, float, list[JsonObject], list[Json], tuple[str, str | None]]] = [
    ("one figure of the number, the date agrees", 0.02, [TO_2013], SAME_DAY, ("resolved", "misread")),
    ("its issuer agrees as well", 0.02, [TO_2013], cites("113", 2012, date="2012-03-01", issuer="SES"), ("resolved", "misread")),
    ("nothing is damaged", 0.0, [TO_2013], SAME_DAY, ("absent", None)),
    ("another day", 0.02, [TO_2013], cites("113", 2012, date="2012-03-02"), ("absent", None)),
    ("no date", 0.02, [TO_2013], cites("113", 2012, issuer="SES"), ("absent", None)),
    ("figures that are not alike", 0.02, [TO_2013], cites("112", 2012, date="2012-03-01"), ("absent", None)),
    ("two figures", 0.02, [TO_2013], cites("773", 2012, date="2012-03-01"), ("absent", None)),
    ("another issuer", 0.02, [TO_2013], cites("113", 2012, date="2012-03-01", issuer="Ministério da Saúde"), ("absent", None)),
    ("another type", 0.02, [TO_2013], cites("113", 2012, date="2012-03-01", type="decreto"), ("absent", None)),
    ("another suffix", 0.02, [TO_2013], cites("113", 2012, date="2012-03-01", suffix="A"), ("absent", None)),
    ("one of two fits", 0.02, [TO_2013, act("125", 2012, SES, date="2012-03-01")], SAME_DAY, ("resolved", "misread")),
    ("two fit", 0.02, [act("115", 2012, SES, date="2012-03-01"), act("118", 2012, SES, date="2012-03-01")],
        cites("116", 2012, date="2012-03-01"), ("absent", None)),
    ("it is there as written", 0.02, [TO_2013, act("113", 2012, SES, date="2012-03-01")], SAME_DAY, ("resolved", "date")),
    ("a year that has not come", 0.02, [TO_2013], NOT_YET, ("resolved", "misread")),
    ("a year that has not come, of nobody", 0.02, [TO_2013], cites("118", 2072), ("absent", None)),
    ("a year that has come", 0.02, [TO_2013], cites("118", 2018, issuer="SES"), ("absent", None)),
    ("the year beside the date", 0.02, [TO_2013], cites("118", 2072, date="2012-03-01"), ("resolved", "misread")),
    ("another state's", 0.02, [act("118", 2012, {**SES, "place": "Goiânia-GO", "issuer_acronym": "SES/GO",
        "issuer": "Secretaria de Estado de Saúde de Goiás"}, date="2012-03-01")], SAME_DAY, ("absent", None)),
]  # fmt: skip


@pytest.mark.parametrize(("damage", "acts", "refers", "found"), [pytest.param(*case, id=label) for label, *case in MISREAD])
def test_a_figure_that_was_misread_is_a_guess_and_never_one_of_two(
    path: Path, damage: float, acts: list[JsonObject], refers: list[Json], found: tuple[str, str | None]
) -> None:
    citing = (b"citing", act("9", 2021, SES, references=refers))
    with Store.open(path) as store:
        run = store.begin_run(release=RELEASE, arguments=[], started_at=NOON)
        for name, each in (citing, *((str(at).encode(), each) for at, each in enumerate(acts))):
            store.load(reading(name, each, path=f"in/{name.decode()}.txt", damage=damage), run_id=run)
        ((state, _, _, evidence),) = graph(store)
        assert (state, evidence) == found
        store.load(reading(citing[0], citing[1], path="in/citing.txt", damage=damage, release=LATER), run_id=run)
        ((state, target, candidates, evidence),) = graph(store)
        assert (state, evidence) == found
        if evidence == "misread":
            assert candidates == 1
            assert target is not None
            assert asked(store, "SELECT confidence FROM reference_targets") == [(0.6,)]
        before = derived(store)
        with writes(store._engine) as connection, Driver(connection) as driver:
            everything(driver)
        assert derived(store) == before


def test_a_law_is_cited_at_home(store: Store, run: int) -> None:
    """Every municipality has its law 10; a municipal act means its own."""
    for name, who in (("sinop", SINOP), ("juara", JUARA)):
        load(store, run, name.encode(), act("10", 2001, who, type="lei"))
    load(
        store,
        run,
        b"citing",
        act("3", 2022, {**JUARA, "issuer": "Câmara Municipal de Juara"}, references=cites("10", 2001, type="lei")),
    )
    assert graph(store) == [("resolved", store.find_act("juara.txt#1").id, 1, "jurisdiction")]


def test_a_reference_follows_what_is_current(store: Store, run: int) -> None:
    load(store, run, b"citing", act("9", 2021, SES, references=cites("5", 2020)))
    load(store, run, b"old", CITED, path="in/p.txt")
    old = graph(store)
    load(store, run, b"new", act("5", 2020, SES, text="Another text altogether"), path="in/p.txt")
    assert graph(store)[0][:1] == ("resolved",)
    assert graph(store) != old
    store.fail(sha256=sha(b"x"), path="in/p.txt", size=1, error="cut", code="cut", run_id=run)
    assert graph(store)[0][0] == "resolved"
    load(store, run, b"third", act("6", 2020, SES), path="in/p.txt")
    assert graph(store) == [("absent", None, 0, None)]
    store.add_name(sha(b"old"), path="in/p.txt")
    assert graph(store) == old


def test_printings_of_one_act_count_once(store: Store, run: int) -> None:
    for name in (b"one", b"two"):
        load(store, run, name, CITED)
    load(store, run, b"citing", act("9", 2021, SES, references=cites("5", 2020)))
    assert graph(store) == [("resolved", 1, 1, "own_issuer")]


def test_an_act_is_not_its_own_reference(store: Store, run: int) -> None:
    load(store, run, b"self", act("5", 2020, SES, references=cites("5", 2020)))
    assert graph(store) == [("absent", None, 0, None)]


def test_evidence_that_contradicts_decides_nothing() -> None:
    """The date speaks for one act, and for another one of the same date: neither is taken."""
    told = {"date": "2020-01-02", "issuer": "Secretaria", "acronym": None, "own": False, "near": False, "heard": True}
    two = [Candidate(number, f"k{number}", **told) for number in (1, 2)]  # type: ignore[arg-type]  # one table of values
    found = choose("portaria", "2020-01-02", None, two)
    assert found is not None
    assert (found.target, found.candidates, found.evidence) == (None, 2, None)
    assert choose("portaria", None, "Ministério da Saúde", two) is None


# The same act


@pytest.mark.parametrize(
    ("one", "other", "evidence"),
    [
        (act("5", 2020, SES), act("5", 2020, SES), "content"),
        (
            act("5", 2020, SES, date="2020-01-02"),
            act("5", 2020, SES, date="2020-01-02", text=f"{BODY} 5 2020 e dá outras"),
            "urn",
        ),
        (act("5", 2020, SES), act("5", 2020, SES, text=f"{BODY} 5 2020 e dá outras providências"), "head"),
        (bare(text=BODY), bare(text=BODY.upper().replace("O", "0")), "content"),
        (act("5", 2020, SES), act("6", 2020, SES), None),
        (act("5", 2020, SES, text="Nomeia Ana."), act("5", 2020, SES, text="Exonera Rui do cargo de chefe de seção"), None),
        (act("5", 2020, SES, date="2020-01-02", text=BODY), act("5", 2020, SES, date="2020-01-09", text=f"{BODY} x"), None),
        (bare(text="Extrato."), bare(text="Extrato."), None),
        (act("5", 2020, SINOP, text=f"{BODY} um"), act("5", 2020, JUARA, text=f"{BODY} dois"), None),
    ],
)
def test_the_same_act_in_two_sources(store: Store, run: int, one: JsonObject, other: JsonObject, evidence: str | None) -> None:
    load(store, run, b"one", one)
    load(store, run, b"other", other)
    found = asked(store, "SELECT act_id, other_id, relation, evidence FROM act_links")
    assert found == ([(1, 2, "same_as", evidence)] if evidence else [])
    assert rows_of(store, "acts") == 2


def test_two_acts_of_one_source_are_never_the_same(store: Store, run: int) -> None:
    load(store, run, b"one", act("5", 2020, SES), act("5", 2020, SES))
    assert rows_of(store, "act_links") == 0


# Names that last, and what acts have in common


def test_an_act_is_found_by_the_name_that_lasts(store: Store, run: int) -> None:
    load(store, run, b"one", bare(text=BODY), act("5", 2020, SES, date="2020-01-02"))
    keys = [str(key) for (key,) in asked(store, "SELECT key FROM act_identities ORDER BY act_id")]
    assert keys[0].startswith("lavra:")
    assert keys[1] == "urn:lex:br;mato.grosso:secretaria.saude:portaria:2020-01-02;5"
    assert [store.find_act(key).id for key in keys] == [1, 2]


def test_a_content_key_holds_while_the_reading_gets_better(store: Store, run: int) -> None:
    load(
        store, run, b"one", bare(text="A comissao de avaliacao d0 estad0 sera formada por sete membr0s, que 0uvira0 os usuarios.")
    )
    before = asked(store, "SELECT key FROM act_identities")
    better = bare(text="A comissão de avaliação do estado será formada por sete membros, que ouvirão os usuários.")
    load(store, run, b"one", better, release=LATER)
    assert asked(store, "SELECT key FROM act_identities") == before


def test_what_acts_have_in_common_is_there_once(store: Store, run: int) -> None:
    ana: Json = [{"name": "Ana  Lima", "roles": ["Secretária"]}]
    issue: Json = {"gazette": "DOE/MT", "edition": "28315", "date": None}
    load(store, run, b"one", act("5", 2020, SES, date="2020-01-02", signatories=ana, publication=issue))
    load(
        store,
        run,
        b"two",
        act("6", 2019, SES, date="2019-05-06", signatories=[{"name": "ANA LIMA", "roles": ["SECRETÁRIA"]}], publication=issue),
    )
    assert asked(store, "SELECT key, name FROM persons") == [("ana lima", "Ana  Lima")]
    assert asked(store, "SELECT key, title FROM roles") == [("secretaria", "Secretária")]
    assert asked(store, "SELECT gazette, edition FROM issues") == [("doe mt", "28315")]
    bodies = asked(store, "SELECT key, level, state, municipality, seen_from, seen_to FROM bodies")
    assert bodies == [("br;mt:secretaria de estado de saude", "estadual", "MT", None, "2019-05-06", "2020-01-02")]


def test_what_no_act_names_any_more_goes(store: Store, run: int) -> None:
    load(store, run, b"one", act("5", 2020, SES, date="2020-01-02", signatories=[{"name": "Ana Iima", "roles": ["Chele"]}]))
    load(store, run, b"two", act("6", 2019, SES, date="2019-05-06"))
    better = act("5", 2020, SES, date="2020-01-20", signatories=[{"name": "Ana Lima", "roles": ["Chefe"]}])
    load(store, run, b"one", better, release=LATER)
    assert asked(store, "SELECT name FROM persons") == [("Ana Lima",)]
    assert asked(store, "SELECT title FROM roles") == [("Chefe",)]
    assert asked(store, "SELECT seen_from, seen_to FROM bodies") == [("2019-05-06", "2020-01-20")]


def test_the_municipalities_of_an_act(store: Store, run: int) -> None:
    table: Json = {
        "annex": None, "caption": None, "columns": ["Município", "Valor"], "rows": [["JUARA", "1.00"], ["Xuara", "2.00"], [None]],
        "total_row_indices": [], "column_types": ["municipality", "money"], "equations": [], "municipalities": [],
    }  # fmt: skip
    load(store, run, b"one", act("5", 2020, SINOP, tables=[table]))
    found = asked(store, "SELECT name, via FROM act_municipalities JOIN municipalities USING (ibge) ORDER BY name, via")
    assert found == [("Juara", "cell"), ("Sinop", "issuer"), ("Sinop", "place")]
    assert asked(store, "SELECT municipality, level, state FROM acts_flat") == [("Sinop", "municipal", "MT")]


def test_a_name_of_any_length_has_its_place(store: Store, run: int) -> None:
    """A misread name may be a page long; indexes of PostgreSQL hold no such text."""
    long = "Secretaria de Estado " + "á b1" * 3000
    labelled: Json = [{"label": long, "value": long}]
    party: Json = {"name": long, "part": None, "cnpj": None, "cpf": None}
    told = act("5", 2020, {**SES, "issuer": long}, signatories=[{"name": long, "roles": [long]}],
        labelled=labelled, parties=[party],
        publication={"gazette": long, "edition": long, "date": None}, date="2020-01-02")  # fmt: skip
    load(store, run, b"one", told)
    assert store.record(1)["issuer"] == long


# Kept true source by source

WORDS = [
    act("5", 2020, SES, date="2020-03-04"), act("5", 2020, UNION), act("5", 2020, SINOP), act("5", 2020, {"issuer": None}),
    act("9", 2021, SES, references=[*cites("5", 2020), *cites("5", None), *cites("5", 2020, date="2020-03-04")]),
    act("9", 2021, JUARA, references=[*cites("9", 2021, issuer="SES"), *cites("5", 2020, issuer="Ministério da Saúde")]),
]  # fmt: skip
STEP = st.tuples(
    st.sampled_from(["load", "name", "fail"]), st.sampled_from([b"x", b"y", b"z", b"w"]),
    st.sampled_from(["in/a", "in/b", "in/c"]), st.sampled_from([RELEASE, LATER]), st.lists(st.sampled_from(WORDS), max_size=3),
)  # fmt: skip
DERIVED = (
    "reference_targets ORDER BY act_id, position", "act_links ORDER BY act_id, other_id", "act_identities ORDER BY act_id",
    "act_municipalities ORDER BY act_id, ibge, via", "issues ORDER BY key", "signatories ORDER BY act_id, position",
)  # fmt: skip


def derived(store: Store) -> list[list[tuple[object, ...]]]:
    told = [asked(store, f"SELECT * FROM {table}") for table in DERIVED]  # noqa: S608
    return [*told, asked(store, "SELECT key, level, seen_from, seen_to FROM bodies ORDER BY key")]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(STEP, min_size=1, max_size=8))
def test_what_follows_is_the_same_as_if_worked_out_anew(
    tmp_path_factory: pytest.TempPathFactory, blank: Path, steps: list[tuple[str, bytes, str, str, list[JsonObject]]]
) -> None:
    copy = tmp_path_factory.mktemp("steps") / "acts.db"
    copy.write_bytes(blank.read_bytes())
    read: set[bytes] = set()
    with Store.open(copy) as store:
        for kind, content, path, release, acts in steps:
            run = store.begin_run(release=release, arguments=[], started_at=NOON)
            if kind == "load":
                load(store, run, content, *acts, path=path, release=release)
                read.add(content)
            elif kind == "name" and content in read:
                store.add_name(sha(content), path=path)
            elif kind == "fail":
                store.fail(sha256=sha(content), path=path, size=1, error="cut", code="cut", run_id=run)
        kept = derived(store)
        with writes(store._engine) as connection, Driver(connection) as driver:
            everything(driver)
        assert derived(store) == kept
