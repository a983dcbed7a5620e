"""The number of an act off its head."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.spans import Span
from extractors.fields.numbers import act_number, clean_letters, unnumbered

# head after the type words: number, suffix, year, letters, number as printed
HEADS = [
    ("N° 07-B/97", "7", "B", 1997, None, "07-B/97"),
    ("Nº 12A/2001", "12", "A", 2001, None, "12A/2001"),
    (" nº 001-R, de 3 de maio", "1", "R", None, None, "001-R"),
    (" nº 12", "12", None, None, None, "12"),
    ("n°® 22, de 09", "22", None, None, None, "22"),
    ("n® 03/94", "3", None, 1994, None, "03/94"),
    ("n. º 06, de 28", "6", None, None, None, "06"),
    ("Nº. 77/2021", "77", None, 2021, None, "77/2021"),
    ("No 12/98", "12", None, 1998, None, "12/98"),
    ("Nº12/2022.", "12", None, 2022, None, "12/2022"),
    ("Nº 001 / 2022", "1", None, 2022, None, "001 / 2022"),
    ("nº 1.289", "1289", None, None, None, "1.289"),
    ("nº 15.608/2007", "15608", None, 2007, None, "15.608/2007"),
    ("nº 12/1.998", "12", None, 1998, None, "12/1.998"),
    ("Nº 12.345, DE 3 DE MAIO DE 1994", "12345", None, None, None, "12.345"),
    ("nº 1.378 de 2013", "1378", None, 2013, None, "1.378"),
    ("Nº 218  DE 9 DE MARÇO DE 2021", "218", None, None, None, "218"),
    ("8.080/90", "8080", None, 1990, None, "8.080/90"),
    ("N° 0173/2022-SMS/GAB", "173", None, 2022, "SMS/GAB", "0173/2022"),
    ("Nº. 77/2021/GBSAU", "77", None, 2021, "GBSAU", "77/2021"),
    ("512/2020 GBSAU, foi", "512", None, 2020, "GBSAU", "512/2020"),
    ("nº 12/2020 - SEMAD", "12", None, 2020, "SEMAD", "12/2020"),
    ("241/2022-CGXYZ/DCC/SVS/MS", "241", None, 2022, "CGXYZ/DCC/SVS/MS", "241/2022"),
    ("nº 828/GM/MS, de", "828", None, None, "GM/MS", "828"),
    ("nº 10 – SMS, de 5 de maio", "10", None, None, "SMS", "10"),
    (" n° 017/GVR/2022", "17", None, 2022, "GVR", "017/GVR/2022"),
    ("127/PA/94", "127", None, 1994, "PA", "127/PA/94"),
    (" CIB/GO Nº 218", "218", None, None, "CIB/GO", "218"),
    (" CIB GO n.º 161, de", "161", None, None, "CIB/GO", "161"),
    (" MS/545/93", "545", None, 1993, "MS", "545/93"),
    (" MS/GM 1378/2013", "1378", None, 2013, "MS/GM", "1378/2013"),
    ("(CIB) Nº. 223, de", "223", None, None, "CIB", "223"),
    ("– SEFAZ Nº 012/2005", "12", None, 2005, "SEFAZ", "012/2005"),
    ("número vinte e dois", "22", None, None, None, "vinte e dois"),
    ("Nº 123 DISPÕE SOBRE", "123", None, None, None, "123"),
    ("Nº 123, DE 5 DE MAIO", "123", None, None, None, "123"),
    ("nº 12 A reunião", "12", None, None, None, "12"),
    ("nº 2.200-2, de 24", "2200", "2", None, None, "2.200-2"),
    ("nº 8,666/93", "8666", None, 1993, None, "8,666/93"),  # a scan's comma
    ("nº 101, 123 e 131", "101", None, None, None, "101"),
    (" DA COMISSÃO INTERGESTORES REGIONAL - CIR/XX Nº 12/2020", "12", None, 2020, "CIR/XX", "12/2020"),
    (" do Conselho Estadual de Saúde nº 5, de", "5", None, None, None, "5"),
    ("ESTADUAL Nº 12/2020", "12", None, 2020, None, "12/2020"),
    ("DO CONSELHO Nº 12/2020", "12", None, 2020, None, "12/2020"),
    ("nº 12/2020, do", "12", None, 2020, None, "12/2020"),
]


@pytest.mark.parametrize(("head", "number", "suffix", "year", "letters", "raw"), HEADS)
def test_heads(  # noqa: PLR0913, PLR0917 - the columns of the table
    head: str, number: str, suffix: str | None, year: int | None, letters: str | None, raw: str
) -> None:
    parts = act_number(head, Span(0, len(head)))
    assert parts is not None
    assert (parts.number, parts.suffix, parts.year, parts.acronym, parts.raw.of(head)) == (number, suffix, year, letters, raw)


@pytest.mark.parametrize(
    "head",
    [
        "",
        "S/N",
        " s/nº",
        "Nº S/N",
        "de 2020",
        "do Prefeito",
        "nº",
        "que dispõe",
        "GBSAU",
        "/2020",
        "DE 5 DE MAIO",
        "n9 22, de 09",
        "nº 8,66",
        "que altera a de 5",
        "do Conselho 5",
    ],
)
def test_no_number(head: str) -> None:
    assert act_number(head, Span(0, len(head))) is None


def test_without_number_is_told() -> None:
    assert unnumbered(" Nº S/N", Span(0, 7))
    assert unnumbered("s/n", Span(0, 3))
    assert not unnumbered("nº 12", Span(0, 5))
    assert not unnumbered("SNI nº 5", Span(0, 8))


def test_a_lost_slash_waits_for_the_date() -> None:
    parts = act_number("Nº 3152022/GBSAU", Span(0, 16))
    assert parts is not None
    assert (parts.number, parts.year, parts.acronym, parts.glued) == ("3152022", None, "GBSAU", True)
    parted = parts.unglue(2022)
    assert (parted.number, parted.year, parted.year_span, parted.raw, parted.glued) == (
        "315",
        2022,
        Span(6, 10),
        Span(3, 10),
        False,
    )
    assert parts.unglue(2021) == parts


@pytest.mark.parametrize(
    ("head", "glued"),
    [("nº 122019", True), ("nº 2019", False), ("nº 12.019", False), ("nº 12/2019", False), ("nº 122119", False)],
)
def test_what_may_be_glued(head: str, glued: bool) -> None:  # noqa: FBT001 - a column of the table
    parts = act_number(head, Span(0, len(head)))
    assert parts is not None
    assert parts.glued is glued


def test_the_mark_is_told() -> None:
    marked, bare = act_number("nº 12/2020", Span(0, 10)), act_number("12/2020", Span(0, 7))
    assert marked is not None
    assert bare is not None
    assert (marked.marked, bare.marked) == (True, False)


@pytest.mark.parametrize(("near", "year"), [(None, 1995), (1901, 1895), (2050, 2095)])
def test_the_century_of_a_short_year(near: int | None, year: int) -> None:
    parts = act_number("nº 1/95", Span(0, 7), near=near)
    assert parts is not None
    assert parts.year == year


@pytest.mark.parametrize(
    ("printed", "clean"), [("CIB GO", "CIB/GO"), ("GM / MS", "GM/MS"), ("SES-MT", "SES/MT"), ("SMS", "SMS"), ("/GS-", "GS")]
)
def test_letters(printed: str, clean: str) -> None:
    assert clean_letters(printed) == clean


@given(
    st.integers(1, 99_999), st.integers(1900, 2099), st.sampled_from(["", "-A", "-B"]), st.sampled_from(["", "/SES", "-GAB/SMS"])
)
def test_written_and_read(number: int, year: int, suffix: str, letters: str) -> None:
    head = f" Nº {number:03}{suffix}/{year}{letters}, de"
    parts = act_number(head, Span(0, len(head)))
    assert parts is not None
    assert (parts.number, parts.suffix, parts.year) == (str(number), suffix.strip("-") or None, year)
    assert parts.acronym == (letters.strip("/-") or None)
    assert parts.end == len(head) - 4


@given(st.text(alphabet="nNº°. 0123456789/-ABGMSdeE", max_size=30))
def test_noise_never_fails_and_spans_lie_inside(head: str) -> None:
    parts = act_number(head, Span(0, len(head)))
    if parts is not None:
        assert 0 <= parts.raw.start < parts.raw.end <= parts.end <= len(head)
        assert parts.raw.covers(parts.number_span)
