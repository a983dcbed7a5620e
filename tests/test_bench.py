"""What the bench measures with is sound; the figures themselves are for people."""

from __future__ import annotations

import pytest

from bench.floor import FLOOR, floor_seconds
from bench.measures import MEASURES, _harmless
from bench.mistakes import mistakes
from bench.texts import damage, issue, samples, text_of

PLAIN = "\n".join(text_of(each) for each in samples())


def test_the_floor_is_thirty_patterns_that_find_something() -> None:
    """Each but a few finds its like in our samples: a pattern that cannot match would make the floor cheap."""
    assert len(FLOOR) == len({pattern.pattern for pattern in FLOOR}) == 30
    idle = [pattern.pattern for pattern in FLOOR if not pattern.search(PLAIN)]
    assert len(idle) <= 3, idle


def test_the_floor_grows_with_the_text() -> None:
    short = PLAIN[:5_000]
    assert floor_seconds(short * 20, passes=3) > 3 * floor_seconds(short, passes=3) > 0


def test_damage_is_the_same_each_time_and_about_its_share() -> None:
    text = issue(tuple(each for each in samples() if not each.damaged), characters=50_000)
    damaged = damage(text, share=0.3)
    assert damaged == damage(text, share=0.3)
    assert damage(text, share=0.0) == text
    changed = sum(one != two for one, two in zip(text.split(" "), damaged.split(" "), strict=True))
    assert 0.05 < changed / len(text.split(" ")) < 0.3


def test_an_issue_is_as_long_as_was_asked() -> None:
    assert 50_000 <= len(issue(samples(), characters=50_000)) < 100_000


@pytest.mark.parametrize(
    ("before", "after", "harmless"),
    [
        ("n° 22", "nº 22", True),
        ("“a”", '"a"', True),
        ("a – b", "a - b", True),
        ("a  b", "a b", True),
        ("e\u0301", "é", True),
        ("\ufeffLEI", "LEI", True),
        ("reis", "réis", False),
        ("1", "l", False),
        ("a.", "a", False),
        ("SAO", "SÃO", False),
    ],
)
def test_what_counts_as_harm(before: str, after: str, *, harmless: bool) -> None:
    assert _harmless(before, after) is harmless


@pytest.mark.parametrize(
    ("printed", "read", "expected"),
    [
        ("não", "nao", ["accent"]),
        ("Otávio", "Otavio", ["accent name"]),
        ("Art. 1º A", "Art. 12 A", ["ordinal"]),
        ("junto à mesa", "junto a mesa", ["crase"]),
        ("a casa, o rio", "a casa. o rio", ["mark"]),
        ("a casa", "a - casa", ["stray"]),
        ("as casas", "as ca sas", ["blank"]),
        ("R$ 1,50", "R$ 1,60", ["figure"]),
        ("o corrido prazo", "o comido prazo", ["letters"]),
        ("igual", "igual", []),
    ],
)
def test_mistakes_are_told_by_their_nature(printed: str, read: str, expected: list[str]) -> None:
    assert [mistake.nature for mistake in mistakes(printed, read)] == expected


def test_harm_is_told_with_its_words() -> None:
    first = next(iter(MEASURES["harm"]()))
    assert (first.measure, first.unit) == ("harm", "edits")
    assert first.value >= 0
