"""`lavra learn-confusions`, and what the shipped table and the repair owe to it."""

from __future__ import annotations

import csv
from random import Random
from typing import TYPE_CHECKING

import pytest

from bench.pages import recorded, score
from corpus.errors import SettingsError
from corpus.knowledge import records
from pipeline.learn import learning
from pipeline.learn.align import running, word_pairs
from pipeline.learn.learning import Simulation, learn
from pipeline.learn.simulate import LEVELS, Pair, pairs, stretches, texts, worn

if TYPE_CHECKING:
    from pathlib import Path

TRUTH = "O Conselho aprovou a resolução, a eleição, a fundação e a nação; não há razão. " * 4
RAW = TRUTH.replace("ção", "gdo").replace("não", "ndo").replace("ã", "a")


def files(folder: Path, **contents: str) -> list[str]:
    for name, text in contents.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return [str(folder / f"{name}.txt") for name in contents]


def test_files_make_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "table.csv"
    learn(tuple(files(tmp_path, raw=RAW, truth=TRUTH)), out=str(out), simulation=None)
    rows = {(row["printed"], row["read"]): row for row in csv.DictReader(out.read_text("utf-8").splitlines())}
    assert int(rows["ç", "g"]["times"]) == 16
    before = {(row["printed"], row["read"]): float(row["share"]) for row in records("channel")}
    assert float(rows["ã", "é"]["share"]) < before["ã", "é"], "never seen here, so dearer than before"
    assert "rows" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        ((), "one of the two"),
        (("raw.txt",), "must be followed"),
        (("absent.txt", "raw.txt"), "no such file"),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paths: tuple[str, ...], told: str) -> None:
    files(tmp_path, raw=RAW)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match=told):
        learn(paths, out="table.csv", simulation=None)
    assert not (tmp_path / "table.csv").exists()


def test_pairs_and_pages_at_once_is_one_too_many(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="one of the two"):
        learn(("a", "b"), out=str(tmp_path / "t.csv"), simulation=Simulation(1))


def test_pages_make_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def simulated(*, held_out: bool, **_: object) -> list[Pair]:
        assert not held_out
        return [Pair("a", TRUTH, RAW, "eng", "light", "Some Serif"), Pair("a", TRUTH, TRUTH, "por", "light", "Some Serif")]

    monkeypatch.setattr(learning, "pairs", simulated)
    monkeypatch.setattr(learning, "engine", lambda: "5")
    learn((), out=str(tmp_path / "a.csv"), simulation=Simulation(1))
    learn((), out=str(tmp_path / "b.csv"), simulation=Simulation(1))
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert "ç,g," in (tmp_path / "a.csv").read_text("utf-8")


# --- what is learnt from and judged on


def test_there_is_text_enough_to_learn_from_and_to_judge_by() -> None:
    assert sum(len(text.split()) for _, text in texts(held_out=False)) >= 6000
    assert sum(len(text.split()) for _, text in texts(held_out=True)) >= 2000


def test_what_is_held_out_is_not_learnt_from() -> None:
    learnt = {line for _, text in texts(held_out=False) for line in text.splitlines() if len(line) > 40}
    held = {line for _, text in texts(held_out=True) for line in text.splitlines() if len(line) > 40}
    assert learnt
    assert held
    assert not learnt & held


@pytest.mark.parametrize("held_out", [False, True])
def test_stretches_are_the_text(held_out: bool) -> None:  # noqa: FBT001
    for _, text in texts(held_out=held_out):
        assert " ".join(stretches(text)).split() == text.split()


def test_an_unknown_level_of_wear_is_refused() -> None:
    with pytest.raises(ValueError, match=", ".join(LEVELS)):
        worn("worse", Random(1))  # noqa: S311  # wear, not a secret


# --- recorded pages (bench/pages.py tells how they come about)

PAGES = tuple(recorded())


def test_pages_are_recorded() -> None:
    assert len(PAGES) >= 32
    assert {page.level for page in PAGES} == set(LEVELS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.name}.{page.language}")
def test_words_of_a_page_mostly_find_their_partners(page: Pair) -> None:
    printed = [word for word in running(page.truth) if word.isalpha()]
    assert len([*word_pairs(page.raw, page.truth)]) > 0.9 * len(printed)


def test_no_recorded_page_is_made_worse() -> None:
    scores = [score(page) for page in PAGES]
    assert [each.page.name for each in scores if each.after > each.before] == []


@pytest.mark.parametrize(("language", "share"), [("eng", 0.86), ("por", 0.46)])
def test_so_much_is_undone(language: str, share: float) -> None:
    """The bars of issue 3 are 0.85 and 0.40; the numbers here are what is reached on the recorded pages, and may only rise."""
    scores = [score(page) for page in PAGES if page.language == language]
    assert 1 - sum(each.after for each in scores) / sum(each.before for each in scores) >= share


@pytest.mark.soak
@pytest.mark.ocr
def test_the_recorded_pages_are_what_is_read_today() -> None:
    assert [*pairs(held_out=True)][:1], "pages can be drawn and read"
