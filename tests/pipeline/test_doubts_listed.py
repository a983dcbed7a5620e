"""`lavra repairs` tells what the repair left open: under the repairs, apart from them, in every format."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.pipeline.conftest import DAMAGED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corpus.records import JsonObject
    from tests.pipeline.conftest import Told

NAMES = ("Carlos Prawitz", "Carlos Plautz")
TEXT = DAMAGED + "\n\n".join(f"{DAMAGED.splitlines()[-2]}\n\n{name}\nMembro do conselho.\n" for name in NAMES)


@pytest.fixture
def repairs(lavra: Callable[..., Told], tmp_path: Path) -> Callable[..., Told]:
    """The command, over a source in which one name is read in two ways."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert lavra("ingest", tmp_path / "a.txt", "--db", tmp_path / "acts.db", "--quiet").code == 0
    return lambda *options: lavra("repairs", "a.txt", "--db", tmp_path / "acts.db", *options)


def rows(told: Told) -> list[JsonObject]:
    return [json.loads(line) for line in told.out.splitlines()]


def test_json_lines_tell_doubts_after_all_repairs(repairs: Callable[..., Told]) -> None:
    told = rows(repairs("--format", "jsonl"))
    open_ = [each for each in told if each["layer"] == "doubt"]
    assert open_ == told[-len(open_) :]
    assert [each["before"] for each in open_] == [NAMES[0]]
    for each in open_:
        assert (each["rule"], each["after"], each["confidence"]) == ("unresolved_name", None, 0.0)
        assert all(name in str(each["detail"]) for name in NAMES)
        assert each["line"] == TEXT.count("\n", 0, TEXT.index(str(each["before"]))) + 1


def test_tab_separated_lines_tell_them_under_the_same_names(repairs: Callable[..., Told]) -> None:
    names, *lines = [line.split("\t") for line in repairs("--format", "tsv").out.splitlines()]
    told = [dict(zip(names, line, strict=True)) for line in lines]
    assert [each["before"] for each in told if each["layer"] == "doubt"] == [NAMES[0]]
    assert all((each["detail"] != "") == (each["layer"] == "doubt") for each in told)


def test_a_person_sees_a_table_of_their_own(repairs: Callable[..., Told]) -> None:
    repaired, under, open_ = repairs("--format", "table").out.partition("┘\n")
    assert under
    assert "unresolved_name" not in repaired
    assert "unresolved_name" in open_
    assert "words-" not in open_


@pytest.mark.parametrize(
    ("asked", "doubts", "others"),
    [
        (["--rule", "unresolved_name"], True, False),
        (["--rule", "words-accent"], False, True),
        (["--below", "0.5"], True, False),
        (["--below", "0"], False, False),
        (["--rule", "nonsense"], False, False),
    ],
)
def test_those_that_are_asked_for(repairs: Callable[..., Told], asked: list[str], *, doubts: bool, others: bool) -> None:
    told = rows(repairs("--format", "jsonl", *asked))
    assert any(each["layer"] == "doubt" for each in told) == doubts
    assert any(each["layer"] != "doubt" for each in told) == others


def test_where_nothing_is_open_it_says_so(lavra: Callable[..., Told], tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(DAMAGED, "utf-8")
    assert lavra("ingest", tmp_path / "b.txt", "--db", tmp_path / "acts.db", "--quiet").code == 0
    told = lavra("repairs", "b.txt", "--db", tmp_path / "acts.db", "--format", "table").out
    assert told.rstrip().endswith("nothing was left open")
