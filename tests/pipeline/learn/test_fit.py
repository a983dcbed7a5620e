"""From counts to shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.errors import SettingsError
from pipeline.learn.align import WordPair, align
from pipeline.learn.fit import Share, count, fit, widest, write

if TYPE_CHECKING:
    from pathlib import Path

SEEN = [WordPair(printed, printed.replace("ã", "d")) for printed in ("mão", "pão", "grão")] + [WordPair("não", "não")] * 3


def shares(rows: tuple[Share, ...]) -> dict[tuple[str, str], float]:
    return {(row.printed, row.read): row.share for row in rows}


def test_a_share_is_what_was_seen_of_what_was_printed() -> None:
    found = fit(count(align(SEEN)), weight=0)
    assert shares(found)["ã", "d"] == pytest.approx(0.5)
    assert next(row.times for row in found if row[:2] == ("ã", "d")) == 3


def test_what_one_word_alone_shows_is_chance() -> None:
    assert ("ã", "d") not in shares(fit(count(align([WordPair("mão", "mdo")] * 9))))
    assert ("ã", "d") in shares(fit(count(align([WordPair("mão", "mdo")] * 9)), support=1))


def test_the_prior_counts_until_enough_is_seen() -> None:
    prior = {("ã", "d"): 0.1, ("ã", "é"): 0.2}
    none = shares(fit(count(()), prior=prior))
    assert none == pytest.approx(prior)
    some = shares(fit(count(align(SEEN)), prior=prior, weight=6))
    assert some["ã", "d"] == pytest.approx((3 + 0.6) / (6 + 6))
    assert some["ã", "é"] == pytest.approx(1.2 / 12)


def test_two_stretches_that_go_together_get_a_row() -> None:
    bound = [WordPair(word, word.replace("rá", "nd")) for word in ("será", "dirá", "fará", "verá", "terá")]
    free = [
        WordPair(word, word) for word in ("prato", "rato", "carro", "rua", "pará", "já", "há", "cá", "pá", "rir", "rio", "ler")
    ]
    assert ("rá", "nd") in shares(fit(count(align(bound + free * 3))))
    assert ("rá", "nd") not in shares(fit(count(align(free * 3))))


def test_rows_are_sorted_and_shares_lie_between_nothing_and_all() -> None:
    rows = fit(count(align([WordPair(f"{a}ã{a}", f"{a}d{a}") for a in "bfmp"])), weight=0)
    assert list(rows) == sorted(rows)
    assert all(0 < row.share < 1 for row in rows)


def test_of_several_readers_the_largest_share_is_kept() -> None:
    tables = ((Share("ã", "a", 0.5, 9), Share("m", "rn", 0.001, 1)), (Share("ã", "a", 0.1, 2), Share("l", "1", 0.02, 3)))
    assert widest(tables) == (Share("l", "1", 0.02, 3), Share("m", "rn", 0.001, 1), Share("ã", "a", 0.5, 9))


def test_a_table_is_written(tmp_path: Path) -> None:
    out = tmp_path / "channel.csv"
    write((Share("ã", "a", 0.5, 9), Share("ç", '"', 0.0004, 3)), str(out))
    assert out.read_text("utf-8") == 'printed,read,share,times\nã,a,0.5,9\nç,"""",0.0004,3\n'


def test_nothing_learnt_is_an_error_and_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nothing to learn"):
        write((), str(tmp_path / "channel.csv"))
    assert not (tmp_path / "channel.csv").exists()
