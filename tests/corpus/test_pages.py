"""Pages, their one offset space, and where a span stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.pages import PAGE_BREAK, Box, Document, Page, Place, Words
from corpus.spans import Span


def document_of(*texts: str) -> Document:
    pages = tuple(Page(number, text) for number, text in enumerate(texts, start=1))
    return Document("0" * 64, "a.txt", "text/plain", "plain", pages)


PAGE_TEXTS = st.lists(st.text("ab\n\r ", max_size=12), min_size=1, max_size=5)


@given(PAGE_TEXTS)
def test_the_raw_text_is_the_pages_joined_and_each_has_its_span(texts: list[str]) -> None:
    document = document_of(*texts)
    assert document.raw == PAGE_BREAK.join(texts)
    for number, text in enumerate(texts, start=1):
        span = document.page_span(number)
        assert span.of(document.raw) == text
        assert all(document.page_at(at).number == number for at in range(span.start, span.end))


@given(PAGE_TEXTS)
def test_a_page_break_belongs_to_the_page_before_it(texts: list[str]) -> None:
    document = document_of(*texts)
    for number in range(1, len(texts)):
        assert document.page_at(document.page_span(number).end).number == number


@given(PAGE_TEXTS)
def test_lines_are_those_of_the_file(texts: list[str]) -> None:
    """A CRLF is one line end, a CRCRLF and a lone CR too; a form feed ends a page and not a line."""
    raw = document_of(*texts).raw
    one_ended = raw.replace("\r\r\n", "\0\0\n").replace("\r\n", "\0\n").replace("\r", "\n")
    for at in range(len(raw)):
        assert document_of(*texts).line_at(at) == one_ended[:at].count("\n") + 1


@pytest.mark.parametrize(
    ("texts", "span", "pages"),
    [
        (("abc",), Span(0, 3), [1]),
        (("abc", "def"), Span(0, 2), [1]),
        (("abc", "def"), Span(4, 7), [2]),
        (("abc", "def"), Span(1, 5), [1, 2]),
        (("abc", "def"), Span(0, 3), [1]),
        (("abc", "def"), Span(0, 4), [1]),
        (("abc", "", "def"), Span(0, 8), [1, 2, 3]),
        (("abc", "def"), Span(7, 7), [2]),
        (("",), Span(0, 0), [1]),
    ],
)
def test_pages_of_a_span(texts: tuple[str, ...], span: Span, pages: list[int]) -> None:
    assert [place.page for place in document_of(*texts).locate(span)] == pages


def boxed() -> Document:
    words = Words(
        spans=(Span(0, 5), Span(6, 8), Span(9, 14)),
        boxes=(Box(10, 20, 60, 30), Box(70, 19, 90, 31), Box(10, 40, 60, 50)),
        confidence=(0.9, None, 0.5),
    )
    return Document(
        "0" * 64, "a.pdf", "application/pdf", "pdf", (Page(1, ""), Page(2, "Lei n. 22\nArt. 1"[:14], 595.0, 842.0, words))
    )


@pytest.mark.parametrize(
    ("span", "place"),
    [
        pytest.param(Span(1, 6), Place(2, Box(10, 20, 60, 30)), id="one word"),
        pytest.param(Span(3, 4), Place(2, Box(10, 20, 60, 30)), id="a part of a word has the word's box"),
        pytest.param(Span(1, 9), Place(2, Box(10, 19, 90, 31)), id="two words, the box around both"),
        pytest.param(Span(1, 15), Place(2, Box(10, 19, 90, 50)), id="two lines"),
        pytest.param(Span(6, 7), Place(2, None), id="a blank between words has no box"),
        pytest.param(Span(0, 0), Place(1, None), id="the empty first page"),
    ],
)
def test_boxes_of_a_span(span: Span, place: Place) -> None:
    assert boxed().locate(span) == (place,)
