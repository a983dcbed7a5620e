"""The neighbourhood of an act, and whether it is in force: small databases whose references are resolved at load."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from corpus.errors import SettingsError
from db.entry import _read
from db.force import CAVEAT, State, When
from db.graph import Direction, Graph, Same
from tests.db.making import asked, node
from tests.db.test_ties import BODY, SES, UNION, act, cites, load

if TYPE_CHECKING:
    from corpus.records import Json
    from db import Store
    from db.force import Status

ENTERS = node("artigo", "2", "Esta Portaria entra em vigor na data de sua publicação.")


def drawn(graph: Graph) -> list[tuple[str, str, str]]:
    """Return the edges in the names of their ends."""
    names = {each.id: each.name for each in graph.nodes}
    return [(names[edge.source], edge.relation, names[edge.target]) for edge in graph.edges]


def chain(store: Store, run: int) -> None:
    """Load 1/2020 <- amends 2/2021 <- revokes 3/2022, which cites a law that is not there."""
    load(store, run, b"one", act("1", 2020, SES, date="2020-01-10"))
    load(store, run, b"two", act("2", 2021, SES, date="2021-01-10", references=cites("1", 2020, relation="amends")))
    law = cites("8080", 1990, type="lei", raw="Lei nº 8.080/90")
    load(store, run, b"three", act("3", 2022, SES, date="2022-01-10", references=cites("2", 2021, relation="revokes") + law))


P1, P2, P3, LAW = "portaria 1/2020 SES/MT", "portaria 2/2021 SES/MT", "portaria 3/2022 SES/MT", "lei 8080/1990"


@pytest.mark.parametrize(
    ("depth", "direction", "edges"),
    [
        (0, Direction.BOTH, []),
        (1, Direction.BOTH, [(P2, "amends", P1), (P3, "revokes", P2)]),
        (1, Direction.OUT, [(P2, "amends", P1)]),
        (1, Direction.IN, [(P3, "revokes", P2)]),
        (2, Direction.IN, [(P3, "revokes", P2)]),
        (2, Direction.BOTH, [(P2, "amends", P1), (P3, "revokes", P2), (P3, "cites", LAW)]),
    ],
)
def test_what_lies_round_an_act(
    store: Store, run: int, depth: int, direction: Direction, edges: list[tuple[str, str, str]]
) -> None:
    chain(store, run)
    graph = store.graph(store.find_act("two.txt#1").id, depth=depth, direction=direction)
    assert sorted(drawn(graph)) == sorted(edges)
    assert graph.nodes[0].name == P2
    assert [each.id for each in graph.nodes] == [f"n{at}" for at in range(len(graph.nodes))]
    leaves = [each for each in graph.nodes if not each.printings]
    assert [each.name for each in leaves] == ([LAW] if (P3, "cites", LAW) in edges else [])
    assert graph.notes == ()


def test_a_cycle_ends(store: Store, run: int) -> None:
    load(store, run, b"one", act("1", 2020, SES, references=cites("2", 2020)))
    load(store, run, b"two", act("2", 2020, SES, references=cites("1", 2020)))
    graph = store.graph(1, depth=20)
    assert len(graph.nodes) == 2
    assert len(graph.edges) == 2


def test_printings_are_one_node_or_apart_and_tied(store: Store, run: int) -> None:
    for name in (b"one", b"two"):
        load(store, run, name, act("5", 2020, SES, references=cites("77", 2011)))
    load(store, run, b"citing", act("9", 2021, SES, references=cites("5", 2020)))
    merged = store.graph(2)
    assert [len(each.printings) for each in merged.nodes] == [2, 1, 0]
    assert [edge.relation for edge in merged.edges] == ["cites", "cites"]
    assert merged.nodes[2].name == "portaria 77/2011"
    linked = store.graph(2, same=Same.LINKED)
    assert [[head.id for head in each.printings] for each in linked.nodes if each.printings] == [[2], [1], [3]]
    (tie,) = [edge for edge in linked.edges if edge.relation == "same_as"]
    assert (tie.evidence, tie.likeness) == ("content", 1.0)


def test_leaves_of_two_acts_are_not_taken_for_one(store: Store, run: int) -> None:
    load(store, run, b"one", act("1", 2020, SES, references=cites("2", 2020) + cites("7", 1999, type="lei")))
    load(store, run, b"two", act("2", 2020, SES, references=cites("7", 1999, type="lei")))
    graph = store.graph(1, depth=2)
    assert sum(1 for each in graph.nodes if not each.printings) == 2


def test_an_ambiguous_reference_is_a_leaf(store: Store, run: int) -> None:
    for name, who in ((b"one", SES), (b"two", UNION)):
        load(store, run, name, act("5", 2020, who, text=f"{BODY} {name!r}"))
    load(store, run, b"citing", act("9", 2021, SES, references=cites("5", 2020)))
    (_, leaf) = store.graph(store.find_act("citing.txt#1").id).nodes
    assert (leaf.printings, leaf.candidates) == ((), 2)


def test_a_large_neighbourhood_is_cut_and_says_so(store: Store, run: int) -> None:
    """What weighs most stays: the one that revokes, of thirty that cite."""
    citing = [act(str(at), 2021, SES, references=cites("5", 2020)) for at in range(100, 130)]
    load(store, run, b"one", act("5", 2020, SES))
    load(store, run, b"many", *citing, act("999", 2021, SES, references=cites("5", 2020, relation="revokes")))
    graph = store.graph(1, limit=5)
    assert len(graph.nodes) == 5
    assert [edge.relation for edge in graph.edges].count("revokes") == 1
    assert len(graph.notes) == 2
    assert "26 more references of or to n0" in graph.notes[1]
    assert len(store.graph(1).nodes) == 32


def test_the_same_rows_make_the_same_graph(store: Store, run: int) -> None:
    chain(store, run)
    assert store.graph(2, depth=3) == store.graph(2, depth=3)


@pytest.mark.parametrize(("depth", "limit"), [(-1, 5), (21, 5), (1, 0), (1, 20_001)])
def test_a_graph_that_cannot_be(store: Store, run: int, depth: int, limit: int) -> None:
    load(store, run, b"one", act("5", 2020, SES))
    with pytest.raises(SettingsError, match="a graph has"):
        store.graph(1, depth=depth, limit=limit)


# In force or not


def on(store: Store, day: str, name: str = "one.txt#1") -> Status:
    return store.status(store.find_act(name).id, on=date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2020-01-09", State.NOT_YET),
        ("2020-01-10", State.IN_FORCE),
        ("2021-01-09", State.IN_FORCE),
        ("2021-01-10", State.AMENDED),
        ("2023-01-10", State.AMENDED),
        ("2023-01-11", State.REVOKED),
    ],
)
def test_what_an_act_is_on_a_day(store: Store, run: int, day: str, state: State) -> None:
    load(store, run, b"one", act("1", 2020, SES, date="2020-01-10", provisions=[ENTERS]))
    load(store, run, b"two", act("2", 2021, SES, date="2021-01-10", references=cites("1", 2020, relation="amends")))
    revoking = cites("1", 2020, relation="revokes", raw="Portaria nº 1/2020")
    published: dict[str, Json] = {"gazette": "DOE/MT", "edition": "1", "date": "2023-01-11"}
    load(store, run, b"three", act("3", 2023, SES, date="2023-01-10", references=revoking, publication=published))
    found = on(store, day)
    assert (found.state, found.reasons) == (state, ())
    assert [each.relation for each in found.changes] == ["revokes", "amends"]
    assert [each.raw for each in found.changes[0].citations] == ["Portaria nº 1/2020"]
    assert [head.printed for head in found.changes[0].by] == ["three.txt#1"]
    assert found.notes[-1] == CAVEAT
    assert found.entry.basis == "publication"
    assert found.entry.pointer == "/provisions/0"


def test_citing_changes_nothing(store: Store, run: int) -> None:
    load(store, run, b"one", act("1", 2020, SES, date="2020-01-10"))
    load(store, run, b"two", act("2", 2021, SES, date="2021-01-10", references=cites("1", 2020)))
    found = on(store, "2022-01-01")
    assert (found.state, found.changes) == (State.IN_FORCE, ())


def test_what_revokes_one_printing_revokes_the_act(store: Store, run: int) -> None:
    for name in (b"one", b"two"):
        load(store, run, name, act("1", 2020, SES, date="2020-01-10"))
    load(store, run, b"gone", act("2", 2021, SES, date="2021-01-10", references=cites("1", 2020, relation="revokes")))
    for printed in ("one.txt#1", "two.txt#1"):
        assert on(store, "2022-01-01", printed).state is State.REVOKED


def revoked(store: Store, run: int, last: list[object], *, day: str = "2022-01-10", text: str = BODY) -> Status:
    """Load 1/2020, 2/2021 that revokes it, and an act of 2022 that refers as given."""
    load(store, run, b"one", act("1", 2020, SES, date="2020-01-10"))
    load(store, run, b"two", act("2", 2021, SES, date="2021-01-10", references=cites("1", 2020, relation="revokes")))
    load(store, run, b"three", act("3", 2022, SES, date=day, references=last, text=text))  # type: ignore[arg-type]
    return on(store, "2023-01-01")


def test_an_act_does_not_revive_with_the_end_of_the_one_that_revoked_it(store: Store, run: int) -> None:
    found = revoked(store, run, [*cites("2", 2021, relation="revokes")])
    assert found.state is State.REVOKED
    assert any("LINDB" in note and "portaria 3/2022" in note for note in found.notes)


@pytest.mark.parametrize(
    ("last", "day", "text"),
    [
        pytest.param(cites("2", 2021, relation="revokes") + cites("1", 2020), "2022-01-10",
                     f"{BODY} Fica repristinada a Portaria nº 1/2020.", id="restored"),
        pytest.param(cites("2", 2021, relation="revokes"), "2021-01-10", BODY, id="undone on its first day"),
    ],
)  # fmt: skip
def test_what_may_have_revived_is_unknown(store: Store, run: int, last: list[object], day: str, text: str) -> None:
    found = revoked(store, run, last, day=day, text=text)
    assert found.state is State.UNKNOWN
    assert found.reasons


def test_words_of_restoring_about_another_act_revive_nothing(store: Store, run: int) -> None:
    last = cites("2", 2021, relation="revokes")
    assert revoked(store, run, [*last], text=f"{BODY} restabelece o horário").state is State.REVOKED


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({**act("2", 2021, SES, references=cites("1", 2020, relation="revokes")), "year": None}, "not known when"),
        (act("2", 2019, SES, date="2019-01-10", references=cites("1", 2020, relation="revokes")), "older than the act"),
        (act("2", 2021, SES, date="2021-01-10", references=cites("1", 2020, relation="revokes", issuer="SES", date="2020-02-02")),
         "names another date"),
        (act("2", 2021, {"issuer": None}, date="2021-01-10", references=cites("1", 2020, relation="revokes")), "may be another"),
        (act("2", 2021, SES, date="2021-01-10", references=cites("1", 2020, relation="revokes"),
             provisions=[node("artigo", "1", "Esta Portaria entra em vigor após a aprovação do Conselho.")]), "not known when"),
    ],
)  # fmt: skip
def test_a_doubtful_revocation_makes_it_unknown(store: Store, run: int, other: dict[str, object], why: str) -> None:
    load(store, run, b"one", act("1", 2020, SES, date="2020-01-10"))
    load(store, run, b"two", other)  # type: ignore[arg-type]
    found = on(store, "2022-01-01")
    assert found.state is State.UNKNOWN
    assert why in found.reasons[0]
    assert on(store, "2020-01-09").state is State.NOT_YET


def test_a_revocation_of_another_issuers_act_is_none(store: Store, run: int) -> None:
    load(store, run, b"one", act("1", 2020, SES, date="2020-01-10"))
    other = cites("1", 2020, relation="revokes", issuer="Ministério da Saúde")
    load(store, run, b"two", act("2", 2021, UNION, date="2021-01-10", references=other))
    assert on(store, "2022-01-01").state is State.IN_FORCE


@pytest.mark.parametrize(
    ("year", "day", "state"),
    [(None, "2022-01-01", State.UNKNOWN), (2020, "2019-12-31", State.NOT_YET), (2020, "2020-12-31", State.UNKNOWN),
     (2020, "2021-01-01", State.IN_FORCE)],
)  # fmt: skip
def test_an_act_without_a_date(store: Store, run: int, year: int | None, day: str, state: State) -> None:
    load(store, run, b"one", {**act("1", 2020, SES), "year": year})
    found = on(store, day)
    assert found.state is state
    assert bool(found.reasons) == (state is State.UNKNOWN)


def test_a_law_that_does_not_say_when_has_its_vacancy(store: Store, run: int) -> None:
    load(store, run, b"one", act("1", 2020, SES, type="lei", date="2020-01-01"))
    assert [on(store, day).state for day in ("2019-12-31", "2020-01-02", "2020-02-14", "2020-02-15")] == [
        State.NOT_YET, State.UNKNOWN, State.UNKNOWN, State.IN_FORCE,
    ]  # fmt: skip


def test_a_later_change_is_told_but_counts_not_yet(store: Store, run: int) -> None:
    chain(store, run)
    found = on(store, "2020-06-01")
    assert found.state is State.IN_FORCE
    assert [(each.relation, each.when) for each in found.changes] == [("amends", When.LATER)]


def test_a_superseded_reading_revokes_nothing(store: Store, run: int) -> None:
    load(store, run, b"one", act("1", 2020, SES, date="2020-01-10"))
    gone = act("2", 2021, SES, date="2021-01-10", references=cites("1", 2020, relation="revokes"))
    load(store, run, b"two", gone, path="in/p.txt")
    assert on(store, "2022-01-01").state is State.REVOKED
    load(store, run, b"better", act("2", 2021, SES, date="2021-01-10"), path="in/p.txt")
    assert on(store, "2022-01-01").state is State.IN_FORCE
    assert asked(store, "SELECT count(*) FROM act_references") == [(1,)]


BASE = date(2020, 1, 10)
ENTRIES = [
    (" na data de sua publicacao", "publication", BASE),
    (" a partir da data de sua publicacao, revogadas as disposicoes em contrario", "publication", BASE),
    (" na data da publicacao", "publication", BASE),
    (" 30 (trinta) dias apos a sua publicacao", "days", date(2020, 2, 9)),
    (" noventa dias apos a data de sua publicacao", "days", date(2020, 4, 9)),
    (" apos decorridos 45 dias de sua publicacao oficial", "days", date(2020, 2, 24)),
    (" em 1º de janeiro de 2021", "stated", date(2021, 1, 1)),
    (" a partir de 02/03/2021", "stated", date(2021, 3, 2)),
    (" 30 (vinte) dias apos a sua publicacao", "unread", None),
    (" em 31 de fevereiro de 2021", "unread", None),
    (" apos a homologacao", "unread", None),
    (" 99999 dias apos a publicacao", "unread", None),
    (" na data de sua assinatura", "signing", date(2020, 1, 8)),
    (" na data do seu registro", "unread", None),
]


@pytest.mark.parametrize(("when", "basis", "begins"), ENTRIES)
def test_clauses_of_entry_into_force(when: str, basis: str, begins: date | None) -> None:
    assert _read(when, BASE, date(2020, 1, 8)) == (basis, begins)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Este Decreto entra em vigor na data de sua publicação.", "publication"),
        ("Entra em vigor na data de sua publicação.", "publication"),
        ("Revogam-se as disposições em contrário, e esta Resolução entrará em vigor na data de sua publicação", "publication"),
        ("O contrato que entra em vigor na data de sua publicação.", "none"),
        ("Os valores em vigor na data de sua publicação ficam mantidos.", "none"),
    ],
)
def test_clauses_that_speak_of_the_act(store: Store, run: int, text: str, basis: str) -> None:
    load(store, run, b"one", act("1", 2020, SES, date="2020-01-10", provisions=[node("artigo", "2", text)]))
    assert on(store, "2020-01-10").entry.basis == basis


def test_reading_is_untouched(store: Store, run: int) -> None:
    """Graph and status only read: the hash stays."""
    chain(store, run)
    before = store.content_hash()
    store.graph(1, depth=5)
    on(store, "2022-02-02")
    assert store.content_hash() == before
