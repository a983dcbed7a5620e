"""`lavra correct ACT merge` and `split`: the source is read again as people say, and stays so in later readings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from db import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.pipeline.conftest import Told

ANA = ("--by", "ana", "--why", "seen")
ISSUE = """PREFEITURA MUNICIPAL DE VÁRZEA NOVA

PORTARIA Nº 21/2019

O PREFEITO MUNICIPAL, no uso de suas atribuições legais, RESOLVE:

Art. 1º Designar a servidora Joana Prado Leme.

Várzea Nova, 4 de março de 2019.

ANTÔNIO REIS CARDIM
Prefeito Municipal

Portaria n.22 de 2019, que trata do abono
O PREFEITO MUNICIPAL, no uso de suas atribuições legais, RESOLVE:

Art. 1º Conceder abono a Rui Sá.

Várzea Nova, 5 de março de 2019.

ANTÔNIO REIS CARDIM
Prefeito Municipal

PORTARIA Nº 23/2019

O PREFEITO MUNICIPAL, no uso de suas atribuições legais, RESOLVE:

Art. 1º Exonerar Eva Paz.

Várzea Nova, 6 de março de 2019.

ANTÔNIO REIS CARDIM
Prefeito Municipal
"""
LINE = "14"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "issue.txt").write_text(ISSUE, "utf-8")
    return made


@pytest.fixture
def db(lavra: Callable[..., Told], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of two acts, the first of which is two."""
    monkeypatch.delenv("LAVRA_BY", raising=False)
    path = tmp_path / "acts.db"
    assert lavra("ingest", folder, "--db", path).code == 0
    return path


def numbers(db: Path) -> list[str | None]:
    with Store.open(db, create=False) as store:
        return [act.number for act in store.acts()]


def states(lavra: Callable[..., Told], db: Path) -> list[tuple[str, str]]:
    listed = lavra("corrections", "--format", "jsonl", "--db", db).out.splitlines()
    return [(each["field"], each["state"]) for each in map(json.loads, listed)]


@pytest.mark.parametrize("where", [LINE, "Portaria n.22", f"@{ISSUE.index('Portaria n.22')}"])
def test_an_act_is_split_and_made_one_again(lavra: Callable[..., Told], db: Path, where: str) -> None:
    before = lavra("db", "hash", "--db", db).out
    told = lavra("correct", "issue.txt#1", "split", where, *ANA, "--db", db)
    assert (told.code, told.err) == (0, "#1 active: split of issue.txt#1\n")
    assert numbers(db) == ["21", "22", "23"]
    assert lavra("correct", "issue.txt#1", "split", where, *ANA, "--db", db).err == "lavra: an act begins there already\n"
    assert (
        lavra("correct", "issue.txt#1", "split", "--undo", "--by", "rui", "--db", db).err
        == "#1 withdrawn: split of issue.txt#1\n"
    )
    assert numbers(db) == ["21", "23"]
    assert lavra("db", "hash", "--db", db).out == before
    assert states(lavra, db) == [("split", "withdrawn")]


def test_acts_are_merged_and_parted_again(lavra: Callable[..., Told], db: Path) -> None:
    before = lavra("export", "--db", db).out
    assert lavra("correct", "issue.txt#1", "merge", *ANA, "--db", db).code == 0
    assert numbers(db) == ["21"]
    told = json.loads(lavra("corrections", "--format", "jsonl", "--db", db).out)
    assert [each["number"] for each in told["old"]] == ["21", "23"]
    assert (told["new"], told["by"], told["why"]) == ("PORTARIA Nº 23/2019", "ana", "seen")
    assert lavra("correct", "issue.txt#1", "#1", "--undo", "--by", "rui", "--db", db).code == 0
    assert lavra("export", "--db", db).out == before


WRONG = [
    (("merge", "3"), "merge takes no VALUE"),
    (("split",), "where does the other act begin?"),
    (("split", "999"), "has no line 999"),
    (("split", "@99999"), "behind the end"),
    (("split", "Prefeito Municipal"), "stands 3 times"),
    (("split", "3"), "an act begins there already"),
    (("split", LINE, "--null"), "--null does not go with split"),
    (("merge", "--undo"), "no merge of issue.txt#1 stands"),
]


@pytest.mark.parametrize(("words", "told"), WRONG)
def test_what_cannot_be_is_told_in_a_line(lavra: Callable[..., Told], db: Path, words: tuple[str, ...], told: str) -> None:
    answer = lavra("correct", "issue.txt#1", *words, *ANA, "--db", db)
    assert answer.code == 2
    assert told in answer.err
    assert answer.err.count("\n") == 1
    assert numbers(db) == ["21", "23"]
    assert states(lavra, db) == []


