"""Codes with check digits in tables: IBGE, CNPJ, CPF.

A column most of whose codes are right is one of such codes. Where a letter stands for a digit ("O4.252.011/0001-1O") and
the check digits leave one way to read it, the code is repaired; a code of digits alone whose check digits fail is
legible, and so kept, and told as a problem, with the one code that a confusion of two digits would make right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, product
from typing import TYPE_CHECKING, Final

import regex

from corpus.decisions import TABLE_CODE
from corpus.municipalities import LONG_DIGITS, SHORT_DIGITS, by_code
from corpus.problems import Problem
from corpus.values.codes import parse_cnpj, parse_cpf
from extractors.tables.arithmetic.forms import CONFUSED
from extractors.tables.arithmetic.grid import ColumnType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corpus.acts import Cell, Found, Table

SURE: Final = 0.9
KEPT: Final = 0.5
MOSTLY: Final = 0.6
FEWEST: Final = 3
"""Right codes that show what a column holds."""
MOST_WAYS: Final = 64
ALIKE: Final = {"0": "86", "1": "7", "2": "7", "3": "8", "5": "6", "6": "58", "7": "12", "8": "360", "9": "4", "4": "9"}
"""Digits that are read for one another."""


@dataclass(frozen=True, slots=True)
class Register:
    """A kind of code: its name, its shape (letters that OCR may put for digits included), and what is right."""

    name: str
    shape: regex.Pattern[str]
    right: Callable[[str], bool]


def _is_place(code: str) -> bool:
    """Whether a code is a municipality's, or a state's of as many digits ("510000", for what is its own).

    >>> _is_place("510340"), _is_place("510000"), _is_place("990000")
    (True, True, False)
    """
    return code in by_code() or (code[2:].strip("0") == "" and code[:2] in _states())


@cache
def _states() -> frozenset[str]:
    """Return the codes of the states, the first two digits of their municipalities'."""
    return frozenset(code[:2] for code in by_code())


_DIGIT: Final = r"[\dOoQlI|SsóÓbGZzgqAB!]"
_MISREAD_CODE: Final = regex.compile(rf"(?=(?:.*\d){{2}})(?:\d|[./-]|(?:(?<=\d){_DIGIT}|{_DIGIT}(?=\d)))+")
"""Letters beside digits: that of 103-A is the office's own."""
REGISTERS: Final = (
    Register("IBGE", regex.compile(rf"{_DIGIT}{{{LONG_DIGITS}}}"), lambda code: len(code) == LONG_DIGITS and _is_place(code)),
    Register("IBGE", regex.compile(rf"{_DIGIT}{{{SHORT_DIGITS}}}"), lambda code: len(code) == SHORT_DIGITS and _is_place(code)),
    Register(
        "CNPJ",
        regex.compile(rf"{_DIGIT}{{2}}\.?{_DIGIT}{{3}}\.?{_DIGIT}{{3}}/?{_DIGIT}{{4}}-?{_DIGIT}{{2}}"),
        lambda code: parse_cnpj(code) is not None,
    ),
    Register(
        "CPF",
        regex.compile(rf"{_DIGIT}{{3}}\.?{_DIGIT}{{3}}\.?{_DIGIT}{{3}}-?{_DIGIT}{{2}}"),
        lambda code: parse_cpf(code) is not None,
    ),
)


_NAMED: Final = regex.compile(r"(?i)\b(?:IBGE|CNPJ|CPF)\b")


@dataclass(frozen=True, slots=True)
class Checked:
    """A table whose codes were checked, and what fails."""

    table: Table
    problems: tuple[Problem, ...] = ()


