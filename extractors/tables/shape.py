"""The shape of a stacked table's rows: what kind of cell each column has, and what a reading costs.

Costs are in lines: a cell read as it should be earns the line it takes, a doubtful one less.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex

from extractors.tables.cells import MEASURES, NUMBERS, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.tables.lines import Line

FORBIDDEN: Final = 99.0
FAMILY_COST: Final = 0.1
"""A number of another sort: 1 among 0,5 and 2,4."""
FIGURE_AS_TEXT: Final = 1.2
UNKNOWN: Final = 0.5
"""Words where only dashes were seen."""
TEXT_AS_FIGURE: Final = 1.6
"""A word where figures stand ("isento"): possible once, never as a habit."""
MISREAD_AS_FIGURE: Final = 0.7
"""A short figure with a letter read for a digit (B5, O3), where figures stand."""
UNPARTED: Final = 0.8
"""Digits alone where amounts stand: their separators may be lost."""
JOIN_LIKELY: Final = 0.1
JOIN_DOUBTFUL: Final = 0.8
JOIN_UNLIKE: Final = 1.6
"""A second line of a cell that opens as cells of this column, or of the next, do."""
SKIP: Final = 2.2
"""A column for which nothing is printed."""
SKIP_LAST: Final = 2.15
"""The same for the last column: what ends early is likelier than what has a hole."""
SKIP_NOTE: Final = 1.2
"""The same for a last column of words where a figure, a code or a date opens every row."""

SIGNS: Final = int(Kind.TEXT)
CAPITALS: Final = SIGNS + 1
WORDS: Final = SIGNS + 2
MISREAD: Final = SIGNS + 3
"""What words look like, after the kinds: without letters, in capitals, or not; or short, as a figure with a misread digit."""
_SHORT_MISREAD: Final = regex.compile(r"(?=.*\d)(?:[\dOoIlSBó|]{2,4}|[\dOoIlSBó|]{1,3}[ºª.)])")

_OPEN_END: Final = regex.compile(r"(?:\b(?:(?i:d[aeo]s?|em|n[ao]s?|por|para|com|aos?)|e|à|a|o)|[-–/,(&])$")
_OPEN_START: Final = regex.compile(r"[(\p{Ll}&/]|[-–]\s")
LONGEST_SHORT: Final = 4
FREQUENT: Final = 3
FEW: Final = 4
"""Cells up to which each counts for its column's kinds; of more, those of a tenth or less do not."""


def continues(before: str, line: str) -> bool:
    """Whether a line shows by itself that it goes on with the one before.

    >>> continues("Confresa", "(sede)"), continues("VALE DO", "IPÊ"), continues("SUL", "NORTE")
    (True, True, False)
    """
    unclosed = before.count("(") > before.count(")")
    return unclosed or bool(_OPEN_END.search(before)) or bool(_OPEN_START.match(line))


@dataclass(frozen=True, slots=True)
class Column:
    """What is known of a column: the kinds of its cells, and of its texts how they open and their case.

    `upper` is the share of cells that are all capitals; None where the column has no text.
    `openings` are the first words that many of its cells have, `common` the values that fill a
    good part of the column (a state's letters).
    """

    kinds: frozenset[Kind]
    upper: float | None = None
    openings: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()

    @property
    def is_text(self) -> bool:
        """Whether words stand in it."""
        return Kind.TEXT in self.kinds

    @property
    def is_measure(self) -> bool:
        """Whether figures stand in it, and no words."""
        return not self.is_text and bool(self.kinds & MEASURES)

    def cost(self, line: Line) -> float:
        """What it costs to read `line` as a cell of this column."""
        return self.costs()[look_of(line)]

    def costs(self) -> tuple[float, ...]:
        """Return what it costs to read a line as a cell of this column, by what the line looks like (`look_of`)."""
        return _costs(self.kinds, self.upper)

    def opens(self, text: str) -> bool:
        """Whether `text` begins as many cells of this column do."""
        return text.split(" ", 1)[0] in self.openings


def look_of(line: Line) -> int:
    """Return all of a line that decides what it costs in a column: its kind, and of words their case.

    Kinds count from 0 to `SIGNS`, a text without letters; then `CAPITALS`, `WORDS`, any other text, and `MISREAD`.
    """
    if line.kind is not Kind.TEXT:
        return int(line.kind)
    if not any(map(str.isalpha, line.text)):
        return SIGNS
    if len(line.text) <= LONGEST_SHORT and _SHORT_MISREAD.fullmatch(line.text):
        return MISREAD
    return CAPITALS if line.text.isupper() else WORDS


