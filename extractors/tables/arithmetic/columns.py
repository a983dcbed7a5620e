"""The type of each column: voted for by its cells, by its label where they leave it open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import regex

from corpus.knowledge import records, rows, string
from corpus.municipalities import cut_short, named
from corpus.values.codes import parse_cnpj, parse_cpf
from extractors.tables.arithmetic.forms import Form, bare_of, form_of, is_empty
from extractors.tables.arithmetic.grid import ColumnType

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extractors.tables.arithmetic.grid import Grid

TABLE: Final = "column_types"
MOST: Final = 0.8
OPEN: Final = 0.5
SAMPLE: Final = 600
"""Cells that a long column's type is voted for by."""
CENTAVOS: Final = 2
IBGE_DIGITS: Final = 7
_DATE: Final = regex.compile(r"\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})")
_REGISTER: Final = regex.compile(r"0\d++|\d[\d./-]*+(?<=\d)(?<=[/-]\d{1,9})|\d{1,3}(?:\.\d{1,4}){3,}")
_NUMBERED: Final = regex.compile(r"[\dA-Z./\-ºª°]*\d[\dA-Z./\-ºª°]*+")
_MONEY: Final = regex.compile(r"(?:R|Cr|CR|NCz|Cz|US)\$")


@dataclass(frozen=True, slots=True)
class Typed:
    """A column's type; `form` where it is one of figures."""

    type: ColumnType
    form: Form | None = None


def type_columns(grid: Grid) -> tuple[Typed, ...]:
    """Return the type of every column."""
    return tuple(_typed(grid, at) for at in range(len(grid.columns)))


@cache
def _patterns() -> tuple[tuple[ColumnType, regex.Pattern[str]], ...]:
    return tuple((ColumnType(string(row, "type")), regex.compile(string(row, "pattern"))) for row in rows(TABLE))


def told_by(label: str) -> ColumnType | None:
    """Return what a column's label says of its cells.

    >>> told_by("Preço unitário"), told_by("Observações") is None
    (<ColumnType.MONEY: 'money'>, True)
    """
    return next((kind for kind, pattern in _patterns() if pattern.search(label)), None)


@cache
def _codes() -> frozenset[str]:
    return frozenset(line["ibge"] for line in records("municipalities"))


def _typed(grid: Grid, at: int) -> Typed:
    tokens = _sample([token for row in grid.rows if (token := row[at]) is not None and not is_empty(token)])
    label = told_by(grid.columns[at])
    if not tokens:
        return Typed(ColumnType.TEXT)
    if _share(tokens, lambda token: _DATE.fullmatch(token.strip()) is not None) >= MOST:
        return Typed(ColumnType.DATE)
    if _is_code(tokens, label):
        return Typed(ColumnType.CODE)
    form = form_of(tokens)
    if form is not None:
        return Typed(_of_figures(tokens, form, label), form)
    return Typed(_of_words(grid, at, label))


def _sample(tokens: Sequence[str]) -> Sequence[str]:
    return tokens if len(tokens) <= SAMPLE else [tokens[at * len(tokens) // SAMPLE] for at in range(SAMPLE)]


def _share(tokens: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(fits(token) for token in tokens) / len(tokens)


def _is_code(tokens: Sequence[str], label: ColumnType | None) -> bool:
    bare = [bare_of(token) for token in tokens]
    if _share(bare, is_coded) >= MOST:
        return True
    return label is ColumnType.CODE and _share(bare, lambda token: _NUMBERED.fullmatch(token) is not None) >= OPEN


def is_coded(token: str) -> bool:
    """Whether a token is a code by itself: check digits that are right, a municipality's code, the shape of a register.

    >>> is_coded("3550308"), is_coded("3550309"), is_coded("00.000.000/0001-91"), is_coded("1.234")
    (True, False, True, False)
    """
    if len(token) == IBGE_DIGITS and token.isdigit():
        return token in _codes()
    return bool(parse_cnpj(token) or parse_cpf(token)) or bool(_REGISTER.fullmatch(token))


def _of_figures(tokens: Sequence[str], form: Form, label: ColumnType | None) -> ColumnType:
    if _share(tokens, lambda token: token.rstrip().endswith("%")) >= OPEN or label is ColumnType.PERCENT:
        return ColumnType.PERCENT
    if _share(tokens, lambda token: _MONEY.search(token) is not None) >= OPEN:
        return ColumnType.MONEY
    if form.decimals == 0:
        return ColumnType.MONEY if label is ColumnType.MONEY else ColumnType.INTEGER
    if label is ColumnType.QUOTIENT:
        return ColumnType.QUOTIENT
    return ColumnType.MONEY if form.decimals == CENTAVOS or label is ColumnType.MONEY else ColumnType.QUOTIENT


def _of_words(grid: Grid, at: int, label: ColumnType | None) -> ColumnType:
    names = _sample([token for index, row in enumerate(grid.rows) if index not in grid.totals and (token := row[at])])
    known = _share(names, lambda name: bool(named(name) or cut_short(name, None))) if names else 0
    if known >= MOST or (known >= OPEN and label is ColumnType.MUNICIPALITY):
        return ColumnType.MUNICIPALITY
    return label if label in (ColumnType.NAME, ColumnType.MUNICIPALITY) else ColumnType.TEXT
