"""Prices of slips, and equations under change."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.tables import seeded
from extractors.tables.arithmetic.figures import like_slips, telling
from extractors.tables.arithmetic.network import Equation, Network, Ratio, Rounding, Sum, rounded
from extractors.tables.arithmetic.price import LOST, NEVER, ONE_DIGIT, SIGN, SWAPPED, slip, variants


@pytest.mark.parametrize(
    ("printed", "value", "digits", "price"),
    [
        (31594, 31544, 5, ONE_DIGIT),
        (816, 8116, 3, LOST),
        (8116, 816, 4, LOST),
        (12, 21, 2, SWAPPED),
        (-5, 5, 1, SIGN),
        (56, 9256, 4, ONE_DIGIT + 1.2),
        (256, 9256, 4, ONE_DIGIT),
        (100, 999, 3, NEVER),
        (1, 100, 1, NEVER),
        (7, 7, 1, 0.0),
    ],
)
def test_the_price_of_a_slip(printed: int, value: int, digits: int, price: float) -> None:
    assert slip(printed, value, digits) == pytest.approx(price)


@given(st.integers(-(10**7), 10**7), st.integers(1, 9))
def test_variants_are_one_slip_away(printed: int, digits: int) -> None:
    digits = max(digits, len(str(abs(printed))))
    for each in variants(printed, digits):
        assert each == 0 or slip(printed, each, digits) <= SWAPPED


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**4))
def test_rounding_is_within_half_a_unit(top: int, bottom: int) -> None:
    half = rounded(top, bottom, Rounding.HALF_UP)
    assert abs(2 * (half * bottom - top)) <= bottom
    assert abs(rounded(top, bottom, Rounding.DOWN)) <= abs(half) <= abs(rounded(top, bottom, Rounding.UP))


@pytest.mark.parametrize(
    ("top", "bottom", "rounding", "value"),
    [(5, 2, Rounding.HALF_UP, 3), (-5, 2, Rounding.HALF_UP, -3), (5, 2, Rounding.DOWN, 2), (4, 2, Rounding.UP, 2)],
)
def test_halves_go_away_from_zero(top: int, bottom: int, rounding: Rounding, value: int) -> None:
    assert rounded(top, bottom, rounding) == value


def quotient(**more: int) -> Ratio:
    return Ratio((0, 1, 2), Fraction(1), (0,), 1, 1, Rounding.HALF_UP, 100, 0, 2, **more)


@pytest.mark.parametrize(("values", "holds"), [([1000, 300, 333], True), ([1000, 300, 334], False), ([1000, 0, 0], False)])
def test_a_quotient_holds_when_rounded(values: list[int | None], holds: bool) -> None:  # noqa: FBT001
    assert Network(values, [quotient()]).holds == [holds]


def test_slack_lets_a_last_decimal_pass() -> None:
    assert Network([1000, 300, 334], [quotient(slack=1)]).holds == [True]
    assert Network([1000, 300, 335], [quotient(slack=1)]).holds == [False]


def test_an_unknown_cell_leaves_its_equations_open() -> None:
    network = Network([1, None, 3], [Sum((0, 1, 2), (1, 1, -1), 0, 2)])
    assert list(network.failing()) == [0]
    assert network.effect(1, 2) == ([0], [], 0)
    network.change(1, 2)
    assert network.holds == [True]


def test_an_effect_is_told_and_not_made() -> None:
    network = Network([1, 2, 4, 9], [Sum((0, 1, 2), (1, 1, -1), 0, 2), Sum((2, 3), (1, -1), 1, 3), Sum((1, 3), (1, -1), 2, 3)])
    assert network.effect(2, 3) == ([0], [], 1)
    assert network.values == [1, 2, 4, 9]


@given(st.lists(st.tuples(st.integers(0, 5), st.one_of(st.none(), st.integers(0, 500))), max_size=12), st.integers(0, 99))
def test_changes_keep_the_network_as_if_made_anew(changes: list[tuple[int, int | None]], seed: int) -> None:
    random = seeded(seed)
    values: list[int | None] = [random.randint(1, 300) for _ in range(6)]
    equations: list[Equation] = [Sum((0, 1, 2), (1, 1, -1), 0, 2), quotient(), Sum((3, 4, 5), (1, -1, -1), 1, 5, constant=7)]
    network = Network(list(values), equations)
    for cell, value in changes:
        network.change(cell, value)
        values[cell] = value
    fresh = Network(list(values), equations)
    assert (network.values, network.gap, network.open, network.holds) == (fresh.values, fresh.gap, fresh.open, fresh.holds)


@pytest.mark.parametrize(("gap", "like"), [(0, True), (700_000, True), (49_960, True), (123_456, False), (1_110, False)])
def test_what_a_wrong_digit_leaves(gap: int, like: bool) -> None:  # noqa: FBT001
    assert like_slips(gap, 1) is like


@pytest.mark.parametrize(
    ("gap", "value", "tells"), [(700, 123_456, True), (2, 123_456, False), (54_321, 123_456, False), (70, 99, False)]
)
def test_when_a_wrong_sum_still_tells(gap: int, value: int, tells: bool) -> None:  # noqa: FBT001
    assert telling(gap, value, 1) is tells
