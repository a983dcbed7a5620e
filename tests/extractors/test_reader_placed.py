"""hOCR, ALTO and PAGE: words, boxes in points, confidences, reading order, hyphens, columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.pages import Box
from corpus.source import SourceDocument
from extractors.readers import read
from extractors.readers.placed import PageOfWords, number, page_of, share
from extractors.readers.words import Word
from tests.extractors import formats

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.pages import Document

TEXT = "ESTADO DO PARÁ\nPORTARIA Nº 4\n\nArt. 1º Fica criado.\n"


def reading(content: bytes | str) -> Document:
    return read(SourceDocument.of(content.encode() if isinstance(content, str) else content, path="a"))


@pytest.mark.parametrize(("write", "sure"), [(formats.hocr, 0.91), (formats.alto, 0.9), (formats.page_xml, 0.8)])
def test_words_have_their_places_in_points(write: Callable[[str], bytes], sure: float) -> None:
    (page,) = reading(write(TEXT)).pages
    assert page.text == TEXT
    assert set(page.words.confidence) == {sure}
    expected = [place for block in formats.placed(TEXT) for line in block for place in line]
    assert [span.of(page.text) for span in page.words.spans] == [word for word, *_ in expected]
    for box, (_, left, top, width, height) in zip(page.words.boxes, expected, strict=True):
        assert box == pytest.approx((left, top, left + width, top + height), abs=0.4)


@pytest.mark.parametrize(("dots", "notes"), [(150, 0), (600, 0)])
def test_hocr_is_scaled_by_its_resolution(dots: int, notes: int) -> None:
    document = reading(formats.hocr(TEXT, dots=dots))
    assert document.pages[0].width == pytest.approx(1000, abs=1)
    assert len(document.notes) == notes


def test_an_unknown_resolution_is_told() -> None:
    (page,) = (document := reading(formats.hocr(TEXT, dots=300).replace(b"scan_res 300 300", b""))).pages
    assert page.width == pytest.approx(1000, abs=1)
    assert [code for code, _ in document.notes] == ["resolution"]


def test_an_hocr_line_without_words_gives_its_own_box() -> None:
    body = "<span class='ocr_line' title='bbox 10 20 30 40'>PORTARIA Nº 4</span></div>"
    (page,) = reading(f"<html><body><div class='ocr_page' title='bbox 0 0 300 300; scan_res 72 72'>{body}</body></html>").pages
    assert page.text == "PORTARIA Nº 4\n"
    assert set(page.words.boxes) == {Box(10, 20, 30, 40)}


INCHES = "<Description><MeasurementUnit>inch1200</MeasurementUnit></Description>"


def alto(page: str, unit: str = INCHES) -> Document:
    return reading(
        f'<?xml version="1.0"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v2#">{unit}<Layout>{page}</Layout></alto>'
    )


def string(content: str, at: int = 0, more: str = "") -> str:
    return f'<String CONTENT="{content}" HPOS="{at}" VPOS="0" WIDTH="100" HEIGHT="100" {more}/>'


def line(*strings: str) -> str:
    return f"<TextLine>{'<SP/>'.join(strings)}</TextLine>"


def test_alto_reads_margins_around_the_print_space_and_composed_blocks() -> None:
    parts = [
        f"<{name}><TextBlock>{line(string(name))}</TextBlock></{name}>" for name in ("TopMargin", "BottomMargin", "LeftMargin")
    ]
    inner = (
        f"<ComposedBlock><TextBlock>{line(string('um'))}</TextBlock></ComposedBlock><TextBlock>{line(string('dois'))}</TextBlock>"
    )
    document = alto(f'<Page WIDTH="1200" HEIGHT="2400">{"".join(parts)}<PrintSpace>{inner}</PrintSpace></Page>')
    assert document.raw.split() == ["TopMargin", "LeftMargin", "um", "dois", "BottomMargin"]
    assert (document.pages[0].width, document.pages[0].height) == (72, 144)


def test_alto_hyphens_stay_at_the_line_end() -> None:
    first = "<TextLine>" + string("publi", 0, 'SUBS_TYPE="HypPart1"') + '<HYP CONTENT="-"/></TextLine>'
    document = alto(f"<Page><PrintSpace><TextBlock>{first}{line(string('cação'))}</TextBlock></PrintSpace></Page>", unit="")
    assert document.raw == "publi-\ncação\n"
    assert [code for code, _ in document.notes] == ["resolution"]


def page_xml(inside: str, sides: str = 'imageXResolution="100" imageResolutionUnit="PPI"') -> Document:
    return reading(
        f'<?xml version="1.0"?><PcGts xmlns="x"><Page imageWidth="1000" imageHeight="1000" {sides}>{inside}</Page></PcGts>'
    )


def region(name: str, coords: str = '<Coords points="0,0 100,0 100,50 0,50"/>') -> str:
    words = f'<TextEquiv conf="0.5"><Unicode>linha {name}</Unicode></TextEquiv>'
    return f'<TextRegion id="{name}"><TextLine>{coords}{words}</TextLine></TextRegion>'


def test_page_xml_follows_the_reading_order_it_tells() -> None:
    order = (
        '<ReadingOrder><OrderedGroup><RegionRefIndexed index="2" regionRef="a"/><UnorderedGroupIndexed index="1">'
        '<RegionRef regionRef="c"/><RegionRef regionRef="nada"/></UnorderedGroupIndexed></OrderedGroup></ReadingOrder>'
    )
    document = page_xml(order + region("a") + region("b") + region("c"))
    assert document.raw.split("\n\n") == ["linha c", "linha a", "linha b\n"]


POINTS = '<Coords><Point x="0" y="0"/><Point x="100" y="50"/></Coords>'
"""An outline as it was told before 2013."""


@pytest.mark.parametrize(
    ("coords", "sides", "expected"),
    [
        ('<Coords points="0,0 100,0 100,50 0,50"/>', 'imageXResolution="100" imageResolutionUnit="PPI"', Box(0, 0, 72, 36)),
        (
            '<Coords><Point x="0" y="0"/><Point x="100" y="50"/></Coords>',
            'imageXResolution="100" imageResolutionUnit="PPI"',
            Box(0, 0, 72, 36),
        ),
        ('<Coords points="0,0 100,50"/>', 'imageXResolution="50" imageResolutionUnit="PPCM"', Box(0, 0, 56.6929, 28.3465)),
        ('<Coords points="0,0 100,50"/>', 'imageXResolution="1" imageResolutionUnit="other"', Box(0, 0, 24, 12)),
        ("", 'imageXResolution="100" imageResolutionUnit="PPI"', Box(0, 0, 0, 0)),
    ],
)
def test_page_xml_boxes_in_points(coords: str, sides: str, expected: Box) -> None:
    (page,) = page_xml(region("a", coords), sides).pages
    assert page.words.boxes[0] == pytest.approx(expected, abs=0.001)
    assert page.words.confidence == (0.5, 0.5)


# The page that words make


def test_a_gap_as_wide_as_a_columns_is_four_blanks() -> None:
    page = PageOfWords(500, 500)
    for text, left in (("a", 0), ("b", 15), ("c", 80)):
        page.word(Word(text, Box(left, 0, left + 10, 10)))
    assert page_of(page, number=1).text == "a b    c\n"


def test_words_outside_are_cut_at_the_edges_and_blanks_are_no_words() -> None:
    page = PageOfWords(100, 50)
    for text in ("a", " ", "\f", "b\nc"):
        page.word(Word(text, Box(-5, 40, 500, 20)))
    made = page_of(page, number=3)
    assert (made.number, made.text) == (3, "a b c\n")
    assert set(made.words.boxes) == {Box(0, 20, 100, 40)}


def test_a_page_without_a_size_is_as_large_as_its_words() -> None:
    page = PageOfWords(0, float("9e99"))
    page.word(Word("a", Box(1, 2, 30, 40)))
    made = page_of(page, number=1)
    assert (made.width, made.height) == (30, 40)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("5", 5),
        (" -1.5 ", -1.5),
        (".5", 0.5),
        ("1e3", 1000),
        ("nan", None),
        ("inf", None),
        ("1,5", None),
        ("", None),
        (None, None),
        ("٣", None),
    ],
)
def test_numbers_of_attributes(told: str | None, expected: float | None) -> None:
    assert number(told) == expected


@pytest.mark.parametrize(("told", "expected"), [("150", 1.0), ("-3", 0.0), ("93", 0.93), ("x", None)])
def test_confidences_are_shares(told: str, expected: float | None) -> None:
    assert share(told, whole=100) == expected
