"""Names keep their letters, misreadings do not look like names."""

from __future__ import annotations

import pytest

from normalizers.choices import choices
from normalizers.letter_runs import strangeness
from normalizers.verdicts import at_first

NAMES = "Andretta Schneider Wanderley Hoffmann Strapasson Zimmermann Jucélia Peixoto Milhomem Yamamoto Queiroz Giacomini".split()
MISREAD = {
    "Oflcio": "ofício",
    "Norrnativa": "normativa",
    "Prefeitnra": "prefeitura",
    "Municlpio": "município",
    "Alvarcnga": "alvarenga",
    "GOVCRNO": "governo",
}


@pytest.mark.parametrize("name", NAMES)
def test_names_are_not_strange(name: str) -> None:
    assert strangeness(name.lower()) < 1.0
    verdict = at_first(choices(name))
    assert verdict.choice.word == name.lower() or verdict.confidence < 0.75


@pytest.mark.parametrize(("read", "word"), MISREAD.items())
def test_misreadings_are(read: str, word: str) -> None:
    verdict = at_first(choices(read))
    assert verdict.choice.word == word
    assert verdict.confidence > 0.9