def check_codes(table: Table, *, where: str) -> Checked:
    """Return a table with the codes repaired that their check digits give; `where` is its JSON Pointer."""
    problems: list[Problem] = []
    for at, kind in enumerate(table.column_types):
        if kind != ColumnType.CODE.value:
            continue
        registers, odd = _registers(table, at), _odd(table, at)
        rows = list(table.rows)
        for row, cells in enumerate(rows):
            cell = cells[at]
            if cell is None or cell.derived:
                continue
            place = f"{where}/rows/{row}/{at}"
            register = next((each for each in registers if each.shape.fullmatch(cell.value)), None)
            if register is not None and not any(each.right(cell.value) for each in registers):
                mended, problem = _judged(cell, register, place)
            elif not registers and row in odd:
                mended, problem = _kept(cell, place)
            else:
                continue
            rows[row] = (*cells[:at], mended, *cells[at + 1 :])
            problems += [problem] if problem is not None else []
        table = replace(table, rows=tuple(rows))
    return Checked(table, tuple(problems))


def _registers(table: Table, column: int) -> tuple[Register, ...]:
    """Return the kind of code that most of a column's cells are right for, else those that its label names."""
    values = [cell.value for row in table.rows if (cell := row[column]) is not None]
    for register in REGISTERS:
        right = sum(register.right(value) for value in values)
        if right >= max(FEWEST, MOSTLY * len(values)):
            return (register,)
    named = {match[0].upper() for match in _NAMED.finditer(table.columns[column].value)}
    told = tuple(register for register in REGISTERS if register.name in named)
    shaped = sum(any(register.shape.fullmatch(value) for register in told) for value in values)
    return told if shaped * 2 > len(values) else ()


def _odd(table: Table, column: int) -> frozenset[int]:
    """Return the rows whose code has a letter read for a digit, where no other code of the column has a letter."""
    values = {at: cell.value for at, row in enumerate(table.rows) if (cell := row[column]) is not None}
    lettered = {at for at, value in values.items() if any(map(str.isalpha, value))}
    odd = {at for at in lettered if _MISREAD_CODE.fullmatch(values[at])}
    return frozenset(odd) if odd == lettered and len(values) - len(odd) >= max(FEWEST - 1, len(odd) * 2) else frozenset()


def _kept(cell: Found[str], where: str) -> tuple[Cell, Problem]:
    """Return a code that nothing proves as it is printed, marked."""
    detail = f"{cell.value!r} has a letter where the other codes of its column have digits: kept as printed"
    return replace(cell, confidence=KEPT), Problem("damaged", where, cell.span, detail, TABLE_CODE)


def _judged(cell: Found[str], register: Register, where: str) -> tuple[Cell, Problem | None]:
    ways = sorted({way for way in _read(cell.value) if register.right(way)})
    if not cell.value.isascii() or any(char in CONFUSED for char in cell.value):
        if len(ways) == 1:
            witness = f"the check digits of the {register.name}"
            return replace(
                cell, value=ways[0], rule=TABLE_CODE, confidence=SURE, witnesses=(witness,), otherwise=cell.value
            ), None
        return replace(cell, confidence=KEPT), Problem("damaged", where, cell.span, _told(cell, register, ways), TABLE_CODE)
    ways = sorted({way for way in _slipped(cell.value) if register.right(way)})
    return replace(cell, confidence=KEPT), Problem("code_mismatch", where, cell.span, _told(cell, register, ways), TABLE_CODE)


def _told(cell: Found[str], register: Register, ways: list[str]) -> str:
    asked = f"; {ways[0]} would be right" if len(ways) == 1 else f"; {len(ways)} others would be right" if ways else ""
    return f"{cell.value!r} is no {register.name}: its check digits fail{asked}"


def _read(code: str) -> Iterator[str]:
    """Tell the code with its letters read as digits."""
    choices = [CONFUSED.get(char, char) for char in code]
    yield from islice(("".join(each) for each in product(*choices)), MOST_WAYS)


def _slipped(code: str) -> Iterator[str]:
    """Tell the code with one digit read for one that looks like it."""
    for at, char in enumerate(code):
        for other in ALIKE.get(char, ""):
            yield code[:at] + other + code[at + 1 :]
