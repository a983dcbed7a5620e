"""A record's leaves as JSON has them, and printed text on one line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from corpus.records import plain_value, unwrap


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (date(1996, 1, 2), "1996-01-02"),
        (Decimal(7), "7.00"),
        (Decimal(1200000), "1200000.00"),
        (Decimal("1E+6"), "1000000.00"),
        (Decimal("-0.4"), "-0.40"),
        (True, True),
        (None, None),
        ("São", "São"),
        (3, 3),
    ],
)
def test_plain_value(value: object, told: object) -> None:
    assert plain_value(value) == told
    assert type(plain_value(value)) is type(told)


@pytest.mark.parametrize("value", [b"bytes", object(), {"a": 1}, [1], (1,)])
def test_what_has_no_plain_form_is_our_bug(value: object) -> None:
    with pytest.raises(TypeError, match="no plain form"):
        plain_value(value)


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("Art. 1º", "Art. 1º"),
        ("Lei n°\n41", "Lei n° 41"),
        ("Lei n°\r\n  41", "Lei n° 41"),
        ("reso-\nlução", "resolução"),
        ("reso-\r\nlução", "resolução"),
        ("Lei 41-\nA", "Lei 41- A"),
        ("de 1990 -\nrevogada", "de 1990 - revogada"),
        ("  a   b \n\n c ", "a b c"),
        ("", ""),
    ],
)
def test_printed_text_on_one_line(raw: str, line: str) -> None:
    assert unwrap(raw) == line
