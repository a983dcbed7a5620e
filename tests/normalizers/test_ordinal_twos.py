"""A 2 read for º, told by the order of articles."""

from __future__ import annotations

import pytest

from normalizers.ordinal_twos import two_edits


def mended(text: str) -> str:
    for edit in reversed([*two_edits(text)]):
        text = text[: edit.span.start] + edit.new + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Art. 12 Fica\nArt. 22 Fica\nArt. 32 Fica\n", "Art. 1º Fica\nArt. 2º Fica\nArt. 3º Fica\n"),
        ("Art. 1º Fica\nArt. 22 Fica\nArt. 3º Fica\n", "Art. 1º Fica\nArt. 2º Fica\nArt. 3º Fica\n"),
        ("LEI N2 5\nArt. 1º Fica\nArt. 22 Esta lei\n", "LEI N2 5\nArt. 1º Fica\nArt. 2º Esta lei\n"),
        ("Art. 1.2 Fica\nArt. 2.2 Pelo\nArt. 3.2 Os\n", "Art. 1.º Fica\nArt. 2.º Pelo\nArt. 3.º Os\n"),
        ("Art. 1.2 - A\n§ 1.2 - Os\n§ 2.2 - Da\nArt. 2.2 - As\n", "Art. 1.º - A\n§ 1.º - Os\n§ 2.º - Da\nArt. 2.º - As\n"),
        ("Art. 7º O\n§ 12 Os\n§ 22 As\n", "Art. 7º O\n§ 1º Os\n§ 2º As\n"),
        ("Art. 12 A\nArt. 22 B\nArt. 12 C\nArt. 22 D\nArt. 3º E\n", "Art. 1º A\nArt. 2º B\nArt. 1º C\nArt. 2º D\nArt. 3º E\n"),
    ],
)
def test_its_place_in_the_sequence_tells(read: str, printed: str) -> None:
    assert mended(read) == printed


@pytest.mark.parametrize(
    "text",
    [
        "Art. 11 Fica\nArt. 12 Fica\nArt. 13 Fica\n",
        "Art. 11 Fica\nArt. 12 Fica\n",
        "Art. 12 Fica\nArt. 13 Fica\n",
        "Art. 10 Fica\nArt. 12 Fica\n",
        "Art. 12 Fica\n",
        "Art. 1º O artigo passa a:\nArt. 22 Os prazos\nArt. 2º Esta lei\n",
        "Art. 1º O artigo passa a:\nArt. 22 Os prazos\n",
        "Art. 12. Fica\nArt. 22. Fica\n",
        "Art. 21 Fica\nArt. 22 Fica\nArt. 23 Fica\n",
        "o Art. 12 e o Art. 22\n",
        "Art. 1.1 Fica\nArt. 1.2 Pelo\nArt. 1.3 Os\n",
        "Art. 1.2 Fica\n",
        "Art. 1.200 Fica\nArt. 2.200 Os\n",
    ],
)
def test_articles_that_are_what_they_seem_stay(text: str) -> None:
    assert mended(text) == text
