"""`lavra graph` and `lavra status`: what they print, and names that would break out of it."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from db import Store
from pipeline.formats import GraphFormat
from pipeline.graph_forms import dot_text, drawn, mermaid_text
from tests.db.making import NOON, RELEASE, node
from tests.db.test_ties import SES, act, cites, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.pipeline.conftest import Told

    Lavra = Callable[..., Told]

HOSTILE = (
    '"];\n} digraph x {',
    "\\N\\",
    "&quot;<script>alert(1)</script>",
    "end",
    "a|b{c}[d]",
    "%%{init}%%",
    "`**b**`",
    "\x1b[2J\u202e",
    "1. x",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database of an act that another revokes, whose names and references are a stranger's."""
    made = tmp_path / "acts.db"
    enters = node("artigo", "2", "Esta Portaria entra em vigor na data de sua publicação.")
    leaves = [one for at, said in enumerate(HOSTILE) for one in cites(str(at), 1999, type="lei", issuer=said, raw=said)]
    with Store.open(made) as store:
        run = store.begin_run(release=RELEASE, arguments=["ingest"], started_at=NOON)
        load(store, run, b"one", act("1", 2020, SES, date="2020-01-10", provisions=[enters]))
        gone = cites("1", 2020, relation="revokes", raw="Portaria nº\t1/2020")
        load(store, run, b"two", act("2", 2021, SES, date="2021-01-10", references=[*gone, *leaves]))
    return made


def test_a_graph_is_the_same_in_all_forms(path: Path, lavra: Lavra) -> None:
    told = lavra("graph", "two.txt#1", "--db", path, "--format", "json")
    assert told.code == 0, told.err
    graph = json.loads(told.out)
    assert [each["held"] for each in graph["nodes"]] == [True, True, *[False] * len(HOSTILE)]
    assert {each["issuer"] for each in graph["nodes"][2:]} == set(HOSTILE)
    (edge,) = [each for each in graph["edges"] if each["relation"] == "revokes"]
    assert edge["references"][0]["raw"] == "Portaria nº\t1/2020"
    assert edge["references"][0]["pointer"] == "/references/0"
    dot = lavra("graph", "two.txt#1", "--db", path).out
    mermaid = lavra("graph", "two.txt#1", "--db", path, "--format", "mermaid").out
    assert dot.count(" -> ") == mermaid.count('|"') == len(graph["edges"])
    assert dot.count("style=dashed") == 2 * len(HOSTILE)
    assert mermaid.count(":::absent") == mermaid.count("-.->") == len(HOSTILE)


def test_a_hostile_name_stays_inside_its_quotes(path: Path) -> None:
    with Store.open(path) as store:
        graph = store.graph(store.find_act("two.txt#1").id)
    lines = drawn(graph, GraphFormat.DOT).splitlines()
    assert len(lines) == 3 + len(graph.nodes) + len(graph.edges) + 1, "no name makes a line of its own"
    marks = drawn(graph, GraphFormat.MERMAID).splitlines()
    assert len(marks) == 2 + len(graph.nodes) + len(graph.edges)
    assert not any(bad in "".join(marks) for bad in ("<script", "%%", "`", "\x1b", "\u202e", "]["))


@pytest.mark.parametrize("said", HOSTILE)
def test_quoting(said: str) -> None:
    inside = dot_text(said)[1:-1].replace("\\\\", "").replace('\\"', "")
    assert '"' not in inside
    assert "\\" not in inside
    assert "\n" not in dot_text(said)
    assert not set(mermaid_text(said).replace("#", "").replace(";", "")) & set('"`<>[]{}|\\%&*.-\n')


def test_graphviz_reads_it(path: Path) -> None:
    dot = shutil.which("dot")
    if dot is None:
        pytest.skip("no Graphviz here")
    with Store.open(path) as store:
        text = drawn(store.graph(2), GraphFormat.DOT)
    assert subprocess.run([dot, "-Tsvg"], input=text.encode(), capture_output=True, check=False).returncode == 0


def test_a_cut_graph_says_so(path: Path, lavra: Lavra) -> None:
    for form, mark in (("dot", "  // the graph is cut"), ("mermaid", "  %% the graph is cut"), ("json", '"the graph is cut')):
        assert mark in lavra("graph", "two.txt#1", "--db", path, "--format", form, "--limit", "3").out


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        ("2020-01-09", "not yet in force"),
        ("2020-06-01", "in force as far as known"),
        ("2021-01-10", "revoked (whole) by portaria 2/2021 SES/MT of 2021-01-10"),
    ],
)
def test_status_is_told_with_its_evidence(path: Path, lavra: Lavra, day: str, answer: str) -> None:
    told = lavra("status", "one.txt#1", "--db", path, "--on", day)
    assert told.code == 0, told.err
    lines = told.out.splitlines()
    assert lines[1] == f"on {day}: {answer}"
    assert '  two.txt#1/references/0: "Portaria nº‹09›1/2020" (resolved by own_issuer, 0.80)' in lines
    assert lines[-1].startswith("note: acts that are not in this database")
    shown = json.loads(lavra("status", "one.txt#1", "--db", path, "--on", day, "--format", "json").out)
    assert shown["answer"] == answer
    assert shown["changes"][0]["references"][0]["raw"] == "Portaria nº\t1/2020"


def test_today_is_the_day_where_none_is_given(path: Path, lavra: Lavra) -> None:
    assert "revoked (whole)" in lavra("status", "one.txt#1", "--db", path).out


@pytest.mark.parametrize("day", ["2022-02-30", "yesterday", ""])
def test_a_day_that_is_none(path: Path, lavra: Lavra, day: str) -> None:
    told = lavra("status", "one.txt#1", "--db", path, "--on", day)
    assert told.code == 2
    assert "--on must be a day" in told.err


@pytest.mark.parametrize("command", ["graph", "status", "serve"])
def test_help_has_examples(lavra: Lavra, command: str) -> None:
    told = lavra(command, "--help")
    assert f"  lavra {command}" in told.out[told.out.index("Examples:") :]
