"""Raw and repaired text in stretches: nothing lost, nothing guessed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.spans import Edit, NormalizedText, Span
from pipeline.line_index import LineIndex
from pipeline.repair import cleaned, repair
from pipeline.stretches import lines, stretches
from tests.pipeline.conftest import DAMAGED


def text(raw: str, *layers: list[tuple[int, int, str]]) -> NormalizedText:
    made = NormalizedText(raw)
    for number, edits in enumerate(layers):
        made = made.with_layer(f"step-{number}", [Edit(Span(start, end), new, f"rule-{number}") for start, end, new in edits])
    return made


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (text(""), []),
        (text("abc"), [("abc", "abc", 0)]),
        (text("abc", [(1, 2, "X")]), [("a", "a", 0), ("b", "X", 1), ("c", "c", 0)]),
        (text("abc", [(0, 1, ""), (1, 2, "YY")]), [("a", "", 1), ("b", "YY", 1), ("c", "c", 0)]),
        (
            text("10 10 20 20 20", [(0, 3, ""), (9, 12, "")]),
            [("10 ", "", 1), ("10 20 ", "10 20 ", 0), ("20 ", "", 1), ("20", "20", 0)],
        ),
        (text("abcd", [(1, 2, "XY")], [(2, 4, "Z")]), [("a", "a", 0), ("bc", "XZ", 2), ("d", "d", 0)]),
        (text("a-bc", [(1, 2, "")], [(0, 2, "Q")]), [("a-b", "Q", 2), ("c", "c", 0)]),
        (text("a-bc", [(1, 2, "")], [(0, 1, "Q")]), [("a", "Q", 1), ("-", "", 1), ("bc", "bc", 0)]),
    ],
)
def test_stretches(made: NormalizedText, expected: list[tuple[str, str, int]]) -> None:
    assert [(each.raw, each.value, len(each.corrections)) for each in stretches(made)] == expected


@st.composite
def edited(draw: st.DrawFn) -> NormalizedText:
    """A text with three layers of edits of any kind."""
    made = NormalizedText(draw(st.text("ab \n\r", min_size=1, max_size=24)))
    for step in ("one", "two", "three"):
        size, at, edits = len(made.value), 0, []
        while at < size and draw(st.booleans()):
            start = draw(st.integers(at, size - 1))
            end = draw(st.integers(start + 1, min(size, start + 4)))
            edits.append(Edit(Span(start, end), draw(st.text("xy\n", max_size=4)), step))
            at = end
        made = made.with_layer(step, edits)
    return made


@settings(max_examples=400, deadline=None)
@given(edited())
def test_whatever_the_edits_nothing_is_lost(made: NormalizedText) -> None:
    found = list(stretches(made))
    assert "".join(each.raw for each in found) == made.raw
    assert "".join(each.value for each in found) == made.value
    assert all(each.corrections or each.raw == each.value for each in found)
    assert sum(len(each.corrections) for each in found) == sum(len(layer.edits) for layer in made.layers)
    assert [c for each in found for c in each.corrections] == list(made.corrections())
    told = list(lines(made))
    values = ["".join(each.value for each in line.stretches) for line in told]
    assert values == made.value.split("\n")[: len(told)]
    assert len(told) in {made.value.count("\n"), made.value.count("\n") + 1}
    assert [line.number for line in told] == list(range(1, len(told) + 1))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_other_machines_mark_no_line(end: str) -> None:
    raw = "nº 1\nn° 2\nnº 3\n".replace("\n", end)
    told = list(lines(cleaned(raw)[0]))
    assert [line.repaired for line in told] == [False, True, False]
    assert [(each.raw, each.value) for each in told[1].stretches if each.corrections] == [("°", "º")]


def test_a_repair_over_a_line_end_is_told_once() -> None:
    told = list(lines(text("ab\ncd", [(1, 4, "X\nY")])))
    assert [[(each.raw, each.value, len(each.corrections)) for each in line.stretches] for line in told] == [
        [("a", "a", 0), ("b", "X", 1)],
        [("c", "Y", 0), ("d", "d", 0)],
    ]


def test_what_layout_takes_out_is_told_too() -> None:
    found = list(stretches(repair(DAMAGED)[0]))
    assert ("-\n", "") in [(each.raw, each.value) for each in found]


@given(st.text("ab\r\n", max_size=12))
def test_lines_are_counted_as_an_editor_does(raw: str) -> None:
    index, plain = LineIndex(raw), raw.replace("\r\n", "\n").replace("\r", "\n")
    assert index.at(len(raw)) == plain.count("\n") + 1
    assert index.at(0) == 1
