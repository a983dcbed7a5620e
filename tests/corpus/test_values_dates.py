"""The century of a short year, the calendar, the names of the months."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.values.dates import PIVOT, full_year, month_names, real_date


@pytest.mark.parametrize(
    ("short", "near", "full"),
    [
        (96, None, 1996),
        (22, None, 2022),
        (PIVOT, None, 2000 + PIVOT),
        (PIVOT + 1, None, 1901 + PIVOT),
        (0, None, 2000),
        (30, 1931, 1930),
        (90, 2022, 1990),
        (21, 1996, 2021),
        (5, 1899, 1905),
        (1996, 1850, 1996),
    ],
)
def test_century(short: int, near: int | None, full: int) -> None:
    assert full_year(short, near=near) == full


@given(st.integers(0, 99), st.integers(1850, 2050))
def test_the_century_is_the_nearest(short: int, near: int) -> None:
    full = full_year(short, near=near)
    assert full % 100 == short
    assert abs(full - near) <= 50


@pytest.mark.parametrize(
    "parts", [(2023, 2, 29), (2022, 13, 1), (2022, 0, 1), (2022, 4, 31), (1700, 1, 1), (2100, 1, 1), (2022, 1, 0)]
)
def test_the_calendar_has_no_such_day(parts: tuple[int, int, int]) -> None:
    assert real_date(*parts) is None


def test_the_calendar() -> None:
    assert real_date(2024, 2, 29) == date(2024, 2, 29)


def test_months_are_twelve_with_their_abbreviations() -> None:
    names = month_names()
    assert {number for number, _ in names.values()} == set(range(1, 13))
    assert names["marco"] == (3, 1.0)
    assert names["set"] == (9, 1.0)
    assert names["margo"][1] < 1