@lru_cache(maxsize=1024)
def _costs(kinds: frozenset[Kind], upper: float | None) -> tuple[float, ...]:
    others = tuple(_figure_cost(kind, kinds) for kind in Kind if kind is not Kind.TEXT)
    if Kind.TEXT not in kinds:
        return (*others, *(UNKNOWN if not kinds else TEXT_AS_FIGURE,) * 3, UNKNOWN if not kinds else MISREAD_AS_FIGURE)
    styles = (0.0, 0.0) if upper is None else (0.4 * (1 - upper), 0.4 * (1 - (1 - upper)))
    return (*others, 0.0, *styles, max(styles))


def _figure_cost(kind: Kind, kinds: frozenset[Kind]) -> float:
    """What it costs to read a line that is no text in a column of `kinds`."""
    if kind is Kind.EMPTY or kind in kinds or not kinds:
        return 0.0
    if _akin(kind, kinds):
        return FAMILY_COST
    if kind is Kind.CODE and kinds & {Kind.MONEY, Kind.DECIMAL} and Kind.TEXT not in kinds:
        return UNPARTED
    return FIGURE_AS_TEXT if Kind.TEXT in kinds else TEXT_AS_FIGURE


def _akin(kind: Kind, kinds: frozenset[Kind]) -> bool:
    if kind in NUMBERS:
        return bool(kinds & NUMBERS) or (kind is Kind.INTEGER and bool(kinds & {Kind.CODE, Kind.ORDINAL}))
    if kind is Kind.CODE:
        return bool(kinds & {Kind.INTEGER, Kind.CODE, Kind.ORDINAL})
    return kind is Kind.ORDINAL and bool(kinds & {Kind.INTEGER, Kind.CODE})


def _alike(kind: Kind) -> frozenset[Kind]:
    """Return the kinds that may stand under a cell of `kind`, for a first look."""
    return frozenset(other for other in Kind if Kind.EMPTY in (kind, other) or other is kind or _akin(other, frozenset({kind})))


ALIKE: Final = tuple(_alike(kind) for kind in Kind)
"""By kind: the kinds that may stand in its column."""

Shape = tuple[Column, ...]


_SEEDS: Final = tuple(Column(frozenset({kind} - {Kind.EMPTY})) for kind in Kind)


def seed(lines: Sequence[Line]) -> Shape:
    """Return the shape of one row, a cell a line."""
    return tuple(_SEEDS[line.kind] for line in lines)


def learn(cells: Sequence[Sequence[Line | None]]) -> Shape:
    """Return the shape that rows have, each with a line (the first of its cell) or None a column."""
    return tuple(_column([row[at] for row in cells]) for at in range(len(cells[0]) if cells else 0))


def _column(cells: Sequence[Line | None]) -> Column:
    lines = [line for line in cells if line is not None and line.kind is not Kind.EMPTY]
    counts = Counter(line.kind for line in lines)
    least = max(1, 0.1 * len(lines)) if len(lines) > FEW else 0
    kinds = frozenset(kind for kind, count in counts.items() if count > least)
    texts = [line.text for line in lines if line.kind is Kind.TEXT and any(map(str.isalpha, line.text))]
    if Kind.TEXT not in kinds or not texts:
        return Column(kinds)
    first = Counter(text.split(" ", 1)[0] for text in texts)
    openings = frozenset(word for word, count in first.items() if count >= max(FREQUENT, 0.1 * len(texts)))
    common = frozenset(text for text, count in Counter(texts).items() if count >= max(FREQUENT, 0.25 * len(texts)))
    return Column(kinds, sum(map(str.isupper, texts)) / len(texts), openings, common)


def skip_last(shape: Shape) -> float:
    """Return what it costs that nothing is printed for the last column."""
    return SKIP_NOTE if shape[-1].is_text and shape[0].kinds and not shape[0].is_text else SKIP_LAST


def name_column(shape: Shape) -> int:
    """Return the first column of names: words, and not the same ones on every row; else the first of words, else 0."""
    texts = [at for at, column in enumerate(shape) if column.is_text]
    return next((at for at in texts if not shape[at].common), texts[0] if texts else 0)