def test_the_last_act_has_none_to_merge(lavra: Callable[..., Told], db: Path) -> None:
    assert "no act follows issue.txt#2" in lavra("correct", "issue.txt#2", "merge", *ANA, "--db", db).err


def test_what_was_corrected_in_an_act_stays_with_that_act(lavra: Callable[..., Told], db: Path) -> None:
    """A number that was right for the second act is never laid over the first, once the two are one."""
    lavra("correct", "issue.txt#1", "split", LINE, *ANA, "--db", db)
    lavra("correct", "issue.txt#2", "number", "220", *ANA, "--db", db)
    lavra("correct", "issue.txt#3", "number", "230", *ANA, "--db", db)
    told = lavra("correct", "issue.txt#1", "split", "--undo", "--by", "ana", "--db", db)
    assert "1 corrections have nothing left to correct now" in told.err
    assert numbers(db) == ["21", "230"]
    assert states(lavra, db) == [("split", "withdrawn"), ("/number", "orphaned"), ("/number", "active")]
    lavra("correct", "issue.txt#1", "split", LINE, *ANA, "--db", db)
    assert numbers(db) == ["21", "220", "230"]


def test_a_later_release_and_a_file_that_changed_keep_what_was_said(
    lavra: Callable[..., Told], db: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lavra("correct", "issue.txt#1", "split", LINE, *ANA, "--db", db)
    lavra("correct", "issue.txt#2", "number", "220", *ANA, "--db", db)
    monkeypatch.setattr("pipeline.release.release", lambda *_, **__: "9.9.9")
    report = tmp_path / "report.json"
    told = lavra("ingest", folder, "--db", db, "--report", report)
    assert "corrected 2 re-applied\n" in told.out
    assert json.loads(report.read_text("utf-8"))["corrections"] == {"active": 2}
    assert numbers(db) == ["21", "220", "23"]
    (folder / "issue.txt").write_text(f"DIÁRIO OFICIAL\n\n{ISSUE}", "utf-8")
    assert "corrected 2 re-applied\n" in lavra("ingest", folder, "--db", db).out
    assert numbers(db) == ["21", "220", "23"]
    (folder / "issue.txt").write_text(ISSUE.replace("Portaria n.22 de 2019, que trata do abono", "PORTARIA Nº 22/2019"), "utf-8")
    assert "corrected 2 orphaned: see `lavra corrections`\n" in lavra("ingest", folder, "--db", db).out
    assert numbers(db) == ["21", "22", "23"]


def test_merges_and_splits_travel_as_csv(lavra: Callable[..., Told], db: Path, folder: Path, tmp_path: Path) -> None:
    lavra("correct", "issue.txt#1", "split", LINE, *ANA, "--db", db)
    lavra("correct", "issue.txt#2", "merge", *ANA, "--db", db)
    lavra("correct", "issue.txt#2", "number", "220", *ANA, "--db", db)
    file, other = tmp_path / "ours.csv", tmp_path / "other.db"
    lavra("corrections", "--export", file, "--db", db)
    assert lavra("ingest", folder, "--db", other).code == 0
    assert lavra("corrections", "--import", file, "--db", other).err == "3 added\n"
    assert numbers(other) == numbers(db) == ["21", "220"]
    assert lavra("export", "--db", other).out == lavra("export", "--db", db).out
    assert lavra("corrections", "--import", file, "--db", other).err == "3 known\n"
    assert lavra("corrections", "--import", file, "--db", db).err == "3 known\n"


def test_by_hand_a_split_needs_no_more_than_its_line(lavra: Callable[..., Told], db: Path, tmp_path: Path) -> None:
    file = tmp_path / "by_hand.csv"
    file.write_text(f"act,field,new,why,by\nissue.txt#1,split,{LINE},w,rui\nissue.txt#1,split,nowhere,w,rui\n", "utf-8")
    told = lavra("corrections", "--import", file, "--db", db)
    assert "line 3: 'nowhere' stands 0 times" in told.err
    assert numbers(db) == ["21", "22", "23"]


def test_a_file_that_is_gone_is_read_from_the_stored_text(lavra: Callable[..., Told], db: Path, folder: Path) -> None:
    (folder / "issue.txt").unlink()
    assert lavra("correct", "issue.txt#1", "split", LINE, *ANA, "--db", db).code == 0
    assert numbers(db) == ["21", "22", "23"]


def test_another_release_is_to_read_first(lavra: Callable[..., Told], db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.recutting.release", lambda *_, **__: "9.9.9")
    told = lavra("correct", "issue.txt#1", "split", LINE, *ANA, "--db", db)
    assert told.code == 2
    assert "run `lavra ingest` on it first" in told.err
