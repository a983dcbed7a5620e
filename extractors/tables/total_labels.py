"""The labels of rows of totals that OCR damaged or print spaced out: "T0TAL", "T O T A L"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import regex

from corpus.decisions import TABLE_TOTAL

if TYPE_CHECKING:
    from corpus.acts import Cell, Table

SURE: Final = 0.95
WITNESS: Final = "no other word heads a row of totals"
_SPACED: Final = regex.compile(r"(?:(?<!\S)\S\s){3,}\S(?!\S)")
_WORD: Final = regex.compile(r"(?i)(?P<before>^(?:su[bB]\s?-?\s?)?)(?P<word>t[o0]ta(?:[l1|!]|[i1]s)|s[o0]mas?)(?!\w)")
_WORDS: Final = {"l": "total", "s": "totais"}


def with_labels(table: Table) -> Table:
    """Return a table whose totals' labels are closed up and without figures for letters."""
    rows = list(table.rows)
    for at in table.total_row_indices:
        rows[at] = tuple(_mended(cell) for cell in rows[at])
    return replace(table, rows=tuple(rows))


def _mended(cell: Cell) -> Cell:
    if cell is None or cell.derived:
        return cell
    value = label_of(cell.value)
    if value == cell.value:
        return cell
    return replace(cell, value=value, rule=TABLE_TOTAL, confidence=SURE, witnesses=(WITNESS,), otherwise=cell.value)


def label_of(printed: str) -> str:
    """Return a total's label as it was meant; what is no damaged label of a total comes back as it is.

    >>> label_of("T0TAL"), label_of("T O T A L   G E R A L"), label_of("Sub-tota1"), label_of("Total A"), label_of("10")
    ('TOTAL', 'TOTAL GERAL', 'Sub-total', 'Total A', '10')
    """
    closed = " ".join(_closed(part) for part in regex.split(r"\s{2,}", printed)) if _SPACED.search(printed) else printed
    return _WORD.sub(_word, closed, count=1)


def _closed(spaced: str) -> str:
    """Close spaced letters up; of one run of them that holds two words, the first is the total's.

    >>> _closed("T O T A L G E R A L"), _closed("S O M A")
    ('TOTAL GERAL', 'SOMA')
    """
    closed = _SPACED.sub(lambda match: regex.sub(r"\s", "", match[0]), spaced)
    return regex.sub(r"(?i)^((?:sub-?)?t[o0]ta[l1]|s[o0]ma)(?=geral$)", r"\1 ", closed)


def _word(match: regex.Match[str]) -> str:
    printed = match["word"]
    if printed.isalpha() and printed.isascii():
        return match[0]
    word = "soma" if printed[0] in "sS" else _WORDS["s" if printed[-1] in "sS" else "l"]
    letters = [char for char in printed if char.isalpha()]
    upper = all(map(str.isupper, letters)) and len(letters) > 1
    return match["before"] + (word.upper() if upper else word.capitalize() if printed[0].isupper() else word)
